package conformance

import (
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// byLink makes a pool confirm new users by a link.
func byLink() PoolOption {
	return With(func(in *cip.CreateUserPoolInput) {
		in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"email"}
		in.VerificationMessageTemplate = &types.VerificationMessageTemplateType{
			DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithLink, EmailMessageByLink: new("{##Confirm##}, {username}"), EmailSubjectByLink: new("Welcome"),
		}
	})
}

// signUpRules are the finer rules of SignUp.
func signUpRules() []Case {
	about := ops("SignUp")
	const ip = "InvalidParameterException"
	without := func(w *World, pw *string) *cip.SignUpInput {
		in := signUpIn(w, w.Name("user"), "email", annMail)
		in.Password = pw
		return in
	}
	return []Case{
		{
			// Doc: SDK, SignUp.
			Operations: about, Says: "the password may be left out, or empty, where a code by e-mail signs in",
			Given: func(w *World) { w.Pool(FirstFactors("PASSWORD", "EMAIL_OTP")); w.Client() },
			Steps: steps(func(w *World) {
				for _, pw := range []*string{nil, new("")} {
					Answers(w, w.API.SignUp, without(w, pw), &cip.SignUpOutput{UserSub: new(AnyUUID)})
				}
			}),
		},
		{
			Operations: about, Assumes: "A114", Says: "refused: no password where there is no other way to sign in", Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(func(w *World) {
				for _, pw := range []*string{nil, new("")} {
					Refuses(w, w.API.SignUp, without(w, pw), "InvalidPasswordException")
				}
			}),
		},
		{
			// The form of the link is quoted in many public threads.
			Operations: about, Needs: needs(Inspect), Says: "a pool that confirms by link sends one instead of a code",
			Given: func(w *World) { w.Pool(byLink()); w.Client(); w.SignedUp(Named("ann"), UnverifiedMail(annMail)) },
			Steps: steps(func(w *World) {
				m := w.Message(w.user, ForSignUp)
				_, query, _ := strings.Cut(m.Link, "/confirmUser?")
				w.Equal(query, "client_id="+w.client.ID+"&user_name=ann&confirmation_code="+m.Code)
				w.Equal([]string{m.Subject, m.Body}, []string{"Welcome", `<a href="` + strings.ReplaceAll(m.Link, "&", "&amp;") + `">Confirm</a>, ann`})
			}),
		},
		{
			Operations: about, Assumes: "A101", Says: "where addresses are usernames the name wins over an attribute that says something else",
			Given: func(w *World) { w.Pool(SignInWith("email")); w.Client() },
			Steps: steps(func(w *World) {
				w.user = &User{Login: annMail, Pool: w.pool}
				OK(w, w.API.SignUp, signUpIn(w, annMail, "email", "other@example.com"))
				w.Equal(w.Value(w.user, "email"), annMail)
			}),
		},
		{
			// Seen: aws-amplify/amplify-js#1669.
			Operations: about, Says: "refused: a preferred username, where it is an alias", Given: func(w *World) { w.Pool(Alias("preferred_username")); w.Client() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.SignUp, signUpIn(w, "ann", "preferred_username", "annie"), ip,
					"Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.")
			}),
		},
		{
			Operations: about, Says: "a preferred username may be given where it is no alias", Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(func(w *World) { OK(w, w.API.SignUp, signUpIn(w, "ann", "preferred_username", "annie")) }),
		},
		{
			Operations: about, Assumes: "A100", Says: "the name is judged first, then the password, then the attributes",
			Given: func(w *World) { w.Pool(SignInWith("email")); w.Client() },
			Steps: steps(func(w *World) {
				bad := signUpIn(w, "ann", "custom:x", "1")
				bad.Password = new("password")
				Refuses(w, w.API.SignUp, bad, ip, nameNoEmail)
				bad.Username = new(annMail)
				Refuses(w, w.API.SignUp, bad, "InvalidPasswordException")
			}),
		},
	}
}

