package account

import (
	"time"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// Action is something a user can do only so often in an hour.
type Action string

// The limited actions, named after their operations.
const (
	ConfirmSignUp          Action = "ConfirmSignUp"
	ResendConfirmationCode Action = "ResendConfirmationCode"
	ForgotPassword         Action = "ForgotPassword"
	ConfirmForgotPassword  Action = "ConfirmForgotPassword"
	ChangePassword         Action = "ChangePassword"
	SendVerificationCode   Action = "GetUserAttributeVerificationCode"
	VerifyUserAttribute    Action = "VerifyUserAttribute"
)

const limitWindow = time.Hour

// hourly is how often an action can be done in an hour. Doc: "Quotas in Amazon Cognito", which gives
// 5 to 20 for ConfirmForgotPassword, by risk, and nothing for ForgotPassword.
// Assumed: 20 for both, as nothing here is a risk (A105).
func (x Action) hourly() int {
	switch x {
	case ConfirmSignUp, VerifyUserAttribute:
		return 15
	case ForgotPassword, ConfirmForgotPassword:
		return 20
	default:
		return 5
	}
}

// Attempt counts that the user does something and refuses what is too often. It counts whatever
// comes of the attempt; what is refused for being too often is not counted. It says state.ErrGone of
// a user who was deleted meanwhile.
func (a *Accounts) Attempt(c *op.Call, u *state.User, x Action) error {
	return a.Store.Update(func(tx *state.Tx) error {
		if tx.User(u.Pool, u.Sub) == nil {
			return state.ErrGone
		}
		return a.attempt(tx, c, u.Sub, x)
	})
}

func (a *Accounts) attempt(tx *state.Tx, c *op.Call, who state.Sub, x Action) error {
	if !tx.Count(c.Pool.ID, who, string(x), c.Now, x.hourly(), limitWindow) && !a.Settings.NoAttemptLimits {
		return fault.AttemptLimitExceeded()
	}
	return nil
}
