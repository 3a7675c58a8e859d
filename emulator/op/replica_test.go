package op_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

// TestReplica sends calls to the region of a replica and to others, with a signature and without.
func TestReplica(t *testing.T) {
	t.Parallel()
	region := func(c *op.Call) *string { return aws.String(c.Pool.Region) }
	b := optest.New(t, func(*op.Env) []op.Operation {
		return []op.Operation{
			op.Pool(func(c *op.Call, _ *state.Pool, _ *cip.ListGroupsInput) (*cip.ListGroupsOutput, error) {
				return &cip.ListGroupsOutput{NextToken: region(c)}, nil
			}),
			op.Pool(func(c *op.Call, _ *state.Pool, _ *cip.AdminInitiateAuthInput) (*cip.AdminInitiateAuthOutput, error) {
				return &cip.AdminInitiateAuthOutput{Session: region(c)}, nil
			}),
			op.Client(func(c *op.Call, _ *state.Client, _ *cip.InitiateAuthInput) (*cip.InitiateAuthOutput, error) {
				return &cip.InitiateAuthOutput{Session: region(c)}, nil
			}),
			op.Client(func(c *op.Call, _ *state.Client, _ *cip.ConfirmSignUpInput) (*cip.ConfirmSignUpOutput, error) {
				return &cip.ConfirmSignUpOutput{Session: region(c)}, nil
			}),
		}
	})
	const header, admin = `{"UserPoolId":"us-east-1_p"}`, `{"UserPoolId":"us-east-1_p","ClientId":"c1","AuthFlow":"ADMIN_NO_SRP_AUTH"}`
	const begin, confirm = `{"ClientId":"c1","AuthFlow":"USER_AUTH"}`, `{"ClientId":"c1","Username":"u","ConfirmationCode":"1"}`
	replica := &state.Replica{Pool: "us-east-1_p", Region: "us-west-2", Account: "000000000000", Created: b.Now(), Ready: b.Now()}
	b.Write(t, func(tx *state.Tx) error {
		return errors.Join(
			tx.AddPool(&state.Pool{ID: "us-east-1_p", Account: "000000000000", Region: "us-east-1"}),
			tx.AddClient(&state.Client{ID: "c1", Pool: "us-east-1_p"}),
			tx.AddReplica(replica, b.Now()))
	})
	const west, east, other = "us-west-2", "us-east-1", "eu-west-1"
	host := func(region string) string { return "cognito-idp." + region + ".amazonaws.com" }
	for _, c := range []struct {
		active                           bool
		operation, body, signature, host string
		want                             string // the region that the handler sees, or OperationNotEnabledException
	}{
		{false, "ListGroups", header, east, "x", east},
		{false, "ListGroups", header, other, "x", east},
		{false, "ListGroups", header, west, "x", west},
		{false, "AdminInitiateAuth", admin, east, "x", east},
		{false, "AdminInitiateAuth", admin, west, "x", "OperationNotEnabledException"},
		{false, "InitiateAuth", begin, "", "x", east},
		{false, "InitiateAuth", begin, "", host(east), east},
		{false, "InitiateAuth", begin, "", host(west), "OperationNotEnabledException"},
		{false, "InitiateAuth", begin, west, "x", "OperationNotEnabledException"},
		{true, "ListGroups", header, west, host(east), west}, // the signature is what counts
		{true, "AdminInitiateAuth", admin, west, "x", west},
		{true, "InitiateAuth", begin, "", host(west), west},
		{true, "InitiateAuth", begin, "", host(other), east},
		{true, "ConfirmSignUp", confirm, "", "x", east},
		{true, "ConfirmSignUp", confirm, "", host(west), "OperationNotEnabledException"},
	} {
		b.Write(t, func(tx *state.Tx) error {
			return tx.ChangeReplica(replica.Pool, west, b.Now(), func(r *state.Replica) error { r.Active = c.active; return nil })
		})
		r := httptest.NewRequest(http.MethodPost, "http://"+c.host+"/", strings.NewReader(c.body))
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
		r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+c.operation)
		if c.signature != "" {
			r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260303/"+c.signature+"/cognito-idp/aws4_request, SignedHeaders=host, Signature=0")
		}
		body, err := io.ReadAll(b.Send(r).Body)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(body), `"`+c.want+`"`) {
			t.Errorf("%s with %q at %q, active %v: %s, want %s", c.operation, c.signature, c.host, c.active, body, c.want)
		}
	}
}
