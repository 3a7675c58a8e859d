package managedlogin

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DeleteUserPoolDomain takes a domain from a pool. Doc: API_DeleteUserPoolDomain.
// Seen: aws-amplify/amplify-cli, tests on real pools (a domain that is not there).
func (s service) DeleteUserPoolDomain(_ *op.Call, pool *state.Pool, in *cip.DeleteUserPoolDomainInput) (*cip.DeleteUserPoolDomainOutput, error) {
	err := s.Store.Update(func(tx *state.Tx) error {
		if d := tx.DomainNamed(pool.Region, *in.Domain); d == nil || d.Pool != pool.ID {
			return fault.DomainNotFound()
		}
		return tx.DeleteDomain(pool.Region, *in.Domain)
	})
	if err != nil {
		return nil, err
	}
	return &cip.DeleteUserPoolDomainOutput{}, nil
}
