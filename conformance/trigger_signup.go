package conformance

import (
	"fmt"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Responses as they are sent to functions. Doc: the page of each trigger. Seen: fixtures of aws-lambda-go.
const (
	preSignUpResponse = `{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}`
	messageResponse   = `{"smsMessage":null,"emailMessage":null,"emailSubject":null}`
	noResponse        = `{}`
)

// userJSON is the userAttributes of an event: names and values by turns, and what every user has.
func userJSON(status string, pairs ...string) string {
	m := map[string]string{"sub": AnyUUID, "cognito:user_status": status}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return canonical(m)
}

// messageRequest is the request of CustomMessage.
func messageRequest(user, username, more string) string {
	return fmt.Sprintf(`{"userAttributes":%s,"codeParameter":"{####}","linkParameter":"{##Click Here##}","usernameParameter":%s%s}`, user, username, more)
}

// metadata is the ClientMetadata of the requests here, and how events show it.
func metadata() map[string]string { return map[string]string{"why": "x<y"} }

const toldMetadata = `,"clientMetadata":{"why":"x<y"}`

// triggerSignUpCases are what functions see of sign-ups and of everything that leads to a confirmed user.
func triggerSignUpCases() []Case {
	unverified := []string{"email", "ann@example.com", "email_verified", "false"}
	verified := []string{"email", "ann@example.com", "email_verified", "true"}
	signUp := func(w *World) *cip.SignUpInput {
		return &cip.SignUpInput{
			ClientId: &w.client.ID, Username: new(w.Name("user")), Password: new(password), UserAttributes: attributes("email", "ann@example.com"),
			ClientMetadata: metadata(), ValidationData: attributes("plan", "free"),
		}
	}
	return []Case{
		{
			Operations: ops("SignUp"),
			Says:       "PreSignUp is told of the request, then CustomMessage of the user",
			Needs:      needs(Triggers),
			Given: func(w *World) {
				w.Pool(AutoVerify("email"), w.Calls("PreSignUp", "PostConfirmation", "CustomMessage"))
				w.Client()
			},
			Steps: steps(func(w *World) {
				in := signUp(w)
				OK(w, w.API.SignUp, in)
				calls := w.calls(2)
				if len(calls) != 2 || calls[0].source != "PreSignUp_SignUp" || calls[1].source != "CustomMessage_SignUp" {
					w.Fatalf("fired %v", calls)
				}
				w.event(calls[0].event, "1", "PreSignUp_SignUp", *in.Username, w.client.ID,
					`{"userAttributes":{"email":"ann@example.com"},"validationData":{"plan":"free"}`+toldMetadata+`}`, preSignUpResponse)
				w.event(calls[1].event, "1", "CustomMessage_SignUp", *in.Username, w.client.ID,
					messageRequest(userJSON("UNCONFIRMED", unverified...), "null", toldMetadata), messageResponse)
			}),
		},
		{
			Operations: ops("SignUp"),
			Says:       "without validation data and metadata the one is null and the other absent",
			Needs:      needs(Triggers),
			Assumes:    "A292",
			Given:      func(w *World) { w.Pool(w.Calls("PreSignUp")); w.Client() },
			Steps: steps(func(w *World) {
				u := w.SignedUp()
				w.Told("1", "PreSignUp_SignUp", u.Login, w.client.ID, `{"userAttributes":{},"validationData":null}`, preSignUpResponse)
			}),
		},
		{
			Operations: ops("SignUp"),
			Says:       "where e-mail addresses are usernames PreSignUp sees the sub as the username",
			Needs:      needs(Triggers),
			Given:      func(w *World) { w.Pool(SignInWith("email"), w.Calls("PreSignUp")); w.Client() },
			// Seen: aws-amplify/amplify-cli#2219.
			Steps: steps(func(w *World) {
				out := OK(w, w.API.SignUp, &cip.SignUpInput{ClientId: &w.client.ID, Username: new("ann@example.com"), Password: new(password)})
				w.Told("1", "PreSignUp_SignUp", *out.UserSub, w.client.ID, `{"userAttributes":{"email":"ann@example.com"},"validationData":null}`, preSignUpResponse)
			}),
		},
		{
			Operations: ops("SignUp"),
			Says:       "a user whom PreSignUp confirms gets no message but PostConfirmation, with the metadata of the sign-up",
			Needs:      needs(Triggers, Inspect),
			Given: func(w *World) {
				w.Pool(AutoVerify("email"), w.Calls("PreSignUp", "PostConfirmation", "CustomMessage"))
				w.Client()
				w.On("PreSignUp", func(e *Event) { e.Set("autoConfirmUser", true); e.Set("autoVerifyEmail", true) })
			},
			Steps: steps(func(w *World) {
				in := signUp(w)
				Answers(w, w.API.SignUp, in, &cip.SignUpOutput{UserConfirmed: true, UserSub: new(AnyUUID)})
				events := w.TheEvents(2)
				w.event(events["PostConfirmation_ConfirmSignUp"], "1", "PostConfirmation_ConfirmSignUp", *in.Username, w.client.ID,
					`{"userAttributes":`+userJSON("CONFIRMED", verified...)+toldMetadata+`}`, noResponse)
				u := &User{Login: *in.Username, Username: *in.Username, Pool: w.pool, Password: password}
				if got := w.Messages(u, ""); len(got) > 0 {
					w.Errorf("sent %+v", got)
				}
				w.user = u
				w.SignedIn(w.SignIn())
			}),
		},
		{
			Operations: ops("SignUp"),
			Says:       "PreSignUp cannot verify an address of a user whom it does not confirm",
			Needs:      needs(Triggers),
			Given: func(w *World) {
				w.Pool(w.Calls("PreSignUp"))
				w.Client()
				w.On("PreSignUp", func(e *Event) { e.Set("autoVerifyEmail", true) })
			},
			Steps: steps(func(w *World) {
				in := signUp(w)
				Refuses(w, w.API.SignUp, in, "InvalidLambdaResponseException", "Phone or email cannot be auto verified, when user is not being auto confirmed.")
				Refuses(w, w.API.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: in.Username}, "UserNotFoundException", "User does not exist.")
			}),
		},
		{
			Operations: ops("SignUp"),
			Says:       "PreSignUp cannot verify an address that was not given",
			Needs:      needs(Triggers),
			Assumes:    "A287",
			Given: func(w *World) {
				w.Pool(w.Calls("PreSignUp"))
				w.Client()
				w.On("PreSignUp", func(e *Event) { e.Set("autoConfirmUser", true); e.Set("autoVerifyPhone", true) })
			},
			Steps: steps(func(w *World) { Refuses(w, w.API.SignUp, signUp(w), "InvalidLambdaResponseException") }),
		},
		{
			Operations: ops("SignUp"),
			Says:       "an address that PreSignUp verifies is taken from the user who signs in with it",
			Needs:      needs(Triggers),
			Given: func(w *World) {
				w.Pool(Alias("email"), w.Calls("PreSignUp"))
				w.Client()
				w.On("PreSignUp_SignUp", func(e *Event) { e.Set("autoConfirmUser", true); e.Set("autoVerifyEmail", true) })
			},
			Steps: steps(func(w *World) {
				first := w.User(Mail("ann@example.com"))
				w.SignedUp(Attr("email", "ann@example.com"))
				if got := w.Value(first, "email_verified"); got != "false" {
					w.Errorf("email_verified of the first user is %q", got)
				}
				w.user.Login = "ann@example.com"
				w.SignedIn(w.SignIn())
			}),
		},
		{
			Operations: ops("SignUp"),
			Says:       "a name that is taken is refused after PreSignUp ran",
			Needs:      needs(Triggers),
			Assumes:    "A289",
			Given:      func(w *World) { w.Pool(w.Calls("PreSignUp")); w.Client(); w.SignedUp(); w.Fired("PreSignUp_SignUp") },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.SignUp, &cip.SignUpInput{ClientId: &w.client.ID, Username: &w.user.Login, Password: new(password)},
					"UsernameExistsException", "User already exists")
				w.Fired("PreSignUp_SignUp")
				Refuses(w, w.API.SignUp, &cip.SignUpInput{ClientId: &w.client.ID, Username: new(w.Name("user")), Password: new("short")}, "InvalidPasswordException")
				w.Fired()
			}),
		},
		{
			Operations: ops("ConfirmSignUp"),
			Says:       "PostConfirmation is told of the confirmed user, and its error leaves the user confirmed",
			Needs:      needs(Triggers, Inspect),
			Given: func(w *World) {
				w.Pool(AutoVerify("email"), w.Calls("PostConfirmation"))
				w.Client()
				w.SignedUp(Attr("email", "ann@example.com"))
			},
			Steps: steps(
				func(w *World) {
					w.On("PostConfirmation", func(e *Event) { e.Fail("callback is not a function") })
					in := &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: new(w.Code(w.user, ForSignUp)), ClientMetadata: metadata()}
					// Seen: dabit3/full-stack-serverless-code#108.
					Refuses(w, w.API.ConfirmSignUp, in, "UserLambdaValidationException", "PostConfirmation failed with error callback is not a function.")
					w.Told("1", "PostConfirmation_ConfirmSignUp", w.user.Username, w.client.ID,
						`{"userAttributes":`+userJSON("CONFIRMED", verified...)+toldMetadata+`}`, noResponse)
				},
				func(w *World) { w.Status(w.user, types.UserStatusTypeConfirmed) },
			),
		},
		{
			Operations: ops("AdminConfirmSignUp"),
			Says:       "PostConfirmation is told, with the metadata of the request and no app client",
			Needs:      needs(Triggers),
			Given:      func(w *World) { w.Pool(w.Calls("PostConfirmation")); w.Client(); w.SignedUp() },
			Steps: steps(func(w *World) {
				OK(w, w.API.AdminConfirmSignUp, &cip.AdminConfirmSignUpInput{UserPoolId: &w.pool.ID, Username: &w.user.Login, ClientMetadata: metadata()})
				w.Told("1", "PostConfirmation_ConfirmSignUp", w.user.Username, noClient, `{"userAttributes":`+userJSON("CONFIRMED")+toldMetadata+`}`, noResponse)
			}),
		},
		{
			Operations: ops("ResendConfirmationCode"),
			Says:       "CustomMessage is told",
			Needs:      needs(Triggers),
			Given: func(w *World) {
				w.Pool(AutoVerify("email"), w.Calls("CustomMessage"))
				w.Client()
				w.SignedUp(Attr("email", "ann@example.com"))
				w.Fired("CustomMessage_SignUp")
			},
			Steps: steps(func(w *World) {
				OK(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: &w.user.Login, ClientMetadata: metadata()})
				w.Told("1", "CustomMessage_ResendCode", w.user.Username, w.client.ID, messageRequest(userJSON("UNCONFIRMED", unverified...), "null", toldMetadata), messageResponse)
			}),
		},
		{
			Operations: ops("ForgotPassword", "ConfirmForgotPassword"),
			Says:       "CustomMessage is told, and with the new password PostConfirmation",
			Needs:      needs(Triggers, Inspect),
			Given: func(w *World) {
				w.Pool(w.Calls("CustomMessage", "PostConfirmation", "PreSignUp", "PostAuthentication"))
				w.Client()
				w.User(Mail("ann@example.com"))
				w.Fired("PreSignUp_AdminCreateUser")
			},
			Steps: steps(
				func(w *World) {
					OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login, ClientMetadata: metadata()})
					w.Told("1", "CustomMessage_ForgotPassword", w.user.Username, w.client.ID, messageRequest(userJSON("CONFIRMED", verified...), "null", toldMetadata), messageResponse)
				},
				func(w *World) {
					OK(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{
						ClientId: &w.client.ID, Username: &w.user.Login, Password: new(otherPassword), ConfirmationCode: new(w.Code(w.user, ForPassword)), ClientMetadata: metadata()})
					w.Told("1", "PostConfirmation_ConfirmForgotPassword", w.user.Username, w.client.ID,
						`{"userAttributes":`+userJSON("CONFIRMED", verified...)+toldMetadata+`}`, noResponse)
				},
			),
		},
		{
			Operations: ops("AdminCreateUser"),
			Says:       "PreSignUp is told of the request and decides nothing, then CustomMessage writes the invitation",
			Needs:      needs(Triggers),
			Given: func(w *World) {
				w.Pool(w.Calls("PreSignUp", "CustomMessage", "PostConfirmation"))
				w.On("PreSignUp", func(e *Event) { e.Set("autoConfirmUser", true); e.Set("autoVerifyEmail", true) })
			},
			Steps: steps(func(w *World) {
				in := &cip.AdminCreateUserInput{
					UserPoolId: &w.pool.ID, Username: new(w.Name("user")), UserAttributes: attributes("email", "ann@example.com", "email_verified", "true"),
					DesiredDeliveryMediums: []types.DeliveryMediumType{"EMAIL"}, ClientMetadata: metadata(), ValidationData: attributes("plan", "free"),
				}
				OK(w, w.API.AdminCreateUser, in)
				calls := w.calls(2)
				if len(calls) != 2 || calls[0].source != "PreSignUp_AdminCreateUser" || calls[1].source != "CustomMessage_AdminCreateUser" {
					w.Fatalf("fired %v", calls)
				}
				w.event(calls[0].event, "1", "PreSignUp_AdminCreateUser", *in.Username, noClient,
					`{"userAttributes":{"email":"ann@example.com","email_verified":"true"},"validationData":{"plan":"free"}`+toldMetadata+`}`, preSignUpResponse)
				w.event(calls[1].event, "1", "CustomMessage_AdminCreateUser", *in.Username, noClient,
					messageRequest(userJSON("FORCE_CHANGE_PASSWORD", verified...), `"{username}"`, toldMetadata), messageResponse)
				w.user = &User{Login: *in.Username, Username: *in.Username, Pool: w.pool}
				w.Status(w.user, types.UserStatusTypeForceChangePassword)
			}),
		},
		{
			Operations: ops("AdminCreateUser", "SignUp"),
			Says:       "an error of PreSignUp keeps the user out",
			Needs:      needs(Triggers),
			Given: func(w *World) {
				w.Pool(w.Calls("PreSignUp"))
				w.Client()
				w.On("PreSignUp", func(e *Event) { e.Fail("Not you.") })
			},
			Steps: steps(func(w *World) {
				in := signUp(w)
				Refuses(w, w.API.SignUp, in, "UserLambdaValidationException", "PreSignUp failed with error Not you..")
				Refuses(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{UserPoolId: &w.pool.ID, Username: in.Username}, "UserLambdaValidationException", "PreSignUp failed with error Not you..")
				Refuses(w, w.API.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: in.Username}, "UserNotFoundException", "User does not exist.")
			}),
		},
		{
			Operations: ops("AdminSetUserPassword", "ChangePassword", "AdminDeleteUser"),
			Says:       "no trigger fires",
			Needs:      needs(Triggers),
			Given: func(w *World) {
				w.Pool()
				w.Client()
				w.User()
				w.Keep("token", *w.Tokens().AccessToken)
				w.recall("PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication", "DefineAuthChallenge", "CreateAuthChallenge",
					"VerifyAuthChallengeResponse", "PreTokenGeneration", "UserMigration", "CustomMessage")
			},
			Steps: steps(func(w *World) {
				OK(w, w.API.ChangePassword, &cip.ChangePasswordInput{AccessToken: new(w.Kept("token")), PreviousPassword: new(password), ProposedPassword: new(otherPassword)})
				w.SetPassword(w.user, password)
				OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept("token"))})
				OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
				w.Fired()
			}),
		},
		{
			Operations: ops("inspect/triggers", "SignUp"),
			Says:       "what functions were given and what they answered can be read, and waited for",
			Needs:      needs(Triggers, Inspect),
			Given:      func(w *World) { w.Pool(w.Calls("PreSignUp")); w.Client() },
			Steps: steps(
				func(w *World) {
					w.On("PreSignUp", func(e *Event) { e.Set("autoConfirmUser", true) })
					w.SignedUp()
					w.On("PreSignUp", func(e *Event) { e.Says("<html>") })
					w.Fails(Try(w, w.API.SignUp, &cip.SignUpInput{ClientId: &w.client.ID, Username: new("bob"), Password: new(password)}),
						"InvalidLambdaResponseException", "Invalid lambda function output : Invalid JSON")
				},
				func(w *World) {
					type invocation struct {
						ID, UserPoolID, ClientID, Username, Trigger, Source, FunctionARN, Error string
						Event, Answer                                                           any
						Attempts                                                                int
						DurationMS                                                              float64
					}
					look := func(query string) []invocation {
						var list struct{ Invocations []invocation }
						w.inspect("GET", "/_inspect/triggers?wait=5s&userPoolId="+w.pool.ID+query, "", &list)
						return list.Invocations
					}
					found := look("&username=" + w.user.Login)
					if len(found) != 1 {
						w.Fatalf("%+v", found)
					}
					first := found[0]
					if first.Trigger != "PreSignUp" || first.Source != "PreSignUp_SignUp" || first.ClientID != w.client.ID || first.Attempts != 1 || first.Error != "" || first.DurationMS <= 0 {
						w.Errorf("%+v", first)
					}
					w.event(first.Event.(map[string]any), "1", "PreSignUp_SignUp", w.user.Login, w.client.ID, `{"userAttributes":{},"validationData":null}`, preSignUpResponse)
					w.event(first.Answer.(map[string]any), "1", "PreSignUp_SignUp", w.user.Login, w.client.ID, `{"userAttributes":{},"validationData":null}`,
						`{"autoConfirmUser":true,"autoVerifyEmail":false,"autoVerifyPhone":false}`)
					if found := look("&trigger=PreSignUp&source=PreSignUp_SignUp&after=" + first.ID); len(found) != 1 || found[0].Username != "bob" || found[0].Answer != "<html>" || found[0].Error == "" {
						w.Errorf("%+v", found)
					}
				},
			),
		},
	}
}
