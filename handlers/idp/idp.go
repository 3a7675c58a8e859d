// Package idp owns the operations on the identity providers of a pool and on the identities that lead
// to its users. What the details of a provider must hold is decided in package policy; signing in with
// a provider is no operation of the API and does not happen here.
package idp

import "cognito-emulator/emulator/op"

type service struct{ *op.Env }

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := service{env}
	return []op.Operation{
		op.Pool(s.CreateIdentityProvider),
		op.Pool(s.DescribeIdentityProvider),
		op.Pool(s.GetIdentityProviderByIdentifier),
		op.Pool(s.UpdateIdentityProvider),
		op.Pool(s.DeleteIdentityProvider),
		op.Pool(s.ListIdentityProviders),
		op.Pool(s.AdminLinkProviderForUser),
		op.Pool(s.AdminDisableProviderForUser),
	}
}
