package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// plainPool is what a pool created with PoolName only shows.
func plainPool() types.UserPoolType {
	return types.UserPoolType{
		Name: aws.String("p"),
		Policies: &types.UserPoolPolicyType{
			PasswordPolicy: &types.PasswordPolicyType{
				MinimumLength: aws.Int32(8), RequireUppercase: true, RequireLowercase: true, RequireNumbers: true,
				RequireSymbols: true, TemporaryPasswordValidityDays: 7,
			},
			SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{types.AuthFactorTypePassword}},
		},
		DeletionProtection:          types.DeletionProtectionTypeInactive,
		LambdaConfig:                &types.LambdaConfigType{},
		SchemaAttributes:            policy.StandardAttributes(),
		VerificationMessageTemplate: &types.VerificationMessageTemplateType{DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithCode},
		UserAttributeUpdateSettings: &types.UserAttributeUpdateSettingsType{AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{}},
		MfaConfiguration:            types.UserPoolMfaTypeOff,
		EmailConfiguration:          &types.EmailConfigurationType{EmailSendingAccount: types.EmailSendingAccountTypeCognitoDefault},
		AdminCreateUserConfig:       &types.AdminCreateUserConfigType{UnusedAccountValidityDays: 7},
		AccountRecoverySetting: &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{
			{Name: types.RecoveryOptionNameTypeVerifiedEmail, Priority: aws.Int32(1)},
			{Name: types.RecoveryOptionNameTypeVerifiedPhoneNumber, Priority: aws.Int32(2)},
		}},
		UserPoolTier: types.UserPoolTierTypeEssentials,
	}
}

func newPool(t *testing.T, change func(*cip.CreateUserPoolInput)) types.UserPoolType {
	t.Helper()
	in := &cip.CreateUserPoolInput{PoolName: aws.String("p")}
	if change != nil {
		change(in)
	}
	pool, err := policy.NewPool(in)
	if err != nil {
		t.Fatal(err)
	}
	return pool
}

func TestNewPoolDefaults(t *testing.T) {
	t.Parallel()
	got := newPool(t, nil)
	if d := diff(plainPool(), got); d != "" {
		t.Error(d)
	}
	shown := policy.DescribedPool(got)
	if shown.UserPoolTags == nil || len(shown.SchemaAttributes) != 21 || got.UserPoolTags != nil || len(got.SchemaAttributes) != 20 {
		t.Errorf("described with %d attributes and tags %v", len(shown.SchemaAttributes), shown.UserPoolTags)
	}
}

func TestNewPoolGiven(t *testing.T) {
	t.Parallel()
	got := newPool(t, func(in *cip.CreateUserPoolInput) {
		in.Policies = &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{RequireNumbers: true, TemporaryPasswordValidityDays: 3}}
		in.LambdaConfig = &types.LambdaConfigType{PreTokenGeneration: aws.String("arn:f")}
		in.EmailVerificationMessage = aws.String("old {####}")
		in.VerificationMessageTemplate = &types.VerificationMessageTemplateType{EmailSubject: aws.String("new"), SmsMessage: aws.String("sms {####}")}
		in.EmailVerificationSubject = aws.String("old")
		in.AdminCreateUserConfig = &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: true}
		in.UserPoolAddOns = &types.UserPoolAddOnsType{AdvancedSecurityMode: types.AdvancedSecurityModeTypeOff}
		in.AccountRecoverySetting = &types.AccountRecoverySettingType{}
		in.AutoVerifiedAttributes = []types.VerifiedAttributeType{}
		in.UserPoolTags = map[string]string{"a": "b"}
	})
	want := plainPool()
	want.Policies.PasswordPolicy = &types.PasswordPolicyType{MinimumLength: aws.Int32(8), RequireNumbers: true, TemporaryPasswordValidityDays: 3}
	want.LambdaConfig = &types.LambdaConfigType{
		PreTokenGeneration: aws.String("arn:f"),
		PreTokenGenerationConfig: &types.PreTokenGenerationVersionConfigType{
			LambdaArn: aws.String("arn:f"), LambdaVersion: types.PreTokenGenerationLambdaVersionTypeV10,
		},
	}
	want.EmailVerificationMessage, want.EmailVerificationSubject, want.SmsVerificationMessage = aws.String("old {####}"), aws.String("new"), aws.String("sms {####}")
	want.VerificationMessageTemplate = &types.VerificationMessageTemplateType{
		DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithCode,
		EmailMessage:       aws.String("old {####}"), EmailSubject: aws.String("new"), SmsMessage: aws.String("sms {####}"),
	}
	want.AdminCreateUserConfig = &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 3}
	want.UserPoolAddOns = &types.UserPoolAddOnsType{
		AdvancedSecurityMode: types.AdvancedSecurityModeTypeOff, AdvancedSecurityAdditionalFlows: &types.AdvancedSecurityAdditionalFlowsType{},
	}
	want.AccountRecoverySetting = nil
	want.UserPoolTags = map[string]string{"a": "b"}
	if d := diff(want, got); d != "" {
		t.Error(d)
	}
}

