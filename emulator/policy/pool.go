package policy

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// NewPool is the configuration of a pool created with in, as CreateUserPool shows
// it: without ids, dates and tags where none were given.
func NewPool(in *cip.CreateUserPoolInput) (types.UserPoolType, error) {
	pool := types.UserPoolType{
		AliasAttributes: in.AliasAttributes, UsernameAttributes: in.UsernameAttributes,
		UsernameConfiguration: in.UsernameConfiguration, Name: in.PoolName,
	}
	if len(in.AliasAttributes) > 0 && len(in.UsernameAttributes) > 0 {
		return pool, fault.AliasAndUsernameAttributes()
	}
	schema, err := NewSchema(in.Schema)
	if err != nil {
		return pool, err
	}
	pool.SchemaAttributes = schema
	name := Attribute(schema, "preferred_username")
	if aws.ToBool(name.Required) && slices.Contains(in.AliasAttributes, types.AliasAttributeTypePreferredUsername) {
		return pool, fault.PreferredUsernameRequiredAlias()
	}
	given := settings(in)
	if err := checkValidityDays(given, false); err != nil {
		return pool, err
	}
	describe(&pool, given)
	if pool.MfaConfiguration != types.UserPoolMfaTypeOff && pool.SmsConfiguration == nil {
		return pool, fault.MFANeedsSMS()
	}
	return pool, checkPool(&pool, given, state.PoolMFA{})
}

// UpdatedPool is the configuration after UpdateUserPool. elsewhere are the
// features in use outside of old and mfa, such as a managed login domain. What in
// leaves out is reset, except where keepOmitted says otherwise.
func UpdatedPool(old *types.UserPoolType, mfa state.PoolMFA, elsewhere []Feature, in *cip.UpdateUserPoolInput) (types.UserPoolType, error) {
	pool := *old
	given := keepOmitted(old, in)
	if err := checkValidityDays(in, true); err != nil {
		return pool, err
	}
	describe(&pool, given)
	if in.MfaConfiguration != "" && in.MfaConfiguration != types.UserPoolMfaTypeOff && !hasFactor(&pool, mfa) {
		return pool, fault.MFACannotBeOn()
	}
	return pool, checkPool(&pool, given, mfa, elsewhere...)
}

// keepOmitted fills in what UpdateUserPool does not reset. Seen: go-to-k/cdkd#1920
// (the MFA mode and either policy are kept, AutoVerifiedAttributes are not),
// hashicorp/terraform-provider-aws tests (add-ons are not). Assumed: the name, tier,
// deletion protection, issuer and key are kept as well, and the SMS configuration
// while MFA is on; the rest is reset, as the API reference says (A055).
func keepOmitted(old *types.UserPoolType, in *cip.UpdateUserPoolInput) *cip.UpdateUserPoolInput {
	given := *in
	given.PoolName = or(in.PoolName, old.Name)
	given.IssuerConfiguration = or(in.IssuerConfiguration, old.IssuerConfiguration)
	given.KeyConfiguration = or(in.KeyConfiguration, old.KeyConfiguration)
	if given.MfaConfiguration == "" {
		given.MfaConfiguration = old.MfaConfiguration
	}
	if given.UserPoolTier == "" {
		given.UserPoolTier = old.UserPoolTier
	}
	if given.DeletionProtection == "" {
		given.DeletionProtection = old.DeletionProtection
	}
	if given.MfaConfiguration != types.UserPoolMfaTypeOff {
		given.SmsConfiguration = or(in.SmsConfiguration, old.SmsConfiguration)
	}
	policies := types.UserPoolPolicyType{}
	if in.Policies != nil {
		policies = *in.Policies
	}
	if old.Policies != nil {
		policies.PasswordPolicy = or(policies.PasswordPolicy, old.Policies.PasswordPolicy)
		policies.SignInPolicy = or(policies.SignInPolicy, old.Policies.SignInPolicy)
	}
	given.Policies = &policies
	return &given
}

// settings are the members that CreateUserPool shares with UpdateUserPool.
func settings(in *cip.CreateUserPoolInput) *cip.UpdateUserPoolInput {
	return &cip.UpdateUserPoolInput{
		PoolName: in.PoolName, AccountRecoverySetting: in.AccountRecoverySetting,
		AdminCreateUserConfig: in.AdminCreateUserConfig, AutoVerifiedAttributes: in.AutoVerifiedAttributes,
		DeletionProtection: in.DeletionProtection, DeviceConfiguration: in.DeviceConfiguration,
		EmailConfiguration: in.EmailConfiguration, EmailVerificationMessage: in.EmailVerificationMessage,
		EmailVerificationSubject: in.EmailVerificationSubject, IssuerConfiguration: in.IssuerConfiguration,
		KeyConfiguration: in.KeyConfiguration, LambdaConfig: in.LambdaConfig, MfaConfiguration: in.MfaConfiguration,
		Policies: in.Policies, SmsAuthenticationMessage: in.SmsAuthenticationMessage, SmsConfiguration: in.SmsConfiguration,
		SmsVerificationMessage: in.SmsVerificationMessage, UserAttributeUpdateSettings: in.UserAttributeUpdateSettings,
		UserPoolAddOns: in.UserPoolAddOns, UserPoolTags: in.UserPoolTags, UserPoolTier: in.UserPoolTier,
		VerificationMessageTemplate: in.VerificationMessageTemplate,
	}
}

