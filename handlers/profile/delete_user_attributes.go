package profile

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
)

// DeleteUserAttributes removes attributes of the caller. Doc: API_DeleteUserAttributes.
func (s service) DeleteUserAttributes(c *op.Call, who *op.Principal, in *cip.DeleteUserAttributesInput) (*cip.DeleteUserAttributesOutput, error) {
	change, err := s.accounts.DeleteAttributes(c, who.User, who.Client, in.UserAttributeNames)
	if err != nil {
		return nil, err
	}
	if err := s.Store.Update(change.Write); err != nil {
		return nil, account.Refusal(err)
	}
	return &cip.DeleteUserAttributesOutput{}, nil
}
