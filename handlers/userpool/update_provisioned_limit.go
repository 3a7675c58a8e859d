package userpool

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// UpdateProvisionedLimit sets how many requests a second an account has in a region for a category of
// operations. From then on there are no more. Doc: API_UpdateProvisionedLimit.
func (s service) UpdateProvisionedLimit(c *op.Call, in *cip.UpdateProvisionedLimitInput) (*cip.UpdateProvisionedLimitOutput, error) {
	rate, err := policy.FindRate(in.LimitDefinition)
	if err != nil {
		return nil, err
	}
	if err := rate.Check(in.RequestedLimitValue); err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		tx.SetLimit(&state.Limit{Account: c.Account, Region: c.Region, Category: rate.Category, Value: in.RequestedLimitValue, At: c.Now})
		if rate.Category == "UserAuthentication" {
			tx.SetLimit(&state.Limit{Account: c.Account, Region: c.Region, Category: policy.Answers, Value: policy.AnswersTimes * in.RequestedLimitValue, At: c.Now})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.UpdateProvisionedLimitOutput{Limit: limit(in.LimitDefinition, rate, in.RequestedLimitValue)}, nil
}

func limit(d *types.LimitDefinitionType, rate policy.Rate, value int32) *types.LimitType {
	return &types.LimitType{LimitDefinition: d, ProvisionedLimitValue: value, FreeLimitValue: rate.Free}
}
