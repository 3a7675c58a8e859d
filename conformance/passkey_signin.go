package conformance

import (
	"slices"
	"strconv"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// signatureOptions is what a passkey is asked to sign, as the documentation shows it. Doc: InitiateAuth, sample response.
func signatureOptions(verification string, a *authenticator) string {
	allowed := []any{}
	for _, k := range a.keys {
		allowed = append(allowed, map[string]any{"type": "public-key", "id": b64(k.id), "transports": a.transports()})
	}
	return canonical(map[string]any{
		"challenge": AnyNonce, "timeout": 180000, "rpId": party, "allowCredentials": allowed, "userVerification": verification,
	})
}

// enrolled is withPasskeys with one passkey in the authenticator that is given to every step.
func enrolled(changes ...func(*types.WebAuthnConfigurationType)) (given func(w *World), with func(func(w *World, a *authenticator)) func(w *World)) {
	prepare := withPasskeys(changes...)
	given = func(w *World) {
		prepare(w)
		w.passkeys = newAuthenticator(w.t)
		w.RegisterPasskey(w.passkeys)
	}
	return given, func(f func(w *World, a *authenticator)) func(w *World) {
		return func(w *World) { f(w, w.passkeys) }
	}
}

// passkeySignIns are about sign-ins with a passkey that succeed, and when they are offered.
func passkeySignIns() []Case {
	about := ops("InitiateAuth", "RespondToAuthChallenge", "CompleteWebAuthnRegistration")
	given, with := enrolled()
	begin := func(w *World) *Answer { return w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login}) }
	passwords := []string{"PASSWORD", "PASSWORD_SRP"}
	everything := append(slices.Clone(passwords), "WEB_AUTHN")
	cases := []Case{
		{
			Operations: about, Says: "WEB_AUTHN: asked for, it comes at once, as documented", Given: given,
			Steps: steps(with(func(w *World, a *authenticator) {
				got := w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "WEB_AUTHN"})
				w.SameJSON(got.Parameters["CREDENTIAL_REQUEST_OPTIONS"], signatureOptions("preferred", a))
				w.Equal(got, &Answer{
					Challenge: "WEB_AUTHN", Session: AnySession, Available: []string{"WEB_AUTHN"},
					Parameters: map[string]string{"CREDENTIAL_REQUEST_OPTIONS": AnyText},
				})
			})),
		},
		{
			Operations: about, Says: "WEB_AUTHN is offered to who has a passkey", Given: withPasskeys(),
			Steps: steps(
				func(w *World) {
					w.Equal(begin(w).Available, passwords, Unordered())
					w.RegisterPasskey(newAuthenticator(w.t))
				},
				func(w *World) { w.Equal(begin(w).Available, everything, Unordered()) },
			),
		},
		{
			// Seen: aws-amplify/amplify-swift reads the options from the answer to the choice.
			Operations: about, Says: "WEB_AUTHN: chosen, what to sign comes in the answer", Given: given,
			Steps: steps(
				func(w *World) { begin(w) },
				with(func(w *World, a *authenticator) {
					got := w.Answer("SELECT_CHALLENGE", Params{"ANSWER": "WEB_AUTHN"})
					w.Asked(got, "WEB_AUTHN")
					options := got.Parameters["CREDENTIAL_REQUEST_OPTIONS"]
					w.SameJSON(options, signatureOptions("preferred", a))
					w.SignedIn(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": a.Get(options)}))
				}),
			),
		},
		{
			// Doc: SDK, RespondToAuthChallenge.
			Operations: about, Says: "WEB_AUTHN: the passkey may be given as the choice of one", Assumes: "A238", Given: given,
			Steps: steps(
				func(w *World) { w.Keep("options", w.AskPasskey()) },
				with(func(w *World, a *authenticator) {
					w.SignedIn(w.Answer("SELECT_CHALLENGE", Params{"ANSWER": "WEB_AUTHN", "CREDENTIAL": a.Get(w.Kept("options"))}))
				}),
			),
		},
		{
			Operations: about, Says: "WEB_AUTHN: without user verification where that is only preferred", Given: given,
			Steps: steps(with(func(w *World, a *authenticator) {
				credential := a.Get(w.AskPasskey(), func(r *reply) { r.Flags &^= userVerified })
				a2, err := w.TryPasskey(credential)
				w.must(err)
				w.SignedIn(a2)
			})),
		},
		{
			Operations: about, Says: "WEB_AUTHN: an authenticator that does not count its signatures", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				a := newAuthenticator(w.t)
				w.RegisterPasskey(a)
				for range 2 {
					w.SignedIn(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": a.Get(w.AskPasskey(), func(r *reply) { r.Counter = 0 })}))
				}
			}),
		},
		{
			Operations: about, Says: "WEB_AUTHN: an authenticator that tells no user handle", Given: given,
			Steps: steps(with(func(w *World, a *authenticator) {
				credential := a.Get(w.AskPasskey(), func(r *reply) { r.Inner = map[string]any{"userHandle": nil} })
				w.SignedIn(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": credential}))
			})),
		},
		{
			// Doc: developer guide, authentication flows: with another relying party users must register again.
			Operations: ops("InitiateAuth", "SetUserPoolMfaConfig", "GetUserAuthFactors"), Says: "WEB_AUTHN is not offered for passkeys of another relying party", Given: given,
			Steps: steps(
				func(w *World) {
					OK(w, w.API.SetUserPoolMfaConfig, &cip.SetUserPoolMfaConfigInput{UserPoolId: &w.pool.ID, MfaConfiguration: types.UserPoolMfaTypeOff,
						WebAuthnConfiguration: &types.WebAuthnConfigurationType{RelyingPartyId: new("example.org")}})
				},
				func(w *World) {
					w.Equal(begin(w).Available, passwords, Unordered())
					w.Equal(OK(w, w.Unsigned.GetUserAuthFactors, &cip.GetUserAuthFactorsInput{AccessToken: new(w.Kept("access"))}).ConfiguredUserAuthFactors,
						[]types.AuthFactorType{"PASSWORD"})
				},
			),
		},
		{
			Operations: ops("InitiateAuth", "UpdateUserPool"), Says: "WEB_AUTHN is not offered where the pool takes no passkeys any more", Given: given,
			Steps: steps(
				func(w *World) { w.allow("PASSWORD") },
				func(w *World) { w.Equal(begin(w).Available, passwords, Unordered()) },
			),
		},
		{
			Operations: ops("InitiateAuth", "AdminSetUserPassword"), Says: "WEB_AUTHN is not offered to a user with a temporary password", Given: given,
			Steps: steps(
				func(w *World) {
					OK(w, w.API.AdminSetUserPassword, &cip.AdminSetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, Password: new(password)})
				},
				func(w *World) { w.Equal(begin(w).Available, passwords, Unordered()) },
			),
		},
		{
			Operations: about, Says: "WEB_AUTHN of a client with a secret",
			Given: func(w *World) { w.Pool(Passkeys()); w.Client(Secret()); w.User(); w.KeepAccess() },
			Steps: steps(func(w *World) {
				a := newAuthenticator(w.t)
				w.RegisterPasskey(a)
				options := w.AskPasskey()
				w.Fails(Refusal(w.TryAnswer("WEB_AUTHN", Params{"CREDENTIAL": a.Get(options), "SECRET_HASH": "wrong"})), "NotAuthorizedException")
				w.SignedIn(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": a.Get(options)}))
			}),
		},
	}
	return append(cases, passkeySignInKinds()...)
}

