package conformance

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const authorizePath = "/oauth2/authorize"

// authorizeCases are about what an app asks for at the authorization endpoint, and what it gets.
// Doc: developer guide, "The redirect and authorization endpoint".
func authorizeCases() []Case {
	about := ops("oauth2/authorize")
	return append([]Case{
		{
			Operations: about, Says: "who is not signed in goes to the sign-in page, which is asked the same", Given: withApp,
			Steps: steps(func(w *World) {
				_, challenge := pkce()
				more := Params{"scope": "openid email", "nonce": "n 1", "lang": "de", "login_hint": "ann@example.com", "prompt": "login",
					"code_challenge": challenge, "code_challenge_method": "S256", "state": "a b+c/=&d?e#f%20ü"}
				p := w.Authorize(more)
				w.Equal(p.Status, http.StatusFound)
				to := p.Location()
				w.Equal([]any{to.Host, to.Path, to.Query()}, []any{w.pool.Host, "/login", w.asks(more)})
			}),
		},
		{
			// Doc: the older pages of the guide have it in their examples.
			Operations: about, Says: "the endpoint is also found at its older path", Given: withApp,
			Steps: steps(func(w *World) {
				w.Browser().Visit(w.address("/authorize", w.asks(nil)).String()).On("/login", http.StatusOK)
			}),
		},
		{
			Operations: about, Says: "a code comes back with the state, and a session stays in the browser", Given: withApp,
			Steps: steps(
				func(w *World) {
					w.Login(nil).Code()
					if w.Browser().Cookie("cognito") == "" {
						w.Errorf("the browser has no session")
					}
				},
				func(w *World) { w.Authorize(nil).Code() },
			),
		},
		{
			Operations: about, Says: "a state comes back as it was sent, and none where none was", Given: withApp,
			Steps: steps(func(w *World) {
				for _, state := range []string{"a b+c/=&d?e#f%20ü", `eyJhIjoiYiJ9`, strings.Repeat("s", 2000)} {
					p := w.Login(Params{"state": state})
					p.Returns(Params{"code": AnyUUID, "state": state})
					w.Authorize(Params{"state": state}).Returns(Params{"code": AnyUUID, "state": state})
					w.browser = nil
				}
				w.Login(Params{"state": Omit}).Returns(Params{"code": AnyUUID})
			}),
		},
		{
			Operations: about, Says: "a callback URL keeps its own query, also one with a scheme of the app's own and one on this machine", Given: withApp,
			Steps: steps(func(w *World) {
				w.Login(nil)
				for _, to := range []string{otherCallback, "myapp://cb", "http://localhost:3000/cb"} {
					query, fragment := w.Authorize(Params{"redirect_uri": to}).Back(to)
					w.Equal([]url.Values{query, fragment}, []url.Values{{"code": {AnyUUID}, "state": {"s1"}}, {}})
				}
			}),
		},
		{
			Operations: about, Says: "every code is another one", Given: withApp,
			Steps: steps(func(w *World) {
				one := w.Login(nil).Code()
				if w.Authorize(nil).Code() == one {
					w.Errorf("the same code again")
				}
			}),
		},
		{
			Operations: about, Says: "tokens at once come behind the hash, without a refresh token", Given: withApp,
			Steps: steps(func(w *World) {
				p := w.Login(Params{"response_type": "token"})
				_, fragment := p.Back(callback)
				p.ReturnsFragment(Params{"id_token": AnyJWT, "access_token": AnyJWT, "token_type": fragment.Get("token_type"), "expires_in": "3600", "state": "s1"})
				w.Equal(strings.ToLower(fragment.Get("token_type")), "bearer")
				g := Grant{Access: fragment.Get("access_token"), ID: fragment.Get("id_token")}
				w.access(g.Access, w.hostedAccess("openid email"))
				w.identity(g, map[string]any{"email": annMail, "email_verified": true})
			}),
		},
		{
			Operations: about, Says: "tokens at once have no ID token without the scope openid", Given: withApp,
			Steps: steps(func(w *World) {
				p := w.Login(Params{"response_type": "token", "scope": userAdmin})
				_, fragment := p.Back(callback)
				p.ReturnsFragment(Params{"access_token": AnyJWT, "token_type": fragment.Get("token_type"), "expires_in": "3600", "state": "s1"})
			}),
		},
		{
			Operations: about, Says: "without a scope the app gets all it is allowed", Given: withApp,
			Steps: steps(func(w *World) {
				g := w.Grant(Params{"scope": Omit})
				scopes := strings.Fields(w.Token(g.Access).claim("scope"))
				w.Equal(scopes, []string{userAdmin, "phone", "openid", "profile", "email"}, Unordered())
			}),
		},
		{
			Operations: about, Says: "a nonce is in the ID token, and stays there", Given: withApp,
			Steps: steps(func(w *World) {
				g := w.Grant(Params{"nonce": "n-0S6_WzA2Mj"})
				w.identity(g, map[string]any{"email": annMail, "email_verified": true, "nonce": "n-0S6_WzA2Mj"})
			}),
		},
		{
			// Doc: developer guide, resource binding; RFC 8707.
			Operations: about, Says: "a resource is the audience of the access token, also of later ones", Given: withApp,
			Steps: steps(
				func(w *World) {
					for _, resource := range []string{"https://orders.example/v1", "http://localhost:9000", "myapp://api"} {
						g := w.Grant(Params{"resource": resource})
						w.access(g.Access, plus(w.hostedAccess("openid email"), map[string]any{"aud": resource}))
						w.Equal(w.Token(g.ID).Claims["aud"], any(w.client.ID))
						w.Keep("refresh", g.Refresh)
						w.browser = nil
					}
				},
				func(w *World) {
					g := w.Granted(w.submit("/oauth2/token", w.refresh(w.Kept("refresh"), nil), nil), "access_token", "id_token")
					w.Equal(w.Token(g.Access).Claims["aud"], any("myapp://api"))
				},
			),
		},
		{
			Operations: about, Says: "a custom domain serves the pool as well", Needs: needs(Domains), Given: withApp,
			Steps: steps(
				func(w *World) {
					name := w.customName()
					OK(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name, CustomDomainConfig: certificate("a")})
					w.serves(name)
				},
				func(w *World) { w.Login(nil).Code() },
			),
		},
		{
			Operations: about, Says: "an emulator's own host serves the pool of the app, and so does a name below localhost", Needs: needs(Inspect), Given: withApp,
			Steps: steps(func(w *World) {
				prefix, _, _ := strings.Cut(w.pool.Host, ".")
				for _, host := range []string{"localhost:4588", prefix + ".auth.localhost:4588", prefix + ".auth.localhost"} {
					w.browser = nil
					w.serves(host)
					w.Login(nil).Code()
				}
			}),
		},
		{
			Operations: about, Says: "COGNITO as the provider leads to the sign-in page", Given: withApp,
			Steps: steps(func(w *World) {
				p := w.LoginPage(Params{"identity_provider": "COGNITO"})
				p.Submit(Params{"username": w.user.Login, "password": password}).Code()
			}),
		},
		{
			Operations: about, Says: "who is signed in gets a code without a page, whatever the app of the pool",
			Given: func(w *World) { withApp(w); w.Keep("first", w.client.ID); w.app(classic) },
			Steps: steps(
				func(w *World) { w.Login(nil).Code() },
				func(w *World) { w.Authorize(Params{"client_id": w.Kept("first")}).Code() },
			),
		},
	}, authorizeProviders()...)
}

