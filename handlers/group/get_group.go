package group

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// GetGroup shows a group. Doc: API_GetGroup.
func (s service) GetGroup(c *op.Call, pool *state.Pool, in *cip.GetGroupInput) (*cip.GetGroupOutput, error) {
	g := c.View.Group(pool.ID, *in.GroupName)
	if g == nil {
		return nil, fault.GroupNotFound()
	}
	return &cip.GetGroupOutput{Group: view(g)}, nil
}
