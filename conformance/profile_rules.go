package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// heldBack makes new addresses wait for their verification.
func heldBack() PoolOption {
	return With(func(in *cip.CreateUserPoolInput) {
		in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"email"}
		in.UserAttributeUpdateSettings = &types.UserAttributeUpdateSettingsType{AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{"email"}}
	})
}

// removalRules are the finer rules of attributes that go.
func removalRules() []Case {
	remove := func(w *World, names ...string) error {
		return Try(w, w.API.DeleteUserAttributes, &cip.DeleteUserAttributesInput{AccessToken: new(w.Kept("access")), UserAttributeNames: names})
	}
	const ip = "InvalidParameterException"
	about := ops("DeleteUserAttributes")
	return []Case{
		{
			Operations: about, Says: "the mark of an address goes with it", Given: member(nil, nil, Mail(annMail)),
			Steps: steps(func(w *World) {
				w.must(remove(w, "email"))
				w.Equal(w.own(), attributes("sub", w.user.Sub))
			}),
		},
		{
			Operations: about, Says: "an attribute the user does not have is none to complain about", Given: member(nil, nil),
			Steps: steps(func(w *World) { w.must(remove(w, "nickname")) }),
		},
		{
			Operations: about, Says: "refused: a required attribute, and the others with it", Given: member([]PoolOption{Require("name")}, nil, Attr("name", "Ann"), Attr("nickname", "Annie")),
			Steps: steps(func(w *World) {
				w.Fails(remove(w, "nickname", "name"), ip)
				w.Equal(w.own(), attributes("sub", w.user.Sub, "name", "Ann", "nickname", "Annie"))
			}),
		},
		{
			Operations: about, Says: "refused: an attribute the client may not write",
			Given: member(nil, []ClientOption{ClientWith(func(in *cip.CreateUserPoolClientInput) { in.WriteAttributes = []string{"name"} })}, Attr("nickname", "Annie")),
			Steps: steps(func(w *World) {
				w.Fails(remove(w, "nickname"), "NotAuthorizedException", "A client attempted to write unauthorized attribute")
			}),
		},
		{
			Operations: about, Assumes: "A106", Says: "refused: the only address where addresses are usernames", Given: member([]PoolOption{SignInWith("email")}, nil, Named(annMail)),
			Steps: steps(func(w *World) {
				w.Fails(remove(w, "email"), ip)
				w.Fails(w.update("email", ""), ip)
			}),
		},
	}
}

// addressRules are the finer rules of new addresses and of the codes that verify them.
func addressRules() []Case {
	verify := func(w *World, code string) error {
		return Try(w, w.API.VerifyUserAttribute, &cip.VerifyUserAttributeInput{AccessToken: new(w.Kept("access")), AttributeName: new("email"), Code: &code})
	}
	ask := func(w *World) *types.CodeDeliveryDetailsType {
		return OK(w, w.API.GetUserAttributeVerificationCode, &cip.GetUserAttributeVerificationCodeInput{
			AccessToken: new(w.Kept("access")), AttributeName: new("email"),
		}).CodeDeliveryDetails
	}
	const newMail, newMask = "new@other.org", "n***@o***"
	const taken = "An account with the given email already exists."
	other := func(w *World) {
		me := w.user
		w.User(Named(newMail))
		w.user = me
	}
	return []Case{
		{
			Operations: ops("UpdateUserAttributes"), Says: "refused: the address of somebody else where addresses are usernames",
			Given: func(w *World) { member([]PoolOption{SignInWith("email")}, nil, Named(annMail))(w); other(w) },
			Steps: steps(func(w *World) { w.Fails(w.update("email", newMail), "AliasExistsException", taken) }),
		},
		{
			Operations: ops("UpdateUserAttributes"), Says: "the address that is there already is sent no code", Given: member([]PoolOption{AutoVerify("email")}, nil, Mail(annMail)),
			Steps: steps(func(w *World) {
				Answers(w, w.API.UpdateUserAttributes, &cip.UpdateUserAttributesInput{AccessToken: new(w.Kept("access")), UserAttributes: attributes("email", annMail)},
					&cip.UpdateUserAttributesOutput{CodeDeliveryDetailsList: []types.CodeDeliveryDetailsType{}})
				w.Equal(w.Value(w.user, "email_verified"), "true")
			}),
		},
		{
			Operations: ops("VerifyUserAttribute"), Needs: needs(Inspect), Says: "refused: the code of an address that has been replaced", Given: member([]PoolOption{AutoVerify("email")}, nil, UnverifiedMail(annMail)),
			Steps: steps(func(w *World) {
				ask(w)
				old := w.Code(w.user, ForVerification)
				w.must(w.update("email", newMail))
				w.RefusedSomehow(verify(w, old))
				w.Equal(w.Value(w.user, "email_verified"), "false")
			}),
		},
		{
			Operations: ops("GetUserAttributeVerificationCode", "VerifyUserAttribute"), Needs: needs(Inspect), Assumes: "A113", Says: "while a new address waits the code asked for goes there",
			Given: member([]PoolOption{heldBack()}, nil, Mail(annMail)),
			Steps: steps(
				func(w *World) { w.must(w.update("email", newMail)) },
				func(w *World) {
					w.Equal(ask(w), byMail(newMask))
					w.must(verify(w, w.Code(w.user, ForVerification)))
					w.Equal(w.Value(w.user, "email"), newMail)
				},
			),
		},
		{
			// Doc: developer guide, quotas: fifteen an hour.
			Operations: ops("VerifyUserAttribute"), Needs: needs(Inspect, Clock), Says: "more than fifteen tries an hour are refused, the right code too", Given: member(nil, nil, UnverifiedMail(annMail)),
			Steps: steps(func(w *World) {
				w.Freeze()
				ask(w)
				code := w.Code(w.user, ForVerification)
				for range 15 {
					w.Fails(verify(w, wrong(code)), "CodeMismatchException", wrongCode)
				}
				w.Fails(verify(w, code), "LimitExceededException", attemptLimit)
			}),
		},
		{
			Operations: ops("VerifyUserAttribute"), Says: "refused: a code that nobody asked for", Given: member(nil, nil, UnverifiedMail(annMail)),
			Steps: steps(func(w *World) { w.Fails(verify(w, "123456"), "ExpiredCodeException", expiredCode) }),
		},
		{
			Operations: ops("UpdateUserAttributes"), Needs: needs(Inspect), Assumes: "A103", Says: "a pool that confirms new users by link sends a code all the same", Given: member([]PoolOption{byLink()}, nil, Mail(annMail)),
			Steps: steps(func(w *World) {
				w.must(w.update("email", newMail))
				w.Equal(w.Message(w.user, ForUpdate).Link, "")
				w.must(verify(w, w.Code(w.user, ForUpdate)))
			}),
		},
	}
}

