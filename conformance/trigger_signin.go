package conformance

import (
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// generating is the request of PreTokenGeneration about a user without groups; more stands behind it.
func generating(user, more string) string {
	return `{"userAttributes":` + user + `,"groupConfiguration":{"groupsToOverride":[],"iamRolesToOverride":[],"preferredRole":null}` + more + `}`
}

const claimsResponse = `{"claimsOverrideDetails":null}`

// withFunctions makes a pool whose triggers call the world's function, a client and a user.
func withFunctions(triggers ...string) func(w *World) {
	return func(w *World) {
		w.Pool(w.Calls(triggers...))
		w.Client()
		w.User()
		if slices.Contains(triggers, "PreSignUp") {
			w.Fired("PreSignUp_AdminCreateUser")
		}
	}
}

// triggerSignInCases are what functions see of sign-ins, and in which order.
func triggerSignInCases() []Case {
	signIn := []string{"PreAuthentication", "PostAuthentication", "PreTokenGeneration"}
	return []Case{
		{
			Operations: ops("InitiateAuth"),
			Says:       "PreAuthentication, PostAuthentication and PreTokenGeneration are told of a password, only the first one with the metadata",
			Needs:      needs(Triggers),
			Given:      withFunctions(signIn...),
			Steps: steps(func(w *World) {
				w.metadata = metadata()
				w.SignedIn(w.SignIn())
				calls := w.calls(3)
				if len(calls) != 3 {
					w.Fatalf("fired %v", calls)
				}
				user := userJSON("CONFIRMED")
				w.event(calls[0].event, "1", "PreAuthentication_Authentication", w.user.Username, w.client.ID, `{"userAttributes":`+user+`,"validationData":{"why":"x<y"}}`, noResponse)
				w.event(calls[1].event, "1", "PostAuthentication_Authentication", w.user.Username, w.client.ID, `{"userAttributes":`+user+`}`, noResponse)
				w.event(calls[2].event, "1", "TokenGeneration_Authentication", w.user.Username, w.client.ID, generating(user, ""), claimsResponse)
			}),
		},
		{
			Operations: ops("AdminInitiateAuth"),
			Says:       "the same functions are told of an administrator's sign-in",
			Needs:      needs(Triggers),
			Given:      withFunctions(signIn...),
			Steps: steps(func(w *World) {
				w.AsAdmin()
				w.SignedIn(w.SignIn())
				w.Fired("PreAuthentication_Authentication", "PostAuthentication_Authentication", "TokenGeneration_Authentication")
			}),
		},
		{
			Operations: ops("InitiateAuth", "RespondToAuthChallenge"),
			Says:       "by SRP PreAuthentication is told at the beginning, the others of the proof, with its metadata",
			Needs:      needs(Triggers),
			Given:      withFunctions(signIn...),
			Steps: steps(func(w *World) {
				me := newSRP()
				a := w.Initiate("USER_SRP_AUTH", Params{"USERNAME": w.user.Login, "SRP_A": me.A()})
				w.Told("1", "PreAuthentication_Authentication", w.user.Username, w.client.ID, `{"userAttributes":`+userJSON("CONFIRMED")+`,"validationData":null}`, noResponse)
				w.metadata = metadata()
				done, err := w.prove(me, a, password, nil)
				w.must(err)
				w.SignedIn(done)
				calls := w.calls(2)
				if len(calls) != 2 {
					w.Fatalf("fired %v", calls)
				}
				user := userJSON("CONFIRMED")
				w.event(calls[0].event, "1", "PostAuthentication_Authentication", w.user.Username, w.client.ID, `{"userAttributes":`+user+toldMetadata+`}`, noResponse)
				w.event(calls[1].event, "1", "TokenGeneration_Authentication", w.user.Username, w.client.ID, generating(user, toldMetadata), claimsResponse)
			}),
		},
		{
			Operations: ops("InitiateAuth"),
			Says:       "of a wrong password only PreAuthentication is told",
			Needs:      needs(Triggers),
			Given:      withFunctions(signIn...),
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TrySignIn("wrong")), "NotAuthorizedException", "Incorrect username or password.")
				w.Fired("PreAuthentication_Authentication")
			}),
		},
		{
			Operations: ops("InitiateAuth"),
			Says:       "of unconfirmed and disabled users no function is told",
			Needs:      needs(Triggers),
			Assumes:    "A291",
			Given:      func(w *World) { w.Pool(w.Calls(signIn...)); w.Client(); w.SignedUp() },
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TrySignIn(password)), "UserNotConfirmedException", "User is not confirmed.")
				w.User()
				OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
				w.Fails(Refusal(w.TrySignIn(password)), "NotAuthorizedException", "User is disabled.")
				w.Fired()
			}),
		},
		{
			Operations: ops("InitiateAuth"),
			Says:       "somebody unknown is told to PreAuthentication only where the client hides who exists",
			Needs:      needs(Triggers),
			Given:      func(w *World) { w.Pool(w.Calls(signIn...)); w.Client(); w.user = &User{Login: "nobody", Pool: w.pool} },
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TrySignIn(password)), "UserNotFoundException", "User does not exist.")
				w.Fired()
				w.Client(HideUsers())
				w.Fails(Refusal(w.TrySignIn(password)), "NotAuthorizedException", "Incorrect username or password.")
				w.Told("1", "PreAuthentication_Authentication", "nobody", w.client.ID, `{"userAttributes":{},"validationData":null,"userNotFound":true}`, noResponse)
				w.User()
				w.SignedIn(w.SignIn())
				event := w.TheEvents(3)["PreAuthentication_Authentication"]
				w.event(event, "1", "PreAuthentication_Authentication", w.user.Username, w.client.ID, `{"userAttributes":`+userJSON("CONFIRMED")+`,"validationData":null,"userNotFound":false}`, noResponse)
			}),
		},
		{
			Operations: ops("InitiateAuth"),
			Says:       "an alias is told as the username, and beside it",
			Needs:      needs(Triggers),
			Assumes:    "A282",
			Given: func(w *World) {
				w.Pool(Alias("email", "phone_number"), w.Calls("PreAuthentication"))
				w.Client()
				w.User(Mail("ann@example.com"), UnverifiedPhone("+15550100001")).Login = "ann@example.com"
			},
			Steps: steps(func(w *World) {
				w.SignedIn(w.SignIn())
				w.Told("1", "PreAuthentication_Authentication", w.user.Username, w.client.ID, `{"userAttributes":`+
					userJSON("CONFIRMED", "email", "ann@example.com", "email_verified", "true", "cognito:email_alias", "ann@example.com", "phone_number", "+15550100001")+`,"validationData":null}`, noResponse)
			}),
		},
		{
			Operations: ops("InitiateAuth"),
			Says:       "an error of PreAuthentication, PostAuthentication or PreTokenGeneration ends the sign-in without tokens",
			Needs:      needs(Triggers),
			Given:      withFunctions(signIn...),
			Steps: steps(func(w *World) {
				for _, name := range signIn {
					w.On(name, func(e *Event) { e.Fail("No") })
					if name == "PreTokenGeneration" {
						w.On("TokenGeneration", func(e *Event) { e.Fail("No") })
					}
					w.Fails(Refusal(w.TrySignIn(password)), "UserLambdaValidationException", name+" failed with error No.")
					w.On(name, nil)
				}
				w.On("TokenGeneration", nil)
				w.SignedIn(w.SignIn())
			}),
		},
		{
			Operations: ops("RespondToAuthChallenge"),
			Says:       "the first password of one's own is told to PreTokenGeneration, after PostAuthentication",
			Needs:      needs(Triggers),
			Given: func(w *World) {
				w.Pool(w.Calls(append(signIn, "PostConfirmation")...))
				w.Client()
				w.User(Temporary())
			},
			Steps: steps(
				func(w *World) { w.SignIn(); w.Fired("PreAuthentication_Authentication") },
				func(w *World) {
					w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}))
					calls := w.calls(2)
					if len(calls) != 2 {
						w.Fatalf("fired %v", calls)
					}
					user := userJSON("CONFIRMED")
					w.event(calls[0].event, "1", "PostAuthentication_Authentication", w.user.Username, w.client.ID, `{"userAttributes":`+user+`}`, noResponse)
					w.event(calls[1].event, "1", "TokenGeneration_NewPasswordChallenge", w.user.Username, w.client.ID, generating(user, ""), claimsResponse)
				},
			),
		},
		{
			Operations: ops("RespondToAuthChallenge"),
			Says:       "when PostAuthentication refuses a first password of one's own, the temporary one stays",
			Needs:      needs(Triggers),
			Given:      func(w *World) { w.Pool(w.Calls("PostAuthentication")); w.Client(); w.User(Temporary()) },
			Steps: steps(func(w *World) {
				w.SignIn()
				w.On("PostAuthentication", func(e *Event) { e.Fail("No") })
				w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword})), "UserLambdaValidationException", "PostAuthentication failed with error No.")
				w.Status(w.user, types.UserStatusTypeForceChangePassword)
				w.On("PostAuthentication", nil)
				w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}))
			}),
		},
		{
			Operations: ops("InitiateAuth", "GetTokensFromRefreshToken"),
			Says:       "of a refresh only PreTokenGeneration is told",
			Needs:      needs(Triggers),
			Given:      withFunctions(signIn...),
			Steps: steps(
				func(w *World) { w.Keep("refresh", *w.Tokens().RefreshToken); w.calls(3) },
				func(w *World) {
					w.metadata = metadata()
					w.Initiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh")})
					w.Told("1", "TokenGeneration_RefreshTokens", w.user.Username, w.client.ID, generating(userJSON("CONFIRMED"), ""), claimsResponse)
					OK(w, w.API.GetTokensFromRefreshToken, &cip.GetTokensFromRefreshTokenInput{ClientId: &w.client.ID, RefreshToken: new(w.Kept("refresh")), ClientMetadata: metadata()})
					// Doc: customizing user pool workflows with Lambda triggers, the table of API operations.
					w.Told("1", "TokenGeneration_Authentication", w.user.Username, w.client.ID, generating(userJSON("CONFIRMED"), toldMetadata), claimsResponse)
				},
			),
		},
		{
			Operations: ops("InitiateAuth", "RespondToAuthChallenge"),
			Says:       "the message of a second factor is told to CustomMessage, with the metadata of an answer but not of the beginning",
			Needs:      needs(Triggers, Inspect),
			Given: func(w *World) {
				w.Pool(MFA("ON", SMS, Email), w.Calls("CustomMessage", "PreAuthentication", "PostAuthentication"))
				w.Client()
				w.User(Phone("+15550100001"), Mail("ann@example.com"))
			},
			Steps: steps(func(w *World) {
				w.On("CustomMessage", func(e *Event) { e.Set("smsMessage", "sms {####}"); e.Set("emailMessage", "mail {####}") })
				w.metadata = metadata()
				w.SignIn()
				w.Fired("PreAuthentication_Authentication")
				w.Answer("SELECT_MFA_TYPE", Params{"ANSWER": "SMS_MFA"})
				user := userJSON("CONFIRMED", "email", "ann@example.com", "email_verified", "true", "phone_number", "+15550100001", "phone_number_verified", "true")
				w.Told("1", "CustomMessage_Authentication", w.user.Username, w.client.ID, messageRequest(user, "null", toldMetadata), messageResponse)
				m := w.Message(w.user, ForSignIn)
				if m.Body != "sms "+m.Code {
					w.Errorf("%+v", m)
				}
				w.SignedIn(w.Answer("SMS_MFA", Params{"SMS_MFA_CODE": m.Code}))
				w.Fired("PostAuthentication_Authentication")
			}),
		},
		{
			Operations: ops("InitiateAuth"),
			Says:       "a one-time password is told to CustomMessage, without the metadata of the beginning",
			Needs:      needs(Triggers, Inspect),
			Given: func(w *World) {
				w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP"), w.Calls("CustomMessage", "PreAuthentication", "PostAuthentication", "PreTokenGeneration"))
				w.Client()
				w.User(Mail("ann@example.com"))
			},
			Steps: steps(func(w *World) {
				w.metadata = metadata()
				w.Initiate("USER_AUTH", Params{"USERNAME": w.user.Login, "PREFERRED_CHALLENGE": "EMAIL_OTP"})
				calls := w.calls(2)
				if len(calls) != 2 || calls[0].source != "PreAuthentication_Authentication" {
					w.Fatalf("fired %v", calls)
				}
				w.event(calls[1].event, "1", "CustomMessage_Authentication", w.user.Username, w.client.ID,
					messageRequest(userJSON("CONFIRMED", "email", "ann@example.com", "email_verified", "true"), "null", ""), messageResponse)
				w.SignedIn(w.Answer("EMAIL_OTP", Params{"EMAIL_OTP_CODE": w.Code(w.user, ForSignIn)}))
				w.Fired("PostAuthentication_Authentication", "TokenGeneration_Authentication")
			}),
		},
		{
			Operations: ops("InitiateAuth"),
			Says:       "custom senders get the codes of a sign-in",
			Needs:      needs(Triggers, PlainSenders),
			Given: func(w *World) {
				w.Pool(MFA("ON", SMS, Email), w.Calls("CustomSMSSender", "CustomEmailSender"))
				w.Client()
				w.User(Phone("+15550100001"), Mail("ann@example.com"))
			},
			Steps: steps(func(w *World) {
				user := userJSON("CONFIRMED", "email", "ann@example.com", "email_verified", "true", "phone_number", "+15550100001", "phone_number_verified", "true")
				for _, c := range []struct{ factor, sender, kind string }{
					{"SMS_MFA", "CustomSMSSender", "customSMSSenderRequestV1"}, {"EMAIL_OTP", "CustomEmailSender", "customEmailSenderRequestV1"},
				} {
					w.metadata = nil
					w.SignIn()
					w.metadata = metadata()
					w.Answer("SELECT_MFA_TYPE", Params{"ANSWER": c.factor})
					calls := w.calls(1)
					if len(calls) != 1 {
						w.Fatalf("fired %v", calls)
					}
					w.event(calls[0].event, "1", c.sender+"_Authentication", w.user.Username, w.client.ID,
						`{"type":"`+c.kind+`","code":"`+AnyText+`","userAttributes":`+user+toldMetadata+`}`, "")
					w.SignedIn(w.Answer(c.factor, Params{c.factor + "_CODE": codeIn(calls[0].event)}))
				}
			}),
		},
		{
			Operations: ops("InitiateAuth"),
			Says:       "what PreAuthentication and PostAuthentication change about the user stands in the tokens",
			Needs:      needs(Triggers),
			Given:      withFunctions("PreAuthentication", "PostAuthentication"),
			Steps: steps(func(w *World) {
				w.On("PreAuthentication", func(*Event) { w.Set(w.user, "nickname", "pre") })
				w.On("PostAuthentication", func(*Event) { w.Set(w.user, "given_name", "post") })
				w.whole(w.Token(*w.Tokens().IdToken), plus(w.idClaims(), map[string]any{"nickname": "pre", "given_name": "post"}))
			}),
		},
		{
			Operations: ops("InitiateAuth"),
			Says:       "in a pool that tracks devices PostAuthentication is told whether the device is new",
			Needs:      needs(Triggers),
			Given: func(w *World) {
				w.Pool(w.Calls("PostAuthentication"), With(func(in *cip.CreateUserPoolInput) {
					in.DeviceConfiguration = &types.DeviceConfigurationType{DeviceOnlyRememberedOnUserPrompt: false}
				}))
				w.Client()
				w.User()
			},
			Steps: steps(func(w *World) {
				w.SignIn()
				w.Told("1", "PostAuthentication_Authentication", w.user.Username, w.client.ID, `{"userAttributes":`+userJSON("CONFIRMED")+`,"newDeviceUsed":true}`, noResponse)
			}),
		},
		{
			Operations: ops("RespondToAuthChallenge"),
			Says:       "the proof of a known device is told to PostAuthentication and PreTokenGeneration",
			Needs:      needs(Triggers),
			Given: func(w *World) {
				w.Pool(w.Calls("PreAuthentication", "PostAuthentication", "PreTokenGeneration"), Devices(true, false))
				w.Client()
				w.User()
			},
			Steps: steps(
				func(w *World) { w.ConfirmDevice(w.Tokens()); w.calls(3) },
				func(w *World) {
					w.Asked(w.Initiate(w.passwordFlow(), Params{"USERNAME": w.user.Login, "PASSWORD": password, "DEVICE_KEY": w.Kept("device")}), "DEVICE_SRP_AUTH")
					w.Fired("PreAuthentication_Authentication")
					a, err := w.proveDevice(w.Kept("device password"), nil)
					w.must(err)
					w.SignedIn(a)
					calls := w.calls(2)
					if len(calls) != 2 {
						w.Fatalf("fired %v", calls)
					}
					user := userJSON("CONFIRMED")
					w.event(calls[0].event, "1", "PostAuthentication_Authentication", w.user.Username, w.client.ID, `{"userAttributes":`+user+`,"newDeviceUsed":false}`, noResponse)
					w.event(calls[1].event, "1", "TokenGeneration_AuthenticateDevice", w.user.Username, w.client.ID, generating(user, ""), claimsResponse)
				},
			),
		},
	}
}
