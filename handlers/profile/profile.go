// Package profile owns what signed-in users do to their own accounts. What they share with an
// administrator's operations is in package account.
package profile

import (
	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
)

type service struct {
	*op.Env
	accounts *account.Accounts
}

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := service{env, account.New(env)}
	return []op.Operation{
		op.Bearer(s.GetUser),
		op.Bearer(s.UpdateUserAttributes),
		op.Bearer(s.DeleteUserAttributes),
		op.Bearer(s.DeleteUser),
		op.Bearer(s.ChangePassword),
		op.Bearer(s.GetUserAttributeVerificationCode),
		op.Bearer(s.VerifyUserAttribute),
		op.Missing[newest.ListUserSessionsInput, newest.ListUserSessionsOutput](),
		op.Missing[newest.RevokeUserSessionInput, newest.RevokeUserSessionOutput](),
	}
}
