// Package profile owns what signed-in users do to their own accounts. What they share with an
// administrator's operations is in package account.
package profile

import (
	"errors"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/state"
)

type service struct {
	*op.Env
	accounts *account.Accounts
	guard    *risk.Guard
}

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := service{env, account.New(env), risk.New(env)}
	return []op.Operation{
		op.Bearer(s.GetUser),
		op.Bearer(s.UpdateUserAttributes),
		op.Bearer(s.DeleteUserAttributes),
		op.Bearer(s.DeleteUser),
		op.Bearer(s.ChangePassword),
		op.Bearer(s.GetUserAttributeVerificationCode),
		op.Bearer(s.VerifyUserAttribute),
	}
}

// change decides a change of the caller's attributes and writes it. When somebody else changed the
// user between the two, it decides again.
func (s service) change(c *op.Call, u *state.User, decide func(*state.User) (*account.Change, error)) (*account.Change, error) {
	for {
		x, err := decide(u)
		if err != nil {
			return nil, err
		}
		err = s.Store.Update(x.Write)
		if !errors.Is(err, state.ErrStale) {
			return x, account.Refusal(err)
		}
		c.View = s.Store.View()
		if u = c.View.User(u.Pool, u.Sub); u == nil {
			return nil, account.Refusal(state.ErrGone)
		}
	}
}
