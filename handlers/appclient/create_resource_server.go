package appclient

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// maxServers is how far the quota of resource servers of a pool can be raised.
// Doc: quotas. Assumed: a pool here has all of it, not the 25 it begins with (A189).
const maxServers = 300

// CreateResourceServer adds a resource server to a pool, whose scopes app clients may list from then
// on. Doc: API_CreateResourceServer.
func (s service) CreateResourceServer(_ *op.Call, pool *state.Pool, in *cip.CreateResourceServerInput) (*newest.CreateResourceServerOutput, error) {
	server, err := resourceServer(pool, *in.Identifier, *in.Name, in.Scopes)
	if err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		if err := tx.AddResourceServer(server); err != nil {
			return err
		}
		if page, _ := tx.ResourceServers(pool.ID, nil, maxServers+1); len(page.Items) > maxServers {
			return fault.TooManyResourceServers()
		}
		return nil
	})
	switch {
	case errors.Is(err, state.ErrExists):
		return nil, fault.ResourceServerExists(*in.Identifier, string(pool.ID))
	case errors.Is(err, state.ErrGone):
		return nil, fault.PoolNotFound(string(pool.ID))
	case err != nil:
		return nil, err
	}
	return &newest.CreateResourceServerOutput{ResourceServer: serverView(server)}, nil
}
