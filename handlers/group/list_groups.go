package group

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// ListGroups lists the groups of a pool. Doc: API_ListGroups. Assumed: by name (A170).
func (s service) ListGroups(c *op.Call, pool *state.Pool, in *cip.ListGroupsInput) (*cip.ListGroupsOutput, error) {
	groups, next, err := op.Page(c, in.NextToken, limitOf(in.Limit), func(from []byte, limit int) (state.Page[state.Group], bool) {
		return c.View.Groups(pool.ID, from, limit)
	}, string(pool.ID))
	if err != nil {
		return nil, err
	}
	return &cip.ListGroupsOutput{Groups: views(groups), NextToken: next}, nil
}
