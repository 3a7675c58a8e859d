package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// bothHands makes the same case for RespondToAuthChallenge and AdminRespondToAuthChallenge.
func bothHands(c Case) []Case {
	cases := make([]Case, 0, 2)
	for _, admin := range []bool{false, true} {
		given, hand := c.Given, c
		hand.Operations = ops("RespondToAuthChallenge")
		if admin {
			hand.Operations = ops("AdminRespondToAuthChallenge")
		}
		hand.Operations = append(hand.Operations, c.Operations...)
		hand.Given = func(w *World) { w.admin = admin; given(w) }
		cases = append(cases, hand)
	}
	return cases
}

// withTOTP is a user whose second factor is an authenticator.
func withTOTP(w *World) {
	w.Pool(MFA("OPTIONAL", TOTP))
	w.Client()
	w.User()
	w.Authenticator()
	w.Prefer(TOTP, preferred)
}

// answerRefusals are refusals of answers, by whoever answers.
func answerRefusals() []Case {
	const totp, totpCode = "SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE"
	temporary := func(w *World) { w.User(Temporary()); w.SignIn() }
	refused := func(says string, needs []Feature, given func(w *World), play func(w *World)) []Case {
		return bothHands(Case{Needs: needs, Says: "answer refused: " + says, Given: given, Steps: steps(func(*World) {}, play)})
	}
	var cases []Case
	for _, group := range [][]Case{
		refused("a wrong code of an authenticator, and then a used one", nil, withTOTP, func(w *World) {
			w.SignIn()
			code := w.TOTP(w.user)
			w.Fails(Refusal(w.TryAnswer(totp, Params{totpCode: wrong(code)})), "CodeMismatchException", "Invalid code received for user")
			w.SignedIn(w.Answer(totp, Params{totpCode: code}))
			w.SignIn()
			w.Fails(Refusal(w.TryAnswer(totp, Params{totpCode: code})), "ExpiredCodeException", "Your software token has already been used once.")
		}),
		refused("an authenticator that is gone", nil, func(w *World) { withTOTP(w); w.SignIn() }, func(w *World) {
			OK(w, w.API.AdminDeleteSoftwareToken, &cip.AdminDeleteSoftwareTokenInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
			w.Fails(Refusal(w.TryAnswer(totp, Params{totpCode: w.TOTP(w.user)})), "SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.")
		}),
		refused("a user of another name, who may be there or not", needs(Inspect),
			func(w *World) {
				w.Pool(MFA("ON", SMS), Alias("email"))
				w.Client()
				w.User(Named("bob"))
				w.User(Phone(annPhone), UnverifiedMail(annMail))
				w.SignIn()
			},
			func(w *World) {
				code := w.Code(w.user, ForSignIn)
				w.Fails(Refusal(w.TryAnswer("SMS_MFA", Params{"USERNAME": "bob", "SMS_MFA_CODE": code})), "NotAuthorizedException", "Invalid session for the user.")
				// Seen: furaiev/amazon-cognito-identity-dart-2#223, an alias that nobody has verified.
				for _, name := range []string{"nobody", annMail} {
					w.Fails(Refusal(w.TryAnswer("SMS_MFA", Params{"USERNAME": name, "SMS_MFA_CODE": code})), "UserNotFoundException", "User does not exist.")
				}
				w.SignedIn(w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": code}))
			}),
		refused("a new password that the policy refuses, and one of before", nil,
			func(w *World) {
				w.Pool(Passwords(types.PasswordPolicyType{MinimumLength: new(int32(8)), RequireNumbers: true, PasswordHistorySize: new(int32(2))}))
				w.Client()
				w.User()
				OK(w, w.API.AdminSetUserPassword, &cip.AdminSetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login, Password: new(otherPassword)})
				_, err := w.TrySignIn(otherPassword)
				w.must(err)
			},
			func(w *World) {
				w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": "noNumbers"})), "InvalidPasswordException",
					policyTexts("Password must have numeric characters")...)
				w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": password})), "PasswordHistoryPolicyViolationException")
				w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": "another 1"}))
			}),
		refused("attributes with a new password that the schema refuses", nil,
			func(w *World) {
				w.Pool(Require("name"), Custom("id", true), Custom("fixed", false))
				w.Client()
				temporary(w)
			},
			func(w *World) {
				for key, value := range map[string]string{"custom:unknown": "x", "custom:fixed": "1234", "custom:id": "123456789", "email": "no address", "sub": "me"} {
					w.RefusedSomehow(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword, "userAttributes.name": "Ann", "userAttributes." + key: value})))
				}
				w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword, "userAttributes.name": "Ann", "userAttributes.custom:id": "12345678"}))
				w.Equal([]string{w.Value(w.user, "name"), w.Value(w.user, "custom:id")}, []string{"Ann", "12345678"})
			}),
		refused("a second factor that was not set up where MFA is required", nil,
			func(w *World) { w.Pool(MFA("ON", SMS)); w.Client(); temporary(w) },
			func(w *World) {
				// Seen: aws-amplify/amplify-flutter#95. The spelling is the service's.
				w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword})), "MFAMethodNotFoundException",
					"No MFA mechanism registerd in the account.")
				w.Status(w.user, types.UserStatusTypeForceChangePassword)
			}),
		refused("a password that an administrator reset, when its proof is right", needs(Inspect),
			func(w *World) { w.Pool(); w.Client(); w.User(Mail(annMail)) },
			func(w *World) {
				OK(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
				w.Fails(Refusal(w.SRP("Wr0ng!pass", nil)), "NotAuthorizedException", badPassword)
				w.Fails(Refusal(w.SRP(password, nil)), "PasswordResetRequiredException", "Password reset required for the user")
			}),
		refused("a user who is disabled meanwhile", nil, func(w *World) { withTOTP(w); w.SignIn() }, func(w *World) {
			OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
			w.Fails(Refusal(w.TryAnswer(totp, Params{totpCode: w.TOTP(w.user)})), "NotAuthorizedException", "User is disabled.")
		}),
		refused("a user who is deleted meanwhile, though another one has the name", nil, func(w *World) { withTOTP(w); w.SignIn() }, func(w *World) {
			OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
			code := w.TOTP(w.user)
			w.RefusedSomehow(Refusal(w.TryAnswer(totp, Params{totpCode: code})))
			w.User(Named(w.user.Login))
			w.RefusedSomehow(Refusal(w.TryAnswer(totp, Params{totpCode: code})))
		}),
		refused("the same proof a second time", nil, plain, func(w *World) {
			me := newSRP()
			a := w.Initiate("USER_SRP_AUTH", Params{"USERNAME": w.user.Login, "SRP_A": me.A()})
			stamp := srpTime(w.Now())
			claim, err := me.claim(poolPart(w.pool.ID), a.Parameters["USER_ID_FOR_SRP"], password, a.Parameters, stamp)
			w.must(err)
			p := Params{"USERNAME": w.user.Username, "PASSWORD_CLAIM_SIGNATURE": claim, "PASSWORD_CLAIM_SECRET_BLOCK": a.Parameters["SECRET_BLOCK"], "TIMESTAMP": stamp}
			w.SignedIn(w.Answer("PASSWORD_VERIFIER", p))
			w.RefusedSomehow(Refusal(w.TryAnswer("PASSWORD_VERIFIER", p)))
		}),
	} {
		cases = append(cases, group...)
	}
	return cases
}

