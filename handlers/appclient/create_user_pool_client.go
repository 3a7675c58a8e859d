package appclient

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// CreateUserPoolClient adds an app client to a pool. Doc: API_CreateUserPoolClient.
func (s service) CreateUserPoolClient(c *op.Call, pool *state.Pool, in *cip.CreateUserPoolClientInput) (*newest.CreateUserPoolClientOutput, error) {
	client, err := s.add(c, pool, in, newest.ClientTypeTypeRegular)
	if err != nil {
		return nil, err
	}
	return &newest.CreateUserPoolClientOutput{UserPoolClient: view(client)}, nil
}

// Registrar adds the app clients that apps register by themselves.
type Registrar struct {
	service service
	judge   func(*cip.CreateUserPoolClientInput) error
}

// NewRegistrar returns the registrar of an emulator.
func NewRegistrar(env *op.Env) Registrar {
	return Registrar{service{env}, op.Judge[cip.CreateUserPoolClientInput]()}
}

// Register is CreateUserPoolClient for such an app client; what it says is judged as any caller's is.
// Doc: "Dynamic client registration".
func (r Registrar) Register(c *op.Call, pool *state.Pool, in *cip.CreateUserPoolClientInput) (*state.Client, error) {
	in.UserPoolId = aws.String(string(pool.ID))
	if err := r.judge(in); err != nil {
		return nil, err
	}
	return r.service.add(c, pool, in, newest.ClientTypeTypeDcr)
}

// add makes an app client and stores it under an id of its own.
func (s service) add(c *op.Call, pool *state.Pool, in *cip.CreateUserPoolClientInput, kind newest.ClientTypeType) (*state.Client, error) {
	config, err := policy.NewClient(surroundings(c.View, pool), in)
	if err != nil {
		return nil, err
	}
	client := &state.Client{
		Pool: pool.ID, Type: kind, Config: config, Created: c.Now, Modified: c.Now,
	}
	secret := in.ClientSecret
	if in.GenerateSecret {
		secret = new(s.Entropy.ClientSecret())
	}
	for {
		client.ID = state.ClientID(s.Entropy.ClientID())
		if secret != nil {
			client.Secrets = []state.Secret{newSecret(client, *secret, c.Now)}
		}
		err := s.Store.Update(func(tx *state.Tx) error {
			if tooMany(tx.View, pool.ID) {
				return fault.TooManyClients()
			}
			return tx.AddClient(client)
		})
		switch {
		case errors.Is(err, state.ErrGone):
			return nil, fault.PoolNotFound(string(pool.ID))
		case errors.Is(err, state.ErrExists): // another client was drawn the same id
			continue
		case err != nil:
			return nil, err
		}
		return client, nil
	}
}

// maxClients is how far the quota of app clients of a pool can be raised.
// Doc: quotas. On purpose a pool here has all of it, not the 1,000 it begins with.
const maxClients = 10_000

func tooMany(v state.View, pool state.PoolID) bool {
	page, _ := v.Clients(pool, nil, maxClients)
	return len(page.Items) == maxClients
}

// surroundings are what the rules of app clients need to know of the pool.
func surroundings(v state.View, pool *state.Pool) policy.ClientContext {
	return policy.ClientContext{
		PoolID: string(pool.ID), Account: pool.Account, Region: pool.Region,
		Tier: pool.Config.UserPoolTier, Schema: pool.Config.SchemaAttributes,
		ScopeExists:    func(scope string) bool { return scope == policy.RegisterScope || v.HasScope(pool.ID, scope) },
		ProviderExists: func(name string) bool { return v.Provider(pool.ID, name) != nil },
	}
}
