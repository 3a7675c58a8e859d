package directory

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// AdminDeleteUserAttributes removes attributes of a user; the flag of an e-mail address or phone
// number goes with it. Doc: API_AdminDeleteUserAttributes.
func (s service) AdminDeleteUserAttributes(c *op.Call, _ *state.Pool, in *cip.AdminDeleteUserAttributesInput) (*cip.AdminDeleteUserAttributesOutput, error) {
	err := s.change(c, *in.Username, func(u *state.User) (func(*state.Tx) error, error) {
		x, err := s.accounts.DeleteAttributes(c, u, nil, in.UserAttributeNames)
		if err != nil {
			return nil, err
		}
		return x.Write, nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.AdminDeleteUserAttributesOutput{}, nil
}
