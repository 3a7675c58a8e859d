package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// newPasswordParams are those of NEW_PASSWORD_REQUIRED: lists and objects as JSON in a text. Seen: public captures.
func newPasswordParams(w *World, required []string, has map[string]string) Params {
	return Params{
		"USER_ID_FOR_SRP": w.user.Username, "requiredAttributes": JSONSet(required...), "userAttributes": JSONText(has),
	}
}

// newPasswordCases are about the first sign-in with a temporary password.
func newPasswordCases() []Case {
	about := ops("RespondToAuthChallenge")
	temporary := func(w *World) { w.Pool(); w.Client(); w.User(Temporary()) }
	wantsName := func(w *World) {
		w.Pool(Require("name"), Require("email"))
		w.Client()
		w.User(Temporary(), Mail(annMail))
	}
	cases := bothDoors(Case{
		Says: "a temporary password asks for a new one, every time until it is given", Given: temporary,
		Steps: steps(
			func(w *World) {
				w.Challenged(w.SignIn(), "NEW_PASSWORD_REQUIRED", newPasswordParams(w, []string{}, map[string]string{}))
			},
			func(w *World) {
				w.Challenged(w.SignIn(), "NEW_PASSWORD_REQUIRED", newPasswordParams(w, []string{}, map[string]string{}))
				w.Status(w.user, types.UserStatusTypeForceChangePassword)
				w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}))
				w.Status(w.user, types.UserStatusTypeConfirmed)
				w.Fails(Refusal(w.TrySignIn(password)), "NotAuthorizedException", badPassword)
				a, err := w.TrySignIn(otherPassword)
				w.must(err)
				w.SignedIn(a)
			},
		),
	})
	return append(cases, []Case{
		{
			Operations: about, Says: "NEW_PASSWORD_REQUIRED tells which attributes are missing and which are there", Given: wantsName,
			Steps: steps(func(w *World) {
				w.Challenged(w.SignIn(), "NEW_PASSWORD_REQUIRED",
					newPasswordParams(w, []string{"userAttributes.name"}, map[string]string{"email": annMail, "email_verified": "true"}))
			}),
		},
		{
			Operations: about, Says: "NEW_PASSWORD_REQUIRED takes the missing attributes with the new password", Given: wantsName,
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword, "userAttributes.name": "Ann"}))
					w.Equal(w.Value(w.user, "name"), "Ann")
				},
			),
		},
		{
			// Seen: pmill/aws-cognito#25.
			Operations: about, Says: "NEW_PASSWORD_REQUIRED: refused without a missing attribute", Given: wantsName,
			Steps: steps(func(w *World) {
				w.SignIn()
				w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword})),
					"InvalidParameterException", "Invalid attributes given, name is missing")
				w.Status(w.user, types.UserStatusTypeForceChangePassword)
			}),
		},
		{
			// Seen: kdgregory/example-cognito-java#1, whose pool spells an attribute wrongly.
			Operations: about, Says: "NEW_PASSWORD_REQUIRED: several missing attributes are joined",
			Given: func(w *World) { w.Pool(Require("name"), Require("gender")); w.Client(); w.User(Temporary()) },
			Steps: steps(func(w *World) {
				w.SignIn()
				w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword})), "InvalidParameterException",
					"Invalid attributes given, name and gender is missing", "Invalid attributes given, gender and name is missing")
			}),
		},
		{
			// Seen: aws-samples/aws-saas-factory-bootcamp#67.
			Operations: about, Says: "NEW_PASSWORD_REQUIRED: refused with a required attribute that is there already", Given: wantsName,
			Steps: steps(func(w *World) {
				w.SignIn()
				w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{
					"NEW_PASSWORD": otherPassword, "userAttributes.name": "Ann", "userAttributes.email": "eve@example.com",
				})), "NotAuthorizedException", "Cannot modify an already provided email")
				w.Equal(w.Value(w.user, "email"), annMail)
			}),
		},
		{
			// What every client library deletes before it answers.
			Operations: about, Says: "NEW_PASSWORD_REQUIRED: refused with the mark of a verified address", Given: temporary,
			Steps: steps(func(w *World) {
				w.SignIn()
				w.RefusedSomehow(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{
					"NEW_PASSWORD": otherPassword, "userAttributes.email_verified": "true",
				})))
			}),
		},
		{
			// Seen: aws-amplify/amplify-flutter, integration tests.
			Operations: about, Says: "NEW_PASSWORD_REQUIRED: a weak password is refused and the session stays good", Given: temporary,
			Steps: steps(
				func(w *World) { w.SignIn() },
				func(w *World) {
					w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": "short"})),
						"InvalidPasswordException", policyTexts("Password not long enough")...)
					w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}))
				},
			),
		},
		{
			// Seen: tests of getmoto/moto that ran against the service.
			Operations: about, Says: "NEW_PASSWORD_REQUIRED: the temporary password may be kept", Given: temporary,
			Steps: steps(func(w *World) {
				w.SignIn()
				w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": password}))
				w.SignedIn(w.SignIn())
			}),
		},
		{
			Operations: about, Says: "NEW_PASSWORD_REQUIRED: missing pieces are named", Given: temporary,
			Steps: steps(func(w *World) {
				w.SignIn()
				w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", nil)), "InvalidParameterException", "Missing required parameter NEW_PASSWORD")
				w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword, "Session": Omit})),
					"InvalidParameterException", "Missing required parameter Session")
			}),
		},
		{
			Operations: about, Says: "NEW_PASSWORD_REQUIRED: the session serves once", Given: temporary,
			Steps: steps(
				func(w *World) {
					w.Keep("session", w.SignIn().Session)
					w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword})
				},
				func(w *World) {
					w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": "Th1rd!pass", "Session": w.Kept("session")})),
						"NotAuthorizedException", "Invalid session for the user, session can only be used once.")
				},
			),
		},
		{
			Operations: about, Says: "NEW_PASSWORD_REQUIRED: the session is not good for another challenge", Given: temporary,
			Steps: steps(func(w *World) {
				w.SignIn()
				w.RefusedSomehow(Refusal(w.TryAnswer("SMS_MFA", Params{"SMS_MFA_CODE": "123456"})))
				w.RefusedSomehow(Refusal(w.TryAnswer("MFA_SETUP", nil)))
				w.RefusedSomehow(Refusal(w.TryAnswer("PASSWORD", Params{"PASSWORD": password})))
			}),
		},
		{
			// Seen: aws-amplify/amplify-flutter#3048.
			Operations: ops("ForgotPassword"), Says: "refused: a new password for a user who never changed the temporary one",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(Temporary(), Mail(annMail)) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login},
					"NotAuthorizedException", "User password cannot be reset in the current state.")
			}),
		},
	}...)
}

// policyTexts are the wordings of a refusal by the password policy. All three have been seen, the newest last:
// Liftric/cognito-idp, a NestJS code base, data-dot-all/dataall#690.
func policyTexts(part string) []string {
	return []string{
		"Password did not conform with policy: " + part,
		"Password does not conform to policy: " + part,
		"Password did not conform with password policy: " + part,
	}
}
