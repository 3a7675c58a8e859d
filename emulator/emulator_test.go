package emulator

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/state"
)

// write stores records.
func write(t *testing.T, e *Emulator, change func(*state.Tx) error) {
	t.Helper()
	if err := e.env.Store.Update(change); err != nil {
		t.Fatal(err)
	}
}

// send carries a request to the emulator and returns its answer and the body of it.
func send(t *testing.T, e *Emulator, method, url, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got, err := e.Transport().RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	return got, read(t, got)
}

// read reads the body of an answer to its end.
func read(t *testing.T, r *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err := errors.Join(err, r.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}

func TestClient(t *testing.T) {
	t.Parallel()
	e := Start(t, Strict)
	_, err := e.Client().InitiateAuth(t.Context(), &cip.InitiateAuthInput{
		ClientId: aws.String("nobody"), AuthFlow: types.AuthFlowTypeUserPasswordAuth})
	var gone *types.ResourceNotFoundException
	if !errors.As(err, &gone) || gone.ErrorMessage() != "User pool client nobody does not exist." {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err = e.Client().InitiateAuth(ctx, &cip.InitiateAuthInput{
		ClientId: aws.String("nobody"), AuthFlow: types.AuthFlowTypeUserPasswordAuth}); !errors.Is(err, context.Canceled) {
		t.Errorf("a call that was given up answers %v", err)
	}
}

func TestSnapshotAndReset(t *testing.T) {
	t.Parallel()
	e := Start(t, Strict)
	write(t, e, func(tx *state.Tx) error {
		tx.AddMessage(&state.Message{Pool: "p_1", Code: "012345", Sent: e.Clock().Now()})
		return nil
	})
	before := e.Messages(MessageFilter{})
	snapshot, err := e.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	send(t, e, "POST", "http://x/_inspect/reset", "")
	if left := e.Messages(MessageFilter{}); len(left) != 0 {
		t.Errorf("after the reset there is %+v", left)
	}
	if err := e.Restore([]byte("{}")); err == nil {
		t.Error("something that is no snapshot was restored")
	}
	if err := e.Restore(snapshot); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, e.Messages(MessageFilter{})); d != "" {
		t.Errorf("what was there before and after:\n%s", d)
	}
}

func TestWaitMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := Start(t, Strict)
		for _, code := range []string{"000001", "000002"} {
			write(t, e, func(tx *state.Tx) error {
				tx.AddMessage(&state.Message{Pool: "p_1", Code: code})
				return nil
			})
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if m, err := e.WaitMessage(ctx, MessageFilter{UserPoolID: "p_1"}); err != nil || m.Code != "000002" {
			t.Errorf("got %+v, %v; want the newest", m, err)
		}
		go func() {
			time.Sleep(time.Second)
			write(t, e, func(tx *state.Tx) error {
				tx.AddMessage(&state.Message{Pool: "p_2", Code: "000003"})
				return nil
			})
		}()
		if m, err := e.WaitMessage(ctx, MessageFilter{UserPoolID: "p_2"}); err != nil || m.Code != "000003" {
			t.Errorf("got %+v, %v; want the one that came", m, err)
		}
		if m, err := e.WaitMessage(ctx, MessageFilter{UserPoolID: "p_3"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %+v, %v; want the end of the wait", m, err)
		}
	})
}

// keySet fetches the key set of a new pool.
func keySet(t *testing.T, e *Emulator) string {
	t.Helper()
	write(t, e, func(tx *state.Tx) error { return tx.AddPool(&state.Pool{ID: "us-east-1_pool", Region: "us-east-1"}) })
	_, text := send(t, e, "GET", "http://x/us-east-1_pool/.well-known/jwks.json", "")
	return text
}

func TestSeed(t *testing.T) {
	t.Parallel()
	seeded := func(n uint64) *Emulator { return Start(t, Strict, func(o *Options) { o.Seed = n }) }
	a, b, other := seeded(7), seeded(7), seeded(8)
	idA, idB, idOther := a.env.Entropy.UUID(), b.env.Entropy.UUID(), other.env.Entropy.UUID()
	if idA != idB || idA == idOther {
		t.Errorf("ids: %s and %s of one seed, %s of another", idA, idB, idOther)
	}
	keysA, keysB, keysOther := keySet(t, a), keySet(t, b), keySet(t, other)
	if keysA != keysB || keysA == keysOther {
		t.Errorf("keys:\n%s and\n%s of one seed,\n%s of another", keysA, keysB, keysOther)
	}
}

