package profile_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func TestChangePassword(t *testing.T) {
	s := begin(t)
	if err := s.change(aws.String(password), aws.String(otherPassword)); err != nil {
		t.Fatal(err)
	}
	got := s.Look(s.user)
	if !account.PasswordIs(got, otherPassword) || account.PasswordIs(got, password) {
		t.Error("the password is not the new one")
	}
	want := s.user.Clone()
	want.Password = got.Password
	optest.Equal(t, got, want)
}

// Doc: ChangePassword, PreviousPassword is not needed of a user who has no password.
func TestChangePasswordOfNone(t *testing.T) {
	s := begin(t)
	s.Change(t, s.user, func(u *state.User) { u.Password = nil })
	if err := s.change(nil, aws.String(otherPassword)); err != nil || !account.PasswordIs(s.Look(s.user), otherPassword) {
		t.Error(err)
	}
}

func TestChangePasswordRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		before         func(*state.User)
		previous, next *string
		want           string
	}{
		"a wrong previous one":     {nil, aws.String("Wr0ng!pass"), aws.String(otherPassword), badPassword},
		"no previous one":          {nil, nil, aws.String(otherPassword), badPassword},
		"the same, of a weak one":  {nil, aws.String("Wr0ng!pass"), aws.String("weak"), badPassword},
		"a weak one":               {nil, aws.String(password), aws.String("Passwords"), "InvalidPasswordException: Password did not conform with policy: Password must have numeric characters"},
		"one that has to be reset": {func(u *state.User) { u.Status = types.UserStatusTypeResetRequired }, aws.String(password), aws.String(otherPassword), "PasswordResetRequiredException: Password reset required for the user"},
		"somebody from outside":    {func(u *state.User) { u.Status, u.Password = types.UserStatusTypeExternalProvider, nil }, nil, aws.String(otherPassword), badPassword},
		"the user is disabled":     {func(u *state.User) { u.Enabled = false }, aws.String(password), aws.String(otherPassword), "NotAuthorizedException: User is disabled."},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			if c.before != nil {
				s.Change(t, s.user, c.before)
			}
			user := s.Look(s.user)
			optest.Refused(t, s.change(c.previous, c.next), c.want)
			optest.Equal(t, s.Look(s.user), user)
		})
	}
}

// A pool that remembers three passwords refuses the present one and the two before it.
func TestChangePasswordHistory(t *testing.T) {
	const reused = "PasswordHistoryPolicyViolationException: Password has previously been used"
	s := begin(t, pool(func(in *cip.CreateUserPoolInput) {
		in.Policies = &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{MinimumLength: aws.Int32(8), PasswordHistorySize: aws.Int32(3)}}
	}))
	s.Env.Settings.NoAttemptLimits = true
	chain := []string{password, "second-1", "third--1", "fourth-1"}
	for i, next := range chain[1:] {
		optest.Refused(t, s.change(&chain[i], &chain[i]), reused)
		if err := s.change(&chain[i], &next); err != nil {
			t.Fatal(err)
		}
	}
	for _, old := range chain[1:] {
		optest.Refused(t, s.change(&chain[3], &old), reused)
	}
	if err := s.change(&chain[3], &chain[0]); err != nil {
		t.Error(err)
	}
}

func TestChangePasswordLimit(t *testing.T) {
	s := begin(t)
	for range 5 {
		optest.Refused(t, s.change(aws.String("Wr0ng!pass"), aws.String(otherPassword)), badPassword)
	}
	optest.Refused(t, s.change(aws.String(password), aws.String(otherPassword)), tooOften)
}

// Of several who know the password, one replaces it.
func TestChangePasswordRace(t *testing.T) {
	s := begin(t)
	s.Env.Settings.NoAttemptLimits = true
	candidates := []string{"Ki3ne$Wort", "Th1rd!pass", "F0urth!pass", "F1fth!pass"}
	won := ""
	for i, err := range optest.Race(len(candidates), func(i int) error { return s.change(aws.String(password), &candidates[i]) }) {
		if err == nil {
			won += candidates[i]
			continue
		}
		optest.Refused(t, err, badPassword)
	}
	if !account.PasswordIs(s.Look(s.user), won) {
		t.Errorf("the password is not %q", won)
	}
}

func TestTokenRefusals(t *testing.T) {
	s := begin(t)
	calls := map[string]func() error{
		"GetUser": func() error {
			_, err := s.Unsigned.GetUser(t.Context(), &cip.GetUserInput{AccessToken: s.token})
			return err
		},
		"DeleteUser": func() error {
			_, err := s.Unsigned.DeleteUser(t.Context(), &cip.DeleteUserInput{AccessToken: s.token})
			return err
		},
		"UpdateUserAttributes":             func() error { _, err := s.update("custom:x", "1"); return err },
		"DeleteUserAttributes":             func() error { return s.remove("custom:x") },
		"ChangePassword":                   func() error { return s.change(aws.String("x"), aws.String("y")) },
		"GetUserAttributeVerificationCode": func() error { _, err := s.ask("email"); return err },
		"VerifyUserAttribute":              func() error { return s.verify("email", "123456") },
	}
	good := s.token
	s.token = aws.String("gibberish")
	for name, call := range calls {
		t.Log(name)
		optest.Refused(t, call(), "NotAuthorizedException: Invalid Access Token")
	}
	s.token = good
	s.Write(t, func(tx *state.Tx) error {
		tx.RevokeUser(s.pool.ID, s.user.Sub)
		return nil
	})
	for name, call := range calls {
		t.Log(name)
		optest.Refused(t, call(), "NotAuthorizedException: Access Token has been revoked")
	}
}
