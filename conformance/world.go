package conformance

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// World is the scene of one run of one case: an account of its own at the target, clients to talk with, and what the
// steps have made so far. Pool, client and user are remembered as they are made, so that a case with one of each never
// has to name them.
type World struct {
	t        testing.TB
	ctx      context.Context
	at       Endpoint
	features []Feature
	shared   bool
	disturbs bool

	// API is the official client. It signs the operations that want a signature, with an account of this world's own.
	API *cip.Client
	// Unsigned is the same without credentials.
	Unsigned *cip.Client

	http        *http.Client
	detour      *detour
	browser     *Browser // made when it is first asked for
	provider    *openID  // the OpenID provider that runs, and the SAML provider
	saml        *samlProvider
	functions   *Functions
	credentials aws.CredentialsProvider
	account     string
	region      string

	pool   *Pool
	client *Client
	user   *User
	// metadata is the ClientMetadata of every request of a sign-in.
	metadata map[string]string
	admin    bool    // sign in through the Admin operations
	auth     *Answer // the last answer of a sign-in
	kept     map[string]string
	serial   int

	// passkeys is the authenticator of the user made last.
	passkeys *authenticator

	mu    sync.Mutex
	pools []string // to delete afterwards
}

func newWorld(t testing.TB, target Target, at Endpoint) *World {
	t.Helper()
	w := &World{
		t: t, ctx: t.Context(), at: at, functions: target.Functions, features: target.Features, shared: target.Shared,
		region: at.Region, credentials: at.Credentials,
		account: fmt.Sprint(100_000_000_000 + rand.Int64N(900_000_000_000)), kept: map[string]string{},
	}
	if w.region == "" {
		w.region = "us-east-1"
	}
	if w.credentials == nil {
		w.credentials = account(w.account)
	}
	carrier := at.HTTP
	if carrier == nil {
		carrier = http.DefaultTransport
	}
	// The login pages answer with redirects that a case wants to see, not to follow.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	w.detour = newDetour(carrier, at.URL)
	w.http = &http.Client{Transport: newRecorder(t, w.detour), CheckRedirect: stay, Timeout: time.Minute}
	w.API = w.connect(w.region, w.credentials)
	w.Unsigned = w.connect(w.region, aws.AnonymousCredentials{})
	t.Cleanup(w.tidy)
	return w
}

// connect makes an official client for the target. Nothing is tried twice: a case wants to see the first answer.
func (w *World) connect(region string, with aws.CredentialsProvider) *cip.Client {
	return cip.New(cip.Options{
		BaseEndpoint: aws.String(w.at.URL), Region: region, Credentials: with,
		HTTPClient: w.http, Retryer: aws.NopRetryer{}, AppID: "conformance",
	})
}

// Account gives a client of another account at the same target, for another region if one is named.
func (w *World) Account(id, region string) *cip.Client {
	if region == "" {
		region = w.region
	}
	return w.connect(region, account(id))
}

// tidy leaves a shared target as it was found.
func (w *World) tidy() {
	if !w.shared {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for _, id := range w.pools {
		w.remove(ctx, id)
	}
	if w.disturbs && w.Has(Clock) {
		w.ctx = ctx
		w.moveClock(`{"reset":true}`)
	}
}

// remove deletes a pool with its domains. A pool that the case itself deleted is no trouble, and one that cannot be deleted
// is nothing to fail for.
func (w *World) remove(ctx context.Context, id string) {
	pool, err := w.API.DescribeUserPool(ctx, &cip.DescribeUserPoolInput{UserPoolId: &id})
	if err != nil {
		return
	}
	for _, domain := range []*string{pool.UserPool.Domain, pool.UserPool.CustomDomain} {
		if domain != nil && err == nil {
			_, err = w.API.DeleteUserPoolDomain(ctx, &cip.DeleteUserPoolDomainInput{UserPoolId: &id, Domain: domain})
		}
	}
	if err == nil {
		_, err = w.API.DeleteUserPool(ctx, &cip.DeleteUserPoolInput{UserPoolId: &id})
	}
	if err != nil {
		w.t.Logf("left behind: %s: %v", id, err)
	}
}

// Has reports whether the target offers a feature.
func (w *World) Has(f Feature) bool { return slices.Contains(w.features, f) }

// AsAdmin sends every sign-in after it through AdminInitiateAuth and AdminRespondToAuthChallenge.
func (w *World) AsAdmin() { w.admin = true }

// Keep remembers a text for a later step, Kept gives it back.
func (w *World) Keep(name, value string) { w.kept[name] = value }

// Kept gives back what Keep remembered.
func (w *World) Kept(name string) string {
	w.t.Helper()
	v, ok := w.kept[name]
	if !ok {
		w.t.Fatalf("nothing was kept as %q", name)
	}
	return v
}

// Name makes a name that nothing else in this world has.
func (w *World) Name(kind string) string {
	w.serial++
	return fmt.Sprintf("%s%d-%s", kind, w.serial, strings.ToLower(w.account[:4]))
}

// Logf, Errorf and Fatalf are those of the test.
func (w *World) Logf(format string, args ...any) { w.t.Helper(); w.t.Logf(format, args...) }

// Errorf fails the case and goes on.
func (w *World) Errorf(format string, args ...any) { w.t.Helper(); w.t.Errorf(format, args...) }

// Fatalf fails the case and ends it.
func (w *World) Fatalf(format string, args ...any) { w.t.Helper(); w.t.Fatalf(format, args...) }

// must ends the case when err is not nil.
func (w *World) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// Race calls f from n goroutines at once, with the numbers 0 to n-1, and gives the error of each. f must not end the test.
func (w *World) Race(n int, f func(i int) error) []error {
	errs := make([]error, n)
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	ready.Add(n)
	for i := range n {
		done.Go(func() {
			ready.Done()
			<-start
			errs[i] = f(i)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
	return errs
}

// OneWins judges a race: exactly one without an error, all others refused with that type and text.
func (w *World) OneWins(errs []error, code string, texts ...string) {
	w.t.Helper()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		w.Fails(err, code, texts...)
	}
	if won != 1 {
		w.t.Errorf("%d of %d calls succeeded, want exactly 1", won, len(errs))
	}
}

// account makes credentials whose access key is the number of an account.
func account(id string) aws.CredentialsProvider {
	c := aws.Credentials{AccessKeyID: id, SecretAccessKey: "secret", Source: "conformance"}
	return aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return c, nil })
}
