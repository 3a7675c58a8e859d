package profile

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// VerifyUserAttribute verifies an attribute of the caller with the code that was sent; a new value
// that was held back takes its place with that. Doc: API_VerifyUserAttribute.
func (s service) VerifyUserAttribute(c *op.Call, who *op.Principal, in *cip.VerifyUserAttributeInput) (*cip.VerifyUserAttributeOutput, error) {
	user := who.User
	if err := s.accounts.Attempt(c, user, account.VerifyUserAttribute); err != nil {
		return nil, account.Refusal(err)
	}
	err := s.Store.Update(func(tx *state.Tx) error {
		code, err := account.TakeCode(tx, user, state.PurposeAttribute, *in.AttributeName, *in.Code, c.Now)
		if err != nil {
			return err
		}
		return tx.ChangeUser(user.Pool, user.Sub, func(u *state.User) error {
			if code.Held {
				u.Attributes[code.Attribute] = code.Address
			}
			if u.Attributes[code.Attribute] != code.Address { // the value has changed since the code was sent
				return fault.ExpiredCode()
			}
			account.Proves(code, u)
			u.Modified = c.Now
			return nil
		})
	})
	if err != nil {
		return nil, account.Refusal(err)
	}
	return &cip.VerifyUserAttributeOutput{}, nil
}
