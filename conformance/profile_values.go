package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// formCases are about which texts are values of their kinds, and how filters are read. Seen: an address without @ and
// a number without + refused, True taken for true.
func formCases() []Case {
	const invalid = "InvalidParameterException"
	typed := func(w *World) {
		w.Pool(Attribute(types.SchemaAttributeType{Name: new("n"), AttributeDataType: "Number", Mutable: new(true)}),
			Attribute(types.SchemaAttributeType{Name: new("b"), AttributeDataType: "Boolean", Mutable: new(true)}), Require("name"))
		w.Client()
		w.User(Attr("name", "Ann"))
	}
	set := func(w *World, name, value string) error {
		return Try(w, w.API.AdminUpdateUserAttributes, &cip.AdminUpdateUserAttributesInput{UserPoolId: &w.pool.ID, Username: &w.user.Login, UserAttributes: attributes(name, value)})
	}
	find := func(w *World, filter string) error {
		return Try(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID, Filter: &filter})
	}
	return []Case{
		{
			Operations: ops("AdminUpdateUserAttributes"), Says: "values: which texts are addresses, numbers and booleans", Assumes: "A049", Given: typed,
			Steps: steps(func(w *World) {
				for name, texts := range map[string][]string{
					"email":    {"ann@localhost", "a+b@example.com", "ann@münchen.example"},
					"custom:n": {"0", "-1", "+7", "1.5", "007"},
					"custom:b": {"true", "false", "True", "FALSE"},
				} {
					for _, text := range texts {
						if err := set(w, name, text); err != nil {
							w.Errorf("%s = %q: %v", name, text, err)
						}
					}
				}
				for name, texts := range map[string][]string{
					"email":    {"ann", "ann@", "@example.com", "a@b@c", "ann li@example.com"},
					"custom:n": {"1e3", "0x1", "one", "1,5", ".5", "1."},
					"custom:b": {"yes", "1", "t"},
				} {
					for _, text := range texts {
						if err := set(w, name, text); err == nil {
							w.Errorf("%s = %q is taken", name, text)
						} else {
							w.Fails(err, invalid)
						}
					}
				}
			}),
		},
		{
			Operations: ops("SignUp"), Says: "values: of a new user reserved names are told first, then names nobody knows, then the schema, then forms", Assumes: "A049", Given: typed,
			Steps: steps(func(w *World) {
				try := func(pairs ...string) error { return Try(w, w.API.SignUp, signUpIn(w, "bob", pairs...)) }
				w.Fails(try("email", "nowhere", "custom:n", "one", "custom:x", "1", "email_verified", "true"), "NotAuthorizedException",
					"A client attempted to write unauthorized attribute")
				w.Fails(try("email", "nowhere", "custom:n", "one", "custom:x", "1"), invalid,
					"Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined")
				w.Fails(try("email", "nowhere", "custom:n", "one"), invalid,
					"Attributes did not conform to the schema: custom:n: Attribute must be a number, name.formatted: The attribute name.formatted is required")
				w.Fails(try("email", "nowhere", "name", "Bob"), invalid, "Invalid email address format.")
			}),
		},
		{
			Operations: ops("ListUsers"), Says: "filter: blanks may stand around its parts, and nowhere else", Assumes: "A057", Given: plain,
			Steps: steps(func(w *World) {
				for _, filter := range []string{`name="a"`, ` name = "a" `, "name\t^=\t\"a\"", `name ^=   "a"`} {
					w.must(find(w, filter))
				}
				for _, filter := range []string{`na me = "a"`, `name ^ ="a"`, `name = "a" x`} {
					w.Fails(find(w, filter), invalid, filterNotParsed)
				}
			}),
		},
		{
			Operations: ops("ListUsers"), Says: "filter: an attribute that cannot be searched breaks the constraints, whether there is one or not", Assumes: "A057", Given: plain,
			Steps: steps(func(w *World) {
				for _, filter := range []string{`nickname = "a"`, `custom:nothing = "a"`, `nobody-knows.it ^= "a"`} {
					w.Fails(find(w, filter), invalid, inputConstraints)
				}
			}),
		},
	}
}
