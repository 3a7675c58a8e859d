package conformance

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
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
		return r.next.RoundTrip(req)
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

// note reports a call once per test.
func (r *recorder) note(c call) {
	text, err := json.Marshal(c)
	if err != nil {
		return // strings and lists of strings always encode
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.said[string(text)] {
		r.said[string(text)] = true
		r.t.Attr("conformance.call", string(text))
	}
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
