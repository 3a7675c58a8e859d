package conformance

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Functions is a server that plays the functions of triggers. A target that is to call them takes an event as the body of
// a POST to the URL, which ends in the name of the function, and reads the answer from the response; see Target.Functions.
type Functions struct {
	URL string

	mu    sync.Mutex // guards table
	table map[string]*function
}

// ServeFunctions serves functions at an address like 127.0.0.1:0 until the test ends.
func ServeFunctions(tb testing.TB, address string) *Functions {
	tb.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		tb.Fatal(err)
	}
	f := &Functions{URL: "http://" + listener.Addr().String(), table: map[string]*function{}}
	server := &http.Server{Handler: f, ReadHeaderTimeout: time.Minute}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // ends with Close
	}()
	tb.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return f
}

// ServeHTTP implements http.Handler.
func (f *Functions) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	here := f.table[r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]]
	f.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if here == nil || err != nil {
		w.Header().Set("X-Amzn-Errortype", "ResourceNotFoundException") // as Lambda says it
		http.Error(w, "no such function", http.StatusNotFound)
		return
	}
	e, err := newEvent(r.Context(), body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	here.handle(e)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(e.status)
	_, _ = io.WriteString(w, e.answer())
}

// Event is what a function is given, and what it makes of it.
type Event struct {
	Source            string
	Request, Response map[string]any

	all    map[string]any
	ctx    context.Context
	status int
	text   *string // in place of the event
}

func newEvent(ctx context.Context, body []byte) (*Event, error) {
	e := &Event{ctx: ctx, status: http.StatusOK}
	if err := json.Unmarshal(body, &e.all); err != nil {
		return nil, err
	}
	e.Source, _ = e.all["triggerSource"].(string)
	e.Request, _ = e.all["request"].(map[string]any)
	if e.Response, _ = e.all["response"].(map[string]any); e.Response == nil {
		e.Response = map[string]any{}
	}
	return e, nil
}

// Fail answers the error of that message.
func (e *Event) Fail(message string) {
	e.Says(canonical(map[string]string{"errorMessage": message, "errorType": "Error"}))
}

// Says answers this text whatever it is.
func (e *Event) Says(text string) { e.text = &text }

// Sleep takes longer than anybody waits.
func (e *Event) Sleep() { <-e.ctx.Done() }

// Set writes a member of the response.
func (e *Event) Set(name string, value any) { e.Response[name] = value }

// Text reads a member of the request that is a text.
func (e *Event) Text(name string) string {
	text, _ := e.Request[name].(string)
	return text
}

func (e *Event) answer() string {
	if e.text != nil {
		return *e.text
	}
	e.all["response"] = e.Response
	return canonical(e.all)
}

// function is the one function of a world, which all triggers of its pools may name.
type function struct {
	mu      sync.Mutex // guards the rest
	answers map[string]func(*Event)
	calls   []called
	more    chan struct{} // closed and replaced with every call
}

// called is one call of the function.
type called struct {
	source string
	event  map[string]any
}

func (f *function) handle(e *Event) {
	f.mu.Lock()
	given, _ := newEvent(e.ctx, []byte(canonical(e.all))) // as it was before the answer is written into it
	f.calls = append(f.calls, called{e.Source, given.all})
	close(f.more)
	f.more = make(chan struct{})
	answer := f.answers[e.Source]
	if answer == nil {
		name, _, _ := strings.Cut(e.Source, "_")
		answer = f.answers[name]
	}
	f.mu.Unlock()
	if answer != nil {
		answer(e)
	}
}

// functionOf is the world's own function, and the name that the target knows it by.
func (w *World) functionOf() (*function, string) {
	w.t.Helper()
	if w.functions == nil {
		w.t.Fatal("the target calls no functions")
	}
	name := "f" + w.account
	w.functions.mu.Lock()
	defer w.functions.mu.Unlock()
	f := w.functions.table[name]
	if f == nil {
		f = &function{answers: map[string]func(*Event){}, more: make(chan struct{})}
		w.functions.table[name] = f
		w.t.Cleanup(func() {
			w.functions.mu.Lock()
			defer w.functions.mu.Unlock()
			delete(w.functions.table, name)
		})
	}
	return f, name
}

// On says what the function does at a source of a trigger, like PreSignUp_SignUp, or at all whose names begin like
// PreSignUp. Without that it returns the event as it came.
func (w *World) On(source string, answer func(e *Event)) {
	w.t.Helper()
	f, _ := w.functionOf()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answers[source] = answer
}

// Fired judges which sources fired since the last time, in their order. It waits for them a while: nobody waits for the
// functions that send messages.
func (w *World) Fired(want ...string) {
	w.t.Helper()
	calls := w.calls(len(want))
	got := make([]string, len(calls))
	for i, c := range calls {
		got[i] = c.source
	}
	if !slices.Equal(got, want) {
		w.t.Errorf("fired %q, want %q", got, want)
	}
}

