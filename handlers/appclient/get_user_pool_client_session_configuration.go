package appclient

import (
	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// GetUserPoolClientSessionConfiguration shows how long a client takes over a browser's session, also
// while the pool keeps track of none. Doc: API_GetUserPoolClientSessionConfiguration.
func (s service) GetUserPoolClientSessionConfiguration(c *op.Call, _ *state.Pool, in *newest.GetUserPoolClientSessionConfigurationInput) (*newest.GetUserPoolClientSessionConfigurationOutput, error) {
	client, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	return &newest.GetUserPoolClientSessionConfigurationOutput{
		UserPoolId: in.UserPoolId, ClientId: in.ClientId,
		SSOSession: &newest.ClientSSOSessionConfigType{MaxValidityMinutes: aws.Int32(policy.StoredSSOMinutes(client))},
	}, nil
}
