package userpool

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// SetLogDeliveryConfiguration says where the logs of a pool go, in place of what was said before. What
// would be delivered can be read from the emulator. Doc: API_SetLogDeliveryConfiguration.
func (s service) SetLogDeliveryConfiguration(_ *op.Call, pool *state.Pool, in *cip.SetLogDeliveryConfigurationInput) (*cip.SetLogDeliveryConfigurationOutput, error) {
	if err := policy.CheckLogs(pool.Config.UserPoolTier, pool.Region, in.LogConfigurations); err != nil {
		return nil, err
	}
	delivery := &state.LogDelivery{Pool: pool.ID, Region: pool.Region, Configurations: in.LogConfigurations}
	err := s.Store.Update(func(tx *state.Tx) error { return tx.SetLogDelivery(delivery) })
	switch {
	case errors.Is(err, state.ErrGone):
		return nil, fault.PoolNotFound(string(pool.ID))
	case err != nil:
		return nil, err
	}
	return &cip.SetLogDeliveryConfigurationOutput{LogDeliveryConfiguration: logDelivery(pool, delivery)}, nil
}

// logDelivery is where logs go; an empty list when nobody has said so, or nowhere.
// Doc: LogDeliveryConfigurationType, whose list is required. Assumed: this reading (A186).
func logDelivery(pool *state.Pool, d *state.LogDelivery) *types.LogDeliveryConfigurationType {
	shown := &types.LogDeliveryConfigurationType{UserPoolId: aws.String(string(pool.ID)), LogConfigurations: []types.LogConfigurationType{}}
	if d != nil && len(d.Configurations) > 0 {
		shown.LogConfigurations = d.Configurations
	}
	return shown
}
