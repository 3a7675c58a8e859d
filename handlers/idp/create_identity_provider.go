package idp

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// CreateIdentityProvider adds an identity provider to a pool. Doc: API_CreateIdentityProvider.
//
// The service asks an OIDC issuer for its endpoints at once, and refuses one that does not answer; here it
// is asked when somebody signs in (A151, A153).
func (s service) CreateIdentityProvider(c *op.Call, pool *state.Pool, in *newest.CreateIdentityProviderInput) (*newest.CreateIdentityProviderOutput, error) {
	p := &state.Provider{
		Pool: pool.ID, Name: *in.ProviderName, Type: in.ProviderType, Created: c.Now, Modified: c.Now,
		Mapping:     policy.ProviderMapping(in.ProviderType, in.AttributeMapping),
		Identifiers: policy.ProviderIdentifiers(in.IdpIdentifiers),
	}
	err := policy.CheckProviderName(p.Name, p.Type)
	if err != nil {
		return nil, err
	}
	if p.Details, p.PrivateKey, err = policy.ProviderDetails(p.Type, in.ProviderDetails, ""); err != nil {
		return nil, err
	}
	if p.Levels, err = policy.ProviderLevels(p.Type, in.AcrMapping); err != nil {
		return nil, err
	}
	if p.Type == types.IdentityProviderTypeTypeSaml {
		if err := s.certify(c, p); err != nil {
			return nil, err
		}
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		// A name that is taken is told before a list that is full. Assumed: so (A155).
		if tx.Provider(pool.ID, p.Name) == nil && tooMany(tx.View, pool.ID) {
			return fault.TooManyProviders()
		}
		return tx.AddProvider(p)
	})
	var taken *state.IdentifierTaken
	switch {
	case errors.As(err, &taken):
		return nil, fault.ProviderIdentifierTaken(taken.Identifier, string(pool.ID))
	case errors.Is(err, state.ErrExists):
		return nil, fault.ProviderExists(p.Name, string(pool.ID))
	case errors.Is(err, state.ErrGone):
		return nil, fault.PoolNotFound(string(pool.ID))
	case err != nil:
		return nil, err
	}
	return &newest.CreateIdentityProviderOutput{IdentityProvider: view(p)}, nil
}

// maxProviders is how far the quota of identity providers of a pool can be raised.
// Doc: quotas. On purpose a pool here has all of it, not the 300 it begins with.
const maxProviders = 1000

func tooMany(v state.View, pool state.PoolID) bool {
	page, _ := v.Providers(pool, nil, maxProviders)
	return len(page.Items) == maxProviders
}
