package authflow

import (
	"errors"
	"slices"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/provider"
	"cognito-emulator/state"
)

// foreign judges the token of an identity provider of the pool's. The user is the one that the identity
// leads to: nobody becomes one by this. Who acts need not be a user.
// Doc: GetDerivedToken, SubjectTokenProviderName. Assumed: all else (A424): a new grant stands behind the
// derived token, that goes on for as long as the token itself, and attributes are not mapped.
func (f *Flow) foreign(c *op.Call, client *state.Client, p Presented, invalid, ended func() error) (*holder, error) {
	from := c.View.Provider(c.Pool.ID, p.Provider)
	if from == nil {
		return nil, fault.ProviderNotFound(p.Provider)
	}
	told, err := f.providers.Holder(c.Context(), from, p.Text, p.Type, c.Now)
	switch {
	case errors.Is(err, provider.ErrExpired):
		return nil, ended()
	case errors.Is(err, provider.ErrToken):
		return nil, invalid()
	case err != nil:
		return nil, err
	}
	c.View = f.Store.View() // the provider was asked meanwhile
	// The provider's scopes are its own affair: of those that mean something here the client has to have them.
	scopes := slices.DeleteFunc(told.Scopes, func(scope string) bool {
		return !slices.Contains(client.Config.AllowedOAuthScopes, scope)
	})
	h := &holder{id: told.Subject, scopes: scopes, vouched: true}
	if h.user = provider.Known(c.View, from, told.Subject, told.Claims); h.user == nil {
		return h, nil
	}
	if !h.user.Enabled {
		return nil, fault.UserDisabled()
	}
	h.id = string(h.user.Sub)
	h.grant = &state.Grant{
		Pool: c.Pool.ID, ID: f.Entropy.UUID(), Client: client.ID, Sub: h.user.Sub, AuthTime: c.Now,
		Expires: c.Now.Add(max(policy.TokenLife(&client.Config).Access, policy.TokenLife(&client.Config).ID)),
		Scopes:  scopes, Factors: []string{factorFederated},
	}
	if tracesOrigin(client) {
		h.grant.OriginJTI = f.Entropy.UUID()
	}
	return h, nil
}

// begin stores the grant of a user whom an identity provider vouches for.
func (f *Flow) begin(h *holder) error {
	if !h.vouched {
		return nil
	}
	err := f.Store.Update(func(tx *state.Tx) error { return tx.AddGrant(h.grant, nil) })
	if errors.Is(err, state.ErrGone) {
		return fault.UserNotFound()
	}
	return err
}
