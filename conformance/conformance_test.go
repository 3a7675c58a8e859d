package conformance_test

import (
	"context"
	"encoding/json"
	"flag"
	"net"
	"net/http"
	"net/http/httptest"
	neturl "net/url"
	"os"
	"os/signal"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-emulator/conformance"
	"cognito-emulator/emulator"
)

var (
	endpoint = flag.String("endpoint", "", "run the suite against this `URL` instead of our own emulator")
	called   = flag.String("functions", "", "serve the functions of triggers at this `address`, which the endpoint is told by --lambda-url '*=http://<address>/{name}' --sender-key plain")
	region   = flag.String("region", "us-east-1", "region to sign for")
	hold     = flag.Bool("hold", false, "keep the emulator of a failed case up, print its URL and wait for an interrupt")
)

// everything is what our own emulator offers beyond the API.
func everything() []conformance.Feature {
	return []conformance.Feature{conformance.Inspect, conformance.Clock, conformance.Accounts, conformance.Domains, conformance.Reset,
		conformance.Triggers, conformance.PlainSenders, conformance.Providers}
}

// calling makes an emulator call functions where the suite serves them.
func calling(f *conformance.Functions) emulator.Option {
	return func(o *emulator.Options) {
		o.Triggers.URLs = map[string]string{emulator.AnyFunction: f.URL + "/{name}"}
		o.Triggers.Senders.Plain = true
		o.Triggers.Timeout = 2 * time.Second // cases wait for functions that never answer
	}
}

// Every case runs in process, where the client's transport calls the handler.
func TestInProcess(t *testing.T) {
	ours(t)
	functions := conformance.ServeFunctions(t, "127.0.0.1:0")
	conformance.Run(t, conformance.Target{Features: everything(), Functions: functions, Start: func(tb testing.TB) conformance.Endpoint {
		e := emulator.Start(tb, emulator.Strict, calling(functions))
		holdOn(tb, e.ServeHTTP)
		return conformance.Endpoint{URL: e.URL(), HTTP: e.Transport()}
	}})
}

// Every case runs over the network.
func TestOverTCP(t *testing.T) {
	ours(t)
	functions := conformance.ServeFunctions(t, "127.0.0.1:0")
	conformance.Run(t, conformance.Target{Features: everything(), Functions: functions, Start: func(tb testing.TB) conformance.Endpoint {
		e := emulator.Start(tb, emulator.Strict, calling(functions))
		holdOn(tb, e.ServeHTTP)
		return conformance.Endpoint{URL: serve(tb, e.ServeHTTP)}
	}})
}

// Every case runs over the network, and before its last step what the emulator knows moves to another one, which takes its
// place with the same address and the same time.
func TestOverTCPWithRestore(t *testing.T) {
	ours(t)
	functions := conformance.ServeFunctions(t, "127.0.0.1:0")
	conformance.Run(t, conformance.Target{Features: everything(), Functions: functions, Start: func(tb testing.TB) conformance.Endpoint {
		var now atomic.Pointer[emulator.Emulator]
		now.Store(emulator.Start(tb, emulator.Strict, calling(functions)))
		present := func(w http.ResponseWriter, r *http.Request) { now.Load().ServeHTTP(w, r) }
		url := serve(tb, present)
		holdOn(tb, present)
		return conformance.Endpoint{
			URL:      url,
			Snapshot: func() ([]byte, error) { return now.Load().Snapshot() },
			Restore: func(image []byte) error {
				next := emulator.Start(tb, emulator.Strict, calling(functions))
				if err := next.Restore(image); err != nil {
					return err
				}
				if clock := now.Load().Clock().State(); clock.Frozen {
					next.Clock().Freeze(true)
					next.Clock().Set(clock.Now)
				} else {
					next.Clock().Advance(clock.Offset)
				}
				now.Store(next)
				return nil
			},
		}
	}})
}

// TestEndpoint runs the suite against any other endpoint: go test ./conformance -endpoint http://127.0.0.1:4588
//
// With AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY set it signs with those; that is for the service itself, where cases
// that look at messages or move the clock are skipped.
func TestEndpoint(t *testing.T) {
	if *endpoint == "" {
		t.Skip("no -endpoint is given")
	}
	at := conformance.Endpoint{URL: *endpoint, Region: *region}
	features := offered(t, *endpoint)
	if key := os.Getenv("AWS_ACCESS_KEY_ID"); key != "" && len(features) == 0 {
		secret, session := os.Getenv("AWS_SECRET_ACCESS_KEY"), os.Getenv("AWS_SESSION_TOKEN")
		at.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: key, SecretAccessKey: secret, SessionToken: session, Source: "environment"}, nil
		})
	}
	target := conformance.Target{Shared: true, Features: features}
	if *called != "" {
		target.Functions = conformance.ServeFunctions(t, *called)
		target.Features = append(target.Features, conformance.Triggers, conformance.PlainSenders)
	}
	target.Start = func(testing.TB) conformance.Endpoint { return at }
	conformance.Run(t, target)
}

// offered asks the endpoint whether it is one of ours.
func offered(t *testing.T, url string) []conformance.Feature {
	t.Helper()
	client := http.Client{Timeout: 10 * time.Second}
	res, err := client.Get(url + "/_inspect/clock")
	if err != nil {
		t.Fatalf("the endpoint does not answer: %v", err)
	}
	var clock struct{ Now time.Time }
	err = json.NewDecoder(res.Body).Decode(&clock)
	if cerr := res.Body.Close(); cerr != nil {
		t.Fatal(cerr)
	}
	if res.StatusCode != http.StatusOK || err != nil || clock.Now.IsZero() {
		return nil
	}
	features := []conformance.Feature{conformance.Inspect, conformance.Clock, conformance.Accounts, conformance.Domains}
	if at, err := neturl.Parse(url); err == nil && net.ParseIP(at.Hostname()).IsLoopback() {
		features = append(features, conformance.Providers)
	}
	return features
}

// ours skips the runs against our own emulator when another endpoint is asked for.
func ours(t *testing.T) {
	t.Helper()
	if *endpoint != "" {
		t.Skip("-endpoint is given")
	}
}

// serve puts an emulator on the network.
func serve(tb testing.TB, handler http.HandlerFunc) string {
	server := httptest.NewServer(handler)
	tb.Cleanup(server.Close)
	return server.URL
}

// holdOn keeps the emulator of a failed case up for somebody to look at, with -hold.
func holdOn(tb testing.TB, handler http.HandlerFunc) {
	if !*hold {
		return
	}
	tb.Cleanup(func() {
		if !tb.Failed() {
			return
		}
		server := httptest.NewServer(handler)
		defer server.Close()
		tb.Logf("%s failed; its emulator is at %s until an interrupt", tb.Name(), server.URL)
		_, _ = os.Stderr.WriteString(tb.Name() + ": " + server.URL + "\n")
		stop := make(chan os.Signal, 1)
		signal.Notify(stop, os.Interrupt)
		<-stop
		signal.Stop(stop)
	})
}
