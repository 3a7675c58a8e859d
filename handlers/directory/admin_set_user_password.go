package directory

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// AdminSetUserPassword gives a user of whatever status a password: a temporary one, which must be
// changed at the next sign-in, or a permanent one, with which the user is confirmed. A federated user
// can sign in locally then. Tokens stay good. Doc: API_AdminSetUserPassword.
func (s service) AdminSetUserPassword(c *op.Call, pool *state.Pool, in *cip.AdminSetUserPasswordInput) (*cip.AdminSetUserPasswordOutput, error) {
	err := s.change(c, *in.Username, func(u *state.User) (func(*state.Tx) error, error) {
		if err := account.CheckPassword(pool, u, *in.Password, fault.AdminPasswordPolicy); err != nil {
			return nil, err
		}
		next := s.accounts.NewPassword(u, *in.Password, c.Now)
		return func(tx *state.Tx) error {
			return tx.ChangeUser(u.Pool, u.Sub, func(u *state.User) error {
				account.ReplacePassword(pool, u, next)
				u.Status = types.UserStatusTypeForceChangePassword
				if in.Permanent {
					u.Status = types.UserStatusTypeConfirmed
				}
				u.Modified = c.Now
				return nil
			})
		}, nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.AdminSetUserPasswordOutput{}, nil
}
