package conformance

import (
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const badPassword = "Incorrect username or password."

// bothDoors makes the same case for InitiateAuth and AdminInitiateAuth.
func bothDoors(c Case) []Case {
	cases := make([]Case, 0, 2)
	for _, admin := range []bool{false, true} {
		given := c.Given
		door := c
		door.Operations = ops("InitiateAuth")
		if admin {
			door.Operations = ops("AdminInitiateAuth")
		}
		door.Operations = append(door.Operations, c.Operations...)
		door.Given = func(w *World) {
			w.admin = admin
			given(w)
		}
		cases = append(cases, door)
	}
	return cases
}

// plain is a pool, a client and a confirmed user.
func plain(w *World) { w.Pool(); w.Client(); w.User() }

// passwordCases are about a sign-in with a password and what the state of the user has to say to it.
func passwordCases() []Case {
	refused := func(says, open string, given func(w *World), pw, code, text string) []Case {
		return bothDoors(Case{
			Says: "refused: " + says, Assumes: open, Given: given,
			Steps: steps(
				func(*World) {},
				func(w *World) { w.Fails(Refusal(w.TrySignIn(pw)), code, text) },
			),
		})
	}
	disabled := func(w *World) {
		plain(w)
		OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
	}
	reset := func(w *World) {
		w.Pool()
		w.Client()
		w.User(Mail(annMail))
		OK(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
	}
	unconfirmed := func(w *World) { w.Pool(); w.Client(); w.SignedUp() }
	var cases []Case
	for _, group := range [][]Case{
		bothDoors(Case{
			Says: "the right password gives tokens", Given: plain,
			Steps: steps(func(*World) {}, func(w *World) { w.SignedIn(w.SignIn()) }),
		}),
		refused("a wrong password", "", plain, "Wr0ng!pass", "NotAuthorizedException", badPassword),
		refused("the right password in other letters", "", plain, "PASSW0RD!", "NotAuthorizedException", badPassword),
		refused("an empty password, as if there were none", "A064", plain, "", "InvalidParameterException", "Missing required parameter PASSWORD"),
		// Seen: aws/aws-sdk-js#4608.
		refused("a user who has not confirmed", "", unconfirmed, password, "UserNotConfirmedException", "User is not confirmed."),
		refused("a user who has not confirmed, whatever the password", "", unconfirmed, "Wr0ng!pass", "UserNotConfirmedException", "User is not confirmed."),
		// Seen: localstack/localstack#8454 quoting the service, aws-amplify/amplify-js#5503.
		refused("a disabled user", "", disabled, password, "NotAuthorizedException", "User is disabled."),
		refused("a disabled user, whatever the password", "A063", disabled, "Wr0ng!pass", "NotAuthorizedException", "User is disabled."),
		refused("a user whose password has to be reset", "", reset, password, "PasswordResetRequiredException", "Password reset required for the user"),
		refused("an unknown user, where the client tells", "", func(w *World) { plain(w); w.user.Login = "nobody" }, password, "UserNotFoundException", "User does not exist."),
		refused("an unknown user, where the client hides", "", func(w *World) {
			w.Pool()
			w.Client(HideUsers())
			w.User()
			w.user.Login = "nobody"
		}, password, "NotAuthorizedException", badPassword),
		refused("a user who was deleted", "", func(w *World) {
			plain(w)
			OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
		}, password, "UserNotFoundException", "User does not exist."),
		bothDoors(Case{
			Says: "a user who was enabled again signs in", Given: disabled,
			Steps: steps(
				func(w *World) {
					OK(w, w.API.AdminEnableUser, &cip.AdminEnableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login})
				},
				func(w *World) { w.SignedIn(w.SignIn()) },
			),
		}),
	} {
		cases = append(cases, group...)
	}
	return append(cases, temporaryCases()...)
}

// temporaryCases are about how long a temporary password is good.
func temporaryCases() []Case {
	const expired = "Temporary password has expired and must be reset by an administrator."
	days := func(n int32) PoolOption {
		return Passwords(types.PasswordPolicyType{MinimumLength: new(int32(8)), TemporaryPasswordValidityDays: n})
	}
	lives := func(says string, pool []PoolOption, day int) []Case {
		return bothDoors(Case{
			Needs: needs(Clock), Says: says,
			Given: func(w *World) { w.Pool(pool...); w.Client(); w.User(Temporary()); w.Freeze() },
			Steps: steps(func(w *World) {
				w.Advance(time.Duration(day)*24*time.Hour - time.Minute)
				w.Asked(w.SignIn(), "NEW_PASSWORD_REQUIRED")
				w.Advance(2 * time.Minute)
				w.Fails(Refusal(w.TrySignIn(password)), "NotAuthorizedException", expired)
			}),
		})
	}
	again := bothDoors(Case{
		Operations: ops("AdminCreateUser"), Needs: needs(Clock, Inspect), Says: "sending the invitation again gives the temporary password a new life",
		Given: func(w *World) { w.Pool(); w.Client(); w.User(Temporary(), Mail(annMail)); w.Freeze() },
		Steps: steps(func(w *World) {
			w.Advance(8 * 24 * time.Hour)
			OK(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{
				UserPoolId: &w.pool.ID, Username: &w.user.Login, MessageAction: "RESEND", TemporaryPassword: new(otherPassword),
				DesiredDeliveryMediums: []types.DeliveryMediumType{"EMAIL"},
			})
			w.Fails(Refusal(w.TrySignIn(password)), "NotAuthorizedException", badPassword)
			a, err := w.TrySignIn(otherPassword)
			w.must(err)
			w.Asked(a, "NEW_PASSWORD_REQUIRED")
		}),
	})
	cases := lives("a temporary password lives seven days", nil, 7)
	cases = append(cases, lives("a temporary password lives as long as the pool says", []PoolOption{days(1)}, 1)...)
	return append(cases, again...)
}

// lockoutCases are about wrong passwords in a row. Doc: developer guide, authentication with user pools. The text is from
// amazon-archives/amazon-cognito-identity-js#479.
func lockoutCases() []Case {
	const locked = "Password attempts exceeded"
	miss := func(w *World, times int) {
		w.t.Helper()
		for range times {
			w.Fails(Refusal(w.TrySignIn("Wr0ng!pass")), "NotAuthorizedException", badPassword)
		}
	}
	shut := func(w *World, pw string) {
		w.t.Helper()
		w.Fails(Refusal(w.TrySignIn(pw)), "NotAuthorizedException", locked)
	}
	given := func(w *World) { plain(w); w.Freeze() }
	list := []Case{
		{Says: "four wrong passwords lock nobody out", Given: given, Steps: steps(
			func(w *World) { miss(w, 4) },
			func(w *World) { w.SignedIn(w.SignIn()) },
		)},
		{Says: "the fifth wrong password locks for a second, even for the right one", Given: given, Steps: steps(
			func(w *World) { miss(w, 5) },
			func(w *World) {
				shut(w, password)
				w.Advance(time.Second)
				w.SignedIn(w.SignIn())
			},
		)},
		{Says: "each further one doubles the time", Given: given, Steps: steps(
			func(w *World) { miss(w, 5) },
			func(w *World) {
				for _, wait := range []time.Duration{1, 2, 4, 8} {
					w.Advance(wait*time.Second - time.Millisecond)
					shut(w, password)
					w.Advance(time.Millisecond)
					miss(w, 1)
				}
				w.Advance(16 * time.Second)
				w.SignedIn(w.SignIn())
			},
		)},
		{Says: "what is tried while locked does not count", Given: given, Steps: steps(
			func(w *World) { miss(w, 5) },
			func(w *World) {
				for range 10 {
					shut(w, "Wr0ng!pass")
				}
				w.Advance(time.Second)
				w.SignedIn(w.SignIn())
			},
		)},
		{Says: "a good sign-in forgets the wrong ones", Given: given, Steps: steps(
			func(w *World) { miss(w, 4); w.SignIn() },
			func(w *World) { miss(w, 4); w.SignedIn(w.SignIn()) },
		)},
		{Says: "a quarter of an hour of quiet forgets the wrong ones", Given: given, Steps: steps(
			func(w *World) { miss(w, 4) },
			func(w *World) {
				w.Advance(15*time.Minute + time.Second)
				miss(w, 4)
				w.SignedIn(w.SignIn())
			},
		)},
		{Says: "one user's wrong passwords are not another's", Given: given, Steps: steps(
			func(w *World) { miss(w, 5) },
			func(w *World) {
				shut(w, password)
				w.User()
				w.SignedIn(w.SignIn())
			},
		)},
	}
	var cases []Case
	for _, c := range list {
		c.Needs = needs(Clock)
		cases = append(cases, bothDoors(c)...)
	}
	return append(cases, Case{
		Operations: ops("RespondToAuthChallenge"), Needs: needs(Clock), Assumes: "A218", Says: "wrong proofs by SRP count as wrong passwords", Given: given,
		Steps: steps(
			func(w *World) {
				for range 5 {
					w.Fails(Refusal(w.SRP("Wr0ng!pass", nil)), "NotAuthorizedException", badPassword)
				}
			},
			func(w *World) { shut(w, password) },
		),
	})
}
