package conformance

import (
	"encoding/json"
	"maps"
	"net/http"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const (
	impersonates types.ExplicitAuthFlowsType = "ALLOW_TOKEN_EXCHANGE_IMPERSONATION"
	delegates    types.ExplicitAuthFlowsType = "ALLOW_TOKEN_EXCHANGE_DELEGATION"
	userAdmin                                = "aws.cognito.signin.user.admin"
)

// exchanging signs a user in by an app, and makes the client of a service that may exchange the tokens. The SDK does not
// know the operation yet, so it is called without it.
func exchanging(w *World) {
	withServer(w)
	w.Client()
	w.User(Named("ann"))
	tokens := w.Tokens()
	w.Keep("access", *tokens.AccessToken)
	w.Keep("id", *tokens.IdToken)
	w.Keep("app", w.client.ID)
	w.Client(Secret(), Flows(impersonates, delegates, "ALLOW_REFRESH_TOKEN_AUTH"), ClientWith(func(in *cip.CreateUserPoolClientInput) {
		in.AllowedOAuthScopes = []string{"orders/read", userAdmin}
		in.AccessTokenValidity, in.TokenValidityUnits = new(int32(10)), &types.TokenValidityUnitsType{AccessToken: "minutes"}
	}))
}

// fields are members of a request; nil leaves one out.
type fields map[string]any

// exchange asks for a token in exchange for the user's access token, with these members besides.
func (w *World) exchange(more fields) *Reply {
	w.t.Helper()
	in := fields{"ClientId": w.client.ID, "ClientSecret": w.client.Secret, "SubjectTokenType": "ACCESS_TOKEN"}
	if more["SubjectToken"] == nil {
		in["SubjectToken"] = w.Kept("access")
	}
	maps.Copy(in, more)
	maps.DeleteFunc(in, func(_ string, v any) bool { return v == nil })
	return w.Post("GetDerivedToken", in)
}

// derived is the answer to an exchange that must succeed.
func (w *World) derived(r *Reply) (answer map[string]any, token string) {
	w.t.Helper()
	if r.Status != http.StatusOK || json.Unmarshal([]byte(r.Body), &answer) != nil {
		w.Fatalf("%d %s", r.Status, r.Body)
	}
	token, _ = answer["IssuedToken"].(string)
	delete(answer, "IssuedToken")
	return answer, token
}

// same judges the claims of a derived token: those of the token it was made of, but for the named ones and its own id.
func (w *World) same(derived, of string, but map[string]any) {
	w.t.Helper()
	got, want := w.Token(derived).Claims, maps.Clone(w.Token(of).Claims)
	maps.Copy(want, but)
	want["jti"], want["iat"], want["exp"] = AnyUUID, got["iat"], got["exp"]
	w.Equal(got, want)
}

// exchangeCases are about tokens in exchange for others. Doc: API_GetDerivedToken, "Exchanging tokens for downstream
// services", RFC 8693.
func exchangeCases() []Case {
	about := ops("GetDerivedToken")
	refuses := func(says, assumes, code string, more func(w *World) fields, texts ...string) Case {
		return Case{
			Operations: about, Says: "refused: " + says, Assumes: assumes, Given: exchanging,
			Steps: steps(func(w *World) { w.Refused(w.exchange(more(w)), code, texts...) }),
		}
	}
	return []Case{
		{
			Operations: about, Says: "an access token for one service: the same user and sign-in, another client and audience", Assumes: "A178", Given: exchanging,
			Steps: steps(
				func(w *World) {
					answer, token := w.derived(w.exchange(fields{"Audiences": []string{"https://orders.example"}}))
					w.Equal(answer, map[string]any{"IssuedTokenType": "ACCESS_TOKEN", "TokenType": "Bearer", "ExpiresIn": 600.0, "Scopes": []any{userAdmin}})
					w.Keep("derived", token)
				},
				func(w *World) {
					w.same(w.Kept("derived"), w.Kept("access"), map[string]any{"client_id": w.client.ID, "aud": "https://orders.example"})
					token := w.Token(w.Kept("derived"))
					w.Equal(token.seconds("exp")-token.seconds("iat"), int64(600))
					OK(w, w.Unsigned.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept("derived"))})
				},
			),
		},
		{
			Operations: about, Says: "an ID token for a resource server", Assumes: "A178", Given: exchanging,
			Steps: steps(func(w *World) {
				answer, token := w.derived(w.exchange(fields{
					"SubjectToken": w.Kept("id"), "SubjectTokenType": "ID_TOKEN", "RequestedTokenType": "ID_TOKEN", "Resources": []string{"orders"}}))
				w.Equal(answer, map[string]any{"IssuedTokenType": "ID_TOKEN", "TokenType": "N_A", "ExpiresIn": 3600.0})
				w.same(token, w.Kept("id"), map[string]any{"aud": "orders"})
			}),
		},
		{
			Operations: about, Says: "without an audience the ID token is for the client, and an access token for nobody in particular", Assumes: "A178", Given: exchanging,
			Steps: steps(func(w *World) {
				_, id := w.derived(w.exchange(fields{"RequestedTokenType": "ID_TOKEN"}))
				w.Equal(w.Token(id).claim("aud"), w.client.ID)
				_, access := w.derived(w.exchange(nil))
				w.same(access, w.Kept("access"), map[string]any{"client_id": w.client.ID})
			}),
		},
		{
			Operations: ops("GetDerivedToken", "GetClientToken"), Says: "with an actor the token tells who acts, and inside who acted before", Assumes: "A178", Given: exchanging,
			Steps: steps(
				func(w *World) {
					service := w.client
					w.Keep("machine", w.Client(Machine("orders/read")).ID)
					actor := OK(w, w.API.GetClientToken, w.tokenOf()).ClientAuthenticationResult.AccessToken
					w.client = service
					_, token := w.derived(w.exchange(fields{"ActorToken": *actor, "ActorTokenType": "ACCESS_TOKEN"}))
					w.same(token, w.Kept("access"), map[string]any{"client_id": service.ID, "act": map[string]any{"sub": w.Kept("machine")}})
					w.Keep("first", token)
				},
				func(w *World) {
					_, token := w.derived(w.exchange(fields{"SubjectToken": w.Kept("first"), "ActorToken": w.Kept("id"), "ActorTokenType": "ID_TOKEN"}))
					w.Equal(w.Token(token).Claims["act"], any(map[string]any{"sub": w.user.Sub, "act": map[string]any{"sub": w.Kept("machine")}}))
				},
			),
		},
		{
			Operations: about, Says: "of the requested scopes those are granted that the subject's token and the client have", Given: exchanging,
			Steps: steps(func(w *World) {
				answer, token := w.derived(w.exchange(fields{"Scopes": []string{"orders/read", userAdmin, "orders/write"}}))
				w.Equal(answer["Scopes"], any([]any{userAdmin}))
				w.Equal(w.Token(token).claim("scope"), userAdmin)
			}),
		},
		{
			Operations: about, Says: "an ID token stands for the scopes of its sign-in", Assumes: "A179", Given: exchanging,
			Steps: steps(func(w *World) {
				answer, _ := w.derived(w.exchange(fields{"SubjectToken": w.Kept("id"), "SubjectTokenType": "ID_TOKEN"}))
				w.Equal(answer["Scopes"], any([]any{userAdmin}))
			}),
		},
		{
			Operations: about, Says: "who signs the request need not know the client's secret", Assumes: "A180", Given: exchanging,
			Steps: steps(func(w *World) {
				in := fields{"ClientId": w.client.ID, "SubjectToken": w.Kept("access"), "SubjectTokenType": "ACCESS_TOKEN"}
				w.derived(w.PostSigned("GetDerivedToken", in))
				w.Refused(w.Post("GetDerivedToken", in), "NotAuthorizedException")
				in["ClientSecret"] = "a_secret_of_my_own_choice"
				w.Refused(w.PostSigned("GetDerivedToken", in), "NotAuthorizedException")
				w.Refused(w.Post("GetDerivedToken", in), "NotAuthorizedException")
			}),
		},
		{
			Operations: about, Says: "each of the two flows is for its own kind of exchange", Assumes: "A180", Given: exchanging,
			Steps: steps(func(w *World) {
				actor := fields{"ActorToken": w.Kept("access"), "ActorTokenType": "ACCESS_TOKEN"}
				w.Client(Secret(), Flows(impersonates))
				w.derived(w.exchange(nil))
				w.Refused(w.exchange(actor), "InvalidParameterException")
				w.Client(Secret(), Flows(delegates))
				w.derived(w.exchange(actor))
				w.Refused(w.exchange(nil), "InvalidParameterException")
				w.Client(Secret())
				w.Refused(w.exchange(nil), "InvalidParameterException")
				w.Refused(w.exchange(actor), "InvalidParameterException")
			}),
		},
		{
			Operations: ops("CreateUserPoolClient"), Says: "refused: the flows of exchange in a LITE pool", Assumes: "A180",
			Given: inPool(With(func(in *cip.CreateUserPoolInput) { in.UserPoolTier = types.UserPoolTierTypeLite })),
			Steps: steps(func(w *World) {
				for _, flow := range []types.ExplicitAuthFlowsType{impersonates, delegates} {
					in := &cip.CreateUserPoolClientInput{UserPoolId: &w.pool.ID, ClientName: new("c"), ExplicitAuthFlows: []types.ExplicitAuthFlowsType{flow}}
					Refuses(w, w.API.CreateUserPoolClient, in, "FeatureUnavailableInTierException")
				}
			}),
		},
		refuses("an audience and a resource", "A180", "InvalidParameterException", func(*World) fields {
			return fields{"Audiences": []string{"a"}, "Resources": []string{"orders"}}
		}),
		refuses("two audiences", "", "InvalidParameterException", func(*World) fields { return fields{"Audiences": []string{"a", "b"}} },
			"1 validation error detected: Value '[a, b]' at 'audiences' failed to satisfy constraint: Member must have length less than or equal to 1"),
		refuses("a resource server that is not there", "A180", "ResourceNotFoundException", func(*World) fields { return fields{"Resources": []string{"shop"}} }),
		refuses("scopes of which none can be granted", "A179", "InvalidParameterException", func(*World) fields { return fields{"Scopes": []string{"orders/read"}} }),
		refuses("an actor's token without its type", "A180", "InvalidParameterException", func(w *World) fields { return fields{"ActorToken": w.Kept("access")} }),
		refuses("an assertion of a provider without a name", "A180", "InvalidParameterException", func(*World) fields { return fields{"SubjectTokenType": "SAML2"} }),
		refuses("a token of another type than it is said to be", "A177", "NotAuthorizedException", func(*World) fields { return fields{"SubjectTokenType": "ID_TOKEN"} }),
		refuses("a token of nobody", "A177", "NotAuthorizedException", func(*World) fields { return fields{"SubjectToken": "x.y.z"} }),
		refuses("a client that is not there", "A180", "ResourceNotFoundException", func(*World) fields { return fields{"ClientId": "nobody"} },
			"User pool client nobody does not exist."),
		{
			Operations: about, Says: "refused: the token of a user in another pool", Assumes: "A177", Given: exchanging,
			Steps: steps(func(w *World) {
				here, service := w.pool, w.client
				w.Pool()
				w.Client()
				w.User()
				stranger := *w.Tokens().AccessToken
				w.pool, w.client = here, service
				w.Refused(w.exchange(fields{"SubjectToken": stranger}), "NotAuthorizedException")
				w.Refused(w.exchange(fields{"ActorToken": stranger, "ActorTokenType": "ACCESS_TOKEN"}), "NotAuthorizedException")
			}),
		},
		{
			Operations: ops("GetDerivedToken", "AdminUserGlobalSignOut", "AdminDeleteUser"), Says: "a sign-out ends the derived token, and no other is made", Assumes: "A177", Given: exchanging,
			Steps: steps(
				func(w *World) {
					_, token := w.derived(w.exchange(nil))
					w.Keep("derived", token)
					OK(w, w.API.AdminUserGlobalSignOut, &cip.AdminUserGlobalSignOutInput{UserPoolId: &w.pool.ID, Username: new("ann")})
				},
				func(w *World) {
					Refuses(w, w.Unsigned.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept("derived"))}, "NotAuthorizedException", "Access Token has been revoked")
					w.Refused(w.exchange(nil), "NotAuthorizedException")
					OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: new("ann")})
					w.Refused(w.exchange(nil), "UserNotFoundException", "User does not exist.")
				},
			),
		},
		{
			Operations: about, Says: "refused: a token that has expired", Assumes: "A177", Needs: needs(Clock), Given: func(w *World) { w.Freeze(); exchanging(w) },
			Steps: steps(func(w *World) {
				w.Advance(time.Hour)
				w.Refused(w.exchange(nil), "NotAuthorizedException")
			}),
		},
		{
			Operations: about, Says: "refused by its form: without a subject, and of a type that is none", Given: exchanging,
			Steps: steps(func(w *World) {
				w.Refused(w.exchange(fields{"SubjectToken": nil}), "InvalidParameterException",
					"1 validation error detected: Value at 'subjectToken' failed to satisfy constraint: Member must not be null")
				w.Refused(w.exchange(fields{"SubjectTokenType": "JWT"}), "InvalidParameterException")
			}),
		},
	}
}
