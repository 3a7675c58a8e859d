package appclient_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"
)

func TestTwoSecrets(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newClient(t, b, func(in *cip.CreateUserPoolClientInput) { in.GenerateSecret = true })
	pool := aws.String(poolID)
	listed := func(want ...types.ClientSecretDescriptorType) {
		t.Helper()
		got := ok(t, b.API.ListUserPoolClientSecrets, &cip.ListUserPoolClientSecretsInput{UserPoolId: pool, ClientId: made.ClientId})
		if d := cmp.Diff(&cip.ListUserPoolClientSecretsOutput{ClientSecrets: want}, got, ignoreMarkers()); d != "" {
			t.Error(d)
		}
	}
	descriptor := func(at time.Time, stamp int64) types.ClientSecretDescriptorType {
		return types.ClientSecretDescriptorType{ClientSecretId: aws.String(fmt.Sprintf("%s--%d", *made.ClientId, stamp)), ClientSecretCreateDate: &at}
	}
	first := descriptor(b.Now(), b.Now().UnixMilli())
	listed(first)

	// A second one at the same moment has an id of its own.
	add := &cip.AddUserPoolClientSecretInput{UserPoolId: pool, ClientId: made.ClientId}
	added := ok(t, b.API.AddUserPoolClientSecret, add).ClientSecretDescriptor
	second := descriptor(b.Now(), b.Now().UnixMilli()+1)
	shown := second
	if shown.ClientSecretValue = added.ClientSecretValue; shown.ClientSecretValue == nil || len(*shown.ClientSecretValue) < 51 {
		t.Error("a generated secret is not shown")
	}
	if d := cmp.Diff(&shown, added, ignoreMarkers()); d != "" {
		t.Error(d)
	}
	listed(first, second)
	if d := cmp.Diff(made, describe(t, b, made.ClientId), ignoreMarkers()); d != "" {
		t.Errorf("with a second secret the client shows\n%s", d)
	}
	refused(t, b.API.AddUserPoolClientSecret, add, "LimitExceededException", "The maximum number of client secrets for the client has been reached.")

	// The older one goes; the client shows the other.
	remove := &cip.DeleteUserPoolClientSecretInput{UserPoolId: pool, ClientId: made.ClientId, ClientSecretId: first.ClientSecretId}
	ok(t, b.API.DeleteUserPoolClientSecret, remove)
	listed(second)
	if got := describe(t, b, made.ClientId).ClientSecret; aws.ToString(got) != *added.ClientSecretValue {
		t.Errorf("the client shows %q", aws.ToString(got))
	}
	refused(t, b.API.DeleteUserPoolClientSecret, remove, "ResourceNotFoundException", "Client secret "+*first.ClientSecretId+" does not exist.")
	remove.ClientSecretId = second.ClientSecretId
	refused(t, b.API.DeleteUserPoolClientSecret, remove, "InvalidParameterException", "The last client secret of a client cannot be deleted.")

	// One's own secret is not shown again.
	b.Env.Clock.Advance(time.Minute)
	add.ClientSecret = aws.String("a_secret_of_my_own_choice")
	own := descriptor(b.Now(), b.Now().UnixMilli())
	if d := cmp.Diff(&own, ok(t, b.API.AddUserPoolClientSecret, add).ClientSecretDescriptor, ignoreMarkers()); d != "" {
		t.Error(d)
	}
	listed(second, own)
	refused(t, b.API.ListUserPoolClientSecrets, &cip.ListUserPoolClientSecretsInput{UserPoolId: pool, ClientId: made.ClientId, NextToken: aws.String("x")},
		"InvalidParameterException", "Invalid pagination token given")
}

func TestPublicClientGetsNoSecret(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newClient(t, b, nil)
	refused(t, b.API.AddUserPoolClientSecret, &cip.AddUserPoolClientSecretInput{UserPoolId: aws.String(poolID), ClientId: made.ClientId},
		"InvalidParameterException", "Client "+*made.ClientId+" is not configured with secret")
	got := post(t, b, "ListUserPoolClientSecrets", `{"UserPoolId":"us-east-1_pool","ClientId":"`+*made.ClientId+`"}`)
	if got != `{"ClientSecrets":[]}` {
		t.Error(got)
	}
}

// Of many who add a second secret at once, one does.
func TestSecondSecretRace(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newClient(t, b, func(in *cip.CreateUserPoolClientInput) { in.GenerateSecret = true })
	var won atomic.Int32
	var done sync.WaitGroup
	for range 8 {
		done.Go(func() {
			in := &cip.AddUserPoolClientSecretInput{UserPoolId: aws.String(poolID), ClientId: made.ClientId}
			if _, err := b.API.AddUserPoolClientSecret(t.Context(), in); err == nil {
				won.Add(1)
			}
		})
	}
	done.Wait()
	if won.Load() != 1 {
		t.Errorf("%d secrets were added, want 1", won.Load())
	}
}
