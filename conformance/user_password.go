package conformance

import (
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const attemptLimit = "Attempt limit exceeded, please try after some time."

// setter is one of the ways to give a password to a pool.
type setter struct {
	operation string
	given     func(w *World)
	set       func(w *World, pw string) error
	history   bool // the way declares PasswordHistoryPolicyViolationException
}

func setters() []setter {
	user := func(w *World) { w.Client(); w.User(Mail(annMail)) }
	return []setter{
		{"SignUp", func(w *World) { w.Client() }, func(w *World, pw string) error {
			in := signUpIn(w, w.Name("user"))
			in.Password = &pw
			return Try(w, w.API.SignUp, in)
		}, false},
		{"AdminCreateUser", func(w *World) { w.Client() }, func(w *World, pw string) error {
			return Try(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{
				UserPoolId: &w.pool.ID, Username: new(w.Name("user")), TemporaryPassword: &pw, MessageAction: "SUPPRESS",
			})
		}, false},
		{"AdminSetUserPassword", user, func(w *World, pw string) error {
			return Try(w, w.API.AdminSetUserPassword, &cip.AdminSetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login, Password: &pw, Permanent: true})
		}, true},
		{"ChangePassword", func(w *World) { user(w); w.Keep("access", *w.Tokens().AccessToken) }, func(w *World, pw string) error {
			return Try(w, w.API.ChangePassword, &cip.ChangePasswordInput{AccessToken: new(w.Kept("access")), PreviousPassword: new(password), ProposedPassword: &pw})
		}, true},
		{"ConfirmForgotPassword", func(w *World) {
			user(w)
			OK(w, w.API.ForgotPassword, &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login})
			w.Keep("code", w.Code(w.user, ForPassword))
		}, func(w *World, pw string) error {
			return Try(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{
				ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: new(w.Kept("code")), Password: &pw,
			})
		}, true},
	}
}

// policyCases are about the password policy, which every way has to keep. Seen: the first and third part in a public suite
// that ran against a real pool, the fourth in data-dot-all/dataall#690; the others are matched by clients.
func policyCases() []Case {
	var cases []Case
	for _, s := range setters() {
		var need []Feature
		if s.operation == "ConfirmForgotPassword" {
			need = needs(Inspect)
		}
		about := ops(s.operation)
		cases = append(cases,
			Case{
				Operations: about, Needs: need, Says: "password policy: each rule has its words, the first broken one counts",
				Given: func(w *World) { w.Pool(); s.given(w) },
				Steps: steps(func(w *World) {
					for pw, part := range map[string]string{
						"p@word":      "Password not long enough",
						"passw0rd!":   "Password must have uppercase characters",
						"P@1.><?}}}}": "Password must have lowercase characters",
						"Password!":   "Password must have numeric characters",
						"Passw0rdd":   "Password must have symbol characters",
					} {
						w.Fails(s.set(w, pw), "InvalidPasswordException", policyTexts(part)...)
					}
				}),
			},
			Case{
				Operations: about, Needs: need, Says: "password policy: a pool that asks for length alone",
				Given: func(w *World) { w.Pool(Passwords(types.PasswordPolicyType{MinimumLength: new(int32(6))})); s.given(w) },
				Steps: steps(func(w *World) {
					w.Fails(s.set(w, "aaaaa"), "InvalidPasswordException", policyTexts("Password not long enough")...)
					w.must(s.set(w, "aaaaaa"))
				}),
			},
			Case{
				Operations: about, Needs: need, Says: "password policy: the longest and the oddest passwords are good",
				Given: func(w *World) { w.Pool(); s.given(w) },
				Steps: steps(func(w *World) { w.must(s.set(w, "Aa1~"+strings.Repeat("`|=+-^$*.[]{}()?!@#%&/,><':;_", 8))) }),
			},
		)
		if s.history {
			cases = append(cases, Case{
				Operations: about, Needs: need, Says: "password history: none of the last ones may come again",
				Given: func(w *World) {
					w.Pool(Passwords(types.PasswordPolicyType{MinimumLength: new(int32(8)), PasswordHistorySize: new(int32(2))}))
					s.given(w)
				},
				Steps: steps(func(w *World) {
					w.Fails(s.set(w, password), "PasswordHistoryPolicyViolationException")
					w.must(s.set(w, otherPassword))
				}),
			})
		}
	}
	return cases
}

