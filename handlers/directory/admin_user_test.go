package directory_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func TestAdminGetUser(t *testing.T) {
	s := begin(t)
	user := s.User(t, s.pool, "ann", "phone_number", phone, "dev:custom:team", "blue")
	plain := &cip.AdminGetUserOutput{
		Username:       aws.String("ann"),
		UserAttributes: optest.Attributes("sub", string(user.Sub), "dev:custom:team", "blue", "phone_number", phone),
		Enabled:        true, UserStatus: "CONFIRMED", UserCreateDate: aws.Time(s.Now()), UserLastModifiedDate: aws.Time(s.Now()),
	}
	get := func(name string) (*cip.AdminGetUserOutput, error) {
		return s.API.AdminGetUser(t.Context(), &cip.AdminGetUserInput{UserPoolId: (*string)(&s.pool.ID), Username: &name})
	}
	for _, name := range []string{"ann", string(user.Sub)} {
		out, err := get(name)
		if err != nil {
			t.Fatal(err)
		}
		optest.Equal(t, out, plain)
	}
	options := []types.MFAOptionType{{DeliveryMedium: "SMS", AttributeName: aws.String("phone_number")}}
	s.Change(t, user, func(u *state.User) {
		u.MFA = state.UserMFA{SMS: true, TOTP: true, Preferred: types.ChallengeNameTypeSmsMfa, Options: options}
	})
	out, err := get("ann")
	if err != nil {
		t.Fatal(err)
	}
	plain.MFAOptions, plain.PreferredMfaSetting, plain.UserMFASettingList = options, aws.String("SMS_MFA"), []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA"}
	optest.Equal(t, out, plain)
	_, err = get("nobody")
	optest.Refused(t, err, noSuchUser)
}

func TestAdminDeleteUser(t *testing.T) {
	s := begin(t, named)
	user := s.User(t, s.pool, "0c1d", "email", mail)
	client := s.Client(t, s.pool, &cip.CreateUserPoolClientInput{ClientName: aws.String("client")})
	s.AccessToken(t, client, user)
	in := &cip.AdminDeleteUserInput{UserPoolId: (*string)(&s.pool.ID), Username: aws.String(mail)}
	out, err := s.API.AdminDeleteUser(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, out, &cip.AdminDeleteUserOutput{})
	if s.Look(user) != nil || !revoked(s, user) {
		t.Error("something is left of the user")
	}
	_, err = s.API.AdminDeleteUser(t.Context(), in)
	optest.Refused(t, err, noSuchUser)
}

// revoked tells whether the user has tokens and all of them are revoked.
func revoked(s *scene, u *state.User) bool {
	grants := s.Env.Store.View().GrantsOf(u.Pool, u.Sub)
	for _, g := range grants {
		if !g.Revoked {
			return false
		}
	}
	return len(grants) > 0
}

func TestAdminDisableAndEnableUser(t *testing.T) {
	s := begin(t)
	user := s.temporary("ann")
	client := s.Client(t, s.pool, &cip.CreateUserPoolClientInput{ClientName: aws.String("client")})
	s.AccessToken(t, client, user)
	s.Env.Clock.Advance(time.Minute)
	disabled, err := s.API.AdminDisableUser(t.Context(), &cip.AdminDisableUserInput{UserPoolId: (*string)(&s.pool.ID), Username: aws.String("ann")})
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, disabled, &cip.AdminDisableUserOutput{})
	want := *user
	want.Enabled, want.Modified = false, s.Now()
	optest.Equal(t, s.Look(user), &want)
	if !revoked(s, user) {
		t.Error("tokens are still good")
	}
	s.Env.Clock.Advance(time.Minute)
	enabled, err := s.API.AdminEnableUser(t.Context(), &cip.AdminEnableUserInput{UserPoolId: (*string)(&s.pool.ID), Username: aws.String("ann")})
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, enabled, &cip.AdminEnableUserOutput{})
	want.Enabled, want.Modified = true, s.Now()
	optest.Equal(t, s.Look(user), &want)
	if !revoked(s, user) {
		t.Error("tokens are good again")
	}
}

func TestAdminConfirmSignUp(t *testing.T) {
	s := begin(t)
	user := s.Change(t, s.User(t, s.pool, "ann", "email", mail, "email_verified", "false"), func(u *state.User) {
		u.Status = types.UserStatusTypeUnconfirmed
	})
	s.Write(t, func(tx *state.Tx) error {
		return tx.PutCode(&state.Code{Pool: user.Pool, Sub: user.Sub, Purpose: state.PurposeSignUp, Attribute: "email", Value: "123456", Expires: s.Now()})
	})
	s.Env.Clock.Advance(time.Minute)
	if err := s.confirm("ann"); err != nil {
		t.Fatal(err)
	}
	want := *user
	want.Status, want.Modified = types.UserStatusTypeConfirmed, s.Now()
	optest.Equal(t, s.Look(user), &want)
	if s.Env.Store.View().Code(user.Pool, user.Sub, state.PurposeSignUp, "") != nil {
		t.Error("the code of the sign-up is still good")
	}
	for _, status := range types.UserStatusType("").Values() {
		if status == types.UserStatusTypeUnconfirmed {
			continue
		}
		s.Change(t, user, func(u *state.User) { u.Status = status })
		optest.Refused(t, s.confirm("ann"), "NotAuthorizedException: User cannot be confirmed. Current status is "+string(status))
	}
}

// TestNobody: every operation on a user says so when there is none, or when there is one no more.
func TestNobody(t *testing.T) {
	s := begin(t)
	pool, nobody := (*string)(&s.pool.ID), aws.String("nobody")
	for name, err := range map[string]error{
		"AdminConfirmSignUp":        s.confirm("nobody"),
		"AdminSetUserPassword":      s.setPassword("nobody", "short", true),
		"AdminResetUserPassword":    s.reset("nobody"),
		"AdminUpdateUserAttributes": s.update("nobody", "custom:none", "x"),
		"AdminDeleteUserAttributes": errorOf(s.API.AdminDeleteUserAttributes(t.Context(), &cip.AdminDeleteUserAttributesInput{
			UserPoolId: pool, Username: nobody, UserAttributeNames: []string{"custom:none"}})),
		"AdminEnableUser":  errorOf(s.API.AdminEnableUser(t.Context(), &cip.AdminEnableUserInput{UserPoolId: pool, Username: nobody})),
		"AdminDisableUser": errorOf(s.API.AdminDisableUser(t.Context(), &cip.AdminDisableUserInput{UserPoolId: pool, Username: nobody})),
	} {
		t.Run(name, func(t *testing.T) { optest.Refused(t, err, noSuchUser) })
	}
}

func errorOf(_ any, err error) error { return err }
