package appclient

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// maxSecrets is how many secrets a client has at most. Doc: API_AddUserPoolClientSecret.
const maxSecrets = 2

// AddUserPoolClientSecret gives a confidential client a further secret, so that the old one can be
// replaced without a gap. Only a generated value is shown, and only here.
// Doc: API_AddUserPoolClientSecret, UserPoolClientType.ClientType. Assumed: clients that registered
// themselves are refused like those without a secret, and a new secret is no modification of the
// client (A088, A089).
func (s service) AddUserPoolClientSecret(c *op.Call, _ *state.Pool, in *cip.AddUserPoolClientSecretInput) (*cip.AddUserPoolClientSecretOutput, error) {
	found, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	value := aws.ToString(in.ClientSecret)
	if in.ClientSecret == nil {
		value = s.Entropy.ClientSecret()
	}
	var added state.Secret
	err = s.change(found.ID, func(client *state.Client) error {
		switch {
		case len(client.Secrets) == 0, client.Type == newest.ClientTypeTypeDcr:
			return fault.ClientHasNoSecret(string(client.ID))
		case len(client.Secrets) >= maxSecrets:
			return fault.TooManyClientSecrets()
		}
		added = newSecret(client, value, c.Now)
		client.Secrets = append(slices.Clip(client.Secrets), added)
		return nil
	})
	if err != nil {
		return nil, err
	}
	shown := describe(added)
	if in.ClientSecret == nil {
		shown.ClientSecretValue = &value
	}
	return &cip.AddUserPoolClientSecretOutput{ClientSecretDescriptor: &shown}, nil
}
