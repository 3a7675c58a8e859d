package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// triggerTokenCases are what PreTokenGeneration can do to tokens, and what it cannot.
// Doc: pre token generation Lambda trigger.
func triggerTokenCases() []Case {
	about := ops("InitiateAuth")
	customized := func(version string, answer func(e *Event)) func(w *World) {
		return func(w *World) {
			w.Pool(w.Calls("PreTokenGeneration " + version))
			w.Client()
			w.User(Attr("nickname", "ann"))
			w.On("TokenGeneration", answer)
		}
	}
	both := func(id, access map[string]any) func(e *Event) {
		return func(e *Event) {
			e.Set("claimsAndScopeOverrideDetails", map[string]any{"idTokenGeneration": id, "accessTokenGeneration": access})
		}
	}
	grouped := func(w *World) {
		role := "arn:aws:iam::123456789012:role/one"
		OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("one"), RoleArn: &role})
		OK(w, w.API.AdminAddUserToGroup, &cip.AdminAddUserToGroupInput{UserPoolId: &w.pool.ID, GroupName: new("one"), Username: &w.user.Login})
	}
	return []Case{
		{
			Operations: about, Says: "the first version adds, replaces and suppresses claims of the ID token only", Needs: needs(Triggers),
			Given: customized("V1_0", func(e *Event) {
				e.Set("claimsOverrideDetails", map[string]any{
					"claimsToAddOrOverride": map[string]string{"plan": "free", "nickname": "other", "gone": "x"}, "claimsToSuppress": []string{"gone", "origin_jti"}})
			}),
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.whole(w.Token(*tokens.IdToken), plus(w.idClaims(), map[string]any{"plan": "free", "nickname": "other"}))
				w.whole(w.Token(*tokens.AccessToken), w.accessClaims())
			}),
		},
		{
			Operations: about, Says: "later versions are told the scopes and change both tokens, with values of every kind", Needs: needs(Triggers),
			Given: customized("V2_0", both(
				map[string]any{"claimsToAddOrOverride": map[string]any{"list": []any{"a", 1, true}, "object": map[string]any{"b": nil}, "big": 12345678901234}},
				map[string]any{"claimsToAddOrOverride": map[string]any{"tenant": "t1", "nested": map[string]any{"n": []int{1}}}, "scopesToAdd": []string{"api/read", "api/read"}},
			)),
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.Told("2", "TokenGeneration_Authentication", w.user.Username, w.client.ID,
					generating(userJSON("CONFIRMED", "nickname", "ann"), `,"scopes":["aws.cognito.signin.user.admin"]`), `{"claimsAndScopeOverrideDetails":null}`)
				id := w.Token(*tokens.IdToken)
				w.Equal(id.Claims["big"], 12345678901234.0)
				delete(id.Claims, "big")
				w.whole(id, plus(w.idClaims(), map[string]any{"nickname": "ann", "list": []any{"a", 1.0, true}, "object": map[string]any{"b": nil}}))
				w.whole(w.Token(*tokens.AccessToken), plus(w.accessClaims(), map[string]any{
					"tenant": "t1", "nested": map[string]any{"n": []any{1.0}}, "scope": "aws.cognito.signin.user.admin api/read"}))
			}),
		},
		{
			Operations: about, Says: "what is protected stays as it is, and nobody is told", Needs: needs(Triggers),
			Given: customized("V2_0", func() func(e *Event) {
				claims := map[string]any{}
				for _, name := range []string{
					"acr", "amr", "at_hash", "auth_time", "azp", "exp", "iat", "iss", "jti", "nbf", "nonce", "origin_jti", "sub", "token_use",
					"identities", "cognito:username", "cognito:other", "cognito:groups", "cognito:roles", "aud", "dev:custom:x",
				} {
					claims[name] = "forged"
				}
				access := map[string]any{"username": "forged", "client_id": "forged", "event_id": "forged", "device_key": "forged", "version": "forged", "scope": "forged"}
				for name, value := range claims {
					access[name] = value
				}
				suppress := []string{"sub", "iss", "exp", "cognito:username", "username", "client_id", "event_id", "aud", "token_use"}
				return both(map[string]any{"claimsToAddOrOverride": claims, "claimsToSuppress": []string{"sub", "iss", "exp", "cognito:username", "aud", "token_use"}},
					map[string]any{"claimsToAddOrOverride": access, "claimsToSuppress": suppress})
			}()),
			Steps: steps(func(w *World) {
				tokens := w.Tokens()
				w.whole(w.Token(*tokens.IdToken), plus(w.idClaims(), map[string]any{"nickname": "ann"}))
				w.whole(w.Token(*tokens.AccessToken), w.accessClaims())
			}),
		},
		{
			Operations: about, Says: "the audience of an access token can be told, but not chosen", Needs: needs(Triggers),
			Given: func(w *World) { w.Pool(w.Calls("PreTokenGeneration V2_0")); w.Client(); w.User() },
			Steps: steps(func(w *World) {
				for audience, want := range map[string]map[string]any{w.client.ID: {"aud": w.client.ID}, "other": {}} {
					w.On("TokenGeneration", both(nil, map[string]any{"claimsToAddOrOverride": map[string]any{"aud": audience}}))
					w.whole(w.Token(*w.Tokens().AccessToken), plus(w.accessClaims(), want))
				}
			}),
		},
		{
			Operations: ops("InitiateAuth", "GetUser"), Says: "a scope that is suppressed opens nothing any more", Needs: needs(Triggers),
			Given: customized("V2_0", both(nil, map[string]any{"scopesToSuppress": []string{"aws.cognito.signin.user.admin"}, "scopesToAdd": []string{"api/read"}})),
			Steps: steps(func(w *World) {
				token := *w.Tokens().AccessToken
				w.whole(w.Token(token), plus(w.accessClaims(), map[string]any{"scope": "api/read"}))
				Refuses(w, w.API.GetUser, &cip.GetUserInput{AccessToken: &token}, "NotAuthorizedException", "Access Token does not have required scopes")
			}),
		},
		{
			Operations: about, Says: "groups and roles are told, and overridden in both tokens", Needs: needs(Triggers),
			Given: func(w *World) { w.Pool(w.Calls("PreTokenGeneration")); w.Client(); w.User(); grouped(w) },
			Steps: steps(func(w *World) {
				w.On("TokenGeneration", func(e *Event) {
					e.Set("claimsOverrideDetails", map[string]any{"groupOverrideDetails": map[string]any{
						"groupsToOverride": []string{"two", "three"}, "iamRolesToOverride": []string{"r1", "r2"}, "preferredRole": "r2"}})
				})
				tokens := w.Tokens()
				w.Told("1", "TokenGeneration_Authentication", w.user.Username, w.client.ID, `{"userAttributes":`+userJSON("CONFIRMED")+
					`,"groupConfiguration":{"groupsToOverride":["one"],"iamRolesToOverride":["arn:aws:iam::123456789012:role/one"],"preferredRole":"arn:aws:iam::123456789012:role/one"}}`, claimsResponse)
				groups := map[string]any{"cognito:groups": []any{"two", "three"}}
				w.whole(w.Token(*tokens.AccessToken), plus(w.accessClaims(), groups))
				w.whole(w.Token(*tokens.IdToken), plus(plus(w.idClaims(), groups), map[string]any{"cognito:roles": []any{"r1", "r2"}, "cognito:preferred_role": "r2"}))
			}),
		},
		{
			Operations: about, Says: "an answer that has an empty override of groups leaves none, one without it leaves them all", Needs: needs(Triggers),
			Given: func(w *World) { w.Pool(w.Calls("PreTokenGeneration")); w.Client(); w.User(); grouped(w) },
			Steps: steps(func(w *World) {
				for name, details := range map[string]map[string]any{
					"empty": {"groupOverrideDetails": map[string]any{}}, "null": {"groupOverrideDetails": nil}, "absent": {},
				} {
					w.On("TokenGeneration", func(e *Event) { e.Set("claimsOverrideDetails", details) })
					want := w.accessClaims()
					if name == "absent" {
						want["cognito:groups"] = []any{"one"}
					}
					w.whole(w.Token(*w.Tokens().AccessToken), want)
				}
			}),
		},
		{
			Operations: about, Says: "to suppress the groups of an ID token means its roles too", Needs: needs(Triggers),
			Given: func(w *World) { w.Pool(w.Calls("PreTokenGeneration")); w.Client(); w.User(); grouped(w) },
			Steps: steps(func(w *World) {
				w.On("TokenGeneration", func(e *Event) {
					e.Set("claimsOverrideDetails", map[string]any{"claimsToSuppress": []string{"cognito:groups"}})
				})
				tokens := w.Tokens()
				w.whole(w.Token(*tokens.IdToken), w.idClaims())
				w.whole(w.Token(*tokens.AccessToken), plus(w.accessClaims(), map[string]any{"cognito:groups": []any{"one"}}))
			}),
		},
		{
			Operations: about, Says: "the first version takes texts only", Needs: needs(Triggers), Assumes: "A283",
			Given: customized("V1_0", func(e *Event) {
				e.Set("claimsOverrideDetails", map[string]any{"claimsToAddOrOverride": map[string]any{"roles": []string{"a"}}})
			}),
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TrySignIn(password)), "InvalidLambdaResponseException", "Unrecognizable lambda output")
			}),
		},
		{
			Operations: about, Says: "a scope with a space in it is refused", Needs: needs(Triggers), Assumes: "A284",
			Given: customized("V2_0", both(nil, map[string]any{"scopesToAdd": []string{"two words"}})),
			Steps: steps(func(w *World) {
				w.Fails(Refusal(w.TrySignIn(password)), "InvalidLambdaResponseException", "Unrecognizable lambda output")
			}),
		},
		{
			Operations: ops("GetClientToken"), Says: "the third version customizes tokens of app clients, earlier ones are not asked", Needs: needs(Triggers),
			Given:   func(w *World) { machine(w); w.recall("PreTokenGeneration V3_0") },
			Assumes: "A293",
			Steps: steps(func(w *World) {
				w.On("TokenGeneration", both(nil, map[string]any{
					"claimsToAddOrOverride": map[string]any{"tenant": "t1", "sub": "forged"}, "scopesToAdd": []string{"api/extra"}, "scopesToSuppress": []string{"orders/write"}}))
				in := w.tokenOf()
				in.ClientMetadata = metadata()
				claims := w.Token(*OK(w, w.API.GetClientToken, in).ClientAuthenticationResult.AccessToken).Claims
				w.Told("3", "TokenGeneration_ClientCredentials", "ClientCredentials", w.client.ID,
					`{"userAttributes":{},"groupConfiguration":null,"scopes":["orders/write","orders/read"]`+toldMetadata+`}`, `{"claimsAndScopeOverrideDetails":null}`)
				w.Equal([]any{claims["tenant"], claims["scope"], claims["sub"]}, []any{"t1", "orders/read api/extra", w.client.ID})
				w.On("TokenGeneration", func(e *Event) { e.Fail("No") })
				Refuses(w, w.API.GetClientToken, in, "InvalidParameterException", "PreTokenGeneration failed with error No.")
				w.Fired("TokenGeneration_ClientCredentials")
				w.recall("PreTokenGeneration V2_0")
				OK(w, w.API.GetClientToken, w.tokenOf())
				w.Fired()
			}),
		},
	}
}

// recall makes other triggers of the pool made last call the world's function.
func (w *World) recall(triggers ...string) {
	w.t.Helper()
	plan := poolPlan{}
	w.Calls(triggers...)(&plan)
	OK(w, w.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: &w.pool.ID, LambdaConfig: plan.create.LambdaConfig})
}
