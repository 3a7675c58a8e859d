package userpool

import (
	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// GetUserPoolSessionConfiguration shows whether a pool keeps track of sessions.
// Doc: API_GetUserPoolSessionConfiguration.
func (s service) GetUserPoolSessionConfiguration(_ *op.Call, pool *state.Pool, in *newest.GetUserPoolSessionConfigurationInput) (*newest.GetUserPoolSessionConfigurationOutput, error) {
	sessions := policy.Sessions(pool)
	return &newest.GetUserPoolSessionConfigurationOutput{
		UserPoolId: in.UserPoolId, UserSessionTracking: sessions.Tracking,
		TokenSession: &newest.UserPoolTokenSessionConfigType{MaxPerUser: aws.Int32(sessions.MaxPerUser)},
	}, nil
}
