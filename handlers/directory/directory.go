// Package directory owns the operations on users as an administrator sees them: making, showing,
// changing, confirming and removing one, passwords, and the list of all. What they have in common
// with the users' own operations is in package account.
package directory

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
		op.Pool(s.AdminCreateUser),
		op.Pool(s.AdminConfirmSignUp),
		op.Pool(s.AdminGetUser),
		op.Pool(s.AdminDeleteUser),
		op.Pool(s.AdminEnableUser),
		op.Pool(s.AdminDisableUser),
		op.Pool(s.AdminSetUserPassword),
		op.Pool(s.AdminResetUserPassword),
		op.Pool(s.AdminUpdateUserAttributes),
		op.Pool(s.AdminDeleteUserAttributes),
		op.Pool(s.ListUsers),
		op.Pool(s.AdminListUserAuthEvents),
		op.Pool(s.AdminUpdateAuthEventFeedback),
	}
}

// change decides about the user that name means and writes what was decided. When somebody else
// changed the user between the two, it looks again: what is written rests on the user as it is.
func (s service) change(c *op.Call, name string, decide func(*state.User) (write func(*state.Tx) error, err error)) error {
	for {
		u, err := c.UserCalled(name)
		if err != nil {
			return err
		}
		write, err := decide(u)
		if err != nil {
			return err
		}
		err = s.Store.Update(func(tx *state.Tx) error {
			if tx.User(u.Pool, u.Sub) != u { // records are constants: another record is another user
				return state.ErrStale
			}
			return write(tx)
		})
		if !errors.Is(err, state.ErrStale) {
			return account.Refusal(err)
		}
		c.View = s.Store.View()
	}
}
