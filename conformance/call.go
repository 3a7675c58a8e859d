package conformance

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// operation is any method of the official client.
type operation[In, Out any] func(context.Context, *In, ...func(*cip.Options)) (*Out, error)

// OK calls an operation that must succeed and gives its answer.
func OK[In, Out any](w *World, call operation[In, Out], in *In) *Out {
	w.t.Helper()
	out, err := call(w.ctx, in)
	if err != nil {
		w.t.Fatalf("%T: %v", in, err)
	}
	return out
}

// Try calls an operation and gives its error.
func Try[In, Out any](w *World, call operation[In, Out], in *In) error {
	_, err := call(w.ctx, in)
	return err
}

// Answers calls an operation that must succeed with exactly this answer.
func Answers[In, Out any](w *World, call operation[In, Out], in *In, want *Out) *Out {
	w.t.Helper()
	out := OK(w, call, in)
	w.Equal(out, want)
	return out
}

// Refuses calls an operation that must fail with this type and text.
func Refuses[In, Out any](w *World, call operation[In, Out], in *In, code string, texts ...string) {
	w.t.Helper()
	w.Fails(Try(w, call, in), code, texts...)
}

// Fails judges an error: its type, its HTTP status, and its text, which must be one of texts. Without texts the service's
// wording is not known, and only the type is judged.
func (w *World) Fails(err error, code string, texts ...string) {
	w.t.Helper()
	if err == nil {
		w.t.Errorf("succeeded, want %s %q", code, texts)
		return
	}
	var api smithy.APIError
	if !errors.As(err, &api) {
		w.t.Errorf("not an answer of the service: %v", err)
		return
	}
	if api.ErrorCode() != code || (len(texts) > 0 && !slices.Contains(texts, api.ErrorMessage())) {
		w.t.Errorf("got  %s %q\nwant %s %q", api.ErrorCode(), api.ErrorMessage(), code, texts)
	}
	// Every modelled client error arrives as 400, whatever the model's own status says. Seen: aws/aws-sdk-php#2183.
	want := http.StatusBadRequest
	if strings.HasPrefix(code, "Internal") {
		want = http.StatusInternalServerError
	}
	var res *smithyhttp.ResponseError
	if errors.As(err, &res) && res.HTTPStatusCode() != want {
		w.t.Errorf("%s with HTTP status %d, want %d", api.ErrorCode(), res.HTTPStatusCode(), want)
	}
}

// RefusedSomehow judges an error of which only that it must come is known: any refusal, but not a failure of the service.
func (w *World) RefusedSomehow(err error) {
	w.t.Helper()
	var api smithy.APIError
	switch {
	case err == nil:
		w.t.Errorf("succeeded, want a refusal")
	case !errors.As(err, &api):
		w.t.Errorf("not an answer of the service: %v", err)
	case api.ErrorCode() == "InternalErrorException" || api.ErrorCode() == "OperationNotEmulatedException":
		w.t.Errorf("failed instead of refusing: %v", err)
	}
}

// Reply is the answer to a request that was not made by the official client.
type Reply struct {
	Status  int
	Header  http.Header
	Body    string
	Type    string // of an error
	Message string // of an error
}

// Post calls an operation without the official client, for what that will not send: missing members, wrong types. body
// is JSON text, or a value to encode.
func (w *World) Post(name string, body any) *Reply {
	w.t.Helper()
	return w.send(w.request(name, body))
}

// PostSigned is Post with a signature.
func (w *World) PostSigned(name string, body any) *Reply {
	w.t.Helper()
	req := w.request(name, body)
	who, err := w.credentials.Retrieve(w.ctx)
	w.must(err)
	text, err := drain(&req.Body)
	w.must(err)
	w.must(v4.NewSigner().SignHTTP(w.ctx, who, req, hexHash(text), "cognito-idp", w.region, time.Now()))
	return w.send(req)
}

func (w *World) request(name string, body any) *http.Request {
	w.t.Helper()
	text, isText := body.(string)
	if !isText {
		text = canonical(body)
	}
	req, err := http.NewRequestWithContext(w.ctx, http.MethodPost, w.at.URL+"/", strings.NewReader(text))
	w.must(err)
	req.Header.Set("Content-Type", "application/x-amz-json-1.1")
	req.Header.Set("X-Amz-Target", targetPrefix+name)
	return req
}

// Get fetches a path of the target.
func (w *World) Get(path string) *Reply {
	w.t.Helper()
	return w.fetch(http.MethodGet, path, nil)
}

func (w *World) fetch(method, path string, body []byte) *Reply {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.ctx, method, w.at.URL+path, bytes.NewReader(body))
	w.must(err)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return w.send(req)
}

func (w *World) send(req *http.Request) *Reply {
	w.t.Helper()
	res, err := w.http.Do(req)
	w.must(err)
	body, err := drain(&res.Body)
	w.must(err)
	reply := &Reply{Status: res.StatusCode, Header: res.Header, Body: string(body)}
	if res.StatusCode != http.StatusOK {
		var e struct {
			Type    string `json:"__type"`
			Message string `json:"message"` // also fits "Message", which errors of the frame have
		}
		if json.Unmarshal(body, &e) == nil {
			reply.Type, reply.Message = e.Type, e.Message
		}
	}
	return reply
}

// Refused judges an error that came without the official client.
func (w *World) Refused(r *Reply, code string, texts ...string) {
	w.t.Helper()
	if r.Status != http.StatusBadRequest || r.Type != code || (len(texts) > 0 && !slices.Contains(texts, r.Message)) {
		w.t.Errorf("got  %d %s %q\nwant 400 %s %q", r.Status, r.Type, r.Message, code, texts)
	}
}
