package profile

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// UpdateUserAttributes changes the caller's attributes and sends a code to every new address that
// the pool verifies. Doc: API_UpdateUserAttributes.
func (s service) UpdateUserAttributes(c *op.Call, who *op.Principal, in *cip.UpdateUserAttributesInput) (*cip.UpdateUserAttributesOutput, error) {
	change, err := s.change(c, who.User, func(u *state.User) (*account.Change, error) {
		return s.accounts.ChangeAttributes(c, u, who.Client, in.UserAttributes, in.ClientMetadata)
	})
	if err != nil {
		return nil, err
	}
	change.Hand()
	return &cip.UpdateUserAttributesOutput{CodeDeliveryDetailsList: change.Details()}, nil
}
