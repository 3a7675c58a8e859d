package signup

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// ConfirmForgotPassword replaces a password with the code that was sent. The new password is judged
// before anything about the user is, and a user who gets it is confirmed and no longer locked out.
// Doc: API_ConfirmForgotPassword. Assumed: that order, and the end of the lockout (A110).
func (s *Service) ConfirmForgotPassword(c *op.Call, client *state.Client, in *cip.ConfirmForgotPasswordInput) (*cip.ConfirmForgotPasswordOutput, error) {
	if err := authflow.CheckSecretHash(client, *in.Username, aws.ToString(in.SecretHash)); err != nil {
		return nil, err
	}
	if err := s.admit(c, client, *in.Username, in.UserContextData, types.EventTypeForgotPassword); err != nil {
		return nil, err
	}
	if err := account.CheckPolicy(c.Pool, *in.Password, fault.NewPasswordPolicy); err != nil {
		return nil, err
	}
	user, err := s.resetting(c, client, *in.Username)
	if err != nil {
		return nil, err
	}
	if _, err := account.JudgeCode(c.View, user, state.PurposePassword, "", *in.ConfirmationCode, c.Now); err != nil {
		return nil, err
	}
	if err := account.CheckPassword(c.Pool, user, *in.Password, fault.NewPasswordPolicy); err != nil {
		return nil, err
	}
	watch := s.guard.Watch(c, client, user, types.EventTypePasswordChange, "")
	if err := watch.NewPassword(*in.Password, types.EventFilterTypePasswordChange); err != nil {
		return nil, err
	}
	password := s.accounts.NewPassword(user, *in.Password, c.Now)
	err = s.Store.Update(func(tx *state.Tx) error {
		code, err := account.TakeCode(tx, user, state.PurposePassword, "", *in.ConfirmationCode, c.Now)
		if err != nil {
			return err
		}
		if err := risk.Complete(tx, c, user, types.EventTypeForgotPassword); err != nil {
			return err
		}
		return tx.ChangeUser(user.Pool, user.Sub, func(u *state.User) error {
			account.ReplacePassword(c.Pool, u, password)
			account.Proves(code, u)
			u.Status = types.UserStatusTypeConfirmed
			u.SignIn = state.Lockout{}
			u.Modified = c.Now
			return nil
		})
	})
	if err != nil {
		return nil, lost(err)
	}
	if err := s.accounts.Confirmed(c, client, user, trigger.SourceConfirmForgotPassword, in.ClientMetadata); err != nil {
		return nil, err
	}
	return &cip.ConfirmForgotPasswordOutput{}, nil
}

// resetting finds the user whose password is to be replaced, and refuses users who were never sent a
// code in the way that the client wants.
func (s *Service) resetting(c *op.Call, client *state.Client, name string) (*state.User, error) {
	user := c.View.UserCalled(c.Pool, name)
	switch {
	case user == nil && !account.HidesUsers(client):
		return nil, fault.UserClientNotFound()
	case user == nil:
		return nil, account.NoReset(c, name)
	}
	if err := s.accounts.Attempt(c, user, account.ConfirmForgotPassword); err != nil {
		return nil, lost(err)
	}
	switch {
	case !account.HidesUsers(client) && !user.Enabled:
		return nil, fault.UserDisabledForReset()
	case account.HidesUsers(client) && (!user.Enabled || c.View.Code(user.Pool, user.Sub, state.PurposePassword, "") == nil):
		return nil, account.NoReset(c, name)
	}
	return user, nil
}