// passwordRules are the finer rules of ChangePassword and of the history of passwords.
func passwordRules() []Case {
	change := func(w *World, before *string, after string) error {
		return Try(w, w.API.ChangePassword, &cip.ChangePasswordInput{AccessToken: new(w.Kept("access")), PreviousPassword: before, ProposedPassword: &after})
	}
	about := ops("ChangePassword")
	remembers := func(n int32) PoolOption {
		return Passwords(types.PasswordPolicyType{MinimumLength: new(int32(8)), PasswordHistorySize: &n})
	}
	return []Case{
		{
			Operations: about, Assumes: "A111", Says: "refused: no previous password, and a weak new one beside a wrong previous one", Given: member(nil, nil),
			Steps: steps(func(w *World) {
				w.Fails(change(w, nil, otherPassword), "NotAuthorizedException", badPassword)
				w.Fails(change(w, new("Wr0ng!pass"), "password"), "NotAuthorizedException", badPassword)
			}),
		},
		{
			Operations: about, Assumes: "A112", Says: "refused: a user whose password an administrator reset", Given: member(nil, nil, Mail(annMail)),
			Steps: steps(
				func(w *World) {
					OK(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
				},
				func(w *World) {
					w.Fails(change(w, new(password), otherPassword), "PasswordResetRequiredException", "Password reset required for the user")
				},
			),
		},
		{
			// Doc: developer guide, password reuse prevention.
			Operations: about, Says: "password history: as many as the pool remembers, the present one among them", Given: member([]PoolOption{remembers(2)}, nil),
			Steps: steps(
				func(w *World) {
					w.must(change(w, new(password), otherPassword))
					w.Fails(change(w, new(otherPassword), password), "PasswordHistoryPolicyViolationException")
				},
				func(w *World) {
					w.must(change(w, new(otherPassword), "Th1rd!pass"))
					w.must(change(w, new("Th1rd!pass"), password))
				},
			),
		},
		{
			Operations: ops("RespondToAuthChallenge"), Assumes: "A102", Says: "password history: a temporary password may stay, a former one may not come again",
			Given: func(w *World) { w.Pool(remembers(2)); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				OK(w, w.API.AdminSetUserPassword, &cip.AdminSetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login, Password: new(otherPassword)})
				a, err := w.TrySignIn(otherPassword)
				w.must(err)
				w.Asked(a, "NEW_PASSWORD_REQUIRED")
				w.Fails(Refusal(w.TryAnswer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": password})), "PasswordHistoryPolicyViolationException")
				w.SignedIn(w.Answer("NEW_PASSWORD_REQUIRED", Params{"NEW_PASSWORD": otherPassword}))
			}),
		},
	}
}
