package op_test

import (
	"bytes"
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

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

// sample registers one operation of each kind.
func sample(*op.Env) []op.Operation {
	return []op.Operation{
		op.Pool(func(_ *op.Call, p *state.Pool, _ *cip.GetCSVHeaderInput) (*cip.GetCSVHeaderOutput, error) {
			return &cip.GetCSVHeaderOutput{UserPoolId: aws.String(string(p.ID))}, nil
		}),
		op.Client(func(_ *op.Call, c *state.Client, in *cip.ConfirmSignUpInput) (*cip.ConfirmSignUpOutput, error) {
			switch *in.Username {
			case "panic":
				panic("on purpose")
			case "bug":
				return nil, errors.New("not an error of the service")
			}
			return nil, fault.CodeMismatch()
		}),
		op.Bearer(func(*op.Call, *op.Principal, *cip.GlobalSignOutInput) (*cip.GlobalSignOutOutput, error) {
			return &cip.GlobalSignOutOutput{}, nil
		}),
		op.Pool(func(*op.Call, *state.Pool, *cip.ListUserPoolClientSecretsInput) (*cip.ListUserPoolClientSecretsOutput, error) {
			return nil, errors.New("not an error of the service")
		}),
		op.Pool(func(*op.Call, *state.Pool, *cip.DeleteUserPoolInput) (*cip.DeleteUserPoolOutput, error) {
			return &cip.DeleteUserPoolOutput{}, nil
		}),
		op.Missing[cip.CreateGroupInput, cip.CreateGroupOutput](),
	}
}

// bench is the sample with a pool and a client.
func bench(t *testing.T) *optest.Bench {
	b := optest.New(t, sample)
	err := b.Env.Store.Update(func(tx *state.Tx) error {
		return errors.Join(
			tx.AddPool(&state.Pool{ID: "us-east-1_AbCdEfGhI", Account: "000000000000", Region: "us-east-1"}),
			tx.AddClient(&state.Client{ID: "c1", Pool: "us-east-1_AbCdEfGhI"}))
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const signed = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260303/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0"

// TestFrame sends what no SDK would and compares the whole answer.
func TestFrame(t *testing.T) {
	const jsonType = "application/x-amz-json-1.1"
	for name, c := range map[string]struct {
		target, authorization, contentType, body string
		status                                   int
		want                                     string
	}{
		"unknown operation": {"CreateNothing", signed, jsonType, "{}", 400,
			`{"__type":"UnknownOperationException"}`},
		"lower case": {"getcsvheader", signed, jsonType, "{}", 400,
			`{"__type":"UnknownOperationException"}`},
		"older JSON": {"GetCSVHeader", signed, "application/x-amz-json-1.0", "{}", 404,
			"<UnknownOperationException/>\n"},
		"no content type": {"GetCSVHeader", signed, "", "{}", 404,
			"<UnknownOperationException/>\n"},
		"unsigned": {"GetCSVHeader", "", jsonType, "{}", 400,
			`{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}`},
		"bearer is no signature": {"GetCSVHeader", "Bearer x", jsonType, "{}", 400,
			`{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}`},
		"browsers' content type": {"GetCSVHeader", signed, "application/json; charset=utf-8", `{"UserPoolId":"us-east-1_AbCdEfGhI"}`, 200,
			`{"UserPoolId":"us-east-1_AbCdEfGhI"}`},
		"no answer in the model": {"DeleteUserPool", signed, jsonType, `{"UserPoolId":"us-east-1_AbCdEfGhI"}`, 200, ""},
		"broken JSON": {"GetCSVHeader", signed, jsonType, "{", 400,
			`{"__type":"SerializationException"}`},
		"wrong type": {"GetCSVHeader", signed, jsonType, `{"UserPoolId":{}}`, 400,
			`{"Message":"Start of structure or map found where not expected.","__type":"SerializationException"}`},
		"constraint": {"GetCSVHeader", signed, jsonType, `{"UserPoolId":"x"}`, 400,
			`{"__type":"InvalidParameterException","message":"1 validation error detected: Value 'x' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+"}`},
		"unknown pool": {"GetCSVHeader", signed, jsonType, `{"UserPoolId":"us-east-1_Nowhere11"}`, 400,
			`{"__type":"ResourceNotFoundException","message":"User pool us-east-1_Nowhere11 does not exist."}`},
		"unknown client": {"ConfirmSignUp", "", jsonType, `{"ClientId":"nope","Username":"u","ConfirmationCode":"1"}`, 400,
			`{"__type":"ResourceNotFoundException","message":"User pool client nope does not exist."}`},
		"refusal": {"ConfirmSignUp", "", jsonType, `{"ClientId":"c1","Username":"u","ConfirmationCode":"1"}`, 400,
			`{"__type":"CodeMismatchException","message":"Invalid verification code provided, please try again."}`},
		"panic": {"ConfirmSignUp", "", jsonType, `{"ClientId":"c1","Username":"panic","ConfirmationCode":"1"}`, 500,
			`{"__type":"InternalErrorException","message":"Internal Error"}`},
		"bug": {"ConfirmSignUp", "", jsonType, `{"ClientId":"c1","Username":"bug","ConfirmationCode":"1"}`, 500,
			`{"__type":"InternalErrorException","message":"Internal Error"}`},
		"bug of the operations on secrets": {"ListUserPoolClientSecrets", signed, jsonType, `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientId":"c1"}`, 500,
			`{"__type":"InternalServerException","message":"Internal Error"}`},
		"token of nobody": {"GlobalSignOut", "", jsonType, `{"AccessToken":"abc"}`, 400,
			`{"__type":"NotAuthorizedException","message":"Invalid Access Token"}`},
		"missing, wrong input": {"CreateGroup", signed, jsonType, `{"UserPoolId":"us-east-1_AbCdEfGhI"}`, 400,
			`{"__type":"InvalidParameterException","message":"1 validation error detected: Value null at 'groupName' failed to satisfy constraint: Member must not be null"}`},
		"missing": {"CreateGroup", signed, jsonType, `{"UserPoolId":"us-east-1_AbCdEfGhI","GroupName":"g"}`, 400,
			`{"__type":"OperationNotEmulatedException","message":"cognito-emulator does not emulate CreateGroup yet. This is a limit of the emulator, not an answer of Amazon Cognito."}`},
		"too large": {"GetCSVHeader", signed, jsonType, `{"UserPoolId":"` + strings.Repeat("x", 3<<20) + `"}`, 413,
			`{"__type":"RequestEntityTooLargeException","message":"Request size exceeded limit."}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(c.body))
			r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+c.target)
			r.Header.Set("Content-Type", c.contentType)
			r.Header.Set("Authorization", c.authorization)
			got := bench(t).Send(r)
			body, err := io.ReadAll(got.Body)
			if err != nil {
				t.Fatal(err)
			}
			if got.StatusCode != c.status || string(body) != c.want {
				t.Errorf("%d %s\nwant %d %s", got.StatusCode, body, c.status, c.want)
			}
			if got.Header.Get("X-Amzn-Requestid") == "" {
				t.Error("the answer has no request id")
			}
			if _, code, ok := strings.Cut(string(body), `"__type":"`); ok {
				code, _, _ = strings.Cut(code, `"`)
				if h := got.Header.Get("X-Amzn-Errortype"); h != code+":" {
					t.Errorf("the header names the error %q", h)
				}
			}
		})
	}
}

func TestErrorsAreTyped(t *testing.T) {
	b := bench(t)
	_, err := b.Unsigned.ConfirmSignUp(t.Context(), &cip.ConfirmSignUpInput{
		ClientId: aws.String("c1"), Username: aws.String("u"), ConfirmationCode: aws.String("1")})
	var mismatch *types.CodeMismatchException
	if !errors.As(err, &mismatch) {
		t.Errorf("%v", err)
	}
	_, err = b.API.CreateGroup(t.Context(), &cip.CreateGroupInput{UserPoolId: aws.String("us-east-1_AbCdEfGhI"), GroupName: aws.String("g")})
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != "OperationNotEmulatedException" {
		t.Errorf("%v", err)
	}
}

func TestRegistryRefusesNonsense(t *testing.T) {
	type NoSuchThingInput struct{}
	type NoSuchThingOutput struct{}
	env := bench(t).Env
	for name, list := range map[string][]op.Operation{
		"unknown": {op.Missing[NoSuchThingInput, NoSuchThingOutput]()},
		"twice":   append(sample(env), sample(env)[0]),
	} {
		if _, err := op.NewDispatcher(env, list); err == nil {
			t.Errorf("%s: the registry took it", name)
		}
	}
}

// FuzzDispatch looks for a body that brings the pipeline down.
func FuzzDispatch(f *testing.F) {
	f.Add("GetCSVHeader", []byte(`{"UserPoolId":"us-east-1_AbCdEfGhI"}`))
	f.Add("ConfirmSignUp", []byte(`{"ClientId":"c1","Username":"u","ConfirmationCode":"1"}`))
	f.Add("GlobalSignOut", []byte(`{"AccessToken":"a.b.c"}`))
	f.Fuzz(func(t *testing.T, target string, body []byte) {
		if strings.Contains(string(body), "panic") || strings.Contains(string(body), "bug") {
			t.Skip() // these two are meant to fail
		}
		b := optest.New(t, sample)
		r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+target)
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
		r.Header.Set("Authorization", signed)
		if got := b.Send(r); got.StatusCode >= 500 {
			t.Errorf("status %d", got.StatusCode)
		}
	})
}
