package directory

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// AdminResetUserPassword makes the password of a user worthless and sends the code for a new one, by
// the rules of account recovery. Doc: API_AdminResetUserPassword. Assumed: tokens stay good, and a
// second reset sends another code (A128).
func (s service) AdminResetUserPassword(c *op.Call, _ *state.Pool, in *cip.AdminResetUserPasswordInput) (*cip.AdminResetUserPasswordOutput, error) {
	var code *account.Code
	err := s.change(c, *in.Username, func(u *state.User) (func(*state.Tx) error, error) {
		var err error
		if code, err = s.accounts.RecoveryCode(c, u, nil, in.ClientMetadata); err != nil {
			return nil, err
		}
		if err := code.Compose(c); err != nil {
			return nil, err
		}
		return func(tx *state.Tx) error {
			err := tx.ChangeUser(u.Pool, u.Sub, func(u *state.User) error {
				u.Status = types.UserStatusTypeResetRequired
				u.Modified = c.Now
				return nil
			})
			if err != nil {
				return err
			}
			return code.Send(tx)
		}, nil
	})
	if err != nil {
		return nil, err
	}
	code.Hand()
	return &cip.AdminResetUserPasswordOutput{}, nil
}
