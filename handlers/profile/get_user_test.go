package profile_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func TestGetUser(t *testing.T) {
	attributes := []string{"name", "Ann", "email", mail, "custom:tier", "gold", "dev:custom:note", "hush"}
	for name, c := range map[string]struct {
		plan []func(*plan)
		mfa  state.UserMFA
		want cip.GetUserOutput
	}{
		"a client that reads all": {nil, state.UserMFA{}, cip.GetUserOutput{
			UserAttributes: optest.Attributes("custom:tier", "gold", "email", mail, "name", "Ann")}},
		"a client that reads the name": {
			[]func(*plan){client(func(in *cip.CreateUserPoolClientInput) { in.ReadAttributes = []string{"name"} })}, state.UserMFA{},
			cip.GetUserOutput{UserAttributes: optest.Attributes("name", "Ann")}},
		"second factors": {nil, state.UserMFA{
			SMS: true, TOTP: true, Preferred: types.ChallengeNameTypeSoftwareTokenMfa,
			Options: []types.MFAOptionType{{AttributeName: aws.String("phone_number"), DeliveryMedium: "SMS"}},
		}, cip.GetUserOutput{
			UserAttributes:      optest.Attributes("custom:tier", "gold", "email", mail, "name", "Ann"),
			MFAOptions:          []types.MFAOptionType{{AttributeName: aws.String("phone_number"), DeliveryMedium: "SMS"}},
			UserMFASettingList:  []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA"},
			PreferredMfaSetting: aws.String("SOFTWARE_TOKEN_MFA"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, append(c.plan, custom, has(attributes...))...)
			s.Change(t, s.user, func(u *state.User) { u.MFA = c.mfa })
			out, err := s.Unsigned.GetUser(t.Context(), &cip.GetUserInput{AccessToken: s.token})
			if err != nil {
				t.Fatal(err)
			}
			c.want.Username = aws.String("ann")
			c.want.UserAttributes = append(optest.Attributes("sub", string(s.user.Sub)), c.want.UserAttributes...)
			optest.Equal(t, out, &c.want)
		})
	}
}

func TestDeleteUser(t *testing.T) {
	s := begin(t)
	if _, err := s.ask("email"); err != nil {
		t.Fatal(err)
	}
	out, err := s.Unsigned.DeleteUser(t.Context(), &cip.DeleteUserInput{AccessToken: s.token})
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, out, &cip.DeleteUserOutput{})
	if s.Look(s.user) != nil || s.Env.Store.View().Code(s.pool.ID, s.user.Sub, state.PurposeAttribute, "email") != nil {
		t.Error("something was left behind")
	}
	_, err = s.Unsigned.GetUser(t.Context(), &cip.GetUserInput{AccessToken: s.token})
	optest.Refused(t, err, noUser)
	s.User(t, s.pool, "ann") // the name is free
	_, err = s.Unsigned.GetUser(t.Context(), &cip.GetUserInput{AccessToken: s.token})
	optest.Refused(t, err, noUser)
}
