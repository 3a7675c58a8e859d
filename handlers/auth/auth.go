// Package auth owns the operations that begin, continue and end sign-ins, and those that give tokens
// without one: to an app client itself, or for another token. What a sign-in asks for is decided in
// package authflow; here requests become its questions, and its answers responses.
package auth

import (
	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/risk"
)

type service struct {
	*op.Env
	flow  *authflow.Flow
	guard *risk.Guard
}

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := service{env, authflow.New(env), risk.New(env)}
	return []op.Operation{
		op.Client(s.InitiateAuth),
		op.Pool(s.AdminInitiateAuth),
		op.Client(s.RespondToAuthChallenge),
		op.Pool(s.AdminRespondToAuthChallenge),
		op.Client(s.GetTokensFromRefreshToken),
		op.Open(s.RevokeToken),
		op.Bearer(s.GlobalSignOut),
		op.Pool(s.AdminUserGlobalSignOut),
		op.Open(s.UpdateAuthEventFeedback),
		op.Open(s.GetClientToken),
		op.Client(s.GetDerivedToken),
	}
}
