package oauth

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// refusal is an error of RFC 6749 as the token and revocation endpoints answer it. It is an error.
type refusal struct {
	Code        string `json:"error"`
	Description string `json:"error_description,omitempty"`
	status      int
	cause       error // what lies behind, or nil; the app is not told
}

// Error implements error: it is what the log tells.
func (r *refusal) Error() string {
	text := strings.TrimSpace(r.Code + " " + r.Description)
	if r.cause != nil {
		text += ": " + r.cause.Error()
	}
	return text
}

// Unwrap gives what lies behind.
func (r *refusal) Unwrap() error { return r.cause }

// The refusals. Doc: "Token endpoint", "Revoke endpoint": 400, whatever the specification says.
func refused(code string) *refusal { return &refusal{Code: code, status: http.StatusBadRequest} }

// because is refused for a reason that only the log tells.
func because(code string, cause error) *refusal {
	return &refusal{Code: code, status: http.StatusBadRequest, cause: cause}
}

const (
	invalidRequest     = "invalid_request"
	invalidClient      = "invalid_client"
	invalidGrant       = "invalid_grant"
	invalidScope       = "invalid_scope"
	unauthorizedClient = "unauthorized_client"
)

// asking is an app client that called an endpoint, with what it sent.
type asking struct {
	*op.Call
	// id is what it calls itself, client what that stands for; nil: nothing, or no domain.
	id     string
	client *state.Client
	form   url.Values
	// basic tells that it authenticated in the header, secret what it authenticated with; empty: nothing.
	basic  bool
	secret string
}

// read takes a form and finds the app client that sent it, without judging whether it is that client.
// The parameters may stand in the query as well. Seen: pilcrowonpaper/arctic#175.
func (s *Service) read(r *http.Request, name string) (*asking, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil && r.Header.Get("Content-Type") != "" || kind != "" && kind != "application/x-www-form-urlencoded" {
		return nil, refused(invalidRequest) // Seen: amazon-archives/amazon-cognito-auth-js#52, a body in JSON
	}
	if err := r.ParseForm(); err != nil {
		return nil, refused(invalidRequest)
	}
	a := &asking{Call: s.NewCall(r, name), form: r.Form, secret: r.Form.Get("client_secret")}
	a.id = r.Form.Get("client_id")
	if r.Header.Get("Authorization") != "" {
		// The two halves may be form-encoded, as RFC 6749 wants them; the characters of ids and secrets look
		// the same either way.
		user, password, ok := r.BasicAuth()
		if !ok || a.id != "" && a.id != user {
			return nil, refused(invalidClient)
		}
		a.basic, a.id, a.secret = true, user, password
	}
	if a.id == "" {
		return nil, refused(invalidRequest)
	}
	_, a.client, err = authorize.SiteOf(s.Env, a.Call, r, a.id)
	if errors.Is(err, authorize.ErrNoClient) {
		err = refused(invalidClient)
	}
	return a, err
}

// authenticate judges whether the caller is the app client: one with a secret has to show it, one without
// must not try. Doc: "Token endpoint", Authorization.
func (a *asking) authenticate() error {
	if len(a.client.Secrets) == 0 {
		if a.basic || a.secret != "" {
			return refused(invalidClient)
		}
		return nil
	}
	if !authflow.KnowsSecret(a.client, a.secret) {
		return refused(invalidClient)
	}
	return nil
}

// fail answers an error of an endpoint. a may be nil where no app client called it.
func (s *Service) fail(w http.ResponseWriter, a *asking, err error) {
	var said *refusal
	switch {
	case errors.As(err, &said):
	case errors.Is(err, authorize.ErrNoDomain):
		id := ""
		if a != nil {
			id = a.id
		}
		s.Visits.RefuseWithoutDomain(w, id)
		return
	default:
		s.Log.Error("an OAuth endpoint failed", "error", err)
		said = &refusal{Code: "server_error", status: http.StatusInternalServerError}
	}
	op.Explain(w, said.Error())
	answer(w, said.status, said)
}

// answer writes a JSON document.
func answer(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		panic("oauth: " + err.Error()) // texts and numbers always marshal
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(status)
	_, _ = w.Write(text) // a caller that has gone away is not our concern
}
