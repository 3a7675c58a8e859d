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

// member is a confirmed user with a password and a verified address.
func (s *scene) member(name string, pairs ...string) *state.User {
	s.t.Helper()
	u := s.User(s.t, s.pool, name, pairs...)
	return s.Change(s.t, u, func(u *state.User) { u.Password = account.New(s.Env).NewPassword(u, password, s.Now()) })
}

func TestForgotPassword(t *testing.T) {
	s := begin(t)
	user := s.member("ann", "email", mail, "email_verified", "true")
	details, err := s.forgot("ann")
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, details, byMail("a***@e***"))
	optest.Equal(t, s.Look(user), user) // nothing changes yet
	m := s.Message(t)
	optest.Equal(t, m, &state.Message{
		ID: 1, Pool: s.pool.ID, Client: s.client.ID, Username: "ann", Sub: user.Sub, Channel: state.Email, Destination: mail,
		Purpose: "CustomMessage_ForgotPassword", Code: m.Code, Subject: "Your verification code",
		Body: "Your verification code is " + m.Code + ". ", Sent: s.Now(),
	})
	s.Env.Clock.Advance(59 * time.Minute)
	if err := s.reset("ann", m.Code, otherPassword); err != nil {
		t.Fatal(err)
	}
	got := s.Look(user)
	if !account.PasswordIs(got, otherPassword) || account.PasswordIs(got, password) || !got.Modified.Equal(s.Now()) {
		t.Errorf("%+v", got)
	}
	optest.Refused(t, s.reset("ann", m.Code, password), expiredCode) // once is enough
}

// TestForgotPasswordBy is about which address serves.
func TestForgotPasswordBy(t *testing.T) {
	const (
		byEmail = types.RecoveryOptionNameTypeVerifiedEmail
		byPhone = types.RecoveryOptionNameTypeVerifiedPhoneNumber
		byAdmin = types.RecoveryOptionNameTypeAdminOnly
	)
	both := []string{"email", mail, "email_verified", "true", "phone_number", phone, "phone_number_verified", "true"}
	unverified := []string{"email", mail, "phone_number", phone, "phone_number_verified", "false"}
	for name, c := range map[string]struct {
		recovery []types.RecoveryOptionNameType
		user     []string
		mfa      state.UserMFA
		want     *types.CodeDeliveryDetailsType
		refusal  string
	}{
		"e-mail first":          {[]types.RecoveryOptionNameType{byEmail, byPhone}, both, state.UserMFA{}, byMail("a***@e***"), ""},
		"phone first":           {[]types.RecoveryOptionNameType{byPhone, byEmail}, both, state.UserMFA{}, bySMS("+*******0001"), ""},
		"phone is MFA":          {[]types.RecoveryOptionNameType{byPhone, byEmail}, both, state.UserMFA{SMS: true}, byMail("a***@e***"), ""},
		"phone only, is MFA":    {[]types.RecoveryOptionNameType{byPhone}, both, state.UserMFA{SMS: true}, nil, noRecovery},
		"nothing verified":      {[]types.RecoveryOptionNameType{byPhone, byEmail}, unverified, state.UserMFA{}, nil, noRecovery},
		"by administrator only": {[]types.RecoveryOptionNameType{byAdmin}, both, state.UserMFA{}, nil, "NotAuthorizedException: Contact administrator to reset password."},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, sms, pool(func(in *cip.CreateUserPoolInput) {
				in.MfaConfiguration = types.UserPoolMfaTypeOptional
				in.AccountRecoverySetting = &types.AccountRecoverySettingType{}
				for i, name := range c.recovery {
					in.AccountRecoverySetting.RecoveryMechanisms = append(in.AccountRecoverySetting.RecoveryMechanisms,
						types.RecoveryOptionType{Name: name, Priority: aws.Int32(int32(i + 1))})
				}
			}))
			s.Change(t, s.member("ann", c.user...), func(u *state.User) { u.MFA = c.mfa })
			details, err := s.forgot("ann")
			if c.refusal != "" {
				optest.Refused(t, err, c.refusal)
			}
			optest.Equal(t, details, c.want)
		})
	}
}

func TestForgotPasswordRefusals(t *testing.T) {
	const na = "NotAuthorizedException: "
	for name, c := range map[string]struct {
		change     func(*state.User)
		name       string
		want, hid  string // hid: what a client that hides users gets; empty: a simulated delivery
		afterwards string // the answer to a code that was made up, of a client that hides users
	}{
		"unknown":      {nil, "bob", notFound, "", codeMismatch},
		"disabled":     {func(u *state.User) { u.Enabled = false }, "ann", na + "User is disabled", "", codeMismatch},
		"unverified":   {func(u *state.User) { delete(u.Attributes, "email_verified") }, "ann", noRecovery, "", codeMismatch},
		"unconfirmed":  {func(u *state.User) { u.Status = types.UserStatusTypeUnconfirmed }, "ann", noRecovery, "", codeMismatch},
		"temporary":    {func(u *state.User) { u.Status = types.UserStatusTypeForceChangePassword }, "ann", na + "User password cannot be reset in the current state.", na + "User password cannot be reset in the current state.", expiredCode},
		"from outside": {func(u *state.User) { u.Status = types.UserStatusTypeExternalProvider }, "ann", na + "User password cannot be reset in the current state.", na + "User password cannot be reset in the current state.", expiredCode},
	} {
		for _, hidden := range []bool{false, true} {
			title := name
			if hidden {
				title += ", hid"
			}
			t.Run(title, func(t *testing.T) {
				var plans []func(*plan)
				if hidden {
					plans = append(plans, hides)
				}
				s := begin(t, plans...)
				user := s.member("ann", "email", mail, "email_verified", "true")
				if c.change != nil {
					s.Change(t, user, c.change)
				}
				if hidden { // nobody asked yet
					optest.Refused(t, s.reset(c.name, "123456", otherPassword), expiredCode)
				}
				details, err := s.forgot(c.name)
				switch {
				case !hidden:
					optest.Refused(t, err, c.want)
				case c.hid != "":
					optest.Refused(t, err, c.hid)
				case err != nil:
					t.Error(err)
				default:
					again, _ := s.forgot(c.name)
					optest.Equal(t, again, details)
				}
				if hidden {
					optest.Refused(t, s.reset(c.name, "123456", otherPassword), c.afterwards)
				}
				if len(s.Messages()) > 0 {
					t.Error("a message was sent")
				}
			})
		}
	}
}

func TestForgotPasswordLimit(t *testing.T) {
	s := begin(t, hides)
	s.member("ann", "email", mail, "email_verified", "true")
	for _, name := range []string{"ann", "nobody"} {
		for range 20 {
			if _, err := s.forgot(name); err != nil {
				t.Fatal(err)
			}
		}
		_, err := s.forgot(name)
		optest.Refused(t, err, tooOften)
	}
}