// authenticatorCases are about authenticators that are being registered.
func authenticatorCases() []Case {
	registering := func(w *World) { totpUser(w); w.associate() }
	required := func(w *World) {
		w.Pool(MFA("ON", TOTP))
		w.Client()
		w.User()
		begun := OK(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: &w.SignIn().Session})
		w.user.secret = *begun.SecretCode
		w.Keep("session", *begun.Session)
	}
	return []Case{
		{
			Operations: ops("VerifySoftwareToken"), Says: "refused: an authenticator that was never begun, and one that is registered", Assumes: "A322", Given: totpUser,
			Steps: steps(
				func(w *World) {
					w.Fails(w.verify("123456"), "SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.")
					w.associate()
					w.must(w.verify(w.TOTP(w.user)))
				},
				func(w *World) {
					w.Fails(w.verify(w.TOTPAt(w.user, 0)), "SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.")
				},
			),
		},
		{
			Operations: ops("AssociateSoftwareToken", "VerifySoftwareToken"), Says: "refused: neither an access token nor a session", Given: totpUser,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{}, "InvalidParameterException")
				Refuses(w, w.API.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{UserCode: new("123456")}, "InvalidParameterException")
			}),
		},
		{
			// Doc: developer guide, TOTP software token MFA: the pool's users keep theirs, and no new ones are registered.
			Operations: ops("AssociateSoftwareToken", "SetUserPoolMfaConfig"), Says: "a pool that turns the software token off takes no new authenticators", Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", SMS, TOTP))
				w.Client()
				w.User()
				w.Authenticator()
				w.Prefer(TOTP, preferred)
				w.SignIn()
				w.Keep("access", *w.Answer("SOFTWARE_TOKEN_MFA", Params{"SOFTWARE_TOKEN_MFA_CODE": w.TOTP(w.user)}).Tokens.AccessToken)
			},
			Steps: steps(
				func(w *World) { w.SetMFA("OPTIONAL", SMS) },
				func(w *World) {
					Refuses(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{AccessToken: new(w.Kept("access"))},
						"SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool")
					w.Challenged(w.SignIn(), "SOFTWARE_TOKEN_MFA", totpParams(w))
				},
			),
		},
		{
			Operations: ops("VerifySoftwareToken"), Says: "race: one code registers an authenticator once", Given: registering,
			Steps: steps(func(w *World) {
				code := w.TOTP(w.user)
				w.OneWins(w.Race(racers, func(int) error { return w.verify(code) }), "SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.")
			}),
		},
		{
			Operations: ops("VerifySoftwareToken"), Says: "race: one session registers an authenticator once", Given: required,
			Steps: steps(func(w *World) {
				in := &cip.VerifySoftwareTokenInput{Session: new(w.Kept("session")), UserCode: new(w.TOTP(w.user))}
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.VerifySoftwareToken, in) }),
					"NotAuthorizedException", "Invalid session for the user, session can only be used once.")
			}),
		},
		{
			Operations: ops("AssociateSoftwareToken"), Says: "race: one session begins one authenticator", Given: func(w *World) { w.Pool(MFA("ON", TOTP)); w.Client(); w.User(); w.SignIn() },
			Steps: steps(func(w *World) {
				in := &cip.AssociateSoftwareTokenInput{Session: &w.auth.Session}
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.AssociateSoftwareToken, in) }),
					"NotAuthorizedException", "Invalid session for the user, session can only be used once.")
			}),
		},
		{
			Operations: ops("VerifySoftwareToken", "AssociateSoftwareToken"), Says: "refused: the session of a user who is gone", Given: required,
			Steps: steps(func(w *World) {
				OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
				Refuses(w, w.API.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{Session: new(w.Kept("session")), UserCode: new(w.TOTP(w.user))},
					"UserNotFoundException", "User does not exist.")
				w.RefusedSomehow(Try(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: new(w.Kept("session"))}))
			}),
		},
		{
			Operations: ops("VerifySoftwareToken", "AssociateSoftwareToken"), Says: "refused: the session of a user who is disabled", Given: required,
			Steps: steps(func(w *World) {
				OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
				Refuses(w, w.API.VerifySoftwareToken, &cip.VerifySoftwareTokenInput{Session: new(w.Kept("session")), UserCode: new(w.TOTP(w.user))},
					"NotAuthorizedException", "User is disabled.")
				Refuses(w, w.API.AssociateSoftwareToken, &cip.AssociateSoftwareTokenInput{Session: new(w.Kept("session"))}, "NotAuthorizedException", "User is disabled.")
			}),
		},
	}
}

