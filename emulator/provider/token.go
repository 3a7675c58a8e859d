package provider

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/oidc"
	"cognito-emulator/emulator/saml"
	"cognito-emulator/state"
)

// The reasons why a token that somebody presents is no good.
var (
	ErrToken   = errors.New("the token is none of the provider's")
	ErrExpired = errors.New("the token of the provider has expired")
)

// Holder is whom a token of a provider tells.
type Holder struct {
	Subject string
	Claims  map[string]string
	Scopes  []string
}

// Holder reads a token that a provider has issued and that somebody presents, without a browser and
// without having been asked to: ErrToken or ErrExpired when it is no good.
// Doc: GetDerivedToken, SubjectTokenProviderName (it is validated against the provider's configuration).
// Assumed: how: an ID token is for the pool as a client of the provider, an access token is one that can be
// read and names the pool or its client there, an assertion is for the pool and in base64 (A423).
func (s *Providers) Holder(ctx context.Context, p *state.Provider, text string, kind newest.TokenTypeIdentifierType, now time.Time) (*Holder, error) {
	var h *Holder
	var err error
	switch isSAML := p.Type == types.IdentityProviderTypeTypeSaml; {
	case isSAML && kind == newest.TokenTypeIdentifierTypeSaml2:
		h, err = s.assertion(ctx, p, text, now)
	case p.Type == types.IdentityProviderTypeTypeOidc && kind != newest.TokenTypeIdentifierTypeSaml2:
		h, err = s.jwt(ctx, p, text, now)
	default:
		return nil, ErrToken
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, oidc.ErrExpired), errors.Is(err, saml.ErrExpired):
		return nil, ErrExpired
	case err != nil:
		s.Log.Warn("a token of an identity provider is no good", "provider", p.Name, "error", err)
		return nil, ErrToken
	case h.Subject == "":
		return nil, ErrToken
	}
	return h, nil
}

func (s *Providers) jwt(ctx context.Context, p *state.Provider, text string, now time.Time) (*Holder, error) {
	claims, err := s.Party.Read(ctx, s.OIDC(p), text, now)
	if err != nil {
		return nil, err
	}
	return &Holder{Subject: claims[p.Mapping["username"]], Claims: claims, Scopes: strings.Fields(claims["scope"])}, nil
}

func (s *Providers) assertion(ctx context.Context, p *state.Provider, text string, now time.Time) (*Holder, error) {
	m, err := s.Metadata(ctx, p)
	if err != nil {
		return nil, err
	}
	want := saml.Expect{Now: now, Audience: saml.EntityID(string(p.Pool))}
	if err := s.Decrypts(p, &want); err != nil {
		return nil, err
	}
	a, err := saml.ReadAssertion(text, m, want)
	if err != nil {
		return nil, err
	}
	return &Holder{Subject: a.NameID.Value, Claims: a.Claims()}, nil
}
