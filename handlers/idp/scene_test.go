package idp_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/idp"
	"cognito-emulator/state"
)

const ip = "InvalidParameterException: "

// scene is a pool, and the operations of this subject.
type scene struct {
	*optest.Bench
	t    *testing.T
	pool *state.Pool
	id   *string // of the pool
}

func begin(t *testing.T) *scene {
	t.Helper()
	t.Parallel()
	s := &scene{Bench: optest.New(t, idp.Operations), t: t}
	s.pool = s.Pool(t, &cip.CreateUserPoolInput{PoolName: aws.String("pool")})
	s.id = aws.String(string(s.pool.ID))
	return s
}

type details = map[string]string

// oidc are the details of a provider, and what else is shown of them.
func oidc() details {
	return details{
		"client_id": "i", "client_secret": "s", "authorize_scopes": "openid", "oidc_issuer": "https://idp.example",
		"attributes_request_method": "GET",
	}
}

func shownOIDC() details {
	d := oidc()
	d["attributes_url_add_attributes"] = "false"
	return d
}

// oidcProvider is a request for a provider.
func (s *scene) oidcProvider(name string) *cip.CreateIdentityProviderInput {
	return &cip.CreateIdentityProviderInput{
		UserPoolId: s.id, ProviderName: &name, ProviderType: types.IdentityProviderTypeTypeOidc, ProviderDetails: oidc(),
	}
}

// provide makes a provider.
func (s *scene) provide(in *cip.CreateIdentityProviderInput) *types.IdentityProviderType {
	s.t.Helper()
	out, err := s.API.CreateIdentityProvider(s.t.Context(), in)
	if err != nil {
		s.t.Fatal(err)
	}
	return out.IdentityProvider
}

// google makes a social provider.
func (s *scene) google() {
	s.t.Helper()
	s.provide(&cip.CreateIdentityProviderInput{
		UserPoolId: s.id, ProviderName: aws.String("Google"), ProviderType: types.IdentityProviderTypeTypeGoogle,
		ProviderDetails: details{"client_id": "i", "client_secret": "s", "authorize_scopes": "email"},
	})
}

// post sends a body that the official client does not know, and gives the body of the answer.
func (s *scene) post(operation, body string) string {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+operation)
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=000000000000/20260303/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0")
	answer, err := io.ReadAll(s.Send(r).Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(answer)
}
