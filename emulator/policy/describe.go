package policy

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const (
	defaultMinimumLength = 8
	defaultValidityDays  = 7
)

// DescribedPool is a configuration as DescribeUserPool shows it: the schema in
// that operation's order, and tags even when there are none.
// Seen: public recording, us-east-1, May 2025.
func DescribedPool(pool types.UserPoolType) types.UserPoolType {
	pool.SchemaAttributes = DescribedSchema(pool.SchemaAttributes)
	if pool.UserPoolTags == nil {
		pool.UserPoolTags = map[string]string{}
	}
	return pool
}

// describe writes the settings into pool, each one that was left out in its
// default. Defaults seen: public recording of DescribeUserPool, May 2025.
func describe(pool *types.UserPoolType, in *cip.UpdateUserPoolInput) {
	pool.Name = in.PoolName
	pool.Policies = policies(in)
	pool.DeletionProtection = in.DeletionProtection
	if pool.DeletionProtection == "" {
		pool.DeletionProtection = types.DeletionProtectionTypeInactive
	}
	pool.MfaConfiguration = in.MfaConfiguration
	if pool.MfaConfiguration == "" {
		pool.MfaConfiguration = types.UserPoolMfaTypeOff
	}
	pool.UserPoolTier = in.UserPoolTier
	if pool.UserPoolTier == "" {
		pool.UserPoolTier = types.UserPoolTierTypeEssentials
	}
	pool.LambdaConfig = lambdaConfig(in.LambdaConfig)
	pool.AutoVerifiedAttributes = given(in.AutoVerifiedAttributes)
	pool.VerificationMessageTemplate = messageTemplate(in)
	pool.SmsVerificationMessage = pool.VerificationMessageTemplate.SmsMessage
	pool.EmailVerificationMessage = pool.VerificationMessageTemplate.EmailMessage
	pool.EmailVerificationSubject = pool.VerificationMessageTemplate.EmailSubject
	pool.SmsAuthenticationMessage = in.SmsAuthenticationMessage
	pool.UserAttributeUpdateSettings = &types.UserAttributeUpdateSettingsType{AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{}}
	if s := in.UserAttributeUpdateSettings; s != nil && len(s.AttributesRequireVerificationBeforeUpdate) > 0 {
		pool.UserAttributeUpdateSettings = s
	}
	pool.DeviceConfiguration = in.DeviceConfiguration
	pool.EmailConfiguration = emailConfiguration(in.EmailConfiguration)
	pool.SmsConfiguration = in.SmsConfiguration
	pool.UserPoolTags = in.UserPoolTags
	pool.AdminCreateUserConfig = adminCreateUser(in.AdminCreateUserConfig, pool.Policies.PasswordPolicy)
	pool.UserPoolAddOns = addOns(in.UserPoolAddOns)
	pool.AccountRecoverySetting = recovery(in.AccountRecoverySetting)
	pool.IssuerConfiguration = in.IssuerConfiguration
	pool.KeyConfiguration = in.KeyConfiguration
}

// given is a list as it is shown: an empty one is not.
func given[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

// policies: inside a given password policy what is left out is off. The life of
// temporary passwords has an older name in AdminCreateUserConfig; both show it.
func policies(in *cip.UpdateUserPoolInput) *types.UserPoolPolicyType {
	out := &types.UserPoolPolicyType{}
	password := types.PasswordPolicyType{
		RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true,
	}
	if in.Policies != nil && in.Policies.PasswordPolicy != nil {
		password = *in.Policies.PasswordPolicy
	}
	if password.MinimumLength == nil {
		password.MinimumLength = aws.Int32(defaultMinimumLength)
	}
	if password.TemporaryPasswordValidityDays == 0 {
		password.TemporaryPasswordValidityDays = defaultValidityDays
		if c := in.AdminCreateUserConfig; c != nil && c.UnusedAccountValidityDays != 0 {
			password.TemporaryPasswordValidityDays = c.UnusedAccountValidityDays
		}
	}
	out.PasswordPolicy = &password
	out.SignInPolicy = &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{types.AuthFactorTypePassword}}
	if p := in.Policies; p != nil && p.SignInPolicy != nil && len(p.SignInPolicy.AllowedFirstAuthFactors) > 0 {
		out.SignInPolicy = p.SignInPolicy
	}
	return out
}

func adminCreateUser(c *types.AdminCreateUserConfigType, p *types.PasswordPolicyType) *types.AdminCreateUserConfigType {
	out := types.AdminCreateUserConfigType{}
	if c != nil {
		out = *c
	}
	out.UnusedAccountValidityDays = p.TemporaryPasswordValidityDays
	return &out
}

// lambdaConfig shows the ID token's trigger under both of its names.
// Seen: list-user-pools sample of the AWS CLI.
func lambdaConfig(c *types.LambdaConfigType) *types.LambdaConfigType {
	out := types.LambdaConfigType{}
	if c != nil {
		out = *c
	}
	switch {
	case out.PreTokenGenerationConfig != nil && out.PreTokenGeneration == nil:
		out.PreTokenGeneration = out.PreTokenGenerationConfig.LambdaArn
	case out.PreTokenGeneration != nil && out.PreTokenGenerationConfig == nil:
		out.PreTokenGenerationConfig = &types.PreTokenGenerationVersionConfigType{
			LambdaArn: out.PreTokenGeneration, LambdaVersion: types.PreTokenGenerationLambdaVersionTypeV10,
		}
	}
	return &out
}

// messageTemplate joins the template with the older members of the same meaning;
// the template wins.
func messageTemplate(in *cip.UpdateUserPoolInput) *types.VerificationMessageTemplateType {
	out := types.VerificationMessageTemplateType{}
	if in.VerificationMessageTemplate != nil {
		out = *in.VerificationMessageTemplate
	}
	if out.DefaultEmailOption == "" {
		out.DefaultEmailOption = types.DefaultEmailOptionTypeConfirmWithCode
	}
	out.SmsMessage = or(out.SmsMessage, in.SmsVerificationMessage)
	out.EmailMessage = or(out.EmailMessage, in.EmailVerificationMessage)
	out.EmailSubject = or(out.EmailSubject, in.EmailVerificationSubject)
	return &out
}

func emailConfiguration(c *types.EmailConfigurationType) *types.EmailConfigurationType {
	out := types.EmailConfigurationType{}
	if c != nil {
		out = *c
	}
	if out.EmailSendingAccount == "" {
		out.EmailSendingAccount = types.EmailSendingAccountTypeCognitoDefault
	}
	return &out
}

// addOns shows the additional flows once threat protection was set.
// Seen: public recordings of DescribeUserPool, May 2025.
func addOns(a *types.UserPoolAddOnsType) *types.UserPoolAddOnsType {
	if a == nil {
		return nil
	}
	out := *a
	if out.AdvancedSecurityAdditionalFlows == nil {
		out.AdvancedSecurityAdditionalFlows = &types.AdvancedSecurityAdditionalFlowsType{}
	}
	return &out
}

// recovery is AccountRecoverySetting. An empty object asks for the older
// behaviour, which is shown by nothing. Seen: hashicorp/terraform-provider-aws#26223.
func recovery(s *types.AccountRecoverySettingType) *types.AccountRecoverySettingType {
	switch {
	case s == nil:
		return &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{
			{Name: types.RecoveryOptionNameTypeVerifiedEmail, Priority: aws.Int32(1)},
			{Name: types.RecoveryOptionNameTypeVerifiedPhoneNumber, Priority: aws.Int32(2)},
		}}
	case len(s.RecoveryMechanisms) == 0:
		return nil
	}
	return s
}
