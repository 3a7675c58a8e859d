package auth_test

import (
	"context"
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

const password = "Passw0rd!"

// exchange is a house with a user who signed in by an app of their own, and a service that exchanges
// tokens. The SDK does not know the operation yet.
type exchange struct {
	*house
	app, service *string
	tokens       *types.AuthenticationResultType
}

func newExchange(t *testing.T) *exchange {
	t.Helper()
	x := &exchange{house: newHouse(t)}
	x.app = x.house.client(func(in *cip.CreateUserPoolClientInput) {
		in.ClientSecret, in.ExplicitAuthFlows = nil, []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
	})
	x.service = x.house.client(func(in *cip.CreateUserPoolClientInput) {
		in.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_TOKEN_EXCHANGE_IMPERSONATION", "ALLOW_TOKEN_EXCHANGE_DELEGATION", "ALLOW_REFRESH_TOKEN_AUTH"}
		in.AllowedOAuthScopes = []string{"orders/read", "aws.cognito.signin.user.admin"}
		in.AccessTokenValidity, in.TokenValidityUnits = aws.Int32(10), &types.TokenValidityUnitsType{AccessToken: "minutes"}
	})
	call(x.house, x.API.AdminCreateUser, &cip.AdminCreateUserInput{UserPoolId: x.id, Username: aws.String("ann"), MessageAction: "SUPPRESS"})
	call(x.house, x.API.AdminSetUserPassword, &cip.AdminSetUserPasswordInput{UserPoolId: x.id, Username: aws.String("ann"), Password: aws.String(password), Permanent: true})
	x.tokens = call(x.house, x.API.InitiateAuth, &cip.InitiateAuthInput{
		ClientId: x.app, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": "ann", "PASSWORD": password}}).AuthenticationResult
	return x
}

// request is an exchange of the user's access token.
func (x *exchange) request(more map[string]any) map[string]any {
	in := map[string]any{"ClientId": *x.service, "ClientSecret": secret, "SubjectToken": *x.tokens.AccessToken, "SubjectTokenType": "ACCESS_TOKEN"}
	maps.Copy(in, more)
	for name, value := range in {
		if value == nil {
			delete(in, name)
		}
	}
	return in
}

// ask sends a request and gives the answer.
func (x *exchange) ask(signed bool, more map[string]any) map[string]any {
	x.t.Helper()
	body, err := json.Marshal(x.request(more))
	if err != nil {
		x.t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal([]byte(x.post("GetDerivedToken", string(body), signed)), &out); err != nil {
		x.t.Fatal(err)
	}
	return out
}

// derive exchanges, and gives the claims of the new token without those that are drawn.
func (x *exchange) derive(more map[string]any) map[string]any {
	x.t.Helper()
	out := x.ask(false, more)
	token, ok := out["IssuedToken"].(string)
	if !ok {
		x.t.Fatalf("no token: %v", out)
	}
	return without(x.claims(token), "jti")
}

// fails sends a request that must be refused.
func (x *exchange) fails(want string, signed bool, more map[string]any) {
	x.t.Helper()
	out := x.ask(signed, more)
	text, _ := out["message"].(string)
	code, _ := out["__type"].(string)
	if got := code + ": " + text; got != want {
		x.t.Errorf("%v\ngot  %s\nwant %s", more, got, want)
	}
}

func TestDerivedAccessToken(t *testing.T) {
	x := newExchange(t)
	out := x.ask(false, map[string]any{"Audiences": []string{"https://orders.example"}})
	token := out["IssuedToken"].(string)
	delete(out, "IssuedToken")
	optest.Equal(t, out, map[string]any{
		"IssuedTokenType": "ACCESS_TOKEN", "TokenType": "Bearer", "ExpiresIn": 600.0, "Scopes": []any{"aws.cognito.signin.user.admin"},
	})
	want := x.claims(*x.tokens.AccessToken)
	want["client_id"], want["aud"], want["exp"] = *x.service, "https://orders.example", 600.0
	optest.Equal(t, without(x.claims(token), "jti"), without(want, "jti"))
	optest.Equal(t, call(x.house, x.Unsigned.GetUser, own(&token)).Username, aws.String("ann"))

	// Once the user signs out everywhere the derived token is no good either.
	call(x.house, x.API.AdminUserGlobalSignOut, &cip.AdminUserGlobalSignOutInput{UserPoolId: x.id, Username: aws.String("ann")})
	refused(x.house, x.Unsigned.GetUser, own(&token), "NotAuthorizedException: Access Token has been revoked")
	x.fails("NotAuthorizedException: Subject token has expired or has been revoked", false, nil)
}

func TestDerivedIDToken(t *testing.T) {
	x := newExchange(t)
	id := map[string]any{"SubjectToken": *x.tokens.IdToken, "SubjectTokenType": "ID_TOKEN", "RequestedTokenType": "ID_TOKEN"}
	out := x.ask(false, id)
	token := out["IssuedToken"].(string)
	delete(out, "IssuedToken")
	optest.Equal(t, out, map[string]any{"IssuedTokenType": "ID_TOKEN", "TokenType": "N_A", "ExpiresIn": 3600.0})
	want := x.claims(*x.tokens.IdToken)
	want["aud"] = *x.service
	optest.Equal(t, without(x.claims(token), "jti"), without(want, "jti"))
	id["Resources"] = []string{"orders"}
	want["aud"] = "orders"
	optest.Equal(t, x.derive(id), without(want, "jti"))

	// An ID token gives an access token, and the other way round.
	delete(id, "RequestedTokenType")
	optest.Equal(t, x.derive(id)["scope"], any("aws.cognito.signin.user.admin"))
	optest.Equal(t, x.derive(map[string]any{"RequestedTokenType": "ID_TOKEN"})["token_use"], any("id"))
}

// Who acts for the user stands in the token, and who acted before, inside.
func TestActors(t *testing.T) {
	x := newExchange(t)
	machine := x.machine("orders/read")
	actor := call(x.house, x.API.GetClientToken, &cip.GetClientTokenInput{ClientId: machine, Secret: aws.String(secret)}).ClientAuthenticationResult.AccessToken
	byMachine := map[string]any{"ActorToken": *actor, "ActorTokenType": "ACCESS_TOKEN"}
	out := x.ask(false, byMachine)
	first := out["IssuedToken"].(string)
	optest.Equal(t, x.claims(first)["act"], any(map[string]any{"sub": *machine}))
	sub := x.claims(*x.tokens.IdToken)["sub"]
	byUser := map[string]any{"SubjectToken": first, "ActorToken": *x.tokens.IdToken, "ActorTokenType": "ID_TOKEN"}
	second := x.ask(false, byUser)["IssuedToken"].(string)
	chain := map[string]any{"sub": sub, "act": map[string]any{"sub": *machine}}
	optest.Equal(t, x.claims(second)["act"], any(chain))
	byMachine["SubjectToken"] = second
	optest.Equal(t, x.derive(byMachine)["act"], any(map[string]any{"sub": *machine, "act": chain}))
	optest.Equal(t, x.derive(map[string]any{"SubjectToken": second})["act"], any(chain)) // without an actor of its own
	optest.Equal(t, x.derive(nil)["act"], nil)

	x.fails("InvalidParameterException: ActorTokenType is required when ActorToken is specified.", false, map[string]any{"ActorToken": *actor})
	x.fails("NotAuthorizedException: Invalid actor token", false, map[string]any{"ActorToken": *actor, "ActorTokenType": "ID_TOKEN"})
	x.fails("NotAuthorizedException: Invalid subject token", false, map[string]any{"SubjectToken": *actor}) // no user
	x.Env.Clock.Advance(time.Hour)
	x.tokens = call(x.house, x.API.InitiateAuth, &cip.InitiateAuthInput{
		ClientId: x.app, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": "ann", "PASSWORD": password}}).AuthenticationResult
	x.fails("NotAuthorizedException: Actor token has expired or has been revoked", false, map[string]any{"ActorToken": *actor, "ActorTokenType": "ACCESS_TOKEN"})
}

// A scope must be the subject's, the client's and requested.
func TestDerivedScopes(t *testing.T) {
	x := newExchange(t)
	const admin = "aws.cognito.signin.user.admin"
	for want, requested := range map[string][]string{admin: nil, admin + " ": {"orders/read", admin, "orders/write", admin}} {
		optest.Equal(t, x.derive(map[string]any{"Scopes": requested})["scope"], any(strings.TrimSpace(want)))
	}
	x.fails("InvalidParameterException: None of the requested scopes can be granted.", false, map[string]any{"Scopes": []string{"orders/read"}})
	x.fails("InvalidParameterException: None of the requested scopes can be granted.", false, map[string]any{
		"Scopes": []string{"orders/read"}, "SubjectToken": *x.tokens.IdToken, "SubjectTokenType": "ID_TOKEN"})
}

func TestWhoMayExchange(t *testing.T) {
	x := newExchange(t)
	other := func(flows ...types.ExplicitAuthFlowsType) *string {
		return x.house.client(func(in *cip.CreateUserPoolClientInput) { in.ExplicitAuthFlows = flows })
	}
	actor := map[string]any{"ActorToken": *x.tokens.AccessToken, "ActorTokenType": "ACCESS_TOKEN"}
	with := func(client *string, more map[string]any) map[string]any {
		in := map[string]any{"ClientId": *client}
		maps.Copy(in, more)
		return in
	}
	plain, impersonates, delegates := other("ALLOW_USER_SRP_AUTH"), other("ALLOW_TOKEN_EXCHANGE_IMPERSONATION"), other("ALLOW_TOKEN_EXCHANGE_DELEGATION")
	const noImpersonation = "InvalidParameterException: TOKEN_EXCHANGE_IMPERSONATION flow not enabled for this client"
	const noDelegation = "InvalidParameterException: TOKEN_EXCHANGE_DELEGATION flow not enabled for this client"
	x.fails(noImpersonation, false, with(plain, nil))
	x.fails(noDelegation, false, with(plain, actor))
	x.fails(noDelegation, false, with(impersonates, actor))
	x.fails(noImpersonation, false, with(delegates, nil))
	x.derive(with(impersonates, nil))
	x.derive(with(delegates, actor))

	// The secret, or a signature.
	missing := "NotAuthorizedException: Client " + *x.service + " is configured for secret but secret was not received"
	wrong := "NotAuthorizedException: Unable to verify secret for client " + *x.service
	x.fails(missing, false, map[string]any{"ClientSecret": nil})
	for _, signed := range []bool{true, false} {
		x.fails(wrong, signed, map[string]any{"ClientSecret": "not_the_secret_of_anybody"})
	}
	if out := x.ask(true, map[string]any{"ClientSecret": nil}); out["IssuedToken"] == nil {
		t.Errorf("signed: %v", out)
	}
	x.fails("ResourceNotFoundException: User pool client nobody does not exist.", false, map[string]any{"ClientId": "nobody"})
}

func TestExchangeRefused(t *testing.T) {
	x := newExchange(t)
	access, id := *x.tokens.AccessToken, *x.tokens.IdToken
	stranger := strangerIn(x)
	const invalid = "NotAuthorizedException: Invalid subject token"
	for want, more := range map[string]map[string]any{
		invalid:          {"SubjectToken": "abc"},
		invalid + " ":    {"SubjectToken": id},
		invalid + "  ":   {"SubjectToken": access, "SubjectTokenType": "ID_TOKEN"},
		invalid + "   ":  {"SubjectToken": access[:len(access)-4] + "AAAA"},
		invalid + "    ": {"SubjectToken": stranger},
		"InvalidParameterException: A provider name is required for a token of type SAML2.":                                                                                   {"SubjectTokenType": "SAML2"},
		"InvalidParameterException: Audiences and Resources cannot be specified in the same request.":                                                                         {"Audiences": []string{"a"}, "Resources": []string{"orders"}},
		"ResourceNotFoundException: Resource server shop does not exist.":                                                                                                     {"Resources": []string{"shop"}},
		"ResourceNotFoundException: Identity provider Google does not exist.":                                                                                                 {"SubjectTokenProviderName": "Google"},
		"InvalidParameterException: 1 validation error detected: Value '[a, b]' at 'audiences' failed to satisfy constraint: Member must have length less than or equal to 1": {"Audiences": []string{"a", "b"}},
	} {
		x.fails(strings.TrimRight(want, " "), false, more)
	}
	x.Write(t, func(tx *state.Tx) error { return tx.AddProvider(&state.Provider{Pool: x.pool.ID, Name: "Google"}) })
	x.fails(invalid, false, map[string]any{"SubjectTokenProviderName": "Google"})

	call(x.house, x.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: x.id, Username: aws.String("ann")})
	x.fails("NotAuthorizedException: Subject token has expired or has been revoked", false, nil)
	call(x.house, x.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: x.id, Username: aws.String("ann")})
	x.fails("UserNotFoundException: User does not exist.", false, nil)
	x.Env.Clock.Advance(time.Hour)
	x.fails("NotAuthorizedException: Subject token has expired or has been revoked", false, nil)
}

// strangerIn signs a user of another pool of the same emulator in and gives the access token.
func strangerIn(x *exchange) string {
	x.t.Helper()
	elsewhere := x.Pool(x.t, &cip.CreateUserPoolInput{PoolName: aws.String("other")})
	id := aws.String(string(elsewhere.ID))
	client := call(x.house, x.API.CreateUserPoolClient, &cip.CreateUserPoolClientInput{
		UserPoolId: id, ClientName: aws.String("c"), ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH"}}).UserPoolClient.ClientId
	call(x.house, x.API.AdminCreateUser, &cip.AdminCreateUserInput{UserPoolId: id, Username: aws.String("ann"), MessageAction: "SUPPRESS"})
	call(x.house, x.API.AdminSetUserPassword, &cip.AdminSetUserPasswordInput{UserPoolId: id, Username: aws.String("ann"), Password: aws.String(password), Permanent: true})
	return *call(x.house, x.API.InitiateAuth, &cip.InitiateAuthInput{
		ClientId: client, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": "ann", "PASSWORD": password}}).AuthenticationResult.AccessToken
}

func TestExchangeNeedsTheTier(t *testing.T) {
	h := newHouse(t)
	lite := h.Pool(t, &cip.CreateUserPoolInput{PoolName: aws.String("lite"), UserPoolTier: types.UserPoolTierTypeLite})
	for _, flow := range []types.ExplicitAuthFlowsType{"ALLOW_TOKEN_EXCHANGE_IMPERSONATION", "ALLOW_TOKEN_EXCHANGE_DELEGATION"} {
		refused(h, h.API.CreateUserPoolClient, &cip.CreateUserPoolClientInput{
			UserPoolId: aws.String(string(lite.ID)), ClientName: aws.String("c"), ExplicitAuthFlows: []types.ExplicitAuthFlowsType{flow}},
			"FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Token Exchange")
	}
}

// The pool's function has its say about a derived token, but not about whom it is for and who acts.
func TestExchangeTrigger(t *testing.T) {
	x := newExchange(t)
	var sources []string
	x.Triggers(t, trigger.Settings{Functions: map[string]trigger.Function{trigger.Any: func(_ context.Context, event []byte) ([]byte, error) {
		var e map[string]any
		if err := json.Unmarshal(event, &e); err != nil {
			return nil, err
		}
		sources = append(sources, e["triggerSource"].(string))
		e["response"] = map[string]any{"claimsAndScopeOverrideDetails": map[string]any{"accessTokenGeneration": map[string]any{
			"claimsToAddOrOverride": map[string]any{"tenant": "a", "act": "nobody", "aud": "nobody"}, "scopesToAdd": []string{"orders/read"},
		}}}
		return json.Marshal(e)
	}}})
	x.Write(t, func(tx *state.Tx) error {
		return tx.ChangePool(x.pool.ID, func(p *state.Pool) error {
			p.Config.LambdaConfig = &types.LambdaConfigType{PreTokenGenerationConfig: &types.PreTokenGenerationVersionConfigType{
				LambdaArn: aws.String("arn:aws:lambda:us-east-1:000000000000:function:x"), LambdaVersion: types.PreTokenGenerationLambdaVersionTypeV20}}
			return nil
		})
	})
	got := x.derive(map[string]any{"Audiences": []string{"shop"}, "ActorToken": *x.tokens.IdToken, "ActorTokenType": "ID_TOKEN"})
	sub := x.claims(*x.tokens.IdToken)["sub"]
	optest.Equal(t, []any{got["tenant"], got["aud"], got["act"], got["scope"]},
		[]any{"a", "shop", map[string]any{"sub": sub}, "aws.cognito.signin.user.admin orders/read"})
	optest.Equal(t, sources, []string{"TokenGeneration_TokenExchange"})
}
