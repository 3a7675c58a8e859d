package conformance

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// scopeCases are about scopes of resource servers, about resources, and about apps that go by the discovery document.
// Doc: developer guide, "Scopes, M2M, and resource servers".
func scopeCases() []Case {
	about := ops("oauth2/authorize", "oauth2/token")
	api := func(w *World) {
		withServer(w)
		w.Domain(classic)
		w.app(classic, ClientWith(func(in *cip.CreateUserPoolClientInput) {
			in.AllowedOAuthScopes = []string{"openid", "orders/read", "orders/write"}
		}))
		w.User(Mail(annMail))
	}
	scopesOf := func(w *World, access string) []string { return strings.Fields(w.Token(access).claim("scope")) }
	return []Case{
		{
			Operations: about, Says: "scopes of a resource server are in the access token, those that were asked for", Given: api,
			Steps: steps(func(w *World) {
				g := w.Grant(Params{"scope": "openid orders/read"})
				w.Equal(scopesOf(w, g.Access), []string{"openid", "orders/read"}, Unordered())
				w.browser = nil
				g = w.Grant(Params{"scope": Omit})
				w.Equal(scopesOf(w, g.Access), []string{"openid", "orders/read", "orders/write"}, Unordered())
			}),
		},
		{
			Operations: append(about, "UpdateResourceServer"), Says: "a scope that its resource server lost is left out without a word", Given: api,
			Steps: steps(func(w *World) {
				OK(w, w.API.UpdateResourceServer, &cip.UpdateResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("orders"), Name: new("API"), Scopes: scopesNamed("write")})
				g := w.Grant(Params{"scope": "openid orders/read orders/write"})
				w.Equal(scopesOf(w, g.Access), []string{"openid", "orders/write"}, Unordered())
			}),
		},
		{
			Operations: append(about, "UpdateUserPoolClient"), Says: "later tokens keep the scopes of the sign-in", Given: api,
			Steps: steps(
				func(w *World) { w.keepGrant("", w.Grant(Params{"scope": "openid orders/read"})) },
				func(w *World) {
					g := w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), "access_token", "id_token")
					w.Equal(scopesOf(w, g.Access), []string{"openid", "orders/read"}, Unordered())
				},
			),
		},
		{
			Operations: about, Says: "a resource that is none is no request", Given: withApp, Assumes: "A335",
			Steps: steps(func(w *World) {
				for _, resource := range []string{"http://orders.example", "orders", "https://", "https://orders.example/#a"} {
					w.Authorize(Params{"resource": resource}).Returns(Params{"error": "invalid_request", "state": "s1"})
				}
			}),
		},
		{
			Operations: ops("oauth2/authorize", "hosted/login"), Says: "an app that names the pool itself shows no providers", Given: func(w *World) {
				withApp(w)
				w.provide("OIDC", "Elsewhere", oidcDetails())
				w.app(classic, ClientWith(func(in *cip.CreateUserPoolClientInput) {
					in.SupportedIdentityProviders = []string{"COGNITO", "Elsewhere"}
				}))
			},
			Steps: steps(func(w *World) {
				w.LoginPage(nil).Shows("Elsewhere")
				w.LoginPage(Params{"identity_provider": "COGNITO"}).Hides("Elsewhere")
			}),
		},
		{
			Operations: ops("well-known/openid-configuration", "oauth2/authorize", "oauth2/token", "oauth2/userInfo", "oauth2/revoke", "hosted/logout"), Says: "an app that goes by the discovery document comes through", Given: withApp,
			Steps: steps(func(w *World) {
				var doc struct {
					Authorize string `json:"authorization_endpoint"`
					Token     string `json:"token_endpoint"`
					UserInfo  string `json:"userinfo_endpoint"`
					Revoke    string `json:"revocation_endpoint"`
					Logout    string `json:"end_session_endpoint"`
				}
				w.must(json.Unmarshal([]byte(w.Get("/"+w.pool.ID+"/.well-known/openid-configuration").Body), &doc))
				// at goes to an endpoint as the document has it.
				at := func(endpoint string) string {
					u := must(url.Parse(endpoint))
					w.serves(u.Host)
					return u.Path
				}
				path := at(doc.Authorize)
				p := w.Browser().Visit(w.address(path, w.asks(nil)).String()).SignIn(w.user.Login, password)
				g := w.Granted(w.submit(at(doc.Token), w.redeem(p.Code(), nil), nil), "access_token", "id_token", "refresh_token")
				w.told(w.knock(http.MethodGet, at(doc.UserInfo), nil, nil, carrying(g.Access)), map[string]any{"email": annMail, "email_verified": "true"})
				w.Equal(w.submit(at(doc.Revoke), url.Values{"token": {g.Refresh}, "client_id": {w.client.ID}}, nil).Status, http.StatusOK)
				w.Equal(w.Browser().Open(w.address(at(doc.Logout), url.Values{"client_id": {w.client.ID}, "logout_uri": {signedOut}}).String()).Header.Get("Location"), signedOut)
			}),
		},
		{
			Operations: ops("well-known/openid-configuration", "oauth2/register"), Says: "the registration endpoint of the document takes an app", Given: func(w *World) { w.registers(map[string]any{"OpenDcrEnabled": true}) },
			Steps: steps(func(w *World) {
				var doc struct {
					Register string `json:"registration_endpoint"`
				}
				w.must(json.Unmarshal([]byte(w.Get("/"+w.pool.ID+"/.well-known/openid-configuration").Body), &doc))
				to := must(url.Parse(doc.Register))
				w.serves(to.Host)
				to.Scheme = "https"
				req, err := http.NewRequestWithContext(w.ctx, http.MethodPost, to.String(), strings.NewReader(canonical(webApp(nil))))
				w.must(err)
				req.Header.Set("Content-Type", "application/json")
				w.registered(w.send(req))
			}),
		},
		{
			Operations: ops("oauth2/userInfo"), Says: "an address is a text here, and an object in the ID token", Assumes: "A375", Given: func(w *World) { w.hosted(classic, nil); w.User(Attr("address", "1 Main St")) },
			Steps: steps(func(w *World) {
				g := w.Grant(Params{"scope": "openid profile"})
				w.told(w.userInfo(g.Access), map[string]any{"address": "1 Main St"})
				w.Equal(w.Token(g.ID).Claims["address"], any(map[string]any{"formatted": "1 Main St"}))
			}),
		},
		{
			Operations: ops("oauth2/token"), Says: "an app without a secret that proves one is refused", Given: withCode,
			Steps: steps(func(w *World) {
				w.denied(w.submit(tokenPath, w.redeem(w.Kept("code"), nil), basic(&Client{ID: w.client.ID, Secret: "x"})), "invalid_client")
			}),
		},
		{
			Operations: ops("oauth2/token"), Says: "refresh: what PreTokenGeneration says against it is in the description", Needs: needs(Triggers), Assumes: "A373",
			Given: func(w *World) {
				w.hosted(classic, []PoolOption{w.Calls("PreTokenGeneration")})
				w.User(Mail(annMail))
				w.keepGrant("", w.Grant(nil))
			},
			Steps: steps(func(w *World) {
				w.On("TokenGeneration", func(e *Event) { e.Fail("gone") })
				w.Denied(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), http.StatusBadRequest,
					Params{"error": "invalid_grant", "error_description": "PreTokenGeneration failed with error gone."})
			}),
		},
		{
			// Seen: aws/aws-sdk-js#3836.
			Operations: ops("oauth2/token", "InitiateAuth"), Says: "refresh: a token of a device cannot be exchanged here", Given: func(w *World) {
				w.Pool(Devices(true, false))
				w.Domain(classic)
				w.app(classic)
				w.User()
			},
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.ConfirmDevice(tokens)
				w.denied(w.submit(tokenPath, w.refresh(*tokens.RefreshToken, nil), nil), "invalid_grant")
			}),
		},
		{
			Operations: ops("oauth2/token"), Says: "refresh: race: a token that rotates without grace gives one new one", Given: func(w *World) {
				w.hosted(classic, nil, Rotate(0))
				w.User(Mail(annMail))
				w.keepGrant("", w.Grant(nil))
			},
			Steps: steps(func(w *World) { w.once(tokenPath, w.refresh(w.Kept("refresh"), nil)) }),
		},
		{
			Operations: ops("hosted/login", "oauth2/token"), Says: "browsers are no devices, and their tokens need none", Assumes: "A387", Given: func(w *World) { w.hosted(classic, []PoolOption{Devices(true, false)}); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				g := w.Login(nil).SignsIn()
				w.Equal(w.Token(g.Access).claim("device_key"), "")
				w.Granted(w.submit(tokenPath, w.refresh(g.Refresh, nil), nil), "access_token", "id_token")
			}),
		},
	}
}

// once sends a form to an endpoint many times at once: one succeeds, and the others are refused.
func (w *World) once(path string, form url.Values) {
	w.t.Helper()
	statuses := make([]int, racers)
	for _, err := range w.Race(racers, func(i int) error {
		req, err := w.knocking(http.MethodPost, path, nil, form, nil)
		if err != nil {
			return err
		}
		res, err := w.http.Do(req)
		if err != nil {
			return err
		}
		statuses[i] = res.StatusCode
		return res.Body.Close()
	}) {
		w.must(err)
	}
	count := map[int]int{}
	for _, s := range statuses {
		count[s]++
	}
	w.Equal(count, map[int]int{http.StatusOK: 1, http.StatusBadRequest: racers - 1})
}
