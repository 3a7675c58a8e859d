package appclient

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// ListUserPoolClientSecrets lists the secrets of a client, without their values and always all of
// them. Doc: API_ListUserPoolClientSecrets.
func (s service) ListUserPoolClientSecrets(c *op.Call, _ *state.Pool, in *cip.ListUserPoolClientSecretsInput) (*cip.ListUserPoolClientSecretsOutput, error) {
	client, err := c.ClientOf(*in.ClientId)
	switch {
	case err != nil:
		return nil, err
	case in.NextToken != nil: // no list was long enough for one
		return nil, fault.BadPaginationToken()
	}
	list := make([]types.ClientSecretDescriptorType, len(client.Secrets))
	for i, secret := range client.Secrets {
		list[i] = describe(secret)
	}
	return &cip.ListUserPoolClientSecretsOutput{ClientSecrets: list}, nil
}
