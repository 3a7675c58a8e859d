package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// compromisedCases are about passwords that others know. Doc: developer guide, working with compromised-credentials
// detection; CompromisedCredentialsRiskConfigurationType.
func compromisedCases() []Case {
	about := ops("InitiateAuth", "SetRiskConfiguration")
	const block, nothing = types.CompromisedCredentialsEventActionTypeBlock, types.CompromisedCredentialsEventActionTypeNoAction
	sign := event("SignIn", "Pass", "Password")
	// knows says that everybody knows the password of the user made last.
	knows := func(w *World) { w.Fear(threats{CompromisedCredentials: []knownPassword{{Password: password}}}) }
	passes := func(says, assumes string, mode types.AdvancedSecurityModeType, change func(*cip.SetRiskConfigurationInput), want types.AuthEventType) Case {
		return Case{
			Operations: about, Says: "known password: " + says, Assumes: assumes, Needs: needs(Inspect), Given: protected(mode),
			Steps: steps(
				func(w *World) {
					w.configure(change)
					knows(w)
					w.Tokens()
				},
				func(w *World) {
					w.recorded(want)
					w.Status(w.user, types.UserStatusTypeConfirmed)
				},
			),
		}
	}
	return []Case{
		{
			Operations: about, Says: "known password: the sign-in fails, and the user needs another one", Assumes: "A257", Needs: needs(Inspect), Given: protected("ENFORCED", AutoVerify("email")),
			Steps: steps(
				func(w *World) {
					w.configure(refuseKnown(block))
					knows(w)
					w.Fails(Refusal(w.TrySignIn("Wr0ng!pass")), "NotAuthorizedException", badPassword)
					w.Fails(Refusal(w.TrySignIn(password)), "PasswordResetRequiredException", passwordCompromised)
					w.recorded(compromised(event("SignIn", "Fail", "Password"), "Block"), event("SignIn", "Fail", "!Password"))
					w.Status(w.user, types.UserStatusTypeResetRequired)
				},
				func(w *World) {
					w.Fear(threats{})
					w.Fails(Refusal(w.TrySignIn(password)), "PasswordResetRequiredException", "Password reset required for the user")
					OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login})
					OK(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login,
						ConfirmationCode: new(w.Code(w.user, ForPassword)), Password: new(otherPassword)})
					a, err := w.TrySignIn(otherPassword)
					w.must(err)
					w.SignedIn(a)
				},
			),
		},
		passes("a pool that only watches lets it pass", "", "AUDIT", refuseKnown(block), compromised(sign, "NoRisk")),
		passes("NO_ACTION lets it pass", "", "ENFORCED", refuseKnown(nothing), compromised(sign, "NoRisk")),
		passes("nothing is done where nobody said what", "A255", "ENFORCED", answering("", "", "BLOCK"), compromised(sign, "NoRisk")),
		passes("sign-ins are not looked at unless they are named", "", "ENFORCED", refuseKnown(block, types.EventFilterTypeSignUp), sign),
		{
			Operations: about, Says: "known password: another user's is none", Needs: needs(Inspect), Given: protected("ENFORCED"),
			Steps: steps(func(w *World) {
				w.configure(refuseKnown(block))
				w.Fear(threats{CompromisedCredentials: []knownPassword{{Username: "somebody", Password: password}}})
				w.Tokens()
				w.recorded(sign)
			}),
		},
		{
			Operations: about, Says: "known password: a proof by SRP does not show it", Needs: needs(Inspect), Given: protected("ENFORCED"),
			Steps: steps(func(w *World) {
				w.configure(refuseKnown(block))
				knows(w)
				a, err := w.SRP(password, nil)
				w.must(err)
				w.SignedIn(a)
				w.recorded(sign)
			}),
		},
		{
			Operations: ops("SignUp", "SetRiskConfiguration"), Says: "known password: nobody signs up with it", Needs: needs(Inspect), Given: protected("ENFORCED"),
			Steps: steps(func(w *World) {
				w.configure(refuseKnown(block, types.EventFilterTypeSignUp))
				knows(w)
				Refuses(w, w.API.SignUp, signUpIn(w, "bob"), "InvalidPasswordException", passwordInsecure)
				w.Fails(Try(w, w.API.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: new("bob")}), "UserNotFoundException")
				w.Tokens() // is no sign-up
			}),
		},
		{
			Operations: ops("ChangePassword", "ConfirmForgotPassword", "SetRiskConfiguration"), Says: "known password: nobody changes to it", Needs: needs(Inspect), Given: protected("ENFORCED", AutoVerify("email")),
			Steps: steps(
				func(w *World) {
					w.configure(refuseKnown(block, types.EventFilterTypePasswordChange))
					w.Fear(threats{CompromisedCredentials: []knownPassword{{Password: breached}}})
					Refuses(w, w.API.ChangePassword, &cip.ChangePasswordInput{AccessToken: w.Tokens().AccessToken, PreviousPassword: new(password), ProposedPassword: new(breached)},
						"InvalidPasswordException", passwordInsecure)
					OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login})
					Refuses(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login,
						ConfirmationCode: new(w.Code(w.user, ForPassword)), Password: new(breached)}, "InvalidPasswordException", passwordInsecure)
					w.recorded(compromised(event("PasswordChange", "Fail"), "Block"), event("ForgotPassword", "InProgress"),
						compromised(event("PasswordChange", "Fail", "Password"), "Block"), sign)
				},
				func(w *World) { // the code is still good
					OK(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login,
						ConfirmationCode: new(w.Code(w.user, ForPassword)), Password: new(otherPassword)})
				},
			),
		},
		{
			Operations: ops("RespondToAuthChallenge", "SetRiskConfiguration"), Says: "known password: it does not take the place of a temporary one", Needs: needs(Inspect),
			Given: func(w *World) { w.Pool(Protected("ENFORCED")); w.Client(); w.User(Temporary()) },
			Steps: steps(
				func(w *World) {
					w.configure(refuseKnown(block))
					w.Fear(threats{CompromisedCredentials: []knownPassword{{Password: breached}}})
					w.Asked(w.SignIn(), "NEW_PASSWORD_REQUIRED")
					w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": breached})), "InvalidPasswordException", passwordInsecure)
				},
				func(w *World) { w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword})) },
			),
		},
	}
}
