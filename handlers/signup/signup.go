// Package signup owns the operations of people who are not signed in: signing up, confirming that,
// and replacing a forgotten password. What they share with an administrator's operations is in
// package account.
package signup

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/state"
)

// Service carries the operations out. The API is not its only caller: the sign-in pages are another.
type Service struct {
	*op.Env
	accounts *account.Accounts
	flow     *authflow.Flow
	guard    *risk.Guard
}

// New returns the service of an emulator.
func New(env *op.Env) *Service {
	return &Service{env, account.New(env), authflow.New(env), risk.New(env)}
}

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := New(env)
	return []op.Operation{
		op.Client(s.SignUp),
		op.Client(s.ConfirmSignUp),
		op.Client(s.ResendConfirmationCode),
		op.Client(s.ForgotPassword),
		op.Client(s.ConfirmForgotPassword),
	}
}

// admit takes over what a request tells of the user's device, and refuses it when it comes from an
// address that is blocked.
func (s *Service) admit(c *op.Call, client *state.Client, name string, data *types.UserContextDataType, kind types.EventType) error {
	if err := s.guard.Context(c, client, data); err != nil {
		return err
	}
	return s.guard.Admit(c, client, name, kind)
}

// lost translates that the user was deleted while the operation ran.
func lost(err error) error {
	if errors.Is(err, state.ErrGone) {
		return fault.UserClientNotFound()
	}
	return err
}
