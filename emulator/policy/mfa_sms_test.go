package policy_test

import (
	"testing"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

func TestSMSStaysAFactor(t *testing.T) {
	t.Parallel()
	token := &types.SoftwareTokenMfaConfigType{Enabled: true}
	tokenOnly := cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: token}
	withSMS := cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: token,
		SmsMfaConfiguration: &types.SmsMfaConfigType{SmsConfiguration: sms()}}
	const stays = invalidParameter + "Can't turn off SMS_MFA when SMS configuration is set for the user pool"
	pool := &state.Pool{Config: newPool(t, func(in *cip.CreateUserPoolInput) { in.SmsConfiguration = sms() })}
	for _, step := range []struct {
		name string
		in   cip.SetUserPoolMfaConfigInput
		want string
		sms  bool
	}{
		{"no call has spoken of SMS", tokenOnly, "", false},
		{"SMS is a factor", withSMS, "", true},
		{"it cannot be left out", tokenOnly, stays, true},
		{"but MFA can go", cip.SetUserPoolMfaConfigInput{}, "", false},
		{"and begin again without it", tokenOnly, "", false},
		{"another refusal changes nothing", cip.SetUserPoolMfaConfigInput{SoftwareTokenMfaConfiguration: token},
			invalidParameter + "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.", false},
	} {
		config, mfa, err := policy.NextMFA(pool, &step.in)
		wantError(t, err, step.want)
		if mfa.SMS != step.sms {
			t.Errorf("%s: SMS is a factor: %t", step.name, mfa.SMS)
		}
		pool = &state.Pool{Config: config, MFA: mfa}
	}
}

func TestRelyingParty(t *testing.T) {
	t.Parallel()
	pool := &state.Pool{Config: newPool(t, nil)}
	for id, valid := range map[string]bool{
		"example.com": true, "auth-1.Example.com": true, "localhost": true,
		"https://example.com": false, "example.com:8080": false, "example.com/x": false, "ex ample.com": false,
	} {
		want := invalidParameter + "RelyingPartyId contains invalid characters"
		if valid {
			want = ""
		}
		_, _, err := policy.NextMFA(pool, &cip.SetUserPoolMfaConfigInput{WebAuthnConfiguration: &types.WebAuthnConfigurationType{RelyingPartyId: &id}})
		wantError(t, err, want)
	}
}
