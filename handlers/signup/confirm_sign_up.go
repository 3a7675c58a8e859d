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
	"cognito-emulator/emulator/risk"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// ConfirmSignUp confirms a user with the code that was sent, and verifies the address it was sent to.
// Doc: API_ConfirmSignUp. Assumed: the status is judged before the code (A108).
func (s *Service) ConfirmSignUp(c *op.Call, client *state.Client, in *cip.ConfirmSignUpInput) (*cip.ConfirmSignUpOutput, error) {
	if err := authflow.CheckSecretHash(client, *in.Username, aws.ToString(in.SecretHash)); err != nil {
		return nil, err
	}
	user := c.View.UserCalled(c.Pool, *in.Username)
	switch {
	case user == nil && account.HidesUsers(client):
		return nil, fault.CodeMismatch()
	case user == nil:
		return nil, fault.UserClientNotFound()
	}
	if err := s.accounts.Attempt(c, user, account.ConfirmSignUp); err != nil {
		return nil, lost(err)
	}
	given, next, text, err := s.flow.ConfirmSession(c, client, user.Sub, in.Session)
	if err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		now := tx.User(user.Pool, user.Sub)
		switch {
		case now == nil:
			return state.ErrGone
		case now.Status != types.UserStatusTypeUnconfirmed:
			return fault.CannotConfirm(now.Status)
		}
		code, err := account.TakeCode(tx, user, state.PurposeSignUp, "", *in.ConfirmationCode, c.Now)
		if err != nil {
			return err
		}
		if given != nil {
			if err := tx.UseSession(given.ID); err != nil {
				return err
			}
		}
		if next != nil {
			if err := tx.AddSession(next); err != nil {
				return err
			}
		}
		if err := risk.Complete(tx, c, now, types.EventTypeSignUp); err != nil {
			return err
		}
		confirm := func() error { return tx.ChangeUser(user.Pool, user.Sub, confirmed(c, code)) }
		if in.ForceAliasCreation {
			return account.MoveAliases(tx, c.Pool, c.Now, confirm)
		}
		return confirm()
	})
	if errors.Is(err, state.ErrStale) {
		return nil, fault.SessionUsed()
	}
	var taken *state.AliasTaken
	if errors.As(err, &taken) {
		return nil, fault.AliasTaken(taken.Attribute)
	}
	if err != nil {
		return nil, lost(err)
	}
	if err := s.accounts.Confirmed(c, client, user, trigger.SourceConfirmSignUp, in.ClientMetadata); err != nil {
		return nil, err
	}
	return &cip.ConfirmSignUpOutput{Session: text}, nil
}

// confirmed is the change of a user who gave the code.
func confirmed(c *op.Call, code *state.Code) func(*state.User) error {
	return func(u *state.User) error {
		u.Status = types.UserStatusTypeConfirmed
		u.Modified = c.Now
		account.Proves(code, u)
		return nil
	}
}
