package userpool

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// AddCustomAttributes adds to the schema of a pool. Nothing can be taken away again.
// Doc: API_AddCustomAttributes. Assumed: it counts as a modification of the pool (A088).
func (s service) AddCustomAttributes(c *op.Call, pool *state.Pool, in *cip.AddCustomAttributesInput) (*cip.AddCustomAttributesOutput, error) {
	err := s.changeIdle(pool.ID, func(p *state.Pool) error {
		schema, err := policy.AddedSchema(p.Config.SchemaAttributes, in.CustomAttributes)
		if err != nil {
			return err
		}
		p.Config.SchemaAttributes, p.Modified = schema, c.Now
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.AddCustomAttributesOutput{}, nil
}
