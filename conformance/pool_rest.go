package conformance

import (
	"encoding/json"
	"net/http"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// poolRest are about dates, deletions, domains and documents of pools that nothing public tells of.
func poolRest() []Case {
	const invalid = "InvalidParameterException"
	pool := func(w *World) { w.Pool() }
	return []Case{
		{
			Operations: ops("well-known/jwks.json", "well-known/openid-configuration"), Says: "of a pool that is not there they say what the API says, with 404", Assumes: "A070",
			Steps: steps(func(w *World) {
				for _, path := range []string{"jwks.json", "openid-configuration"} {
					r := w.Get("/us-east-1_000000000/.well-known/" + path)
					w.Equal([]any{r.Status, r.Type, r.Message}, []any{http.StatusNotFound, "ResourceNotFoundException", "User pool us-east-1_000000000 does not exist."})
				}
			}),
		},
		{
			Operations: ops("well-known/openid-configuration"), Says: "the endpoints of a pool without a domain stand below its issuer", Assumes: "A071", Given: pool,
			Steps: steps(func(w *World) {
				var doc map[string]any
				w.must(json.Unmarshal([]byte(w.Get("/"+w.pool.ID+"/.well-known/openid-configuration").Body), &doc))
				for name, path := range map[string]string{
					"authorization_endpoint": "/authorize", "token_endpoint": "/token", "userinfo_endpoint": "/userInfo", "revocation_endpoint": "/revoke", "end_session_endpoint": "/logout",
				} {
					w.Equal(doc[name], any(w.issuer()+path))
				}
			}),
		},
		{
			Operations: ops("GetUserPoolMfaConfig"), Says: "SMS is shown where the pool can send it or has a text for it, though MFA is off", Assumes: "A087",
			Given: func(w *World) { w.Pool(SendsSMS()) },
			Steps: steps(func(w *World) {
				w.Equal(w.mfaConfig(), &cip.GetUserPoolMfaConfigOutput{MfaConfiguration: "OFF", SmsMfaConfiguration: &types.SmsMfaConfigType{SmsConfiguration: snsSender()}})
				w.Pool(With(func(in *cip.CreateUserPoolInput) { in.SmsAuthenticationMessage = new("It is {####}.") }))
				w.Equal(w.mfaConfig(), &cip.GetUserPoolMfaConfigOutput{MfaConfiguration: "OFF", SmsMfaConfiguration: &types.SmsMfaConfigType{SmsAuthenticationMessage: new("It is {####}.")}})
				w.Pool()
				w.Equal(w.mfaConfig(), &cip.GetUserPoolMfaConfigOutput{MfaConfiguration: "OFF"})
			}),
		},
		{
			Operations: ops("SetUserPoolMfaConfig"), Says: "a relying party has letters, digits, dots and hyphens", Assumes: "A087", Given: pool,
			Steps: steps(func(w *World) {
				set := func(name string) error {
					return Try(w, w.API.SetUserPoolMfaConfig, &cip.SetUserPoolMfaConfigInput{UserPoolId: &w.pool.ID, WebAuthnConfiguration: &types.WebAuthnConfigurationType{RelyingPartyId: &name}})
				}
				for _, name := range []string{"https://example.com", "example.com:443", "example.com/login", "my_shop.example.com", "münchen.example"} {
					w.Fails(set(name), invalid, "RelyingPartyId contains invalid characters")
				}
				for _, name := range []string{"localhost", "My-Shop.example.com", "xn--mnchen-3ya.example"} {
					w.must(set(name))
				}
			}),
		},
		{
			Operations: ops("DescribeUserPool", "AddCustomAttributes", "SetUserPoolMfaConfig", "TagResource"), Says: "an attribute more and another factor move the date of the last modification, tags do not",
			Assumes: "A088", Needs: needs(Clock), Given: func(w *World) { w.Pool(); w.Freeze() },
			Steps: steps(func(w *World) {
				moves := func(moves bool, call func()) {
					w.t.Helper()
					before := w.describePool().LastModifiedDate
					w.Advance(time.Minute)
					call()
					if moved := w.describePool().LastModifiedDate.After(*before); moved != moves {
						w.Errorf("the date moved: %t", moved)
					}
				}
				moves(true, func() {
					OK(w, w.API.AddCustomAttributes, &cip.AddCustomAttributesInput{UserPoolId: &w.pool.ID, CustomAttributes: []types.SchemaAttributeType{{Name: new("team"), AttributeDataType: "String"}}})
				})
				moves(true, func() { w.SetMFA("OPTIONAL", TOTP) })
				moves(false, func() {
					OK(w, w.API.TagResource, &cip.TagResourceInput{ResourceArn: &w.pool.ARN, Tags: map[string]string{"a": "b"}})
				})
			}),
		},
		{
			Operations: ops("AddUserPoolClientSecret", "DescribeUserPoolClient"), Says: "a secret more is no modification of the client", Assumes: "A088", Needs: needs(Clock),
			Given: func(w *World) { w.Pool(); w.Client(Secret()); w.Freeze() },
			Steps: steps(func(w *World) {
				before := w.describeClient()
				w.Advance(time.Minute)
				w.addSecret(nil)
				w.Equal(w.describeClient(), before)
			}),
		},
		{
			Operations: ops("DeleteUserPool"), Says: "refused: a pool with a domain, for its protection first", Assumes: "A088",
			Given: func(w *World) {
				w.Pool(With(func(in *cip.CreateUserPoolInput) { in.DeletionProtection = types.DeletionProtectionTypeActive }))
				w.domain()
			},
			Steps: steps(func(w *World) {
				in := &cip.DeleteUserPoolInput{UserPoolId: &w.pool.ID}
				Refuses(w, w.API.DeleteUserPool, in, invalid, "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.")
				w.updatePool(func(in *cip.UpdateUserPoolInput) { in.DeletionProtection = types.DeletionProtectionTypeInactive })
				w.Fails(Try(w, w.API.DeleteUserPool, in), invalid)
			}),
		},
		{
			Operations: ops("CreateUserPoolDomain"), Says: "refused: a custom domain of two parts", Assumes: "A162", Needs: needs(Domains), Given: pool,
			Steps: steps(func(w *World) {
				const text = "Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain."
				for _, name := range []string{"c" + w.account + ".com", "c" + w.account} {
					Refuses(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name, CustomDomainConfig: certificate("1")}, invalid, text)
				}
				w.Keep("domain", "c"+w.account+".co.uk")
				OK(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.Kept("domain")), CustomDomainConfig: certificate("1")})
			}),
		},
		{
			Operations: ops("CreateUserPoolDomain"), Says: "refused: a second domain that is somebody else's, because it is", Assumes: "A162",
			Given: func(w *World) { w.Pool(); w.Keep("domain", w.domain()); w.Pool(); w.domain() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.Kept("domain"))}, invalid,
					"Domain already associated with another user pool.")
			}),
		},
	}
}
