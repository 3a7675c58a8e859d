package auth_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/appclient"
	"cognito-emulator/handlers/auth"
	"cognito-emulator/handlers/directory"
	"cognito-emulator/handlers/profile"
	"cognito-emulator/state"
)

const secret = "a_secret_of_my_own_choice"

// house is a pool with a resource server "orders" that knows read and write, and the operations that are
// needed to live in it.
type house struct {
	*optest.Bench
	t    *testing.T
	pool *state.Pool
	id   *string
}

func newHouse(t *testing.T) *house {
	t.Helper()
	t.Parallel()
	h := &house{Bench: optest.New(t, auth.Operations, appclient.Operations, directory.Operations, profile.Operations), t: t}
	h.pool = h.Pool(t, &cip.CreateUserPoolInput{PoolName: aws.String("pool")})
	h.id = aws.String(string(h.pool.ID))
	h.scopes("read", "write")
	return h
}

// scopes makes the resource server know these scopes.
func (h *house) scopes(names ...string) {
	h.t.Helper()
	var list []types.ResourceServerScopeType
	for _, name := range names {
		list = append(list, types.ResourceServerScopeType{ScopeName: aws.String(name), ScopeDescription: aws.String(name)})
	}
	if h.Env.Store.View().ResourceServer(h.pool.ID, "orders") == nil {
		call(h, h.API.CreateResourceServer, &cip.CreateResourceServerInput{UserPoolId: h.id, Identifier: aws.String("orders"), Name: aws.String("Orders"), Scopes: list})
		return
	}
	call(h, h.API.UpdateResourceServer, &cip.UpdateResourceServerInput{UserPoolId: h.id, Identifier: aws.String("orders"), Name: aws.String("Orders"), Scopes: list})
}

// client makes an app client with the secret and these flows and scopes.
func (h *house) client(change func(*cip.CreateUserPoolClientInput)) *string {
	h.t.Helper()
	in := &cip.CreateUserPoolClientInput{UserPoolId: h.id, ClientName: aws.String("c"), ClientSecret: aws.String(secret)}
	change(in)
	return call(h, h.API.CreateUserPoolClient, in).UserPoolClient.ClientId
}

func (h *house) machine(scopes ...string) *string {
	return h.client(func(in *cip.CreateUserPoolClientInput) {
		in.ExplicitAuthFlows, in.AllowedOAuthScopes = []types.ExplicitAuthFlowsType{"ALLOW_CLIENT_TOKEN_AUTH"}, scopes
	})
}

// call calls an operation that must succeed.
func call[In, Out any](h *house, do func(context.Context, *In, ...func(*cip.Options)) (*Out, error), in *In) *Out {
	h.t.Helper()
	out, err := do(h.t.Context(), in)
	if err != nil {
		h.t.Fatal(err)
	}
	return out
}

// refused calls an operation that must fail with that error.
func refused[In, Out any](h *house, do func(context.Context, *In, ...func(*cip.Options)) (*Out, error), in *In, want string) {
	h.t.Helper()
	_, err := do(h.t.Context(), in)
	optest.Refused(h.t, err, want)
}

