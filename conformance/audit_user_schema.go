package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// writer is one of the ways to give a user an attribute, and what its refusals begin with.
type writer struct {
	operation string
	begins    string
	write     func(w *World, name, value string) error
	creates   bool // the way makes a user for it
}

func writers() []writer {
	const conform, update = "Attributes did not conform to the schema: ", "user."
	return []writer{
		{"SignUp", conform, func(w *World, name, value string) error {
			return Try(w, w.API.SignUp, signUpIn(w, w.Name("user"), name, value))
		}, true},
		{"AdminCreateUser", conform, func(w *World, name, value string) error {
			return Try(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{
				UserPoolId: &w.pool.ID, Username: new(w.Name("user")), MessageAction: "SUPPRESS", UserAttributes: attributes(name, value),
			})
		}, true},
		{"UpdateUserAttributes", update, func(w *World, name, value string) error {
			return Try(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{AccessToken: new(w.Kept("access")), UserAttributes: attributes(name, value)})
		}, false},
		{"AdminUpdateUserAttributes", update, func(w *World, name, value string) error {
			return Try(w, w.API.AdminUpdateUserAttributes, w.updating(name, value))
		}, false},
	}
}

// valueCases are about the values that the types and limits of a schema let through, by each way. Doc: developer guide,
// working with user attributes; SDK, SchemaAttributeType.
func valueCases() []Case {
	typed := func(name string, kind types.AttributeDataType) PoolOption {
		return Attribute(types.SchemaAttributeType{Name: &name, AttributeDataType: kind, Mutable: new(true)})
	}
	level := Attribute(types.SchemaAttributeType{
		Name: new("level"), AttributeDataType: types.AttributeDataTypeNumber, Mutable: new(true),
		NumberAttributeConstraints: &types.NumberAttributeConstraintsType{MinValue: new("-1"), MaxValue: new("9")},
	})
	given := func(w *World) {
		w.Pool(Custom("code", true), level, typed("number", types.AttributeDataTypeNumber), typed("flag", types.AttributeDataTypeBoolean), typed("day", types.AttributeDataTypeDatetime))
		w.Client()
		w.User(Mail(annMail))
		w.Keep("access", *w.Tokens().AccessToken)
	}
	// problem is what follows the name; none: the value is good.
	rows := []struct{ name, value, problem string }{
		{"custom:code", "ab", ""},
		{"custom:code", "äöüßéèñç", ""},
		{"custom:code", "a", "String must be no shorter than 2 characters"},
		{"custom:code", "123456789", "String must be no longer than 8 characters"},
		{"custom:level", "-1", ""},
		{"custom:level", "9", ""},
		{"custom:level", "-2", "Number must be no smaller than -1"},
		{"custom:level", "10", "Number must be no larger than 9"},
		{"custom:level", "nine", "Attribute must be a number"},
		{"custom:number", "-123456789.5", ""},
		{"custom:number", "1e999999999", "Attribute must be a number"},
		{"custom:flag", "true", ""},
		{"custom:flag", "False", ""},
		{"custom:flag", "yes", "Attribute must be a boolean"},
		{"custom:day", "2026-11-24", ""},
		{"birthdate", "1970-01-01", ""},
		{"birthdate", "1970-1-1", "String must be no shorter than 10 characters"},
		{"birthdate", "1970-01-011", "String must be no longer than 10 characters"},
		{"name", strings.Repeat("n", 2048), ""},
	}
	var cases []Case
	for _, way := range writers() {
		cases = append(cases, Case{
			Operations: ops(way.operation), Says: "schema: each type and limit, and just what fits", Assumes: "A039", Given: given,
			Steps: steps(func(w *World) {
				for _, r := range rows {
					err := way.write(w, r.name, r.value)
					switch {
					case r.problem == "" && err != nil:
						w.Errorf("%s = %q: %v", r.name, r.value, err)
					case r.problem == "":
					default:
						text := way.begins + r.name + ": " + r.problem
						w.Fails(err, "InvalidParameterException", text, text+"\n")
					}
				}
				if !way.creates {
					w.Equal([]string{w.Value(w.user, "custom:code"), w.Value(w.user, "custom:level"), w.Value(w.user, "birthdate")}, []string{"äöüßéèñç", "9", "1970-01-01"})
				}
			}),
		}, Case{
			Operations: ops(way.operation), Says: "addresses: what is one of e-mail, and of a telephone", Given: given,
			// Seen: a public suite that ran against a real pool: letters, 961, digits without a plus.
			Steps: steps(func(w *World) {
				for _, good := range []string{annMail, "first.last+tag@sub.example.com", "a@b.co"} {
					if err := way.write(w, "email", good); err != nil {
						w.Errorf("%s: %v", good, err)
					}
				}
				for _, bad := range []string{"ann", "@example.com", "ann@", "ann@@example.com"} {
					w.Fails(way.write(w, "email", bad), "InvalidParameterException", "Invalid email address format.")
				}
				for _, good := range []string{annPhone, "+4915112345678"} {
					if err := way.write(w, "phone_number", good); err != nil {
						w.Errorf("%s: %v", good, err)
					}
				}
				for _, bad := range []string{"letters", "961", "5550100001", "12345678901234567890123", "+1555 010 0001"} {
					w.Fails(way.write(w, "phone_number", bad), "InvalidParameterException", "Invalid phone number format.")
				}
			}),
		})
	}
	return cases
}