func factors(f ...types.AuthFactorType) *types.UserPoolPolicyType {
	return &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: f}}
}

func mechanisms(names ...types.RecoveryOptionNameType) *types.AccountRecoverySettingType {
	s := &types.AccountRecoverySettingType{}
	for i, n := range names {
		s.RecoveryMechanisms = append(s.RecoveryMechanisms, types.RecoveryOptionType{Name: n, Priority: aws.Int32(int32(i + 1))})
	}
	return s
}

func sms() *types.SmsConfigurationType {
	return &types.SmsConfigurationType{SnsCallerArn: aws.String("arn:aws:iam::123456789012:role/sms")}
}

// invites are the texts of invitations, "" for none.
func invites(email, sms string) *types.AdminCreateUserConfigType {
	t := &types.MessageTemplateType{}
	if email != "" {
		t.EmailMessage = &email
	}
	if sms != "" {
		t.SMSMessage = &sms
	}
	return &types.AdminCreateUserConfigType{InviteMessageTemplate: t}
}

func TestNewPoolRefusals(t *testing.T) {
	t.Parallel()
	const (
		email, phone = types.RecoveryOptionNameTypeVerifiedEmail, types.RecoveryOptionNameTypeVerifiedPhoneNumber
		admin        = types.RecoveryOptionNameTypeAdminOnly
		tier         = "FeatureUnavailableInTierException: The following features need to be disabled for the "
	)
	for _, c := range []struct {
		name string
		in   cip.CreateUserPoolInput
		want string
	}{
		{
			"alias and username attributes", cip.CreateUserPoolInput{
				AliasAttributes: []types.AliasAttributeType{"email"}, UsernameAttributes: []types.UsernameAttributeType{"email"},
			}, invalidParameter + "Only one of the aliasAttributes or usernameAttributes can be set in a User pool.",
		},
		{
			"required alias", cip.CreateUserPoolInput{
				AliasAttributes: []types.AliasAttributeType{"preferred_username"},
				Schema:          []types.SchemaAttributeType{{Name: aws.String("preferred_username"), Required: aws.Bool(true)}},
			}, invalidParameter + "preferred_username can not be both a required attribute and an alias.",
		},
		{"no password", cip.CreateUserPoolInput{Policies: factors("EMAIL_OTP")}, invalidParameter + "Password should be configured as one of the allowed first auth factors."},
		{"SMS_OTP", cip.CreateUserPoolInput{Policies: factors("PASSWORD", "SMS_OTP")}, invalidParameter + "SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration"},
		{"EMAIL_OTP", cip.CreateUserPoolInput{Policies: factors("PASSWORD", "EMAIL_OTP")}, ""},
		{"phone verified", cip.CreateUserPoolInput{AutoVerifiedAttributes: []types.VerifiedAttributeType{"phone_number"}}, invalidParameter + "SMS configuration is required when phone_number is selected for auto verification"},
		{"phone verified by SMS", cip.CreateUserPoolInput{AutoVerifiedAttributes: []types.VerifiedAttributeType{"phone_number"}, SmsConfiguration: sms()}, ""},
		{"MFA without SMS", cip.CreateUserPoolInput{MfaConfiguration: "OPTIONAL"}, invalidParameter + "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"},
		{"MFA with SMS", cip.CreateUserPoolInput{MfaConfiguration: "ON", SmsConfiguration: sms()}, ""},
		{"MFA and one-time password", cip.CreateUserPoolInput{MfaConfiguration: "ON", SmsConfiguration: sms(), Policies: factors("PASSWORD", "SMS_OTP")}, invalidParameter + "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled"},
		{"optional MFA and one-time password", cip.CreateUserPoolInput{MfaConfiguration: "OPTIONAL", SmsConfiguration: sms(), Policies: factors("PASSWORD", "SMS_OTP")}, ""},
		{
			"verification before update", cip.CreateUserPoolInput{
				UserAttributeUpdateSettings: &types.UserAttributeUpdateSettingsType{AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{"email"}},
			}, invalidParameter + "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
		},
		{
			"both validities", cip.CreateUserPoolInput{
				AdminCreateUserConfig: &types.AdminCreateUserConfigType{UnusedAccountValidityDays: 5},
				Policies:              &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{TemporaryPasswordValidityDays: 5}},
			}, invalidParameter + "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays",
		},
		{"the older validity alone", cip.CreateUserPoolInput{AdminCreateUserConfig: &types.AdminCreateUserConfigType{UnusedAccountValidityDays: 5}}, ""},
		{"recovery twice", cip.CreateUserPoolInput{AccountRecoverySetting: mechanisms(email, email)}, invalidParameter + "Account Recovery Setting cannot have duplicate priorities or recovery mechanisms."},
		{
			"priority twice", cip.CreateUserPoolInput{AccountRecoverySetting: &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{
				{Name: email, Priority: aws.Int32(1)}, {Name: phone, Priority: aws.Int32(1)},
			}}}, invalidParameter + "Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.",
		},
		{"administrator and e-mail", cip.CreateUserPoolInput{AccountRecoverySetting: mechanisms(admin, email)}, invalidParameter + "Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms."},
		{
			"phone only, with SMS MFA", cip.CreateUserPoolInput{MfaConfiguration: "ON", SmsConfiguration: sms(), AccountRecoverySetting: mechanisms(phone)},
			invalidParameter + "Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured.",
		},
		{
			"phone and unverifiable e-mail, with SMS MFA", cip.CreateUserPoolInput{
				MfaConfiguration: "ON", SmsConfiguration: sms(), AccountRecoverySetting: mechanisms(email, phone), AutoVerifiedAttributes: []types.VerifiedAttributeType{"phone_number"},
			}, invalidParameter + "Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured.",
		},
		{
			"the default, with SMS MFA", cip.CreateUserPoolInput{
				MfaConfiguration: "ON", SmsConfiguration: sms(), AutoVerifiedAttributes: []types.VerifiedAttributeType{"phone_number"},
			}, "",
		},
		{
			"an invitation by e-mail without the password", cip.CreateUserPoolInput{AdminCreateUserConfig: invites("Welcome aboard, {username}.", "")},
			invalidParameter + `1 validation error detected: Value 'Welcome aboard, {username}.' at 'adminCreateUserConfig.inviteMessage.emailMessage' failed to satisfy constraint: ` +
				`Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`,
		},
		{
			"an invitation by SMS without the password", cip.CreateUserPoolInput{AdminCreateUserConfig: invites("{####}", "Welcome aboard.")},
			invalidParameter + `1 validation error detected: Value 'Welcome aboard.' at 'adminCreateUserConfig.inviteMessage.smsMessage' failed to satisfy constraint: ` +
				`Member must satisfy regular expression pattern: (?s).*\{####\}(?s).*`,
		},
		{"invitations with the password", cip.CreateUserPoolInput{AdminCreateUserConfig: invites("{####}", "{####}")}, ""},
		{"phone and e-mail, with SMS MFA", cip.CreateUserPoolInput{MfaConfiguration: "ON", SmsConfiguration: sms(), AccountRecoverySetting: mechanisms(phone, email)}, ""},
		{"own sender without ARN", cip.CreateUserPoolInput{EmailConfiguration: &types.EmailConfigurationType{EmailSendingAccount: "DEVELOPER"}}, invalidParameter + "Source ARN is required to use DEVELOPER email sending owner"},
		{"bad sender", cip.CreateUserPoolInput{EmailConfiguration: &types.EmailConfigurationType{From: aws.String("Shop <shop>")}}, invalidParameter + "Provided From email address is invalid"},
		{"good sender", cip.CreateUserPoolInput{EmailConfiguration: &types.EmailConfigurationType{From: aws.String("Shop <shop@example.com>")}}, ""},
		{"custom sender without key", cip.CreateUserPoolInput{LambdaConfig: &types.LambdaConfigType{CustomSMSSender: &types.CustomSMSLambdaVersionConfigType{}}}, invalidParameter + "KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used."},
		{
			"two token triggers", cip.CreateUserPoolInput{LambdaConfig: &types.LambdaConfigType{
				PreTokenGeneration: aws.String("arn:a"), PreTokenGenerationConfig: &types.PreTokenGenerationVersionConfigType{LambdaArn: aws.String("arn:b")},
			}}, invalidParameter + "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
		},
		{"passwordless on LITE", cip.CreateUserPoolInput{UserPoolTier: "LITE", Policies: factors("PASSWORD", "WEB_AUTHN")}, tier + "LITE pricing tier configured: Passwordless Sign-In"},
		{
			"access token on LITE", cip.CreateUserPoolInput{UserPoolTier: "LITE", LambdaConfig: &types.LambdaConfigType{
				PreTokenGenerationConfig: &types.PreTokenGenerationVersionConfigType{LambdaVersion: "V3_0"},
			}}, tier + "LITE pricing tier configured: Token Customization with Pre-Token Generation Lambda V2_0",
		},
		{
			"several on LITE", cip.CreateUserPoolInput{
				UserPoolTier: "LITE", UserPoolAddOns: &types.UserPoolAddOnsType{AdvancedSecurityMode: "AUDIT"},
				Policies: &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{PasswordHistorySize: aws.Int32(3)}},
			}, tier + "LITE pricing tier configured: Password History, Threat Protection",
		},
		{
			"threat protection on ESSENTIALS", cip.CreateUserPoolInput{UserPoolAddOns: &types.UserPoolAddOnsType{AdvancedSecurityMode: "ENFORCED"}},
			tier + "ESSENTIALS pricing tier configured: Threat Protection",
		},
		{"threat protection on PLUS", cip.CreateUserPoolInput{UserPoolTier: "PLUS", UserPoolAddOns: &types.UserPoolAddOnsType{AdvancedSecurityMode: "ENFORCED"}}, ""},
		{"schema", cip.CreateUserPoolInput{Schema: []types.SchemaAttributeType{{Name: aws.String("x")}}}, invalidParameter + "Invalid AttributeDataType input, consider using the provided AttributeDataType enum."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := policy.NewPool(&c.in)
			wantError(t, err, c.want)
		})
	}
}

