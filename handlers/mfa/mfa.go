// Package mfa owns the operations on a user's second factors: authenticator apps, preferences,
// passkeys. Which factor a sign-in asks for is decided in package authflow.
package mfa

import (
	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/op"
)

// Service carries the operations out. The sign-in pages call those on passkeys too.
type Service struct {
	*op.Env
	flow *authflow.Flow
}

// New returns the service of an emulator.
func New(env *op.Env) *Service { return &Service{env, authflow.New(env)} }

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := New(env)
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
