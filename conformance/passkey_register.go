package conformance

import (
	"encoding/json"
	"strconv"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// passkeyOptions is what a browser is asked to make a passkey with, as the documentation shows it.
// Doc: AWS CLI, start-web-authn-registration. Seen: aws/aws-sdk-net#4386, a challenge of sixteen bytes.
func passkeyOptions(w *World, relyingParty, verification string, known ...string) string {
	exclude := []any{}
	for _, id := range known {
		exclude = append(exclude, map[string]any{"id": id, "type": "public-key"})
	}
	algorithm := func(n int) any { return map[string]any{"alg": n, "type": "public-key"} }
	return canonical(map[string]any{
		"authenticatorSelection": map[string]any{"requireResidentKey": true, "residentKey": "required", "userVerification": verification},
		"challenge":              AnyNonce, "excludeCredentials": exclude, "pubKeyCredParams": []any{algorithm(es256), algorithm(rs256)},
		"rp": map[string]any{"id": relyingParty, "name": relyingParty}, "timeout": 60000,
		"user": map[string]any{"displayName": w.user.Username, "id": b64([]byte(w.user.Sub)), "name": w.user.Username},
	})
}

// SameJSON fails the case when a text does not hold the wanted JSON. Marks may stand for values in it.
func (w *World) SameJSON(got, want string) {
	w.t.Helper()
	var a, b any
	w.must(json.Unmarshal([]byte(got), &a))
	w.must(json.Unmarshal([]byte(want), &b))
	w.Equal(a, b)
}

// passkeyRegistrations are about passkeys that are registered.
func passkeyRegistrations() []Case {
	start := ops("StartWebAuthnRegistration")
	cases := []Case{
		{
			Operations: start, Says: "the options are the documented ones", Given: withPasskeys(),
			Steps: steps(func(w *World) { w.SameJSON(w.StartPasskey(), passkeyOptions(w, party, "preferred")) }),
		},
		{
			Operations: start, Says: "every call gives another challenge", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				first := w.StartPasskey()
				if second := w.StartPasskey(); first == second {
					w.Errorf("the same options twice: %s", first)
				}
			}),
		},
		{
			Operations: start, Says: "user verification is required where the pool requires it", Given: withPasskeys(Verifying),
			Steps: steps(func(w *World) { w.SameJSON(w.StartPasskey(), passkeyOptions(w, party, "required")) }),
		},
		{
			// Doc: WebAuthnFactorConfigurationType.
			Operations: start, Says: "user verification is required where passkeys count twice", Given: withPasskeys(CountingTwice),
			Steps: steps(func(w *World) { w.SameJSON(w.StartPasskey(), passkeyOptions(w, party, "required")) }),
		},
		{
			Operations: start, Says: "without a relying party it is the prefix domain", Assumes: "A230",
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "WEB_AUTHN"))
				w.Client()
				w.User()
				w.KeepAccess()
				w.Keep("prefix", w.Name("prefix"))
				OK(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.Kept("prefix"))})
			},
			Steps: steps(func(w *World) {
				w.SameJSON(w.StartPasskey(), passkeyOptions(w, w.Kept("prefix")+".auth."+w.region+".amazoncognito.com", "preferred"))
			}),
		},
		{
			// Doc: developer guide, authentication flows: a custom domain comes before the prefix domain.
			Operations: start, Says: "without a relying party it is the custom domain", Needs: needs(Accounts),
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "WEB_AUTHN"))
				w.Client()
				w.User()
				w.KeepAccess()
				OK(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.Name("prefix"))})
				w.Keep("domain", w.Name("auth")+".example.com")
				OK(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.Kept("domain")),
					CustomDomainConfig: &types.CustomDomainConfigType{CertificateArn: new("arn:aws:acm:us-east-1:123456789012:certificate/6d4c6f8e-1b5e-4c53-9b8f-5a0a3f1f4f10")}})
			},
			Steps: steps(func(w *World) { w.SameJSON(w.StartPasskey(), passkeyOptions(w, w.Kept("domain"), "preferred")) }),
		},
		{
			Operations: ops("ListWebAuthnCredentials", "CompleteWebAuthnRegistration"), Says: "passkeys are listed in pages", Given: withPasskeys(),
			Steps: steps(
				func(w *World) {
					for range 3 {
						w.RegisterPasskey(newAuthenticator(w.t))
					}
				},
				func(w *World) {
					all := w.Passkeys()
					var paged []types.WebAuthnCredentialDescription
					in := &cip.ListWebAuthnCredentialsInput{AccessToken: new(w.Kept("access")), MaxResults: new(int32(2))}
					for {
						page := OK(w, w.Unsigned.ListWebAuthnCredentials, in)
						paged = append(paged, page.Credentials...)
						if in.NextToken = page.NextToken; in.NextToken == nil {
							break
						}
						w.Equal(len(page.Credentials), 2)
					}
					w.Equal(paged, all)
					w.Equal(len(all), 3)
				},
			),
		},
		{
			Operations: ops("ListWebAuthnCredentials"), Says: "a user without passkeys has an empty list", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				Answers(w, w.Unsigned.ListWebAuthnCredentials, &cip.ListWebAuthnCredentialsInput{AccessToken: new(w.Kept("access")), MaxResults: new(int32(0))},
					&cip.ListWebAuthnCredentialsOutput{Credentials: []types.WebAuthnCredentialDescription{}})
			}),
		},
		{
			Operations: ops("DeleteWebAuthnCredential", "ListWebAuthnCredentials"), Says: "a passkey that is deleted is not listed any more", Given: withPasskeys(),
			Steps: steps(
				func(w *World) { w.RegisterPasskey(newAuthenticator(w.t)); w.RegisterPasskey(newAuthenticator(w.t)) },
				func(w *World) {
					before := w.Passkeys()
					Answers(w, w.Unsigned.DeleteWebAuthnCredential, &cip.DeleteWebAuthnCredentialInput{
						AccessToken: new(w.Kept("access")), CredentialId: before[0].CredentialId,
					}, &cip.DeleteWebAuthnCredentialOutput{})
					w.Equal(w.Passkeys(), before[1:])
				},
			),
		},
		{
			Operations: ops("GetUserAuthFactors", "AdminGetUserAuthFactors", "CompleteWebAuthnRegistration"), Says: "a passkey is a factor of its user", Given: withPasskeys(),
			Steps: steps(
				func(w *World) { w.RegisterPasskey(newAuthenticator(w.t)) },
				func(w *World) {
					factors := []types.AuthFactorType{"PASSWORD", "WEB_AUTHN"}
					own := OK(w, w.Unsigned.GetUserAuthFactors, &cip.GetUserAuthFactorsInput{AccessToken: new(w.Kept("access"))})
					w.Equal(own.ConfiguredUserAuthFactors, factors)
					admin := OK(w, w.API.AdminGetUserAuthFactors, &cip.AdminGetUserAuthFactorsInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
					w.Equal(admin.ConfiguredUserAuthFactors, factors)
				},
			),
		},
		{
			Operations: ops("CompleteWebAuthnRegistration"), Says: "of two calls with one passkey one registers it", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				in := completion(w.Kept("access"), newAuthenticator(w.t).Create(w.StartPasskey()))
				w.OneWins(w.Race(4, func(int) error { return Try(w, w.Unsigned.CompleteWebAuthnRegistration, in) }), "WebAuthnChallengeNotFoundException")
				w.Equal(len(w.Passkeys()), 1)
			}),
		},
	}
	return append(cases, passkeyKinds()...)
}