func TestUpdatedPoolKeepsAndResets(t *testing.T) {
	t.Parallel()
	full := newPool(t, func(in *cip.CreateUserPoolInput) {
		in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"email"}
		in.MfaConfiguration, in.SmsConfiguration = "OPTIONAL", sms()
		in.Policies = &types.UserPoolPolicyType{
			PasswordPolicy: &types.PasswordPolicyType{MinimumLength: aws.Int32(12), TemporaryPasswordValidityDays: 1},
			SignInPolicy:   &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "EMAIL_OTP"}},
		}
		in.UserPoolAddOns = &types.UserPoolAddOnsType{AdvancedSecurityMode: "OFF"}
		in.DeletionProtection, in.UserPoolTier = "ACTIVE", "PLUS"
		in.LambdaConfig = &types.LambdaConfigType{PreSignUp: aws.String("arn:f")}
		in.AdminCreateUserConfig = &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: true}
		in.DeviceConfiguration = &types.DeviceConfigurationType{ChallengeRequiredOnNewDevice: true}
		in.EmailVerificationSubject, in.UserPoolTags = aws.String("s"), map[string]string{"a": "b"}
		in.AccountRecoverySetting = mechanisms(types.RecoveryOptionNameTypeAdminOnly)
		in.UsernameConfiguration = &types.UsernameConfigurationType{CaseSensitive: aws.Bool(false)}
		in.EmailConfiguration = &types.EmailConfigurationType{EmailSendingAccount: "DEVELOPER", SourceArn: aws.String("arn:ses")}
	})
	got, err := policy.UpdatedPool(&full, state.PoolMFA{}, nil, &cip.UpdateUserPoolInput{})
	wantError(t, err, "")
	want := plainPool()
	want.MfaConfiguration, want.SmsConfiguration, want.Policies = full.MfaConfiguration, full.SmsConfiguration, full.Policies
	want.DeletionProtection, want.UserPoolTier, want.UsernameConfiguration = full.DeletionProtection, full.UserPoolTier, full.UsernameConfiguration
	want.AdminCreateUserConfig.UnusedAccountValidityDays = 1
	if d := diffUpdate(want, got); d != "" {
		t.Error(d)
	}
	if aws.ToString(full.LambdaConfig.PreSignUp) != "arn:f" {
		t.Error("the old configuration was written to")
	}
	got, err = policy.UpdatedPool(&full, state.PoolMFA{}, nil, &cip.UpdateUserPoolInput{
		PoolName: aws.String("q"), MfaConfiguration: "OFF", Policies: factors("PASSWORD"),
	})
	wantError(t, err, "")
	if *got.Name != "q" || got.SmsConfiguration != nil || *got.Policies.PasswordPolicy.MinimumLength != 12 || len(got.Policies.SignInPolicy.AllowedFirstAuthFactors) != 1 {
		t.Errorf("got %+v", got)
	}
}

