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

// UpdateIdentityProvider changes an identity provider: each of details, mapping, identifiers and levels
// is replaced as a whole where the request has it, and stays where not.
// Doc: API_UpdateIdentityProvider.
func (s service) UpdateIdentityProvider(c *op.Call, pool *state.Pool, in *newest.UpdateIdentityProviderInput) (*newest.UpdateIdentityProviderOutput, error) {
	if *in.ProviderName == policy.LocalProvider {
		return nil, fault.ProviderUnsupported(*in.ProviderName)
	}
	var shown *newest.IdentityProviderType
	// What is new rests on the old, and is quickly worked out.
	err := s.Store.Update(func(tx *state.Tx) error {
		return tx.ChangeProvider(pool.ID, *in.ProviderName, func(p *state.Provider) error {
			if err := update(p, in); err != nil {
				return err
			}
			p.Modified = c.Now
			shown = view(p)
			return nil
		})
	})
	var taken *state.IdentifierTaken
	switch {
	case errors.As(err, &taken):
		return nil, fault.ProviderIdentifierTakenUpdate(taken.Identifier, string(pool.ID))
	case errors.Is(err, state.ErrGone):
		return nil, fault.ProviderNotFound(*in.ProviderName)
	case err != nil:
		return nil, err
	}
	return &newest.UpdateIdentityProviderOutput{IdentityProvider: shown}, nil
}

func update(p *state.Provider, in *newest.UpdateIdentityProviderInput) (err error) {
	if in.ProviderDetails != nil {
		certificate := p.Details[policy.DetailCertificate]
		if p.Details, p.PrivateKey, err = policy.ProviderDetails(p.Type, in.ProviderDetails, p.PrivateKey); err != nil {
			return err
		}
		if p.Type == types.IdentityProviderTypeTypeSaml { // whatever the request says it is
			p.Details[policy.DetailCertificate] = certificate
		}
	}
	if in.AttributeMapping != nil {
		p.Mapping = policy.ProviderMapping(p.Type, in.AttributeMapping)
	}
	if in.IdpIdentifiers != nil {
		p.Identifiers = policy.ProviderIdentifiers(in.IdpIdentifiers)
	}
	if in.AcrMapping != nil {
		p.Levels, err = policy.ProviderLevels(p.Type, in.AcrMapping)
	}
	return err
}
