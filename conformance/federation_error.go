package conformance

import (
	"net/http"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// federatedErrors are about providers that do not do what they should: the app is told, in the query of its callback.
// Doc: developer guide, "Managed login and federation error responses".
func federatedErrors() []Case {
	about := ops("oauth2/idpresponse")
	type failure struct {
		says string
		do   func(i *openID)
		who  stranger
		text string
		open string
	}
	nothing := func(*openID) {}
	signs := func(algorithm string) func(i *openID) { return func(i *openID) { i.Algorithm = algorithm } }
	claims := func(pairs ...any) stranger {
		more := map[string]any{}
		for n := 0; n < len(pairs); n += 2 {
			more[pairs[n].(string)] = pairs[n+1]
		}
		return annWith(more)
	}
	return append(each([]failure{
		// Seen: TimothyJones/github-cognito-openid-wrapper#39.
		{"a token endpoint that refuses", func(i *openID) { i.Says(providerToken, 400, `{}`) }, ann(), "Corp Error - 400 error getting token", ""},
		{"a token endpoint that fails", func(i *openID) { i.Says(providerToken, 500, `oh`) }, ann(), "Corp Error - 500 error getting token", ""},
		// Seen: aws-amplify/amplify-js#7066.
		{"a token endpoint that says why", func(i *openID) { i.Says(providerToken, 401, `{"error":"invalid_client"}`) }, ann(), "Corp Error - 401 invalid_client", ""},
		{"a token endpoint that says why in a sentence", func(i *openID) {
			i.Says(providerToken, 400, `{"error":"invalid_grant","error_description":"Code was used."}`)
		}, ann(), "Corp Error - 400 invalid_grant Code was used.", "A345"},
		// Seen: TimothyJones/github-cognito-openid-wrapper#3.
		{"a token endpoint that answers no tokens", func(i *openID) { i.Says(providerToken, 200, `<p>`) }, ann(), "Bad token response: HTTP/1.1 200 OK, entity: <p>", "A345"},
		{"keys that cannot be had", func(i *openID) { i.Says(providerKeys, 404, ``) }, ann(), "Corp Error - 404 error getting jwks", "A345"},
		{"an ID token that is missing", signs(""), ann(), "Bad id_token missing", "A346"},
		{"an ID token of an unknown key", signs("RS256/other"), ann(), "Bad id_token kid other", "A346"},
		{"an ID token without a kid", signs("RS256/"), ann(), "Bad id_token kid", "A349"},
		{"an ID token with a signature that is wrong", signs("RS256+wrong"), ann(), "Bad id_token signature", "A346"},
		{"an ID token that nobody signed", signs("none"), ann(), "Bad id_token signature", "A346"},
		// Seen: TimothyJones/github-cognito-openid-wrapper#100.
		{"an ID token of another issuer", nothing, claims("iss", "https://evil.example.com"), "Bad id_token issuer https://evil.example.com", ""},
		{"an ID token for somebody else", nothing, claims("aud", "other"), "Bad id_token audience other", "A346"},
		{"an ID token that has expired", nothing, claims("exp", 12), "Bad id_token expiration 12", "A346"},
		{"an ID token that never expires", nothing, claims("exp", nil), "Bad id_token expiration", "A346"},
		{"an ID token for another request", nothing, claims("nonce", "n"), "Bad id_token nonce", "A346"},
		{"an ID token without a nonce", nothing, claims("nonce", nil), "Bad id_token nonce", "A346"},
	}, func(f failure) Case {
		return Case{
			Operations: about, Says: "the app is told of " + f.says, Assumes: f.open, Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				f.do(w.provider)
				w.Vouched(f.who).Refuses("invalid_request", f.text)
				w.Equal(len(OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID}).Users), 0)
				if w.Browser().Cookie("cognito") != "" {
					w.Errorf("the browser has a session")
				}
			}),
		}
	}), []Case{
		{
			Operations: about, Says: "an error of the provider is passed on to the app", Assumes: "A347", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				p := w.Toward(nil)
				state := w.provider.Asked(p)["state"]
				w.provider.Back(p, Params{"error": "access_denied", "error_description": "Ann said no.", "state": state}).Refuses("access_denied", "Ann said no.")
				w.Equal(w.provider.Requests()[1:], []asked{})
			}),
		},
		{
			Operations: about, Says: "the app is told of a provider that does not answer in time", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				wait := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
				w.provider.On(providerToken, wait)
				w.Vouched(ann()).Refuses("invalid_request", "Timeout occurred in calling IdP token endpoint")
				w.provider.On(providerToken, nil)
				w.provider.On(providerKeys, wait)
				w.Vouched(ann()).Refuses("invalid_request", "Timeout in calling jwks uri")
			}),
		},
		{
			Operations: about, Says: "the app is told of a connection that breaks", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				w.provider.On(providerToken, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
				w.Vouched(ann()).Refuses("invalid_request", "Connection reset")
			}),
		},
		{
			Operations: ops("oauth2/authorize"), Says: "the app is told at once of a provider whose endpoints cannot be found", Assumes: "A345", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				w.provider.Says(providerDiscovery, 404, "")
				w.Toward(nil).Refuses("invalid_request", "Corp Error - 404 error getting openid-configuration")
				w.provider.Says(providerDiscovery, 200, "no")
				w.Toward(nil).Refuses("invalid_request", "Corp Error - openid-configuration is not JSON")
			}),
		},
	}...)
}

