// Package optest runs operations in tests: through the whole pipeline, called with the official
// client, on an empty store, a frozen clock and seeded randomness. It is for tests only.
package optest

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/clock"
	"cognito-emulator/emulator/entropy"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/token"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// Start is where the clock of every bench stands.
var start = time.Date(2026, 3, 3, 4, 5, 6, 789e6, time.UTC)

// Bench is operations ready to be called.
type Bench struct {
	Env *op.Env
	// API signs what wants a signature, with the account 000000000000 in us-east-1.
	API *cip.Client
	// Unsigned is the same without credentials.
	Unsigned *cip.Client
	handler  http.Handler
}

// New returns a bench with the operations that the subjects register. A record that is changed after
// it was stored, and an error that the service does not declare for the operation, fail the test.
func New(t testing.TB, subjects ...func(*op.Env) []op.Operation) *Bench {
	t.Helper()
	seeded := entropy.Seeded(1)
	store := state.New(state.Fingerprint())
	now := clock.New()
	now.Set(start)
	now.Freeze(true)
	now.Set(start)
	b := &Bench{Env: &op.Env{
		Store:      store,
		Clock:      now,
		Entropy:    seeded,
		Reserve:    token.NewReserve(0, seeded),
		Keys:       token.NewCache(),
		Settings:   op.Settings{Issuer: op.Issuer{Mode: op.IssuerLocal, PublicURL: "http://localhost:4588"}},
		Background: op.NewBackground(),
		Log:        slog.New(slog.NewTextHandler(io.Discard, nil)),
		Undeclared: func(operation, code string) {
			t.Errorf("%s answers with %s, which the service does not declare for it", operation, code)
		},
	}}
	b.Triggers(t, trigger.Settings{})
	var operations []op.Operation
	for _, subject := range subjects {
		operations = append(operations, subject(b.Env)...)
	}
	dispatcher, err := op.NewDispatcher(b.Env, operations)
	if err != nil {
		t.Fatal(err)
	}
	b.handler = dispatcher
	b.API = b.client(aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "000000000000", SecretAccessKey: "secret"}, nil
	}))
	b.Unsigned = b.client(aws.AnonymousCredentials{})
	t.Cleanup(func() {
		b.Env.Background.Close()
		b.Env.Reserve.Close()
		if err := store.Verify(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// Triggers says where the functions of triggers run. Without it, nowhere.
func (b *Bench) Triggers(t testing.TB, s trigger.Settings) {
	t.Helper()
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	b.Env.Triggers = trigger.New(s, b.Env.Store, b.Env.Clock, b.Env.Entropy, b.Env.Log)
	t.Cleanup(b.Env.Triggers.Close)
}

// Now is the bench's present.
func (b *Bench) Now() time.Time { return b.Env.Clock.Now() }

// Send sends a request as it is to the pipeline.
func (b *Bench) Send(r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w.Result()
}

func (b *Bench) client(credentials aws.CredentialsProvider) *cip.Client {
	return cip.New(cip.Options{
		Region:       "us-east-1",
		BaseEndpoint: aws.String("http://localhost:4588"),
		Credentials:  credentials,
		Retryer:      aws.NopRetryer{},
		HTTPClient:   &http.Client{Transport: direct{b}},
	})
}

// direct carries a request to the pipeline without a network.
type direct struct{ b *Bench }

// RoundTrip implements http.RoundTripper.
func (d direct) RoundTrip(r *http.Request) (*http.Response, error) { return d.b.Send(r), nil }
