package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// PreferPasskeys switches passkeys as a second factor on or off for the user made last, as an administrator.
func (w *World) PreferPasskeys(on bool) error {
	return Try(w, w.API.AdminSetUserMFAPreference, &cip.AdminSetUserMFAPreferenceInput{
		UserPoolId: &w.pool.ID, Username: &w.user.Username, WebAuthnMfaSettings: &types.WebAuthnMfaSettingsType{Enabled: on},
	})
}

// withBoth is a user with a passkey and an authenticator app in a pool of that mode.
func withBoth(mode string, changes ...func(*types.WebAuthnConfigurationType)) func(w *World) {
	return func(w *World) {
		w.Pool(MFA("OPTIONAL", TOTP), Passkeys(changes...))
		w.Client()
		w.User()
		w.KeepAccess()
		w.passkeys = newAuthenticator(w.t)
		w.RegisterPasskey(w.passkeys)
		w.Authenticator()
		w.Prefer(TOTP, preferred)
		if mode == "ON" {
			in := &cip.SetUserPoolMfaConfigInput{
				UserPoolId: &w.pool.ID, MfaConfiguration: types.UserPoolMfaTypeOn,
				SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
				WebAuthnConfiguration:         &types.WebAuthnConfigurationType{RelyingPartyId: new(party)},
			}
			for _, c := range changes {
				c(in.WebAuthnConfiguration)
			}
			OK(w, w.API.SetUserPoolMfaConfig, in)
		}
	}
}

// passkeyMFA is about passkeys and second factors. Doc: SDK, WebAuthnConfigurationType and WebAuthnMfaSettingsType.
func passkeyMFA() []Case {
	about := ops("InitiateAuth", "RespondToAuthChallenge", "AdminSetUserMFAPreference")
	offers := func(w *World, names ...string) {
		w.t.Helper()
		w.Equal(w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "WEB_AUTHN"}).Available, names, Unordered())
	}
	var cases []Case
	for _, mode := range []string{"OPTIONAL", "ON"} {
		cases = append(cases,
			Case{
				Operations: about, Says: "MFA " + mode + ": a passkey that counts twice is both factors, once the user wants it so",
				Given: withBoth(mode, CountingTwice),
				Steps: steps(
					func(w *World) { w.must(w.PreferPasskeys(true)) },
					func(w *World) {
						options := w.AskPasskey()
						w.SameJSON(options, signatureOptions("required", w.passkeys))
						w.SignedIn(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": w.passkeys.Get(options)}))
					},
				),
			},
			Case{
				Operations: about, Says: "MFA " + mode + ": a passkey that counts twice must verify its user", Given: withBoth(mode, CountingTwice),
				Steps: steps(func(w *World) {
					w.must(w.PreferPasskeys(true))
					credential := w.passkeys.Get(w.AskPasskey(), func(r *reply) { r.Flags &^= userVerified })
					w.Fails(Refusal(w.TryPasskey(credential)), "NotAuthorizedException", badPassword)
				}),
			},
			Case{
				Operations: about, Says: "MFA " + mode + ": a passkey that counts twice is not offered to a user who did not ask for that", Assumes: "A235",
				Given: withBoth(mode, CountingTwice),
				Steps: steps(
					func(w *World) { w.must(w.PreferPasskeys(true)); w.must(w.PreferPasskeys(false)) },
					func(w *World) { offers(w, "PASSWORD", "PASSWORD_SRP") },
				),
			},
		)
	}
	return append(append(cases,
		Case{
			// Doc: developer guide, authentication flows.
			Operations: about, Says: "MFA OPTIONAL: a passkey that counts once is not offered to a user with a second factor", Given: withBoth("OPTIONAL"),
			Steps: steps(func(w *World) { offers(w, "PASSWORD", "PASSWORD_SRP") }),
		},
		Case{
			Operations: about, Says: "MFA OPTIONAL: a passkey signs in a user without a second factor", Given: withBoth("OPTIONAL"),
			Steps: steps(
				func(w *World) { w.Prefer(TOTP, off) },
				func(w *World) {
					w.SignedIn(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": w.passkeys.Get(w.AskPasskey())}))
				},
			),
		},
		Case{
			Operations: about, Says: "MFA OPTIONAL: a second factor that is switched on during the sign-in is asked for", Given: withBoth("OPTIONAL"),
			Steps: steps(func(w *World) {
				w.Prefer(TOTP, off)
				options := w.AskPasskey()
				w.Prefer(TOTP, preferred)
				w.Asked(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": w.passkeys.Get(options)}), "SOFTWARE_TOKEN_MFA")
			}),
		},
	), append(passkeyLevels(), passkeyPreferences()...)...)
}

// passkeyLevels are about the level of authentication that a passkey reaches. Doc: developer guide, step-up authentication.
func passkeyLevels() []Case {
	const three = "urn:cognito:loa:3"
	return each([]struct{ attachment, method string }{{"platform", "swk"}, {"cross-platform", "hwk"}}, func(c struct{ attachment, method string }) Case {
		return Case{
			Operations: ops("InitiateAuth", "RespondToAuthChallenge"), Says: "level 3 is a " + c.attachment + " passkey alone", Assumes: "A149", Given: withPasskeys(),
			Steps: steps(func(w *World) {
				a := newAuthenticator(w.t)
				a.attachment = c.attachment
				w.RegisterPasskey(a)
				asked := w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "WEB_AUTHN", "TARGET_ACR_VALUES": three})
				in := w.Answer("WEB_AUTHN", Params{"CREDENTIAL": a.Get(asked.Parameters["CREDENTIAL_REQUEST_OPTIONS"])})
				for _, text := range []string{*in.Tokens.AccessToken, *in.Tokens.IdToken} {
					claims := w.Token(text).Claims
					w.Equal([]any{claims["acr"], claims["amr"]}, []any{three, []any{c.method}})
				}
			}),
		}
	})
}

