package wire_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/model/modeltest"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/wire"
)

func appended(t testing.TB, operation string, v any) string {
	t.Helper()
	o, _ := model.Lookup(operation)
	p := compile(t, modeltest.Lookup(operation).Out, o.Output)
	return string(p.Append(nil, v))
}

func TestAppend(t *testing.T) {
	for _, c := range []struct {
		operation string
		value     any
		want      string
	}{
		{"DeleteUser", &cip.DeleteUserOutput{}, `{}`},
		{"ListUsers", &cip.ListUsersOutput{}, `{}`},
		{"ListUsers", &cip.ListUsersOutput{Users: []types.UserType{}}, `{"Users":[]}`},
		{"ListUsers", &cip.ListUsersOutput{Users: []types.UserType{{}}}, `{"Users":[{"Enabled":false}]}`},
		{"InitiateAuth", &cip.InitiateAuthOutput{ChallengeParameters: map[string]string{}}, `{"ChallengeParameters":{}}`},
		{"InitiateAuth", &cip.InitiateAuthOutput{ChallengeParameters: map[string]string{"b": "2", "a": "1", "c": ""}}, `{"ChallengeParameters":{"a":"1","b":"2","c":""}}`},
		{"InitiateAuth", &cip.InitiateAuthOutput{AuthenticationResult: &types.AuthenticationResultType{AccessToken: aws.String("t"), TokenType: aws.String("Bearer")}},
			`{"AuthenticationResult":{"AccessToken":"t","ExpiresIn":0,"TokenType":"Bearer"}}`},
		{"DescribeUserPool", &newest.DescribeUserPoolOutput{UserPool: &newest.UserPoolType{
			UserPoolType:     types.UserPoolType{Id: aws.String("p"), MfaConfiguration: "OFF"},
			AcrConfiguration: map[string]newest.AcrLevelConfigType{"Level2": {AcrValue: aws.String("b")}, "Level1": {AcrValue: aws.String("a")}}}},
			`{"UserPool":{"Id":"p","EstimatedNumberOfUsers":0,"MfaConfiguration":"OFF","AcrConfiguration":{"Level1":{"AcrValue":"a"},"Level2":{"AcrValue":"b"}}}}`},
		{"StartWebAuthnRegistration", &cip.StartWebAuthnRegistrationOutput{CredentialCreationOptions: newest.RawDocument([]byte(`{"b":[1.50]}`))},
			`{"CredentialCreationOptions":{"b":[1.50]}}`},
	} {
		got := appended(t, c.operation, c.value)
		if !sameJSON(got, c.want) || c.operation != "DescribeUserPool" && got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}

func sameJSON(a, b string) bool {
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && reflect.DeepEqual(x, y)
}

func TestAppendStrings(t *testing.T) {
	for in, want := range map[string]string{
		"":                           `""`,
		"é😀 </>&\u2028\u007f":        "\"é😀 </>&\u2028\u007f\"",
		"\"\\\b\f\n\r\t\u0000\u001f": `"\"\\\b\f\n\r\t\u0000\u001F"`,
		"a\xffb\xc3":                 "\"a\ufffdb\ufffd\"",
		"\ufffd":                     "\"\ufffd\"",
		"\xed\xa0\x80":               "\"\ufffd\ufffd\ufffd\"", // half a surrogate pair
	} {
		if got := string(wire.AppendError(nil, in, "")); got != `{"__type":`+want+`}` {
			t.Errorf("%q: %s", in, got)
		}
	}
}

func TestAppendTimes(t *testing.T) {
	for text, want := range map[string]string{
		"2023-05-01T15:43:49.578Z":     `1.682955829578E9`, // Doc: API_AdminGetUser
		"2024-05-07T13:59:02Z":         `1.715090342E9`,
		"2001-09-09T01:46:40Z":         `1.0E9`,
		"2286-11-20T17:46:40.1Z":       `1.00000000001E10`,
		"1970-04-26T17:46:40Z":         `1.0E7`,
		"1970-04-26T17:46:39.999Z":     `9999999.999`,
		"1970-01-01T00:00:00Z":         `0.0`,
		"1970-01-01T00:00:00.5Z":       `0.5`,
		"1969-12-31T23:59:58.5Z":       `-1.5`,
		"2023-05-01T15:43:49.5789999Z": `1.682955829578E9`,
	} {
		when, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			t.Fatal(err)
		}
		if got := appended(t, "AdminGetUser", &cip.AdminGetUserOutput{UserCreateDate: &when}); got != `{"UserCreateDate":`+want+`,"Enabled":false}` {
			t.Errorf("%s: %s, not %s", text, got, want)
		}
	}
}

func TestAppendError(t *testing.T) {
	for _, c := range []struct {
		code, message, want string
	}{
		{"NotAuthorizedException", "Invalid Refresh Token.", `{"__type":"NotAuthorizedException","message":"Invalid Refresh Token."}`}, // Seen: aws-amplify/amplify-js#1580
		{"UnknownOperationException", "", `{"__type":"UnknownOperationException"}`},
		{"InvalidParameterException", `say "é"`, `{"__type":"InvalidParameterException","message":"say \"é\""}`},
	} {
		if got := string(wire.AppendError([]byte("x"), c.code, c.message)); got != "x"+c.want {
			t.Error(got)
		}
	}
}
