package wire_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/model/modeltest"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/wire"
)

// plan is the plan for the input of an operation.
func plan(t testing.TB, operation string) (*wire.Plan, reflect.Type) {
	t.Helper()
	o, ok := model.Lookup(operation)
	if !ok {
		t.Fatalf("no operation %s", operation)
	}
	in := modeltest.Lookup(operation).In
	return compile(t, in, o.Input), in
}

func decode(t testing.TB, operation, body string) (any, error) {
	t.Helper()
	p, in := plan(t, operation)
	v := reflect.New(in).Interface()
	return v, p.Decode([]byte(body), v)
}

// TestWrongTypes has one operation that takes a value of each kind stand for all.
func TestWrongTypes(t *testing.T) {
	const (
		object = "Start of structure or map found where not expected."
		list   = "Start of list found where not expected"
	)
	kinds := map[string]struct{ operation, body string }{
		"String":    {"SignUp", `{"Username":%s}`},
		"Enum":      {"InitiateAuth", `{"AuthFlow":%s}`},
		"Integer":   {"ListUserPools", `{"MaxResults":%s}`},
		"Boolean":   {"ConfirmSignUp", `{"ForceAliasCreation":%s}`},
		"Blob":      {"SetUICustomization", `{"ImageFile":%s}`},
		"List":      {"SignUp", `{"UserAttributes":%s}`},
		"Element":   {"UntagResource", `{"TagKeys":["a",%s]}`},
		"Structure": {"SignUp", `{"AnalyticsMetadata":%s}`},
		"Map":       {"SignUp", `{"ClientMetadata":%s}`},
		"Value":     {"SignUp", `{"ClientMetadata":{"a":%s}}`},
		"Deep":      {"SignUp", `{"UserAttributes":[{"Name":"a"},{"Name":%s}]}`},
	}
	for _, c := range []struct{ kind, value, message string }{
		{"String", `{}`, object}, // seen in this service; the others in sister services
		{"String", `[]`, list},
		{"String", `1`, "NUMBER_VALUE can not be converted to a String"},
		{"String", `-1.5e3`, "NUMBER_VALUE can not be converted to a String"},
		{"String", `true`, "TRUE_VALUE can not be converted to a String"},
		{"String", `false`, "FALSE_VALUE can not be converted to a String"},
		{"Enum", `true`, "TRUE_VALUE can not be converted to a String"},
		{"Deep", `{}`, object},
		{"Deep", `7`, "NUMBER_VALUE can not be converted to a String"},
		{"Integer", `"5"`, "STRING_VALUE can not be converted to an Integer"},
		{"Integer", `true`, "TRUE_VALUE can not be converted to an Integer"},
		{"Integer", `false`, "FALSE_VALUE can not be converted to an Integer"},
		{"Integer", `[1]`, list},
		{"Integer", `{"a":1}`, object},
		{"Boolean", `"yes"`, "'yes' can not be converted to a Boolean"},
		{"Boolean", `""`, "'' can not be converted to a Boolean"},
		{"Boolean", `1`, "NUMBER_VALUE can not be converted to a Boolean"},
		{"Boolean", `[]`, list},
		{"Boolean", `{}`, object},
		{"Blob", `"23456"`, "'23456' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 bytes but found: 5"},
		{"Blob", `"=+/="`, "'=+/=' can not be converted to a Blob: Invalid Base64 character: '='"},
		{"Blob", `"+/+="`, "'+/+=' can not be converted to a Blob: Invalid last non-pad Base64 character dectected"},
		{"Blob", `"aaaé"`, "'aaaé' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 bytes but found: 5"},
		{"Blob", `"aaéa=aaa"`, "'aaéa=aaa' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 bytes but found: 9"},
		{"Blob", `true`, "TRUE_VALUE can not be converted to a Blob"},
		{"Blob", `[]`, list},
		{"List", `"a"`, "Expected list or null"},
		{"List", `1`, "Expected list or null"},
		{"List", `false`, "Expected list or null"},
		{"List", `{}`, object},
		{"Element", `1`, "NUMBER_VALUE can not be converted to a String"},
		{"Element", `[]`, list},
		{"Structure", `"a"`, "Expected null"},
		{"Structure", `1`, "Expected null"},
		{"Structure", `true`, "Expected null"},
		{"Structure", `[]`, list},
		{"Map", `"a"`, "Expected map or null"}, // seen in this service
		{"Map", `1`, "Expected map or null"},
		{"Map", `[]`, list},
		{"Value", `1`, "NUMBER_VALUE can not be converted to a String"},
		{"Value", `{}`, object},
	} {
		kind := kinds[c.kind]
		_, err := decode(t, kind.operation, fmt.Sprintf(kind.body, c.value))
		var got *wire.SerializationError
		if !errors.As(err, &got) || got.Message != c.message {
			t.Errorf("%s given as %s: %v, not %q", c.kind, c.value, err, c.message)
		}
	}
}

