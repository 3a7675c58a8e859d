package userpool

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DeleteUserPool deletes a pool and everything in it, unless it is protected, has a domain or
// users are being imported into it.
// Doc: API_DeleteUserPool. Assumed: protection is looked at first (A088).
func (s service) DeleteUserPool(_ *op.Call, pool *state.Pool, _ *cip.DeleteUserPoolInput) (*cip.DeleteUserPoolOutput, error) {
	err := s.Store.Update(func(tx *state.Tx) error {
		p := tx.Pool(pool.ID)
		switch {
		case p == nil:
			return state.ErrGone
		case p.Config.DeletionProtection == types.DeletionProtectionTypeActive:
			return fault.PoolProtected()
		case tx.HasDomain(p.ID):
			return fault.PoolHasDomain()
		case tx.Importing(p):
			return fault.ImportInProgress()
		}
		return tx.DeletePool(p.ID)
	})
	switch {
	case errors.Is(err, state.ErrGone):
		return nil, fault.PoolNotFound(string(pool.ID))
	case err != nil:
		return nil, err
	}
	return &cip.DeleteUserPoolOutput{}, nil
}
