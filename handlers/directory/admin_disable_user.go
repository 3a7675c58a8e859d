package directory

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// AdminDisableUser keeps a user out and revokes the tokens. The status stays as it is.
// Doc: API_AdminDisableUser.
func (s service) AdminDisableUser(c *op.Call, _ *state.Pool, in *cip.AdminDisableUserInput) (*cip.AdminDisableUserOutput, error) {
	if err := s.enable(c, *in.Username, false); err != nil {
		return nil, err
	}
	return &cip.AdminDisableUserOutput{}, nil
}