// changeCases are about ChangePassword and AdminSetUserPassword.
func changeCases() []Case {
	signedIn := func(w *World) { plain(w); w.Keep("access", *w.Tokens().AccessToken) }
	change := func(w *World, before, after string) *cip.ChangePasswordInput {
		return &cip.ChangePasswordInput{AccessToken: new(w.Kept("access")), PreviousPassword: &before, ProposedPassword: &after}
	}
	set := func(w *World, pw string, permanent bool) {
		Answers(w, w.API.AdminSetUserPassword, &cip.AdminSetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login, Password: &pw, Permanent: permanent},
			&cip.AdminSetUserPasswordOutput{})
	}
	return []Case{
		{
			Operations: ops("ChangePassword"), Says: "the new password signs in, the old one does not", Given: signedIn,
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.ChangePassword, change(w, password, otherPassword), &cip.ChangePasswordOutput{})
				},
				func(w *World) {
					w.Fails(Refusal(w.TrySignIn(password)), "NotAuthorizedException", badPassword)
					a, err := w.TrySignIn(otherPassword)
					w.must(err)
					w.SignedIn(a)
				},
			),
		},
		{
			// Seen: aws-amplify/amplify-js#1580.
			Operations: ops("ChangePassword"), Says: "refused: the wrong old password", Given: signedIn,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ChangePassword, change(w, "Wr0ng!pass", otherPassword), "NotAuthorizedException", badPassword)
				w.SignedIn(w.SignIn())
			}),
		},
		{
			// Doc: developer guide, quotas: five an hour.
			Operations: ops("ChangePassword"), Needs: needs(Clock), Says: "more than five changes an hour are refused", Given: signedIn,
			Steps: steps(func(w *World) {
				w.Freeze()
				before := password
				for i := range 5 {
					after := otherPassword + string('a'+rune(i))
					OK(w, w.API.ChangePassword, change(w, before, after))
					before = after
				}
				Refuses(w, w.API.ChangePassword, change(w, before, password), "LimitExceededException", attemptLimit)
			}),
		},
		{
			Operations: ops("AdminSetUserPassword"), Says: "a permanent password confirms whoever was to change or confirm", Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(func(w *World) {
				w.User(Temporary())
				set(w, otherPassword, true)
				w.Status(w.user, types.UserStatusTypeConfirmed)
				w.SignedUp()
				set(w, otherPassword, true)
				w.Status(w.user, types.UserStatusTypeConfirmed)
				a, err := w.TrySignIn(otherPassword)
				w.must(err)
				w.SignedIn(a)
			}),
		},
		{
			Operations: ops("AdminSetUserPassword"), Says: "a password that is not permanent has to be changed", Given: plain,
			Steps: steps(
				func(w *World) { set(w, otherPassword, false) },
				func(w *World) {
					w.Status(w.user, types.UserStatusTypeForceChangePassword)
					a, err := w.TrySignIn(otherPassword)
					w.must(err)
					w.Asked(a, "NEW_PASSWORD_REQUIRED")
				},
			),
		},
		{
			Operations: ops("AdminSetUserPassword"), Says: "refused: an unknown user, before the policy", Given: plain,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminSetUserPassword, &cip.AdminSetUserPasswordInput{UserPoolId: &w.pool.ID, Username: new("nobody"), Password: new("short")},
					"UserNotFoundException", "User does not exist.")
			}),
		},
		{
			Operations: ops("AdminSetUserPassword"), Says: "a password is not an attribute and is never shown", Given: plain,
			Steps: steps(func(w *World) {
				r := w.PostSigned("AdminGetUser", map[string]string{"UserPoolId": w.pool.ID, "Username": w.user.Login})
				if strings.Contains(r.Body, password) {
					w.Errorf("the password is in %s", r.Body)
				}
			}),
		},
	}
}

