package conformance

import (
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// passwordWords are about the texts in which passwords are refused, and how often one may be tried.
func passwordWords() []Case {
	const weak, again = "InvalidPasswordException", "PasswordHistoryPolicyViolationException"
	remembers := Passwords(types.PasswordPolicyType{MinimumLength: new(int32(8)), PasswordHistorySize: new(int32(2))})
	change := func(w *World, to string) *cip.ChangePasswordInput {
		return &cip.ChangePasswordInput{AccessToken: new(w.Kept("access")), PreviousPassword: new(password), ProposedPassword: &to}
	}
	set := func(w *World, to string) *cip.AdminSetUserPasswordInput {
		return &cip.AdminSetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login, Password: &to, Permanent: true}
	}
	return []Case{
		{
			Operations: ops("ChangePassword"), Says: "words: a weak password is refused as by SignUp", Assumes: "A036", Given: member(nil, nil),
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ChangePassword, change(w, "weak"), weak, "Password did not conform with policy: Password not long enough")
			}),
		},
		{
			Operations: ops("AdminSetUserPassword"), Says: "words: a weak password is refused as by AdminCreateUser", Assumes: "A036", Given: member(nil, nil),
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminSetUserPassword, set(w, "weak"), weak, "Password did not conform with password policy: Password not long enough")
			}),
		},
		{
			Operations: ops("ChangePassword", "AdminSetUserPassword"), Says: "words: a password that was there before", Assumes: "A036", Given: member([]PoolOption{remembers}, nil),
			Steps: steps(func(w *World) {
				const text = "Password has previously been used"
				Refuses(w, w.API.ChangePassword, change(w, password), again, text)
				Refuses(w, w.API.AdminSetUserPassword, set(w, password), again, text)
			}),
		},
		{
			Operations: ops("ConfirmForgotPassword"), Needs: needs(Inspect, Clock), Says: "more than twenty tries an hour are refused, the right code too", Assumes: "A105",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(Mail(annMail)); w.Freeze() },
			Steps: steps(
				func(w *World) {
					OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login})
					for range 20 {
						w.Fails(w.reset(w.WrongCode(w.user, ForPassword)), "CodeMismatchException", wrongCode)
					}
				},
				func(w *World) {
					w.Fails(w.reset(w.Code(w.user, ForPassword)), "LimitExceededException", attemptLimit)
					w.Advance(time.Hour)
					OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login})
					w.must(w.reset(w.Code(w.user, ForPassword)))
				},
			),
		},
	}
}

// reset chooses another password for the user made last by a code.
func (w *World) reset(code string) error {
	w.t.Helper()
	return Try(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login,
		ConfirmationCode: &code, Password: new(otherPassword)})
}
