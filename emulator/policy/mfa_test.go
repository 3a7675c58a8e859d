package policy_test

import (
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

func TestMFAConfig(t *testing.T) {
	t.Parallel()
	const (
		offWithFactor = "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
		noFactor      = "Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled."
		allDisabled   = "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration."
		noSES         = "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT. Update the value of EmailSendingAccount."
		oneTime       = "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled"
		singleFactor  = "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor"
		smsStays      = "Can't turn off SMS_MFA when SMS configuration is set for the user pool"
		recovery      = "Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_email as a recovery mechanism when Email MFA is configured."
	)
	token := func(on bool) *types.SoftwareTokenMfaConfigType { return &types.SoftwareTokenMfaConfigType{Enabled: on} }
	email := &types.EmailMfaConfigType{}
	multi := &types.WebAuthnConfigurationType{FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION"}
	ses := func(in *cip.CreateUserPoolInput) {
		in.EmailConfiguration = &types.EmailConfigurationType{EmailSendingAccount: "DEVELOPER", SourceArn: aws.String("arn:ses")}
	}
	texting := func(in *cip.CreateUserPoolInput) { in.MfaConfiguration, in.SmsConfiguration = "OPTIONAL", sms() }
	for _, c := range []struct {
		name string
		pool func(*cip.CreateUserPoolInput)
		in   cip.SetUserPoolMfaConfigInput
		want string
		mode types.UserPoolMfaType
	}{
		{name: "nothing is OFF", pool: texting, mode: "OFF"},
		{name: "OFF with passkeys", in: cip.SetUserPoolMfaConfigInput{WebAuthnConfiguration: multi}, mode: "OFF"},
		{name: "OFF with TOTP off", in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "OFF", SoftwareTokenMfaConfiguration: token(false)}, want: offWithFactor},
		{name: "OFF by omission with SMS", in: cip.SetUserPoolMfaConfigInput{SmsMfaConfiguration: &types.SmsMfaConfigType{}}, want: offWithFactor},
		{name: "OFF with e-mail, before the sender", in: cip.SetUserPoolMfaConfigInput{EmailMfaConfiguration: email}, want: offWithFactor},
		{name: "ON with nothing", in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON"}, want: noFactor},
		{name: "OPTIONAL with passkeys only", in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "OPTIONAL", WebAuthnConfiguration: multi}, want: noFactor},
		{name: "ON with TOTP off", in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: token(false)}, want: allDisabled},
		{name: "ON with TOTP", in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: token(true)}, mode: "ON"},
		{name: "TOTP in a pool with SMS", pool: texting, in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: token(true)}, mode: "ON"},
		{name: "an empty SMS block in a pool with SMS", pool: texting, in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", SmsMfaConfiguration: &types.SmsMfaConfigType{}, SoftwareTokenMfaConfiguration: token(true)}, want: smsStays},
		{name: "SMS text only", pool: texting, in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", SmsMfaConfiguration: &types.SmsMfaConfigType{SmsAuthenticationMessage: aws.String("{####} it is")}}, mode: "ON"},
		{name: "SMS brought along", in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", SmsMfaConfiguration: &types.SmsMfaConfigType{SmsConfiguration: sms()}}, mode: "ON"},
		{name: "e-mail, default sender", in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", EmailMfaConfiguration: email}, want: noSES},
		{name: "e-mail, own sender", pool: ses, in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", EmailMfaConfiguration: email}, mode: "ON"},
		{
			name: "e-mail, and recovery by e-mail only", pool: func(in *cip.CreateUserPoolInput) {
				ses(in)
				in.AccountRecoverySetting = mechanisms(types.RecoveryOptionNameTypeVerifiedEmail)
			}, in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", EmailMfaConfiguration: email}, want: recovery,
		},
		{
			name: "ON with one-time passwords", pool: func(in *cip.CreateUserPoolInput) { in.Policies = factors("PASSWORD", "EMAIL_OTP") },
			in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: token(true)}, want: oneTime,
		},
		{
			name: "OPTIONAL with one-time passwords", pool: func(in *cip.CreateUserPoolInput) { in.Policies = factors("PASSWORD", "EMAIL_OTP") },
			in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: token(true)}, mode: "OPTIONAL",
		},
		{
			name: "ON with passkeys that count once", pool: func(in *cip.CreateUserPoolInput) { in.Policies = factors("PASSWORD", "WEB_AUTHN") },
			in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: token(true)}, want: singleFactor,
		},
		{
			name: "ON with passkeys that count twice", pool: func(in *cip.CreateUserPoolInput) { in.Policies = factors("PASSWORD", "WEB_AUTHN") },
			in: cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: token(true), WebAuthnConfiguration: multi}, mode: "ON",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			pool := newPool(t, c.pool)
			next, mfa, err := policy.MFAConfig(&pool, &c.in)
			if c.want != "" {
				wantError(t, err, invalidParameter+c.want)
				return
			}
			wantError(t, err, "")
			if next.MfaConfiguration != c.mode {
				t.Errorf("mode %q, want %q", next.MfaConfiguration, c.mode)
			}
			if mfa.SoftwareToken != c.in.SoftwareTokenMfaConfiguration || mfa.Email != c.in.EmailMfaConfiguration || mfa.WebAuthn != c.in.WebAuthnConfiguration {
				t.Errorf("factors %+v are not those of the request", mfa)
			}
		})
	}
	lite := newPool(t, func(in *cip.CreateUserPoolInput) { ses(in); in.UserPoolTier = "LITE" })
	_, _, err := policy.MFAConfig(&lite, &cip.SetUserPoolMfaConfigInput{MfaConfiguration: "ON", EmailMfaConfiguration: email})
	wantError(t, err, "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Email MFA")
}

