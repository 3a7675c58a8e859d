package profile

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DeleteUser removes the caller. Doc: API_DeleteUser.
func (s service) DeleteUser(_ *op.Call, who *op.Principal, _ *cip.DeleteUserInput) (*cip.DeleteUserOutput, error) {
	err := s.Store.Update(func(tx *state.Tx) error { return tx.DeleteUser(who.User.Pool, who.User.Sub) })
	if err != nil {
		return nil, account.Refusal(err)
	}
	return &cip.DeleteUserOutput{}, nil
}
