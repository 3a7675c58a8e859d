package policy

import (
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
	config, mfa, err := MFAConfig(&pool.Config, in)
	if err != nil {
		return pool.Config, pool.MFA, err
	}
	mfa.SMS = in.SmsMfaConfiguration != nil
	return config, mfa, nil
}