// passkeySignInKinds are the kinds of authenticators and keys, through both pairs of operations.
func passkeySignInKinds() []Case {
	var cases []Case
	for _, attachment := range []string{"platform", "cross-platform"} {
		for _, algorithm := range []int{es256, rs256} {
			for _, admin := range []bool{false, true} {
				about := ops("RespondToAuthChallenge", "InitiateAuth")
				if admin {
					about = ops("AdminRespondToAuthChallenge", "AdminInitiateAuth")
				}
				cases = append(cases, Case{
					Operations: about, Says: "WEB_AUTHN: a " + attachment + " passkey with algorithm " + strconv.Itoa(algorithm),
					Given: func(w *World) {
						withPasskeys()(w)
						w.admin = admin
						w.passkeys = newAuthenticator(w.t)
						w.passkeys.attachment, w.passkeys.algorithm = attachment, algorithm
						w.RegisterPasskey(w.passkeys)
					},
					Steps: steps(
						func(w *World) { w.Keep("options", w.AskPasskey()) },
						func(w *World) {
							a, err := w.TryPasskey(w.passkeys.Get(w.Kept("options")))
							w.must(err)
							w.SignedIn(a)
						},
						func(w *World) { // once more: the counter goes on
							w.SignedIn(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": w.passkeys.Get(w.AskPasskey())}))
						},
					),
				})
			}
		}
	}
	return cases
}

// passkeySignInRefusals are about passkeys that do not sign in.
func passkeySignInRefusals() []Case {
	about := ops("RespondToAuthChallenge")
	type wrong struct {
		says   string
		change func(*reply)
	}
	given, with := enrolled()
	cases := each([]wrong{
		{"another challenge", func(r *reply) { r.Challenge = b64(make([]byte, 16)) }},
		{"another origin", func(r *reply) { r.Origin = "https://example.org" }},
		{"another relying party", func(r *reply) { r.Party = "example.org" }},
		{"nobody touched the authenticator", func(r *reply) { r.Flags = 0 }},
		{"the response of a registration", func(r *reply) { r.Type = "webauthn.create" }},
		{"a signature by another key", func(r *reply) {
			if key, err := rsaKey(); err == nil {
				r.Signer = key
			}
		}},
		{"a signature of nothing", func(r *reply) { r.Inner = map[string]any{"signature": "AAAA"} }},
		{"a passkey that nobody registered", func(r *reply) { r.Members = map[string]any{"id": "AAAA", "rawId": "AAAA"} }},
		{"the handle of another user", func(r *reply) { r.Inner = map[string]any{"userHandle": "AAAA"} }},
	}, func(c wrong) Case {
		return Case{
			Operations: about, Says: "WEB_AUTHN: refused: " + c.says, Assumes: "A237", Given: given,
			Steps: steps(with(func(w *World, a *authenticator) {
				w.Fails(Refusal(w.TryPasskey(a.Get(w.AskPasskey(), c.change))), "NotAuthorizedException", badPassword)
			})),
		}
	})
	verifying, withVerifying := enrolled(Verifying)
	cases = append(cases, Case{
		Operations: about, Says: "WEB_AUTHN: refused: no user verification where it is required", Assumes: "A237", Given: verifying,
		Steps: steps(withVerifying(func(w *World, a *authenticator) {
			options := w.AskPasskey()
			w.SameJSON(options, signatureOptions("required", a))
			w.Fails(Refusal(w.TryPasskey(a.Get(options, func(r *reply) { r.Flags &^= userVerified }))), "NotAuthorizedException", badPassword)
		})),
	})
	type garbage struct{ says, credential string }
	return append(append(cases, each([]garbage{
		{"no response", ""},
		{"a response that is no JSON", "abc"},
		{"a response of nothing", "{}"},
		{"a response without what was signed", `{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{}}`},
	}, func(c garbage) Case {
		return Case{
			Operations: about, Says: "WEB_AUTHN: refused: " + c.says, Assumes: "A237", Given: given,
			Steps: steps(with(func(w *World, a *authenticator) {
				options := w.AskPasskey()
				w.Fails(Refusal(w.TryPasskey(c.credential)), "InvalidParameterException")
				w.SignedIn(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": a.Get(options)}))
			})),
		}
	})...), passkeyReuse()...)
}

// passkeyReuse is about responses, sessions and passkeys that are used where or when they cannot be.
func passkeyReuse() []Case {
	about := ops("RespondToAuthChallenge", "InitiateAuth")
	given, with := enrolled()
	const refused = "NotAuthorizedException"
	return []Case{
		{
			Operations: about, Says: "WEB_AUTHN: refused: a response a second time", Given: given,
			Steps: steps(with(func(w *World, a *authenticator) {
				credential := a.Get(w.AskPasskey())
				w.SignedIn(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": credential}))
				w.AskPasskey()
				w.Fails(Refusal(w.TryPasskey(credential)), refused, badPassword)
			})),
		},
		{
			// A passkey that was copied counts on its own.
			Operations: about, Says: "WEB_AUTHN: refused: a counter that does not grow", Assumes: "A237", Given: given,
			Steps: steps(with(func(w *World, a *authenticator) {
				w.SignedIn(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": a.Get(w.AskPasskey(), func(r *reply) { r.Counter = 7 })}))
				w.Fails(Refusal(w.TryPasskey(a.Get(w.AskPasskey(), func(r *reply) { r.Counter = 7 }))), refused, badPassword)
				w.SignedIn(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": a.Get(w.AskPasskey(), func(r *reply) { r.Counter = 8 })}))
			})),
		},
		{
			Operations: about, Says: "WEB_AUTHN: refused: the passkey of another user", Given: given,
			Steps: steps(with(func(w *World, hers *authenticator) {
				w.User()
				w.KeepAccess()
				his := newAuthenticator(w.t)
				w.RegisterPasskey(his)
				options := w.AskPasskey()
				credential := his.Get(options, func(r *reply) {
					r.Key, r.Signer = hers.keys[0], hers.keys[0].signer
					r.Inner = map[string]any{"userHandle": nil}
				})
				w.Fails(Refusal(w.TryPasskey(credential)), refused, badPassword)
			})),
		},
		{
			Operations: append(about, "DeleteWebAuthnCredential"), Says: "WEB_AUTHN: refused: a passkey that was deleted meanwhile", Given: given,
			Steps: steps(
				with(func(w *World, a *authenticator) {
					w.Keep("options", w.AskPasskey())
					OK(w, w.Unsigned.DeleteWebAuthnCredential, &cip.DeleteWebAuthnCredentialInput{AccessToken: new(w.Kept("access")), CredentialId: new(b64(a.keys[0].id))})
				}),
				with(func(w *World, a *authenticator) {
					w.Fails(Refusal(w.TryPasskey(a.Get(w.Kept("options")))), refused, badPassword)
				}),
			),
		},
		{
			Operations: about, Says: "WEB_AUTHN: a wrong response ends the attempt", Assumes: "A237", Given: given,
			Steps: steps(
				with(func(w *World, a *authenticator) {
					w.Keep("options", w.AskPasskey())
					w.Fails(Refusal(w.TryPasskey(a.Get(w.Kept("options"), func(r *reply) { r.Flags = 0 }))), refused)
				}),
				with(func(w *World, a *authenticator) {
					w.Fails(Refusal(w.TryPasskey(a.Get(w.Kept("options")))), refused, "Invalid session for the user, session can only be used once.")
				}),
			),
		},
		{
			Operations: about, Says: "WEB_AUTHN: refused: a session that is too old", Needs: needs(Clock), Given: given,
			Steps: steps(with(func(w *World, a *authenticator) {
				options := w.AskPasskey()
				w.Advance(3 * time.Minute)
				w.Fails(Refusal(w.TryPasskey(a.Get(options))), refused, "Invalid session for the user, session is expired.")
			})),
		},
		{
			Operations: about, Says: "WEB_AUTHN: refused: as the choice in a session that did not ask for it", Assumes: "A238", Given: given,
			Steps: steps(with(func(w *World, a *authenticator) {
				options := w.AskPasskey()
				w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login})
				w.Fails(Refusal(w.TryAnswer("SELECT_CHALLENGE", Params{"ANSWER": "WEB_AUTHN", "CREDENTIAL": a.Get(options)})), refused, badPassword)
			})),
		},
		{
			Operations: about, Says: "WEB_AUTHN: of answers with one passkey at a time one signs in", Given: given,
			Steps: steps(with(func(w *World, a *authenticator) {
				options := w.AskPasskey()
				session, credential := w.auth.Session, a.Get(options)
				w.OneWins(w.Race(4, func(int) error {
					return Try(w, w.Unsigned.RespondToAuthChallenge, &cip.RespondToAuthChallengeInput{
						ClientId: &w.client.ID, ChallengeName: types.ChallengeNameTypeWebAuthn, Session: &session,
						ChallengeResponses: map[string]string{"USERNAME": w.user.Username, "CREDENTIAL": credential},
					})
				}), refused)
			})),
		},
		{
			Operations: ops("InitiateAuth"), Says: "WEB_AUTHN: who hides its users asks nobody for a passkey",
			Given: func(w *World) { w.Pool(Passkeys()); w.Client(HideUsers()) },
			Steps: steps(func(w *World) {
				w.Equal(w.Initiate("USER_AUTH", Params{"USERNAME": "nobody", "PREFERRED_CHALLENGE": "WEB_AUTHN"}), &Answer{
					Challenge: "SELECT_CHALLENGE", Session: AnySession, Parameters: map[string]string{}, Available: []string{"PASSWORD", "PASSWORD_SRP"},
				}, Unordered())
			}),
		},
	}
}
