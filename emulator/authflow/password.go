package authflow

import (
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// admit refuses users who may not sign in with a password whatever it is, in the service's order.
// Doc: "Authentication", lockout. Seen: aws/aws-sdk-js#4608, unconfirmed comes before the password.
// Assumed: disabled does too (A063).
func (f *Flow) admit(c *op.Call, u *state.User) error {
	switch {
	case u.Status == types.UserStatusTypeUnconfirmed:
		return fault.UserNotConfirmed()
	case c.Now.Before(u.SignIn.Until):
		return fault.PasswordAttemptsExceeded()
	case !u.Enabled:
		return fault.UserDisabled()
	}
	return nil
}

// checkPassword judges the password of a user who is admitted. One whose hash was imported is kept in
// our own form from now on. Doc: "Importing users with password hashes".
func (f *Flow) checkPassword(c *op.Call, s *signIn, password string) error {
	u := s.user
	if u.Status == types.UserStatusTypeExternalProvider || !account.PasswordIs(u, password) {
		return f.passwordFailed(c, s)
	}
	if err := f.passwordRight(c, s); err != nil {
		return err
	}
	if u.Password.Imported != "" {
		own := f.accounts.NewPassword(u, password, u.Password.Set)
		s.effects = append(s.effects, func(now *state.User) error {
			if account.SamePassword(now, u) {
				now.Password = own
			}
			return nil
		})
	}
	return f.watched(c, s).SignInPassword(password)
}

// provable tells whether a user has a password that can be proved without being sent. An imported one
// cannot until its user has signed in with it once.
func provable(u *state.User) bool { return u.Password != nil && u.Password.Imported == "" }

// passwordRight refuses users whose password is right and of no use any more.
func (f *Flow) passwordRight(c *op.Call, s *signIn) error {
	var refusal error
	switch u := s.user; {
	case u.Status == types.UserStatusTypeResetRequired:
		refusal = fault.PasswordResetRequired()
	case u.Status == types.UserStatusTypeForceChangePassword && !c.Now.Before(u.Password.Set.Add(temporaryLife(c.Pool))):
		refusal = fault.TemporaryPasswordExpired()
	default:
		return nil
	}
	f.watched(c, s).Answered(types.ChallengeNamePassword, types.ChallengeResponseSuccess)
	return f.noteFailure(s, refusal)
}

// The lockout after failed passwords.
// Doc: "Authentication", lockout for failed sign-in attempts: five failures are free, then a second,
// doubling up to about a quarter of an hour; a quarter of an hour without failures forgets them.
const (
	freeFailures  = 4
	longestLock   = 15 * time.Minute
	quietInterval = 15 * time.Minute
)

// passwordFailed counts a wrong password and returns the refusal. To a user who has none and must
// choose one every password is wrong in the same way, unless the client hides who exists.
// Doc: "Importing users into user pools from a CSV file". Assumed: a proof of one too (A274).
func (f *Flow) passwordFailed(c *op.Call, s *signIn) error {
	u := s.user
	f.watched(c, s).Answered(types.ChallengeNamePassword, types.ChallengeResponseFailure)
	if err := s.watch.Failed(); err != nil {
		return err
	}
	if u.Password == nil && u.Status == types.UserStatusTypeResetRequired && !account.HidesUsers(s.client) {
		return fault.PasswordResetRequired()
	}
	if f.Settings.NoAttemptLimits {
		return fault.BadPassword()
	}
	err := f.Store.Update(func(tx *state.Tx) error {
		return tx.ChangeUser(u.Pool, u.Sub, func(u *state.User) error {
			l := &u.SignIn
			if c.Now.Sub(l.LastFailure) >= quietInterval {
				*l = state.Lockout{}
			}
			l.Failures++
			l.LastFailure = c.Now
			if n := l.Failures - freeFailures - 1; n >= 0 {
				l.Until = c.Now.Add(min(longestLock, time.Second<<min(n, 10)))
			}
			return nil
		})
	})
	if err != nil && !errors.Is(err, state.ErrGone) {
		return err
	}
	return fault.BadPassword()
}

// forgetFailures is the effect of a good password.
func forgetFailures(u *state.User) []func(*state.User) error {
	if u.SignIn == (state.Lockout{}) {
		return nil // spares every ordinary sign-in from writing the user
	}
	return []func(*state.User) error{func(u *state.User) error {
		u.SignIn = state.Lockout{}
		return nil
	}}
}

// noSuchUser is the refusal of a sign-in of nobody.
func noSuchUser(client *state.Client) error {
	if account.HidesUsers(client) {
		return fault.BadPassword()
	}
	return fault.UserNotFound()
}

func secrets(client *state.Client) []string {
	values := make([]string, len(client.Secrets))
	for i, s := range client.Secrets {
		values[i] = s.Value
	}
	return values
}

// CheckSecretHash judges the SECRET_HASH of a request that names the user as name.
func CheckSecretHash(client *state.Client, name, hash string) error {
	return policy.CheckSecretHash(string(client.ID), secrets(client), name, hash)
}

// CheckClientSecret judges the ClientSecret of a request that carries the secret itself.
func CheckClientSecret(client *state.Client, secret *string) error {
	return policy.CheckClientSecret(string(client.ID), secrets(client), aws.ToString(secret))
}

// temporaryLife is how long a temporary password can be used. The pool's policy always has it: a week
// unless something else was asked for.
func temporaryLife(p *state.Pool) time.Duration {
	return time.Duration(p.Config.Policies.PasswordPolicy.TemporaryPasswordValidityDays) * 24 * time.Hour
}
