package inspect_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/mux"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/inspect"
	"cognito-emulator/state"
)

// desk is the endpoints on a store of their own.
type desk struct {
	*optest.Bench
	t        *testing.T
	handler  http.Handler
	restarts int
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{Bench: optest.New(t), t: t}
	r := mux.NewRouter()
	(&inspect.Service{
		Env: d.Env, Restart: func() { d.restarts++ },
		Operations: []op.Operation{{Name: "ListUsers", Built: true}, {Name: "TagResource"}},
	}).Routes(r)
	d.handler = r
	return d
}

// write stores records.
func (d *desk) write(change func(*state.Tx) error) {
	d.t.Helper()
	if err := d.Env.Store.Update(change); err != nil {
		d.t.Fatal(err)
	}
}

// call returns status and body of an answer, which must say what it is.
func (d *desk) call(method, path, body string) (int, string) {
	d.t.Helper()
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	got := w.Result()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	kind := "application/json"
	if got.StatusCode >= 400 {
		kind = "application/problem+json"
	}
	if got.Header.Get("Content-Type") != kind {
		d.t.Errorf("%s %s: content type %q, want %q", method, path, got.Header.Get("Content-Type"), kind)
	}
	return got.StatusCode, strings.TrimSpace(string(text))
}

// ok is call for what has to succeed.
func (d *desk) ok(method, path, body string) string {
	d.t.Helper()
	status, text := d.call(method, path, body)
	if status != http.StatusOK {
		d.t.Fatalf("%s %s: %d %s", method, path, status, text)
	}
	return text
}

