package conformance

import (
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// choiceCases are about USER_AUTH, where the user chooses the first factor.
func choiceCases() []Case {
	about := ops("InitiateAuth", "RespondToAuthChallenge")
	start := func(w *World, more Params) *Answer {
		p := Params{"USERNAME": w.user.Login}
		for k, v := range more {
			p[k] = v
		}
		return w.Initiate("USER_AUTH", p)
	}
	withMail := func(w *World) {
		w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP"))
		w.Client(Flows("ALLOW_USER_AUTH"))
		w.User(Mail(annMail))
	}
	onlyPassword := func(w *World) { w.Pool(); w.Client(Flows("ALLOW_USER_AUTH")); w.User() }
	cases := []Case{
		{
			Operations: about, Says: "USER_AUTH offers what the user has", Given: withMail,
			Steps: steps(func(w *World) {
				w.Equal(start(w, nil), &Answer{
					Challenge: "SELECT_CHALLENGE", Parameters: map[string]string{}, Session: AnySession,
					Available: []string{"PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"},
				}, Unordered())
			}),
		},
		{
			Operations: about, Says: "USER_AUTH: the password with the first call is enough", Given: onlyPassword,
			Steps: steps(func(w *World) {
				w.SignedIn(start(w, Params{"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": password}))
			}),
		},
		{
			Operations: about, Says: "USER_AUTH: a wrong password with the first call is refused", Given: onlyPassword,
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TryInitiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": "Wr0ng!pass"})),
					"NotAuthorizedException", badPassword)
			}),
		},
		{
			Operations: about, Says: "USER_AUTH: SRP with the first call leads to the proof", Given: onlyPassword,
			Steps: steps(func(w *World) {
				me := newSRP()
				a := start(w, Params{"PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": me.A()})
				w.Equal(a.Challenge, "PASSWORD_VERIFIER")
				a, err := w.prove(me, a, password, nil)
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			Operations: about, Says: "SELECT_CHALLENGE: the password in the answer is enough", Given: onlyPassword,
			Steps: steps(
				func(w *World) { start(w, nil) },
				func(w *World) {
					w.SignedIn(w.Answer("SELECT_CHALLENGE", Params{"ANSWER": "PASSWORD", "PASSWORD": password}))
				},
			),
		},
		{
			Operations: about, Says: "SELECT_CHALLENGE: SRP in the answer leads to the proof", Given: onlyPassword,
			Steps: steps(func(w *World) {
				start(w, nil)
				me := newSRP()
				a := w.Answer("SELECT_CHALLENGE", Params{"ANSWER": "PASSWORD_SRP", "SRP_A": me.A()})
				w.Equal(a.Challenge, "PASSWORD_VERIFIER")
				a, err := w.prove(me, a, password, nil)
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			// Seen: aws-amplify/amplify-swift.
			Operations: about, Says: "SELECT_CHALLENGE: a wrong password ends the attempt", Given: onlyPassword,
			Steps: steps(
				func(w *World) {
					start(w, nil)
					w.Fails(Refusal(w.TryAnswer("SELECT_CHALLENGE", Params{"ANSWER": "PASSWORD", "PASSWORD": "Wr0ng!pass"})), "NotAuthorizedException", badPassword)
				},
				func(w *World) {
					w.Fails(Refusal(w.TryAnswer("SELECT_CHALLENGE", Params{"ANSWER": "PASSWORD", "PASSWORD": password})), "NotAuthorizedException")
				},
			),
		},
		{
			Operations: about, Says: "SELECT_CHALLENGE: choosing the password without it leads to PASSWORD", Assumes: "A228", Given: onlyPassword,
			Steps: steps(
				func(w *World) {
					start(w, nil)
					w.Asked(w.Answer("SELECT_CHALLENGE", Params{"ANSWER": "PASSWORD"}), "PASSWORD")
				},
				func(w *World) { w.SignedIn(w.Answer("PASSWORD", Params{"PASSWORD": password})) },
			),
		},
		{
			Operations: about, Says: "SELECT_CHALLENGE: choosing SRP without its value leads to PASSWORD_SRP", Assumes: "A228", Given: onlyPassword,
			Steps: steps(func(w *World) {
				start(w, nil)
				w.Asked(w.Answer("SELECT_CHALLENGE", Params{"ANSWER": "PASSWORD_SRP"}), "PASSWORD_SRP")
				me := newSRP()
				a := w.Answer("PASSWORD_SRP", Params{"SRP_A": me.A()})
				w.Equal(a.Challenge, "PASSWORD_VERIFIER")
				a, err := w.prove(me, a, password, nil)
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			Operations: about, Says: "PASSWORD: a wrong one ends the attempt, and none is named", Assumes: "A228", Given: onlyPassword,
			Steps: steps(func(w *World) {
				start(w, Params{"PREFERRED_CHALLENGE": "PASSWORD"})
				w.Fails(Refusal(w.TryAnswer("PASSWORD", nil)), "InvalidParameterException", "Missing required parameter PASSWORD")
				w.Fails(Refusal(w.TryAnswer("PASSWORD", Params{"PASSWORD": "Wr0ng!pass"})), "NotAuthorizedException", badPassword)
				w.Fails(Refusal(w.TryAnswer("PASSWORD", Params{"PASSWORD": password})), "NotAuthorizedException")
			}),
		},
		{
			Operations: about, Says: "SELECT_CHALLENGE: refused: what was not offered, and nothing", Assumes: "A034", Given: onlyPassword,
			Steps: steps(func(w *World) {
				start(w, nil)
				for _, answer := range []string{"EMAIL_OTP", "WEB_AUTHN", "CARRIER_PIGEON"} {
					w.Fails(Refusal(w.TryAnswer("SELECT_CHALLENGE", Params{"ANSWER": answer})), "InvalidParameterException")
				}
				w.Fails(Refusal(w.TryAnswer("SELECT_CHALLENGE", nil)), "InvalidParameterException", "Missing required parameter ANSWER")
				w.SignedIn(w.Answer("SELECT_CHALLENGE", Params{"ANSWER": "PASSWORD", "PASSWORD": password}))
			}),
		},
		{
			// Seen: AllianceBioversityCIAT/onecgiar_pr: an address made of the name that was typed, and nothing is sent.
			Operations: ops("InitiateAuth"), Says: "EMAIL_OTP first: an unknown user is sent a code, it seems, where the client hides",
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP"))
				w.Client(Flows("ALLOW_USER_AUTH"), HideUsers())
				w.User()
			},
			Steps: steps(func(w *World) {
				a := w.Initiate("USER_AUTH", Params{"USERNAME": "nobody@internet.org", "PREFERRED_CHALLENGE": "EMAIL_OTP"})
				w.Equal(a, &Answer{
					Challenge: "EMAIL_OTP", Session: AnySession, Available: []string{"EMAIL_OTP"},
					Parameters: map[string]string{"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": "n***@i***"},
				})
				w.RefusedSomehow(Refusal(w.TryAnswer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": "12345678", "USERNAME": "nobody@internet.org"})))
			}),
		},
		{
			// Seen: AllianceBioversityCIAT/onecgiar_pr, captures of a live pool.
			Operations: about, Needs: needs(Inspect), Says: "EMAIL_OTP first: preferred, the code is sent at once, with eight digits", Given: withMail,
			Steps: steps(
				func(w *World) {
					w.Equal(start(w, Params{"PREFERRED_CHALLENGE": "EMAIL_OTP"}), &Answer{
						Challenge: "EMAIL_OTP", Session: AnySession, Available: []string{"EMAIL_OTP"},
						Parameters: map[string]string{"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": annMailMask},
					})
				},
				func(w *World) {
					code := w.Code(w.user, ForSignIn)
					w.Equal(len(code), 8)
					w.Fails(Refusal(w.TryAnswer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": wrong(code)})), "CodeMismatchException", wrongState)
					w.SignedIn(w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": code}))
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "EMAIL_OTP first: chosen, the code is sent", Given: withMail,
			Steps: steps(
				func(w *World) {
					start(w, nil)
					w.Asked(w.Answer("SELECT_CHALLENGE", Params{"ANSWER": "EMAIL_OTP"}), "EMAIL_OTP")
				},
				func(w *World) { w.SignedIn(w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)})) },
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "SMS_OTP first: the code signs in",
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "SMS_OTP"))
				w.Client(Flows("ALLOW_USER_AUTH"))
				w.User(Phone(annPhone))
			},
			Steps: steps(
				func(w *World) {
					a := start(w, Params{"PREFERRED_CHALLENGE": "SMS_OTP"})
					w.Asked(a, "SMS_OTP")
					w.Equal(a.Parameters["CODE_DELIVERY_DESTINATION"], annPhoneMask)
				},
				func(w *World) { w.SignedIn(w.Answer("SMS_OTP", Params{"SMS_OTP_CODE": w.Code(w.user, ForSignIn)})) },
			),
		},
		{
			// Doc: developer guide, authentication methods.
			Operations: about, Needs: needs(Inspect), Says: "EMAIL_OTP first: the code verifies the address",
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP"))
				w.Client(Flows("ALLOW_USER_AUTH"))
				w.User(UnverifiedMail(annMail))
			},
			Steps: steps(
				func(w *World) { start(w, Params{"PREFERRED_CHALLENGE": "EMAIL_OTP"}) },
				func(w *World) {
					w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)})
					w.Equal(w.Value(w.user, "email_verified"), "true")
				},
			),
		},
		{
			// Seen: AllianceBioversityCIAT/onecgiar_pr.
			Operations: about, Says: "USER_AUTH: what the user cannot do leads to a choice of what the user can", Given: withMail,
			Steps: steps(func(w *World) {
				a := start(w, Params{"PREFERRED_CHALLENGE": "WEB_AUTHN"})
				w.Asked(a, "SELECT_CHALLENGE")
				w.Equal(a.Available, []string{"PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"}, Unordered())
			}),
		},
		{
			// Doc: developer guide, authentication flows.
			Operations: about, Says: "USER_AUTH: a user with a second factor is offered only the password",
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP"), MFA("OPTIONAL", TOTP), With(func(in *cip.CreateUserPoolInput) { in.EmailConfiguration = sesSender() }))
				w.Client()
				w.User(Mail(annMail))
				w.Authenticator()
				w.Prefer(TOTP, preferred)
			},
			Steps: steps(func(w *World) {
				a := start(w, nil)
				w.Equal(a.Available, []string{"PASSWORD", "PASSWORD_SRP"}, Unordered())
				w.Challenged(w.Answer("SELECT_CHALLENGE", Params{"ANSWER": "PASSWORD", "PASSWORD": password}), "SOFTWARE_TOKEN_MFA", totpParams(w))
				w.SignedIn(w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)}))
			}),
		},
		{
			// Seen: AllianceBioversityCIAT/onecgiar_pr.
			Operations: about, Says: "USER_AUTH: a user with a temporary password is offered only the password",
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP"))
				w.Client(Flows("ALLOW_USER_AUTH"))
				w.User(Temporary(), Mail(annMail))
			},
			Steps: steps(func(w *World) {
				a := start(w, Params{"PREFERRED_CHALLENGE": "EMAIL_OTP"})
				w.Asked(a, "SELECT_CHALLENGE")
				w.Equal(a.Available, []string{"PASSWORD", "PASSWORD_SRP"}, Unordered())
				w.Asked(w.Answer("SELECT_CHALLENGE", Params{"ANSWER": "PASSWORD", "PASSWORD": password}), "NEW_PASSWORD_REQUIRED")
				w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}))
			}),
		},
		{
			// Seen: AllianceBioversityCIAT/onecgiar_pr.
			Operations: ops("AdminCreateUser", "InitiateAuth"), Says: "USER_AUTH: a user made without a password is confirmed at once and signs in by code", Needs: needs(Inspect),
			Given: func(w *World) { w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP")); w.Client(Flows("ALLOW_USER_AUTH")) },
			Steps: steps(
				func(w *World) {
					made := OK(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{
						UserPoolId: &w.pool.ID, Username: new("ann"), MessageAction: "SUPPRESS",
						UserAttributes: attributes("email", annMail, "email_verified", "true"),
					}).User
					w.Equal(made.UserStatus, types.UserStatusTypeConfirmed)
					w.user = &User{Login: "ann", Username: "ann", Pool: w.pool}
					start(w, Params{"PREFERRED_CHALLENGE": "EMAIL_OTP"})
				},
				func(w *World) { w.SignedIn(w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)})) },
			),
		},
	}
	return append(cases, choiceSessionCases()...)
}

