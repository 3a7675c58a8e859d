package emulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/aws/smithy-go"
	"github.com/gorilla/mux"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/wire"
	"cognito-emulator/handlers/appclient"
	"cognito-emulator/handlers/auth"
	"cognito-emulator/handlers/federation"
	"cognito-emulator/handlers/feedback"
	"cognito-emulator/handlers/hosted"
	"cognito-emulator/handlers/importjob"
	"cognito-emulator/handlers/inspect"
	"cognito-emulator/handlers/mfa"
	"cognito-emulator/handlers/oauth"
	"cognito-emulator/handlers/signup"
)

// maxBody bounds the bodies of requests that are not for the API, which has a bound of its own.
const maxBody = 2 << 20

// ServeHTTP implements http.Handler.
func (e *Emulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodOptions {
		preflight(w, r)
		return
	}
	allowOrigin(w.Header(), r)
	if op.Accepts(r) { // before the router, which takes much longer than this look at the header
		e.api.ServeHTTP(w, r)
		return
	}
	elapsed := e.env.Clock.Stopwatch()
	out := &watched{ResponseWriter: w}
	defer func() {
		if p := recover(); p != nil {
			e.failed(out, p)
		}
		// The path only: a query may hold codes and tokens.
		e.env.Log.LogAttrs(r.Context(), level(r), "request", slog.String("method", r.Method),
			slog.String("path", r.URL.Path), slog.Int("status", out.status), slog.String("error", out.reason), slog.Duration("took", elapsed()))
	}()
	limit := int64(maxBody)
	if strings.HasPrefix(r.URL.Path, importjob.UploadPath) {
		limit = importjob.MaxFile
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	e.others.ServeHTTP(out, r)
}

// level is that of the log line of a request. Health checks come every few seconds.
func level(r *http.Request) slog.Level {
	if r.URL.Path == "/health" {
		return slog.LevelDebug
	}
	return slog.LevelInfo
}

// router knows everything but the API. Paths are taken as they come: a redirect to a cleaned one
// would surprise every client.
func (e *Emulator) router() http.Handler {
	r := mux.NewRouter().SkipClean(true).UseEncodedPath()
	(&inspect.Service{Env: e.env, Operations: e.api.Operations(), Restart: e.Reset}).Routes(r)
	visits := authorize.New(e.env)
	providers := federation.New(e.env, visits)
	providers.Routes(r)
	(&oauth.Service{Env: e.env, Visits: visits, Federation: providers, Clients: appclient.NewRegistrar(e.env),
		Exchange: auth.Exchange(e.env)}).Routes(r)
	hosted.New(e.env, visits, signup.New(e.env), mfa.New(e.env)).Routes(r)
	(&feedback.Service{Env: e.env}).Routes(r)
	(&importjob.Upload{Env: e.env}).Routes(r)
	r.NotFoundHandler = http.HandlerFunc(e.notUnderstood)
	r.MethodNotAllowedHandler = r.NotFoundHandler
	return r
}

// notUnderstood answers what is no call of anything. One that looks like a call of the API and only
// lacks the target is told so by the API.
func (e *Emulator) notUnderstood(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost && strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-amz-json-") {
		e.api.ServeHTTP(w, r)
		return
	}
	f := fault.NotUnderstood()
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(fault.Status(f))
	_, _ = w.Write(notUnderstoodBody(f)) // a caller that has gone away is not our concern
}

// notUnderstoodBody has members of its own. Seen: amazon-archives/amazon-cognito-js#64.
func notUnderstoodBody(f error) []byte {
	var body struct {
		Code    string `json:"code"`
		Message string `json:"message"`
		Type    string `json:"type"`
	}
	body.Code, body.Message = wordsOf(f)
	body.Type = "client"
	var text bytes.Buffer
	_ = json.NewEncoder(&text).Encode(body) // three strings always encode
	return text.Bytes()
}

// wordsOf are the code and message of an error that fault has made.
func wordsOf(err error) (code, message string) {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return "", err.Error()
	}
	return api.ErrorCode(), api.ErrorMessage()
}

// failed logs a panic and answers it as the service answers its own mistakes.
func (e *Emulator) failed(w *watched, p any) {
	if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(p)
	}
	e.env.Log.Error("a request failed", "panic", p, "stack", string(debug.Stack()))
	if w.status != 0 {
		return // too late for another answer
	}
	code, message := wordsOf(fault.Internal())
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = w.Write(wire.AppendError(nil, code, message))
}

// watched remembers the status of an answer, and why a request was refused.
type watched struct {
	http.ResponseWriter
	status int
	reason string
}

// Explain is for op.Explain.
func (w *watched) Explain(reason string) { w.reason = reason }

func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(p)
}

// Unwrap is for http.ResponseController.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }
