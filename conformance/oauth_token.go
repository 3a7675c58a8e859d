package conformance

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const tokenPath = "/oauth2/token"

// withCode is an app with a user who is signed in, and a code that was not used yet.
func withCode(w *World) {
	withApp(w)
	w.Keep("code", w.Login(nil).Code())
}

// codeGrantCases are about the exchange of codes. Doc: developer guide, "The token issuer endpoint".
func codeGrantCases() []Case {
	about := ops("oauth2/token")
	return []Case{
		{
			Operations: about, Says: "a code is exchanged for three tokens", Given: withCode,
			Steps: steps(func(w *World) {
				g := w.Granted(w.submit(tokenPath, w.redeem(w.Kept("code"), nil), nil), "access_token", "id_token", "refresh_token")
				w.Equal(g.ExpiresIn, 3600.0)
				w.access(g.Access, w.hostedAccess("openid email"))
				w.identity(g, map[string]any{"email": annMail, "email_verified": true})
				id, access := w.Token(g.ID), w.Token(g.Access)
				for _, claim := range []string{"origin_jti", "event_id", "auth_time", "sub"} {
					w.Equal(id.claim(claim), access.claim(claim))
				}
			}),
		},
		{
			Operations: about, Says: "without the scope openid there is no ID token", Given: withApp,
			Steps: steps(func(w *World) {
				code := w.Login(Params{"scope": userAdmin}).Code()
				g := w.Granted(w.submit(tokenPath, w.redeem(code, nil), nil), "access_token", "refresh_token")
				w.access(g.Access, w.hostedAccess(userAdmin))
				w.Granted(w.submit(tokenPath, w.refresh(g.Refresh, nil), nil), "access_token")
			}),
		},
		{
			Operations: about, Says: "the answer says how long the access token of this app lives",
			Given: func(w *World) {
				w.hosted(classic, nil, ClientWith(func(in *cip.CreateUserPoolClientInput) {
					in.AccessTokenValidity, in.IdTokenValidity = new(int32(7)), new(int32(9))
					in.TokenValidityUnits = &types.TokenValidityUnitsType{AccessToken: "minutes", IdToken: "minutes"}
				}))
				w.User()
			},
			Steps: steps(func(w *World) {
				g := w.Grant(Params{"scope": "openid"})
				w.Equal(g.ExpiresIn, 420.0)
				id, access := w.Token(g.ID), w.Token(g.Access)
				w.Equal([]int64{access.seconds("exp") - access.seconds("iat"), id.seconds("exp") - id.seconds("iat")}, []int64{420, 540})
			}),
		},
		{
			Operations: about, Says: "a code is good once", Given: withCode,
			Steps: steps(
				func(w *World) {
					w.Granted(w.submit(tokenPath, w.redeem(w.Kept("code"), nil), nil), "access_token", "id_token", "refresh_token")
				},
				func(w *World) { w.denied(w.submit(tokenPath, w.redeem(w.Kept("code"), nil), nil), "invalid_grant") },
			),
		},
		{
			Operations: about, Says: "a code is good for five minutes", Needs: needs(Clock), Given: withCode,
			Steps: steps(
				func(w *World) {
					w.Keep("late", w.Authorize(nil).Code())
					w.Advance(5*time.Minute - 10*time.Second)
					w.Granted(w.submit(tokenPath, w.redeem(w.Kept("code"), nil), nil), "access_token", "id_token", "refresh_token")
				},
				func(w *World) {
					w.Advance(10 * time.Second)
					w.denied(w.submit(tokenPath, w.redeem(w.Kept("late"), nil), nil), "invalid_grant")
				},
			),
		},
		{
			Operations: about, Says: "race: a code that comes many times at once is exchanged once", Given: withCode,
			Steps: steps(func(w *World) { w.once(tokenPath, w.redeem(w.Kept("code"), nil)) }),
		},
		{
			Operations: about, Says: "a code is exchanged with the verifier of its challenge only", Given: withApp,
			Steps: steps(
				func(w *World) {
					verifier, challenge := pkce()
					w.Keep("verifier", verifier)
					w.Keep("code", w.Login(Params{"code_challenge": challenge, "code_challenge_method": "S256"}).Code())
				},
				func(w *World) {
					w.Granted(w.submit(tokenPath, w.redeem(w.Kept("code"), Params{"code_verifier": w.Kept("verifier")}), nil), "access_token", "id_token", "refresh_token")
				},
			),
		},
		{
			Operations: about, Says: "a challenge is met by the example of RFC 7636", Given: withApp,
			Steps: steps(func(w *World) {
				code := w.Login(Params{"code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method": "S256"}).Code()
				w.Granted(w.submit(tokenPath, w.redeem(code, Params{"code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"}), nil), "access_token", "id_token", "refresh_token")
			}),
		},
		{
			Operations: about, Says: "another verifier than that of the challenge is refused, and so is none, and the right one is good after them", Given: withApp, Assumes: "A330",
			Steps: steps(func(w *World) {
				verifier, challenge := pkce()
				other, _ := pkce()
				code := w.Login(Params{"code_challenge": challenge, "code_challenge_method": "S256"}).Code()
				for _, wrong := range []string{other, challenge, verifier + "x", "", Omit} {
					w.denied(w.submit(tokenPath, w.redeem(code, Params{"code_verifier": wrong}), nil), "invalid_grant")
				}
				w.Granted(w.submit(tokenPath, w.redeem(code, Params{"code_verifier": verifier}), nil), "access_token", "id_token", "refresh_token")
			}),
		},
		{
			Operations: about, Says: "a code that goes back to another place is refused", Given: withCode,
			Steps: steps(func(w *World) {
				for _, to := range []string{otherCallback, "https://evil.example/", callback + "/"} {
					w.Denied(w.submit(tokenPath, w.redeem(w.Kept("code"), Params{"redirect_uri": to}), nil), http.StatusBadRequest,
						Params{"error": "unauthorized_client", "error_description": "invalid_redirect"})
				}
			}),
		},
		{
			Operations: about, Says: "a code of another app, and one that nobody made, are refused", Given: withCode,
			Steps: steps(func(w *World) {
				w.denied(w.submit(tokenPath, w.redeem("00000000-0000-4000-8000-000000000000", nil), nil), "invalid_grant")
				w.denied(w.submit(tokenPath, w.redeem("nonsense", nil), nil), "invalid_grant")
				w.app(classic)
				w.denied(w.submit(tokenPath, w.redeem(w.Kept("code"), nil), nil), "invalid_grant")
			}),
		},
		{
			Operations: about, Says: "the code of a user who is gone is refused", Given: withCode,
			Steps: steps(func(w *World) {
				OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
				w.denied(w.submit(tokenPath, w.redeem(w.Kept("code"), nil), nil), "invalid_grant")
			}),
		},
		{
			Operations: about, Says: "an app that may not read what a scope is about gets nothing", Assumes: "A372",
			Given: func(w *World) {
				w.hosted(classic, nil, ClientWith(func(in *cip.CreateUserPoolClientInput) { in.ReadAttributes = []string{"name"} }))
				w.User(Mail(annMail))
			},
			Steps: steps(func(w *World) {
				w.denied(w.submit(tokenPath, w.redeem(w.Login(nil).Code(), nil), nil), "invalid_grant")
			}),
		},
		{
			Operations: about, Says: "parameters may stand in the query", Given: withCode, // Seen: pilcrowonpaper/arctic#175
			Steps: steps(func(w *World) {
				w.Granted(w.knock(http.MethodPost, tokenPath, w.redeem(w.Kept("code"), nil), url.Values{}, nil), "access_token", "id_token", "refresh_token")
			}),
		},
		{
			// Seen: amazon-archives/amazon-cognito-auth-js#52.
			Operations: about, Says: "GET is not for this endpoint, and JSON is not what it reads", Given: withCode,
			Steps: steps(func(w *World) {
				r := w.knock(http.MethodGet, tokenPath, w.redeem(w.Kept("code"), nil), nil, nil)
				w.Equal([]any{r.Status, r.Body}, []any{http.StatusMethodNotAllowed, ""})
				body, err := json.Marshal(map[string]string{"grant_type": "authorization_code", "client_id": w.client.ID, "code": w.Kept("code"), "redirect_uri": callback})
				w.must(err)
				req, err := http.NewRequestWithContext(w.ctx, http.MethodPost, w.address(tokenPath, nil).String(), strings.NewReader(string(body)))
				w.must(err)
				req.Header.Set("Content-Type", "application/json")
				w.denied(w.send(req), "invalid_request")
			}),
		},
		{
			// Doc: the token issuer endpoint allows requests of every origin.
			Operations: ops("oauth2/token", "oauth2/userInfo", "oauth2/revoke"), Says: "scripts of every origin may call the endpoint", Given: withCode,
			Steps: steps(func(w *World) {
				from := http.Header{"Origin": {"https://spa.example"}}
				one := w.submit(tokenPath, w.redeem(w.Kept("code"), nil), from)
				two := w.submit(tokenPath, w.redeem(w.Kept("code"), nil), from)
				three := w.submit("/oauth2/revoke", url.Values{"client_id": {w.client.ID}}, from)
				four := w.knock(http.MethodGet, "/oauth2/userInfo", nil, nil, from)
				for _, r := range []*Reply{one, two, three, four} {
					w.Equal(r.Header.Values("Access-Control-Allow-Origin"), []string{"*"})
				}
			}),
		},
		{
			Operations: about, Says: "what is missing makes a request invalid", Given: withCode,
			Steps: steps(func(w *World) {
				for _, missing := range []string{"grant_type", "client_id", "code", "redirect_uri"} {
					w.denied(w.submit(tokenPath, w.redeem(w.Kept("code"), Params{missing: Omit}), nil), "invalid_request")
				}
				w.denied(w.submit(tokenPath, w.refresh("", Params{"refresh_token": Omit}), nil), "invalid_request")
				w.denied(w.submit(tokenPath, url.Values{}, nil), "invalid_request")
			}),
		},
		{
			Operations: about, Says: "a grant that there is not is told before the app is looked at", Given: withCode, Assumes: "A371",
			Steps: steps(func(w *World) {
				w.app(classic, Secret())
				w.denied(w.submit(tokenPath, w.redeem("x", Params{"grant_type": "password", "client_secret": "wrong"}), nil), "unsupported_grant_type")
				w.denied(w.submit(tokenPath, w.redeem("", Params{"client_secret": "wrong"}), nil), "invalid_client")
			}),
		},
		{
			Operations: about, Says: "other grants there are none", Given: withCode,
			Steps: steps(func(w *World) {
				for _, grant := range []string{"password", "implicit", "urn:ietf:params:oauth:grant-type:device_code", "AUTHORIZATION_CODE"} {
					w.denied(w.submit(tokenPath, w.redeem(w.Kept("code"), Params{"grant_type": grant}), nil), "unsupported_grant_type")
				}
			}),
		},
		{
			Operations: about, Says: "an app that lost the code grant does not get its tokens", Given: withCode,
			Steps: steps(func(w *World) {
				OK(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
					UserPoolId: &w.pool.ID, ClientId: &w.client.ID, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{"implicit"},
					AllowedOAuthScopes: []string{"openid", "email"}, SupportedIdentityProviders: []string{"COGNITO"}, CallbackURLs: []string{callback}})
				w.denied(w.submit(tokenPath, w.redeem(w.Kept("code"), nil), nil), "unauthorized_client")
			}),
		},
	}
}

