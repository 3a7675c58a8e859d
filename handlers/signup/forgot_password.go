package signup

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// ForgotPassword sends the code that replaces a password; the password stays good until it is given.
// A client that hides users is told that a code was sent even where none can be.
// Doc: API_ForgotPassword, "Managing user existence error responses".
func (s *Service) ForgotPassword(c *op.Call, client *state.Client, in *cip.ForgotPasswordInput) (*cip.ForgotPasswordOutput, error) {
	if err := authflow.CheckSecretHash(client, *in.Username, aws.ToString(in.SecretHash)); err != nil {
		return nil, err
	}
	if err := s.admit(c, client, *in.Username, in.UserContextData, types.EventTypeForgotPassword); err != nil {
		return nil, err
	}
	user, hidden := c.View.UserCalled(c.Pool, *in.Username), account.HidesUsers(client)
	if user == nil {
		var err error
		user, err = s.accounts.Migrate(c, client, *in.Username, trigger.SourceMigrateForgotPassword, trigger.Migrating{ClientMetadata: in.ClientMetadata})
		if err != nil {
			return nil, err
		}
	}
	switch {
	case hidden && (user == nil || !user.Enabled):
		return s.pretendReset(c, *in.Username)
	case user == nil:
		return nil, fault.UserClientNotFound()
	}
	if err := s.accounts.Attempt(c, user, account.ForgotPassword); err != nil {
		return nil, lost(err)
	}
	code, err := s.accounts.RecoveryCode(c, user, client, in.ClientMetadata)
	var undeliverable *types.InvalidParameterException
	switch {
	case hidden && errors.As(err, &undeliverable):
		return s.pretendReset(c, *in.Username)
	case err != nil:
		return nil, err
	}
	if err := code.Compose(c); err != nil {
		return nil, err
	}
	watch := s.guard.Watch(c, client, user, types.EventTypeForgotPassword, "")
	err = s.Store.Update(func(tx *state.Tx) error {
		if err := watch.Record(tx); err != nil {
			return err
		}
		return code.Send(tx)
	})
	if err != nil {
		return nil, lost(err)
	}
	code.Hand()
	return &cip.ForgotPasswordOutput{CodeDeliveryDetails: code.Details()}, nil
}

func (s *Service) pretendReset(c *op.Call, name string) (*cip.ForgotPasswordOutput, error) {
	details, err := s.accounts.PretendReset(c, name)
	if err != nil {
		return nil, err
	}
	return &cip.ForgotPasswordOutput{CodeDeliveryDetails: details}, nil
}
