package policy_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
)

// shopSchema has one attribute of each kind and a few that are required or immutable.
func shopSchema(t *testing.T, requiredNames ...string) []types.SchemaAttributeType {
	t.Helper()
	var entries []types.SchemaAttributeType
	for _, name := range requiredNames {
		entries = append(entries, types.SchemaAttributeType{Name: aws.String(name), Required: aws.Bool(true)})
	}
	custom := func(name string, kind types.AttributeDataType, mutable bool) types.SchemaAttributeType {
		return types.SchemaAttributeType{Name: aws.String(name), AttributeDataType: kind, Mutable: aws.Bool(mutable)}
	}
	cart, count := custom("cart", types.AttributeDataTypeString, true), custom("count", types.AttributeDataTypeNumber, true)
	cart.StringAttributeConstraints, count.NumberAttributeConstraints = length("36", "36"), value("-1", "100")
	developer := custom("plan", types.AttributeDataTypeString, true)
	developer.DeveloperOnlyAttribute = aws.Bool(true)
	schema, err := policy.NewSchema(append(entries, cart, count, developer,
		custom("tenant", types.AttributeDataTypeString, false), custom("vip", types.AttributeDataTypeBoolean, true),
		custom("since", types.AttributeDataTypeDatetime, true)))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

const (
	conform = invalidParameter + "Attributes did not conform to the schema: "
	denied  = notAuthorized + "A client attempted to write unauthorized attribute"
)

func TestNewAttributes(t *testing.T) {
	t.Parallel()
	anyClient := &types.UserPoolClientType{}
	for _, c := range []struct {
		name     string
		required []string
		admin    bool
		given    []types.AttributeType
		want     string
	}{
		{name: "nothing"},
		{name: "good", given: attributes("email", "a@b.c", "custom:count", "-1", "custom:vip", "True", "custom:since", "soon")},
		{name: "sub", given: attributes("custom:nope", "x", "sub", "1"), want: invalidParameter + "Cannot modify the non-mutable attribute sub"},
		{name: "null", given: []types.AttributeType{{Name: aws.String("nickname")}}, want: invalidParameter + "Attribute value for nickname must not be null"},
		{name: "own flag", given: attributes("email_verified", "true"), want: denied},
		{name: "developer only", given: attributes("dev:custom:plan", "x"), want: denied},
		{name: "developer only by an administrator", admin: true, given: attributes("dev:custom:plan", "x")},
		{name: "identities", given: attributes("identities", "[]"), want: denied},
		{name: "unknown", given: attributes("custom:a", "1", "custom:b", "2"), want: conform + "Type for attribute {custom:a} could not be determined"},
		{name: "unknown by an administrator", admin: true, given: attributes("vendor", "1"), want: conform + "Type for attribute {vendor} could not be determined"},
		{name: "required", required: []string{"name", "phone_number"}, want: conform + "phoneNumbers: The attribute phoneNumbers is required, name.formatted: The attribute name.formatted is required"},
		{name: "required but empty", required: []string{"gender"}, given: attributes("gender", ""), want: conform + "gender: The attribute gender is required"},
		{name: "required, administrator", admin: true, required: []string{"name"}},
		{name: "unknown before required", required: []string{"name"}, given: attributes("custom:a", "1"), want: conform + "Type for attribute {custom:a} could not be determined"},
		{name: "short", given: attributes("birthdate", "2000-1-1"), want: conform + "birthdate: String must be no shorter than 10 characters"},
		{name: "long", given: attributes("custom:cart", strings.Repeat("x", 37)), want: conform + "custom:cart: String must be no longer than 36 characters"},
		{name: "no number", given: attributes("custom:count", "1e9"), want: conform + "custom:count: Attribute must be a number"},
		{name: "small", given: attributes("custom:count", "-1.5"), want: conform + "custom:count: Number must be no smaller than -1"},
		{name: "large", given: attributes("custom:count", "101"), want: conform + "custom:count: Number must be no larger than 100"},
		{name: "no Boolean", given: attributes("custom:vip", "yes"), want: conform + "custom:vip: Attribute must be a boolean"},
		{name: "e-mail", given: attributes("email", "teamoneautothon"), want: invalidParameter + "Invalid email address format."},
		{name: "phone", given: attributes("phone_number", "961"), want: invalidParameter + "Invalid phone number format."},
		{name: "empty phone is none", given: attributes("phone_number", "")},
		{name: "flag without e-mail", admin: true, given: attributes("email_verified", "true"), want: invalidParameter + "Email is required to verify/un-verify an email"},
		{name: "flag without phone", admin: true, given: attributes("phone_number_verified", "True"), want: invalidParameter + "Phone Number is required to verify/un-verify a phone number"},
		{name: "flag false without e-mail", admin: true, given: attributes("email_verified", "false")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			client := anyClient
			if c.admin {
				client = nil
			}
			_, err := policy.NewAttributes(shopSchema(t, c.required...), client, c.given)
			wantError(t, err, c.want)
		})
	}
	got, err := policy.NewAttributes(shopSchema(t), nil, attributes("email", "a@b.c", "email_verified", "True", "nickname", "", "name", "x", "name", "y"))
	wantError(t, err, "")
	if d := diff(map[string]string{"email": "a@b.c", "email_verified": "true", "name": "y"}, got); d != "" {
		t.Error(d)
	}
}

