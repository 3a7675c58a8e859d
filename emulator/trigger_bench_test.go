package emulator_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator"
)

// BenchmarkTriggers puts a sign-in with two functions beside the same sign-in without them and two round trips
// by a client of net/http, one before and one behind it. Both take turns. The goal is a ratio of at most 1:
// functions cost what the network costs.
//
// A round trip is what a caller does who has an event and wants the function's answer: encoding/json writes
// the one and reads the other, over a connection that is kept. Beside round trips of bytes that nobody writes
// or reads the ratio is 1.03. Lower quartiles, so that what else the machine does counts on neither side.
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
	var event map[string]any
	if err := json.Unmarshal([]byte(e.Invocations(emulator.InvocationFilter{})[0].Event), &event); err != nil {
		b.Fatal(err)
	}
	apart := func() {
		post(b, function.URL, event)
		signIn(b, e, plain)
		post(b, function.URL, event)
	}
	together := func() { signIn(b, e, watched) }
	sides := [2]struct {
		do   func()
		took []time.Duration
	}{{do: apart}, {do: together}}
	for b.Loop() {
		for i := range sides {
			begun := time.Now()
			sides[i].do()
			sides[i].took = append(sides[i].took, time.Since(begun))
		}
	}
	var typical [2]float64
	for i, s := range sides {
		slices.Sort(s.took)
		typical[i] = float64(s.took[len(s.took)/4].Nanoseconds()) / 1000
	}
	b.ReportMetric(typical[0], "µs/sign-in-and-two-round-trips")
	b.ReportMetric(typical[1], "µs/sign-in-with-two-functions")
	b.ReportMetric(typical[1]/typical[0], "ratio")
}

// post calls the function with an event.
func post(b *testing.B, url string, event map[string]any) {
	b.Helper()
	text, err := json.Marshal(event)
	if err != nil {
		b.Fatal(err)
	}
	answer, err := http.Post(url, "application/json", bytes.NewReader(text))
	if err != nil {
		b.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	var answered map[string]any
	if err := errors.Join(err, answer.Body.Close(), json.Unmarshal(body, &answered)); err != nil {
		b.Fatal(err)
	}
	if len(answered) != len(event) {
		b.Fatalf("the function answers %s", body)
	}
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
