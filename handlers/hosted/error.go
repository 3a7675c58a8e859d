package hosted

import (
	"net/http"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/pages"
	"cognito-emulator/state"
)

// showError is the page for what no app may be told.
// Seen: aws/aws-aspnet-cognito-identity-provider#167 and many others, its address, status and text. Assumed:
// the code of an unknown place to go to is not shown (A402).
func (s *Service) showError(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	message := q.Get("error")
	if message == authorize.RedirectMismatch {
		message = ""
	}
	c := s.NewCall(r, "Error_GET")
	write(w, http.StatusBadRequest, pages.Frame{Look: s.lookAnywhere(c, c.Client(q.Get("client_id")), r)}.Failure(pages.Failure{Message: message}))
}

// lookAnywhere is how pages look that no authorization request leads to. client may be nil.
func (s *Service) lookAnywhere(c *op.Call, client *state.Client, r *http.Request) *pages.Look {
	var d *state.Domain
	if client != nil {
		d = authorize.DomainOf(c.View, client.Pool)
	}
	if d == nil {
		return pages.Classic("", nil)
	}
	look, _ := s.lookOf(c.View, client, d.Login, func() string { return authorize.Language(r) })
	return look
}
