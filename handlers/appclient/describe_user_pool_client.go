package appclient

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DescribeUserPoolClient shows an app client with its secret. Doc: API_DescribeUserPoolClient.
func (s service) DescribeUserPoolClient(c *op.Call, _ *state.Pool, in *cip.DescribeUserPoolClientInput) (*newest.DescribeUserPoolClientOutput, error) {
	client, err := c.ClientOf(*in.ClientId)
	if err != nil {
		return nil, err
	}
	return &newest.DescribeUserPoolClientOutput{UserPoolClient: view(client)}, nil
}

// view is a client as its operations show it. Doc: UserPoolClientType. Assumed: of two secrets the
// older one is shown, and every client shows its type (A089, A091).
func view(client *state.Client) *newest.UserPoolClientType {
	shown := &newest.UserPoolClientType{UserPoolClientType: client.Config, ClientType: client.Type}
	shown.UserPoolId, shown.ClientId = aws.String(string(client.Pool)), aws.String(string(client.ID))
	shown.CreationDate, shown.LastModifiedDate = aws.Time(client.Created), aws.Time(client.Modified)
	if len(client.Secrets) > 0 {
		shown.ClientSecret = aws.String(client.Secrets[0].Value)
	}
	return shown
}
