package signup_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

// asked is a member who asked for a code.
func (s *scene) asked() (*state.User, string) {
	s.t.Helper()
	user := s.member("ann", "email", mail, "email_verified", "true")
	if _, err := s.forgot("ann"); err != nil {
		s.t.Fatal(err)
	}
	return user, s.Message(s.t).Code
}

// A user whose password an administrator reset, who was locked out, is as good as new.
func TestConfirmForgotPasswordEffects(t *testing.T) {
	s := begin(t)
	user, code := s.asked()
	s.Change(t, user, func(u *state.User) {
		u.Status = types.UserStatusTypeResetRequired
		u.SignIn = state.Lockout{Failures: 9, LastFailure: s.Now(), Until: s.Now().Add(time.Hour)}
		u.Attributes["email_verified"] = "false"
	})
	out, err := s.Unsigned.ConfirmForgotPassword(t.Context(), &cip.ConfirmForgotPasswordInput{
		ClientId: (*string)(&s.client.ID), Username: aws.String(string(user.Sub)), ConfirmationCode: &code, Password: aws.String(otherPassword)})
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, out, &cip.ConfirmForgotPasswordOutput{})
	got := s.Look(user)
	want := user.Clone()
	want.Password = got.Password
	optest.Equal(t, got, want)
}

func TestConfirmForgotPasswordRefusals(t *testing.T) {
	history := pool(func(in *cip.CreateUserPoolInput) {
		in.UserPoolTier = types.UserPoolTierTypeEssentials
		in.Policies = &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{MinimumLength: aws.Int32(8), PasswordHistorySize: aws.Int32(2)}}
	})
	for name, c := range map[string]struct {
		plan       []func(*plan)
		before     func(*scene, *state.User)
		name, next string
		code       func(string) string
		want       string
	}{
		"a wrong code":     {nil, nil, "ann", otherPassword, wrong, codeMismatch},
		"after an hour":    {nil, func(s *scene, _ *state.User) { s.Env.Clock.Advance(time.Hour) }, "ann", otherPassword, nil, expiredCode},
		"an unknown user":  {nil, nil, "bob", otherPassword, nil, notFound},
		"a weak password":  {nil, nil, "ann", "password", nil, "InvalidPasswordException: Password does not conform to policy: Password must have uppercase characters"},
		"whoever it is of": {nil, nil, "bob", "short", nil, "InvalidPasswordException: Password does not conform to policy: Password not long enough"},
		"the same again":   {[]func(*plan){history}, nil, "ann", password, nil, "PasswordHistoryPolicyViolationException: Password has previously been used"},
		"a wrong code tells nothing of the history": {[]func(*plan){history}, nil, "ann", password, wrong, codeMismatch},
		"a disabled user": {nil, func(s *scene, u *state.User) {
			s.Change(s.t, u, func(u *state.User) { u.Enabled = false })
		}, "ann", otherPassword, nil, "NotAuthorizedException: User is disabled"},
		"nobody asked for a code": {nil, func(s *scene, u *state.User) {
			s.Write(s.t, func(tx *state.Tx) error {
				tx.DropCode(u.Pool, u.Sub, state.PurposePassword, "")
				return nil
			})
		}, "ann", otherPassword, nil, expiredCode},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.plan...)
			user, code := s.asked()
			if c.before != nil {
				c.before(s, user)
			}
			if c.code != nil {
				code = c.code(code)
			}
			user = s.Look(user)
			optest.Refused(t, s.reset(c.name, code, c.next), c.want)
			optest.Equal(t, s.Look(user), user)
		})
	}
}

// A refused password leaves the code good, and a new code makes the old one void.
func TestConfirmForgotPasswordCodes(t *testing.T) {
	s := begin(t)
	user, old := s.asked()
	if _, err := s.forgot("ann"); err != nil {
		t.Fatal(err)
	}
	code := s.Message(t).Code
	optest.Refused(t, s.reset("ann", old, otherPassword), expiredCode)
	optest.Refused(t, s.reset("ann", code, "short"), "InvalidPasswordException: Password does not conform to policy: Password not long enough")
	if err := s.reset("ann", code, otherPassword); err != nil || !account.PasswordIs(s.Look(user), otherPassword) {
		t.Error(err)
	}
}

func TestConfirmForgotPasswordLimit(t *testing.T) {
	s := begin(t)
	_, code := s.asked()
	for range 20 {
		optest.Refused(t, s.reset("ann", wrong(code), otherPassword), codeMismatch)
	}
	optest.Refused(t, s.reset("ann", code, otherPassword), tooOften)
}

// Of several with one code, one sets the password.
func TestConfirmForgotPasswordRace(t *testing.T) {
	s := begin(t)
	user, code := s.asked()
	candidates := []string{"Ki3ne$Wort", "Th1rd!pass", "F0urth!pass", "F1fth!pass"}
	won := ""
	for i, err := range optest.Race(len(candidates), func(i int) error { return s.reset("ann", code, candidates[i]) }) {
		if err == nil {
			won += candidates[i]
			continue
		}
		optest.Refused(t, err, expiredCode)
	}
	if !account.PasswordIs(s.Look(user), won) {
		t.Errorf("the password is not %q", won)
	}
}
