package appclient

import (
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DeleteUserPoolClientSecret takes a secret from a client, but not its last one.
// Doc: API_DeleteUserPoolClientSecret. Assumed: whether it is there comes first (A089).
func (s service) DeleteUserPoolClientSecret(c *op.Call, _ *state.Pool, in *cip.DeleteUserPoolClientSecretInput) (*cip.DeleteUserPoolClientSecretOutput, error) {
	found, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	err = s.change(found.ID, func(client *state.Client) error {
		at := secretAt(client, *in.ClientSecretId)
		switch {
		case at < 0:
			return fault.ClientSecretNotFound(*in.ClientSecretId)
		case len(client.Secrets) == 1:
			return fault.LastClientSecret()
		}
		client.Secrets = slices.Delete(slices.Clone(client.Secrets), at, at+1)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.DeleteUserPoolClientSecretOutput{}, nil
}