// recoveryCases are about getting a new password by a code.
func recoveryCases() []Case {
	forgot := func(w *World) *cip.ForgotPasswordInput {
		return &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login}
	}
	confirm := func(w *World, code, pw string) *cip.ConfirmForgotPasswordInput {
		return &cip.ConfirmForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: &code, Password: &pw}
	}
	withMail := func(w *World) { w.Pool(); w.Client(); w.User(Mail(annMail)) }
	asked := func(w *World) {
		withMail(w)
		OK(w, w.API.ForgotPassword, forgot(w))
		w.Keep("code", w.Code(w.user, ForPassword))
	}
	cases := []Case{
		{
			Operations: ops("ForgotPassword", "ConfirmForgotPassword"), Needs: needs(Inspect), Says: "a code by e-mail leads to a new password", Given: withMail,
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.ForgotPassword, forgot(w), &cip.ForgotPasswordOutput{CodeDeliveryDetails: byMail(annMailMask)})
				},
				func(w *World) {
					m := w.Message(w.user, ForPassword)
					w.Equal([]any{m.Channel, m.Destination, len(m.Code), strings.Contains(m.Body, m.Code)}, []any{"email", annMail, 6, true})
					Answers(w, w.API.ConfirmForgotPassword, confirm(w, m.Code, otherPassword), &cip.ConfirmForgotPasswordOutput{})
					w.Fails(Refusal(w.TrySignIn(password)), "NotAuthorizedException", badPassword)
					a, err := w.TrySignIn(otherPassword)
					w.must(err)
					w.SignedIn(a)
				},
			),
		},
		{
			Operations: ops("ForgotPassword"), Says: "the old password works until the new one is confirmed", Given: withMail,
			Steps: steps(
				func(w *World) { OK(w, w.API.ForgotPassword, forgot(w)) },
				func(w *World) { w.Status(w.user, types.UserStatusTypeConfirmed); w.SignedIn(w.SignIn()) },
			),
		},
		{
			Operations: ops("ConfirmForgotPassword"), Needs: needs(Inspect), Says: "a wrong code is refused, the right one still does", Given: asked,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ConfirmForgotPassword, confirm(w, wrong(w.Kept("code")), otherPassword), "CodeMismatchException", wrongCode)
				OK(w, w.API.ConfirmForgotPassword, confirm(w, w.Kept("code"), otherPassword))
			}),
		},
		{
			Operations: ops("ConfirmForgotPassword"), Needs: needs(Inspect), Says: "a code serves once", Given: asked,
			Steps: steps(
				func(w *World) { OK(w, w.API.ConfirmForgotPassword, confirm(w, w.Kept("code"), otherPassword)) },
				func(w *World) {
					Refuses(w, w.API.ConfirmForgotPassword, confirm(w, w.Kept("code"), "Th1rd!pass"), "ExpiredCodeException", expiredCode)
				},
			),
		},
		{
			Operations: ops("ConfirmForgotPassword"), Needs: needs(Inspect), Says: "a weak password is refused and does not use the code up", Given: asked,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ConfirmForgotPassword, confirm(w, w.Kept("code"), "short"), "InvalidPasswordException", policyTexts("Password not long enough")...)
				OK(w, w.API.ConfirmForgotPassword, confirm(w, w.Kept("code"), otherPassword))
			}),
		},
		{
			Operations: ops("ConfirmForgotPassword"), Needs: needs(Inspect, Clock), Says: "the code is good for an hour", Given: asked,
			Steps: steps(func(w *World) {
				w.Advance(time.Hour + time.Second)
				Refuses(w, w.API.ConfirmForgotPassword, confirm(w, w.Kept("code"), otherPassword), "ExpiredCodeException", expiredCode)
			}),
		},
		{
			Operations: ops("ConfirmForgotPassword"), Needs: needs(Inspect, Clock), Says: "the code is still good after almost an hour", Given: asked,
			Steps: steps(func(w *World) {
				w.Advance(59 * time.Minute)
				OK(w, w.API.ConfirmForgotPassword, confirm(w, w.Kept("code"), otherPassword))
			}),
		},
		{
			Operations: ops("ForgotPassword"), Needs: needs(Inspect), Says: "a new code makes the old one void", Given: asked,
			Steps: steps(
				func(w *World) { OK(w, w.API.ForgotPassword, forgot(w)) },
				func(w *World) {
					code := w.Code(w.user, ForPassword)
					if code != w.Kept("code") {
						w.RefusedSomehow(Try(w, w.API.ConfirmForgotPassword, confirm(w, w.Kept("code"), otherPassword)))
					}
					OK(w, w.API.ConfirmForgotPassword, confirm(w, code, otherPassword))
				},
			),
		},
		{
			Operations: ops("AdminResetUserPassword", "ConfirmForgotPassword"), Needs: needs(Inspect), Says: "an administrator's reset sends a code and shuts the old password out", Given: withMail,
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}, &cip.AdminResetUserPasswordOutput{})
				},
				func(w *World) {
					w.Status(w.user, types.UserStatusTypeResetRequired)
					w.Fails(Refusal(w.TrySignIn(password)), "PasswordResetRequiredException", "Password reset required for the user")
					OK(w, w.API.ConfirmForgotPassword, confirm(w, w.Code(w.user, ForPassword), otherPassword))
					w.Status(w.user, types.UserStatusTypeConfirmed)
					a, err := w.TrySignIn(otherPassword)
					w.must(err)
					w.SignedIn(a)
				},
			),
		},
		{
			Operations: ops("AdminResetUserPassword"), Says: "refused: a user without a verified contact",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(UnverifiedMail(annMail)) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}, "InvalidParameterException", noRecovery)
				w.Status(w.user, types.UserStatusTypeConfirmed)
			}),
		},
		{
			// Seen: aws-amplify/amplify-flutter#3048.
			Operations: ops("AdminResetUserPassword"), Says: "refused: a user who never changed the temporary password",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(Temporary(), Mail(annMail)) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login},
					"NotAuthorizedException", "User password cannot be reset in the current state.")
			}),
		},
		{
			// Seen: amazon-archives/amazon-cognito-identity-js#373. This one has no dot.
			Operations: ops("ForgotPassword", "AdminResetUserPassword"), Says: "refused: a disabled user", Given: withMail,
			Steps: steps(func(w *World) {
				OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
				Refuses(w, w.API.ForgotPassword, forgot(w), "NotAuthorizedException", "User is disabled")
				Refuses(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}, "NotAuthorizedException", "User is disabled")
			}),
		},
		{
			// Seen: a public suite that ran against a real pool.
			Operations: ops("ForgotPassword"), Says: "refused: a user who has not confirmed",
			Given: func(w *World) { w.Pool(AutoVerify("email")); w.Client(); w.SignedUp(UnverifiedMail(annMail)) },
			Steps: steps(func(w *World) { Refuses(w, w.API.ForgotPassword, forgot(w), "InvalidParameterException", noRecovery) }),
		},
	}
	return append(cases, recoveryWays()...)
}

