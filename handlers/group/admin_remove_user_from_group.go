package group

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// AdminRemoveUserFromGroup takes a user out of a group. Whoever is not in it is nothing to complain
// about. Doc: API_AdminRemoveUserFromGroup. Assumed: the last sentence (A172).
func (s service) AdminRemoveUserFromGroup(c *op.Call, pool *state.Pool, in *cip.AdminRemoveUserFromGroupInput) (*cip.AdminRemoveUserFromGroupOutput, error) {
	m, err := membership(c, pool, *in.GroupName, *in.Username)
	if err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		tx.Leave(m)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.AdminRemoveUserFromGroupOutput{}, nil
}
