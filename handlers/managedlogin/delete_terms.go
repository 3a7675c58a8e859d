package managedlogin

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DeleteTerms deletes a document. Doc: API_DeleteTerms.
func (s service) DeleteTerms(_ *op.Call, pool *state.Pool, in *cip.DeleteTermsInput) (*cip.DeleteTermsOutput, error) {
	err := s.Store.Update(func(tx *state.Tx) error { return tx.DeleteTerms(pool.ID, *in.TermsId) })
	switch {
	case errors.Is(err, state.ErrGone):
		return nil, fault.TermsNotFound()
	case err != nil:
		return nil, err
	}
	return &cip.DeleteTermsOutput{}, nil
}
