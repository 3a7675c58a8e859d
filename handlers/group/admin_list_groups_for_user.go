package group

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// AdminListGroupsForUser lists the groups that a user is in. Doc: API_AdminListGroupsForUser. Assumed:
// by name (A170).
func (s service) AdminListGroupsForUser(c *op.Call, pool *state.Pool, in *cip.AdminListGroupsForUserInput) (*cip.AdminListGroupsForUserOutput, error) {
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	groups, next, err := op.Page(c, in.NextToken, limitOf(in.Limit), func(from []byte, limit int) (state.Page[state.Group], bool) {
		return c.View.GroupsOf(pool.ID, user.Sub, from, limit)
	}, string(pool.ID), string(user.Sub))
	if err != nil {
		return nil, err
	}
	return &cip.AdminListGroupsForUserOutput{Groups: views(groups), NextToken: next}, nil
}