func TestAttributeChange(t *testing.T) {
	t.Parallel()
	have := map[string]string{"email": "a@b.c", "email_verified": "true", "name": "Jo", "nickname": "j"}
	for _, c := range []struct {
		name  string
		write []string
		admin bool
		given []types.AttributeType
		set   map[string]string
		gone  []string
		want  string
	}{
		{name: "plain", given: attributes("nickname", "k"), set: map[string]string{"nickname": "k"}},
		{name: "empty deletes", given: attributes("nickname", "", "custom:cart", ""), set: map[string]string{}, gone: []string{"nickname", "custom:cart"}},
		{name: "empty e-mail takes its flag along", given: attributes("email", ""), set: map[string]string{}, gone: []string{"email", "email_verified"}},
		{name: "new e-mail is unverified", given: attributes("email", "x@y.z"), set: map[string]string{"email": "x@y.z", "email_verified": "false"}},
		{name: "same e-mail stays", given: attributes("email", "a@b.c"), set: map[string]string{"email": "a@b.c"}},
		{name: "new e-mail, verified", admin: true, given: attributes("email", "x@y.z", "email_verified", "true"), set: map[string]string{"email": "x@y.z", "email_verified": "true"}},
		{name: "flag alone", admin: true, given: attributes("email_verified", "TRUE"), set: map[string]string{"email_verified": "true"}},
		{name: "flag without value", admin: true, given: attributes("phone_number_verified", "true"), want: invalidParameter + "Phone Number is required to verify/un-verify a phone number"},
		{name: "sub first", given: []types.AttributeType{{Name: aws.String("name")}, {Name: aws.String("sub")}}, want: invalidParameter + "Cannot modify the non-mutable attribute sub"},
		{name: "null before immutable", given: []types.AttributeType{{Name: aws.String("custom:tenant")}}, want: invalidParameter + "Attribute value for custom:tenant must not be null"},
		{name: "not in the client's list", write: []string{"name"}, given: attributes("nickname", "k"), want: denied},
		{name: "unknown, but not in the list either", write: []string{"name"}, given: attributes("vendor", "k"), want: denied},
		{name: "required although not in the list", write: []string{"nickname"}, given: attributes("name", "Mo"), set: map[string]string{"name": "Mo"}},
		{name: "unknown", given: attributes("custom:a", "1"), want: invalidParameter + "user.custom:a: Attribute does not exist in the schema.\n"},
		{name: "immutable", given: attributes("custom:tenant", "1"), want: invalidParameter + "user.custom:tenant: Attribute cannot be updated.\n"},
		{name: "immutable, empty", given: attributes("custom:tenant", ""), want: invalidParameter + "user.custom:tenant: Attribute cannot be updated.\n"},
		{name: "identities", admin: true, given: attributes("identities", "[]"), want: invalidParameter + "user.identities: Attribute cannot be updated.\n"},
		{name: "required, empty", given: attributes("name", ""), want: invalidParameter + "user.name: Attribute cannot be deleted.\n"},
		{
			name: "several", given: attributes("custom:cart", "short", "custom:a", "1", "custom:count", "x"),
			want: invalidParameter + "user.custom:cart: String must be no shorter than 36 characters\nuser.custom:a: Attribute does not exist in the schema.\nuser.custom:count: Attribute must be a number\n",
		},
		{name: "schema before format", given: attributes("email", "x", "custom:a", "1"), want: invalidParameter + "user.custom:a: Attribute does not exist in the schema.\n"},
		{name: "e-mail", given: attributes("email", "x"), want: invalidParameter + "Invalid email address format."},
		{name: "phone", given: attributes("phone_number", "4155550123"), want: invalidParameter + "Invalid phone number format."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			client := &types.UserPoolClientType{WriteAttributes: c.write}
			if c.admin {
				client = nil
			}
			got, err := policy.AttributeChange(shopSchema(t, "name"), client, have, c.given)
			wantError(t, err, c.want)
			if d := diff(policy.Change{Set: c.set, Delete: c.gone}, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestChangeApply(t *testing.T) {
	t.Parallel()
	have := map[string]string{"a": "1", "b": "2"}
	got := policy.Change{Set: map[string]string{"c": "3"}, Delete: []string{"a", "x"}}.Apply(have)
	if d := diff(map[string]string{"b": "2", "c": "3"}, got); d != "" {
		t.Error(d)
	}
	if len(have) != 2 {
		t.Errorf("the old attributes are now %v", have)
	}
	if got := (policy.Change{}).Apply(nil); got == nil || len(got) != 0 {
		t.Errorf("nothing on nothing: %v", got)
	}
}

func TestAttributeDeletion(t *testing.T) {
	t.Parallel()
	const prefix = invalidParameter + "Invalid user attributes: "
	for _, c := range []struct {
		name  string
		admin bool
		names []string
		gone  []string
		want  string
	}{
		{name: "plain", names: []string{"nickname", "custom:cart"}, gone: []string{"nickname", "custom:cart"}},
		{name: "phone takes its flag along", names: []string{"phone_number"}, gone: []string{"phone_number", "phone_number_verified"}},
		{name: "sub", names: []string{"sub"}, want: invalidParameter + "Cannot modify the non-mutable attribute sub"},
		{name: "flag", names: []string{"email_verified"}, want: denied},
		{name: "developer only", admin: true, names: []string{"dev:custom:plan"}, gone: []string{"dev:custom:plan"}},
		{
			name: "several", names: []string{"custom:foo", "custom:tenant", "name"},
			want: prefix + "user.custom:foo: Attribute does not exist in the schema.\nuser.custom:tenant: Attribute cannot be updated.\nuser.name: Attribute cannot be deleted.\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			client := &types.UserPoolClientType{}
			if c.admin {
				client = nil
			}
			got, err := policy.AttributeDeletion(shopSchema(t, "name"), client, c.names)
			wantError(t, err, c.want)
			if !slices.Equal(got.Delete, c.gone) {
				t.Errorf("deletes %q", got.Delete)
			}
		})
	}
}

func TestNewPasswordAttributes(t *testing.T) {
	t.Parallel()
	client := &types.UserPoolClientType{}
	have := map[string]string{"email": "a@b.c"}
	for _, c := range []struct {
		name  string
		given map[string]string
		want  string
	}{
		{"all", map[string]string{"name": "Jo", "gender": "f"}, ""},
		{"two missing", nil, invalidParameter + "Invalid attributes given, gender and name is missing"},
		{"one missing", map[string]string{"gender": "f"}, invalidParameter + "Invalid attributes given, name is missing"},
		{"one the user has", map[string]string{"email": "a@b.c", "name": "Jo", "gender": "f"}, notAuthorized + "Cannot modify an already provided email"},
		{"flag", map[string]string{"email_verified": "true", "name": "Jo", "gender": "f"}, denied},
		{"unknown", map[string]string{"custom:a": "1", "name": "Jo", "gender": "f"}, invalidParameter + "user.custom:a: Attribute does not exist in the schema.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := policy.NewPasswordAttributes(shopSchema(t, "email", "name", "gender"), client, have, c.given)
			wantError(t, err, c.want)
		})
	}
}

func TestReadable(t *testing.T) {
	t.Parallel()
	open, narrow := &types.UserPoolClientType{}, &types.UserPoolClientType{ReadAttributes: []string{"email"}}
	for _, c := range []struct {
		client *types.UserPoolClientType
		name   string
		want   bool
	}{
		{open, "custom:x", true}, {open, "email_verified", true}, {open, "identities", true}, {open, "dev:custom:x", false},
		{narrow, "email", true}, {narrow, "email_verified", false}, {narrow, "sub", true}, {narrow, "name", false},
	} {
		if got := policy.Readable(c.client, c.name); got != c.want {
			t.Errorf("%q of %v: %v", c.name, c.client.ReadAttributes, got)
		}
	}
}
