package idp

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// DeleteIdentityProvider deletes an identity provider. Its users stay, and app clients keep its name.
// Doc: API_DeleteIdentityProvider. Seen: a public log of 2026-08 (the users). Assumed: a client that
// names it is no hindrance (A150).
func (s service) DeleteIdentityProvider(_ *op.Call, pool *state.Pool, in *cip.DeleteIdentityProviderInput) (*cip.DeleteIdentityProviderOutput, error) {
	if *in.ProviderName == policy.LocalProvider {
		return nil, fault.ProviderUnsupported(*in.ProviderName)
	}
	err := s.Store.Update(func(tx *state.Tx) error { return tx.DeleteProvider(pool.ID, *in.ProviderName) })
	switch {
	case errors.Is(err, state.ErrGone):
		return nil, fault.ProviderNotFound(*in.ProviderName)
	case err != nil:
		return nil, err
	}
	return &cip.DeleteIdentityProviderOutput{}, nil
}