// federatedTrips are about browsers that come back from a provider and should not.
func federatedTrips() []Case {
	about := ops("oauth2/idpresponse")
	const invalid = "Invalid State" // Seen: aws-amplify/amplify-js#6291
	return []Case{
		{
			Operations: about, Says: "a state that is none leads to the error page", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				p := w.Toward(nil)
				state := w.provider.Asked(p)["state"]
				for _, wrong := range []string{Omit, "", "x", state + "x", state[1:]} {
					answer := Params{"code": "c", "state": wrong}
					if wrong == Omit {
						delete(answer, "state")
					}
					w.provider.Back(p, answer).Broken(invalid)
				}
				w.provider.Vouch(p, ann()).Code() // it has not been used up
			}),
		},
		{
			Operations: about, Says: "a state is good once", Given: openIDApp(nil),
			Steps: steps(
				func(w *World) { w.provider.Vouch(w.Toward(nil), ann()); w.Browser().Tab("back") },
				func(w *World) { w.Browser().Open(w.Browser().In("back").URL.String()).Broken(invalid) },
			),
		},
		{
			Operations: about, Says: "the state of another browser leads to the error page", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				p := w.Toward(nil)
				mine := w.Browser()
				w.browser = nil
				p.b = w.Browser()
				w.provider.Vouch(p, ann()).Broken(invalid)
				w.Toward(nil) // now it has a cookie of its own
				w.provider.Vouch(p, ann()).Broken(invalid)
				p.b = mine
				w.provider.Vouch(p, ann()).Code()
			}),
		},
		{
			// Doc: developer guide, "Adding SAML identity providers to a user pool".
			Operations: about, Says: "a browser may be away for five minutes", Needs: needs(Clock), Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				w.Freeze()
				p := w.Toward(nil)
				w.Advance(5*time.Minute - time.Second)
				w.provider.Vouch(p, ann()).Code()
				p = w.Toward(nil)
				w.Advance(5 * time.Minute)
				w.provider.Vouch(p, ann()).Broken(invalid)
			}),
		},
		{
			Operations: ops("oauth2/idpresponse", "DeleteIdentityProvider", "DeleteUserPoolClient"), Says: "what is deleted while a browser is away is gone when it is back", Assumes: "A414", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				p := w.Toward(nil)
				OK(w, w.API.DeleteIdentityProvider, &cip.DeleteIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new(corp)})
				w.provider.Vouch(p, ann()).Returns(Params{"error": "invalid_request", "state": "s1"})
				w.trust("OIDC", corp, discovered(w.provider), nil)
				p = w.Toward(nil)
				OK(w, w.API.DeleteUserPoolClient, &cip.DeleteUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID})
				w.provider.Vouch(p, ann()).Broken("Client does not exist.")
			}),
		},
		{
			Operations: about, Says: "a provider's answer may come as a form", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				w.provider.FormPost = true
				w.Arrives(ann())
			}),
		},
	}
}
