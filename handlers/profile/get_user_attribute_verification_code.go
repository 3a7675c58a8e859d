package profile

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/outbox"
	"cognito-emulator/state"
)

// GetUserAttributeVerificationCode sends a code that verifies the caller's e-mail address or phone
// number, whether it is verified or not. Doc: API_GetUserAttributeVerificationCode.
// Assumed: a new value that waits for verification is the one that is meant (A113).
func (s service) GetUserAttributeVerificationCode(c *op.Call, who *op.Principal, in *cip.GetUserAttributeVerificationCodeInput) (*cip.GetUserAttributeVerificationCodeOutput, error) {
	user := who.User
	occasion := account.Occasion{
		Purpose: state.PurposeAttribute, Message: outbox.VerifyUserAttribute, Client: who.Client, User: user, Metadata: in.ClientMetadata}
	waiting := c.View.Code(user.Pool, user.Sub, state.PurposeAttribute, *in.AttributeName)
	to, ok := contact(user, *in.AttributeName)
	switch {
	case waiting != nil && waiting.Held:
		occasion.To, occasion.Held = outbox.Delivery{Attribute: waiting.Attribute, Address: waiting.Address}, true
	case ok:
		occasion.To = to
	default:
		return nil, fault.NothingToVerify(*in.AttributeName)
	}
	if err := s.accounts.Attempt(c, user, account.SendVerificationCode); err != nil {
		return nil, account.Refusal(err)
	}
	code, err := s.accounts.NewCode(c, occasion)
	if err != nil {
		return nil, err
	}
	if err := s.Store.Update(code.Send); err != nil {
		return nil, account.Refusal(err)
	}
	code.Hand()
	return &cip.GetUserAttributeVerificationCodeOutput{CodeDeliveryDetails: code.Details()}, nil
}

// contact is where a code for the attribute goes; false when the user has none, or when the attribute
// is not one that can be verified.
func contact(u *state.User, attribute string) (outbox.Delivery, bool) {
	if attribute != "email" && attribute != "phone_number" {
		return outbox.Delivery{}, false
	}
	return outbox.To(u, attribute)
}
