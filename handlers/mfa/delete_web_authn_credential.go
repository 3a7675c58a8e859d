package mfa

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DeleteWebAuthnCredential removes a passkey of the caller. Doc: API_DeleteWebAuthnCredential.
func (s *Service) DeleteWebAuthnCredential(_ *op.Call, who *op.Principal, in *cip.DeleteWebAuthnCredentialInput) (*cip.DeleteWebAuthnCredentialOutput, error) {
	err := s.Store.Update(func(tx *state.Tx) error { return tx.DeletePasskey(who.Pool.ID, who.User.Sub, *in.CredentialId) })
	switch {
	case errors.Is(err, state.ErrGone):
		return nil, fault.WebAuthnCredentialNotFound()
	case err != nil:
		return nil, err
	}
	return &cip.DeleteWebAuthnCredentialOutput{}, nil
}
