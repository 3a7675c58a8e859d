package oidc_test

import (
	"testing"

	"cognito-emulator/emulator/oidc"
)

// google, facebook, amazon and apple are providers as the service completes their details.
func google() *oidc.Provider {
	return &oidc.Provider{Name: "Google", Type: oidc.TypeGoogle, Details: texts{
		"client_id": clientID, "client_secret": secret, "authorize_scopes": "email profile openid",
		"attributes_url":                "https://people.googleapis.com/v1/people/me?personFields=",
		"attributes_url_add_attributes": "true", "authorize_url": "https://accounts.google.com/o/oauth2/v2/auth",
		"oidc_issuer": "https://accounts.google.com", "token_request_method": "POST",
		"token_url": "https://www.googleapis.com/oauth2/v4/token",
	}, Mapping: texts{"username": "sub", "email": "email"}}
}

func facebook() *oidc.Provider {
	return &oidc.Provider{Name: "Facebook", Type: oidc.TypeFacebook, Details: texts{
		"client_id": clientID, "client_secret": secret, "authorize_scopes": "public_profile, email", "api_version": "v17.0",
		"attributes_url": "https://graph.facebook.com/v17.0/me?fields=", "attributes_url_add_attributes": "true",
		"authorize_url": "https://www.facebook.com/v17.0/dialog/oauth", "token_request_method": "GET",
		"token_url": "https://graph.facebook.com/v17.0/oauth/access_token",
	}, Mapping: texts{"username": "id", "email": "email", "name": "name", "custom:id": "id", "custom:at": "access_token"}}
}

func amazon() *oidc.Provider {
	return &oidc.Provider{Name: "LoginWithAmazon", Type: oidc.TypeAmazon, Details: texts{
		"client_id": clientID, "client_secret": secret, "authorize_scopes": "profile postal_code",
		"attributes_url": "https://api.amazon.com/user/profile", "attributes_url_add_attributes": "false",
		"authorize_url": "https://www.amazon.com/ap/oa", "token_request_method": "POST",
		"token_url": "https://api.amazon.com/auth/o2/token",
	}, Mapping: texts{"username": "user_id"}}
}

func apple() *oidc.Provider {
	return &oidc.Provider{Name: "SignInWithApple", Type: oidc.TypeApple, Details: texts{
		"client_id": clientID, "team_id": "TEAM1", "key_id": "KEY1", "authorize_scopes": "email name",
		"attributes_url_add_attributes": "false", "authorize_url": "https://appleid.apple.com/auth/authorize",
		"oidc_issuer": "https://appleid.apple.com", "token_request_method": "POST",
		"token_url": "https://appleid.apple.com/auth/token",
	}, Mapping: texts{"username": "sub"}}
}

func TestAuthorizeURL(t *testing.T) {
	t.Parallel()
	op := newOpenID(t)
	request := oidc.Request{RedirectURI: callback, State: "s 1", Nonce: "n1", LoginHint: "ann@example.com", Prompt: "login", ACRValues: "gold"}
	const redirect = "&redirect_uri=https%3A%2F%2Fpool.auth.localhost%2Foauth2%2Fidpresponse"
	changed := func(p *oidc.Provider, change func(*oidc.Provider)) *oidc.Provider {
		change(p)
		return p
	}
	for name, c := range map[string]struct {
		provider *oidc.Provider
		request  oidc.Request
		want     string
	}{
		"OIDC": {op.provider, request, op.URL + "/authorize?acr_values=gold&client_id=client-1&login_hint=ann%40example.com&nonce=n1&prompt=login" +
			redirect + "&response_type=code&scope=openid+email&state=s+1"},
		"OIDC, the least": {op.provider, oidc.Request{RedirectURI: callback, State: "s"}, op.URL + "/authorize?client_id=client-1" +
			redirect + "&response_type=code&scope=openid+email&state=s"},
		"Google": {google(), request, "https://accounts.google.com/o/oauth2/v2/auth?client_id=client-1&nonce=n1" +
			redirect + "&response_type=code&scope=email+profile+openid&state=s+1"},
		"Facebook": {facebook(), request, "https://www.facebook.com/v17.0/dialog/oauth?client_id=client-1" +
			redirect + "&response_type=code&scope=public_profile%2C+email&state=s+1"},
		"Amazon": {amazon(), request, "https://www.amazon.com/ap/oa?client_id=client-1" +
			redirect + "&response_type=code&scope=profile+postal_code&state=s+1"},
		"Apple": {apple(), request, "https://appleid.apple.com/auth/authorize?client_id=client-1&nonce=n1" +
			redirect + "&response_mode=form_post&response_type=code&scope=email+name&state=s+1"},
		"Apple without scopes": {changed(apple(), func(p *oidc.Provider) { delete(p.Details, "authorize_scopes") }), request,
			"https://appleid.apple.com/auth/authorize?client_id=client-1&nonce=n1" + redirect + "&response_type=code&state=s+1"},
		"at another base": {changed(google(), func(p *oidc.Provider) { p.Base = "http://localhost:9000" }), request,
			"http://localhost:9000/o/oauth2/v2/auth?client_id=client-1&nonce=n1" + redirect + "&response_type=code&scope=email+profile+openid&state=s+1"},
		"with a query": {changed(amazon(), func(p *oidc.Provider) { p.Details["authorize_url"] += "?marketplace=de&state=x" }), oidc.Request{RedirectURI: callback, State: "s"},
			"https://www.amazon.com/ap/oa?client_id=client-1&marketplace=de" + redirect + "&response_type=code&scope=profile+postal_code&state=s"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := party().AuthorizeURL(t.Context(), c.provider, c.request)
			if err != nil {
				t.Fatal(err)
			}
			wantEqual(t, c.want, got)
		})
	}
}

func TestAuthorizeURLErrors(t *testing.T) {
	t.Parallel()
	op := newOpenID(t)
	op.says("/.well-known/openid-configuration", 500, "")
	_, err := party().AuthorizeURL(t.Context(), op.provider, oidc.Request{State: "s"})
	wantError(t, err, invalid+"Corp Error - 500 error getting openid-configuration")

	broken := amazon()
	broken.Details["authorize_url"] = "https://%zz"
	_, err = party().AuthorizeURL(t.Context(), broken, oidc.Request{State: "s"})
	wantError(t, err, invalid+`LoginWithAmazon Error - parse "https://%zz": invalid URL escape "%zz"`)

	broken = amazon()
	broken.Base = "http://[::1"
	_, err = party().AuthorizeURL(t.Context(), broken, oidc.Request{State: "s"})
	wantError(t, err, invalid+`LoginWithAmazon Error - parse "http://[::1": missing ']' in host`)
}
