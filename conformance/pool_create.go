package conformance

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// anyOrder compares schemas whatever the order of their attributes: it differs between the operations, and is that of
// a hash table. Seen: public recordings of CreateUserPool and DescribeUserPool.
func anyOrder() cmp.Option {
	return cmpopts.SortSlices(func(a, b types.SchemaAttributeType) bool { return *a.Name < *b.Name })
}

// standardSchema is the schema of a pool that asks for nothing, as CreateUserPool shows it.
// Seen: public recordings, 2017 to 2025.
func standardSchema() []types.SchemaAttributeType {
	var schema []types.SchemaAttributeType
	for name := range strings.FieldsSeq("sub name given_name family_name middle_name nickname preferred_username profile picture website " +
		"email email_verified gender birthdate zoneinfo locale phone_number phone_number_verified address updated_at") {
		a := types.SchemaAttributeType{
			Name: &name, AttributeDataType: types.AttributeDataTypeString, DeveloperOnlyAttribute: new(false),
			Mutable: new(name != "sub"), Required: new(name == "sub"),
		}
		low, high := "0", "2048"
		switch name {
		case "email_verified", "phone_number_verified":
			a.AttributeDataType = types.AttributeDataTypeBoolean
		case "updated_at":
			a.AttributeDataType = types.AttributeDataTypeNumber
			a.NumberAttributeConstraints = &types.NumberAttributeConstraintsType{MinValue: &low}
		case "birthdate":
			a.StringAttributeConstraints = &types.StringAttributeConstraintsType{MinLength: new("10"), MaxLength: new("10")}
		case "sub":
			a.StringAttributeConstraints = &types.StringAttributeConstraintsType{MinLength: new("1"), MaxLength: &high}
		default:
			a.StringAttributeConstraints = &types.StringAttributeConstraintsType{MinLength: &low, MaxLength: &high}
		}
		schema = append(schema, a)
	}
	return schema
}

// identities is the attribute that only DescribeUserPool shows. Seen: public recording, May 2025.
func identities() types.SchemaAttributeType {
	return types.SchemaAttributeType{
		Name: new("identities"), AttributeDataType: types.AttributeDataTypeString, DeveloperOnlyAttribute: new(false),
		Mutable: new(true), Required: new(false), StringAttributeConstraints: &types.StringAttributeConstraintsType{},
	}
}

// plainPool is what CreateUserPool answers to a name alone. Seen: public transcripts, 2024 and 2025.
func plainPool(name string) *types.UserPoolType {
	return &types.UserPoolType{
		Id: new(AnyPoolID), Name: &name, Arn: new(AnyText), CreationDate: Lately(), LastModifiedDate: Lately(),
		Policies: &types.UserPoolPolicyType{
			PasswordPolicy: &types.PasswordPolicyType{
				MinimumLength: new(int32(8)), RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true,
				TemporaryPasswordValidityDays: 7,
			},
			SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{types.AuthFactorTypePassword}},
		},
		DeletionProtection:          types.DeletionProtectionTypeInactive,
		LambdaConfig:                &types.LambdaConfigType{},
		SchemaAttributes:            standardSchema(),
		VerificationMessageTemplate: &types.VerificationMessageTemplateType{DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithCode},
		UserAttributeUpdateSettings: &types.UserAttributeUpdateSettingsType{AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{}},
		MfaConfiguration:            types.UserPoolMfaTypeOff,
		EmailConfiguration:          &types.EmailConfigurationType{EmailSendingAccount: types.EmailSendingAccountTypeCognitoDefault},
		AdminCreateUserConfig:       &types.AdminCreateUserConfigType{UnusedAccountValidityDays: 7},
		AccountRecoverySetting:      recoverBy("verified_email", "verified_phone_number"),
		UserPoolTier:                types.UserPoolTierTypeEssentials,
	}
}

func recoverBy(names ...types.RecoveryOptionNameType) *types.AccountRecoverySettingType {
	setting := &types.AccountRecoverySettingType{}
	for i, name := range names {
		setting.RecoveryMechanisms = append(setting.RecoveryMechanisms, types.RecoveryOptionType{Name: name, Priority: new(int32(i + 1))})
	}
	return setting
}

// create makes a pool of the world's own, and what CreateUserPool answered.
func (w *World) create(change func(*cip.CreateUserPoolInput)) *types.UserPoolType {
	w.t.Helper()
	in := &cip.CreateUserPoolInput{PoolName: new(w.Name("pool"))}
	if change != nil {
		change(in)
	}
	made := OK(w, w.API.CreateUserPool, in).UserPool
	w.forget(*made.Id)
	w.pool = &Pool{ID: *made.Id, ARN: *made.Arn}
	return made
}