// authorizeProviders are about apps that sign people in elsewhere. What happens there is for the cases on federation.
func authorizeProviders() []Case {
	about := ops("oauth2/authorize")
	// provided is a pool with a provider, and an app that takes these.
	provided := func(identifiers []string, providers ...string) func(w *World) {
		return func(w *World) {
			w.Pool()
			w.Domain(classic)
			OK(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{
				UserPoolId: &w.pool.ID, ProviderName: new("Elsewhere"), ProviderType: types.IdentityProviderTypeTypeOidc,
				ProviderDetails: oidcDetails(), IdpIdentifiers: identifiers})
			w.app(classic, ClientWith(func(in *cip.CreateUserPoolClientInput) { in.SupportedIdentityProviders = providers }))
		}
	}
	away := func(w *World, p *Page) {
		w.t.Helper()
		to := p.Settle().Location()
		q := to.Query()
		q.Del("nonce") // which the guide does not promise
		w.Equal([]string{to.Scheme, to.Host, to.Path}, []string{"https", "idp.example.com", "/authorize"})
		w.Equal(q, url.Values{
			"client_id": {oidcDetails()["client_id"]}, "response_type": {"code"}, "scope": {oidcDetails()["authorize_scopes"]},
			"redirect_uri": q["redirect_uri"], "state": {AnyText},
		}, Unordered())
		if !strings.HasSuffix(q.Get("redirect_uri"), "/oauth2/idpresponse") {
			w.Errorf("the provider is to answer to %s", q.Get("redirect_uri"))
		}
	}
	return []Case{
		{
			Operations: about, Says: "a provider that the app names is where the browser goes", Given: provided([]string{"example.com"}, "COGNITO", "Elsewhere"),
			Steps: steps(func(w *World) {
				away(w, w.Authorize(Params{"identity_provider": "Elsewhere"}))
				away(w, w.Authorize(Params{"idp_identifier": "example.com"}))
			}),
		},
		{
			Operations: about, Says: "an app with one provider and no users of the pool's own leads there at once", Given: provided(nil, "Elsewhere"),
			Steps: steps(func(w *World) { away(w, w.Authorize(nil)) }),
		},
		{
			Operations: append(about, "hosted/login"), Says: "an app with several ways shows them on its page, as forms that lead there", Assumes: "A368", Given: provided(nil, "COGNITO", "Elsewhere"),
			Steps: steps(func(w *World) {
				p := w.LoginPage(nil)
				p.Shows("Elsewhere")
				p.Form("username", "password")
				i := slices.IndexFunc(p.Forms(), func(f *Form) bool { return f.Name == "loginWithIdentityProvider" })
				if i < 0 {
					w.Fatalf("there is no form for the provider")
				}
				away(w, p.Send(p.Forms()[i], p.Fill(p.Forms()[i], nil)))
			}),
		},
		{
			Operations: ops("hosted/login"), Says: "where providers are known by domains, an address of one leads there, and there is no button", Assumes: "A394", Given: provided([]string{"example.com"}, "COGNITO", "Elsewhere"),
			Steps: steps(func(w *World) {
				w.LoginPage(nil).Hides("Elsewhere")
				away(w, w.LoginPage(nil).Submit(Params{"corporateEmail": "ann@example.com"}))
				w.LoginPage(nil).Submit(Params{"corporateEmail": "ann@example.org"}).Settle().On("/login", http.StatusOK)
			}),
		},
		{
			Operations: about, Says: "a provider that the app does not take is not gone to", Given: provided([]string{"example.com"}, "COGNITO"), Assumes: "A335",
			Steps: steps(func(w *World) {
				for _, more := range []Params{{"identity_provider": "Elsewhere"}, {"idp_identifier": "example.com"}, {"identity_provider": "Nowhere"}} {
					if p := w.Authorize(more).Settle(); p.Status/100 == 3 && p.Location().Host == "idp.example.com" {
						w.Errorf("%v leads to %s", more, p.Location())
					}
				}
			}),
		},
	}
}
