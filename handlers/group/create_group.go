package group

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// CreateGroup adds a group to a pool. Doc: API_CreateGroup. Assumed: names that differ in case are two
// groups (A174).
func (s service) CreateGroup(c *op.Call, pool *state.Pool, in *cip.CreateGroupInput) (*cip.CreateGroupOutput, error) {
	g := &state.Group{
		Pool: pool.ID, Name: *in.GroupName, Description: given(in.Description), RoleARN: in.RoleArn, Precedence: in.Precedence,
		Created: c.Now, Modified: c.Now,
	}
	err := s.Store.Update(func(tx *state.Tx) error {
		if page, _ := tx.Groups(pool.ID, nil, maxGroups); len(page.Items) == maxGroups && tx.Group(pool.ID, g.Name) == nil {
			return fault.TooManyGroups()
		}
		return tx.AddGroup(g)
	})
	switch {
	case errors.Is(err, state.ErrExists):
		return nil, fault.GroupExists()
	case errors.Is(err, state.ErrGone):
		return nil, fault.PoolNotFound(string(pool.ID))
	case err != nil:
		return nil, err
	}
	return &cip.CreateGroupOutput{Group: view(g)}, nil
}
