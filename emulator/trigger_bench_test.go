package emulator_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator"
)

// BenchmarkTriggers puts a sign-in with two functions beside one without and two bare round trips, in
// turns. The goal is a ratio of 1: the functions cost what the network costs.
func BenchmarkTriggers(b *testing.B) {
	function := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		event, err := io.ReadAll(r.Body)
		if err != nil {
			b.Error(err)
		}
		_, _ = w.Write(event)
	}))
	defer function.Close()
	e := emulator.Start(b, func(o *emulator.Options) { o.Triggers.URLs = map[string]string{emulator.AnyFunction: function.URL} })
	arn := aws.String("arn:aws:lambda:us-east-1:000000000000:function:echo")
	plain := account(b, e, nil)
	watched := account(b, e, &types.LambdaConfigType{PreAuthentication: arn, PostAuthentication: arn})
	signIn(b, e, watched)
	event := []byte(e.Invocations(emulator.InvocationFilter{})[0].Event)
	roundTrip := func() {
		answer, err := http.Post(function.URL, "application/json", bytes.NewReader(event))
		if err == nil {
			_, err = io.Copy(io.Discard, answer.Body)
		}
		if err != nil {
			b.Fatal(err)
		}
		_ = answer.Body.Close()
	}
	var without, with, network time.Duration
	measure := func(sum *time.Duration, f func()) {
		begun := time.Now()
		f()
		*sum += time.Since(begun)
	}
	n := 0
	for b.Loop() {
		measure(&without, func() { signIn(b, e, plain) })
		measure(&network, func() { roundTrip(); roundTrip() })
		measure(&with, func() { signIn(b, e, watched) })
		n++
	}
	b.ReportMetric(float64(without.Microseconds())/float64(n), "µs/sign-in")
	b.ReportMetric(float64(network.Microseconds())/float64(n), "µs/two-round-trips")
	b.ReportMetric(float64(with.Microseconds())/float64(n), "µs/sign-in-with-two-functions")
	b.ReportMetric(float64(with)/float64(without+network), "ratio")
}

// account makes a pool with these functions, a client and a user, and returns the client.
func account(b *testing.B, e *emulator.Emulator, functions *types.LambdaConfigType) *string {
	b.Helper()
	ctx, api := b.Context(), e.Client()
	pool, err := api.CreateUserPool(ctx, &cip.CreateUserPoolInput{PoolName: aws.String("app"), LambdaConfig: functions})
	if err != nil {
		b.Fatal(err)
	}
	client, err := api.CreateUserPoolClient(ctx, &cip.CreateUserPoolClientInput{
		UserPoolId: pool.UserPool.Id, ClientName: aws.String("web"), ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH"}})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := api.AdminCreateUser(ctx, &cip.AdminCreateUserInput{
		UserPoolId: pool.UserPool.Id, Username: aws.String("alice"), MessageAction: types.MessageActionTypeSuppress}); err != nil {
		b.Fatal(err)
	}
	if _, err := api.AdminSetUserPassword(ctx, &cip.AdminSetUserPasswordInput{
		UserPoolId: pool.UserPool.Id, Username: aws.String("alice"), Password: aws.String("Correct-Horse-1"), Permanent: true}); err != nil {
		b.Fatal(err)
	}
	signIn(b, e, client.UserPoolClient.ClientId)
	return client.UserPoolClient.ClientId
}

func signIn(b *testing.B, e *emulator.Emulator, client *string) {
	b.Helper()
	_, err := e.Client().InitiateAuth(b.Context(), &cip.InitiateAuthInput{
		AuthFlow: types.AuthFlowTypeUserPasswordAuth, ClientId: client,
		AuthParameters: map[string]string{"USERNAME": "alice", "PASSWORD": "Correct-Horse-1"}})
	if err != nil {
		b.Fatal(err)
	}
}
