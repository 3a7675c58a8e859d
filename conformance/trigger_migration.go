package conformance

import (
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const migrationResponse = `{"userAttributes":null,"forceAliasCreation":null,"enableSMSMFA":null,"finalUserStatus":null,"messageAction":null,"desiredDeliveryMediums":null}`

// migrates makes the world's function know a user, of whom it answers all this.
func (w *World) migrates(answer map[string]any) {
	w.t.Helper()
	w.On("UserMigration", func(e *Event) {
		if e.Source == "UserMigration_Authentication" && e.Text("password") != password {
			e.Fail("Bad password")
			return
		}
		for name, value := range answer {
			e.Set(name, value)
		}
	})
}

// triggerMigrationCases are users who come from another directory. Doc: migrate user Lambda trigger.
func triggerMigrationCases() []Case {
	given := func(options ...PoolOption) func(w *World) {
		return func(w *World) {
			w.Pool(append(options, w.Calls("UserMigration", "PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication", "PreTokenGeneration", "CustomMessage"))...)
			w.Client()
			w.user = &User{Login: "ann", Username: "ann", Password: password, Pool: w.pool}
		}
	}
	ann := map[string]any{"email": "ann@example.com", "email_verified": "true", "nickname": "a"}
	confirmed := map[string]any{"userAttributes": ann, "finalUserStatus": "CONFIRMED", "messageAction": "SUPPRESS"}
	const failed = "Exception migrating user in app client "
	return []Case{
		{
			Operations: ops("InitiateAuth"), Says: "migration: a user who is confirmed signs in, and is in the pool from then on", Needs: needs(Triggers), Given: given(),
			Steps: steps(
				func(w *World) {
					w.migrates(confirmed)
					w.metadata = metadata()
					w.SignedIn(w.SignIn())
					calls := w.calls(4)
					w.event(calls[0].event, "1", "UserMigration_Authentication", "ann", w.client.ID, `{"password":"`+password+`","validationData":{"why":"x<y"}}`, migrationResponse)
					for i, want := range []string{"UserMigration_Authentication", "PreAuthentication_Authentication", "PostAuthentication_Authentication", "TokenGeneration_Authentication"} {
						if calls[i].source != want {
							w.Errorf("%s fired, want %s", calls[i].source, want)
						}
					}
				},
				func(w *World) {
					w.SignedIn(w.SignIn())
					w.Fired("PreAuthentication_Authentication", "PostAuthentication_Authentication", "TokenGeneration_Authentication")
					w.Status(w.user, types.UserStatusTypeConfirmed)
					w.Equal(w.Value(w.user, "nickname"), "a")
					w.Fails(Refusal(w.TrySignIn("wrong")), "NotAuthorizedException", "Incorrect username or password.")
				},
			),
		},
		{
			Operations: ops("InitiateAuth"), Says: "migration: without a final status the user has to choose another password", Needs: needs(Triggers), Given: given(),
			Steps: steps(func(w *World) {
				w.migrates(map[string]any{"userAttributes": ann})
				w.Fails(Refusal(w.TrySignIn(password)), "PasswordResetRequiredException", "Password reset required for the user")
				w.Status(w.user, types.UserStatusTypeResetRequired)
			}),
		},
		{
			Operations: ops("ForgotPassword"), Says: "migration: a forgotten password brings the user too, and the code goes out", Needs: needs(Triggers, Inspect), Given: given(),
			Steps: steps(
				func(w *World) {
					w.migrates(map[string]any{"userAttributes": ann, "messageAction": "SUPPRESS"})
					OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login, ClientMetadata: metadata()})
					events := w.TheEvents(2)
					w.event(events["UserMigration_ForgotPassword"], "1", "UserMigration_ForgotPassword", "ann", w.client.ID, `{"validationData":null`+toldMetadata+`}`, migrationResponse)
					w.event(events["CustomMessage_ForgotPassword"], "1", "CustomMessage_ForgotPassword", "ann", w.client.ID,
						messageRequest(userJSON("RESET_REQUIRED", "email", "ann@example.com", "email_verified", "true", "nickname", "a"), "null", toldMetadata), messageResponse)
				},
				func(w *World) {
					OK(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{
						ClientId: &w.client.ID, Username: &w.user.Login, Password: new(otherPassword), ConfirmationCode: new(w.Code(w.user, ForPassword))})
					w.user.Password = otherPassword
					w.SignedIn(w.SignIn())
				},
			),
		},
		{
			Operations: ops("InitiateAuth", "ForgotPassword"), Says: "migration: the function's error is told, and nobody is made", Needs: needs(Triggers), Given: given(),
			// Seen: public clients that match the text, of a sign-in and of a forgotten password.
			Steps: steps(func(w *World) {
				w.On("UserMigration", func(e *Event) { e.Fail("Bad password") })
				w.Fails(Refusal(w.TrySignIn(password)), "UserLambdaValidationException", "UserMigration failed with error Bad password.")
				Refuses(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login},
					"UserLambdaValidationException", "UserMigration failed with error Bad password.")
				Refuses(w, w.API.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}, "UserNotFoundException", "User does not exist.")
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "migration: an answer that makes no user is refused, and hidden where the client hides who exists", Needs: needs(Triggers), Assumes: "A288",
			Given: given(),
			Steps: steps(func(w *World) {
				open := w.client
				for _, answer := range []map[string]any{
					{}, {"userAttributes": map[string]string{}}, {"userAttributes": map[string]string{"email": "ann@example.com", "sub": "1"}, "finalUserStatus": "CONFIRMED"},
					{"userAttributes": map[string]string{"email": "no address"}}, {"userAttributes": map[string]string{"custom:unknown": "x"}},
					{"userAttributes": map[string]string{"email": "ann@example.com", "username": "bob"}},
					{"userAttributes": ann, "enableSMSMFA": true},
				} {
					w.migrates(answer)
					w.client = open
					w.Fails(Refusal(w.TrySignIn(password)), "UserNotFoundException", failed+open.ID)
					w.Client(HideUsers())
					w.Fails(Refusal(w.TrySignIn(password)), "NotAuthorizedException", "Incorrect username or password.")
				}
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "migration: proofs of passwords and custom sign-ins do not ask for users", Needs: needs(Triggers), Given: given(),
			Steps: steps(func(w *World) {
				w.migrates(confirmed)
				_, err := w.SRP(password, nil)
				w.Fails(err, "UserNotFoundException", "User does not exist.")
				_, err = w.begin(nil)
				w.Fails(err, "UserNotFoundException", "User does not exist.")
				w.Fired()
			}),
		},
		{
			Operations: ops("InitiateAuth", "RespondToAuthChallenge"), Says: "migration: the password as a choice asks for users, at once or later", Needs: needs(Triggers),
			Given: given(),
			Steps: steps(func(w *World) {
				w.migrates(confirmed)
				w.SignedIn(w.Initiate("USER_AUTH", Params{"USERNAME": "ann", "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": password}))
				w.Client(HideUsers())
				a := w.Initiate("USER_AUTH", Params{"USERNAME": "bob"})
				w.Equal(a.Challenge, "SELECT_CHALLENGE")
				w.SignedIn(w.Answer("SELECT_CHALLENGE", Params{"USERNAME": "bob", "ANSWER": "PASSWORD", "PASSWORD": password}))
			}),
		},
		{
			Operations: ops("AdminInitiateAuth"), Says: "migration: administrators ask for users too, where e-mail addresses are usernames", Needs: needs(Triggers),
			Given: given(SignInWith("email")),
			Steps: steps(func(w *World) {
				w.migrates(confirmed)
				w.AsAdmin()
				w.user.Login = "ann@example.com"
				w.SignedIn(w.SignIn())
				if seen := w.Look(w.user); !looksLike(AnyUUID, *seen.Username) {
					w.Errorf("the username is %s", *seen.Username)
				}
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "migration: an alias that is taken is left alone, or moved", Needs: needs(Triggers), Given: given(Alias("email")),
			Steps: steps(func(w *World) {
				first := w.User(Mail("ann@example.com"))
				w.user = &User{Login: "ann", Username: "ann", Password: password, Pool: w.pool}
				w.migrates(confirmed)
				w.Fails(Refusal(w.TrySignIn(password)), "UserNotFoundException", failed+w.client.ID)
				w.migrates(plus(map[string]any{"forceAliasCreation": true}, confirmed))
				w.SignedIn(w.SignIn())
				w.Equal(w.Value(first, "email_verified"), "false")
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "migration: a user is welcomed unless the function says otherwise", Needs: needs(Triggers, Inspect), Assumes: "A288", Given: given(),
			Steps: steps(func(w *World) {
				w.migrates(map[string]any{"userAttributes": ann, "finalUserStatus": "CONFIRMED", "desiredDeliveryMediums": []string{"EMAIL"}})
				w.SignedIn(w.SignIn())
				w.Equal(w.Message(w.user, ForInvitation).Code, password)
				w.migrates(confirmed)
				w.user = &User{Login: "bob", Username: "bob", Password: password, Pool: w.pool}
				w.Silent(w.user, func() { w.SignedIn(w.SignIn()) })
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "migration: a second factor by SMS can come along", Needs: needs(Triggers), Given: given(MFA("OPTIONAL", SMS)),
			Steps: steps(func(w *World) {
				w.migrates(map[string]any{
					"userAttributes":  map[string]string{"phone_number": "+15550100001", "phone_number_verified": "true"},
					"finalUserStatus": "CONFIRMED", "enableSMSMFA": true, "messageAction": "SUPPRESS"})
				w.Equal(w.SignIn().Challenge, "SMS_MFA")
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "migration: of several sign-ins at once one makes the user, and all succeed", Needs: needs(Triggers), Given: given(),
			Steps: steps(func(w *World) {
				w.migrates(confirmed)
				for _, err := range w.Race(4, func(int) error { return Refusal(w.TrySignIn(password)) }) {
					w.must(err)
				}
			}),
		},
	}
}

// triggerBadCases are functions that do not do what they should.
func triggerBadCases() []Case {
	const denied, late = "UserLambdaValidationException", "Socket timeout while invoking Lambda function."
	about := ops("InitiateAuth")
	given := withFunctions("PreAuthentication")
	bad := func(says string, answer func(e *Event), code, text string) Case {
		return Case{
			Operations: about, Says: "bad function: " + says, Needs: needs(Triggers), Given: given,
			Steps: steps(func(w *World) {
				w.On("PreAuthentication", answer)
				w.Fails(Refusal(w.TrySignIn(password)), code, text)
				w.On("PreAuthentication", nil)
				w.SignedIn(w.SignIn())
			}),
		}
	}
	const unrecognizable, noJSON = "Unrecognizable lambda output", "Invalid lambda function output : Invalid JSON"
	return []Case{
		bad("one that throws", func(e *Event) { e.Fail("Sorry") }, denied, "PreAuthentication failed with error Sorry."),
		// Seen: amazon-archives/amazon-cognito-identity-js#167 (unrecognizable), aws-amplify/amplify-cli#4341 (no JSON).
		bad("one that answers nothing", func(e *Event) { e.Says("") }, "InvalidLambdaResponseException", noJSON),
		bad("one that answers half an event", func(e *Event) { e.Says(`{"response":{`) }, "InvalidLambdaResponseException", noJSON),
		bad("one that answers null, as a handler without a return does", func(e *Event) { e.Says("null") }, "InvalidLambdaResponseException", unrecognizable),
		bad("one that answers a text", func(e *Event) { e.Says(`"ok"`) }, "InvalidLambdaResponseException", unrecognizable),
		bad("one that answers without a response", func(e *Event) { e.Says(`{"version":"1","request":{}}`) }, "InvalidLambdaResponseException", unrecognizable),
		// Seen: furaiev/amazon-cognito-identity-dart-2#204. Doc: three attempts.
		{
			Operations: about, Says: "bad function: one that never answers is called three times", Needs: needs(Triggers), Given: given,
			Steps: steps(func(w *World) {
				w.On("PreAuthentication", func(e *Event) { e.Sleep() })
				w.Fails(Refusal(w.TrySignIn(password)), "UnexpectedLambdaException", "PreAuthentication invocation failed due to error "+late)
				w.Fired("PreAuthentication_Authentication", "PreAuthentication_Authentication", "PreAuthentication_Authentication")
			}),
		},
		{
			Operations: about, Says: "bad function: one that is late once is called again, and its second answer counts", Needs: needs(Triggers), Given: given,
			Steps: steps(func(w *World) {
				calls := make(chan struct{}, 1)
				w.On("PreAuthentication", func(e *Event) {
					select {
					case calls <- struct{}{}:
						e.Sleep()
					default:
					}
				})
				w.SignedIn(w.SignIn())
				w.Fired("PreAuthentication_Authentication", "PreAuthentication_Authentication")
			}),
		},
		{
			Operations: about, Says: "bad function: what is too much in an answer, or changed beside the response, counts for nothing", Needs: needs(Triggers),
			Given: withFunctions("PreAuthentication", "PreTokenGeneration"),
			Steps: steps(func(w *World) {
				for _, source := range []string{"PreAuthentication", "TokenGeneration"} {
					w.On(source, func(e *Event) {
						e.Set("surprise", []int{1})
						e.Request["userAttributes"] = map[string]any{"nickname": "forged"}
						e.all["userName"], e.all["more"] = "somebody else", true
					})
				}
				w.whole(w.Token(*w.Tokens().IdToken), w.idClaims())
			}),
		},
		{
			Operations: ops("SignUp", "ConfirmSignUp", "InitiateAuth"), Says: "a function that calls back into the pool does not block anything", Needs: needs(Triggers, Inspect),
			Given: func(w *World) {
				w.Pool(AutoVerify("email"), w.Calls("PreSignUp", "CustomMessage", "PostConfirmation", "PreAuthentication", "PostAuthentication", "PreTokenGeneration"))
				w.Client()
				begun := time.Now()
				w.On("PreSignUp", func(e *Event) {
					list, err := w.API.ListUsers(w.ctx, &cip.ListUsersInput{UserPoolId: &w.pool.ID})
					if err != nil || len(list.Users) > 0 {
						e.Fail("the user is there already")
					}
				})
				look := func(e *Event) {
					name, _ := e.all["userName"].(string)
					if _, err := w.API.AdminUpdateUserAttributes(w.ctx, &cip.AdminUpdateUserAttributesInput{
						UserPoolId: &w.pool.ID, Username: &name, UserAttributes: attributes("nickname", time.Since(begun).String())}); err != nil {
						e.Fail(err.Error())
					}
				}
				for _, source := range []string{"CustomMessage", "PostConfirmation", "PreAuthentication", "PostAuthentication", "TokenGeneration"} {
					w.On(source, look)
				}
			},
			Steps: steps(
				func(w *World) { w.SignedUp(Attr("email", "ann@example.com")) },
				func(w *World) {
					OK(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: new(w.Code(w.user, ForSignUp))})
					w.SignedIn(w.SignIn())
				},
			),
		},
		{
			Operations: ops("InitiateAuth", "AdminDeleteUser"), Says: "a function that deletes the user leaves nothing behind", Needs: needs(Triggers),
			Given: withFunctions("PreAuthentication", "PostAuthentication", "PreTokenGeneration"),
			Steps: steps(func(w *World) {
				login := w.user.Login
				for _, source := range []string{"PreAuthentication", "PostAuthentication", "TokenGeneration"} {
					w.On(source, func(e *Event) {
						if _, err := w.API.AdminDeleteUser(w.ctx, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &login}); err != nil {
							e.Fail(err.Error())
						}
					})
					w.Fails(Refusal(w.TrySignIn(password)), "UserNotFoundException", "User does not exist.")
					w.On(source, nil)
					w.User(Named(login))
				}
			}),
		},
	}
}