func TestMistakesAreTold(t *testing.T) {
	d := newDesk(t)
	long := strings.Repeat(" ", 65<<10)
	for _, c := range []struct {
		method, path, body string
		status             int
		detail             string
	}{
		{"GET", "/_inspect/message", "", 404, "there is no /_inspect/message; the endpoints are messages, triggers, logs, risk, totp, clock, reset and operations"},
		{"POST", "/_inspect/messages", "", 405, "/_inspect/messages does not take POST, only DELETE, GET"},
		{"GET", "/_inspect/reset", "", 405, "/_inspect/reset does not take GET, only POST"},
		{"PUT", "/health", "", 405, "/health does not take PUT, only GET"},
		{"GET", "/_inspect/messages?user=a", "", 400,
			`unknown parameter "user"; the parameters are userPoolId, username, destination, channel, purpose, after, wait`},
		{"DELETE", "/_inspect/messages?wait=1s", "", 400,
			`unknown parameter "wait"; the parameters are userPoolId, username, destination, channel, purpose, after`},
		{"GET", "/_inspect/messages?username=a&username=b", "", 400, `the parameter "username" is given 2 times`},
		{"GET", "/_inspect/messages?username=%zz", "", 400, `the query cannot be read: invalid URL escape "%zz"`},
		{"GET", "/_inspect/messages?channel=fax", "", 400, `the channel "fax" is none; channels are sms and email`},
		{"GET", "/_inspect/messages?purpose=SignUp", "", 400,
			`the purpose "SignUp" is none; purposes are CustomMessage_AdminCreateUser, CustomMessage_Authentication, ` +
				`CustomMessage_ForgotPassword, CustomMessage_ResendCode, CustomMessage_SignUp, ` +
				`CustomMessage_UpdateUserAttribute, CustomMessage_VerifyUserAttribute, ` +
				`RiskNotification_BlockEmail, RiskNotification_MfaEmail, RiskNotification_NoActionEmail`},
		{"DELETE", "/_inspect/messages?after=last", "", 400, `after must be the id of a message, a whole number: "last"`},
		{"GET", "/_inspect/messages?wait=5", "", 400, `wait must be a duration like 5s or 1m30s: "5"`},
		{"GET", "/_inspect/messages?wait=11m", "", 400, `wait must be between 0s and 10m0s: "11m"`},
		{"GET", "/_inspect/messages?wait=-1s", "", 400, `wait must be between 0s and 10m0s: "-1s"`},
		{"GET", "/_inspect/?pool=p", "", 400, `unknown parameter "pool"; the parameters are userPoolId`},
		{"GET", "/_inspect/?userPoolId=p", "", 404, "there is no user pool p"},
		{"POST", "/_inspect/", "", 405, "/_inspect/ does not take POST, only GET"},
		{"GET", "/_inspect/totp?username=a", "", 400, `the parameter "userPoolId" is missing`},
		{"GET", "/_inspect/totp?userPoolId=p&username=", "", 400, `the parameter "username" is missing`},
		{"GET", "/_inspect/totp?userPoolId=p&username=a", "", 404, "there is no user pool p"},
		{"GET", "/_inspect/clock?frozen=true", "", 400, `unknown parameter "frozen"; there are none here`},
		{"PUT", "/_inspect/clock?frozen=true", "", 400, `unknown parameter "frozen"; there are none here`},
		{"PUT", "/_inspect/clock", "", 400, "the body is empty"},
		{"PUT", "/_inspect/clock", "{}", 400, `give one of "advance", "set", "frozen" and "reset"`},
		{"PUT", "/_inspect/clock", `{"freeze":true}`, 400, `the body cannot be read: json: unknown field "freeze"`},
		{"PUT", "/_inspect/clock", `{"frozen":"yes"}`, 400,
			"the body cannot be read: json: cannot unmarshal string into Go struct field clockOrder.frozen of type bool"},
		{"PUT", "/_inspect/clock", `{"frozen":true}{}`, 400, "something stands behind the JSON object"},
		{"PUT", "/_inspect/clock", `{"advance":"61"}`, 400, `"advance" must be a duration like 61m or 24h: "61"`},
		{"PUT", "/_inspect/clock", `{"advance":"1h","set":"2026-01-01T00:00:00Z"}`, 400, `"advance" and "set" exclude each other`},
		{"PUT", "/_inspect/clock", `{"reset":false}`, 400, `"reset" can only be true, and stands alone`},
		{"PUT", "/_inspect/clock", `{"reset":true,"frozen":true}`, 400, `"reset" can only be true, and stands alone`},
		{"PUT", "/_inspect/clock", `{"set":"1969-12-31T23:59:59Z"}`, 400, "the clock can show the years 1970 to 2200, not 1969"},
		{"PUT", "/_inspect/clock", `{"advance":"1752000h"}`, 400, "the clock can show the years 1970 to 2200, not 2226"},
		{"PUT", "/_inspect/clock", `{"frozen":` + long + `true}`, 413, "the body has more than 65536 bytes"},
		{"POST", "/_inspect/reset?to=empty", "", 400, `unknown parameter "to"; there are none here`},
		{"GET", "/_inspect/operations?state=missing", "", 400, `unknown parameter "state"; there are none here`},
	} {
		status, text := d.call(c.method, c.path, c.body)
		var got struct {
			Type, Title, Detail string
			Status              int
		}
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatalf("%s %s: %v in %s", c.method, c.path, err, text)
		}
		if status != c.status || got.Status != c.status || got.Type != "about:blank" ||
			got.Title != http.StatusText(c.status) || got.Detail != c.detail {
			t.Errorf("%s %s: %d %s\nwant %d %s", c.method, c.path, status, text, c.status, c.detail)
		}
	}
	if d.restarts != 0 {
		t.Error("a mistake started the emulator over")
	}
	if state := d.Env.Clock.State(); !state.Frozen || !state.Now.Equal(d.Now()) {
		t.Errorf("a mistake moved the clock to %+v", state)
	}
}

func TestReset(t *testing.T) {
	d := newDesk(t)
	if got := d.ok("POST", "/_inspect/reset", ""); got != `{"status":"ok"}` || d.restarts != 1 {
		t.Errorf("answered %s after %d restarts", got, d.restarts)
	}
}

func TestHealth(t *testing.T) {
	d := newDesk(t)
	if got := d.ok("GET", "/health", ""); got != `{"status":"ok"}` {
		t.Errorf("GET answers %s", got)
	}
	d.ok("HEAD", "/health", "")
}

func TestOperations(t *testing.T) {
	d := newDesk(t)
	want := `{"total":2,"emulated":1,"operations":[{"name":"ListUsers","state":"emulated"},{"name":"TagResource","state":"missing"}]}`
	if got := d.ok("GET", "/_inspect/operations", ""); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
