package oidc

import (
	"context"
	"net/url"
)

// Request is what a browser carries to a provider.
type Request struct {
	RedirectURI string // https://<domain>/oauth2/idpresponse
	State       string
	Nonce       string // goes to providers that answer with an ID token
	// LoginHint, Prompt and ACRValues go to providers of the type OIDC only, where they are not empty.
	LoginHint, Prompt, ACRValues string
}

// AuthorizeURL is where to send the browser of a user who wants to sign in at the provider.
// Doc: "OIDC user pool IdP authentication flow". Seen: panva/oauth4webapi#188 (Google too always gets a
// nonce). Assumed: so does Sign in with Apple, and the other two do not, as they know no ID token (A341).
func (rp *RelyingParty) AuthorizeURL(ctx context.Context, p *Provider, r Request) (string, error) {
	found, err := rp.endpoints(ctx, p, detailAuthorize)
	if err != nil {
		return "", err
	}
	address, err := p.address(found.authorize)
	if err != nil {
		return "", p.misconfigured(err)
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", p.misconfigured(err)
	}
	query := u.Query()
	set := func(name, value string) {
		if value != "" {
			query.Set(name, value)
		}
	}
	set("client_id", p.Details[detailClientID])
	set("redirect_uri", r.RedirectURI)
	set("response_type", "code")
	set("scope", p.Details[detailScopes])
	set("state", r.State)
	if p.signsUsersIn() {
		set("nonce", r.Nonce)
	}
	switch p.Type {
	case TypeOIDC:
		set("login_hint", r.LoginHint)
		set("prompt", r.Prompt)
		set("acr_values", r.ACRValues)
	case TypeApple:
		// Doc: Sign in with Apple, "Incorporating Sign in with Apple into other platforms": whoever asks
		// for scopes has the answer posted.
		if p.Details[detailScopes] != "" {
			set("response_mode", "form_post")
		}
	}
	u.RawQuery = query.Encode()
	return u.String(), nil
}
