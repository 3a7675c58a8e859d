package group

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// AdminAddUserToGroup puts a user into a group. Whoever is in it already stays in it.
// Doc: API_AdminAddUserToGroup. Assumed: the group is looked for first (A172).
func (s service) AdminAddUserToGroup(c *op.Call, pool *state.Pool, in *cip.AdminAddUserToGroupInput) (*cip.AdminAddUserToGroupOutput, error) {
	m, err := membership(c, pool, *in.GroupName, *in.Username)
	if err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		if page, _ := tx.GroupsOf(m.Pool, m.Sub, nil, maxGroupsOfUser); len(page.Items) == maxGroupsOfUser && !tx.IsMember(m) {
			return fault.TooManyGroupsOfUser()
		}
		return tx.Join(m)
	})
	switch {
	case errors.Is(err, state.ErrGone) && s.Store.View().Group(m.Pool, m.Group) == nil: // somebody deleted one of the two
		return nil, fault.GroupNotFound()
	case errors.Is(err, state.ErrGone):
		return nil, fault.UserNotFound()
	case err != nil:
		return nil, err
	}
	return &cip.AdminAddUserToGroupOutput{}, nil
}

// membership finds the group and the user that a request names.
func membership(c *op.Call, pool *state.Pool, group, username string) (*state.Membership, error) {
	if c.View.Group(pool.ID, group) == nil {
		return nil, fault.GroupNotFound()
	}
	user, err := c.UserCalled(username)
	if err != nil {
		return nil, err
	}
	return &state.Membership{Pool: pool.ID, Sub: user.Sub, Group: group}, nil
}