// confirmRules are the finer rules of ConfirmSignUp and ResendConfirmationCode.
func confirmRules() []Case {
	waiting := func(w *World) {
		w.Pool(AutoVerify("email"))
		w.Client()
		w.SignedUp(Named("ann"), UnverifiedMail(annMail))
	}
	confirm := func(w *World, code string) error {
		return Try(w, w.API.ConfirmSignUp, &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: &code})
	}
	about := ops("ConfirmSignUp")
	return []Case{
		{
			// Doc: developer guide, quotas: fifteen an hour.
			Operations: about, Needs: needs(Inspect, Clock), Says: "more than fifteen tries an hour are refused, the right code too", Given: waiting,
			Steps: steps(func(w *World) {
				w.Freeze()
				code := w.Code(w.user, ForSignUp)
				for range 15 {
					w.Fails(confirm(w, wrong(code)), "CodeMismatchException", wrongCode)
				}
				w.Fails(confirm(w, code), "LimitExceededException", attemptLimit)
				w.Advance(time.Hour)
				w.must(confirm(w, code))
			}),
		},
		{
			Operations: about, Needs: needs(Inspect, Clock), Assumes: "A104", Says: "after a day a wrong code has expired as well", Given: waiting,
			Steps: steps(func(w *World) {
				code := w.Code(w.user, ForSignUp)
				w.Advance(24*time.Hour + time.Second)
				w.Fails(confirm(w, wrong(code)), "ExpiredCodeException", expiredCode)
			}),
		},
		{
			Operations: about, Needs: needs(Inspect), Assumes: "A108", Says: "of a user who is confirmed no code is looked at", Given: waiting,
			Steps: steps(
				func(w *World) { w.must(confirm(w, w.Code(w.user, ForSignUp))) },
				func(w *World) {
					w.Fails(confirm(w, w.WrongCode(w.user, ForSignUp)), "NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED")
				},
			),
		},
		{
			// Seen: aws-amplify/amplify-js#14762.
			Operations: ops("ResendConfirmationCode"), Needs: needs(Inspect), Assumes: "A109", Says: "a user who is confirmed is sent a code, it seems, where the client hides",
			Given: func(w *World) { w.Pool(AutoVerify("email")); w.Client(HideUsers()); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				w.Silent(w.user, func() {
					Answers(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: &w.user.Login},
						&cip.ResendConfirmationCodeOutput{CodeDeliveryDetails: byMail(AnyText)})
				})
			}),
		},
		{
			Operations: ops("ResendConfirmationCode"), Needs: needs(Inspect), Says: "a pool that confirms by link sends another link",
			Given: func(w *World) { w.Pool(byLink()); w.Client(); w.SignedUp(Named("ann"), UnverifiedMail(annMail)) },
			Steps: steps(func(w *World) {
				OK(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: &w.user.Login})
				m := w.Message(w.user, ForResend)
				w.Equal(strings.HasSuffix(m.Link, "&confirmation_code="+m.Code), true)
			}),
		},
	}
}

