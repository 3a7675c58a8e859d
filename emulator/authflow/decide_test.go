package authflow

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// pool makes a pool of a mode with factors out of "sms", "totp", "email".
func poolWith(mode types.UserPoolMfaType, factors string) *state.Pool {
	p := &state.Pool{Config: types.UserPoolType{MfaConfiguration: mode}}
	if strings.Contains(factors, "sms") {
		p.Config.SmsConfiguration = &types.SmsConfigurationType{}
	}
	if strings.Contains(factors, "totp") {
		p.MFA.SoftwareToken = &types.SoftwareTokenMfaConfigType{Enabled: true}
	}
	if strings.Contains(factors, "email") {
		p.MFA.Email = &types.EmailMfaConfigType{}
	}
	return p
}

// userWith makes a user: "phone", "mail" and "token" are what it has, "+sms", "+totp", "+email" what
// it enabled, "!SMS_MFA" and so on what it prefers.
func userWith(traits string) *state.User {
	u := &state.User{Attributes: map[string]string{}}
	for _, trait := range strings.Fields(traits) {
		switch trait {
		case "phone":
			u.Attributes["phone_number"] = "+15550100"
		case "mail":
			u.Attributes["email"] = "a@example.com"
		case "token":
			u.MFA.Token = &state.Authenticator{}
		case "+sms":
			u.MFA.SMS = true
		case "+totp":
			u.MFA.TOTP = true
		case "+email":
			u.MFA.Email = true
		default:
			u.MFA.Preferred = types.ChallengeNameType(strings.TrimPrefix(trait, "!"))
		}
	}
	return u
}

func TestSecondFactor(t *testing.T) {
	const off, optional, on = types.UserPoolMfaTypeOff, types.UserPoolMfaTypeOptional, types.UserPoolMfaTypeOn
	for _, c := range []struct {
		mode    types.UserPoolMfaType
		factors string
		user    string
		want    string
	}{
		{off, "sms totp email", "phone mail token +sms +totp", "tokens"},
		{optional, "sms totp email", "phone mail", "tokens"},
		{optional, "totp", "token", "tokens"}, // verified and never enabled
		{optional, "sms totp", "phone +sms", "SMS_MFA"},
		{optional, "totp", "token +totp", "SOFTWARE_TOKEN_MFA"},
		{optional, "email", "mail +email", "EMAIL_OTP"},
		{optional, "sms totp", "phone token +sms +totp", "SELECT_MFA_TYPE [SMS_MFA SOFTWARE_TOKEN_MFA]"},
		{optional, "sms totp", "phone token +sms +totp !SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA"},
		{optional, "sms", "token +totp", "SOFTWARE_TOKEN_MFA"}, // the pool switched it off later
		{optional, "sms", "+sms", "stuck"},                     // the number is gone
		{on, "totp", "", "MFA_SETUP [SOFTWARE_TOKEN_MFA]"},
		{on, "totp", "token", "SOFTWARE_TOKEN_MFA"},
		{on, "sms", "phone", "SMS_MFA"},
		{on, "sms", "", "stuck"},
		{on, "sms totp", "", "MFA_SETUP [SMS_MFA SOFTWARE_TOKEN_MFA]"},
		{on, "sms totp", "phone", "SMS_MFA"},
		{on, "sms totp", "phone token", "SELECT_MFA_TYPE [SMS_MFA SOFTWARE_TOKEN_MFA]"},
		{on, "sms totp", "phone token +sms", "SELECT_MFA_TYPE [SMS_MFA SOFTWARE_TOKEN_MFA]"},
		{on, "email", "mail", "EMAIL_OTP"},
		{on, "email totp", "mail", "EMAIL_OTP"},
		{on, "email sms", "mail", "EMAIL_OTP"},
		{on, "email sms", "mail phone", "SELECT_MFA_TYPE [SMS_MFA EMAIL_OTP]"},
		{on, "email totp", "", "MFA_SETUP [SOFTWARE_TOKEN_MFA EMAIL_OTP]"},
		{on, "email", "", "MFA_SETUP [EMAIL_OTP]"},
		{on, "sms email totp", "phone mail token +email !EMAIL_OTP", "EMAIL_OTP"},
		{on, "sms totp", "phone token +totp !SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA"},
		{on, "sms", "phone token", "SELECT_MFA_TYPE [SMS_MFA SOFTWARE_TOKEN_MFA]"}, // TOTP switched off later
		{on, "sms", "+sms !SMS_MFA", "stuck"},                                      // preferred, and the number is gone
	} {
		d := secondFactor(poolWith(c.mode, c.factors), userWith(c.user))
		got := string(d.challenge)
		switch {
		case d.stuck:
			got = "stuck"
		case got == "":
			got = "tokens"
		case d.choices != nil:
			got += " " + fmt.Sprint(d.choices)
		}
		if got != c.want {
			t.Errorf("%s with %s, user %q: %s, want %s", c.mode, c.factors, c.user, got, c.want)
		}
	}
}
