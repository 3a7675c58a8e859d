package group

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DeleteGroup deletes a group, whoever is in it. Doc: API_DeleteGroup.
func (s service) DeleteGroup(_ *op.Call, pool *state.Pool, in *cip.DeleteGroupInput) (*cip.DeleteGroupOutput, error) {
	err := s.Store.Update(func(tx *state.Tx) error { return tx.DeleteGroup(pool.ID, *in.GroupName) })
	if err != nil {
		return nil, refusal(err)
	}
	return &cip.DeleteGroupOutput{}, nil
}
