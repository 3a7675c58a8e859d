package oidc

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// ErrExpired is behind the error about a token that was good before.
var ErrExpired = errors.New("oidc: the token has expired")

// Read reads a token of a provider that did not come by a sign-in: an ID token for the pool, or an access
// token that can be read and names the pool's client there. Errors are *Error, except for that of a context
// that has ended.
func (rp *RelyingParty) Read(ctx context.Context, p *Provider, raw string, now time.Time) (map[string]string, error) {
	payload, err := verify(raw, func(t *jwt.Token) (any, error) { return rp.keys(ctx, p, "", t) })
	if err != nil {
		return nil, err
	}
	var c idClaims
	if err := json.Unmarshal(payload, &c); err != nil {
		return nil, badToken("", err)
	}
	client := p.Details[detailClientID]
	switch {
	case !p.issues(c.Issuer):
		return nil, badToken("issuer "+c.Issuer, nil)
	case !slices.Contains(c.Audience, client) && c.Client != client && c.Party != client:
		return nil, badToken("audience "+strings.Join(c.Audience, " "), nil)
	}
	if err := c.lives(now); err != nil {
		return nil, err
	}
	claims, err := texts(payload)
	if err != nil {
		return nil, badToken("", err)
	}
	return claims, nil
}
