package conformance

import (
	"slices"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const clientTokenAuth types.ExplicitAuthFlowsType = "ALLOW_CLIENT_TOKEN_AUTH"

// Machine lets the client get tokens of its own, with these scopes, and nothing else.
func Machine(scopes ...string) ClientOption {
	return func(in *cip.CreateUserPoolClientInput) {
		in.GenerateSecret, in.ExplicitAuthFlows, in.AllowedOAuthScopes = true, []types.ExplicitAuthFlowsType{clientTokenAuth}, scopes
	}
}

// machine is a pool with a resource server, and a client that may have both of its scopes.
func machine(w *World) { withServer(w); w.Client(Machine("orders/write", "orders/read")) }

// tokenOf asks for a token of the client made last.
func (w *World) tokenOf(scopes ...string) *cip.GetClientTokenInput {
	return &cip.GetClientTokenInput{ClientId: &w.client.ID, Secret: &w.client.Secret, Scopes: scopes}
}

// machineClaims are the claims of a client's own token that was made just now.
func (w *World) machineClaims(scope string) map[string]any {
	claims := map[string]any{
		"sub": w.client.ID, "token_use": "access", "auth_time": 0.0, "iss": w.issuer(), "exp": 3600.0, "iat": 0.0, "jti": AnyUUID, "client_id": w.client.ID,
	}
	if scope != "" {
		claims["scope"] = scope
	}
	return claims
}

// machineToken judges a client's own token. Its version is a number that is no time.
func (w *World) machineToken(compact, scope string) {
	w.t.Helper()
	token := w.Token(compact)
	w.Equal([]any{token.Key, token.Claims["version"]}, []any{1, 2.0})
	delete(token.Claims, "version")
	w.whole(token, w.machineClaims(scope))
}

// machineCases are about tokens of app clients themselves. Doc: API_GetClientToken, "Scopes, M2M, and resource servers".
// Seen: a public note on machine-to-machine tokens, 2026-09.
func machineCases() []Case {
	about := ops("GetClientToken")
	granted := func(says string, want string, scopes ...string) Case {
		return Case{
			Operations: about, Says: "scopes: " + says, Given: machine,
			Steps: steps(func(w *World) {
				out := OK(w, w.API.GetClientToken, w.tokenOf(scopes...))
				w.machineToken(*out.ClientAuthenticationResult.AccessToken, want)
			}),
		}
	}
	return []Case{
		{
			Operations: about, Says: "a client with a secret gets a token of its own, with a signature and without", Given: machine,
			Steps: steps(
				func(w *World) {
					for _, api := range []*cip.Client{w.API, w.Unsigned} {
						out := Answers(w, api.GetClientToken, w.tokenOf(), &cip.GetClientTokenOutput{ClientAuthenticationResult: &types.ClientAuthenticationResultType{
							AccessToken: new(AnyJWT), ExpiresIn: 3600, TokenType: new("Bearer")}})
						w.Keep("token", *out.ClientAuthenticationResult.AccessToken)
					}
				},
				func(w *World) { w.machineToken(w.Kept("token"), "orders/write orders/read") },
			),
		},
		{
			Operations: about, Says: "the claims stand in the service's order", Assumes: "A176", Given: machine,
			Steps: steps(func(w *World) {
				token := w.Token(*OK(w, w.API.GetClientToken, w.tokenOf()).ClientAuthenticationResult.AccessToken)
				w.Equal(token.Order, []string{"sub", "token_use", "scope", "auth_time", "iss", "exp", "iat", "version", "jti", "client_id"})
			}),
		},
		granted("none requested gives all custom ones of the client", "orders/write orders/read"),
		granted("one requested gives that", "orders/read", "orders/read"),
		granted("all requested come in the order of the request", "orders/read orders/write", "orders/read", "orders/write"),
		{
			Operations: ops("GetClientToken", "UpdateResourceServer"), Says: "scopes: one that its resource server does not know any more is left out", Given: machine,
			Steps: steps(
				func(w *World) {
					OK(w, w.API.UpdateResourceServer, &cip.UpdateResourceServerInput{UserPoolId: &w.pool.ID, Identifier: new("orders"), Name: new("API"), Scopes: scopesNamed("read")})
				},
				func(w *World) {
					for _, scopes := range [][]string{nil, {"orders/write", "orders/read"}} {
						w.machineToken(*OK(w, w.API.GetClientToken, w.tokenOf(scopes...)).ClientAuthenticationResult.AccessToken, "orders/read")
					}
				},
			),
		},
		{
			Operations: about, Says: "scopes: a client that has none gets a token without any", Assumes: "A176",
			Given: func(w *World) { w.Pool(); w.Client(Machine()) },
			Steps: steps(func(w *World) {
				w.machineToken(*OK(w, w.API.GetClientToken, w.tokenOf()).ClientAuthenticationResult.AccessToken, "")
			}),
		},
		{
			Operations: about, Says: "a token lives as long as the client's access tokens do",
			Given: func(w *World) {
				withServer(w)
				w.Client(Machine("orders/read"), ClientWith(func(in *cip.CreateUserPoolClientInput) {
					in.AccessTokenValidity, in.TokenValidityUnits = new(int32(5)), &types.TokenValidityUnitsType{AccessToken: "minutes"}
				}))
			},
			Steps: steps(func(w *World) {
				out := OK(w, w.API.GetClientToken, w.tokenOf()).ClientAuthenticationResult
				token := w.Token(*out.AccessToken)
				w.Equal([]int64{int64(out.ExpiresIn), token.seconds("exp") - token.seconds("iat")}, []int64{300, 300})
			}),
		},
		{
			Operations: ops("GetClientToken", "AddUserPoolClientSecret", "DeleteUserPoolClientSecret"), Says: "each secret of the client is good until it is deleted", Given: machine,
			Steps: steps(
				func(w *World) {
					added := w.addSecret(nil)
					w.Keep("secret", *added.ClientSecretValue)
					w.Keep("id", *added.ClientSecretId)
				},
				func(w *World) {
					in := w.tokenOf()
					OK(w, w.API.GetClientToken, in)
					in.Secret = new(w.Kept("secret"))
					OK(w, w.API.GetClientToken, in)
					w.must(w.deleteSecret(new(w.Kept("id"))))
					Refuses(w, w.API.GetClientToken, in, "NotAuthorizedException", "Invalid client or secret")
				},
			),
		},
		{
			Operations: ops("GetUser", "GetClientToken"), Says: "a client's own token is good for nobody's account", Assumes: "A176", Given: machine,
			Steps: steps(func(w *World) {
				token := OK(w, w.API.GetClientToken, w.tokenOf()).ClientAuthenticationResult.AccessToken
				Refuses(w, w.Unsigned.GetUser, &cip.GetUserInput{AccessToken: token}, "NotAuthorizedException", "Access Token does not have required scopes")
			}),
		},
		{
			Operations: about, Says: "refused: a secret that is not the client's", Given: machine,
			Steps: steps(func(w *World) {
				in := w.tokenOf()
				in.Secret = new("a_secret_of_my_own_choice")
				Refuses(w, w.Unsigned.GetClientToken, in, "NotAuthorizedException", "Invalid client or secret")
			}),
		},
		{
			Operations: about, Says: "refused: a client that is not there or has no secret", Assumes: "A175",
			Given: func(w *World) {
				w.Pool()
				w.Client(Flows(clientTokenAuth))
			},
			Steps: steps(func(w *World) {
				for _, id := range []string{w.client.ID, "nobody"} {
					in := &cip.GetClientTokenInput{ClientId: &id, Secret: new("a_secret_of_my_own_choice")}
					Refuses(w, w.Unsigned.GetClientToken, in, "NotAuthorizedException", "Invalid client or secret")
				}
			}),
		},
		{
			Operations: about, Says: "refused: a client that does not have the flow", Assumes: "A175",
			Given: func(w *World) { w.Pool(); w.Client(Secret()) },
			Steps: steps(func(w *World) {
				Refuses(w, w.Unsigned.GetClientToken, w.tokenOf(), "InvalidParameterException")
			}),
		},
		{
			Operations: about, Says: "refused: a scope that the client does not have, or that is about users", Assumes: "A175", Given: machine,
			Steps: steps(func(w *World) {
				for _, scope := range []string{"orders/delete", "shop/read", "openid", "aws.cognito.signin.user.admin"} {
					Refuses(w, w.Unsigned.GetClientToken, w.tokenOf("orders/read", scope), "InvalidParameterException")
				}
			}),
		},
		{
			Operations: ops("CreateUserPoolClient", "UpdateUserPoolClient"), Says: "refused: the flow of machines beside another one", Assumes: "A059", Given: machine,
			Steps: steps(func(w *World) {
				for _, other := range []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"} {
					flows := []types.ExplicitAuthFlowsType{clientTokenAuth, other}
					Refuses(w, w.API.CreateUserPoolClient, &cip.CreateUserPoolClientInput{UserPoolId: &w.pool.ID, ClientName: new("c"), ExplicitAuthFlows: flows}, "InvalidParameterException")
					Refuses(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID, ExplicitAuthFlows: flows}, "InvalidParameterException")
				}
			}),
		},
		{
			Operations: ops("InitiateAuth"), Says: "refused: a sign-in by a client of machines", Given: func(w *World) { machine(w); w.User() },
			Steps: steps(func(w *World) {
				for _, flow := range []string{"USER_PASSWORD_AUTH", "REFRESH_TOKEN_AUTH"} {
					p := Params{"USERNAME": w.user.Login, "PASSWORD": password, "REFRESH_TOKEN": "x"}
					w.Fails(Refusal(w.TryInitiate(flow, p)), "InvalidParameterException", flow+" flow not enabled for this client")
				}
			}),
		},
		{
			Operations: about, Says: "two tokens of one client differ, and each can be verified", Needs: needs(Clock), Given: func(w *World) { machine(w); w.Freeze() },
			Steps: steps(func(w *World) {
				var ids []string
				for range 3 {
					token := w.Token(*OK(w, w.API.GetClientToken, w.tokenOf()).ClientAuthenticationResult.AccessToken)
					ids = append(ids, token.claim("jti"))
					w.Advance(time.Minute)
				}
				slices.Sort(ids)
				w.Equal(len(slices.Compact(ids)), 3)
			}),
		},
	}
}
