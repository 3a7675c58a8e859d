package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// federatedMappingCases are about what of a provider's claims becomes an attribute. Doc: developer guide, "Specifying
// identity provider attribute mappings".
func federatedMappingCases() []Case {
	about := ops("oauth2/idpresponse", "CreateIdentityProvider")
	long := func(name string) PoolOption {
		return Attribute(types.SchemaAttributeType{Name: &name, AttributeDataType: "String", Mutable: new(true),
			StringAttributeConstraints: &types.StringAttributeConstraintsType{MinLength: new("0"), MaxLength: new("2048")}})
	}
	invited := func(name string, mutable bool) PoolOption {
		return Attribute(types.SchemaAttributeType{Name: &name, AttributeDataType: "String", Mutable: &mutable})
	}
	return []Case{
		{
			Operations: about, Says: "attributes follow the provider at each sign-in: what is not said stays, what is empty goes", Given: openIDApp(details{"given_name": "first"}),
			Steps: steps(
				func(w *World) { w.Arrives(annWith(map[string]any{"first": "Ann"})) },
				func(w *World) {
					w.Arrives(annWith(map[string]any{"name": "Anna", "email": nil, "first": ""}))
					w.Attributes("name", "Anna", "email", annMail, "given_name", "")
				},
			),
		},
		{
			Operations: about, Says: "what the provider says replaces what was changed here", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				w.Arrives(ann())
				w.Set(w.user, "name", "Other", "nickname", "Annie")
				w.Arrives(ann())
				w.Attributes("name", "Ann", "nickname", "Annie")
			}),
		},
		{
			// Seen: aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws#835.
			Operations: about, Says: "an immutable attribute is set once; a sign-in that would change it fails", Given: openIDApp(nil, invited("name", false)),
			Steps: steps(
				func(w *World) { w.Arrives(ann()) },
				func(w *World) {
					w.Arrives(ann())
					w.Vouched(annWith(map[string]any{"name": "Anna"})).Refuses("invalid_request", "user.name: Attribute cannot be updated.\n")
					w.Attributes("name", "Ann")
				},
			),
		},
		{
			// Seen: aws-amplify/amplify-js#7300.
			Operations: about, Says: "an address is unverified at each sign-in unless the provider says otherwise", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				w.Arrives(ann())
				w.Attributes("email_verified", "false")
				w.Set(w.user, "email_verified", "true")
				w.Arrives(ann())
				w.Attributes("email", annMail, "email_verified", "false")
			}),
		},
		{
			Operations: about, Says: "an address and a number are verified when the provider says so", Given: openIDApp(details{"email_verified": "email_verified", "phone_number": "phone", "phone_number_verified": "phone_ok"}),
			Steps: steps(func(w *World) {
				w.Arrives(annWith(map[string]any{"email_verified": true, "phone": annPhone, "phone_ok": "true"}))
				w.Attributes("email_verified", "true", "phone_number", annPhone, "phone_number_verified", "true")
			}),
		},
		{
			// Seen: many public apps, in the addresses of their callbacks; amazon-archives/amazon-cognito-auth-js#222.
			Operations: about, Says: "a stranger without an attribute that the pool requires is refused, before any function runs", Needs: needs(Triggers),
			Given: func(w *World) {
				openIDApp(nil, Require("email"), Require("name"), w.Calls("PreSignUp", "PostConfirmation", "PreTokenGeneration"))(w)
			},
			Steps: steps(func(w *World) {
				w.Vouched(annWith(map[string]any{"name": nil, "email": ""})).Refuses("invalid_request", "attributes required: [email, name]")
				w.Fired()
				w.Equal(len(OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID}).Users), 0)
			}),
		},
		{
			Operations: about, Says: "several values are one text, encoded as forms are", Assumes: "A348", Given: openIDApp(details{"custom:groups": "groups", "nickname": "deep"}, long("groups")),
			Steps: steps(func(w *World) {
				w.Arrives(annWith(map[string]any{"groups": []any{"a b", "c,d", "é*-._", 7, true}, "deep": map[string]any{"x": 1}}))
				w.Attributes("custom:groups", "[a+b,c%2Cd,%C3%A9*-._,7,true]", "nickname", `{"x":1}`)
			}),
		},
		{
			Operations: about, Says: "the provider's own tokens can be mapped", Given: openIDApp(details{"custom:at": "access_token", "custom:it": "id_token"}, long("at"), long("it")),
			Steps: steps(func(w *World) {
				w.Arrives(ann())
				if at, it := w.Value(w.user, "custom:at"), w.Value(w.user, "custom:it"); !strings.HasPrefix(at, "at-") || strings.Count(it, ".") != 2 {
					w.Errorf("access token %q, ID token %q", at, it)
				}
			}),
		},
		{
			Operations: about, Says: "a value of 2,048 characters is taken, a longer one refused", Given: openIDApp(details{"profile": "long"}),
			Steps: steps(func(w *World) {
				w.Arrives(annWith(map[string]any{"long": strings.Repeat("x", 2048)}))
				w.Vouched(annWith(map[string]any{"long": strings.Repeat("x", 2049)})).Refuses("invalid_request", "The value of the attribute profile must have a length less than or equal to 2048 characters")
			}),
		},
		{
			// Seen: aws-amplify/amplify-js#239.
			Operations: about, Says: "a stranger whom no claim names is refused", Assumes: "A413", Given: openIDApp(details{"username": "employee"}),
			Steps: steps(func(w *World) {
				w.Vouched(ann()).Refuses("invalid_request", "username attribute mapping required")
			}),
		},
		{
			Operations: about, Says: "an attribute that the app may not write stays as it was", Assumes: "A412",
			Given: func(w *World) {
				w.openIDApp(classic, nil, nil, ClientWith(func(in *cip.CreateUserPoolClientInput) { in.WriteAttributes = []string{"email"} }))
			},
			Steps: steps(func(w *World) {
				w.Arrives(ann())
				w.Attributes("email", annMail, "name", "Ann")
				w.Arrives(annWith(map[string]any{"email": "other@example.com", "name": "Anna"}))
				w.Attributes("email", "other@example.com", "name", "Ann")
			}),
		},
		{
			Operations: about, Says: "a value that the schema does not take is refused", Given: openIDApp(details{"custom:tier": "tier"}, Custom("tier", true)),
			Steps: steps(func(w *World) {
				w.Vouched(annWith(map[string]any{"tier": "much too long"})).Refuses("invalid_request", "Attributes did not conform to the schema: custom:tier: String must be no longer than 8 characters")
				w.Equal(len(OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID}).Users), 0)
			}),
		},
		{
			Operations: ops("UpdateIdentityProvider", "oauth2/idpresponse"), Says: "a mapping that changed counts at the next sign-in", Given: openIDApp(nil),
			Steps: steps(
				func(w *World) { w.Arrives(ann()) },
				func(w *World) {
					OK(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new(corp), AttributeMapping: details{"username": "sub", "nickname": "name"}})
					w.Arrives(annWith(map[string]any{"name": "Anna"}))
					w.Attributes("name", "Ann", "nickname", "Anna")
				},
			),
		},
	}
}
