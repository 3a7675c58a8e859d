package userpool

import (
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// SetUserPoolSessionConfiguration says whether a pool keeps track of the sessions of its users, and how
// many a user may have. The settings of clients stay as they are, and sleep while there is no tracking.
// Doc: API_SetUserPoolSessionConfiguration. Assumed: it is no modification of the pool (A188).
func (s service) SetUserPoolSessionConfiguration(_ *op.Call, pool *state.Pool, in *newest.SetUserPoolSessionConfigurationInput) (*newest.SetUserPoolSessionConfigurationOutput, error) {
	err := s.change(pool.ID, func(p *state.Pool) error {
		if err := policy.CheckFeature(p.Config.UserPoolTier, policy.SessionTracking); err != nil {
			return err
		}
		p.Sessions = &state.PoolSessions{Tracking: in.UserSessionTracking, MaxPerUser: *in.TokenSession.MaxPerUser}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &newest.SetUserPoolSessionConfigurationOutput{
		UserPoolId: in.UserPoolId, UserSessionTracking: in.UserSessionTracking, TokenSession: in.TokenSession,
	}, nil
}
