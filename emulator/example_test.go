package emulator_test

import (
	"context"
	"fmt"
	"log"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator"
)

// A user signs up, and the code that confirms it is read where the service would have sent it. In a
// test, Start takes the place of New and Close.
func Example() {
	e, err := emulator.New(emulator.Options{})
	if err != nil {
		log.Fatal(err)
	}
	ctx, api := context.Background(), e.Client()

	pool, err := api.CreateUserPool(ctx, &cip.CreateUserPoolInput{
		PoolName: aws.String("app"), AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"}})
	if err != nil {
		log.Fatal(err)
	}
	client, err := api.CreateUserPoolClient(ctx, &cip.CreateUserPoolClientInput{
		UserPoolId: pool.UserPool.Id, ClientName: aws.String("web")})
	if err != nil {
		log.Fatal(err)
	}
	id := client.UserPoolClient.ClientId
	_, err = api.SignUp(ctx, &cip.SignUpInput{
		ClientId: id, Username: aws.String("alice"), Password: aws.String("Correct-Horse-1"),
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: aws.String("alice@example.com")}}})
	if err != nil {
		log.Fatal(err)
	}

	message, err := e.WaitMessage(ctx, emulator.MessageFilter{Username: "alice", Purpose: "CustomMessage_SignUp"})
	if err != nil {
		log.Fatal(err)
	}
	_, err = api.ConfirmSignUp(ctx, &cip.ConfirmSignUpInput{
		ClientId: id, Username: aws.String("alice"), ConfirmationCode: aws.String(message.Code)})
	if err != nil {
		log.Fatal(err)
	}
	user, err := api.AdminGetUser(ctx, &cip.AdminGetUserInput{UserPoolId: pool.UserPool.Id, Username: aws.String("alice")})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(message.Channel, "to", message.Destination, "made the user", user.UserStatus)
	if err := e.Close(); err != nil {
		log.Fatal(err)
	}
	// Output: email to alice@example.com made the user CONFIRMED
}
