package conformance

import (
	"net/http"
	"net/url"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// withGrant is an app whose user signed in by the pages; the refresh token and the others are kept.
func withGrant(w *World) {
	withApp(w)
	w.keepGrant("", w.Grant(nil))
}

// keepGrant keeps three tokens under names that end alike.
func (w *World) keepGrant(name string, g Grant) {
	w.Keep("access"+name, g.Access)
	w.Keep("id"+name, g.ID)
	w.Keep("refresh"+name, g.Refresh)
}

// refreshGrantCases are about refresh tokens at the token endpoint. Doc: developer guide, "The token issuer endpoint",
// "Refresh tokens".
func refreshGrantCases() []Case {
	about := ops("oauth2/token")
	refreshed := []string{"access_token", "id_token"}
	return []Case{
		{
			Operations: about, Says: "refresh: two tokens of the same sign-in", Given: withGrant,
			Steps: steps(func(w *World) {
				g := w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), refreshed...)
				w.access(g.Access, w.hostedAccess("openid email"))
				w.identity(g, map[string]any{"email": annMail, "email_verified": true})
				for kept, now := range map[string]string{"access": g.Access, "id": g.ID} {
					before, after := w.Token(w.Kept(kept)), w.Token(now)
					for _, claim := range []string{"sub", "origin_jti", "auth_time", "event_id"} {
						w.Equal(after.claim(claim), before.claim(claim))
					}
					if after.claim("jti") == before.claim("jti") {
						w.Errorf("the same token again")
					}
				}
			}),
		},
		{
			Operations: about, Says: "refresh: later tokens have the present groups and attributes, and the time of the sign-in", Needs: needs(Clock), Given: withGrant,
			Steps: steps(func(w *World) {
				w.Advance(10 * time.Minute)
				w.Set(w.user, "email", "new@example.com", "email_verified", "true")
				w.group("g", 1, "")
				g := w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), refreshed...)
				groups := map[string]any{"cognito:groups": []any{"g"}}
				w.access(g.Access, plus(plus(w.hostedAccess("openid email"), groups), map[string]any{"auth_time": -600.0}))
				w.identity(g, plus(groups, map[string]any{"email": "new@example.com", "email_verified": true, "auth_time": -600.0}))
			}),
		},
		{
			Operations: about, Says: "refresh: the nonce of the sign-in does not come again", Given: withApp, Assumes: "A332",
			Steps: steps(func(w *World) {
				first := w.Grant(Params{"nonce": "n1"})
				g := w.Granted(w.submit(tokenPath, w.refresh(first.Refresh, nil), nil), refreshed...)
				w.Equal(w.Token(g.ID).claim("nonce"), "")
			}),
		},
		{
			// Seen: aws/aws-sdk-js#3836.
			Operations: append(about, "InitiateAuth"), Says: "refresh: a token from a sign-in by the API is good, and stays one of the API", Given: withApp,
			Steps: steps(func(w *World) {
				g := w.Granted(w.submit(tokenPath, w.refresh(*w.Tokens().RefreshToken, nil), nil), refreshed...)
				w.Equal(w.Token(g.Access).claim("scope"), userAdmin)
			}),
		},
		{
			Operations: append(about, "InitiateAuth", "GetTokensFromRefreshToken"), Says: "refresh: a token from the pages is good for the API, and keeps its scopes", Given: withGrant,
			Steps: steps(func(w *World) {
				one := w.Initiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh")}).Tokens
				two := OK(w, w.API.GetTokensFromRefreshToken, &cip.GetTokensFromRefreshTokenInput{ClientId: &w.client.ID, RefreshToken: new(w.Kept("refresh"))}).AuthenticationResult
				for _, tokens := range []*types.AuthenticationResultType{one, two} {
					w.Equal(w.Token(*tokens.AccessToken).claim("scope"), "openid email")
				}
			}),
		},
		{
			Operations: about, Says: "refresh: a token that is none, or another app's, is refused", Given: withGrant,
			Steps: steps(func(w *World) {
				for _, text := range []string{"nonsense", "a.b.c.d.e", w.Kept("refresh") + "x", w.Kept("access")} {
					w.denied(w.submit(tokenPath, w.refresh(text, nil), nil), "invalid_grant")
				}
				w.app(classic)
				w.denied(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), "invalid_grant")
			}),
		},
		{
			Operations: about, Says: "refresh: an app with a secret proves itself", Given: func(w *World) {
				w.hosted(classic, nil, Secret())
				w.User(Mail(annMail))
				w.keepGrant("", w.Grant(nil))
			},
			Steps: steps(func(w *World) {
				w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), refreshed...)
				w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), Params{"client_secret": Omit}), basic(w.client)), refreshed...)
				w.denied(w.submit(tokenPath, w.refresh(w.Kept("refresh"), Params{"client_secret": Omit}), nil), "invalid_client")
			}),
		},
		{
			Operations: append(about, "RevokeToken", "AdminUserGlobalSignOut", "AdminDisableUser"), Says: "refresh: what was revoked, signed out or disabled gives nothing any more", Given: withGrant,
			Steps: steps(func(w *World) {
				gone := func() {
					w.t.Helper()
					w.denied(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), "invalid_grant")
				}
				OK(w, w.API.RevokeToken, &cip.RevokeTokenInput{ClientId: &w.client.ID, Token: new(w.Kept("refresh"))})
				gone()
				w.browser = nil
				w.keepGrant("", w.Grant(nil))
				OK(w, w.API.AdminUserGlobalSignOut, &cip.AdminUserGlobalSignOutInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
				gone()
				w.browser = nil
				w.keepGrant("", w.Grant(nil))
				OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
				gone()
			}),
		},
		{
			Operations: about, Says: "refresh: a token that has expired gives nothing", Needs: needs(Clock), Given: withGrant,
			Steps: steps(func(w *World) {
				w.Advance(30*24*time.Hour - time.Minute)
				w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), refreshed...)
				w.Advance(time.Minute)
				w.denied(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), "invalid_grant")
			}),
		},
		{
			Operations: about, Says: "refresh: where tokens rotate a new one comes, and the old one is good for a time of grace", Needs: needs(Clock),
			Given: func(w *World) {
				w.hosted(classic, nil, Rotate(30))
				w.User(Mail(annMail))
				w.keepGrant("", w.Grant(nil))
			},
			Steps: steps(
				func(w *World) {
					g := w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), append(refreshed, "refresh_token")...)
					if g.Refresh == w.Kept("refresh") {
						w.Errorf("the same refresh token")
					}
					w.Keep("new", g.Refresh)
					w.Advance(20 * time.Second)
					w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), append(refreshed, "refresh_token")...)
				},
				func(w *World) {
					w.Advance(11 * time.Second)
					w.denied(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), "invalid_grant")
					w.Granted(w.submit(tokenPath, w.refresh(w.Kept("new"), nil), nil), append(refreshed, "refresh_token")...)
				},
			),
		},
		{
			Operations: about, Says: "refresh: an app that may not use refresh tokens is refused", Given: withGrant, Assumes: "A373",
			Steps: steps(func(w *World) {
				OK(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
					UserPoolId: &w.pool.ID, ClientId: &w.client.ID, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{"code"},
					AllowedOAuthScopes: []string{"openid", "email"}, SupportedIdentityProviders: []string{"COGNITO"}, CallbackURLs: []string{callback},
					ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH"}})
				w.denied(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), "unauthorized_client")
			}),
		},
		{
			Operations: about, Says: "refresh: PreTokenGeneration is told of it", Needs: needs(Triggers),
			Given: func(w *World) {
				w.hosted(classic, []PoolOption{w.Calls("PreTokenGeneration")})
				w.User(Mail(annMail))
				w.keepGrant("", w.Grant(nil))
			},
			Steps: steps(func(w *World) {
				w.Fired("TokenGeneration_HostedAuth")
				w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), refreshed...)
				w.Fired("TokenGeneration_RefreshTokens")
			}),
		},
		{
			Operations: append(about, "GetUser"), Says: "what an access token opens depends on its scopes", Given: withApp,
			Steps: steps(func(w *World) {
				g := w.Grant(Params{"scope": "openid " + userAdmin})
				OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: &g.Access})
				g = w.Granted(w.submit(tokenPath, w.redeem(w.Authorize(nil).Code(), nil), nil), "access_token", "id_token", "refresh_token")
				Refuses(w, w.API.GetUser, &cip.GetUserInput{AccessToken: &g.Access}, "NotAuthorizedException", "Access Token does not have required scopes")
			}),
		},
	}
}

// MachineApp lets a client get tokens of its own at the token endpoint.
func MachineApp(scopes ...string) ClientOption {
	return func(in *cip.CreateUserPoolClientInput) {
		in.GenerateSecret, in.AllowedOAuthFlowsUserPoolClient = true, true
		in.AllowedOAuthFlows, in.AllowedOAuthScopes = []types.OAuthFlowType{"client_credentials"}, scopes
		in.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{}
	}
}

// withMachine is a pool with a domain and a resource server, and a client that may have both of its scopes.
func withMachine(w *World) {
	withServer(w)
	w.Domain(classic)
	w.Client(MachineApp("orders/write", "orders/read"))
}

// machineGrantCases are about apps that get tokens for themselves. Doc: developer guide, "The token issuer endpoint",
// "Scopes, M2M, and resource servers".
func machineGrantCases() []Case {
	about := ops("oauth2/token")
	form := func(w *World, more Params) url.Values {
		return w.owed(url.Values{"grant_type": {"client_credentials"}, "client_id": {w.client.ID}}, more)
	}
	granted := func(says, want string, more Params) Case {
		return Case{
			Operations: about, Says: "machine: " + says, Given: withMachine,
			Steps: steps(func(w *World) {
				g := w.Granted(w.submit(tokenPath, form(w, more), nil), "access_token")
				w.Equal(g.ExpiresIn, 3600.0)
				w.machineToken(g.Access, want)
			}),
		}
	}
	denied := func(says, code string, more Params) Case {
		return Case{
			Operations: about, Says: "machine: refused: " + says, Given: func(w *World) { withMachine(w); w.resourceServer("other", "see") },
			Steps: steps(func(w *World) { w.denied(w.submit(tokenPath, form(w, more), nil), code) }),
		}
	}
	return []Case{
		granted("all scopes of the app where none is asked for", "orders/write orders/read", nil),
		granted("one scope", "orders/read", Params{"scope": "orders/read"}),
		granted("two scopes in the order of the request", "orders/read orders/write", Params{"scope": "orders/read orders/write"}),
		denied("a scope that the app is not allowed", "invalid_grant", Params{"scope": "orders/read other/see"}),
		denied("a scope that there is not", "invalid_scope", Params{"scope": "orders/read orders/nothing"}),
		denied("a wrong secret", "invalid_client", Params{"client_secret": "wrong"}),
		denied("no secret", "invalid_client", Params{"client_secret": Omit}),
		{
			Operations: about, Says: "machine: the secret may be in the header", Given: withMachine,
			Steps: steps(func(w *World) {
				g := w.Granted(w.submit(tokenPath, form(w, Params{"client_secret": Omit, "client_id": Omit}), basic(w.client)), "access_token")
				w.machineToken(g.Access, "orders/write orders/read")
			}),
		},
		{
			// Seen: aws/aws-sdk-java#3037.
			Operations: about, Says: "machine: refused: an app that is not enabled for OAuth", Given: withMachine,
			Steps: steps(func(w *World) {
				w.Client(MachineApp("orders/read"), ClientWith(func(in *cip.CreateUserPoolClientInput) { in.AllowedOAuthFlowsUserPoolClient = false }))
				w.denied(w.submit(tokenPath, form(w, nil), nil), "invalid_grant")
			}),
		},
		{
			Operations: about, Says: "machine: refused: an app of another grant", Given: withMachine,
			Steps: steps(func(w *World) {
				w.app(classic, Secret())
				w.denied(w.submit(tokenPath, form(w, nil), nil), "unauthorized_client")
			}),
		},
		{
			Operations: append(about, "DeleteResourceServer"), Says: "machine: a scope whose resource server is gone is left out", Given: withMachine,
			Steps: steps(func(w *World) {
				w.resourceServer("other", "see")
				w.Client(MachineApp("orders/read", "other/see"))
				OK(w, w.API.DeleteResourceServer, &cip.DeleteResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("other")})
				w.machineToken(w.Granted(w.submit(tokenPath, form(w, nil), nil), "access_token").Access, "orders/read")
			}),
		},
		{
			Operations: append(about, "GetUser", "oauth2/userInfo"), Says: "machine: the token is nobody's", Given: withMachine,
			Steps: steps(func(w *World) {
				token := w.Granted(w.submit(tokenPath, form(w, nil), nil), "access_token").Access
				w.RefusedSomehow(Try(w, w.API.GetUser, &cip.GetUserInput{AccessToken: &token}))
				w.unheard(w.knock(http.MethodGet, userInfoPath, nil, nil, carrying(token)), http.StatusUnauthorized, "invalid_token", withoutOpenID)
			}),
		},
		{
			Operations: about, Says: "machine: the third version of PreTokenGeneration is told, with the metadata", Needs: needs(Triggers),
			Given: func(w *World) {
				w.Pool(w.Calls("PreTokenGeneration V3_0"))
				w.resourceServer("orders", "read", "write")
				w.Domain(classic)
				w.Client(MachineApp("orders/read"))
			},
			Steps: steps(func(w *World) {
				w.On("TokenGeneration", func(e *Event) {
					e.Set("claimsAndScopeOverrideDetails", map[string]any{"accessTokenGeneration": map[string]any{"claimsToAddOrOverride": map[string]any{"tenant": e.Request["clientMetadata"]}}})
				})
				g := w.Granted(w.submit(tokenPath, form(w, Params{"aws_client_metadata": `{"a":"b"}`}), nil), "access_token")
				w.Equal(w.Token(g.Access).Claims["tenant"], any(map[string]any{"a": "b"}))
				w.Fired("TokenGeneration_ClientCredentials")
			}),
		},
	}
}
