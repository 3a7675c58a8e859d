package oidc

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
)

// endpoints are the addresses of a provider, before its base takes their place. What is not there is "".
type endpoints struct{ authorize, token, userInfo, jwks string }

func (e *endpoints) by(key string) *string {
	switch key {
	case detailAuthorize:
		return &e.authorize
	case detailToken:
		return &e.token
	case detailJWKS:
		return &e.jwks
	}
	return &e.userInfo
}

// endpoints are those of the details, completed by discovery when one of the needed is not among them.
// Nothing is remembered: a provider that moved is found at the next sign-in.
func (rp *RelyingParty) endpoints(ctx context.Context, p *Provider, needed ...string) (*endpoints, error) {
	found := &endpoints{p.Details[detailAuthorize], p.Details[detailToken], p.Details[detailUserInfo], p.Details[detailJWKS]}
	missing := func(key string) bool { return *found.by(key) == "" }
	// Where the claims of users are may be left open, but is worth looking for.
	looks := slices.ContainsFunc(needed, missing) ||
		p.Type == TypeOIDC && slices.Contains(needed, detailToken) && missing(detailUserInfo)
	if !looks {
		return found, nil
	}
	err := rp.discover(ctx, p, found)
	if slices.ContainsFunc(needed, missing) {
		if err == nil {
			err = p.failed("openid-configuration has no endpoint", nil)
		}
		return nil, err
	}
	return found, nil
}

// discover fills what found lacks from the provider's own description. Doc: OpenID Connect Discovery 1.0, 4.
func (rp *RelyingParty) discover(ctx context.Context, p *Provider, found *endpoints) error {
	issuer := strings.TrimRight(p.Details[detailIssuer], "/")
	answer, err := rp.get(ctx, p, stepDiscovery, issuer+"/.well-known/openid-configuration")
	if err != nil {
		return err
	}
	var document struct {
		Authorize string `json:"authorization_endpoint"`
		Token     string `json:"token_endpoint"`
		UserInfo  string `json:"userinfo_endpoint"`
		JWKS      string `json:"jwks_uri"`
	}
	if err := json.Unmarshal(answer.body, &document); err != nil {
		return p.failed("openid-configuration is not JSON", err)
	}
	fill := func(key, value string) {
		if at := found.by(key); *at == "" {
			*at = value
		}
	}
	fill(detailAuthorize, document.Authorize)
	fill(detailToken, document.Token)
	fill(detailJWKS, document.JWKS)
	if p.Type == TypeOIDC {
		fill(detailUserInfo, document.UserInfo)
	}
	return nil
}
