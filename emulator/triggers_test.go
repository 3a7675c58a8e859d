package emulator_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator"
)

// The function that a pool calls before a sign-up is code of the test. It may be given the types of
// aws-lambda-go; here it has its own.
func ExampleFunctionOf() {
	type event struct {
		UserName string `json:"userName"`
		Response struct {
			AutoConfirmUser bool `json:"autoConfirmUser"`
		} `json:"response"`
	}
	preSignUp := func(_ context.Context, e event) (event, error) {
		if e.UserName == "mallory" {
			return e, errors.New("not you")
		}
		e.Response.AutoConfirmUser = true
		return e, nil
	}
	e, err := emulator.New(emulator.Options{Triggers: emulator.Triggers{
		Functions: map[string]emulator.Function{"pre-sign-up": emulator.FunctionOf(preSignUp)}}})
	if err != nil {
		log.Fatal(err)
	}
	ctx, api := context.Background(), e.Client()
	pool, err := api.CreateUserPool(ctx, &cip.CreateUserPoolInput{
		PoolName:     aws.String("app"),
		LambdaConfig: &types.LambdaConfigType{PreSignUp: aws.String("arn:aws:lambda:us-east-1:000000000000:function:pre-sign-up")}})
	if err != nil {
		log.Fatal(err)
	}
	client, err := api.CreateUserPoolClient(ctx, &cip.CreateUserPoolClientInput{UserPoolId: pool.UserPool.Id, ClientName: aws.String("web")})
	if err != nil {
		log.Fatal(err)
	}
	for _, name := range []string{"alice", "mallory"} {
		out, err := api.SignUp(ctx, &cip.SignUpInput{ClientId: client.UserPoolClient.ClientId, Username: &name, Password: aws.String("Correct-Horse-1")})
		var denied *types.UserLambdaValidationException
		switch {
		case errors.As(err, &denied):
			fmt.Println(name, "is refused:", denied.ErrorMessage())
		case err != nil:
			log.Fatal(err)
		default:
			fmt.Println(name, "is confirmed:", out.UserConfirmed)
		}
	}
	for _, call := range e.Invocations(emulator.InvocationFilter{Source: "PreSignUp_SignUp"}) {
		fmt.Println(call.Trigger, "was called for", call.Username)
	}
	if err := e.Close(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// alice is confirmed: true
	// mallory is refused: PreSignUp failed with error not you.
	// PreSignUp was called for alice
	// PreSignUp was called for mallory
}

// A message whose custom sender runs nowhere stays where all messages are.
func TestSenderThatRunsNowhere(t *testing.T) {
	t.Parallel()
	e := emulator.Start(t, emulator.Strict)
	ctx, api := t.Context(), e.Client()
	pool, err := api.CreateUserPool(ctx, &cip.CreateUserPoolInput{
		PoolName: aws.String("app"), AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"},
		LambdaConfig: &types.LambdaConfigType{
			KMSKeyID: aws.String("arn:aws:kms:us-east-1:000000000000:key/mine"),
			CustomEmailSender: &types.CustomEmailLambdaVersionConfigType{
				LambdaArn: aws.String("arn:aws:lambda:us-east-1:000000000000:function:sender"), LambdaVersion: "V1_0"},
		}})
	must(t, err)
	client, err := api.CreateUserPoolClient(ctx, &cip.CreateUserPoolClientInput{UserPoolId: pool.UserPool.Id, ClientName: aws.String("web")})
	must(t, err)
	_, err = api.SignUp(ctx, &cip.SignUpInput{
		ClientId: client.UserPoolClient.ClientId, Username: aws.String("alice"), Password: aws.String("Correct-Horse-1"),
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: aws.String("alice@example.com")}}})
	must(t, err)
	if sent := e.Messages(emulator.MessageFilter{Username: "alice"}); len(sent) != 1 || !strings.Contains(sent[0].Body, sent[0].Code) {
		t.Errorf("%+v", sent)
	}
	if made := e.Invocations(emulator.InvocationFilter{}); len(made) > 0 {
		t.Errorf("%+v", made)
	}
}

// Functions that nobody can call fail the operation that needs them, by name.
func TestFunctionThatRunsNowhere(t *testing.T) {
	t.Parallel()
	e := emulator.Start(t, emulator.Strict)
	ctx, api := t.Context(), e.Client()
	pool, err := api.CreateUserPool(ctx, &cip.CreateUserPoolInput{
		PoolName:     aws.String("app"),
		LambdaConfig: &types.LambdaConfigType{PreSignUp: aws.String("arn:aws:lambda:us-east-1:000000000000:function:pre-sign-up")}})
	must(t, err)
	_, err = api.AdminCreateUser(ctx, &cip.AdminCreateUserInput{UserPoolId: pool.UserPool.Id, Username: aws.String("alice")})
	var missing *types.UnexpectedLambdaException
	if !errors.As(err, &missing) || missing.ErrorMessage() != "PreSignUp invocation failed due to error ResourceNotFoundException." {
		t.Errorf("%v", err)
	}
}