// calls takes the calls since the last time, and waits until there are that many.
func (w *World) calls(n int) []called {
	w.t.Helper()
	f, _ := w.functionOf()
	late := time.After(10 * time.Second)
	for {
		f.mu.Lock()
		calls, more := f.calls, f.more
		if len(calls) >= n {
			f.calls = nil
			f.mu.Unlock()
			return calls
		}
		f.mu.Unlock()
		select {
		case <-more:
		case <-late:
			return calls
		}
	}
}

// Told judges the one event that came since the last time, member by member: a header that follows from what the world
// knows, request and response as they are given here in JSON.
func (w *World) Told(version, source, name, client, request, response string) {
	w.t.Helper()
	calls := w.calls(1)
	if len(calls) != 1 || calls[0].source != source {
		w.t.Fatalf("fired %v, want %s", calls, source)
	}
	w.event(calls[0].event, version, source, name, client, request, response)
}

// TheEvents takes the events since the last time, by their sources, of which each may fire once.
func (w *World) TheEvents(n int) map[string]map[string]any {
	w.t.Helper()
	events := map[string]map[string]any{}
	for _, c := range w.calls(n) {
		if events[c.source] != nil {
			w.t.Errorf("%s fired twice", c.source)
		}
		events[c.source] = c.event
	}
	return events
}

// event judges an event.
func (w *World) event(got map[string]any, version, source, name, client, request, response string) {
	w.t.Helper()
	want := map[string]any{
		"version": version, "triggerSource": source, "region": w.region, "userPoolId": w.pool.ID, "userName": name,
		"callerContext": map[string]any{"awsSdkVersion": AnyText, "clientId": client},
	}
	for member, text := range map[string]string{"request": request, "response": response} {
		if text == "" { // the event has no such member
			continue
		}
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			w.t.Fatalf("%v in %s", err, text)
		}
		want[member] = value
	}
	w.Equal(got, want)
}

// noClient is what events tell of the app client where an administrator names none. Seen: localstack/localstack#10737.
const noClient = "CLIENT_ID_NOT_APPLICABLE"

// Calls makes triggers of a pool call the world's function. They are named as in LambdaConfigType; PreTokenGeneration
// may be followed by its version, like PreTokenGeneration V2_0.
func (w *World) Calls(triggers ...string) PoolOption {
	w.t.Helper()
	_, name := w.functionOf()
	arn := fmt.Sprintf("arn:aws:lambda:%s:%s:function:%s", w.region, w.account, name)
	return With(func(in *cip.CreateUserPoolInput) {
		if in.LambdaConfig == nil {
			in.LambdaConfig = &types.LambdaConfigType{}
		}
		for _, t := range triggers {
			w.call(in.LambdaConfig, t, &arn)
		}
	})
}

func (w *World) call(c *types.LambdaConfigType, trigger string, arn *string) {
	w.t.Helper()
	trigger, version, _ := strings.Cut(trigger, " ")
	field, ok := map[string]**string{
		"PreSignUp": &c.PreSignUp, "PostConfirmation": &c.PostConfirmation, "PreAuthentication": &c.PreAuthentication,
		"PostAuthentication": &c.PostAuthentication, "DefineAuthChallenge": &c.DefineAuthChallenge,
		"CreateAuthChallenge": &c.CreateAuthChallenge, "VerifyAuthChallengeResponse": &c.VerifyAuthChallengeResponse,
		"PreTokenGeneration": &c.PreTokenGeneration, "UserMigration": &c.UserMigration, "CustomMessage": &c.CustomMessage,
	}[trigger]
	switch {
	case version != "":
		c.PreTokenGenerationConfig = &types.PreTokenGenerationVersionConfigType{
			LambdaArn: arn, LambdaVersion: types.PreTokenGenerationLambdaVersionType(version)}
	case trigger == "InboundFederation":
		c.InboundFederation = &types.InboundFederationLambdaType{LambdaArn: arn, LambdaVersion: "V1_0"}
	case trigger == "CustomEmailSender":
		c.CustomEmailSender = &types.CustomEmailLambdaVersionConfigType{LambdaArn: arn, LambdaVersion: "V1_0"}
	case trigger == "CustomSMSSender":
		c.CustomSMSSender = &types.CustomSMSLambdaVersionConfigType{LambdaArn: arn, LambdaVersion: "V1_0"}
	case ok:
		*field = arn
	default:
		w.t.Fatalf("no trigger is called %s", trigger)
	}
	if strings.HasSuffix(trigger, "Sender") {
		c.KMSKeyID = new(fmt.Sprintf("arn:aws:kms:%s:%s:key/00000000-0000-0000-0000-000000000000", w.region, w.account))
	}
}
