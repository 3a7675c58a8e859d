package userpool

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// SetUserPoolMfaConfig replaces the MFA configuration of a pool: what the request leaves out is gone.
// Seen: go-to-k/cdkd#1975. Assumed: it counts as a modification of the pool (A088).
func (s service) SetUserPoolMfaConfig(c *op.Call, pool *state.Pool, in *cip.SetUserPoolMfaConfigInput) (*cip.SetUserPoolMfaConfigOutput, error) {
	if sms := in.SmsMfaConfiguration; sms != nil {
		if err := policy.CheckSMS(pool.Region, sms.SmsConfiguration); err != nil {
			return nil, err
		}
	}
	var shown mfaConfig
	err := s.change(pool.ID, func(p *state.Pool) (err error) {
		if p.Config, p.MFA, err = policy.NextMFA(p, in); err != nil {
			return err
		}
		p.Modified = c.Now
		shown = mfaOf(p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.SetUserPoolMfaConfigOutput{
		MfaConfiguration: shown.mode, SmsMfaConfiguration: shown.sms, SoftwareTokenMfaConfiguration: shown.token,
		EmailMfaConfiguration: shown.email, WebAuthnConfiguration: shown.webAuthn,
	}, nil
}
