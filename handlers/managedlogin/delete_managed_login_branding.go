package managedlogin

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DeleteManagedLoginBranding deletes a style. Doc: API_DeleteManagedLoginBranding.
func (s service) DeleteManagedLoginBranding(_ *op.Call, pool *state.Pool, in *cip.DeleteManagedLoginBrandingInput) (*cip.DeleteManagedLoginBrandingOutput, error) {
	err := s.Store.Update(func(tx *state.Tx) error { return tx.DeleteBranding(pool.ID, *in.ManagedLoginBrandingId) })
	switch {
	case errors.Is(err, state.ErrGone):
		return nil, fault.BrandingNotFound()
	case err != nil:
		return nil, err
	}
	return &cip.DeleteManagedLoginBrandingOutput{}, nil
}
