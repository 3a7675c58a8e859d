package appclient

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DeleteResourceServer deletes a resource server, whoever lists its scopes: tokens do not get them any
// more. Doc: API_DeleteResourceServer.
func (s service) DeleteResourceServer(_ *op.Call, pool *state.Pool, in *cip.DeleteResourceServerInput) (*cip.DeleteResourceServerOutput, error) {
	err := s.Store.Update(func(tx *state.Tx) error { return tx.DeleteResourceServer(pool.ID, *in.Identifier) })
	if err != nil {
		return nil, serverRefusal(err, *in.Identifier)
	}
	return &cip.DeleteResourceServerOutput{}, nil
}
