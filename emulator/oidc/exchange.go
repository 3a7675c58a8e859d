package oidc

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Claims that the tokens themselves are mapped by. Doc: "Mapping IdP attributes to profiles and tokens".
const (
	claimAccessToken = "access_token"
	claimIDToken     = "id_token"
)

// Answer is what a provider sent to the callback.
type Answer struct {
	Code        string
	RedirectURI string // the one of the request
	Nonce       string // the one of the request; "": none was sent
	User        string // the form field user of Sign in with Apple, at a user's first sign-in
}

// Result is what a provider said about a user.
type Result struct {
	// TokenResponse, IDToken and UserInfo are what InboundFederation is told. They are never nil.
	TokenResponse, IDToken, UserInfo map[string]string
	// Claims are what an attribute mapping picks from: the claims of both sources, those of the ID token
	// before those of userInfo, and the tokens themselves. Doc: "OIDC user pool IdP authentication flow".
	Claims map[string]string
	// ACR and AMR say how the provider knows the user; "" and nil when it does not say.
	ACR string
	AMR []string
}

// Exchange turns the code that a provider sent into what it says about the user. Errors are *Error,
// except for that of a context that has ended.
func (rp *RelyingParty) Exchange(ctx context.Context, p *Provider, a Answer, now time.Time) (*Result, error) {
	needed := []string{detailToken}
	if p.signsUsersIn() {
		needed = append(needed, detailJWKS)
	}
	found, err := rp.endpoints(ctx, p, needed...)
	if err != nil {
		return nil, err
	}
	result := &Result{IDToken: map[string]string{}}
	if result.TokenResponse, err = rp.tokens(ctx, p, found.token, a, now); err != nil {
		return nil, err
	}
	if p.signsUsersIn() {
		if err := rp.idToken(ctx, p, found.jwks, a.Nonce, now, result); err != nil {
			return nil, err
		}
	}
	if result.UserInfo, err = rp.userInfo(ctx, p, found.userInfo, result.TokenResponse[claimAccessToken]); err != nil {
		return nil, err
	}
	if p.Type == TypeApple {
		maps.Copy(result.UserInfo, appleUser(a.User))
	}
	result.Claims = maps.Clone(result.UserInfo)
	maps.Copy(result.Claims, result.IDToken)
	for _, name := range []string{claimAccessToken, claimIDToken} {
		if token := result.TokenResponse[name]; token != "" {
			result.Claims[name] = token
		}
	}
	return result, nil
}

// tokens exchanges the code. Secrets go in the body and never in a header. Doc: "Using OIDC identity
// providers": client_secret_post only; CreateIdentityProvider: Facebook is asked by GET.
func (rp *RelyingParty) tokens(ctx context.Context, p *Provider, address string, a Answer, now time.Time) (map[string]string, error) {
	secret := p.Details[detailClientSecret]
	if p.Type == TypeApple {
		var err error
		if secret, err = p.appleSecret(now); err != nil {
			return nil, err
		}
	}
	form := url.Values{
		"grant_type": {"authorization_code"}, "code": {a.Code}, "redirect_uri": {a.RedirectURI},
		"client_id": {p.Details[detailClientID]},
	}
	if secret != "" {
		form.Set("client_secret", secret)
	}
	method := http.MethodPost
	if p.Details[detailTokenMethod] == http.MethodGet {
		method = http.MethodGet
	}
	answer, err := rp.call(ctx, p, stepToken, method, address, form, "")
	if err != nil {
		return nil, err
	}
	said := oauthError(answer.body)
	if !answer.ok() || said != "" {
		if said == "" {
			said = "error getting token"
		}
		return nil, p.refused(answer.status, said)
	}
	response, err := texts(answer.body)
	if err != nil || response[claimAccessToken] == "" && response[claimIDToken] == "" {
		// Seen: TimothyJones/github-cognito-openid-wrapper#3, of another status in 2018. Assumed: still the
		// text for what is no token response (A345).
		return nil, invalid("Bad token response: "+answer.line+", entity: "+answer.entity(), err)
	}
	return response, nil
}

// oauthError is the error of an answer as RFC 6749, 5.2 has it, with its description; "" of any other.
// Doc: "Managed login and federation error responses". Seen: aws-amplify/amplify-js#7066 ("Google Error -
// 401 invalid_client"). Facebook's errors are objects and so have no text here.
func oauthError(body []byte) string {
	var refusal struct {
		Code        string          `json:"error"`
		Description json.RawMessage `json:"error_description"`
	}
	if json.Unmarshal(body, &refusal) != nil || refusal.Code == "" {
		return ""
	}
	var description string
	if json.Unmarshal(refusal.Description, &description) != nil {
		return refusal.Code
	}
	return strings.TrimSpace(refusal.Code + " " + description)
}

// userInfo asks for the claims of the user. A provider that refuses has none to add: what is missing
// then shows when it is mapped. Seen: TimothyJones/github-cognito-openid-wrapper#46 (a userInfo endpoint
// that answers 400, and "username attribute mapping required" at the callback).
func (rp *RelyingParty) userInfo(ctx context.Context, p *Provider, address, token string) (map[string]string, error) {
	address = p.userInfoAddress(address)
	if address == "" || token == "" {
		return map[string]string{}, nil
	}
	method := http.MethodGet
	if p.Details[detailInfoMethod] == http.MethodPost {
		method = http.MethodPost
	}
	answer, err := rp.call(ctx, p, stepUserInfo, method, address, nil, token)
	if err != nil {
		return nil, err
	}
	claims, err := texts(answer.body)
	if err != nil || !answer.ok() {
		return map[string]string{}, nil
	}
	return claims, nil
}
