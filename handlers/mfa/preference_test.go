package mfa_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

const cannot = "InvalidParameterException: User does not have delivery config set to turn on "

func TestAPreferenceIsKeptAsAWhole(t *testing.T) {
	token := &state.Authenticator{Secret: []byte("s")}
	both := []string{"phone_number", phone, "email", mail}
	totp := func(preferred bool) *types.SoftwareTokenMfaSettingsType {
		return &types.SoftwareTokenMfaSettingsType{Enabled: true, PreferredMfa: preferred}
	}
	for name, c := range map[string]struct {
		pairs []string
		has   state.UserMFA
		in    cip.AdminSetUserMFAPreferenceInput
		want  string
		left  state.UserMFA
	}{
		"nothing said": {both, state.UserMFA{SMS: true, Preferred: "SMS_MFA"}, cip.AdminSetUserMFAPreferenceInput{}, fine, state.UserMFA{SMS: true, Preferred: "SMS_MFA"}},
		"SMS":          {both, state.UserMFA{}, cip.AdminSetUserMFAPreferenceInput{SMSMfaSettings: on(false)}, fine, state.UserMFA{SMS: true}},
		"the preference moves": {both, state.UserMFA{Token: token, TOTP: true, Preferred: "SOFTWARE_TOKEN_MFA"},
			cip.AdminSetUserMFAPreferenceInput{SMSMfaSettings: on(true)}, fine, state.UserMFA{Token: token, TOTP: true, SMS: true, Preferred: "SMS_MFA"}},
		"off takes the preference along": {both, state.UserMFA{SMS: true, Email: true, Preferred: "SMS_MFA"},
			cip.AdminSetUserMFAPreferenceInput{SMSMfaSettings: &types.SMSMfaSettingsType{}}, fine, state.UserMFA{Email: true}},
		"SMS without a number": {nil, state.UserMFA{}, cip.AdminSetUserMFAPreferenceInput{SMSMfaSettings: on(false)}, cannot + "SMS_MFA", state.UserMFA{}},
		"no authenticator": {both, state.UserMFA{Pending: []byte("p")}, cip.AdminSetUserMFAPreferenceInput{SMSMfaSettings: on(true), SoftwareTokenMfaSettings: totp(false)},
			cannot + "SOFTWARE_TOKEN_MFA", state.UserMFA{Pending: []byte("p")}}, // and SMS is not on either
	} {
		t.Run(name, func(t *testing.T) {
			for _, admin := range []bool{true, false} {
				t.Run(map[bool]string{true: "by an administrator", false: "by the user"}[admin], func(t *testing.T) {
					s := begin(t, c.pairs...)
					s.has(c.has)
					var err error
					if in := c.in; admin {
						in.UserPoolId, in.Username = aws.String(string(s.pool.ID)), aws.String("ann")
						_, err = s.API.AdminSetUserMFAPreference(t.Context(), &in)
					} else {
						_, err = s.Unsigned.SetUserMFAPreference(t.Context(), &cip.SetUserMFAPreferenceInput{
							AccessToken: s.token, SMSMfaSettings: in.SMSMfaSettings, SoftwareTokenMfaSettings: in.SoftwareTokenMfaSettings, EmailMfaSettings: in.EmailMfaSettings})
					}
					optest.Refused(t, err, c.want)
					optest.Equal(t, s.Look(s.ann).MFA, c.left)
				})
			}
		})
	}
}

func TestOldSettings(t *testing.T) {
	sms := []types.MFAOptionType{{DeliveryMedium: "SMS", AttributeName: aws.String("phone_number")}}
	const bad = "InvalidParameterException: Invalid MFA options given"
	for name, c := range map[string]struct {
		pairs   []string
		has     state.UserMFA
		options []types.MFAOptionType
		want    string
		left    state.UserMFA
	}{
		"SMS":                  {[]string{"phone_number", phone}, state.UserMFA{}, sms, fine, state.UserMFA{SMS: true, Options: sms}},
		"none":                 {nil, state.UserMFA{SMS: true, Options: sms, Preferred: "SMS_MFA"}, []types.MFAOptionType{}, fine, state.UserMFA{Options: []types.MFAOptionType{}}},
		"SMS without a number": {nil, state.UserMFA{}, sms, cannot + "SMS_MFA", state.UserMFA{}},
		"e-mail":               {nil, state.UserMFA{}, []types.MFAOptionType{{DeliveryMedium: "EMAIL", AttributeName: aws.String("email")}}, bad, state.UserMFA{}},
		"SMS to an address":    {nil, state.UserMFA{}, []types.MFAOptionType{{DeliveryMedium: "SMS", AttributeName: aws.String("email")}}, bad, state.UserMFA{}},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.pairs...)
			s.has(c.has)
			_, err := s.API.AdminSetUserSettings(t.Context(), &cip.AdminSetUserSettingsInput{UserPoolId: aws.String(string(s.pool.ID)), Username: aws.String("ann"), MFAOptions: c.options})
			optest.Refused(t, err, c.want)
			optest.Equal(t, s.Look(s.ann).MFA, c.left)
			s.has(c.has)
			_, err = s.Unsigned.SetUserSettings(t.Context(), &cip.SetUserSettingsInput{AccessToken: s.token, MFAOptions: c.options})
			optest.Refused(t, err, c.want)
			optest.Equal(t, s.Look(s.ann).MFA, c.left)
		})
	}
}