// passkeyKinds are the kinds of authenticators, keys and attestations that are taken.
func passkeyKinds() []Case {
	names := map[string]string{"platform": AnyText, "cross-platform": "Roaming passkey"} // Doc: AWS CLI, list-web-authn-credentials
	var cases []Case
	for _, attachment := range []string{"platform", "cross-platform"} {
		for _, algorithm := range []int{es256, rs256} {
			for _, vouches := range []string{"none", "self", "certificate"} {
				says := "a " + attachment + " passkey with algorithm " + strconv.Itoa(algorithm) + " and attestation by " + vouches
				cases = append(cases, Case{
					Operations: ops("CompleteWebAuthnRegistration", "ListWebAuthnCredentials", "StartWebAuthnRegistration"), Says: says,
					Given: withPasskeys(),
					Steps: steps(
						func(w *World) {
							a := newAuthenticator(w.t)
							a.attachment, a.algorithm, a.vouches = attachment, algorithm, vouches
							Answers(w, w.Unsigned.CompleteWebAuthnRegistration, completion(w.Kept("access"), a.Create(w.StartPasskey())),
								&cip.CompleteWebAuthnRegistrationOutput{})
							w.Keep("id", b64(a.keys[0].id))
						},
						func(w *World) {
							a := authenticator{attachment: attachment}
							w.Equal(w.Passkeys(), []types.WebAuthnCredentialDescription{{
								CredentialId: new(w.Kept("id")), FriendlyCredentialName: new(names[attachment]), RelyingPartyId: new(party),
								AuthenticatorAttachment: &attachment, AuthenticatorTransports: a.transports(), CreatedAt: Lately(),
							}})
							w.SameJSON(w.StartPasskey(), passkeyOptions(w, party, "preferred", w.Kept("id")))
						},
					),
				})
			}
		}
	}
	return cases
}
