package conformance

import (
	"net/http"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// notAllowed is the description that comes with the error about an app that is not for the pages at all.
// Seen: amazon-archives/amazon-cognito-auth-js#159.
const notAllowed = "Client is not enabled for OAuth2.0 flows"

// authorizeRefusals are about what the authorization endpoint does not do: the app is told at its callback URL, or a
// person on a page where that URL cannot be trusted. Doc: developer guide, "The redirect and authorization endpoint",
// negative responses.
func authorizeRefusals() []Case {
	about := ops("oauth2/authorize")
	// toApp is an error that the app is told in the query, the state with it.
	toApp := func(says, assumes, code string, more Params) Case {
		return Case{
			Operations: about, Says: "the app is told: " + says, Assumes: assumes, Given: withApp,
			Steps: steps(func(w *World) {
				p := w.Authorize(more)
				w.Equal(p.Status, http.StatusFound)
				query, fragment := p.Back(callback)
				query.Del("error_description") // the guide shows some, and says that there need not be one
				w.Equal([]any{query, fragment}, []any{values(Params{"error": code, "state": "s1"}), values(nil)})
			}),
		}
	}
	_, challenge := pkce()
	cases := []Case{
		toApp("no response type", "", "invalid_request", Params{"response_type": Omit}),
		toApp("a response type that there is not", "A335", "invalid_request", Params{"response_type": "id_token"}),
		toApp("several response types", "A335", "invalid_request", Params{"response_type": "code token"}),
		toApp("a challenge without its method", "", "invalid_request", Params{"code_challenge": challenge}),
		toApp("a challenge by the plain method", "", "invalid_request", Params{"code_challenge": challenge, "code_challenge_method": "plain"}),
		toApp("a scope that nobody knows", "", "invalid_scope", Params{"scope": "openid nothing"}),
		toApp("a scope that the app is not allowed", "A336", "invalid_scope", Params{"scope": "openid orders/read"}),
	}
	limited := func(flows ...types.OAuthFlowType) ClientOption {
		return ClientWith(func(in *cip.CreateUserPoolClientInput) { in.AllowedOAuthFlows = flows })
	}
	return append(cases, []Case{
		{
			Operations: about, Says: "an app without the code grant is told in the query, one without the implicit grant behind the hash", Given: withApp,
			Steps: steps(func(w *World) {
				w.app(classic, limited("implicit"))
				w.Authorize(nil).Returns(Params{"error": "unauthorized_client", "state": "s1"})
				w.app(classic, limited("code"))
				w.Authorize(Params{"response_type": "token"}).ReturnsFragment(Params{"error": "unauthorized_client", "state": "s1"})
			}),
		},
		{
			Operations: about, Says: "an app that may not use the pages is told so where the answer would be",
			Given: func(w *World) {
				withApp(w)
				w.Client(ClientWith(func(in *cip.CreateUserPoolClientInput) {
					in.CallbackURLs, in.SupportedIdentityProviders = []string{callback}, []string{"COGNITO"}
				}))
			},
			Steps: steps(func(w *World) {
				want := Params{"error": "invalid_request", "error_description": notAllowed, "state": "s1"}
				w.Authorize(nil).Returns(want)
				w.Authorize(Params{"response_type": "token"}).ReturnsFragment(want)
			}),
		},
		{
			Operations: about, Says: "an error about tokens at once is behind the hash", Given: withApp,
			Steps: steps(func(w *World) {
				p := w.Authorize(Params{"response_type": "token", "scope": "nothing"})
				query, fragment := p.Back(callback)
				fragment.Del("error_description")
				w.Equal([]any{query, fragment}, []any{values(nil), values(Params{"error": "invalid_scope", "state": "s1"})})
			}),
		},
		{
			Operations: about, Says: "an error has no state where the app sent none, and keeps the callback's query", Given: withApp,
			Steps: steps(func(w *World) {
				query, _ := w.Authorize(Params{"scope": "nothing", "state": Omit, "redirect_uri": otherCallback}).Back(otherCallback)
				query.Del("error_description")
				w.Equal(query, values(Params{"error": "invalid_scope"}))
			}),
		},
		{
			// Seen: aws/aws-aspnet-cognito-identity-provider#167.
			Operations: about, Says: "a place that the app did not register is never gone to", Given: withApp,
			Steps: steps(func(w *World) {
				for _, to := range []string{
					"https://evil.example/", callback + "/", callback + "?x=1", "https://app.example/CB", "http://app.example/cb", "https://app.example:8443/cb",
					"https://app.example/cb#x", "https://app.example/other", "http://localhost:3001/cb", "javascript:alert(1)", "//app.example/cb", signedOut,
				} {
					p := w.Authorize(Params{"redirect_uri": to})
					at := p.Location()
					w.Equal([]any{p.Status, at.Host, at.Path, at.Query()}, []any{http.StatusFound, w.pool.Host, "/error", values(Params{"error": "redirect_mismatch", "client_id": w.client.ID})})
					p.Broken("An error was encountered with the requested page.")
				}
			}),
		},
		{
			// Seen: amazon-archives/amazon-cognito-auth-js#25.
			Operations: about, Says: "an app that names no place gets an error page", Given: withApp,
			Steps: steps(func(w *World) {
				w.Authorize(Params{"redirect_uri": Omit}).Broken("Required String parameter 'redirect_uri' is not present")
			}),
		},
		{
			// Seen: damienbod/angular-auth-oidc-client#2057.
			Operations: about, Says: "a request without an app gets an error page", Given: withApp,
			Steps: steps(func(w *World) {
				w.Authorize(Params{"client_id": Omit}).Broken("Missing required parameter client_id in request URL")
			}),
		},
		{
			Operations: about, Says: "an app that does not exist gets an error page", Given: withApp, Assumes: "A334",
			Steps: steps(func(w *World) {
				for _, id := range []string{"1234567890abcdefghijklmnop", "<script>"} {
					w.Authorize(Params{"client_id": id}).Broken("Client does not exist.")
				}
			}),
		},
		{
			Operations: about, Says: "an app of another pool does not exist on this domain", Assumes: "A334",
			Given: func(w *World) {
				w.hosted(classic, nil)
				w.Keep("other", w.client.ID)
				w.hosted(classic, nil)
			},
			Steps: steps(func(w *World) {
				w.Authorize(Params{"client_id": w.Kept("other")}).Broken("Client does not exist.")
			}),
		},
		{
			Operations: about, Says: "an app that was deleted does not exist", Given: withApp, Assumes: "A334",
			Steps: steps(
				func(w *World) {
					w.Login(nil).Code()
					OK(w, w.API.DeleteUserPoolClient, &cip.DeleteUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID})
				},
				func(w *World) { w.Authorize(nil).Broken("Client does not exist.") },
			),
		},
		{
			// Doc: API_CreateUserPoolClient, DefaultRedirectURI.
			Operations: about, Says: "an app's default place stands in for one that is not named, where there is one provider",
			Given: func(w *World) {
				withApp(w)
				w.app(classic, ClientWith(func(in *cip.CreateUserPoolClientInput) { in.DefaultRedirectURI = new(callback) }))
			},
			Steps: steps(func(w *World) { w.Login(Params{"redirect_uri": Omit}).Code() }),
		},
		{
			Operations: about, Says: "an app's default place does not stand in where there are several providers",
			Given: func(w *World) {
				withApp(w)
				w.provide(types.IdentityProviderTypeTypeOidc, "Elsewhere", oidcDetails())
				w.app(classic, ClientWith(func(in *cip.CreateUserPoolClientInput) {
					in.DefaultRedirectURI, in.SupportedIdentityProviders = new(callback), []string{"COGNITO", "Elsewhere"}
				}))
			},
			Steps: steps(func(w *World) {
				w.Authorize(Params{"redirect_uri": Omit}).Broken("Required String parameter 'redirect_uri' is not present")
			}),
		},
		{
			Operations: about, Says: "what an app sent is never part of a page but as text", Given: withApp,
			Steps: steps(func(w *World) {
				const nasty = `"><script>alert(1)</script>`
				for _, p := range []*Page{
					w.LoginPage(Params{"state": nasty, "login_hint": nasty, "nonce": nasty}),
					w.Authorize(Params{"client_id": nasty}).Settle(),
					w.Authorize(Params{"redirect_uri": nasty}).Settle(),
					w.Browser().Visit(w.address("/error", values(Params{"error": nasty, "client_id": nasty})).String()),
				} {
					for _, n := range p.Elements("script") {
						if n.FirstChild != nil && n.FirstChild.Data == "alert(1)" {
							w.Errorf("%s has the script of a stranger", p.URL)
						}
					}
				}
			}),
		},
		{
			Operations: about, Says: "race: as many people as one likes sign in at once, each with a code of their own", Given: withApp,
			Steps: steps(func(w *World) {
				w.Login(nil).Code()
				codes := make([]string, racers)
				for _, err := range w.Race(racers, func(i int) error {
					p, err := w.Browser().try(http.MethodGet, w.address(authorizePath, w.asks(nil)).String(), nil)
					if err == nil {
						to, lerr := p.location()
						if err = lerr; err == nil {
							codes[i] = to.Query().Get("code")
						}
					}
					return err
				}) {
					w.must(err)
				}
				seen := map[string]bool{}
				for _, code := range codes {
					if seen[code] || code == "" {
						w.Errorf("the code %q came twice, or not at all", code)
					}
					seen[code] = true
				}
			}),
		},
	}...)
}
