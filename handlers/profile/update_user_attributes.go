package profile

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
)

// UpdateUserAttributes changes the caller's attributes and sends a code to every new address that
// the pool verifies. Doc: API_UpdateUserAttributes.
func (s service) UpdateUserAttributes(c *op.Call, who *op.Principal, in *cip.UpdateUserAttributesInput) (*cip.UpdateUserAttributesOutput, error) {
	change, err := s.accounts.ChangeAttributes(c, who.User, who.Client, in.UserAttributes)
	if err != nil {
		return nil, err
	}
	if err := s.Store.Update(change.Write); err != nil {
		return nil, account.Refusal(err)
	}
	return &cip.UpdateUserAttributesOutput{CodeDeliveryDetailsList: change.Details()}, nil
}
