package profile

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DeleteUserAttributes removes attributes of the caller. Doc: API_DeleteUserAttributes.
func (s service) DeleteUserAttributes(c *op.Call, who *op.Principal, in *cip.DeleteUserAttributesInput) (*cip.DeleteUserAttributesOutput, error) {
	_, err := s.change(c, who.User, func(u *state.User) (*account.Change, error) {
		return s.accounts.DeleteAttributes(c, u, who.Client, in.UserAttributeNames)
	})
	if err != nil {
		return nil, err
	}
	return &cip.DeleteUserAttributesOutput{}, nil
}
