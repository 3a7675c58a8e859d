package directory

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// AdminEnableUser lets a user sign in again. Tokens from before stay revoked.
// Doc: API_AdminEnableUser.
func (s service) AdminEnableUser(c *op.Call, _ *state.Pool, in *cip.AdminEnableUserInput) (*cip.AdminEnableUserOutput, error) {
	if err := s.enable(c, *in.Username, true); err != nil {
		return nil, err
	}
	return &cip.AdminEnableUserOutput{}, nil
}

// enable is both operations; whoever is disabled loses the tokens.
func (s service) enable(c *op.Call, name string, enabled bool) error {
	user, err := c.UserCalled(name)
	if err != nil {
		return err
	}
	return account.Refusal(s.Store.Update(func(tx *state.Tx) error {
		if !enabled {
			tx.RevokeUser(user.Pool, user.Sub)
		}
		return tx.ChangeUser(user.Pool, user.Sub, func(u *state.User) error {
			u.Enabled = enabled
			u.Modified = c.Now
			return nil
		})
	}))
}
