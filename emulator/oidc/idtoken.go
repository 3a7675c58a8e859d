package oidc

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// algorithms are those that ID tokens may be signed with.
// Doc: "Using OIDC identity providers": HMAC, RSA and elliptic curves.
var algorithms = []string{
	"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512",
}

// idToken judges the ID token of a token response and puts its claims into the result.
func (rp *RelyingParty) idToken(ctx context.Context, p *Provider, jwks, nonce string, now time.Time, result *Result) error {
	raw := result.TokenResponse[claimIDToken]
	if raw == "" {
		return badToken("missing", nil)
	}
	payload, err := verify(raw, func(t *jwt.Token) (any, error) { return rp.keys(ctx, p, jwks, t) })
	if err != nil {
		return err
	}
	var claims idClaims
	if err := json.Unmarshal(payload, &claims); err != nil {
		return badToken("", err)
	}
	if err := claims.judge(p, nonce, now); err != nil {
		return err
	}
	if result.IDToken, err = texts(payload); err != nil {
		return badToken("", err)
	}
	result.ACR, result.AMR = claims.acr(), claims.amr()
	return nil
}

// keys are those that may have signed a token. Where the provider's set is not known, it is looked for when it
// is needed.
func (rp *RelyingParty) keys(ctx context.Context, p *Provider, jwks string, t *jwt.Token) (any, error) {
	if strings.HasPrefix(t.Method.Alg(), "HS") {
		return p.secretKey()
	}
	if jwks == "" {
		found, err := rp.endpoints(ctx, p, detailJWKS)
		if err != nil {
			return nil, err
		}
		jwks = found.jwks
	}
	answer, err := rp.get(ctx, p, stepJWKS, jwks)
	if err != nil {
		return nil, err
	}
	return signingKeys(answer.body, t)
}

// secretKey is what HMAC signatures are made with. Doc: OpenID Connect Core 1.0, 10.1.
func (p *Provider) secretKey() (any, error) {
	secret := p.Details[detailClientSecret]
	if secret == "" || p.Type != TypeOIDC {
		return nil, badToken("alg", nil)
	}
	return []byte(secret), nil
}

// verify checks who signed a token and returns what was signed. The claims are left to the caller, who
// has a clock and texts of his own.
func verify(raw string, keys jwt.Keyfunc) ([]byte, error) {
	parser := jwt.NewParser(jwt.WithValidMethods(algorithms), jwt.WithStrictDecoding(), jwt.WithoutClaimsValidation())
	_, err := parser.Parse(raw, func(t *jwt.Token) (any, error) {
		if _, critical := t.Header["crit"]; critical { // RFC 7515, 4.1.11: no extension is understood here
			return nil, badToken("crit", nil)
		}
		return keys(t)
	})
	var known *Error
	switch {
	case errors.As(err, &known):
		return nil, known
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return nil, err
	case errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return nil, badToken("signature", err)
	case err != nil:
		return nil, badToken("", err)
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(raw, ".")[1])
	if err != nil {
		return nil, badToken("", err)
	}
	return payload, nil
}

// idClaims are the claims that decide. What only informs may have any form.
type idClaims struct {
	Issuer   string          `json:"iss"`
	Audience audience        `json:"aud"`
	Expires  *float64        `json:"exp"`
	Nonce    string          `json:"nonce"`
	Client   string          `json:"client_id"` // of access tokens. Doc: RFC 9068, 2.2
	Party    string          `json:"azp"`
	ACR      json.RawMessage `json:"acr"`
	AMR      json.RawMessage `json:"amr"`
}

// audience is one text or a list of them. Doc: RFC 7519, 4.1.3.
type audience []string

// UnmarshalJSON implements json.Unmarshaler.
func (a *audience) UnmarshalJSON(raw []byte) error {
	if raw[0] != '"' {
		return json.Unmarshal(raw, (*[]string)(a))
	}
	*a = audience{""}
	return json.Unmarshal(raw, &(*a)[0])
}

// judge checks a token whose signature is good. There is no leeway.
// Doc: "OIDC user pool IdP authentication flow", and OpenID Connect Core 1.0, 3.1.3.7.
func (c *idClaims) judge(p *Provider, nonce string, now time.Time) error {
	if !p.issues(c.Issuer) {
		return badToken("issuer "+c.Issuer, nil)
	}
	if !slices.Contains(c.Audience, p.Details[detailClientID]) {
		return badToken("audience "+strings.Join(c.Audience, " "), nil)
	}
	if err := c.lives(now); err != nil {
		return err
	}
	if nonce != "" && c.Nonce != nonce {
		return badToken("nonce", nil)
	}
	return nil
}

// lives checks that a token has not expired.
func (c *idClaims) lives(now time.Time) error {
	switch {
	case c.Expires == nil:
		return badToken("expiration", nil)
	case float64(now.Unix()) >= *c.Expires:
		return badToken("expiration "+strconv.FormatFloat(*c.Expires, 'f', -1, 64), ErrExpired)
	}
	return nil
}

// issues tells whether tokens of that issuer are the provider's. Google's may lack the scheme (Doc:
// "Verify the Google ID token on your server side"). Assumed: a slash at the end makes no difference,
// as issuers are entered without it that have one (A342). A provider at another base may go by that.
func (p *Provider) issues(issuer string) bool {
	own := strings.TrimSuffix(p.Details[detailIssuer], "/")
	issuer = strings.TrimSuffix(issuer, "/")
	if issuer == "" || own == "" {
		return false
	}
	if issuer == own || p.Type == TypeGoogle && issuer == strings.TrimPrefix(own, "https://") {
		return true
	}
	replaced, err := p.address(own)
	return err == nil && issuer == strings.TrimSuffix(replaced, "/")
}

func (c *idClaims) acr() (value string) {
	if json.Unmarshal(c.ACR, &value) != nil {
		return ""
	}
	return value
}

func (c *idClaims) amr() (values []string) {
	if json.Unmarshal(c.AMR, &values) != nil {
		return nil
	}
	return values
}
