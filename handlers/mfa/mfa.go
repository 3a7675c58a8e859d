// Package mfa owns the operations on a user's second factors: authenticator apps, preferences,
// passkeys. Which factor a sign-in asks for is decided in package authflow.
package mfa

import (
	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/op"
)

type service struct {
	*op.Env
	flow *authflow.Flow
}

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := service{env, authflow.New(env)}
	return []op.Operation{
		op.Open(s.AssociateSoftwareToken),
		op.Open(s.VerifySoftwareToken),
		op.Pool(s.AdminDeleteSoftwareToken),
		op.Bearer(s.SetUserMFAPreference),
		op.Pool(s.AdminSetUserMFAPreference),
		op.Bearer(s.SetUserSettings),
		op.Pool(s.AdminSetUserSettings),
		op.Bearer(s.GetUserAuthFactors),
		op.Pool(s.AdminGetUserAuthFactors),
		op.Bearer(s.StartWebAuthnRegistration),
		op.Bearer(s.CompleteWebAuthnRegistration),
		op.Bearer(s.ListWebAuthnCredentials),
		op.Bearer(s.DeleteWebAuthnCredential),
	}
}
