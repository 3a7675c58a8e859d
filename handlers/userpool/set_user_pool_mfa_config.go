package userpool

import (
	"reflect"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
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
	if pool.Region != pool.Home() {
		return s.setReplicaMFA(c, pool, in)
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
	return shown.set(), nil
}

// set is the configuration as the operation that sets it shows it.
func (m mfaConfig) set() *cip.SetUserPoolMfaConfigOutput {
	return &cip.SetUserPoolMfaConfigOutput{
		MfaConfiguration: m.mode, SmsMfaConfiguration: m.sms, SoftwareTokenMfaConfiguration: m.token,
		EmailMfaConfiguration: m.email, WebAuthnConfiguration: m.webAuthn,
	}
}

// setReplicaMFA changes by which sender a replica sends SMS, which is its own. Everything else that the
// request says must be as it is. Doc: "Multi-Region replication for user pools", which settings are a
// replica's own. Assumed: that it is as with UpdateUserPool (A181).
func (s service) setReplicaMFA(c *op.Call, pool *state.Pool, in *cip.SetUserPoolMfaConfigInput) (*cip.SetUserPoolMfaConfigOutput, error) {
	next := *pool
	var err error
	if next.Config, next.MFA, err = policy.NextMFA(pool, in); err != nil {
		return nil, err
	}
	if err := policy.CheckRegional(pool.Config, next.Config); err != nil {
		return nil, err
	}
	if !reflect.DeepEqual(next.MFA, pool.MFA) {
		return nil, fault.ReplicaSettingShared()
	}
	_, err = s.changeReplica(pool, pool.Region, c.Now, func(r *state.Replica) error {
		r.SMS = next.Config.SmsConfiguration
		return nil
	})
	if err != nil {
		return nil, err
	}
	return mfaOf(&next).set(), nil
}
