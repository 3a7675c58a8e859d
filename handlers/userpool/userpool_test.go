package userpool_test

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

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/userpool"
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

// post sends a body as it is, signed for an account and a region, and gives the body of the answer.
func post(t *testing.T, b *optest.Bench, account, region, operation, body string) string {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+operation)
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+account+"/20260303/"+region+"/cognito-idp/aws4_request, SignedHeaders=host, Signature=0")
	res := b.Send(r)
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

func newPool(t *testing.T, b *optest.Bench, change func(*cip.CreateUserPoolInput)) *types.UserPoolType {
	t.Helper()
	in := &cip.CreateUserPoolInput{PoolName: aws.String("p")}
	if change != nil {
		change(in)
	}
	return ok(t, b.API.CreateUserPool, in).UserPool
}

func describe(t *testing.T, b *optest.Bench, id *string) *types.UserPoolType {
	t.Helper()
	return ok(t, b.API.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: id}).UserPool
}

func bench(t *testing.T) *optest.Bench {
	t.Helper()
	return optest.New(t, userpool.Operations)
}

const missingPool = "us-east-1_000000000"

func TestUnknownPool(t *testing.T) {
	t.Parallel()
	b := bench(t)
	const code, text = "ResourceNotFoundException", "User pool us-east-1_000000000 does not exist."
	id := aws.String(missingPool)
	refused(t, b.API.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: id}, code, text)
	refused(t, b.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: id}, code, text)
	refused(t, b.API.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: id}, code, text)
	refused(t, b.API.GetUserPoolMfaConfig, &cip.GetUserPoolMfaConfigInput{UserPoolId: id}, code, text)
	refused(t, b.API.SetUserPoolMfaConfig, &cip.SetUserPoolMfaConfigInput{UserPoolId: id}, code, text)
	refused(t, b.API.GetSigningCertificate, &cip.GetSigningCertificateInput{UserPoolId: id}, code, text)
	refused(t, b.API.AddCustomAttributes, &cip.AddCustomAttributesInput{
		UserPoolId: id, CustomAttributes: []types.SchemaAttributeType{{Name: aws.String("x"), AttributeDataType: "String"}},
	}, code, text)
}

func TestUnsigned(t *testing.T) {
	t.Parallel()
	b := bench(t)
	refused(t, b.Unsigned.CreateUserPool, &cip.CreateUserPoolInput{PoolName: aws.String("p")},
		"MissingAuthenticationTokenException", "Missing Authentication Token")
	refused(t, b.Unsigned.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: aws.String(missingPool)},
		"MissingAuthenticationTokenException", "Missing Authentication Token")
}
