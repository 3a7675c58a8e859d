package conformance

import (
	"slices"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// invalidCredential is what the service says of a passkey it cannot read. Seen: aws/aws-sdk-net#4386.
const invalidCredential = "Credential data is not valid"

// passkeyRefusals are about passkeys that are not registered.
func passkeyRefusals() []Case {
	return slices.Concat(passkeyReplies(), passkeyChallenges(), passkeyPools(), passkeyOwners())
}

// passkeyReplies are responses with something wrong in them.
func passkeyReplies() []Case {
	const (
		invalid     = "InvalidParameterException"
		unsupported = "WebAuthnCredentialNotSupportedException"
	)
	type wrong struct {
		says    string
		given   func(w *World)
		change  func(*reply)
		code    string
		text    string
		assumes string
	}
	inner := func(name string, value any) func(*reply) {
		return func(r *reply) { r.Inner = map[string]any{name: value} }
	}
	outer := func(name string, value any) func(*reply) {
		return func(r *reply) { r.Members = map[string]any{name: value} }
	}
	plain := withPasskeys()
	return each([]wrong{
		{"a challenge that nobody gave", plain, func(r *reply) { r.Challenge = b64(make([]byte, 16)) }, "WebAuthnChallengeNotFoundException", "", ""},
		{"another origin", plain, func(r *reply) { r.Origin = "https://example.org" }, "WebAuthnOriginNotAllowedException", "", ""},
		{"an origin that only ends alike", plain, func(r *reply) { r.Origin = "https://notexample.com" }, "WebAuthnOriginNotAllowedException", "", ""},
		{"an origin without TLS", plain, func(r *reply) { r.Origin = "http://example.com" }, "WebAuthnOriginNotAllowedException", "", ""},
		{"another relying party", plain, func(r *reply) { r.Party = "login.example.com" }, "WebAuthnRelyingPartyMismatchException", "", ""},
		{"nobody touched the authenticator", plain, func(r *reply) { r.Flags &^= userPresent }, unsupported, "", "A233"},
		{"no user verification where it is required", withPasskeys(Verifying), func(r *reply) { r.Flags &^= userVerified }, unsupported, "", "A233"},
		{"no user verification where passkeys count twice", withPasskeys(CountingTwice), func(r *reply) { r.Flags &^= userVerified }, unsupported, "", "A233"},
		{"an algorithm that was not offered", plain, func(r *reply) { r.Algorithm = eddsa }, unsupported, "", ""},
		{"an attestation of an unknown format", plain, func(r *reply) { r.Format = "tpm" }, unsupported, "", "A233"},
		{"an attestation by another key", plain, func(r *reply) {
			key, err := rsaKey()
			if err == nil {
				r.Format, r.Signer = "packed", key
			}
		}, unsupported, "", "A233"},
		{"the response of a sign-in", plain, func(r *reply) { r.Type = "webauthn.get" }, invalid, invalidCredential, ""},
		{"no transports", plain, inner("transports", nil), invalid, invalidCredential, "A231"},
		{"no client data", plain, inner("clientDataJSON", nil), invalid, invalidCredential, ""},
		{"client data that are no JSON", plain, inner("clientDataJSON", "eyI"), invalid, invalidCredential, ""},
		{"no attestation", plain, inner("attestationObject", nil), invalid, invalidCredential, ""},
		{"an attestation that is no CBOR", plain, inner("attestationObject", "e30"), invalid, invalidCredential, ""},
		{"no response", plain, outer("response", nil), invalid, invalidCredential, ""},
		{"no rawId", plain, outer("rawId", nil), invalid, invalidCredential, ""},
		{"an id that the authenticator did not give", plain, func(r *reply) { r.Members = map[string]any{"id": "AAAA", "rawId": "AAAA"} }, invalid, invalidCredential, ""},
		{"another type of credential", plain, outer("type", "password"), invalid, invalidCredential, ""},
	}, func(c wrong) Case {
		return Case{
			Operations: ops("CompleteWebAuthnRegistration"), Says: "refused: " + c.says, Assumes: c.assumes, Given: c.given,
			Steps: steps(func(w *World) {
				var texts []string
				if c.text != "" {
					texts = append(texts, c.text)
				}
				w.Fails(w.TryCompletePasskey(newAuthenticator(w.t).Create(w.StartPasskey(), c.change)), c.code, texts...)
				w.Equal(len(w.Passkeys()), 0)
			}),
		}
	})
}

// passkeyChallenges are about which challenges can be answered, and by which pages.
func passkeyChallenges() []Case {
	const gone = "WebAuthnChallengeNotFoundException"
	about := ops("CompleteWebAuthnRegistration", "StartWebAuthnRegistration")
	localhost := func(c *types.WebAuthnConfigurationType) { c.RelyingPartyId = new("localhost") }
	return []Case{
		{
			Operations: about, Says: "a page below the relying party may register", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				w.RegisterPasskey(newAuthenticator(w.t), func(r *reply) { r.Origin = "https://login.example.com:8443" })
			}),
		},
		{
			Operations: about, Says: "localhost may be the relying party, with pages without TLS", Given: withPasskeys(localhost),
			Steps: steps(func(w *World) {
				w.RegisterPasskey(newAuthenticator(w.t), func(r *reply) { r.Origin = "http://localhost:3000" })
			}),
		},
		{
			Operations: about, Says: "an Android app may register", Assumes: "A232", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				w.RegisterPasskey(newAuthenticator(w.t), func(r *reply) { r.Origin = "android:apk-key-hash:" + b64(make([]byte, 32)) })
			}),
		},
		{
			Operations: about, Says: "refused: a challenge a second time", Given: withPasskeys(),
			Steps: steps(
				func(w *World) {
					w.Keep("options", w.StartPasskey())
					w.must(w.TryCompletePasskey(newAuthenticator(w.t).Create(w.Kept("options"))))
				},
				func(w *World) { w.Fails(w.TryCompletePasskey(newAuthenticator(w.t).Create(w.Kept("options"))), gone) },
			),
		},
		{
			Operations: about, Says: "a challenge outlives a passkey that is refused, and another challenge", Assumes: "A234", Given: withPasskeys(),
			Steps: steps(
				func(w *World) {
					w.Keep("options", w.StartPasskey())
					w.StartPasskey()
					w.Fails(w.TryCompletePasskey(newAuthenticator(w.t).Create(w.Kept("options"), func(r *reply) { r.Origin = "https://example.org" })),
						"WebAuthnOriginNotAllowedException")
				},
				func(w *World) { w.must(w.TryCompletePasskey(newAuthenticator(w.t).Create(w.Kept("options")))) },
			),
		},
		{
			Operations: about, Says: "refused: a challenge that is too old", Needs: needs(Clock), Assumes: "A234", Given: withPasskeys(),
			Steps: steps(
				func(w *World) { w.Keep("options", w.StartPasskey()); w.Advance(time.Minute) },
				func(w *World) { w.Fails(w.TryCompletePasskey(newAuthenticator(w.t).Create(w.Kept("options"))), gone) },
			),
		},
		{
			Operations: about, Says: "refused: the challenge of another user", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				options := w.StartPasskey()
				w.User()
				w.KeepAccess()
				w.Fails(w.TryCompletePasskey(newAuthenticator(w.t).Create(options)), gone)
			}),
		},
		{
			Operations: about, Says: "refused: the token of another app client", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				options := w.StartPasskey()
				w.Client()
				w.KeepAccess()
				w.Fails(w.TryCompletePasskey(newAuthenticator(w.t).Create(options)), "WebAuthnClientMismatchException")
			}),
		},
		{
			Operations: about, Says: "refused: a passkey that is registered already", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				a := newAuthenticator(w.t)
				w.RegisterPasskey(a)
				w.User()
				w.KeepAccess()
				w.Fails(w.TryCompletePasskey(a.Create(w.StartPasskey(), func(r *reply) { r.Key = a.keys[0] })), "InvalidParameterException", invalidCredential)
			}),
		},
		{
			// Doc: Quotas.
			Operations: about, Says: "refused: a passkey too many", Given: withPasskeys(),
			Steps: steps(
				func(w *World) {
					w.Keep("options", w.StartPasskey())
					for range 20 {
						w.RegisterPasskey(newAuthenticator(w.t))
					}
				},
				func(w *World) {
					w.Equal(len(w.Passkeys()), 20)
					Refuses(w, w.Unsigned.StartWebAuthnRegistration, &cip.StartWebAuthnRegistrationInput{AccessToken: new(w.Kept("access"))}, "LimitExceededException")
					w.Fails(w.TryCompletePasskey(newAuthenticator(w.t).Create(w.Kept("options"))), "LimitExceededException")
				},
			),
		},
	}
}

