package policy

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// Feature is something that not every tier of user pools has, in the words of the
// refusal.
type Feature string

// The features that need more than LITE, then those that need PLUS. Names seen:
// badmintoncryer/cdk-preflight. Assumed: the names of e-mail MFA, password history
// and passkeys as MFA, and the order of several (A058).
const (
	PasswordlessSignIn       Feature = "Passwordless Sign-In"
	AccessTokenCustomization Feature = "Token Customization with Pre-Token Generation Lambda V2_0"
	ManagedLogin             Feature = "Managed Login Version 2"
	EmailMFA                 Feature = "Email MFA"
	PasskeyMFA               Feature = "Passkey MFA"
	PasswordHistory          Feature = "Password History"
	ThreatProtection         Feature = "Threat Protection"
	LogStreaming             Feature = "Log Streaming"
)

// Has tells whether a tier has the feature. Doc: feature plans.
func Has(tier types.UserPoolTierType, feature Feature) bool {
	switch feature {
	case ThreatProtection, LogStreaming:
		return tier == types.UserPoolTierTypePlus
	default:
		return tier != types.UserPoolTierTypeLite
	}
}

// CheckFeature refuses a call about a feature the pool's tier does not have.
func CheckFeature(tier types.UserPoolTierType, feature Feature) error {
	if Has(tier, feature) {
		return nil
	}
	return fault.FeatureAboveTier(tier, string(feature))
}

// checkTier refuses a pool configuration with features its tier does not have;
// elsewhere are those in use outside the configuration.
func checkTier(pool *types.UserPoolType, elsewhere ...Feature) error {
	var missing []string
	for _, feature := range append(poolFeatures(pool), elsewhere...) {
		if !Has(pool.UserPoolTier, feature) && !slices.Contains(missing, string(feature)) {
			missing = append(missing, string(feature))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fault.FeaturesAboveTier(pool.UserPoolTier, strings.Join(missing, ", "))
}

// poolFeatures are the features a pool's configuration makes use of.
func poolFeatures(pool *types.UserPoolType) []Feature {
	var used []Feature
	if slices.ContainsFunc(firstFactors(pool), func(f types.AuthFactorType) bool { return f != types.AuthFactorTypePassword }) {
		used = append(used, PasswordlessSignIn)
	}
	if c := pool.LambdaConfig; c != nil && c.PreTokenGenerationConfig != nil &&
		c.PreTokenGenerationConfig.LambdaVersion != types.PreTokenGenerationLambdaVersionTypeV10 {
		used = append(used, AccessTokenCustomization)
	}
	if p := pool.Policies; p != nil && p.PasswordPolicy != nil && aws.ToInt32(p.PasswordPolicy.PasswordHistorySize) > 0 {
		used = append(used, PasswordHistory)
	}
	if a := pool.UserPoolAddOns; a != nil && a.AdvancedSecurityMode != types.AdvancedSecurityModeTypeOff {
		used = append(used, ThreatProtection)
	}
	return used
}

// firstFactors are the factors a sign-in of the pool may begin with.
func firstFactors(pool *types.UserPoolType) []types.AuthFactorType {
	if pool.Policies == nil || pool.Policies.SignInPolicy == nil {
		return nil
	}
	return pool.Policies.SignInPolicy.AllowedFirstAuthFactors
}
