package conformance

import (
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// signUpIn is a request of the client made last.
func signUpIn(w *World, name string, pairs ...string) *cip.SignUpInput {
	return &cip.SignUpInput{ClientId: &w.client.ID, Username: &name, Password: new(password), UserAttributes: attributes(pairs...)}
}

// signUpCases are about SignUp. Seen: a public suite of raw requests against a real pool, tests of getmoto/moto that ran
// against the service.
func signUpCases() []Case {
	about := ops("SignUp")
	auto := func(attributes ...types.VerifiedAttributeType) func(w *World) {
		return func(w *World) { w.Pool(AutoVerify(attributes...)); w.Client() }
	}
	simple := func(w *World) { w.Pool(); w.Client() }
	return []Case{
		{
			Operations: about, Says: "without anything to verify the answer is the sub", Assumes: "A226", Given: simple,
			Steps: steps(
				func(w *World) {
					out := Answers(w, w.API.SignUp, signUpIn(w, "ann", "email", annMail), &cip.SignUpOutput{UserSub: new(AnyUUID)})
					w.Keep("sub", *out.UserSub)
					w.user = &User{Login: "ann", Username: "ann", Password: password, Pool: w.pool}
				},
				func(w *World) {
					w.Equal(w.Look(w.user), &cip.AdminGetUserOutput{
						Username: new("ann"), UserAttributes: attributes("sub", w.Kept("sub"), "email", annMail, "email_verified", "false"), Enabled: true,
						UserStatus: types.UserStatusTypeUnconfirmed, UserCreateDate: Lately(), UserLastModifiedDate: Lately(),
					})
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "an address to verify is sent a code of six digits", Given: auto("email"),
			Steps: steps(
				func(w *World) {
					w.user = &User{Login: "ann", Username: "ann", Password: password, Pool: w.pool}
					w.signUpAnswers(signUpIn(w, "ann", "email", annMail), byMail(annMailMask))
				},
				func(w *World) {
					m := w.Message(w.user, ForSignUp)
					w.Equal([]any{m.Channel, m.Destination, m.ClientID, len(m.Code), strings.Contains(m.Body, m.Code)}, []any{"email", annMail, w.client.ID, 6, true})
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "a phone number to verify is sent a code of six digits", Given: auto("phone_number"),
			Steps: steps(
				func(w *World) {
					w.user = &User{Login: "ann", Username: "ann", Password: password, Pool: w.pool}
					w.signUpAnswers(signUpIn(w, "ann", "phone_number", annPhone), bySMS(annPhoneMask))
				},
				func(w *World) {
					m := w.Message(w.user, ForSignUp)
					w.Equal([]any{m.Channel, m.Destination, len(m.Code), strings.Contains(m.Body, m.Code)}, []any{"sms", annPhone, 6, true})
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "with both to verify only the phone number is", Given: auto("email", "phone_number"),
			Steps: steps(func(w *World) {
				w.user = &User{Login: "ann", Username: "ann", Password: password, Pool: w.pool}
				w.signUpAnswers(signUpIn(w, "ann", "email", annMail, "phone_number", annPhone), bySMS(annPhoneMask))
				w.Equal(len(w.Messages(w.user, "")), 1)
			}),
		},
		{
			Operations: about, Says: "an empty phone number counts as none", Given: auto("email", "phone_number"),
			Steps: steps(func(w *World) {
				w.signUpAnswers(signUpIn(w, "ann", "email", annMail, "phone_number", ""), byMail(annMailMask))
			}),
		},
		{
			Operations: about, Says: "with neither there is nothing to verify", Given: auto("email", "phone_number"),
			Steps: steps(func(w *World) { w.signUpAnswers(signUpIn(w, "ann", "email", "", "phone_number", ""), nil) }),
		},
		{
			Operations: about, Says: "names may hold letters of any script, digits and punctuation", Given: simple,
			Steps: steps(func(w *World) {
				for _, name := range []string{"aя字", "@!#$%^&*()_+?><", strings.Repeat("n", 128)} {
					OK(w, w.API.SignUp, signUpIn(w, name))
				}
			}),
		},
		{
			Operations: about, Says: "refused: a name that is taken, whatever the password and the state of the user",
			Given: func(w *World) { w.Pool(); w.Client(); w.User(); w.Keep("made", w.user.Login); w.SignedUp() },
			Steps: steps(
				func(*World) {},
				func(w *World) {
					for _, name := range []string{w.Kept("made"), w.user.Login} {
						Refuses(w, w.API.SignUp, signUpIn(w, name), "UsernameExistsException", "User already exists")
					}
				},
			),
		},
		{
			// Seen: pmill/aws-cognito#37.
			Operations: about, Says: "refused: a pool where only administrators make users",
			Given: func(w *World) {
				w.Pool(With(func(in *cip.CreateUserPoolInput) {
					in.AdminCreateUserConfig = &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: true}
				}))
				w.Client()
			},
			Steps: steps(func(w *World) {
				Refuses(w, w.API.SignUp, signUpIn(w, "ann"), "NotAuthorizedException", "SignUp is not permitted for this user pool")
			}),
		},
		{
			Operations: about, Says: "refused: a client that is not there", Given: simple,
			Steps: steps(func(w *World) {
				w.client.ID = "1example23456789abcdefghij"
				Refuses(w, w.API.SignUp, signUpIn(w, "ann"), "ResourceNotFoundException", "User pool client 1example23456789abcdefghij does not exist.")
			}),
		},
		{
			// Seen: tests of Liftric/cognito-idp on a real pool.
			Operations: about, Says: "refused by their form: a name and a password that are too long", Given: simple,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.SignUp, signUpIn(w, strings.Repeat("n", 129)), "InvalidParameterException",
					"1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128")
				long := signUpIn(w, "ann")
				long.Password = new(strings.Repeat("aA1!", 65))
				Refuses(w, w.API.SignUp, long, "InvalidParameterException",
					"1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length less than or equal to 256")
			}),
		},
		{
			Operations: about, Says: "where addresses are usernames the username is the sub, and the address an attribute", Assumes: "A226",
			Given: func(w *World) { w.Pool(SignInWith("email")); w.Client() },
			Steps: steps(func(w *World) {
				out := Answers(w, w.API.SignUp, signUpIn(w, annMail), &cip.SignUpOutput{UserSub: new(AnyUUID)})
				w.user = &User{Login: annMail, Username: *out.UserSub, Sub: *out.UserSub, Pool: w.pool}
				w.Equal(w.Look(w.user), &cip.AdminGetUserOutput{
					Username: out.UserSub, UserAttributes: attributes("sub", *out.UserSub, "email", annMail, "email_verified", "false"), Enabled: true,
					UserStatus: types.UserStatusTypeUnconfirmed, UserCreateDate: Lately(), UserLastModifiedDate: Lately(),
				})
			}),
		},
		{
			// Doc: SDK, SignUp.
			Operations: about, Needs: needs(Inspect), Says: "the session may be carried to the confirmation",
			Given: func(w *World) { w.Pool(AutoVerify("email")); w.Client(Flows("ALLOW_USER_AUTH")) },
			Steps: steps(func(w *World) {
				Answers(w, w.API.SignUp, signUpIn(w, "ann", "email", annMail),
					&cip.SignUpOutput{UserSub: new(AnyUUID), CodeDeliveryDetails: byMail(annMailMask), Session: new(AnySession)})
			}),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "the message comes in the pool's own words",
			Given: func(w *World) {
				w.Pool(AutoVerify("email"), With(func(in *cip.CreateUserPoolInput) {
					in.VerificationMessageTemplate = &types.VerificationMessageTemplateType{
						DefaultEmailOption: "CONFIRM_WITH_CODE", EmailSubject: new("Hello"), EmailMessage: new("It is {####}, {username}"),
					}
				}))
				w.Client()
				w.SignedUp(Named("ann"), UnverifiedMail(annMail))
			},
			Steps: steps(func(w *World) {
				m := w.Message(w.user, ForSignUp)
				w.Equal([]string{m.Subject, strings.ReplaceAll(m.Body, m.Code, "CODE")[:11]}, []string{"Hello", "It is CODE,"})
			}),
		},
		{
			Operations: about, Needs: needs(Clock, Inspect), Says: "the user's dates are those of the service's clock", Given: simple,
			Steps: steps(func(w *World) {
				w.Advance(72 * time.Hour)
				OK(w, w.API.SignUp, signUpIn(w, "ann"))
				w.user = &User{Login: "ann", Username: "ann", Pool: w.pool}
				seen := w.Look(w.user)
				w.Equal([]*time.Time{seen.UserCreateDate, seen.UserLastModifiedDate}, []*time.Time{Lately(), Lately()})
			}),
		},
	}
}

// signUpAnswers signs up and judges the answer; a session may come with it when there is something to confirm.
func (w *World) signUpAnswers(in *cip.SignUpInput, details *types.CodeDeliveryDetailsType) {
	w.t.Helper()
	out := OK(w, w.API.SignUp, in)
	if details != nil && out.Session != nil {
		out.Session = nil
	}
	w.Equal(out, &cip.SignUpOutput{UserSub: new(AnyUUID), CodeDeliveryDetails: details})
}

// confirmCases are about ConfirmSignUp, AdminConfirmSignUp and ResendConfirmationCode.
func confirmCases() []Case {
	waiting := func(w *World) {
		w.Pool(AutoVerify("email"))
		w.Client()
		w.SignedUp(Named("ann"), UnverifiedMail(annMail))
	}
	confirmIn := func(w *World, code string) *cip.ConfirmSignUpInput {
		return &cip.ConfirmSignUpInput{ClientId: &w.client.ID, Username: &w.user.Login, ConfirmationCode: &code}
	}
	resendIn := func(w *World) *cip.ResendConfirmationCodeInput {
		return &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: &w.user.Login}
	}
	about := ops("ConfirmSignUp")
	code := func(w *World) string { return w.Code(w.user, ForSignUp) }
	return []Case{
		{
			Operations: about, Needs: needs(Inspect), Says: "the right code confirms the user and verifies where it went", Given: waiting,
			Steps: steps(
				func(w *World) { OK(w, w.API.ConfirmSignUp, confirmIn(w, code(w))) },
				func(w *World) {
					w.Equal(w.Look(w.user), &cip.AdminGetUserOutput{
						Username: new("ann"), UserAttributes: attributes("sub", w.user.Sub, "email", annMail, "email_verified", "true"), Enabled: true,
						UserStatus: types.UserStatusTypeConfirmed, UserCreateDate: Lately(), UserLastModifiedDate: Lately(),
					})
					w.SignedIn(w.SignIn())
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "the right code verifies a phone number, too",
			Given: func(w *World) { w.Pool(AutoVerify("phone_number")); w.Client(); w.SignedUp(UnverifiedPhone(annPhone)) },
			Steps: steps(func(w *World) {
				OK(w, w.API.ConfirmSignUp, confirmIn(w, code(w)))
				w.Equal(w.Value(w.user, "phone_number_verified"), "true")
			}),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "wrong codes are refused, of any length, and the right one still does", Given: waiting,
			Steps: steps(func(w *World) {
				good := code(w)
				for _, bad := range []string{wrong(good), good[:5], good + "0", "abcdef"} {
					Refuses(w, w.API.ConfirmSignUp, confirmIn(w, bad), "CodeMismatchException", wrongCode)
				}
				OK(w, w.API.ConfirmSignUp, confirmIn(w, good))
			}),
		},
		{
			// Seen: a public suite that ran against a real pool.
			Operations: about, Says: "refused by its form: an empty code, in either order of the two complaints", Given: waiting,
			Steps: steps(func(w *World) {
				const length = "Value '' at 'confirmationCode' failed to satisfy constraint: Member must have length greater than or equal to 1"
				const pattern = `Value '' at 'confirmationCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\S]+`
				const head = "2 validation errors detected: "
				Refuses(w, w.API.ConfirmSignUp, confirmIn(w, ""), "InvalidParameterException", head+length+"; "+pattern, head+pattern+"; "+length)
			}),
		},
		{
			Operations: about, Needs: needs(Inspect, Clock), Says: "the code is good for a day", Given: waiting,
			Steps: steps(func(w *World) {
				good := code(w)
				w.Advance(24*time.Hour + time.Second)
				Refuses(w, w.API.ConfirmSignUp, confirmIn(w, good), "ExpiredCodeException", expiredCode)
			}),
		},
		{
			Operations: about, Needs: needs(Inspect, Clock), Says: "the code is still good after almost a day", Given: waiting,
			Steps: steps(func(w *World) {
				good := code(w)
				w.Advance(24*time.Hour - time.Minute)
				OK(w, w.API.ConfirmSignUp, confirmIn(w, good))
			}),
		},
		{
			// Seen: furaiev/amazon-cognito-identity-dart-2#80.
			Operations: ops("ConfirmSignUp", "AdminConfirmSignUp"), Needs: needs(Inspect), Says: "refused: a user who is confirmed", Given: waiting,
			Steps: steps(
				func(w *World) { w.Keep("code", code(w)); OK(w, w.API.ConfirmSignUp, confirmIn(w, w.Kept("code"))) },
				func(w *World) {
					Refuses(w, w.API.ConfirmSignUp, confirmIn(w, w.Kept("code")), "NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED")
					Refuses(w, w.API.AdminConfirmSignUp, &cip.AdminConfirmSignUpInput{UserPoolId: &w.pool.ID, Username: &w.user.Login},
						"NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED")
				},
			),
		},
		{
			Operations: ops("AdminConfirmSignUp"), Says: "an administrator confirms without a code, and verifies nothing", Given: waiting,
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.AdminConfirmSignUp, &cip.AdminConfirmSignUpInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}, &cip.AdminConfirmSignUpOutput{})
				},
				func(w *World) {
					w.Status(w.user, types.UserStatusTypeConfirmed)
					w.Equal(w.Value(w.user, "email_verified") == "true", false)
					w.SignedIn(w.SignIn())
				},
			),
		},
		{
			Operations: ops("ResendConfirmationCode"), Needs: needs(Inspect), Says: "a new code is sent and the old one is void", Given: waiting,
			Steps: steps(
				func(w *World) {
					w.Keep("old", code(w))
					Answers(w, w.API.ResendConfirmationCode, resendIn(w), &cip.ResendConfirmationCodeOutput{CodeDeliveryDetails: byMail(annMailMask)})
					w.Keep("new", w.Code(w.user, ForResend))
				},
				func(w *World) {
					if w.Kept("old") != w.Kept("new") { // one in a million is the same
						err := Try(w, w.API.ConfirmSignUp, confirmIn(w, w.Kept("old")))
						w.RefusedSomehow(err)
					}
					OK(w, w.API.ConfirmSignUp, confirmIn(w, w.Kept("new")))
				},
			),
		},
		{
			// Seen: furaiev/amazon-cognito-identity-dart-2#103.
			Operations: ops("ResendConfirmationCode"), Says: "refused: a user who is confirmed",
			Given: func(w *World) { w.Pool(AutoVerify("email")); w.Client(); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ResendConfirmationCode, resendIn(w), "InvalidParameterException", "User is already confirmed.")
			}),
		},
		{
			// The text is matched by many clients, mostly with this type.
			Operations: ops("ResendConfirmationCode"), Says: "refused: a pool that verifies nothing",
			Given: func(w *World) { w.Pool(); w.Client(); w.SignedUp(UnverifiedMail(annMail)) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ResendConfirmationCode, resendIn(w), "InvalidParameterException", "Cannot resend codes. Auto verification not turned on.")
			}),
		},
		{
			// Doc: developer guide, quotas: five an hour.
			Operations: ops("ResendConfirmationCode"), Needs: needs(Clock), Says: "more than five codes an hour are refused", Given: waiting,
			Steps: steps(func(w *World) {
				w.Freeze()
				for range 5 {
					OK(w, w.API.ResendConfirmationCode, resendIn(w))
				}
				Refuses(w, w.API.ResendConfirmationCode, resendIn(w), "LimitExceededException", "Attempt limit exceeded, please try after some time.")
				w.Advance(time.Hour + time.Second)
				OK(w, w.API.ResendConfirmationCode, resendIn(w))
			}),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "the code of one user is not another's", Given: waiting,
			Steps: steps(func(w *World) {
				first := code(w)
				w.SignedUp(UnverifiedMail("bob@example.com"))
				if first != code(w) {
					Refuses(w, w.API.ConfirmSignUp, confirmIn(w, first), "CodeMismatchException", wrongCode)
				}
			}),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "a user may be confirmed by the sub", Given: waiting,
			Steps: steps(func(w *World) {
				in := confirmIn(w, code(w))
				in.Username = &w.user.Sub
				OK(w, w.API.ConfirmSignUp, in)
			}),
		},
	}
}