// checkValidityDays refuses the older name of the life of temporary passwords
// once the newer one is in force. Seen: badmintoncryer/cdk-preflight. Assumed:
// from the first update on it always is (A055).
func checkValidityDays(in *cip.UpdateUserPoolInput, update bool) error {
	if in.AdminCreateUserConfig == nil || in.AdminCreateUserConfig.UnusedAccountValidityDays == 0 {
		return nil
	}
	newer := in.Policies != nil && in.Policies.PasswordPolicy != nil && in.Policies.PasswordPolicy.TemporaryPasswordValidityDays != 0
	if update || newer {
		return fault.BothValidityDays()
	}
	return nil
}

// checkPool holds for every configuration, new or changed; given is what it was made from.
func checkPool(pool *types.UserPoolType, given *cip.UpdateUserPoolInput, mfa state.PoolMFA, elsewhere ...Feature) error {
	sms := pool.SmsConfiguration != nil
	factors := firstFactors(pool)
	switch {
	case len(factors) > 0 && !slices.Contains(factors, types.AuthFactorTypePassword):
		return fault.PasswordNotFirstFactor()
	case slices.Contains(factors, types.AuthFactorTypeSmsOtp) && !sms:
		return fault.SMSFactorWithoutSMS()
	case slices.Contains(pool.AutoVerifiedAttributes, types.VerifiedAttributeTypePhoneNumber) && !sms:
		return fault.AutoVerifyWithoutSMS()
	}
	for _, name := range pool.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate {
		if !slices.Contains(pool.AutoVerifiedAttributes, name) {
			return fault.VerifyBeforeUpdateNotAutoVerified()
		}
	}
	for _, check := range []func() error{
		func() error { return checkInvitation(pool.AdminCreateUserConfig.InviteMessageTemplate) },
		func() error { return checkRequiredMFA(pool, mfa.WebAuthn) },
		func() error { return checkRecovery(pool, given.AccountRecoverySetting != nil) },
		func() error { return checkEmail(pool.EmailConfiguration) },
		func() error { return checkLambda(pool.LambdaConfig) },
		func() error { return checkTier(pool, append(mfaFeatures(mfa), elsewhere...)...) },
	} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkRecovery is about AccountRecoverySetting. The phone number is refused where
// every user gets MFA codes by SMS and e-mail cannot stand in for it. Seen:
// aws/aws-cdk#11478, where e-mail was listed but not verified by the pool.
// Assumed: that this is what made the difference, and that the default, which
// nobody chose, is never refused (A037).
func checkRecovery(pool *types.UserPoolType, chosen bool) error {
	if pool.AccountRecoverySetting == nil {
		return nil
	}
	mechanisms := pool.AccountRecoverySetting.RecoveryMechanisms
	var admin, email, phone bool
	for i, m := range mechanisms {
		for _, other := range mechanisms[:i] {
			if m.Name == other.Name || aws.ToInt32(m.Priority) == aws.ToInt32(other.Priority) {
				return fault.RecoveryDuplicate()
			}
		}
		admin = admin || m.Name == types.RecoveryOptionNameTypeAdminOnly
		email = email || m.Name == types.RecoveryOptionNameTypeVerifiedEmail
		phone = phone || m.Name == types.RecoveryOptionNameTypeVerifiedPhoneNumber
	}
	if admin && len(mechanisms) > 1 {
		return fault.RecoveryAdminOnlyWithOther()
	}
	verified := pool.AutoVerifiedAttributes
	emailUsable := email && (len(verified) == 0 || slices.Contains(verified, types.VerifiedAttributeTypeEmail))
	if chosen && phone && !emailUsable && pool.MfaConfiguration == types.UserPoolMfaTypeOn && pool.SmsConfiguration != nil {
		return fault.RecoveryByMFAPhone()
	}
	return nil
}

// checkEmail looks at what can be known without asking SES.
func checkEmail(c *types.EmailConfigurationType) error {
	if c.EmailSendingAccount == types.EmailSendingAccountTypeDeveloper && aws.ToString(c.SourceArn) == "" {
		return fault.SourceARNMissing()
	}
	if from := aws.ToString(c.From); from != "" && !IsEmail(bareAddress(from)) {
		return fault.InvalidFromAddress()
	}
	return nil
}

// bareAddress is the address in "Name <address>", or s itself.
func bareAddress(s string) string {
	if _, after, found := strings.Cut(s, "<"); found {
		address, _, _ := strings.Cut(after, ">")
		return address
	}
	return s
}

func checkLambda(c *types.LambdaConfigType) error {
	if (c.CustomSMSSender != nil || c.CustomEmailSender != nil) && aws.ToString(c.KMSKeyID) == "" {
		return fault.CustomSenderWithoutKey()
	}
	if c.PreTokenGeneration != nil && c.PreTokenGenerationConfig != nil &&
		*c.PreTokenGeneration != aws.ToString(c.PreTokenGenerationConfig.LambdaArn) {
		return fault.PreTokenGenerationTwice()
	}
	return nil
}