// passkeyPools are about pools that take no passkeys.
func passkeyPools() []Case {
	const off = "WebAuthnNotEnabledException"
	start := func(w *World, code string) {
		Refuses(w, w.Unsigned.StartWebAuthnRegistration, &cip.StartWebAuthnRegistrationInput{AccessToken: new(w.Kept("access"))}, code)
	}
	return []Case{
		{
			Operations: ops("StartWebAuthnRegistration"), Says: "refused: a pool without passkeys",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(); w.KeepAccess() },
			Steps: steps(func(w *World) { start(w, off) }),
		},
		{
			Operations: ops("CompleteWebAuthnRegistration"), Says: "refused: a pool that takes no passkeys any more", Given: withPasskeys(),
			Steps: steps(
				func(w *World) { w.Keep("options", w.StartPasskey()); w.allow("PASSWORD") },
				func(w *World) { w.Fails(w.TryCompletePasskey(newAuthenticator(w.t).Create(w.Kept("options"))), off) },
			),
		},
		{
			Operations: ops("StartWebAuthnRegistration"), Says: "refused: a pool without a relying party and a domain",
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "WEB_AUTHN"))
				w.Client()
				w.User()
				w.KeepAccess()
			},
			Steps: steps(func(w *World) { start(w, "WebAuthnConfigurationMissingException") }),
		},
	}
}

