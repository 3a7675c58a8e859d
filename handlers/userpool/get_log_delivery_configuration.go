package userpool

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// GetLogDeliveryConfiguration shows where the logs of a pool go.
// Doc: API_GetLogDeliveryConfiguration.
func (s service) GetLogDeliveryConfiguration(c *op.Call, pool *state.Pool, _ *cip.GetLogDeliveryConfigurationInput) (*cip.GetLogDeliveryConfigurationOutput, error) {
	return &cip.GetLogDeliveryConfigurationOutput{
		LogDeliveryConfiguration: logDelivery(pool, c.View.LogDelivery(pool.ID, pool.Region)),
	}, nil
}
