package policy

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// MFAConfig is the configuration of a pool after SetUserPoolMfaConfig, which
// replaces all of it: a request that names no mode turns MFA off.
// Order of the checks seen: go-to-k/cdkd#1968 #1975, as far as it goes.
func MFAConfig(pool *types.UserPoolType, in *cip.SetUserPoolMfaConfigInput) (types.UserPoolType, state.PoolMFA, error) {
	next := *pool
	next.MfaConfiguration = in.MfaConfiguration
	if next.MfaConfiguration == "" {
		next.MfaConfiguration = types.UserPoolMfaTypeOff
	}
	mfa := state.PoolMFA{SoftwareToken: in.SoftwareTokenMfaConfiguration, Email: in.EmailMfaConfiguration, WebAuthn: in.WebAuthnConfiguration}
	if sms := in.SmsMfaConfiguration; sms != nil {
		next.SmsAuthenticationMessage = or(sms.SmsAuthenticationMessage, next.SmsAuthenticationMessage)
		next.SmsConfiguration = or(sms.SmsConfiguration, next.SmsConfiguration)
	}
	if err := checkMFABlocks(&next, mfa, in); err != nil {
		return *pool, state.PoolMFA{}, err
	}
	if err := checkEmailMFA(&next, mfa.Email); err != nil {
		return *pool, state.PoolMFA{}, err
	}
	if err := checkRequiredMFA(&next, mfa.WebAuthn); err != nil {
		return *pool, state.PoolMFA{}, err
	}
	for _, feature := range mfaFeatures(mfa) {
		if err := CheckFeature(pool.UserPoolTier, feature); err != nil {
			return *pool, state.PoolMFA{}, err
		}
	}
	return next, mfa, nil
}

// checkMFABlocks looks at which factors come with which mode. A pool that can
// send SMS has SMS as a factor, whether the request speaks of it or not.
// Seen: getmoto/moto, tests marked aws_verified.
func checkMFABlocks(next *types.UserPoolType, mfa state.PoolMFA, in *cip.SetUserPoolMfaConfigInput) error {
	sms := in.SmsMfaConfiguration
	if next.MfaConfiguration == types.UserPoolMfaTypeOff {
		if sms != nil || mfa.SoftwareToken != nil || mfa.Email != nil {
			return fault.MFAOffWithFactor()
		}
		return nil
	}
	// Seen: aws-amplify/amplify-backend#1481, through CloudFormation, and its words
	// are CloudFormation's. Assumed: only an empty block asks for it (A037).
	if sms != nil && sms.SmsConfiguration == nil && sms.SmsAuthenticationMessage == nil && next.SmsConfiguration != nil {
		return fault.SMSMFACannotBeOff()
	}
	switch {
	case hasFactor(next, mfa):
		return nil
	case mfa.SoftwareToken != nil:
		return fault.MFAAllDisabled()
	}
	return fault.MFAWithoutFactor()
}

// checkEmailMFA: e-mail MFA needs an own sender, and a way to recover an account
// that is not e-mail. Seen: go-to-k/cdkd#1975, hashicorp/terraform-provider-aws#41049.
func checkEmailMFA(pool *types.UserPoolType, email *types.EmailMfaConfigType) error {
	if email == nil {
		return nil
	}
	if c := pool.EmailConfiguration; c == nil || c.EmailSendingAccount != types.EmailSendingAccountTypeDeveloper {
		return fault.EmailMFANeedsSES()
	}
	if s := pool.AccountRecoverySetting; s != nil && len(s.RecoveryMechanisms) == 1 &&
		s.RecoveryMechanisms[0].Name == types.RecoveryOptionNameTypeVerifiedEmail {
		return fault.EmailMFANeedsRecovery()
	}
	return nil
}

