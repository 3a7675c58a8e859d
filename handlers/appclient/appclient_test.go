package appclient_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/handlers/appclient"
	"cognito-emulator/state"
)

// call is any method of the official client.
type call[In, Out any] func(context.Context, *In, ...func(*cip.Options)) (*Out, error)

// ok calls an operation that must succeed.
func ok[In, Out any](t *testing.T, do call[In, Out], in *In) *Out {
	t.Helper()
	out, err := do(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// refused calls an operation that must fail with that type and text.
func refused[In, Out any](t *testing.T, do call[In, Out], in *In, code, text string) {
	t.Helper()
	_, err := do(t.Context(), in)
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code || api.ErrorMessage() != text {
		t.Errorf("got  %v\nwant %s: %s", err, code, text)
	}
}

// post sends a body as it is and gives the body of the answer.
func post(t *testing.T, b *optest.Bench, operation, body string) string {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+operation)
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=000000000000/20260303/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0")
	res := b.Send(r)
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

// ignoreMarkers leaves the SDK's unexported markers out of a comparison.
func ignoreMarkers() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool {
		field, isField := p.Last().(cmp.StructField)
		return isField && (field.Name() == "noSmithyDocumentSerde" || field.Name() == "ResultMetadata")
	}, cmp.Ignore())
}

const poolID = "us-east-1_pool"

// bench has two pools, poolID and us-east-1_other.
func bench(t *testing.T) *optest.Bench {
	t.Helper()
	b := optest.New(t, appclient.Operations)
	config, err := policy.NewPool(&cip.CreateUserPoolInput{PoolName: aws.String("p")})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Env.Store.Update(func(tx *state.Tx) error {
		for _, id := range []state.PoolID{poolID, "us-east-1_other"} {
			p := &state.Pool{ID: id, Account: "000000000000", Region: "us-east-1", Config: config, Created: b.Now(), Modified: b.Now()}
			if err := tx.AddPool(p); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return b
}

func newClient(t *testing.T, b *optest.Bench, change func(*cip.CreateUserPoolClientInput)) *types.UserPoolClientType {
	t.Helper()
	in := &cip.CreateUserPoolClientInput{UserPoolId: aws.String(poolID), ClientName: aws.String("c")}
	if change != nil {
		change(in)
	}
	return ok(t, b.API.CreateUserPoolClient, in).UserPoolClient
}

func describe(t *testing.T, b *optest.Bench, id *string) *types.UserPoolClientType {
	t.Helper()
	return ok(t, b.API.DescribeUserPoolClient, &cip.DescribeUserPoolClientInput{UserPoolId: aws.String(poolID), ClientId: id}).UserPoolClient
}

// A client is found through its own pool only.
func TestUnknownClient(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newClient(t, b, nil)
	for _, at := range []struct{ pool, client string }{{poolID, "nobody"}, {"us-east-1_other", *made.ClientId}} {
		const code = "ResourceNotFoundException"
		pool, client, text := &at.pool, &at.client, "User pool client "+at.client+" does not exist."
		refused(t, b.API.DescribeUserPoolClient, &cip.DescribeUserPoolClientInput{UserPoolId: pool, ClientId: client}, code, text)
		refused(t, b.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{UserPoolId: pool, ClientId: client}, code, text)
		refused(t, b.API.DeleteUserPoolClient, &cip.DeleteUserPoolClientInput{UserPoolId: pool, ClientId: client}, code, text)
		refused(t, b.API.AddUserPoolClientSecret, &cip.AddUserPoolClientSecretInput{UserPoolId: pool, ClientId: client}, code, text)
		refused(t, b.API.ListUserPoolClientSecrets, &cip.ListUserPoolClientSecretsInput{UserPoolId: pool, ClientId: client}, code, text)
		refused(t, b.API.DeleteUserPoolClientSecret, &cip.DeleteUserPoolClientSecretInput{UserPoolId: pool, ClientId: client, ClientSecretId: aws.String("x")}, code, text)
	}
	none := aws.String("us-east-1_none")
	const text = "User pool us-east-1_none does not exist."
	refused(t, b.API.CreateUserPoolClient, &cip.CreateUserPoolClientInput{UserPoolId: none, ClientName: aws.String("c")}, "ResourceNotFoundException", text)
	refused(t, b.API.ListUserPoolClients, &cip.ListUserPoolClientsInput{UserPoolId: none}, "ResourceNotFoundException", text)
	if got := describe(t, b, made.ClientId); *got.ClientName != "c" {
		t.Errorf("the client is now %+v", got)
	}
}
