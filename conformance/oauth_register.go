package conformance

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

const (
	registerPath  = "/oauth2/register"
	registerScope = "aws.cognito/dcr/register"
)

// registers makes a pool with a domain where apps register themselves, by these settings. The SDK does not know them yet.
func (w *World) registers(settings map[string]any) {
	w.t.Helper()
	in := map[string]any{"PoolName": w.Name("pool")}
	if settings != nil {
		in["DcrConfiguration"] = settings
	}
	var made struct{ UserPool struct{ Id, Arn string } }
	w.must(json.Unmarshal([]byte(w.good(w.PostSigned("CreateUserPool", in))), &made))
	w.forget(made.UserPool.Id)
	w.pool = &Pool{ID: made.UserPool.Id, ARN: made.UserPool.Arn}
	w.Domain(classic)
}

// register sends what an app says of itself.
func (w *World) register(metadata map[string]any, header http.Header) *Reply {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.ctx, http.MethodPost, w.address(registerPath, nil).String(), strings.NewReader(canonical(metadata)))
	w.must(err)
	req.Header.Set("Content-Type", "application/json")
	for name, list := range header {
		req.Header[name] = list
	}
	return w.send(req)
}

// registered reads the answer to a registration and makes the app the world's.
func (w *World) registered(r *Reply) map[string]any {
	w.t.Helper()
	var got map[string]any
	if r.Status != http.StatusCreated || json.Unmarshal([]byte(r.Body), &got) != nil {
		w.t.Fatalf("not registered: %d %s", r.Status, r.Body)
	}
	id, _ := got["client_id"].(string)
	secret, _ := got["client_secret"].(string)
	w.client = &Client{ID: id, Secret: secret, Pool: w.pool}
	return got
}

// registrar makes a client that may register others, and keeps a token of it.
func (w *World) registrar() {
	w.t.Helper()
	w.Client(MachineApp(registerScope))
	r := w.submit(tokenPath, url.Values{"grant_type": {"client_credentials"}}, basic(w.client))
	w.Keep("registrar", w.Granted(r, "access_token").Access)
}

// webApp is what the suite's app says of itself.
func webApp(more map[string]any) map[string]any {
	return plus(map[string]any{"client_name": "my app", "redirect_uris": []string{callback}, "grant_types": []string{"authorization_code"}}, more)
}

