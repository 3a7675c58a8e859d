package appclient

import (
	"errors"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// SetUserPoolClientSessionConfiguration sets how long a client takes over a browser's session. The pool
// must keep track of sessions.
// Doc: API_SetUserPoolClientSessionConfiguration. Assumed: it is no modification of the client (A188).
func (s service) SetUserPoolClientSessionConfiguration(c *op.Call, pool *state.Pool, in *newest.SetUserPoolClientSessionConfigurationInput) (*newest.SetUserPoolClientSessionConfigurationOutput, error) {
	client, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	if err := policy.CheckFeature(pool.Config.UserPoolTier, policy.SessionTracking); err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		if p := tx.Pool(pool.ID); p != nil && !policy.TracksSessions(p) {
			return fault.SessionTrackingOff()
		}
		return tx.ChangeClient(client.ID, func(client *state.Client) error {
			client.SSOMinutes = in.SSOSession.MaxValidityMinutes
			return nil
		})
	})
	switch {
	case errors.Is(err, state.ErrGone):
		return nil, fault.ClientNotFound(*in.ClientId)
	case err != nil:
		return nil, err
	}
	return &newest.SetUserPoolClientSessionConfigurationOutput{
		UserPoolId: in.UserPoolId, ClientId: in.ClientId, SSOSession: in.SSOSession,
	}, nil
}
