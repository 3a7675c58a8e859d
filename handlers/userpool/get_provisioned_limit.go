package userpool

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
)

// GetProvisionedLimit shows how many requests a second an account has in a region for a category of
// operations. One that nobody set is a number only: the emulator answers as fast as it can.
// Doc: API_GetProvisionedLimit.
func (s service) GetProvisionedLimit(c *op.Call, in *cip.GetProvisionedLimitInput) (*cip.GetProvisionedLimitOutput, error) {
	rate, err := policy.FindRate(in.LimitDefinition)
	if err != nil {
		return nil, err
	}
	value := rate.Free
	if set := c.View.Limit(c.Account, c.Region, rate.Category); set != nil {
		value = set.Value
	}
	return &cip.GetProvisionedLimitOutput{Limit: limit(in.LimitDefinition, rate, value)}, nil
}