// checkRequiredMFA: a sign-in that must have a second factor cannot begin with a
// one-time password, nor with a passkey that counts once. Seen: go-to-k/cdkd#1968.
func checkRequiredMFA(pool *types.UserPoolType, webAuthn *types.WebAuthnConfigurationType) error {
	if pool.MfaConfiguration != types.UserPoolMfaTypeOn {
		return nil
	}
	factors := firstFactors(pool)
	if slices.Contains(factors, types.AuthFactorTypeEmailOtp) || slices.Contains(factors, types.AuthFactorTypeSmsOtp) {
		return fault.MFAWithOneTimePassword()
	}
	if slices.Contains(factors, types.AuthFactorTypeWebAuthn) && !passkeyIsMFA(webAuthn) {
		return fault.MFAWithSingleFactorPasskey()
	}
	return nil
}

func passkeyIsMFA(c *types.WebAuthnConfigurationType) bool {
	return c != nil && c.FactorConfiguration == types.WebAuthnFactorConfigurationTypeMultiFactorWithUserVerification
}

// hasFactor tells whether a pool has any second factor to turn on.
func hasFactor(pool *types.UserPoolType, mfa state.PoolMFA) bool {
	return pool.SmsConfiguration != nil || mfa.SoftwareToken != nil && mfa.SoftwareToken.Enabled || mfa.Email != nil
}

// mfaFeatures are the tier's features that the factors make use of.
func mfaFeatures(mfa state.PoolMFA) []Feature {
	var used []Feature
	if mfa.Email != nil {
		used = append(used, EmailMFA)
	}
	if passkeyIsMFA(mfa.WebAuthn) {
		used = append(used, PasskeyMFA)
	}
	return used
}

// Factor is one of the three settings of a user's MFA preference.
type Factor struct {
	Name      types.ChallengeNameType // SMS_MFA, SOFTWARE_TOKEN_MFA, EMAIL_OTP
	Enabled   bool
	Preferred bool
	// Possible tells whether the user has the phone number, authenticator or
	// address, and the pool the factor.
	Possible bool
}

// MFAPreference is what SetUserMFAPreference and its twin make of a user's
// settings. given are the factors the request speaks of; the others stay as they
// are. A factor that is not possible may still be turned off.
// Seen: aws-amplify/amplify-swift and aws-amplify/amplify-flutter tests on real pools.
func MFAPreference(old state.UserMFA, given ...Factor) (state.UserMFA, error) {
	next := old
	preferred := 0
	for _, f := range given {
		if f.Enabled && !f.Possible {
			return old, fault.MFANotConfigurable(string(f.Name))
		}
		if f.Enabled && f.Preferred {
			preferred++
		}
	}
	if preferred > 1 {
		return old, fault.TwoPreferredMFA()
	}
	for _, f := range given {
		*flag(&next, f.Name) = f.Enabled
		switch {
		case f.Enabled && f.Preferred:
			next.Preferred = f.Name
		case next.Preferred == f.Name:
			next.Preferred = ""
		}
	}
	return next, nil
}

func flag(m *state.UserMFA, name types.ChallengeNameType) *bool {
	switch name {
	case types.ChallengeNameTypeSmsMfa:
		return &m.SMS
	case types.ChallengeNameTypeSoftwareTokenMfa:
		return &m.TOTP
	default:
		return &m.Email
	}
}

// EnabledMFA is the UserMFASettingList of a user, nil when empty.
func EnabledMFA(m state.UserMFA) []string {
	var list []string
	for _, name := range []types.ChallengeNameType{
		types.ChallengeNameTypeSmsMfa, types.ChallengeNameTypeSoftwareTokenMfa, types.ChallengeNameTypeEmailOtp,
	} {
		if *flag(&m, name) {
			list = append(list, string(name))
		}
	}
	return list
}

// PreferredMFA is the PreferredMfaSetting of a user, nil when there is none.
func PreferredMFA(m state.UserMFA) *string {
	if m.Preferred == "" {
		return nil
	}
	return aws.String(string(m.Preferred))
}
