package conformance

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
)

// targetPrefix stands before the name of the operation in X-Amz-Target.
const targetPrefix = "AWSCognitoIdentityProviderService."

// call is what one exchange contributes to the coverage table: names only, never a value.
type call struct {
	Operation string   `json:"operation"`
	Sent      []string `json:"sent"`
	Seen      []string `json:"seen"`
	Error     string   `json:"error,omitempty"`
}

// recorder is a transport that notes which operation was called, which request members were sent, which response
// members came back and which error, as attributes of the test. It sits below the client, so what it sees is the wire.
type recorder struct {
	t    testing.TB
	next http.RoundTripper

	mu   sync.Mutex // guards said
	said map[string]bool
}

func newRecorder(t testing.TB, next http.RoundTripper) *recorder {
	return &recorder{t: t, next: next, said: map[string]bool{}}
}

// RoundTrip implements http.RoundTripper.
func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	operation, isCall := strings.CutPrefix(req.Header.Get("X-Amz-Target"), targetPrefix)
	if !isCall {
		return r.visit(req)
	}
	sent, err := drain(&req.Body)
	if err != nil {
		return nil, err
	}
	res, err := r.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	seen, err := drain(&res.Body)
	if err != nil {
		return nil, err
	}
	c := call{Operation: operation, Sent: members(sent)}
	if res.StatusCode == http.StatusOK {
		c.Seen = members(seen)
	} else {
		c.Error = errorType(seen)
	}
	r.note(c)
	return res, nil
}

// note reports a call, each part of it once per test.
func (r *recorder) note(whole call) {
	for _, c := range whole.parts() {
		r.say("conformance.call", c)
	}
}

// say reports something, once per test.
func (r *recorder) say(key string, what any) {
	text, err := json.Marshal(what)
	if err != nil {
		return // strings and lists of strings always encode
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.said[string(text)] {
		r.said[string(text)] = true
		r.t.Attr(key, string(text))
	}
}

// visit is what one exchange with an endpoint or a page beside the API contributes to the coverage table: names only.
type visit struct {
	Method string   `json:"method"`
	Path   string   `json:"path"`
	Status int      `json:"status"`
	Sent   []string `json:"sent"`
	Error  string   `json:"error,omitempty"`
}

// visit notes which endpoint or page was asked, with which parameters, the status of what it answered and the error in it.
// What the emulator has of its own, below paths that begin with an underscore and at /health, is not noted.
func (r *recorder) visit(req *http.Request) (*http.Response, error) {
	names := maps.Clone(map[string][]string(req.URL.Query()))
	if strings.HasPrefix(req.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		body, err := drain(&req.Body)
		if err != nil {
			return nil, err
		}
		if form, err := url.ParseQuery(string(body)); err == nil {
			maps.Copy(names, form)
		}
	}
	path := strings.TrimSuffix(req.URL.Path, "/")
	res, err := r.next.RoundTrip(req)
	if err == nil && path != "" && path != "/health" && !strings.HasPrefix(path, "/_") {
		if _, document, ok := strings.Cut(path, "/.well-known/"); ok {
			path = "/{pool}/.well-known/" + document
		}
		code, err := oauthError(res)
		if err != nil {
			return nil, err
		}
		r.say("conformance.visit", visit{req.Method, path, res.StatusCode, slices.Sorted(maps.Keys(names)), code})
	}
	return res, err
}

// oauthError is the error of RFC 6749 in an answer: in its body, or in the place that it leads to. It is empty where there
// is none. Pages for people have no such errors.
func oauthError(res *http.Response) (string, error) {
	var e struct {
		Error string `json:"error"`
	}
	switch to, err := res.Location(); {
	case err == nil:
		fragment, _ := url.ParseQuery(to.EscapedFragment()) // nothing that cannot be read is an error
		e.Error = to.Query().Get("error") + fragment.Get("error")
	case res.StatusCode >= http.StatusBadRequest:
		body, err := drain(&res.Body)
		if err != nil {
			return "", err
		}
		if json.Unmarshal(body, &e) != nil {
			return "", nil
		}
	}
	if strings.Trim(e.Error, "abcdefghijklmnopqrstuvwxyz_") != "" {
		return "", nil // words for people
	}
	return e.Error, nil
}

// partSize is how many bytes of names one attribute holds. "go test -json" takes a line of more than 4,096 bytes for plain
// output, and what it says would be lost.
const partSize = 2048

// parts cuts a call into calls that are short enough to be told, and tell the same together.
func (c call) parts() []call {
	list, size := []call{{Operation: c.Operation, Error: c.Error}}, 0
	add := func(name string, to func(*call) *[]string) {
		if size += len(name) + 3; size > partSize { // with its quotes and its comma
			list, size = append(list, call{Operation: c.Operation, Error: c.Error}), len(name)+3
		}
		names := to(&list[len(list)-1])
		*names = append(*names, name)
	}
	for _, name := range c.Sent {
		add(name, func(c *call) *[]string { return &c.Sent })
	}
	for _, name := range c.Seen {
		add(name, func(c *call) *[]string { return &c.Seen })
	}
	return list
}

// drain reads a body and puts an equal one in its place.
func drain(body *io.ReadCloser) ([]byte, error) {
	if *body == nil {
		return nil, nil
	}
	all, err := io.ReadAll(*body)
	if cerr := (*body).Close(); err == nil {
		err = cerr
	}
	*body = io.NopCloser(bytes.NewReader(all))
	return all, err
}

// members lists the paths of a JSON document, sorted: "AuthParameters.USERNAME", "UserAttributes[].Name".
func members(document []byte) []string {
	paths := map[string]bool{}
	var doc any
	if json.Unmarshal(document, &doc) == nil {
		walk(doc, "", paths)
	}
	list := make([]string, 0, len(paths))
	for p := range paths {
		list = append(list, p)
	}
	slices.Sort(list)
	return list
}

func walk(v any, path string, into map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			at := strings.TrimPrefix(path+"."+name, ".")
			into[at] = true
			walk(inner, at, into)
		}
	case []any:
		for _, inner := range v {
			walk(inner, path+"[]", into)
		}
	}
}

// errorType reads the type of an error from its body.
func errorType(body []byte) string {
	var e struct {
		Type string `json:"__type"`
	}
	if json.Unmarshal(body, &e) != nil || e.Type == "" {
		return "?"
	}
	return e.Type[strings.LastIndex(e.Type, "#")+1:]
}
