package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

func TestRecoveryAttribute(t *testing.T) {
	t.Parallel()
	const none = invalidParameter + "Cannot reset password for the user as there is no registered/verified email or phone_number"
	email, phone := types.RecoveryOptionNameTypeVerifiedEmail, types.RecoveryOptionNameTypeVerifiedPhoneNumber
	both := map[string]string{"email": "a@b.c", "email_verified": "true", "phone_number": "+14155550123", "phone_number_verified": "true"}
	unverified := map[string]string{"email": "a@b.c", "email_verified": "false", "phone_number": "+14155550123"}
	reversed := &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{
		{Name: phone, Priority: aws.Int32(2)}, {Name: email, Priority: aws.Int32(1)},
	}}
	for _, c := range []struct {
		name    string
		setting *types.AccountRecoverySettingType
		mode    types.UserPoolMfaType
		have    map[string]string
		mfa     state.UserMFA
		want    string
		err     string
	}{
		{name: "first", setting: mechanisms(phone, email), mode: "OFF", have: both, want: "phone_number"},
		{name: "by priority", setting: reversed, mode: "OFF", have: both, want: "email"},
		{name: "second", setting: mechanisms(phone, email), mode: "OFF", have: map[string]string{"email": "a@b.c", "email_verified": "true"}, want: "email"},
		{name: "not verified", setting: mechanisms(phone, email), mode: "OFF", have: unverified, err: none},
		{name: "nothing", setting: mechanisms(email), mode: "OFF", err: none},
		{name: "administrator", setting: mechanisms(types.RecoveryOptionNameTypeAdminOnly), mode: "OFF", have: both, err: notAuthorized + "Contact administrator to reset password."},
		{name: "SMS is the second factor", setting: mechanisms(phone, email), mode: "ON", have: both, mfa: state.UserMFA{SMS: true}, want: "email"},
		{name: "SMS is the second factor, nothing else", setting: mechanisms(phone), mode: "OPTIONAL", have: both, mfa: state.UserMFA{SMS: true}, err: none},
		{name: "e-mail is the second factor", setting: mechanisms(email, phone), mode: "ON", have: both, mfa: state.UserMFA{Email: true}, want: "phone_number"},
		{name: "MFA is off", setting: mechanisms(phone, email), mode: "OFF", have: both, mfa: state.UserMFA{SMS: true}, want: "phone_number"},
		{name: "no setting", mode: "ON", have: both, mfa: state.UserMFA{SMS: true}, want: "phone_number"},
		{name: "no setting, no phone", mode: "OFF", have: map[string]string{"email": "a@b.c", "email_verified": "true"}, want: "email"},
		{name: "no setting, nothing", mode: "OFF", have: unverified, err: none},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := policy.RecoveryAttribute(
				&types.UserPoolType{AccountRecoverySetting: c.setting, MfaConfiguration: c.mode}, &state.User{Attributes: c.have, MFA: c.mfa})
			wantError(t, err, c.err)
			if got != c.want {
				t.Errorf("attribute %q, want %q", got, c.want)
			}
		})
	}
}

func TestAutoVerifiedAttribute(t *testing.T) {
	t.Parallel()
	both := &types.UserPoolType{AutoVerifiedAttributes: []types.VerifiedAttributeType{"email", "phone_number"}}
	for _, c := range []struct {
		pool *types.UserPoolType
		have map[string]string
		want string
	}{
		{both, map[string]string{"email": "a@b.c", "phone_number": "+1"}, "phone_number"},
		{both, map[string]string{"email": "a@b.c"}, "email"},
		{both, map[string]string{"phone_number": ""}, ""},
		{&types.UserPoolType{}, map[string]string{"email": "a@b.c"}, ""},
	} {
		if got := policy.AutoVerifiedAttribute(c.pool, c.have); got != c.want {
			t.Errorf("%v: %q, want %q", c.have, got, c.want)
		}
	}
}

func TestSimulatedDelivery(t *testing.T) {
	t.Parallel()
	details := func(attribute string, medium types.DeliveryMediumType, destination string) *types.CodeDeliveryDetailsType {
		return &types.CodeDeliveryDetailsType{AttributeName: aws.String(attribute), DeliveryMedium: medium, Destination: aws.String(destination)}
	}
	plain := &types.UserPoolType{}
	phones := &types.UserPoolType{AutoVerifiedAttributes: []types.VerifiedAttributeType{"phone_number"}}
	if d := diff(details("email", "EMAIL", "n***@i***"), policy.SimulatedDelivery(plain, "nobody@invalid.example")); d != "" {
		t.Error(d)
	}
	if d := diff(details("phone_number", "SMS", "+*******0123"), policy.SimulatedDelivery(plain, "+14155550123")); d != "" {
		t.Error(d)
	}
	for _, pool := range []*types.UserPoolType{plain, phones} {
		one, again, other := policy.SimulatedDelivery(pool, "nobody"), policy.SimulatedDelivery(pool, "nobody"), policy.SimulatedDelivery(pool, "somebody")
		if d := diff(one, again); d != "" {
			t.Error(d)
		}
		if *one.Destination == *other.Destination {
			t.Errorf("two names, one destination %q", *one.Destination)
		}
	}
	if got := policy.SimulatedDelivery(phones, "nobody"); got.DeliveryMedium != types.DeliveryMediumTypeSms || len(*got.Destination) != 12 {
		t.Errorf("in a pool that verifies phones: %v", *got.Destination)
	}
}
