package emulator

import (
	"bytes"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const target = "AWSCognitoIdentityProviderService."

func TestRouting(t *testing.T) {
	t.Parallel()
	e := Start(t, Strict)
	const notUnderstood = `{"code":"BadRequest","message":"The server did not understand the operation that was requested.","type":"client"}`
	for _, c := range []struct {
		what, method, path string
		headers            []string
		status             int
		body               string // "" does not matter
	}{
		{"health", "GET", "/health", nil, 200, `{"status":"ok"}`},
		{"only the head of it", "HEAD", "/health", nil, 200, ""},
		{"a browser", "GET", "/", nil, 404, notUnderstood},
		{"an unknown path", "POST", "/some/path", nil, 404, notUnderstood},
		{"the wrong method", "POST", "/us-east-1_x/.well-known/jwks.json", nil, 404, notUnderstood},
		{"an unknown pool", "GET", "/us-east-1_x/.well-known/jwks.json", nil, 404,
			`{"__type":"ResourceNotFoundException","message":"User pool us-east-1_x does not exist."}`},
		{"a call without target", "POST", "/", []string{"Content-Type", "application/x-amz-json-1.1"}, 400,
			`{"__type":"UnknownOperationException"}`},
		{"a call of another service", "POST", "/", []string{"Content-Type", "application/x-amz-json-1.1",
			"X-Amz-Target", "AWSCognitoIdentityService.GetId"}, 400, `{"__type":"UnknownOperationException"}`},
		{"a call on any path", "POST", "/auth//idp/", []string{"Content-Type", "application/x-amz-json-1.1",
			"X-Amz-Target", target + "ListUsers"}, 400,
			`{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}`},
		{"a target is nothing without POST", "GET", "/", []string{"X-Amz-Target", target + "ListUsers"}, 404, notUnderstood},
		{"a path that could be cleaned", "GET", "//health", nil, 404, notUnderstood},
	} {
		got, body := send(t, e, c.method, "http://x"+c.path, "{}", c.headers...)
		if got.StatusCode != c.status || c.body != "" && body != c.body {
			t.Errorf("%s: %d %s\nwant %d %s", c.what, got.StatusCode, body, c.status, c.body)
		}
	}
}

func TestCORS(t *testing.T) {
	t.Parallel()
	e := Start(t, Strict)
	got, _ := send(t, e, "OPTIONS", "http://x/any/path", "", "Origin", "http://app.test",
		"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type,x-amz-target,cache-control",
		"Access-Control-Request-Private-Network", "true")
	want := http.Header{
		"Access-Control-Allow-Origin":          {"*"},
		"Access-Control-Allow-Methods":         {"GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"},
		"Access-Control-Allow-Headers":         {"content-type,x-amz-target,cache-control"},
		"Access-Control-Allow-Private-Network": {"true"},
		"Access-Control-Max-Age":               {"86400"},
		"Vary":                                 {"Origin, Access-Control-Request-Headers, Access-Control-Request-Private-Network"},
	}
	if d := cmp.Diff(want, got.Header); got.StatusCode != http.StatusNoContent || d != "" {
		t.Errorf("preflight: %s, want and got differ:\n%s", got.Status, d)
	}
	for _, path := range []string{"/", "/health", "/_inspect/nothing", "/us-east-1_x/.well-known/jwks.json"} {
		for _, method := range []string{"GET", "POST"} {
			got, _ := send(t, e, method, "http://x"+path, "", "Origin", "http://app.test",
				"X-Amz-Target", target+"ListUsers", "Content-Type", "application/x-amz-json-1.1")
			if got.Header.Get("Access-Control-Allow-Origin") != "*" ||
				got.Header.Get("Access-Control-Expose-Headers") != "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date" {
				t.Errorf("%s %s: headers %v", method, path, got.Header)
			}
		}
	}
	if got, _ := send(t, e, "GET", "http://x/health", ""); got.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("who comes from no page is told %v", got.Header)
	}
}

// A redirect or a bare code does not tell whoever develops an app what was wrong; the log does.
func TestReasonsInTheLog(t *testing.T) {
	t.Parallel()
	for request, want := range map[string]string{
		"GET /oauth2/authorize?client_id=x": `path=/oauth2/authorize status=302 error="Client does not exist."`,
		"GET /oauth2/userInfo":              `path=/oauth2/userInfo status=400 error="invalid_request Bad OAuth2 request at UserInfo Endpoint"`,
		"POST /oauth2/token":                `path=/oauth2/token status=400 error=invalid_request`,
		"GET /health":                       "",
	} {
		var log bytes.Buffer
		e := Start(t, func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
		method, path, _ := strings.Cut(request, " ")
		send(t, e, method, "http://x"+path, "")
		if text := log.String(); !strings.Contains(text, want) || want == "" && text != "" {
			t.Errorf("%s: the log says %s", request, text)
		}
	}
}

func TestPanic(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	e := Start(t, func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	e.others = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a bug") })
	got, body := send(t, e, "GET", "http://x/login?code=secret", "")
	if got.StatusCode != http.StatusInternalServerError || body != `{"__type":"InternalErrorException","message":"Internal Error"}` {
		t.Errorf("%s %s", got.Status, body)
	}
	if text := log.String(); !strings.Contains(text, "a bug") || !strings.Contains(text, "serve_test.go") ||
		!strings.Contains(text, "path=/login status=500") || strings.Contains(text, "secret") {
		t.Errorf("the log says %s", text)
	}
}

func TestTransport(t *testing.T) {
	t.Parallel()
	e := Start(t)
	var seen *http.Request
	e.others = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = r
		w.Header().Set("A", "b")
		w.WriteHeader(http.StatusTeapot)
		w.Header().Set("A", "too late")
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write([]byte("text"))
	})
	got, body := send(t, e, "HEAD", "http://host.test:1/path?query=1", "")
	if got.Status != "418 I'm a teapot" || body != "" || got.ContentLength != 4 || got.Header.Get("A") != "b" {
		t.Errorf("answered %+v %q", got, body)
	}
	if seen.Host != "host.test:1" || seen.URL.String() != "/path?query=1" || seen.RequestURI != "/path?query=1" || seen.RemoteAddr == "" {
		t.Errorf("the handler saw %+v", seen)
	}
	if got.Request.URL.Host != "host.test:1" || got.Request.RequestURI != "" {
		t.Errorf("the request was changed: %+v", got.Request)
	}
}