func diffUpdate(want, got types.UserPoolType) string {
	want.UsernameConfiguration, got.UsernameConfiguration = nil, nil // its marker is of no interest
	return diff(want, got)
}

func TestUpdatedPoolRefusals(t *testing.T) {
	t.Parallel()
	token := state.PoolMFA{SoftwareToken: &types.SoftwareTokenMfaConfigType{Enabled: true}}
	for _, c := range []struct {
		name      string
		mfa       state.PoolMFA
		elsewhere []policy.Feature
		in        cip.UpdateUserPoolInput
		want      string
	}{
		{name: "ON without a factor", in: cip.UpdateUserPoolInput{MfaConfiguration: "ON"}, want: invalidParameter + "Cannot turn MFA functionality ON, once the user pool has been created."},
		{name: "ON with TOTP", mfa: token, in: cip.UpdateUserPoolInput{MfaConfiguration: "ON"}},
		{name: "ON with SMS in the same call", in: cip.UpdateUserPoolInput{MfaConfiguration: "ON", SmsConfiguration: sms()}},
		{
			name: "ON with passkeys that count once", mfa: token, in: cip.UpdateUserPoolInput{MfaConfiguration: "ON", Policies: factors("PASSWORD", "WEB_AUTHN")},
			want: invalidParameter + "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor",
		},
		{
			name: "older validity", in: cip.UpdateUserPoolInput{AdminCreateUserConfig: &types.AdminCreateUserConfigType{UnusedAccountValidityDays: 7}},
			want: invalidParameter + "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays",
		},
		{
			name: "verification before update, list reset", in: cip.UpdateUserPoolInput{
				UserAttributeUpdateSettings: &types.UserAttributeUpdateSettingsType{AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{"email"}},
			}, want: invalidParameter + "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
		},
		{
			name: "downgrade", mfa: state.PoolMFA{Email: &types.EmailMfaConfigType{}}, elsewhere: []policy.Feature{policy.ManagedLogin}, in: cip.UpdateUserPoolInput{UserPoolTier: "LITE"},
			want: "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Email MFA, Managed Login Version 2",
		},
		{name: "downgrade with nothing in use", in: cip.UpdateUserPoolInput{UserPoolTier: "LITE"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			old := newPool(t, nil)
			_, err := policy.UpdatedPool(&old, c.mfa, c.elsewhere, &c.in)
			wantError(t, err, c.want)
		})
	}
}

func TestCheckFeature(t *testing.T) {
	t.Parallel()
	wantError(t, policy.CheckFeature("LITE", policy.ManagedLogin),
		"FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Managed Login Version 2")
	wantError(t, policy.CheckFeature("ESSENTIALS", policy.LogStreaming),
		"FeatureUnavailableInTierException: The following feature is not available for the ESSENTIALS pricing tier configured: Log Streaming")
	wantError(t, policy.CheckFeature("ESSENTIALS", policy.ManagedLogin), "")
	wantError(t, policy.CheckFeature("PLUS", policy.LogStreaming), "")
}