// allow changes what users of the pool made last may begin with.
func (w *World) allow(factors ...types.AuthFactorType) {
	w.t.Helper()
	OK(w, w.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: &w.pool.ID, MfaConfiguration: types.UserPoolMfaTypeOff,
		Policies: &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: factors}}})
}

// passkeyOwners are about who may see and delete passkeys.
func passkeyOwners() []Case {
	remove := func(w *World, id string) error {
		return Try(w, w.Unsigned.DeleteWebAuthnCredential, &cip.DeleteWebAuthnCredentialInput{AccessToken: new(w.Kept("access")), CredentialId: &id})
	}
	cases := []Case{
		{
			Operations: ops("DeleteWebAuthnCredential"), Says: "refused: a passkey that is not there", Given: withPasskeys(),
			Steps: steps(func(w *World) { w.Fails(remove(w, "AAAA"), "ResourceNotFoundException") }),
		},
		{
			Operations: ops("DeleteWebAuthnCredential", "ListWebAuthnCredentials"), Says: "refused: a passkey of somebody else", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				a := newAuthenticator(w.t)
				w.RegisterPasskey(a)
				first := w.Kept("access")
				w.User()
				w.KeepAccess()
				w.Equal(len(w.Passkeys()), 0)
				w.Fails(remove(w, b64(a.keys[0].id)), "ResourceNotFoundException")
				w.Keep("access", first)
				w.Equal(len(w.Passkeys()), 1)
			}),
		},
		{
			Operations: ops("ListWebAuthnCredentials"), Says: "refused: a place in a list that there is not", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				Refuses(w, w.Unsigned.ListWebAuthnCredentials, &cip.ListWebAuthnCredentialsInput{AccessToken: new(w.Kept("access")), NextToken: new("nowhere")},
					"InvalidParameterException")
			}),
		},
	}
	type call struct {
		name string
		try  func(w *World, access string) error
	}
	for _, c := range []call{
		{"StartWebAuthnRegistration", func(w *World, access string) error {
			return Try(w, w.Unsigned.StartWebAuthnRegistration, &cip.StartWebAuthnRegistrationInput{AccessToken: &access})
		}},
		{"CompleteWebAuthnRegistration", func(w *World, access string) error {
			return Try(w, w.Unsigned.CompleteWebAuthnRegistration, completion(access, map[string]any{}))
		}},
		{"ListWebAuthnCredentials", func(w *World, access string) error {
			return Try(w, w.Unsigned.ListWebAuthnCredentials, &cip.ListWebAuthnCredentialsInput{AccessToken: &access})
		}},
		{"DeleteWebAuthnCredential", func(w *World, access string) error {
			return Try(w, w.Unsigned.DeleteWebAuthnCredential, &cip.DeleteWebAuthnCredentialInput{AccessToken: &access, CredentialId: new("AAAA")})
		}},
	} {
		cases = append(cases,
			Case{
				Operations: ops(c.name), Says: "refused: no token of a user",
				Steps: steps(func(w *World) { w.Fails(c.try(w, "abc"), "NotAuthorizedException", "Invalid Access Token") }),
			},
			Case{
				Operations: ops(c.name), Says: "refused: the token of a user who signed out", Given: withPasskeys(),
				Steps: steps(
					func(w *World) {
						OK(w, w.Unsigned.GlobalSignOut, &cip.GlobalSignOutInput{AccessToken: new(w.Kept("access"))})
					},
					func(w *World) {
						w.Fails(c.try(w, w.Kept("access")), "NotAuthorizedException", "Access Token has been revoked")
					},
				),
			},
			Case{
				Operations: ops(c.name), Says: "refused: the token of a user who is gone", Assumes: "A239", Given: withPasskeys(),
				Steps: steps(
					func(w *World) {
						OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
					},
					func(w *World) {
						w.Fails(c.try(w, w.Kept("access")), "NotAuthorizedException", "Access Token has been revoked")
					},
				),
			},
		)
	}
	return cases
}
