package directory

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// AdminDeleteUser removes a user with everything that hangs on it; the tokens end with the user.
// Doc: API_AdminDeleteUser.
func (s service) AdminDeleteUser(c *op.Call, _ *state.Pool, in *cip.AdminDeleteUserInput) (*cip.AdminDeleteUserOutput, error) {
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error { return tx.DeleteUser(user.Pool, user.Sub) })
	if err != nil {
		return nil, account.Refusal(err)
	}
	return &cip.AdminDeleteUserOutput{}, nil
}
