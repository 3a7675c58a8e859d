package userpool

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DescribeRiskConfiguration shows what SetRiskConfiguration set for a pool, or for one of its app
// clients: nothing that the client inherits. Doc: API_DescribeRiskConfiguration. Assumed: where nothing
// was set only the ids are shown (A255).
func (s service) DescribeRiskConfiguration(c *op.Call, pool *state.Pool, in *cip.DescribeRiskConfigurationInput) (*cip.DescribeRiskConfigurationOutput, error) {
	client, err := riskScope(c, pool, in.ClientId)
	if err != nil {
		return nil, err
	}
	r := c.View.RiskConfiguration(pool.ID, client)
	if r == nil {
		r = &state.RiskConfiguration{Pool: pool.ID, Client: client}
	}
	return &cip.DescribeRiskConfigurationOutput{RiskConfiguration: riskView(r)}, nil
}
