package policy

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// NextMFA is MFAConfig for a pool as it stands: once a call has made SMS a factor,
// the next one cannot leave it out while MFA stays on. Seen: getmoto/moto, tests
// marked aws_verified (a pool that only sends SMS may do without);
// aws-amplify/amplify-backend#1481 (the refusal). Assumed: that this is what made
// the difference (A200).
func NextMFA(pool *state.Pool, in *cip.SetUserPoolMfaConfigInput) (types.UserPoolType, state.PoolMFA, error) {
	on := in.MfaConfiguration != "" && in.MfaConfiguration != types.UserPoolMfaTypeOff
	if on && pool.MFA.SMS && in.SmsMfaConfiguration == nil {
		return pool.Config, pool.MFA, fault.SMSMFACannotBeOff()
	}
	if err := checkRelyingParty(in.WebAuthnConfiguration); err != nil {
		return pool.Config, pool.MFA, err
	}
	config, mfa, err := MFAConfig(&pool.Config, in)
	if err != nil {
		return pool.Config, pool.MFA, err
	}
	mfa.SMS = in.SmsMfaConfiguration != nil
	return config, mfa, nil
}

// checkRelyingParty: the relying party of passkeys is a domain, without scheme, port
// or path. Seen: badmintoncryer/cdk-preflight. Assumed: which characters a domain may
// have, and that no other rule finds anything before (A087).
func checkRelyingParty(c *types.WebAuthnConfigurationType) error {
	if c != nil && strings.ContainsFunc(aws.ToString(c.RelyingPartyId), func(r rune) bool {
		return r != '.' && r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}) {
		return fault.RelyingPartyInvalid()
	}
	return nil
}
