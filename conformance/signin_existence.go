package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// existenceCases are about what an app client tells of users who are not there. Doc: developer guide, managing error
// responses. The text without a password is the one many clients match.
func existenceCases() []Case {
	const noPair = "Username/client id combination not found."
	type call struct {
		operation string
		try       func(w *World, name string) error
	}
	confirm := call{"ConfirmSignUp", func(w *World, name string) error {
		return Try(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: &name, ConfirmationCode: new("123456")})
	}}
	resend := call{"ResendConfirmationCode", func(w *World, name string) error {
		return Try(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: &name})
	}}
	forgot := call{"ForgotPassword", func(w *World, name string) error {
		return Try(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &name})
	}}
	confirmForgot := call{"ConfirmForgotPassword", func(w *World, name string) error {
		return Try(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{
			ClientId: &w.client.ID, Username: &name, ConfirmationCode: new("123456"), Password: new(otherPassword),
		})
	}}
	tells := func(w *World) { w.Pool(AutoVerify("email")); w.Client(); w.User(Mail(annMail)) }
	hides := func(w *World) { w.Pool(AutoVerify("email")); w.Client(HideUsers()); w.User(Mail(annMail)) }
	cases := each([]call{confirm, resend, forgot, confirmForgot}, func(c call) Case {
		return Case{
			Operations: ops(c.operation), Says: "an unknown user is told where the client tells", Given: tells,
			Steps: steps(func(w *World) { w.Fails(c.try(w, "nobody"), "UserNotFoundException", noPair) }),
		}
	})
	return append(cases, []Case{
		{
			Operations: ops("ConfirmSignUp"), Says: "an unknown user has a wrong code where the client hides", Given: hides,
			Steps: steps(func(w *World) { w.Fails(confirm.try(w, "nobody"), "CodeMismatchException", wrongCode) }),
		},
		{
			Operations: ops("ResendConfirmationCode"), Says: "an unknown user is sent a code, it seems, where the client hides", Given: hides,
			Steps: steps(func(w *World) {
				Answers(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: new("nobody")},
					&cip.ResendConfirmationCodeOutput{CodeDeliveryDetails: byMail(AnyText)})
			}),
		},
		{
			Operations: ops("ForgotPassword"), Says: "an unknown user is sent a code, it seems, where the client hides", Given: hides,
			Steps: steps(func(w *World) {
				Answers(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: new("nobody")},
					&cip.ForgotPasswordOutput{CodeDeliveryDetails: byMail(AnyText)})
			}),
		},
		{
			Operations: ops("ForgotPassword"), Says: "what an unknown user is told stays the same", Given: hides,
			Steps: steps(
				func(w *World) {
					out := OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: new("nobody")})
					w.Keep("destination", *out.CodeDeliveryDetails.Destination)
				},
				func(w *World) {
					Answers(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: new("nobody")},
						&cip.ForgotPasswordOutput{CodeDeliveryDetails: byMail(w.Kept("destination"))})
				},
			),
		},
		{
			// Seen: aws-amplify/amplify-swift. The documentation adds that a code which was asked for makes it a wrong one.
			Operations: ops("ConfirmForgotPassword"), Says: "an unknown user's code has expired where the client hides", Given: hides,
			Steps: steps(func(w *World) { w.Fails(confirmForgot.try(w, "nobody"), "ExpiredCodeException", expiredCode) }),
		},
		{
			Operations: ops("ForgotPassword"), Needs: needs(Inspect), Says: "a user without a verified contact is told nothing where the client hides",
			Given: func(w *World) { w.Pool(); w.Client(HideUsers()); w.User(UnverifiedMail(annMail)) },
			Steps: steps(func(w *World) {
				w.Silent(w.user, func() {
					Answers(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login},
						&cip.ForgotPasswordOutput{CodeDeliveryDetails: byMail(AnyText)})
				})
			}),
		},
		{
			Operations: ops("SignUp"), Says: "a name that is taken is told even where the client hides", Given: hides,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.SignUp, &cip.SignUpInput{ClientId: &w.client.ID, Username: &w.user.Login, Password: new(password)},
					"UsernameExistsException", "User already exists")
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "USER_AUTH of an unknown user is told where the client tells", Given: tells,
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TryInitiate("USER_AUTH", Params{"USERNAME": "nobody"})), "UserNotFoundException", "User does not exist.")
			}),
		},
		{
			// Seen: AllianceBioversityCIAT/onecgiar_pr; the documentation calls it one of the allowed challenges.
			Operations: ops("InitiateAuth"), Says: "USER_AUTH of an unknown user is challenged where the client hides", Given: hides,
			Steps: steps(func(w *World) {
				a := w.Initiate("USER_AUTH", Params{"USERNAME": "nobody"})
				if a.Challenge == "" || a.Tokens != nil {
					w.Errorf("no challenge but %+v", a)
				}
			}),
		},
		{
			Operations: ops("AdminGetUser"), Says: "an administrator is told", Given: hides,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: new("nobody")}, "UserNotFoundException", "User does not exist.")
			}),
		},
	}...)
}

// Texts around codes. Seen: a public suite that ran against a real pool, aws-amplify/aws-sdk-ios-samples#144.
const (
	wrongCode   = "Invalid verification code provided, please try again."
	expiredCode = "Invalid code provided, please request a code again."
)
