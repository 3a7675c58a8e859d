package signup

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/outbox"
	"cognito-emulator/state"
)

// ResendConfirmationCode sends a new code that confirms a user; the old one is void. A client that
// hides users is told the same of users who are confirmed as of users who do not exist: that a code
// was sent. Doc: API_ResendConfirmationCode, "Managing user existence error responses".
// Seen: aws-amplify/amplify-js#14762 (no error for a confirmed user). Assumed: because that client
// hides users (A109).
func (s *Service) ResendConfirmationCode(c *op.Call, client *state.Client, in *cip.ResendConfirmationCodeInput) (*cip.ResendConfirmationCodeOutput, error) {
	if err := authflow.CheckSecretHash(client, *in.Username, aws.ToString(in.SecretHash)); err != nil {
		return nil, err
	}
	if err := s.guard.Context(c, client, in.UserContextData); err != nil {
		return nil, err
	}
	user := c.View.UserCalled(c.Pool, *in.Username)
	hidden := account.HidesUsers(client)
	switch {
	case hidden && (user == nil || user.Status != types.UserStatusTypeUnconfirmed):
		return &cip.ResendConfirmationCodeOutput{CodeDeliveryDetails: account.Pretend(c, *in.Username)}, nil
	case user == nil:
		return nil, fault.UserClientNotFound()
	}
	if err := s.accounts.Attempt(c, user, account.ResendConfirmationCode); err != nil {
		return nil, lost(err)
	}
	if user.Status != types.UserStatusTypeUnconfirmed {
		return nil, fault.AlreadyConfirmed()
	}
	to, ok := outbox.ForSignUp(c.Pool, user)
	if !ok {
		return nil, fault.CannotResendCodes()
	}
	code, err := s.accounts.NewCode(c, account.Occasion{
		Purpose: state.PurposeSignUp, Message: outbox.ResendCode, Client: client, User: user, To: to,
		Metadata: in.ClientMetadata})
	if err != nil {
		return nil, err
	}
	watch := s.guard.Watch(c, client, user, types.EventTypeResendCode, "")
	watch.Ends(types.EventResponseTypePass)
	err = s.Store.Update(func(tx *state.Tx) error {
		if now := tx.User(user.Pool, user.Sub); now != nil && now.Status != types.UserStatusTypeUnconfirmed {
			return fault.AlreadyConfirmed()
		}
		if err := watch.Record(tx); err != nil {
			return err
		}
		return code.Send(tx)
	})
	if err != nil {
		return nil, lost(err)
	}
	code.Hand()
	return &cip.ResendConfirmationCodeOutput{CodeDeliveryDetails: code.Details()}, nil
}
