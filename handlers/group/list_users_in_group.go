package group

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// ListUsersInGroup lists the users in a group, shown as ListUsers shows them.
// Doc: API_ListUsersInGroup.
func (s service) ListUsersInGroup(c *op.Call, pool *state.Pool, in *cip.ListUsersInGroupInput) (*cip.ListUsersInGroupOutput, error) {
	if c.View.Group(pool.ID, *in.GroupName) == nil {
		return nil, fault.GroupNotFound()
	}
	users, next, err := op.Page(c, in.NextToken, limitOf(in.Limit), func(from []byte, limit int) (state.Page[state.User], bool) {
		return c.View.Members(pool.ID, *in.GroupName, from, limit)
	}, string(pool.ID), *in.GroupName)
	if err != nil {
		return nil, err
	}
	list := make([]types.UserType, len(users))
	for i, u := range users {
		list[i] = account.View(u, nil)
	}
	return &cip.ListUsersInGroupOutput{Users: list, NextToken: next}, nil
}
