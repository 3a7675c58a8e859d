package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// gone does something while the world's function is not there.
func (w *World) gone(do func()) {
	w.t.Helper()
	f, name := w.functionOf()
	put := func(here *function) {
		w.functions.mu.Lock()
		defer w.functions.mu.Unlock()
		if here == nil {
			delete(w.functions.table, name)
			return
		}
		w.functions.table[name] = here
	}
	put(nil)
	defer put(f)
	do()
}

// failing is an operation that calls a function, in the name of users of whom each can do it once.
type failing struct {
	operation, trigger string
	given              []PoolOption
	user               func(w *World) // makes the user while the function does nothing wrong
	call               func(w *World) error
}

// failings are the operations that declare the errors of functions, each with one of the functions that it calls.
// Doc: developer guide, "Customizing user pool workflows with Lambda triggers", the table of API operations.
func failings() []failing {
	byMail := []PoolOption{AutoVerify("email")}
	confirmed := func(w *World) { w.User(Mail(w.Name("a") + "@example.com")) }
	waiting := func(w *World) { w.SignedUp(Attr("email", w.Name("a")+"@example.com")) }
	signedIn := func(w *World) {
		confirmed(w)
		tokens := w.Tokens()
		w.Keep("access", *tokens.AccessToken)
		w.Keep("refresh", *tokens.RefreshToken)
	}
	return []failing{
		{"SignUp", "PreSignUp", nil, func(*World) {}, func(w *World) error { return Try(w, w.API.SignUp, signUpIn(w, w.Name("user"))) }},
		{"AdminCreateUser", "PreSignUp", nil, func(*World) {}, func(w *World) error {
			return Try(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{UserPoolId: &w.pool.ID, Username: new(w.Name("user")), MessageAction: "SUPPRESS"})
		}},
		{"ConfirmSignUp", "PostConfirmation", byMail, func(w *World) { waiting(w); w.Keep("code", w.Code(w.user, ForSignUp)) }, func(w *World) error {
			return Try(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: new(w.Kept("code"))})
		}},
		{"ConfirmForgotPassword", "PostConfirmation", byMail, func(w *World) {
			confirmed(w)
			OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login})
			w.Keep("code", w.Code(w.user, ForPassword))
		}, func(w *World) error {
			return Try(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login,
				ConfirmationCode: new(w.Kept("code")), Password: new(otherPassword)})
		}},
		{"AdminInitiateAuth", "PreAuthentication", nil, confirmed, func(w *World) error { w.admin = true; return Refusal(w.TrySignIn(password)) }},
		{"GetTokensFromRefreshToken", "PreTokenGeneration", nil, signedIn, func(w *World) error {
			return Try(w, w.API.GetTokensFromRefreshToken, &cip.GetTokensFromRefreshTokenInput{ClientId: &w.client.ID, RefreshToken: new(w.Kept("refresh"))})
		}},
		{"ForgotPassword", "CustomMessage", byMail, confirmed, func(w *World) error {
			return Try(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login})
		}},
		{"AdminResetUserPassword", "CustomMessage", byMail, confirmed, func(w *World) error {
			return Try(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
		}},
		{"ResendConfirmationCode", "CustomMessage", byMail, waiting, func(w *World) error {
			return Try(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: &w.user.Login})
		}},
		{"GetUserAttributeVerificationCode", "CustomMessage", byMail, signedIn, func(w *World) error {
			return Try(w, w.API.GetUserAttributeVerificationCode, &cip.GetUserAttributeVerificationCodeInput{AccessToken: new(w.Kept("access")), AttributeName: new("email")})
		}},
		{"UpdateUserAttributes", "CustomMessage", byMail, signedIn, func(w *World) error {
			return Try(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{AccessToken: new(w.Kept("access")), UserAttributes: attributes("email", "new@example.com")})
		}},
		{"AdminUpdateUserAttributes", "CustomMessage", byMail, confirmed, func(w *World) error {
			return Try(w, w.API.AdminUpdateUserAttributes, &cip.AdminUpdateUserAttributesInput{UserPoolId: &w.pool.ID, Username: &w.user.Login,
				UserAttributes: attributes("email", "new@example.com")})
		}},
		{"AdminConfirmSignUp", "PostConfirmation", nil, waiting, func(w *World) error {
			return Try(w, w.API.AdminConfirmSignUp, &cip.AdminConfirmSignUpInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
		}},
		{"AdminRespondToAuthChallenge", "PostAuthentication", nil, func(w *World) { w.User(Temporary()); w.admin = true; w.SignIn() }, func(w *World) error {
			return Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}))
		}},
		{"GetDerivedToken", "PreTokenGeneration", nil, func(w *World) {
			w.Client()
			signedIn(w)
			w.Client(Flows(impersonates, "ALLOW_REFRESH_TOKEN_AUTH"), Secret())
		}, func(w *World) error { return w.errorOf(w.exchange(nil)) }},
	}
}

// errorLambdaCases are what operations say when a function throws, answers nonsense, or is not there.
func errorLambdaCases() []Case {
	assumes := map[string]string{"GetDerivedToken": "A180"} // which function, if any
	return each(failings(), func(f failing) Case {
		wanted := needs(Triggers)
		if f.operation == "ConfirmSignUp" || f.operation == "ConfirmForgotPassword" {
			wanted = append(wanted, Inspect)
		}
		source := f.trigger
		if source == "PreTokenGeneration" { // the one whose sources are called otherwise
			source = "TokenGeneration"
		}
		return Case{
			Operations: ops(f.operation), Says: "a function that throws, one that answers nonsense, and one that is not there: " + f.trigger,
			Needs: wanted, Assumes: assumes[f.operation],
			Given: func(w *World) { w.Pool(append(f.given, w.Calls(f.trigger))...); w.Client() },
			Steps: steps(
				func(w *World) {
					f.user(w)
					w.On(source, func(e *Event) { e.Fail("Sorry") })
					w.Fails(f.call(w), "UserLambdaValidationException", f.trigger+" failed with error Sorry.")
					w.On(source, nil)
				},
				func(w *World) {
					w.admin = false
					f.user(w)
					w.On(source, func(e *Event) { e.Says("null") })
					w.Fails(f.call(w), "InvalidLambdaResponseException", "Unrecognizable lambda output")
					w.On(source, nil)
				},
				func(w *World) {
					w.admin = false
					f.user(w)
					w.gone(func() {
						w.Fails(f.call(w), "UnexpectedLambdaException", f.trigger+" invocation failed due to error ResourceNotFoundException.")
					})
				},
			),
		}
	})
}
