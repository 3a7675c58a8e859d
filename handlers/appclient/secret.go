package appclient

import (
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// newSecret is a secret for a client that may have one already.
// Doc: ClientSecretDescriptorType, the id is client id, two hyphens, creation time. Assumed: the time
// in milliseconds, one more where that is taken (A089).
func newSecret(client *state.Client, value string, now time.Time) state.Secret {
	for stamp := now.UnixMilli(); ; stamp++ {
		id := string(client.ID) + "--" + strconv.FormatInt(stamp, 10)
		if secretAt(client, id) < 0 {
			return state.Secret{ID: id, Value: value, Created: now}
		}
	}
}

// secretAt is the place of a secret among those of a client, -1 when it has no such one.
func secretAt(client *state.Client, id string) int {
	return slices.IndexFunc(client.Secrets, func(s state.Secret) bool { return s.ID == id })
}

// describe shows a secret without its value.
func describe(s state.Secret) types.ClientSecretDescriptorType {
	return types.ClientSecretDescriptorType{ClientSecretId: aws.String(s.ID), ClientSecretCreateDate: aws.Time(s.Created)}
}
