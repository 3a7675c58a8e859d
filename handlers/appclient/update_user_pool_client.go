package appclient

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// UpdateUserPoolClient replaces the settings of an app client: what the request leaves out goes back
// to its default. Id, secrets and the date of creation stay.
// Doc: API_UpdateUserPoolClient. Seen: go-to-k/cdkd#1977.
func (s service) UpdateUserPoolClient(c *op.Call, pool *state.Pool, in *cip.UpdateUserPoolClientInput) (*newest.UpdateUserPoolClientOutput, error) {
	found, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	around := surroundings(c.View, pool)
	var shown *newest.UserPoolClientType
	// The new settings rest on the old ones, and are quickly worked out.
	err = s.change(found.ID, func(client *state.Client) (err error) {
		around.HasSecret = len(client.Secrets) > 0
		if client.Config, err = policy.UpdatedClient(around, &client.Config, in); err != nil {
			return err
		}
		client.Modified = c.Now
		shown = view(client)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &newest.UpdateUserPoolClientOutput{UserPoolClient: shown}, nil
}

// change stores a changed client, if it is still there.
func (s service) change(id state.ClientID, change func(*state.Client) error) error {
	err := s.Store.Update(func(tx *state.Tx) error { return tx.ChangeClient(id, change) })
	if errors.Is(err, state.ErrGone) {
		return fault.ClientNotFound(string(id))
	}
	return err
}