// choiceSessionCases are about the session that confirming a sign-up gives. Doc: SDK, ConfirmSignUp and InitiateAuth.
func choiceSessionCases() []Case {
	confirmed := func(w *World) {
		w.Pool(AutoVerify("email"))
		w.Client(Flows("ALLOW_USER_AUTH"))
		w.user = &User{Login: "ann", Username: "ann", Password: password, Pool: w.pool}
		up := OK(w, w.API.SignUp, &cip.SignUpInput{ClientId: &w.client.ID, Username: new("ann"), Password: new(password), UserAttributes: attributes("email", annMail)})
		in := OK(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{
			ClientId: &w.client.ID, Username: new("ann"), ConfirmationCode: new(w.Code(w.user, ForSignUp)), Session: up.Session,
		})
		if in.Session == nil {
			w.Fatalf("no session from ConfirmSignUp")
		}
		w.Keep("session", *in.Session)
	}
	about := ops("ConfirmSignUp", "InitiateAuth")
	return []Case{
		{
			Operations: about, Needs: needs(Inspect), Says: "the session of the confirmation signs in without more", Given: confirmed,
			Steps: steps(
				func(*World) {},
				func(w *World) {
					w.SignedIn(w.Initiate("USER_AUTH", Params{"USERNAME": "ann", "Session": w.Kept("session")}))
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "the session of the confirmation serves once", Given: confirmed,
			Steps: steps(
				func(w *World) { w.Initiate("USER_AUTH", Params{"USERNAME": "ann", "Session": w.Kept("session")}) },
				func(w *World) {
					w.Fails(Refusal(w.TryInitiate("USER_AUTH", Params{"USERNAME": "ann", "Session": w.Kept("session")})), "NotAuthorizedException")
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect, Clock), Says: "the session of the confirmation expires", Given: confirmed,
			Steps: steps(func(w *World) {
				w.Advance(3*time.Minute + time.Second)
				w.Fails(Refusal(w.TryInitiate("USER_AUTH", Params{"USERNAME": "ann", "Session": w.Kept("session")})),
					"NotAuthorizedException", "Invalid session for the user, session is expired.")
			}),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "the session of the confirmation is not another user's", Given: confirmed,
			Steps: steps(func(w *World) {
				w.User()
				w.Fails(Refusal(w.TryInitiate("USER_AUTH", Params{"USERNAME": w.user.Login, "Session": w.Kept("session")})), "NotAuthorizedException")
			}),
		},
	}
}
