package userpool

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// GetUserPoolMfaConfig shows the factors of a pool. Doc: API_GetUserPoolMfaConfig.
func (s service) GetUserPoolMfaConfig(_ *op.Call, pool *state.Pool, _ *cip.GetUserPoolMfaConfigInput) (*cip.GetUserPoolMfaConfigOutput, error) {
	shown := mfaOf(pool)
	return &cip.GetUserPoolMfaConfigOutput{
		MfaConfiguration: shown.mode, SmsMfaConfiguration: shown.sms, SoftwareTokenMfaConfiguration: shown.token,
		EmailMfaConfiguration: shown.email, WebAuthnConfiguration: shown.webAuthn,
	}, nil
}

// mfaConfig is the answer of both operations, which have types of their own.
type mfaConfig struct {
	mode     types.UserPoolMfaType
	sms      *types.SmsMfaConfigType
	token    *types.SoftwareTokenMfaConfigType
	email    *types.EmailMfaConfigType
	webAuthn *types.WebAuthnConfigurationType
}

// mfaOf shows the blocks that are set, and SMS wherever the pool can send it.
// Doc: the samples of the AWS CLI. Assumed: also where no call has made it a factor (A087).
func mfaOf(p *state.Pool) mfaConfig {
	shown := mfaConfig{mode: p.Config.MfaConfiguration, token: p.MFA.SoftwareToken, email: p.MFA.Email, webAuthn: p.MFA.WebAuthn}
	if p.Config.SmsConfiguration != nil || p.Config.SmsAuthenticationMessage != nil {
		shown.sms = &types.SmsMfaConfigType{
			SmsConfiguration: p.Config.SmsConfiguration, SmsAuthenticationMessage: p.Config.SmsAuthenticationMessage,
		}
	}
	return shown
}
