package emulator

import (
	"context"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// Client returns a client of the official SDK that talks to the emulator, with credentials that mean
// nothing. It calls over the network when the emulator listens for plain HTTP, and directly
// otherwise.
func (e *Emulator) Client(change ...func(*cip.Options)) *cip.Client {
	o := cip.Options{
		BaseEndpoint: aws.String(e.url),
		Region:       e.options.Region,
		Credentials:  aws.CredentialsProviderFunc(dummyCredentials),
		Retryer:      aws.NopRetryer{}, // a test wants the first answer
	}
	if o.Region == "" {
		o.Region = "us-east-1"
	}
	if e.options.Listen == "" {
		o.HTTPClient = &http.Client{Transport: e.Transport()}
	}
	return cip.New(o, change...)
}

func dummyCredentials(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "test", SecretAccessKey: "test", Source: "cognito-emulator"}, nil
}