func TestMFAPreference(t *testing.T) {
	t.Parallel()
	const totp, text, mail = types.ChallengeNameTypeSoftwareTokenMfa, types.ChallengeNameTypeSmsMfa, types.ChallengeNameTypeEmailOtp
	for _, c := range []struct {
		name      string
		old       state.UserMFA
		given     []policy.Factor
		list      []string
		preferred string
		want      string
	}{
		{name: "nothing"},
		{name: "enabled", given: []policy.Factor{{totp, true, false, true}}, list: []string{"SOFTWARE_TOKEN_MFA"}},
		{name: "preferred", given: []policy.Factor{{totp, true, true, true}}, list: []string{"SOFTWARE_TOKEN_MFA"}, preferred: "SOFTWARE_TOKEN_MFA"},
		{name: "no longer preferred", old: state.UserMFA{TOTP: true, Preferred: totp}, given: []policy.Factor{{totp, true, false, true}}, list: []string{"SOFTWARE_TOKEN_MFA"}},
		{name: "disabled", old: state.UserMFA{TOTP: true, Preferred: totp}, given: []policy.Factor{{totp, false, false, true}}},
		{name: "preference moves", old: state.UserMFA{TOTP: true, Preferred: totp}, given: []policy.Factor{{text, true, true, true}}, list: []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA"}, preferred: "SMS_MFA"},
		{name: "left out stays", old: state.UserMFA{TOTP: true, Preferred: totp}, given: []policy.Factor{{mail, true, false, true}}, list: []string{"SOFTWARE_TOKEN_MFA", "EMAIL_OTP"}, preferred: "SOFTWARE_TOKEN_MFA"},
		{name: "two preferred", given: []policy.Factor{{totp, true, true, true}, {text, true, true, true}}, want: invalidParameter + "Only one MFA can be set as preferred"},
		{name: "no token", given: []policy.Factor{{totp, true, false, false}}, want: invalidParameter + "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA"},
		{name: "no phone", given: []policy.Factor{{text, true, true, false}}, want: invalidParameter + "User does not have delivery config set to turn on SMS_MFA"},
		{name: "no address", given: []policy.Factor{{mail, true, true, false}}, want: invalidParameter + "User does not have delivery config set to turn on EMAIL_OTP"},
		{name: "off without phone", given: []policy.Factor{{text, false, false, false}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := policy.MFAPreference(c.old, c.given...)
			wantError(t, err, c.want)
			if list := policy.EnabledMFA(got); !slices.Equal(list, c.list) {
				t.Errorf("enabled %q, want %q", list, c.list)
			}
			if p := aws.ToString(policy.PreferredMFA(got)); p != c.preferred {
				t.Errorf("preferred %q, want %q", p, c.preferred)
			}
		})
	}
}
