package trigger

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// invokePath is the part of a URL that belongs to the Invoke API. Doc: Lambda, API_Invoke.
const invokePath = "/2015-03-31/functions/"

// maxAnswer is how much a function can answer. Doc: Lambda quotas, 6 MB.
const maxAnswer = 6 << 20

// reply is an answer over HTTP.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// post calls a function over HTTP. One that is busy is called again: a local runtime takes one call at a
// time, where Lambda would start another one.
func (t *Triggers) post(ctx context.Context, at place, id identity, event []byte) ([]byte, error) {
	const pause = 20 * time.Millisecond
	for {
		r, err := t.send(ctx, at, id, event)
		if err != nil {
			return nil, err
		}
		read := plainAnswer
		if at.invoke {
			read = invokeAnswer
		}
		answer, err := read(r)
		if !errors.Is(err, errBusy) {
			return answer, err
		}
		if t.clock.Pause(ctx, pause) != nil {
			return nil, errLate
		}
	}
}

func (t *Triggers) send(ctx context.Context, at place, id identity, event []byte) (*reply, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, at.url, bytes.NewReader(event))
	if err != nil {
		return nil, unreached{err.Error()}
	}
	r.Header.Set("Content-Type", "application/json")
	if at.invoke {
		r.Header.Set("X-Amz-Invocation-Type", "RequestResponse")
		r.Header.Set("Authorization", authorization("lambda", id.account, id.region, t.clock.Now()))
	}
	answer, err := t.http.RoundTrip(r)
	if err != nil {
		return nil, notReached(ctx, err)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return nil, notReached(ctx, err)
	}
	if len(body) > maxAnswer {
		return nil, failure{fmt.Sprintf("Response payload size exceeded maximum allowed payload size (%d bytes)", maxAnswer)}
	}
	return &reply{status: answer.StatusCode, header: answer.Header, body: body}, nil
}

// notReached is what became of a request that was not answered. Lambda always answers, so the service has
// no words for it. These are the ones of the SDK that it is written with. Assumed (A296).
func notReached(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return errLate
	}
	return unreached{"Unable to execute HTTP request: " + err.Error()}
}

// authorization looks like a signature. Local runtimes read account and region from it and check nothing.
func authorization(service, account, region string, now time.Time) string {
	const none = "0000000000000000000000000000000000000000000000000000000000000000"
	return "AWS4-HMAC-SHA256 Credential=" + account + "/" + now.Format("20060102") + "/" + region + "/" + service +
		"/aws4_request, SignedHeaders=host, Signature=" + none
}

// invokeAnswer reads an answer of the Invoke API.
// Doc: Lambda, API_Invoke. Seen in the code of aws/aws-lambda-runtime-interface-emulator: no header tells
// a function's error, one that exits is a 502 with that error, one that runs out of time is a text with
// status 200, and a second call at the same time is an empty 400. Seen: dherault/serverless-offline (errors).
func invokeAnswer(r *reply) ([]byte, error) {
	message, isError := errorMessage(r.body)
	switch {
	case isError:
		return nil, failure{message}
	case r.status == http.StatusOK && r.header.Get("X-Amz-Function-Error") != "":
		return nil, failure{string(r.body)}
	case r.status == http.StatusOK && bytes.HasPrefix(r.body, []byte("Task timed out after ")):
		return nil, failure{string(r.body)}
	case r.status == http.StatusOK:
		return r.body, nil
	case r.status == http.StatusBadRequest && len(r.body) == 0 && errorType(r) == "":
		return nil, errBusy
	}
	reason := errorType(r)
	switch {
	case reason != "":
	case r.status == http.StatusNotFound:
		reason = noSuchFunction
	case r.status == http.StatusTooManyRequests:
		reason = "TooManyRequestsException"
	default:
		reason = "ServiceException"
	}
	return nil, unreached{reason}
}

// plainAnswer reads an answer of a URL that knows nothing of Lambda: every status but a good one is an
// error of the function's, with the body as its message. A URL that serves many functions may say in
// Lambda's words that it does not have one.
func plainAnswer(r *reply) ([]byte, error) {
	if message, isError := errorMessage(r.body); isError {
		return nil, failure{message}
	}
	if r.status >= 200 && r.status < 300 {
		return r.body, nil
	}
	if r.status == http.StatusNotFound && errorType(r) == noSuchFunction {
		return nil, unreached{noSuchFunction}
	}
	if text := strings.TrimSpace(string(r.body)); text != "" {
		return nil, failure{text}
	}
	return nil, failure{fmt.Sprintf("%d %s", r.status, http.StatusText(r.status))}
}

// errorMessage reads {"errorMessage", "errorType", …}, the form in which runtimes tell an error. An event
// that a function returns has a response, too.
func errorMessage(body []byte) (message string, ok bool) {
	const name = "errorMessage"
	if !bytes.Contains(body, []byte(name)) || !json.Valid(body) { // spares every good answer from being read twice
		return "", false
	}
	raw, given := member(body, name)
	if _, isEvent := member(body, "response"); !given || isEvent {
		return "", false
	}
	var text *string
	if json.Unmarshal(raw, &text) != nil || text == nil { // null is an error without a message
		return string(raw), true
	}
	return *text, true
}

// errorType is the type of an error of Lambda's own. Its name may be followed by more.
func errorType(r *reply) string {
	name := r.header.Get("X-Amzn-Errortype")
	if name == "" && json.Valid(r.body) {
		for _, key := range []string{"__type", "code"} {
			if value, _ := member(r.body, key); json.Unmarshal(value, &name) == nil && name != "" {
				break
			}
		}
	}
	name, _, _ = strings.Cut(name, ":")
	return name[strings.LastIndex(name, "#")+1:]
}