// function is the ARN of a Lambda function in the world's region.
func (w *World) function(name string) *string {
	return new("arn:aws:lambda:" + w.region + ":123456789012:function:" + name)
}

// poolCreateCases are about what a new pool looks like.
func poolCreateCases() []Case {
	return append([]Case{
		{
			Operations: ops("CreateUserPool", "DescribeUserPool"),
			Says:       "a pool made with a name only shows every default, described with tags and identities beside",
			Steps: steps(
				func(w *World) {
					made := w.create(func(in *cip.CreateUserPoolInput) { in.PoolName = new("the name, alone") })
					w.Equal(made, plainPool("the name, alone"))
					// The order in which CreateUserPool lists the schema has been the same for years.
					w.Equal(made.SchemaAttributes, standardSchema())
					if !strings.HasPrefix(w.pool.ID, w.region+"_") || !strings.HasSuffix(w.pool.ARN, ":userpool/"+w.pool.ID) ||
						!strings.HasPrefix(w.pool.ARN, "arn:aws:cognito-idp:"+w.region+":") {
						w.Errorf("id %s, ARN %s", w.pool.ID, w.pool.ARN)
					}
				},
				func(w *World) {
					want := plainPool("the name, alone")
					want.UserPoolTags = map[string]string{}
					want.SchemaAttributes = append(want.SchemaAttributes, identities())
					w.Equal(w.describePool(), want, anyOrder())
				},
			),
		},
		{
			Operations: ops("CreateUserPool"),
			Says:       "two pools may have the same name",
			Steps: steps(func(w *World) {
				name := func(in *cip.CreateUserPoolInput) { in.PoolName = new("twice") }
				if a, b := w.create(name), w.create(name); *a.Id == *b.Id {
					w.Errorf("both have the id %s", *a.Id)
				}
			}),
		},
		{
			Operations: ops("CreateUserPool", "DescribeUserPool"),
			Says:       "every setting comes back",
			Steps: steps(
				func(w *World) {
					made := w.create(w.everySetting)
					want := w.fullPool()
					w.Equal(made, want, anyOrder())
				},
				func(w *World) {
					want := w.fullPool()
					want.SchemaAttributes = append(want.SchemaAttributes, identities())
					w.Equal(w.describePool(), want, anyOrder())
				},
			),
		},
	}, poolDefaultCases()...)
}

// everySetting asks for all that a pool can be asked for at once.
func (w *World) everySetting(in *cip.CreateUserPoolInput) {
	in.PoolName = new("all of it")
	in.Policies = &types.UserPoolPolicyType{
		PasswordPolicy: &types.PasswordPolicyType{MinimumLength: new(int32(12)), RequireNumbers: true, PasswordHistorySize: new(int32(3)), TemporaryPasswordValidityDays: 2},
		SignInPolicy:   &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "WEB_AUTHN", "EMAIL_OTP", "SMS_OTP"}},
	}
	in.DeletionProtection = types.DeletionProtectionTypeInactive
	in.LambdaConfig = &types.LambdaConfigType{
		PreSignUp: w.function("a"), CustomMessage: w.function("b"), PostConfirmation: w.function("c"), PreAuthentication: w.function("d"),
		PostAuthentication: w.function("e"), DefineAuthChallenge: w.function("f"), CreateAuthChallenge: w.function("g"),
		VerifyAuthChallengeResponse: w.function("h"), UserMigration: w.function("i"),
		PreTokenGenerationConfig: &types.PreTokenGenerationVersionConfigType{LambdaVersion: "V2_0", LambdaArn: w.function("j")},
	}
	in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"email"}
	in.AliasAttributes = []types.AliasAttributeType{"email", "preferred_username"}
	in.SmsVerificationMessage = new("SMS {####}")
	in.EmailVerificationMessage = new("E-mail {####}")
	in.EmailVerificationSubject = new("Subject")
	in.VerificationMessageTemplate = &types.VerificationMessageTemplateType{
		DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithLink, EmailMessageByLink: new("{##Click##}"), EmailSubjectByLink: new("Link"),
	}
	in.SmsAuthenticationMessage = new("MFA {####}")
	in.UserAttributeUpdateSettings = &types.UserAttributeUpdateSettingsType{AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{"email"}}
	in.MfaConfiguration = types.UserPoolMfaTypeOptional
	in.DeviceConfiguration = &types.DeviceConfigurationType{ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true}
	in.EmailConfiguration = sesSender()
	in.EmailConfiguration.From, in.EmailConfiguration.ReplyToEmailAddress = new("Us <noreply@example.com>"), new("help@example.com")
	in.EmailConfiguration.ConfigurationSet = new("set")
	in.SmsConfiguration = snsSender()
	in.UserPoolTags = map[string]string{"team": "a", "empty": ""}
	in.AdminCreateUserConfig = &types.AdminCreateUserConfigType{
		AllowAdminCreateUserOnly: true,
		InviteMessageTemplate:    &types.MessageTemplateType{EmailMessage: new("{username} {####}"), EmailSubject: new("Hello"), SMSMessage: new("{username} {####}")},
	}
	in.Schema = []types.SchemaAttributeType{
		{Name: new("email"), AttributeDataType: types.AttributeDataTypeString, Required: new(true), Mutable: new(false),
			StringAttributeConstraints: &types.StringAttributeConstraintsType{MinLength: new("3"), MaxLength: new("99")}},
		{Name: new("level"), AttributeDataType: types.AttributeDataTypeNumber, Mutable: new(true),
			NumberAttributeConstraints: &types.NumberAttributeConstraintsType{MinValue: new("1"), MaxValue: new("5")}},
		{Name: new("plan"), AttributeDataType: types.AttributeDataTypeString, Mutable: new(false), DeveloperOnlyAttribute: new(true)},
	}
	in.UserPoolAddOns = &types.UserPoolAddOnsType{
		AdvancedSecurityMode:            types.AdvancedSecurityModeTypeAudit,
		AdvancedSecurityAdditionalFlows: &types.AdvancedSecurityAdditionalFlowsType{CustomAuthMode: types.AdvancedSecurityEnabledModeTypeAudit},
	}
	in.UsernameConfiguration = &types.UsernameConfigurationType{CaseSensitive: new(false)}
	in.AccountRecoverySetting = recoverBy("verified_phone_number", "verified_email")
	in.UserPoolTier = types.UserPoolTierTypePlus
}

