package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// lookUpCases are about what an administrator may call a user. Doc: API_AdminGetUser, Username.
func lookUpCases() []Case {
	finds := func(says string, pool []PoolOption, user []UserOption, names ...string) Case {
		return Case{
			Operations: ops("AdminGetUser"), Says: "a user is found by " + says,
			Given: func(w *World) { w.Pool(pool...); w.User(user...) },
			Steps: steps(func(w *World) {
				for _, name := range append(names, w.user.Username, w.user.Sub) {
					w.Equal(*w.Look(&User{Login: name, Pool: w.pool}).Username, w.user.Username)
				}
			}),
		}
	}
	misses := func(says string, pool []PoolOption, user []UserOption, name string) Case {
		return Case{
			Operations: ops("AdminGetUser"), Says: "refused: a user called by " + says,
			Given: func(w *World) { w.Pool(pool...); w.User(user...) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: &name}, "UserNotFoundException", noSuchUser)
			}),
		}
	}
	ann := Named("ann")
	aliases := []PoolOption{Alias("email", "phone_number", "preferred_username")}
	return []Case{
		finds("the name and the sub", nil, []UserOption{ann}, "ann"),
		finds("every alias", aliases, []UserOption{ann, Mail(annMail), Phone(annPhone), Attr("preferred_username", "annie")}, annMail, annPhone, "annie"),
		finds("an address that is the username, verified or not", []PoolOption{SignInWith("email")}, []UserOption{Named(annMail)}, annMail),
		finds("a name in any case where case is ignored", []PoolOption{ignoresCase()}, []UserOption{ann}, "ann", "ANN"),
		misses("an alias that is not verified", aliases, []UserOption{ann, UnverifiedMail(annMail)}, annMail),
		misses("an address that is no alias", nil, []UserOption{ann, Mail(annMail)}, annMail),
		misses("a name in another case", nil, []UserOption{ann}, "Ann"),
		misses("a name that is only the beginning", nil, []UserOption{ann}, "an"),
	}
}

// lifeCases are about ending a user, for good or for a while.
func lifeCases() []Case {
	unknown := func(operation string, call func(w *World, name *string) error) Case {
		return Case{
			Operations: ops(operation), Says: "refused: a user who is not there", Given: inPool(),
			Steps: steps(func(w *World) { w.Fails(call(w, new("nobody")), "UserNotFoundException", noSuchUser) }),
		}
	}
	return []Case{
		{
			Operations: ops("AdminDeleteUser"), Says: "a user who is deleted is gone, and the name is free",
			Given: func(w *World) { w.Pool(SignInWith("email")); w.Client(); w.User(Named(annMail)) },
			Steps: steps(
				func(w *World) {
					w.Keep("sub", w.user.Sub)
					Answers(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: new(annMail)}, &cip.AdminDeleteUserOutput{})
				},
				func(w *World) {
					Refuses(w, w.API.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: new(w.Kept("sub"))}, "UserNotFoundException", noSuchUser)
					Refuses(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: new(annMail)}, "UserNotFoundException", noSuchUser)
					if again := w.User(Named(annMail)); again.Sub == w.Kept("sub") {
						w.Errorf("the new user has the sub of the old one")
					}
				},
			),
		},
		{
			Operations: ops("AdminDeleteUser"), Says: "of many who delete one user one does", Given: func(w *World) { w.Pool(); w.User() },
			Steps: steps(func(w *World) {
				in := &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username}
				w.OneWins(w.Race(racers, func(int) error { return Try(w, w.API.AdminDeleteUser, in) }), "UserNotFoundException", noSuchUser)
			}),
		},
		{
			Operations: ops("AdminDisableUser", "AdminEnableUser"), Says: "a user is disabled and enabled, whatever the status, which stays",
			Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(func(w *World) {
				for _, status := range []types.UserStatusType{"CONFIRMED", "FORCE_CHANGE_PASSWORD", "UNCONFIRMED"} {
					switch status {
					case "CONFIRMED":
						w.User()
					case "FORCE_CHANGE_PASSWORD":
						w.User(Temporary())
					default:
						w.SignedUp()
					}
					for range 2 { // the second time says nothing new
						Answers(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username}, &cip.AdminDisableUserOutput{})
					}
					got := w.Look(w.user)
					w.Equal([]any{got.Enabled, got.UserStatus}, []any{false, status})
					Answers(w, w.API.AdminEnableUser, &cip.AdminEnableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username}, &cip.AdminEnableUserOutput{})
					got = w.Look(w.user)
					w.Equal([]any{got.Enabled, got.UserStatus}, []any{true, status})
				}
			}),
		},
		unknown("AdminConfirmSignUp", func(w *World, name *string) error {
			return Try(w, w.API.AdminConfirmSignUp, &cip.AdminConfirmSignUpInput{UserPoolId: &w.pool.ID, Username: name})
		}),
		unknown("AdminResetUserPassword", func(w *World, name *string) error {
			return Try(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: name})
		}),
		unknown("AdminUpdateUserAttributes", func(w *World, name *string) error {
			return Try(w, w.API.AdminUpdateUserAttributes, &cip.AdminUpdateUserAttributesInput{UserPoolId: &w.pool.ID, Username: name, UserAttributes: attributes("name", "Ann")})
		}),
		unknown("AdminDeleteUserAttributes", func(w *World, name *string) error {
			return Try(w, w.API.AdminDeleteUserAttributes, &cip.AdminDeleteUserAttributesInput{UserPoolId: &w.pool.ID, Username: name, UserAttributeNames: []string{"name"}})
		}),
		{
			Operations: ops("AdminConfirmSignUp"), Says: "refused: a user who was made by an administrator", Given: func(w *World) { w.Pool(); w.User(Temporary()) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminConfirmSignUp, &cip.AdminConfirmSignUpInput{UserPoolId: &w.pool.ID, Username: &w.user.Login},
					"NotAuthorizedException", "User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD")
			}),
		},
		{
			Operations: ops("AdminResetUserPassword"), Says: "refused: a user who has not confirmed",
			Given: func(w *World) { w.Pool(); w.Client(); w.SignedUp(UnverifiedMail(annMail)) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login}, "InvalidParameterException", noRecovery)
				w.Status(w.user, types.UserStatusTypeUnconfirmed)
			}),
		},
		{
			Operations: ops("AdminResetUserPassword"), Says: "a second reset sends another code, and tokens are good again when there is a new password", Assumes: "A128", Needs: needs(Inspect),
			Given: func(w *World) { w.Pool(); w.Client(); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				access := w.Tokens().AccessToken
				for range 2 {
					OK(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
				}
				w.Equal(len(w.Messages(w.user, ForPassword)), 2)
				Refuses(w, w.API.GetUser, &cip.GetUserInput{AccessToken: access}, "PasswordResetRequiredException", "Password reset required for the user")
				OK(w, w.API.ConfirmForgotPassword, &cip.ConfirmForgotPasswordInput{ClientId: &w.client.ID, Username: &w.user.Login,
					ConfirmationCode: new(w.Code(w.user, ForPassword)), Password: new(otherPassword)})
				OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: access})
			}),
		},
	}
}