// appSecretCases are about how an app proves at the token endpoint who it is. Doc: developer guide, "The token issuer
// endpoint", authorization.
func appSecretCases() []Case {
	about := ops("oauth2/token")
	secretApp := func(w *World) {
		w.hosted(classic, nil, Secret())
		w.User(Mail(annMail))
		w.Keep("code", w.Login(nil).Code())
	}
	wrong := func(c *Client) *Client { return &Client{ID: c.ID, Secret: c.Secret + "x"} }
	all := []string{"access_token", "id_token", "refresh_token"}
	return []Case{
		{
			Operations: about, Says: "secret: in the header, the app named in the form or not", Given: secretApp,
			Steps: steps(func(w *World) {
				w.Granted(w.submit(tokenPath, w.redeem(w.Kept("code"), Params{"client_secret": Omit}), basic(w.client)), all...)
				w.Granted(w.submit(tokenPath, w.redeem(w.Authorize(nil).Code(), Params{"client_secret": Omit, "client_id": Omit}), basic(w.client)), all...)
			}),
		},
		{
			Operations: about, Says: "secret: in the form", Given: secretApp,
			Steps: steps(func(w *World) { w.Granted(w.submit(tokenPath, w.redeem(w.Kept("code"), nil), nil), all...) }),
		},
		{
			Operations: about, Says: "secret: in the query", Given: secretApp,
			Steps: steps(func(w *World) {
				w.Granted(w.knock(http.MethodPost, tokenPath, w.redeem(w.Kept("code"), nil), url.Values{}, nil), all...)
			}),
		},
		{
			Operations: about, Says: "secret: a wrong one, or none, is refused, and the code stays good", Given: secretApp,
			Steps: steps(func(w *World) {
				code := w.Kept("code")
				for _, r := range []*Reply{
					w.submit(tokenPath, w.redeem(code, Params{"client_secret": Omit}), nil),
					w.submit(tokenPath, w.redeem(code, Params{"client_secret": "wrong"}), nil),
					w.submit(tokenPath, w.redeem(code, Params{"client_secret": ""}), nil),
					w.submit(tokenPath, w.redeem(code, Params{"client_secret": Omit}), basic(wrong(w.client))),
					w.submit(tokenPath, w.redeem(code, Params{"client_secret": Omit}), basic(&Client{ID: "nobody", Secret: w.client.Secret})),
				} {
					w.denied(r, "invalid_client")
				}
				w.Granted(w.submit(tokenPath, w.redeem(code, nil), nil), all...)
			}),
		},
		{
			Operations: about, Says: "secret: an app that does not exist is refused", Given: secretApp,
			Steps: steps(func(w *World) {
				for _, id := range []string{"1234567890abcdefghijklmnop", "nobody"} {
					w.denied(w.submit(tokenPath, w.redeem(w.Kept("code"), Params{"client_id": id}), nil), "invalid_client")
				}
			}),
		},
		{
			Operations: about, Says: "secret: a header that is none is refused", Given: secretApp, Assumes: "A389",
			Steps: steps(func(w *World) {
				for _, text := range []string{"Basic", "Basic !!!", "Basic " + w.client.ID, "Bearer " + w.client.Secret} {
					w.denied(w.submit(tokenPath, w.redeem(w.Kept("code"), Params{"client_secret": Omit}), http.Header{"Authorization": {text}}), "invalid_client")
				}
			}),
		},
		{
			Operations: about, Says: "secret: the header and the form must name the same app", Given: secretApp, Assumes: "A389",
			Steps: steps(func(w *World) {
				mine, code := w.client, w.Kept("code")
				w.app(classic)
				w.denied(w.submit(tokenPath, w.redeem(code, nil), basic(mine)), "invalid_client")
			}),
		},
		{
			Operations: about, Says: "secret: an app without one needs none", Given: withCode,
			Steps: steps(func(w *World) { w.Granted(w.submit(tokenPath, w.redeem(w.Kept("code"), nil), nil), all...) }),
		},
		{
			// Doc: AddUserPoolClientSecret; both are good while there are two.
			Operations: append(about, "AddUserPoolClientSecret", "DeleteUserPoolClientSecret"), Says: "secret: an app with two may use either, and one that is deleted is not good any more", Given: secretApp,
			Steps: steps(
				func(w *World) {
					added := w.addSecret(nil)
					w.Keep("second", *added.ClientSecretValue)
					second := Params{"client_secret": w.Kept("second")}
					w.Granted(w.submit(tokenPath, w.redeem(w.Kept("code"), second), nil), all...)
					w.Granted(w.submit(tokenPath, w.redeem(w.Authorize(nil).Code(), nil), nil), all...)
					w.must(w.deleteSecret(added.ClientSecretId))
				},
				func(w *World) {
					w.denied(w.submit(tokenPath, w.redeem(w.Authorize(nil).Code(), Params{"client_secret": w.Kept("second")}), nil), "invalid_client")
				},
			),
		},
		{
			Operations: about, Says: "secret: characters that forms and headers write otherwise",
			Given: func(w *World) {
				w.hosted(classic, nil, ClientWith(func(in *cip.CreateUserPoolClientInput) { in.ClientSecret = new("a+b_c+d_e+f_g+h_i+j_k+l_m") }))
				w.User(Mail(annMail))
			},
			Steps: steps(func(w *World) {
				w.Granted(w.submit(tokenPath, w.redeem(w.Login(nil).Code(), nil), nil), all...)
				w.Granted(w.submit(tokenPath, w.redeem(w.Authorize(nil).Code(), Params{"client_secret": Omit}), basic(w.client)), all...)
			}),
		},
	}
}