// fullPool is the pool that everySetting makes, as CreateUserPool shows it.
func (w *World) fullPool() *types.UserPoolType {
	var in cip.CreateUserPoolInput
	w.everySetting(&in)
	want := plainPool(*in.PoolName)
	want.Policies, want.DeletionProtection, want.LambdaConfig = in.Policies, in.DeletionProtection, in.LambdaConfig
	want.LambdaConfig.PreTokenGeneration = in.LambdaConfig.PreTokenGenerationConfig.LambdaArn
	want.AutoVerifiedAttributes, want.AliasAttributes = in.AutoVerifiedAttributes, in.AliasAttributes
	want.SmsVerificationMessage, want.EmailVerificationMessage, want.EmailVerificationSubject = in.SmsVerificationMessage, in.EmailVerificationMessage, in.EmailVerificationSubject
	want.VerificationMessageTemplate = in.VerificationMessageTemplate
	want.VerificationMessageTemplate.SmsMessage = in.SmsVerificationMessage
	want.VerificationMessageTemplate.EmailMessage, want.VerificationMessageTemplate.EmailSubject = in.EmailVerificationMessage, in.EmailVerificationSubject
	want.SmsAuthenticationMessage, want.UserAttributeUpdateSettings, want.MfaConfiguration = in.SmsAuthenticationMessage, in.UserAttributeUpdateSettings, in.MfaConfiguration
	want.DeviceConfiguration, want.EmailConfiguration, want.SmsConfiguration = in.DeviceConfiguration, in.EmailConfiguration, in.SmsConfiguration
	want.UserPoolTags, want.AdminCreateUserConfig = in.UserPoolTags, in.AdminCreateUserConfig
	want.AdminCreateUserConfig.UnusedAccountValidityDays = 2 // the older name of TemporaryPasswordValidityDays
	want.UserPoolAddOns, want.UsernameConfiguration = in.UserPoolAddOns, in.UsernameConfiguration
	want.AccountRecoverySetting, want.UserPoolTier = in.AccountRecoverySetting, in.UserPoolTier
	for i := range want.SchemaAttributes {
		if a := &want.SchemaAttributes[i]; *a.Name == "email" {
			a.Required, a.Mutable, a.StringAttributeConstraints = new(true), new(false), in.Schema[0].StringAttributeConstraints
		}
	}
	for i, name := range []string{"custom:level", "dev:custom:plan"} {
		a := in.Schema[i+1]
		a.Name, a.Required, a.DeveloperOnlyAttribute = &name, new(false), aws.Bool(i == 1)
		if a.AttributeDataType == types.AttributeDataTypeString {
			a.StringAttributeConstraints = &types.StringAttributeConstraintsType{}
		}
		want.SchemaAttributes = append(want.SchemaAttributes, a)
	}
	return want
}
