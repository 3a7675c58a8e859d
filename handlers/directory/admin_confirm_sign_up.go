package directory

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// AdminConfirmSignUp confirms a user who signed up, without a code; nothing becomes verified by it.
// Doc: API_AdminConfirmSignUp.
func (s service) AdminConfirmSignUp(c *op.Call, _ *state.Pool, in *cip.AdminConfirmSignUpInput) (*cip.AdminConfirmSignUpOutput, error) {
	var user *state.User
	err := s.change(c, *in.Username, func(u *state.User) (func(*state.Tx) error, error) {
		user = u
		if u.Status != types.UserStatusTypeUnconfirmed {
			return nil, fault.CannotConfirm(u.Status)
		}
		return func(tx *state.Tx) error {
			tx.DropCode(u.Pool, u.Sub, state.PurposeSignUp, "")
			return tx.ChangeUser(u.Pool, u.Sub, func(u *state.User) error {
				u.Status = types.UserStatusTypeConfirmed
				u.Modified = c.Now
				return nil
			})
		}, nil
	})
	if err != nil {
		return nil, err
	}
	if err := s.accounts.Confirmed(c, nil, user, trigger.SourceConfirmSignUp, in.ClientMetadata); err != nil {
		return nil, err
	}
	return &cip.AdminConfirmSignUpOutput{}, nil
}