// registerCases are about apps that register themselves. Doc: developer guide, dynamic client registration; RFC 7591.
func registerCases() []Case {
	about := ops("oauth2/register")
	open := func(w *World) { w.registers(map[string]any{"OpenDcrEnabled": true}) }
	// clientType is what the operations show of the client made last.
	clientType := func(w *World) string {
		var shown struct{ UserPoolClient struct{ ClientType string } }
		w.must(json.Unmarshal([]byte(w.good(w.PostSigned("DescribeUserPoolClient", map[string]any{"UserPoolId": w.pool.ID, "ClientId": w.client.ID}))), &shown))
		return shown.UserPoolClient.ClientType
	}
	refused := func(says string, settings, metadata map[string]any, code string) Case {
		return Case{
			Operations: about, Says: "refused: " + says, Assumes: "A381", Given: func(w *World) { w.registers(settings) },
			Steps: steps(func(w *World) {
				r := w.register(metadata, nil)
				var got struct{ Error string }
				w.must(json.Unmarshal([]byte(r.Body), &got))
				w.Equal([]any{r.Status, got.Error}, []any{http.StatusBadRequest, code})
			}),
		}
	}
	return []Case{
		{
			Operations: append(about, "oauth2/authorize", "oauth2/token", "DescribeUserPoolClient"), Says: "an app that anybody registered signs people in", Assumes: "A380", Given: open,
			Steps: steps(
				func(w *World) {
					got := w.registered(w.register(webApp(nil), nil))
					for name, want := range map[string]any{
						"client_id": AnyClientID, "client_name": "my app", "redirect_uris": []any{callback}, "grant_types": []any{"authorization_code"},
						"response_types": []any{"code"}, "token_endpoint_auth_method": "client_secret_basic", "client_secret": AnySecret, "client_secret_expires_at": 0.0,
					} {
						w.Equal([]any{name, got[name]}, []any{name, want})
					}
					scope, _ := got["scope"].(string)
					w.Equal(strings.Fields(scope), []string{"openid", "email", "phone", "profile"}, Unordered())
					w.Equal(clientType(w), "DCR")
				},
				func(w *World) {
					w.User(Mail(annMail))
					w.Login(nil).SignsIn()
				},
			),
		},
		{
			Operations: about, Says: "a public app gets no secret", Assumes: "A380", Given: open,
			Steps: steps(func(w *World) {
				got := w.registered(w.register(webApp(map[string]any{"token_endpoint_auth_method": "none", "scope": "openid email"}), nil))
				if _, has := got["client_secret"]; has {
					w.Errorf("there is a secret: %v", got)
				}
				w.Equal(got["scope"], any("openid email"))
				w.User(Mail(annMail))
				w.Login(nil).SignsIn()
			}),
		},
		{
			Operations: append(about, "oauth2/token"), Says: "who has the scope for it registers an app, also one for machines", Given: func(w *World) {
				w.registers(map[string]any{"AllowedScopes": []string{"orders/read"}})
				w.resourceServer("orders", "read", "write")
				w.registrar()
			},
			Steps: steps(func(w *World) {
				header := carrying(w.Kept("registrar"))
				w.registered(w.register(webApp(map[string]any{"scope": "openid orders/read"}), header))
				w.Equal(clientType(w), "DCR")
				w.registered(w.register(map[string]any{"client_name": "m", "grant_types": []string{"client_credentials"}, "scope": "orders/read"}, header))
				g := w.Granted(w.submit(tokenPath, url.Values{"grant_type": {"client_credentials"}}, basic(w.client)), "access_token")
				w.machineToken(g.Access, "orders/read")
				w.Equal(w.register(webApp(map[string]any{"scope": "openid orders/write"}), header).Status, http.StatusBadRequest)
				w.Equal(w.register(webApp(map[string]any{"scope": registerScope}), header).Status, http.StatusBadRequest)
			}),
		},
		{
			Operations: about, Says: "refused: without a token, one without the scope, or a bad one", Assumes: "A381", Given: func(w *World) {
				w.registers(map[string]any{})
				w.registrar()
				w.resourceServer("orders", "read", "write")
				w.Client(MachineApp("orders/read"))
			},
			Steps: steps(func(w *World) {
				w.Equal(w.register(webApp(nil), nil).Status, http.StatusUnauthorized)
				w.Equal(w.register(webApp(nil), carrying("x.y.z")).Status, http.StatusUnauthorized)
				other := w.Granted(w.submit(tokenPath, url.Values{"grant_type": {"client_credentials"}}, basic(w.client)), "access_token").Access
				w.Equal(w.register(webApp(nil), carrying(other)).Status, http.StatusForbidden)
				w.registered(w.register(webApp(nil), carrying(w.Kept("registrar"))))
			}),
		},
		{
			Operations: about, Says: "refused: a token of another pool", Assumes: "A381", Given: func(w *World) {
				w.registers(map[string]any{})
				w.registrar()
				w.registers(map[string]any{})
			},
			Steps: steps(func(w *World) {
				w.Equal(w.register(webApp(nil), carrying(w.Kept("registrar"))).Status, http.StatusUnauthorized)
			}),
		},
		refused("a pool that registers nobody", nil, webApp(nil), "invalid_request"),
		refused("a pool where it is disabled", map[string]any{"EnableStatus": "Disabled", "OpenDcrEnabled": true}, webApp(nil), "invalid_request"),
		refused("no place to answer to", map[string]any{"OpenDcrEnabled": true}, webApp(map[string]any{"redirect_uris": []string{}}), "invalid_redirect_uri"),
		refused("a place that cannot be one", map[string]any{"OpenDcrEnabled": true}, webApp(map[string]any{"redirect_uris": []string{"http://app.example/cb"}}), "invalid_client_metadata"),
		refused("a name with characters that no app client has", map[string]any{"OpenDcrEnabled": true}, webApp(map[string]any{"client_name": "my (app)"}), "invalid_client_metadata"),
		refused("a place whose address is too long", map[string]any{"OpenDcrEnabled": true}, webApp(map[string]any{"redirect_uris": []string{callback + strings.Repeat("a", 1024)}}), "invalid_client_metadata"),
		refused("a grant that is not open to all", map[string]any{"OpenDcrEnabled": true}, webApp(map[string]any{"grant_types": []string{"client_credentials"}}), "invalid_client_metadata"),
		refused("a scope that is not allowed", map[string]any{"OpenDcrEnabled": true}, webApp(map[string]any{"scope": userAdmin}), "invalid_client_metadata"),
		refused("no grants left", map[string]any{"OpenDcrEnabled": true, "OpenDcrGrantTypes": []string{}}, webApp(nil), "invalid_client_metadata"),
		{
			Operations: append(about, "ListUserPoolClients"), Says: "such apps are listed by their type", Given: open,
			Steps: steps(
				func(w *World) {
					w.Client()
					w.Keep("regular", w.client.ID)
					w.registered(w.register(webApp(nil), nil))
				},
				func(w *World) {
					for kind, want := range map[string]string{"DCR": w.client.ID, "REGULAR": w.Kept("regular")} {
						var page struct{ UserPoolClients []struct{ ClientId string } }
						w.must(json.Unmarshal([]byte(w.good(w.PostSigned("ListUserPoolClients", map[string]any{"UserPoolId": w.pool.ID, "ClientType": kind}))), &page))
						if len(page.UserPoolClients) != 1 || page.UserPoolClients[0].ClientId != want {
							w.Errorf("%s: %+v", kind, page)
						}
					}
				},
			),
		},
		{
			Operations: append(about, "AddUserPoolClientSecret"), Says: "such an app gets no second secret", Given: open,
			Steps: steps(func(w *World) {
				w.registered(w.register(webApp(nil), nil))
				w.RefusedSomehow(Try(w, w.API.AddUserPoolClientSecret, &cip.AddUserPoolClientSecretInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}))
			}),
		},
		{
			Operations: append(about, "well-known/openid-configuration"), Says: "the discovery document tells of it where it is on", Given: open,
			Steps: steps(func(w *World) {
				endpoint := func() string {
					var doc struct {
						Registration string `json:"registration_endpoint"`
					}
					w.must(json.Unmarshal([]byte(w.Get("/"+w.pool.ID+"/.well-known/openid-configuration").Body), &doc))
					return doc.Registration
				}
				if at := endpoint(); !strings.HasSuffix(must(url.Parse(at)).Path, registerPath) {
					w.Errorf("registration_endpoint is %q", at)
				}
				w.registers(nil)
				w.Equal(endpoint(), "")
			}),
		},
		{
			Operations: about, Says: "race: as many apps as one likes register at once", Given: open,
			Steps: steps(func(w *World) {
				ids := make([]string, racers)
				for _, err := range w.Race(racers, func(i int) error {
					req, err := http.NewRequestWithContext(w.ctx, http.MethodPost, w.address(registerPath, nil).String(), strings.NewReader(canonical(webApp(nil))))
					if err != nil {
						return err
					}
					req.Header.Set("Content-Type", "application/json")
					res, err := w.http.Do(req)
					if err != nil {
						return err
					}
					var got struct {
						ID string `json:"client_id"`
					}
					err = json.NewDecoder(res.Body).Decode(&got)
					ids[i] = got.ID
					if cerr := res.Body.Close(); err == nil {
						err = cerr
					}
					return err
				}) {
					w.must(err)
				}
				seen := map[string]bool{}
				for _, id := range ids {
					if id == "" || seen[id] {
						w.Errorf("the id %q came twice, or not at all", id)
					}
					seen[id] = true
				}
			}),
		},
	}
}
