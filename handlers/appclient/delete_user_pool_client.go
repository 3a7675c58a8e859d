package appclient

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DeleteUserPoolClient deletes an app client; tokens issued to it stop working.
// Doc: API_DeleteUserPoolClient.
func (s service) DeleteUserPoolClient(c *op.Call, _ *state.Pool, in *cip.DeleteUserPoolClientInput) (*cip.DeleteUserPoolClientOutput, error) {
	client, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error { return tx.DeleteClient(client.ID) })
	switch {
	case errors.Is(err, state.ErrGone): // somebody else was faster
		return nil, fault.ClientNotFound(*in.ClientId)
	case err != nil:
		return nil, err
	}
	return &cip.DeleteUserPoolClientOutput{}, nil
}