// passkeyPreferences are about the user's choice that passkeys count twice.
func passkeyPreferences() []Case {
	const impossible = "InvalidParameterException"
	own := func(w *World, passkeys bool, totp *types.SoftwareTokenMfaSettingsType) error {
		return Try(w, w.Unsigned.SetUserMFAPreference, &cip.SetUserMFAPreferenceInput{
			AccessToken: new(w.Kept("access")), SoftwareTokenMfaSettings: totp, WebAuthnMfaSettings: &types.WebAuthnMfaSettingsType{Enabled: passkeys},
		})
	}
	return []Case{
		{
			Operations: ops("SetUserMFAPreference", "AdminSetUserMFAPreference"), Says: "refused: passkeys as second factor where they count once", Given: withBoth("OPTIONAL"),
			Steps: steps(func(w *World) {
				w.Fails(own(w, true, nil), impossible)
				w.Fails(w.PreferPasskeys(true), impossible)
			}),
		},
		{
			Operations: ops("SetUserMFAPreference", "AdminSetUserMFAPreference"), Says: "refused: passkeys as the only second factor", Assumes: "A235", Given: withBoth("OPTIONAL", CountingTwice),
			Steps: steps(func(w *World) {
				w.Prefer(TOTP, off)
				w.Fails(own(w, true, nil), impossible)
				w.Fails(w.PreferPasskeys(true), impossible)
			}),
		},
		{
			Operations: ops("SetUserMFAPreference"), Says: "passkeys and the other factor may be switched on in one call", Given: withBoth("OPTIONAL", CountingTwice),
			Steps: steps(
				func(w *World) { w.Prefer(TOTP, off) },
				func(w *World) {
					w.must(own(w, true, &types.SoftwareTokenMfaSettingsType{Enabled: true}))
					w.SignedIn(w.Answer("WEB_AUTHN", Params{"CREDENTIAL": w.passkeys.Get(w.AskPasskey())}))
				},
			),
		},
		{
			Operations: ops("SetUserMFAPreference"), Says: "passkeys as second factor may be switched off where they never were on", Given: withPasskeys(),
			Steps: steps(func(w *World) { w.must(own(w, false, nil)) }),
		},
		{
			Operations: ops("SetUserMFAPreference", "GetUser", "AdminGetUser"), Says: "passkeys as second factor are not in the list of factors", Assumes: "A236",
			Given: withBoth("OPTIONAL", CountingTwice),
			Steps: steps(
				func(w *World) { w.must(own(w, true, nil)) },
				func(w *World) { w.Shows(shown{[]string{"SOFTWARE_TOKEN_MFA"}, new("SOFTWARE_TOKEN_MFA")}) },
			),
		},
	}
}