// otherNamesCases are about the second names that documentation gives to e-mail as a factor, and about how the old settings
// of a user are shown. Doc: SDK, RespondToAuthChallenge; developer guide, MFA.
func otherNamesCases() []Case {
	about := ops("RespondToAuthChallenge")
	options := []types.MFAOptionType{{DeliveryMedium: "SMS", AttributeName: new("phone_number")}}
	return []Case{
		{
			Operations: about, Needs: needs(Inspect), Says: "e-mail may be chosen as EMAIL_MFA, and its code sent as EMAIL_MFA_CODE",
			Given: func(w *World) {
				w.Pool(MFA("ON", SMS, Email), Recovery("admin_only"))
				w.Client()
				w.User(Phone(annPhone), Mail(annMail))
			},
			Steps: steps(
				func(w *World) {
					w.SignIn()
					w.Asked(w.Answer("SELECT_MFA_TYPE", Params{"ANSWER": "EMAIL_MFA"}), "EMAIL_OTP")
				},
				func(w *World) {
					w.SignedIn(w.Answer("EMAIL_OTP", Params{"EMAIL_MFA_CODE": w.Code(w.user, ForSignIn)}))
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "MFA_SETUP: the address may be called email, and must be one",
			Given: func(w *World) { w.Pool(MFA("ON", Email), Recovery("admin_only")); w.Client(); w.User() },
			Steps: steps(
				func(w *World) {
					w.Challenged(w.SignIn(), "MFA_SETUP", Params{"MFAS_CAN_SETUP": `["EMAIL_OTP"]`, "USER_ID_FOR_SRP": w.user.Username})
					w.Fails(Refusal(w.TryAnswer("MFA_SETUP", Params{"email": "no address"})), "InvalidParameterException", "Invalid email address format.")
					w.Challenged(w.Answer("MFA_SETUP", Params{"email": annMail}), "EMAIL_OTP", mailParams(w))
				},
				func(w *World) {
					w.SignedIn(w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)}))
					w.Challenged(w.SignIn(), "EMAIL_OTP", mailParams(w))
				},
			),
		},
		{
			Operations: ops("RespondToAuthChallenge"), Needs: needs(Inspect), Says: "MFA_SETUP refused: the address that somebody else signs in by",
			Given: func(w *World) {
				w.Pool(MFA("ON", Email), Recovery("admin_only"), Alias("email"))
				w.Client()
				w.User(Mail(annMail))
				w.User()
			},
			Steps: steps(
				func(w *World) { w.SignIn(); w.Answer("MFA_SETUP", Params{"EMAIL": annMail}) },
				func(w *World) {
					w.Fails(Refusal(w.TryAnswer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)})), "AliasExistsException",
						"An account with the given email already exists.")
					w.Equal(w.Value(w.user, "email"), "")
				},
			),
		},
		{
			Operations: ops("AdminCreateUser", "ListUsers"), Says: "the old settings of a user are shown wherever the user is",
			Given: func(w *World) {
				w.Pool(MFA("OPTIONAL", SMS))
				w.User(Temporary(), Phone(annPhone))
				OK(w, w.API.AdminSetUserSettings, &cip.AdminSetUserSettingsInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, MFAOptions: options})
			},
			Steps: steps(func(w *World) {
				want := createdUser(w.user.Username, "phone_number", annPhone, "phone_number_verified", "true")
				want.MFAOptions = options
				Answers(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID}, &cip.ListUsersOutput{Users: []types.UserType{*want}})
				Answers(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, MessageAction: "RESEND"},
					&cip.AdminCreateUserOutput{User: want})
			}),
		},
		{
			Operations: ops("AdminSetUserSettings", "SetUserSettings"), Says: "refused: old settings of anything but SMS", Assumes: "A068",
			Given: func(w *World) { w.Pool(MFA("OPTIONAL", SMS)); w.Client(); w.User(Phone(annPhone)) },
			Steps: steps(func(w *World) {
				access := w.Tokens().AccessToken
				mail := []types.MFAOptionType{{DeliveryMedium: "EMAIL", AttributeName: new("email")}}
				Refuses(w, w.API.AdminSetUserSettings, &cip.AdminSetUserSettingsInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, MFAOptions: mail}, "InvalidParameterException")
				Refuses(w, w.API.SetUserSettings, &cip.SetUserSettingsInput{AccessToken: access, MFAOptions: mail}, "InvalidParameterException")
				w.Shows(shown{})
			}),
		},
		{
			Operations: ops("AdminSetUserSettings", "SetUserSettings"), Says: "no old settings turn SMS off", Assumes: "A068",
			Given: func(w *World) { w.Pool(MFA("OPTIONAL", SMS)); w.Client(); w.User(Phone(annPhone)) },
			Steps: steps(func(w *World) {
				w.Keep("access", *w.Tokens().AccessToken)
				admin := func(o []types.MFAOptionType) {
					Answers(w, w.API.AdminSetUserSettings, &cip.AdminSetUserSettingsInput{UserPoolId: &w.pool.ID, Username: &w.user.Username, MFAOptions: o}, &cip.AdminSetUserSettingsOutput{})
				}
				own := func(o []types.MFAOptionType) {
					Answers(w, w.API.SetUserSettings, &cip.SetUserSettingsInput{AccessToken: new(w.Kept("access")), MFAOptions: o}, &cip.SetUserSettingsOutput{})
				}
				for _, set := range []func([]types.MFAOptionType){admin, own} {
					set(options)
					w.Shows(shown{[]string{"SMS_MFA"}, nil})
					set([]types.MFAOptionType{})
					w.Shows(shown{})
					w.SignedIn(w.SignIn())
				}
			}),
		},
	}
}