// TestBodies judges bodies as a whole. A body that is not JSON has no message.
func TestBodies(t *testing.T) {
	const malformed, list = "SerializationException", "SerializationException: Start of list found where not expected"
	for body, want := range map[string]string{
		`{}`:                          "",
		" \t\r\n{ } \n":               "",
		`{"Unknown":{"a":[1,{}]}}`:    "",
		`{"Filter":null}`:             "",
		`{"userPoolId":5}`:            "", // another name
		`{"Filter":"a","Filter":"b"}`: "",
		`{"Filter":"\u00e9\ud83d\ude00\/\"\\\b\f\n\r\t"}`: "",
		`[]`:                       list,
		`[`:                        list,
		``:                         malformed,
		` `:                        malformed,
		`{`:                        malformed,
		`null`:                     malformed,
		`"x"`:                      malformed,
		`1`:                        malformed,
		`true`:                     malformed,
		`{"Filter":"a",}`:          malformed,
		`{"Filter":"a"`:            malformed,
		`{"Filter":"a"}}`:          malformed,
		`{"Filter":"a"} {}`:        malformed,
		`{"Filter":"a"` + "\x00}":  malformed,
		`{"Filter" "a"}`:           malformed,
		`{Filter:"a"}`:             malformed,
		`{'Filter':'a'}`:           malformed,
		`{"Filter":"a" "Limit":1}`: malformed,
		`{"Filter":nul}`:           malformed,
		`{"Filter":tru}`:           malformed,
		`{"Filter":"a}`:            malformed,
		`{"Filter":"\x"}`:          malformed,
		`{"Filter":"\u12"}`:        malformed,
		`{"Filter":"\u12g4"}`:      malformed,
		`{"Filter":"\`:             malformed,
		"{\"Filter\":\"a\nb\"}":    malformed,
		"{\"Filter\":\"\\n\n\"}":   malformed,
		"{\"Filter\":\"\xff\"}":    malformed,
		"{\"Filter\":\"\\n\xff\"}": malformed,
		"{\"\xff\":1}":             malformed,
		`{"Limit":01}`:             malformed,
		`{"Limit":-}`:              malformed,
		`{"Limit":1.}`:             malformed,
		`{"Limit":.5}`:             malformed,
		`{"Limit":1e}`:             malformed,
		`{"Limit":+1}`:             malformed,
		`{"Limit":NaN}`:            malformed,
		`{"X":[1,]}`:               malformed,
		`{"X":[1 2]}`:              malformed,
		`{"X":{"a":1,}}`:           malformed,
		`{"X":` + strings.Repeat("[", 2000) + strings.Repeat("]", 2000) + `}`: malformed,
		`{"X":` + strings.Repeat(`{"a":`, 1e6):                                malformed,
	} {
		_, err := decode(t, "ListUsers", body)
		if got := fmt.Sprint(err); got != want && !(err == nil && want == "") {
			t.Errorf("%.40s: %v, not %q", body, err, want)
		}
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		operation, body string
		want            any
	}{
		{"SignUp", `{"ClientId":"a","Username":"\u00e9\ud83d\ude00","Password":null,"UserAttributes":[{"Name":"n","Value":"v"},{}],"ClientMetadata":{"a":"1","b":null}}`,
			&cip.SignUpInput{ClientId: aws.String("a"), Username: aws.String("é😀"),
				UserAttributes: []types.AttributeType{{Name: aws.String("n"), Value: aws.String("v")}, {}},
				ClientMetadata: map[string]string{"a": "1"}}},
		{"SignUp", `{"Username":"\ud83d x \udE00\ud83d\u0041"}`, &cip.SignUpInput{Username: aws.String("\ufffd x \ufffd\ufffdA")}},
		{"SignUp", `{"UserAttributes":[],"ClientMetadata":{}}`, &cip.SignUpInput{UserAttributes: []types.AttributeType{}, ClientMetadata: map[string]string{}}},
		{"SignUp", `{"ClientId":"a","ClientId":null}`, &cip.SignUpInput{}},
		{"ListUserPools", `{"MaxResults":5.99}`, &cip.ListUserPoolsInput{MaxResults: aws.Int32(5)}},
		{"ListUserPools", `{"MaxResults":-5.99}`, &cip.ListUserPoolsInput{MaxResults: aws.Int32(-5)}},
		{"ListUserPools", `{"MaxResults":2.5e1}`, &cip.ListUserPoolsInput{MaxResults: aws.Int32(25)}},
		{"ListUserPools", `{"MaxResults":99999999999}`, &cip.ListUserPoolsInput{MaxResults: aws.Int32(1<<31 - 1)}},
		{"ListUserPools", `{"MaxResults":-1e400}`, &cip.ListUserPoolsInput{MaxResults: aws.Int32(-1 << 31)}},
		{"ListUserPools", `{"MaxResults":123456789012345678901234567890}`, &cip.ListUserPoolsInput{MaxResults: aws.Int32(1<<31 - 1)}},
		{"ConfirmSignUp", `{"ForceAliasCreation":"True"}`, &cip.ConfirmSignUpInput{ForceAliasCreation: true}},
		{"ConfirmSignUp", `{"ForceAliasCreation":"false"}`, &cip.ConfirmSignUpInput{}},
		{"SetUICustomization", `{"ImageFile":"aGk="}`, &cip.SetUICustomizationInput{ImageFile: []byte("hi")}},
		{"SetUICustomization", `{"ImageFile":""}`, &cip.SetUICustomizationInput{ImageFile: []byte{}}},
		{"CompleteWebAuthnRegistration", `{"Credential": {"b":1.0,"a":[true, null]} }`,
			&cip.CompleteWebAuthnRegistrationInput{Credential: newest.RawDocument([]byte(`{"a":[true,null],"b":1}`))}},
		{"UpdateUserPool", `{"UserPoolId":"p","AcrConfiguration":{"Level2":{"AcrValue":"x"}},"DcrConfiguration":{"OpenDcrEnabled":true}}`,
			&newest.UpdateUserPoolInput{UpdateUserPoolInput: cip.UpdateUserPoolInput{UserPoolId: aws.String("p")},
				AcrConfiguration: map[string]newest.AcrLevelConfigType{"Level2": {AcrValue: aws.String("x")}},
				DcrConfiguration: &newest.DcrConfigurationType{OpenDcrEnabled: true}}},
		{"AdminInitiateAuth", `{"ContextData":{"HttpHeaders":[{"headerName":"a","headerValue":"b","HeaderName":"c"}]}}`,
			&cip.AdminInitiateAuthInput{ContextData: &types.ContextDataType{HttpHeaders: []types.HttpHeader{{HeaderName: aws.String("a"), HeaderValue: aws.String("b")}}}}},
	} {
		got, err := decode(t, c.operation, c.body)
		if err != nil {
			t.Errorf("%s: %v", c.body, err)
		} else if diff := cmp.Diff(c.want, got, same()); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", c.body, diff)
		}
	}
}

func TestRawDocumentKeepsItsText(t *testing.T) {
	const text = `{"z":1.0,"a": [ 12345678901234567890 ]}`
	v, err := decode(t, "CompleteWebAuthnRegistration", `{"Credential":`+text+`}`)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := plan(t, "CompleteWebAuthnRegistration")
	if got := string(p.Append(nil, v)); got != `{"Credential":`+text+`}` {
		t.Error(got)
	}
}

func TestMember(t *testing.T) {
	p, _ := plan(t, "RevokeToken") // ClientId is in the embedded struct of the SDK
	in := &newest.RevokeTokenInput{RevokeTokenInput: cip.RevokeTokenInput{ClientId: aws.String("c")}, RevokeAssociatedSessions: "NONE"}
	for name, want := range map[string]string{"ClientId": "c", "Token": "", "RevokeAssociatedSessions": "", "UserPoolId": "", "clientId": ""} {
		if got, ok := p.Member(in, name); got != want || ok != (want != "") {
			t.Errorf("%s: %q, %t", name, got, ok)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	users, _ := model.Lookup("ListUsers")
	clients, _ := model.Lookup("ListUserPoolClients")
	for _, c := range []struct {
		typ   reflect.Type
		shape *wire.Shape
		why   string
	}{
		{reflect.TypeFor[string](), users.Input, "string cannot be bound"},
		{reflect.TypeFor[cip.ListUsersInput](), users.Input.Members[0].Shape, "cannot be bound to String UserPoolIdType"},
		{reflect.TypeFor[cip.ListUserPoolClientsInput](), clients.Input, "has no field for ClientType"},
		{reflect.TypeFor[cip.ListUsersInput](), clients.Input, "has no member for cognitoidentityprovider.ListUsersInput.Filter"},
		{reflect.TypeFor[struct{ UserPoolId *int32 }](), users.Input, "int32 cannot be bound to String"},
	} {
		if _, err := wire.Compile(c.typ, c.shape); err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%v: %v", c.typ, err)
		}
	}
}

func TestPlanRefusesOtherTypes(t *testing.T) {
	p, _ := plan(t, "ListUsers")
	for _, v := range []any{nil, cip.ListUsersInput{}, &cip.ListGroupsInput{}, (*cip.ListUsersInput)(nil)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("took %T", v)
				}
			}()
			_ = p.Check(v)
		}()
	}
}