// A test binary may have any number of emulators. The bubble fails when a goroutine is left.
func TestManyInstances(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for i := range 1000 {
			e, err := New(Options{Seed: uint64(i / 999)}) // the last one makes keys of its own
			if err != nil {
				t.Fatal(err)
			}
			if r, text := send(t, e, "GET", e.URL()+"/health", ""); r.StatusCode != http.StatusOK {
				t.Fatal(text)
			}
			if i == 999 {
				keySet(t, e)
			}
			if err := e.Close(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestListen(t *testing.T) {
	t.Parallel()
	e, err := New(Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	if want := "http://localhost:" + strings.TrimPrefix(e.Address(), "127.0.0.1:"); e.URL() != want {
		t.Errorf("URL is %s, want %s", e.URL(), want)
	}
	var api smithy.APIError
	if _, err := e.Client().StartUserImportJob(t.Context(), &cip.StartUserImportJobInput{
		JobId: aws.String("import-1"), UserPoolId: aws.String("us-east-1_pool")}); !errors.As(err, &api) {
		t.Errorf("over the network: %v", err)
	}
	if _, err := New(Options{Listen: e.Address()}); err == nil {
		t.Error("two emulators listen on one address")
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	if _, err := e.Client().InitiateAuth(t.Context(), &cip.InitiateAuthInput{
		ClientId: aws.String("nobody"), AuthFlow: types.AuthFlowTypeUserPasswordAuth}); err == nil || errors.As(err, &api) {
		t.Errorf("after Close a call answers %v", err)
	}
}

func TestListenTLS(t *testing.T) {
	t.Parallel()
	other := httptest.NewTLSServer(nil) // has a certificate, and a client that trusts it
	defer other.Close()
	e := Start(t, func(o *Options) { o.ListenTLS, o.TLS = "127.0.0.1:0", other.TLS.Clone() })
	if want := "https://localhost:" + strings.TrimPrefix(e.AddressTLS(), "127.0.0.1:"); e.URL() != want || e.Address() != "" {
		t.Errorf("URL is %s, want %s; plain address %q", e.URL(), want, e.Address())
	}
	r, err := other.Client().Get("https://" + e.AddressTLS() + "/health")
	if err != nil {
		t.Fatal(err)
	}
	if text := read(t, r); r.StatusCode != http.StatusOK {
		t.Error(r.Status, text)
	}
}

func TestOptions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		options Options
		want    string // the beginning of the error
	}{
		{Options{}, ""},
		{Options{Listen: ":0", PublicURL: "https://id.test/", Issuer: "https://id.test/x", FixedCode: "12345678", Seed: 1}, ""},
		{Options{Issuer: "request"}, ""},
		{Options{Listen: "localhost"}, "listen address "},
		{Options{Listen: "localhost:http"}, "listen address "},
		{Options{Listen: "localhost:65536"}, "listen address "},
		{Options{ListenTLS: "localhost", TLS: &tls.Config{}}, "listen address "},
		{Options{ListenTLS: "localhost:0"}, "TLS needs both"},
		{Options{TLS: &tls.Config{}}, "TLS needs both"},
		{Options{PublicURL: "localhost:4588"}, "public URL "},
		{Options{PublicURL: "http://user@localhost"}, "public URL "},
		{Options{PublicURL: "http://localhost?a=b"}, "public URL "},
		{Options{Issuer: "AWS"}, "issuer "},
		{Options{Issuer: "ftp://id.test"}, "issuer "},
		{Options{FixedCode: "12345"}, "fixed code "},
		{Options{FixedCode: "123456789"}, "fixed code "},
		{Options{FixedCode: "12345x"}, "fixed code "},
	} {
		err := c.options.Validate()
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%+v: %v", c.options, err)
		case c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)):
			t.Errorf("%+v: %v, want an error about the %s", c.options, err, c.want)
		}
	}
}

// The issuer of tokens and the discovery document come from the options.
func TestIssuer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		options Options
		want    string
	}{
		{Options{}, "http://localhost:4588/us-east-1_pool"},
		{Options{PublicURL: "https://id.test/"}, "https://id.test/us-east-1_pool"},
		{Options{Issuer: "local", PublicURL: "https://id.test"}, "https://id.test/us-east-1_pool"},
		{Options{Issuer: "aws"}, "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool"},
		{Options{Issuer: "request"}, "https://caller.test:99/us-east-1_pool"},
		{Options{Issuer: "https://proxy.test/id/"}, "https://proxy.test/id/us-east-1_pool"},
	} {
		e := Start(t, func(o *Options) { *o = c.options })
		write(t, e, func(tx *state.Tx) error { return tx.AddPool(&state.Pool{ID: "us-east-1_pool", Region: "us-east-1"}) })
		_, text := send(t, e, "GET", "https://caller.test:99/us-east-1_pool/.well-known/openid-configuration", "")
		var doc struct{ Issuer string }
		if err := json.Unmarshal([]byte(text), &doc); err != nil || doc.Issuer != c.want {
			t.Errorf("%+v: issuer %q, %v; want %q", c.options, doc.Issuer, err, c.want)
		}
	}
}
