// Package inspect serves the emulator's own endpoints: /health, and everything under /_inspect/,
// where a test reads what the service would have sent, sees what an authenticator app would show,
// moves the clock and starts over, and where people find a page about all that. The service has none
// of this; nothing here may change what the service's own endpoints answer.
//
// Mistakes are answered loudly, by a problem document (RFC 9457): an unknown parameter or key is an
// error, never ignored.
package inspect

import (
	"encoding/json"
	"net/http"

	"github.com/gorilla/mux"

	"cognito-emulator/emulator/op"
)

// Service is what the endpoints work on. Every field is required.
type Service struct {
	*op.Env
	// Operations are all operations of the API, by name.
	Operations []op.Operation
	// Restart brings everything back to the beginning.
	Restart func()
}

// Routes adds the endpoints to a router.
func (s *Service) Routes(r *mux.Router) {
	r.Handle("/health", methods{http.MethodGet: health})
	r.Handle("/_inspect", methods{http.MethodGet: s.index})
	own := r.PathPrefix("/_inspect/").Subrouter()
	own.Handle("/", methods{http.MethodGet: s.index})
	own.Handle("/messages", methods{
		http.MethodGet:    list[Message](s, "messages", filterParameters(), readFilter),
		http.MethodDelete: forget[Message](s, filterParameters(), readFilter)})
	own.Handle("/triggers", methods{
		http.MethodGet:    list[Invocation](s, "invocations", invocationParameters(), readInvocationFilter),
		http.MethodDelete: forget[Invocation](s, invocationParameters(), readInvocationFilter)})
	own.Handle("/logs", methods{http.MethodGet: s.listLogs})
	own.Handle("/risk", methods{http.MethodGet: s.showRisk, http.MethodPut: s.setRisk, http.MethodDelete: s.forgetRisk})
	own.Handle("/totp", methods{http.MethodGet: s.totp})
	own.Handle("/clock", methods{http.MethodGet: s.showClock, http.MethodPut: s.moveClock})
	own.Handle("/reset", methods{http.MethodPost: s.reset})
	own.Handle("/operations", methods{http.MethodGet: s.operations})
	own.NotFoundHandler = action(func(_ http.ResponseWriter, r *http.Request) error {
		return notFound("there is no %s; the endpoints are messages, triggers, logs, risk, totp, clock, reset and operations", r.URL.Path)
	})
}

// health says that requests are answered.
func health(w http.ResponseWriter, _ *http.Request) error { return answer(w, status{"ok"}) }

type status struct {
	Status string `json:"status"`
}

// reset starts over.
func (s *Service) reset(w http.ResponseWriter, r *http.Request) error {
	if _, err := parameters(r); err != nil {
		return err
	}
	s.Restart()
	return answer(w, status{"ok"})
}

// action is a handler that may fail. What it fails with becomes a problem document.
type action func(http.ResponseWriter, *http.Request) error

// ServeHTTP implements http.Handler.
func (a action) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := a(w, r); err != nil {
		writeProblem(w, err)
	}
}

// methods are the actions of one path. GET answers HEAD too.
type methods map[string]action

// ServeHTTP implements http.Handler.
func (m methods) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	a, ok := m[method]
	if !ok {
		allowed := sorted(m)
		w.Header().Set("Allow", allowed)
		a = func(http.ResponseWriter, *http.Request) error { return wrongMethod(r.Method, r.URL.Path, allowed) }
	}
	a.ServeHTTP(w, r)
}

// answer writes a value as JSON. It is never stored by a cache: the next answer may differ.
func answer(w http.ResponseWriter, value any) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false) // bodies of e-mails are HTML, and this is no page
	// A caller that has gone away is not our concern.
	_ = out.Encode(value)
	return nil
}
