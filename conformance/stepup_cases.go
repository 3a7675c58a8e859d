package conformance

import (
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// stepUpCases are about sign-ins for a level of authentication. Doc: developer guide, step-up authentication. In public
// accounts the documented design had no effect yet in October 2026, so every case is a question.
func stepUpCases() []Case {
	about := ops("InitiateAuth", "RespondToAuthChallenge")
	const one, two, three, four = "urn:cognito:loa:1", "urn:cognito:loa:2", "urn:cognito:loa:3", "urn:cognito:loa:4"
	// A user with a password, a verified address, a phone and an authenticator that is not enabled.
	equipped := func(w *World) {
		w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP"), MFA("OPTIONAL", SMS, TOTP), With(func(in *cip.CreateUserPoolInput) { in.EmailConfiguration = sesSender() }))
		w.Client()
		w.User(Mail(annMail), Phone(annPhone))
		w.Authenticator()
	}
	toward := func(w *World, more Params) *Answer {
		p := Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": password}
		for k, v := range more {
			p[k] = v
		}
		return w.Initiate("USER_AUTH", p)
	}
	refused := func(w *World, code string, more Params) {
		p := Params{"USERNAME": w.user.Login}
		for k, v := range more {
			p[k] = v
		}
		w.Fails(Refusal(w.TryInitiate("USER_AUTH", p)), code)
	}
	// proves looks at the two claims in both tokens.
	proves := func(w *World, a *Answer, level any, methods ...any) {
		for _, text := range []string{*a.Tokens.AccessToken, *a.Tokens.IdToken} {
			claims := w.Token(text).Claims
			w.Equal([]any{claims["acr"], claims["amr"]}, []any{level, methods})
		}
	}
	appCode := func(w *World) *Answer {
		return w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)})
	}
	smsCode := func(w *World) *Answer {
		return w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": w.Code(w.user, ForSignIn)})
	}
	cases := []Case{
		{
			Says: "a password reaches level 1", Steps: steps(func(w *World) { proves(w, toward(w, Params{"TARGET_ACR_VALUES": one}), one, "pwd") }),
		},
		{
			Says: "level 2 is a code alone", Needs: needs(Inspect), Steps: steps(
				func(w *World) {
					a := w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "TARGET_ACR_VALUES": two})
					w.Equal(a.Available, []string{"EMAIL_OTP"})
					w.Asked(w.Answer("SELECT_CHALLENGE", Params{"ANSWER": "EMAIL_OTP"}), "EMAIL_OTP")
				},
				func(w *World) {
					proves(w, w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)}), two, "email_otp")
				},
			),
		},
		{
			Says: "level 3 is a password and a code, though the user has not enabled it", Needs: needs(Inspect), Steps: steps(
				func(w *World) { w.Asked(toward(w, Params{"TARGET_ACR_VALUES": three}), "SMS_MFA") },
				func(w *World) { proves(w, smsCode(w), three, "pwd", "sms", "mfa") },
			),
		},
		{
			Says: "level 4 is a password and an authenticator app", Needs: needs(Inspect), Steps: steps(
				func(w *World) { w.Asked(toward(w, Params{"TARGET_ACR_VALUES": four}), "SOFTWARE_TOKEN_MFA") },
				func(w *World) { proves(w, appCode(w), four, "pwd", "otp", "mfa") },
			),
		},
		{
			Says: "the proof by SRP leads to the level, too", Needs: needs(Inspect), Steps: steps(func(w *World) {
				me := newSRP()
				w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": me.A(), "TARGET_ACR_VALUES": four})
				a, err := w.prove(me, w.auth, password, nil)
				w.must(err)
				w.Asked(a, "SOFTWARE_TOKEN_MFA")
				proves(w, appCode(w), four, "pwd", "otp", "mfa")
			}),
		},
		{
			Says: "the first level of the list that the user can reach counts, and names nobody knows do not", Steps: steps(func(w *World) {
				proves(w, toward(w, Params{"TARGET_ACR_VALUES": "urn:x:9 " + one + " " + four}), one, "pwd")
			}),
		},
		{
			Says: "a token credits what it proved, and only the rest is asked", Needs: needs(Inspect), Steps: steps(
				func(w *World) { w.Keep("token", *toward(w, Params{"TARGET_ACR_VALUES": one}).Tokens.AccessToken) },
				func(w *World) {
					a := w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "TARGET_ACR_VALUES": four, "ACCESS_TOKEN": w.Kept("token")})
					w.Asked(a, "SOFTWARE_TOKEN_MFA")
				},
				func(w *World) { proves(w, appCode(w), four, "pwd", "otp", "mfa") },
			),
		},
		{
			Says: "a token that is older than MAX_AGE credits nothing", Needs: needs(Clock, Inspect), Steps: steps(
				func(w *World) { w.Keep("token", *toward(w, Params{"TARGET_ACR_VALUES": one}).Tokens.AccessToken) },
				func(w *World) {
					w.Advance(10 * time.Minute)
					ask := Params{"USERNAME": w.user.Login, "TARGET_ACR_VALUES": four, "ACCESS_TOKEN": w.Kept("token"), "MAX_AGE": "300"}
					w.Asked(w.Initiate("USER_AUTH", ask), "SELECT_CHALLENGE")
					ask["MAX_AGE"] = "900"
					w.Asked(w.Initiate("USER_AUTH", ask), "SOFTWARE_TOKEN_MFA")
				},
			),
		},
		{
			Says: "refreshing keeps what was proved", Steps: steps(
				func(w *World) { toward(w, Params{"TARGET_ACR_VALUES": one}) },
				func(w *World) {
					proves(w, w.Initiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": *w.auth.Tokens.RefreshToken}), one, "pwd")
				},
			),
		},
		{
			Says: "without a level the tokens tell none", Steps: steps(func(w *World) {
				claims := w.Token(*toward(w, nil).Tokens.AccessToken).Claims
				w.Equal([]any{claims["acr"], claims["amr"]}, []any{nil, nil})
			}),
		},
		{
			Says: "refused: levels that nobody knows, or that the user cannot reach", Steps: steps(func(w *World) {
				refused(w, "InvalidParameterException", Params{"TARGET_ACR_VALUES": "urn:x:9"})
				w.User() // with nothing but a password
				refused(w, "InvalidParameterException", Params{"TARGET_ACR_VALUES": two + " " + four})
			}),
		},
		{
			Says: "refused: a token that is there already, without a level, of somebody else, or none", Steps: steps(func(w *World) {
				a := *toward(w, Params{"TARGET_ACR_VALUES": one}).Tokens.AccessToken
				refused(w, "InvalidParameterException", Params{"TARGET_ACR_VALUES": one, "ACCESS_TOKEN": a})
				refused(w, "InvalidParameterException", Params{"ACCESS_TOKEN": a})
				refused(w, "InvalidParameterException", Params{"TARGET_ACR_VALUES": four, "ACCESS_TOKEN": a, "MAX_AGE": "soon"})
				refused(w, "NotAuthorizedException", Params{"TARGET_ACR_VALUES": four, "ACCESS_TOKEN": "a.b.c"})
				w.User()
				refused(w, "NotAuthorizedException", Params{"TARGET_ACR_VALUES": one, "ACCESS_TOKEN": a})
			}),
		},
	}
	for i := range cases {
		cases[i].Operations, cases[i].Given, cases[i].Assumes = about, equipped, "A149"
	}
	return append(cases, Case{
		Operations: about, Says: "refused: a level in a pool of the lowest tier", Assumes: "A149",
		Given: func(w *World) {
			w.Pool(With(func(in *cip.CreateUserPoolInput) { in.UserPoolTier = "LITE" }))
			w.Client(Flows("ALLOW_USER_PASSWORD_AUTH"))
			w.User()
		},
		Steps: steps(func(w *World) {
			for _, w.admin = range []bool{false, true} {
				w.Fails(Refusal(w.TryInitiate("USER_AUTH", Params{"USERNAME": w.user.Login, "TARGET_ACR_VALUES": one})),
					"FeatureUnavailableInTierException", "The following feature is not available for the LITE pricing tier configured: Step-Up Authentication")
			}
		}),
	})
}