// recoveryWays are about which contact serves, by the setting of the pool.
func recoveryWays() []Case {
	type way struct {
		says string
		pool []PoolOption
		user []UserOption
		sent *types.CodeDeliveryDetailsType // nil: refused
		text string
	}
	mail, phone := byMail(annMailMask), bySMS(annPhoneMask)
	ways := []way{
		{"a new pool sends e-mail first", []PoolOption{SendsSMS()}, []UserOption{Mail(annMail), Phone(annPhone)}, mail, ""},
		{"a new pool sends SMS to who has no e-mail", []PoolOption{SendsSMS()}, []UserOption{Phone(annPhone)}, phone, ""},
		{"an address that was not verified does not serve", []PoolOption{SendsSMS()}, []UserOption{UnverifiedMail(annMail), Phone(annPhone)}, phone, ""},
		{"phone first", []PoolOption{SendsSMS(), Recovery("verified_phone_number", "verified_email")}, []UserOption{Mail(annMail), Phone(annPhone)}, phone, ""},
		{"phone first, for who has no phone", []PoolOption{SendsSMS(), Recovery("verified_phone_number", "verified_email")}, []UserOption{Mail(annMail)}, mail, ""},
		{"e-mail only, for who has only a phone", []PoolOption{SendsSMS(), Recovery("verified_email")}, []UserOption{Phone(annPhone)}, nil, noRecovery},
		{"nothing verified", []PoolOption{SendsSMS()}, []UserOption{UnverifiedMail(annMail), UnverifiedPhone(annPhone)}, nil, noRecovery},
		{"no contact at all", nil, nil, nil, noRecovery},
	}
	return each(ways, func(v way) Case {
		return Case{
			Operations: ops("ForgotPassword"), Says: "recovery: " + v.says,
			Given: func(w *World) { w.Pool(v.pool...); w.Client(); w.User(v.user...) },
			Steps: steps(func(w *World) {
				in := &cip.ForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login}
				if v.sent == nil {
					Refuses(w, w.API.ForgotPassword, in, "InvalidParameterException", v.text)
					return
				}
				Answers(w, w.API.ForgotPassword, in, &cip.ForgotPasswordOutput{CodeDeliveryDetails: v.sent})
			}),
		}
	})
}
