package directory_test

import (
	"testing"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

// TestAdminSetUserPassword gives a password to a user of every status.
func TestAdminSetUserPassword(t *testing.T) {
	s := begin(t)
	user := s.temporary("ann")
	for _, status := range types.UserStatusType("").Values() {
		for _, permanent := range []bool{true, false} {
			before := s.Change(t, user, func(u *state.User) { u.Status = status })
			s.Env.Clock.Advance(time.Minute)
			if err := s.setPassword("ann", otherPassword, permanent); err != nil {
				t.Fatal(err)
			}
			got := s.Look(user)
			if !account.PasswordIs(got, otherPassword) {
				t.Errorf("%s: the password is another one", status)
			}
			want := *before
			want.Status = types.UserStatusTypeForceChangePassword
			if permanent {
				want.Status = types.UserStatusTypeConfirmed
			}
			want.Modified, want.Password = s.Now(), got.Password
			optest.Equal(t, got, &want)
		}
	}
	optest.Refused(t, s.setPassword("ann", "passw0rd!", true),
		"InvalidPasswordException: Password did not conform with password policy: Password must have uppercase characters")
}

func TestPasswordHistory(t *testing.T) {
	const reused = "PasswordHistoryPolicyViolationException: Password has previously been used"
	s := begin(t, history)
	user := s.temporary("ann")
	for _, step := range []struct {
		password  string
		permanent bool
		refused   bool
	}{
		{password, true, false}, // the temporary password is not one of the user's own
		{password, true, true},
		{"second-01", true, false},
		{password, true, true},
		{"third-01", true, false},
		{password, true, false}, // two are remembered
		{"third-01", false, true},
	} {
		err := s.setPassword("ann", step.password, step.permanent)
		if step.refused {
			optest.Refused(t, err, reused)
		} else if err != nil {
			t.Errorf("%+v: %v", step, err)
		}
	}
	if got := s.Look(user); len(got.Former) != 1 || !account.PasswordIs(got, password) {
		t.Errorf("the history is %d long", len(got.Former))
	}
}

// TestPasswordHistoryIsKeptInARace: of many who set the same password, one does.
func TestPasswordHistoryIsKeptInARace(t *testing.T) {
	s := begin(t, history)
	s.temporary("ann")
	won := 0
	for _, err := range optest.Race(8, func(int) error { return s.setPassword("ann", otherPassword, true) }) {
		if err == nil {
			won++
			continue
		}
		optest.Refused(t, err, "PasswordHistoryPolicyViolationException: Password has previously been used")
	}
	if won != 1 {
		t.Errorf("%d set the same password", won)
	}
}

func TestAdminResetUserPassword(t *testing.T) {
	s := begin(t)
	user := s.User(t, s.pool, "ann", "email", mail, "email_verified", "true")
	for range 2 {
		s.Env.Clock.Advance(time.Minute)
		if err := s.reset("ann"); err != nil {
			t.Fatal(err)
		}
		want := *user
		want.Status, want.Modified = types.UserStatusTypeResetRequired, s.Now()
		optest.Equal(t, s.Look(user), &want)
	}
	code := s.Env.Store.View().Code(user.Pool, user.Sub, state.PurposePassword, "")
	optest.Equal(t, s.Message(t), &state.Message{
		ID: 2, Pool: s.pool.ID, Username: "ann", Sub: user.Sub, Channel: state.Email, Destination: mail,
		Purpose: "CustomMessage_ForgotPassword", Code: code.Value, Subject: "Your verification code",
		Body: "Your verification code is " + code.Value + ". ", Sent: s.Now(),
	})
	if code.Expires != s.Now().Add(time.Hour) {
		t.Errorf("the code is good until %v", code.Expires)
	}
}

func TestAdminResetUserPasswordRefusals(t *testing.T) {
	const (
		na          = "NotAuthorizedException: "
		cannotReset = na + "User password cannot be reset in the current state."
		noRecovery  = "InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number"
	)
	adminOnly := func(in *cip.CreateUserPoolInput) {
		one := int32(1)
		in.AccountRecoverySetting = &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{{Name: "admin_only", Priority: &one}}}
	}
	for name, c := range map[string]struct {
		pool   []func(*cip.CreateUserPoolInput)
		change func(*state.User)
		want   string
	}{
		"temporary password": {nil, func(u *state.User) { u.Status = types.UserStatusTypeForceChangePassword }, cannotReset},
		"federated":          {nil, func(u *state.User) { u.Status = types.UserStatusTypeExternalProvider }, cannotReset},
		"unconfirmed":        {nil, func(u *state.User) { u.Status = types.UserStatusTypeUnconfirmed }, noRecovery},
		"disabled":           {nil, func(u *state.User) { u.Enabled = false }, na + "User is disabled"},
		"not verified":       {nil, func(u *state.User) { u.Attributes["email_verified"] = "false" }, noRecovery},
		"administrators":     {[]func(*cip.CreateUserPoolInput){adminOnly}, func(*state.User) {}, na + "Contact administrator to reset password."},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.pool...)
			user := s.Change(t, s.User(t, s.pool, "ann", "email", mail, "email_verified", "true"), c.change)
			optest.Refused(t, s.reset("ann"), c.want)
			optest.Equal(t, s.Look(user), user)
			if len(s.Messages()) > 0 {
				t.Error("something was sent")
			}
		})
	}
}