// resetRules are the finer rules of ForgotPassword and ConfirmForgotPassword.
func resetRules() []Case {
	forgot := func(w *World, name string) error {
		return Try(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &name})
	}
	reset := func(w *World, name, code, pw string) error {
		return Try(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{ClientId: &w.client.ID, Username: &name, ConfirmationCode: &code, Password: &pw})
	}
	withMail := func(w *World) { w.Pool(); w.Client(); w.User(Mail(annMail)) }
	about := ops("ForgotPassword")
	return []Case{
		{
			// Doc: SDK, AccountRecoverySettingType. The text is only known from other emulators.
			Operations: about, Says: "recovery: by an administrator only",
			Given: func(w *World) { w.Pool(Recovery("admin_only")); w.Client(); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) { w.Fails(forgot(w, w.user.Login), "NotAuthorizedException") }),
		},
		{
			// Seen: aws-amplify/amplify-flutter#3048, aws-amplify/amplify-js#2955.
			Operations: about, Says: "refused: a user who never changed the temporary password",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(Temporary(), Mail(annMail)) },
			Steps: steps(func(w *World) {
				w.Fails(forgot(w, w.user.Login), "NotAuthorizedException", "User password cannot be reset in the current state.")
			}),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "a disabled user is told nothing where the client hides",
			Given: func(w *World) {
				w.Pool(AutoVerify("email"))
				w.Client(HideUsers())
				w.User(Mail(annMail))
				OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
			},
			Steps: steps(func(w *World) {
				w.Silent(w.user, func() {
					Answers(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login},
						&cip.ForgotPasswordOutput{CodeDeliveryDetails: byMail(AnyText)})
				})
				w.Fails(reset(w, w.user.Login, "123456", otherPassword), "CodeMismatchException", wrongCode)
			}),
		},
		{
			// Doc: developer guide, managing error responses.
			Operations: ops("ConfirmForgotPassword"), Says: "an unknown user's code is wrong once one was asked for, where the client hides",
			Given: func(w *World) { w.Pool(); w.Client(HideUsers()) },
			Steps: steps(
				func(w *World) { w.must(forgot(w, "nobody")) },
				func(w *World) {
					w.Fails(reset(w, "nobody", "123456", otherPassword), "CodeMismatchException", wrongCode)
				},
			),
		},
		{
			Operations: ops("ConfirmForgotPassword"), Says: "refused: a code that nobody asked for", Given: withMail,
			Steps: steps(func(w *World) {
				w.Fails(reset(w, w.user.Login, "123456", otherPassword), "ExpiredCodeException", expiredCode)
			}),
		},
		{
			Operations: ops("ConfirmForgotPassword"), Assumes: "A110", Says: "a weak password is told before an unknown user", Given: withMail,
			Steps: steps(func(w *World) { w.Fails(reset(w, "nobody", "123456", "password"), "InvalidPasswordException") }),
		},
		{
			Operations: ops("ConfirmForgotPassword", "InitiateAuth"), Needs: needs(Inspect, Clock), Assumes: "A110", Says: "a new password ends the lock of wrong ones", Given: withMail,
			Steps: steps(
				func(w *World) {
					w.Freeze()
					for range 5 {
						w.Fails(Refusal(w.TrySignIn("Wr0ng!pass")), "NotAuthorizedException", badPassword)
					}
				},
				func(w *World) {
					w.must(forgot(w, w.user.Login))
					w.must(reset(w, w.user.Login, w.Code(w.user, ForPassword), otherPassword))
					a, err := w.TrySignIn(otherPassword)
					w.must(err)
					w.SignedIn(a)
				},
			),
		},
		{
			Operations: about, Needs: needs(Clock), Assumes: "A105", Says: "more than twenty codes an hour are refused", Given: withMail,
			Steps: steps(func(w *World) {
				w.Freeze()
				for range 20 {
					w.must(forgot(w, w.user.Login))
				}
				w.Fails(forgot(w, w.user.Login), "LimitExceededException", attemptLimit)
			}),
		},
		{
			Operations: about, Needs: needs(Inspect), Assumes: "A103", Says: "a pool that confirms new users by link sends a code all the same",
			Given: func(w *World) { w.Pool(byLink()); w.Client(); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				w.must(forgot(w, w.user.Login))
				m := w.Message(w.user, ForPassword)
				w.Equal([]any{m.Link, strings.Contains(m.Body, m.Code)}, []any{"", true})
			}),
		},
		{
			Operations: ops("ConfirmForgotPassword"), Needs: needs(Inspect), Says: "the user may be called by an alias, or by the sub",
			Given: func(w *World) { w.Pool(Alias("email")); w.Client(); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				w.must(forgot(w, annMail))
				w.must(reset(w, w.user.Sub, w.Code(w.user, ForPassword), otherPassword))
			}),
		},
	}
}