// claims are the claims of a token, times as seconds from now.
func (h *house) claims(jwt string) map[string]any {
	h.t.Helper()
	parts := strings.Split(jwt, ".")
	if len(parts) != 3 {
		h.t.Fatalf("%q is no token", jwt)
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		h.t.Fatal(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(raw, &claims); err != nil {
		h.t.Fatal(err)
	}
	for name, value := range claims {
		if at, ok := value.(float64); ok && name != "version" {
			claims[name] = at - float64(h.Now().Unix())
		}
	}
	return claims
}

// without is claims without those that are drawn.
func without(claims map[string]any, names ...string) map[string]any {
	claims = maps.Clone(claims)
	for _, name := range names {
		delete(claims, name)
	}
	return claims
}

// post sends a body as it is, signed or not, and gives the body of the answer.
func (h *house) post(operation, body string, signed bool) string {
	h.t.Helper()
	r := httptest.NewRequestWithContext(h.t.Context(), http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+operation)
	if signed {
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=000000000000/20260303/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0")
	}
	answer, err := io.ReadAll(h.Send(r).Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return string(answer)
}

func TestClientToken(t *testing.T) {
	h := newHouse(t)
	client := h.machine("orders/write", "orders/read")
	in := &cip.GetClientTokenInput{ClientId: client, Secret: aws.String(secret), ClientMetadata: map[string]string{"a": "b"}}
	ask := func(want string, scopes ...string) {
		t.Helper()
		in.Scopes = scopes
		for _, api := range []*cip.Client{h.API, h.Unsigned} { // a signature changes nothing
			out := call(h, api.GetClientToken, in).ClientAuthenticationResult
			optest.Equal(t, out, &types.ClientAuthenticationResultType{AccessToken: out.AccessToken, ExpiresIn: 3600, TokenType: aws.String("Bearer")})
			claims := map[string]any{
				"sub": *client, "token_use": "access", "scope": want, "auth_time": 0.0, "iss": "http://localhost:4588/" + *h.id,
				"exp": 3600.0, "iat": 0.0, "version": 2.0, "client_id": *client,
			}
			if want == "" {
				delete(claims, "scope")
			}
			optest.Equal(t, without(h.claims(*out.AccessToken), "jti"), claims)
		}
	}
	ask("orders/write orders/read")
	ask("orders/read", "orders/read")
	ask("orders/read orders/write", "orders/read", "orders/write", "orders/read")
	h.scopes("read") // write is inactive now, and left out without a word
	ask("orders/read")
	ask("orders/read", "orders/write", "orders/read")
	ask("", "orders/write")
	for _, scope := range []string{"orders/none", "shop/read", "openid", "aws.cognito.signin.user.admin"} {
		in.Scopes = []string{"orders/read", scope}
		refused(h, h.API.GetClientToken, in, "InvalidParameterException: Invalid scope requested: "+scope)
	}
	in.Scopes = nil
	refused(h, h.API.GetUser, own(call(h, h.API.GetClientToken, in).ClientAuthenticationResult.AccessToken), "NotAuthorizedException: Access Token does not have required scopes")
}

// own asks for the own account with a token.
func own(token *string) *cip.GetUserInput { return &cip.GetUserInput{AccessToken: token} }

func TestClientTokenLife(t *testing.T) {
	h := newHouse(t)
	client := h.client(func(in *cip.CreateUserPoolClientInput) {
		in.ExplicitAuthFlows, in.AllowedOAuthScopes = []types.ExplicitAuthFlowsType{"ALLOW_CLIENT_TOKEN_AUTH"}, []string{"openid", "orders/read"}
		in.AccessTokenValidity, in.TokenValidityUnits = aws.Int32(5), &types.TokenValidityUnitsType{AccessToken: "minutes"}
	})
	out := call(h, h.Unsigned.GetClientToken, &cip.GetClientTokenInput{ClientId: client, Secret: aws.String(secret)}).ClientAuthenticationResult
	claims := h.claims(*out.AccessToken)
	if out.ExpiresIn != 300 || claims["exp"] != 300.0 || claims["scope"] != "orders/read" { // scopes about users are not a machine's
		t.Errorf("%d seconds, %v", out.ExpiresIn, claims)
	}
}

// Every secret that a client has is good, and no other.
func TestClientTokenSecrets(t *testing.T) {
	h := newHouse(t)
	client := h.machine("orders/read")
	const second, wrong = "another_secret_of_my_choice", "InvalidClientOrSecret_______"
	const refusal = "NotAuthorizedException: Invalid client or secret"
	ask := func(client *string, secret string) *cip.GetClientTokenInput {
		return &cip.GetClientTokenInput{ClientId: client, Secret: aws.String(secret)}
	}
	refused(h, h.API.GetClientToken, ask(client, second), refusal)
	added := call(h, h.API.AddUserPoolClientSecret, &cip.AddUserPoolClientSecretInput{UserPoolId: h.id, ClientId: client, ClientSecret: aws.String(second)})
	call(h, h.API.GetClientToken, ask(client, second))
	call(h, h.API.GetClientToken, ask(client, secret))
	call(h, h.API.DeleteUserPoolClientSecret, &cip.DeleteUserPoolClientSecretInput{UserPoolId: h.id, ClientId: client, ClientSecretId: added.ClientSecretDescriptor.ClientSecretId})
	refused(h, h.API.GetClientToken, ask(client, second), refusal)
	refused(h, h.API.GetClientToken, ask(client, wrong), refusal)
	refused(h, h.API.GetClientToken, ask(aws.String("nobody"), secret), refusal)
	public := h.client(func(in *cip.CreateUserPoolClientInput) {
		in.ClientSecret, in.ExplicitAuthFlows = nil, []types.ExplicitAuthFlowsType{"ALLOW_CLIENT_TOKEN_AUTH"}
	})
	refused(h, h.API.GetClientToken, ask(public, secret), refusal)
	person := h.client(func(*cip.CreateUserPoolClientInput) {})
	refused(h, h.API.GetClientToken, ask(person, secret), "InvalidParameterException: CLIENT_TOKEN_AUTH flow not enabled for this client")
	h.Env.Clock.Advance(time.Hour)
	call(h, h.API.GetClientToken, ask(client, secret))
}
