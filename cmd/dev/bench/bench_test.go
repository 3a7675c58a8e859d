package bench

import (
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"cognito-emulator/emulator"
)

func TestMedian(t *testing.T) {
	for _, test := range []struct {
		values []float64
		want   float64
	}{{[]float64{5}, 5}, {[]float64{9, 1, 5}, 5}, {[]float64{4, 100, 2, 3}, 4}} {
		if got := median(test.values); got != test.want {
			t.Errorf("median(%v) = %v", test.values, got)
		}
	}
}

func TestExponent(t *testing.T) {
	for _, test := range []struct {
		a, b time.Duration
		want float64
	}{{10, 10, 0}, {10, 1000, 1}, {10, 100, 0.5}, {100, 10, -0.5}} {
		if got := exponent(test.a, test.b, 1000, 100_000); math.Abs(got-test.want) > 1e-9 {
			t.Errorf("from %d to %d: %v", test.a, test.b, got)
		}
	}
}

func TestRender(t *testing.T) {
	got := string(Render([]Figure{{"a", "< 1", "0.5"}, {"b", "≥ 2 ×", "3"}}))
	if want := "| what | goal | measured |\n|---|---|---|\n| a | < 1 | 0.5 |\n| b | ≥ 2 × | 3 |\n\n"; !strings.HasPrefix(got, want) {
		t.Error(got)
	}
}

// The requests that are measured must be what an emulator answers, over both kinds of caller.
func TestScene(t *testing.T) {
	e := emulator.Start(t)
	server := httptest.NewServer(e)
	defer server.Close()
	c, err := dial(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	for name, api := range map[string]caller{"network": c, "inside": inside{&http.Client{Transport: e.Transport()}}} {
		s, err := newScene(api)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := s.addUsers(2); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		token, err := s.token(1)
		if err != nil || token == "" {
			t.Fatalf("%s: %q, %v", name, token, err)
		}
		if err := s.srpLogin(); err != nil {
			t.Errorf("%s: SRP: %v", name, err)
		}
		for _, op := range operations() {
			operation, in := op.request(s, 1, token)
			if err := api.call(operation, in, nil); err != nil {
				t.Errorf("%s: %s: %v", name, op.name, err)
			}
		}
		if err := api.call("GetUser", object{"AccessToken": "no token"}, nil); err == nil {
			t.Errorf("%s: a refusal is taken for an answer", name)
		}
	}
}

// What is measured of users who have things must be what an emulator answers.
func TestDeeds(t *testing.T) {
	c, err := furnish(known)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.connect(); err != nil {
		t.Fatal(err)
	}
	for _, d := range deeds() {
		if err := c.play(d); err != nil {
			t.Errorf("%s: %v", d.name, err)
		}
		if n := len(c.took[d.name]); n != d.times || slices.Min(c.took[d.name]) <= 0 {
			t.Errorf("%s took %v", d.name, c.took[d.name])
		}
	}
	if err := c.close(); err != nil {
		t.Error(err)
	}
}

func TestLoad(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("X-Amz-Target") != "AWSCognitoIdentityProviderService.Any" || string(body) != `{"A":1}` {
			http.Error(w, "not what was sent", http.StatusBadRequest)
		}
	}))
	defer server.Close()
	text, err := request("Any", object{"A": 1})
	if err != nil {
		t.Fatal(err)
	}
	rate, err := load(server.Listener.Addr().String(), [][]byte{text, text}, 20*time.Millisecond)
	if err != nil || rate <= 0 {
		t.Errorf("%v a second, %v", rate, err)
	}
	if _, err := load(server.Listener.Addr().String(), [][]byte{text, []byte("GET / HTTP/1.1\r\nHost: h\r\n\r\n")}, time.Millisecond); err == nil {
		t.Error("an error counts as an answer")
	}
}

// What /proc tells of our own process must be about right.
func TestProcess(t *testing.T) {
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		t.Skip(err)
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: &exec.Cmd{Process: self}}
	before, err := p.cpu()
	if err != nil {
		t.Fatal(err)
	}
	for begin := time.Now(); time.Since(begin) < 100*time.Millisecond; { // something to do
		math.Sqrt(float64(begin.Nanosecond()))
	}
	after, err := p.cpu()
	if err != nil || after < before {
		t.Errorf("from %s to %s, %v", before, after, err)
	}
	if n, err := p.resident(); err != nil || n < 1<<20 || n > 1<<32 {
		t.Errorf("%d bytes resident, %v", n, err)
	}
}
