// Package feedback serves the page behind the links of a notification by threat protection: whoever
// opens one says whether a sign-in was their own. The same can be said with UpdateAuthEventFeedback.
package feedback

import (
	"errors"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"
	"github.com/gorilla/mux"
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/state"
)

// Service is what the page works on.
type Service struct{ *op.Env }

// Routes adds the page to a router, for every host.
func (s *Service) Routes(r *mux.Router) {
	r.HandleFunc(risk.FeedbackPath, s.take).Methods(http.MethodGet)
}

// take takes the feedback that a link carries.
func (s *Service) take(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	said := risk.Feedback{
		Pool: state.PoolID(q.Get("userPoolId")), Username: q.Get("username"), Event: q.Get("eventId"),
		Token: q.Get("feedbackToken"), Value: types.FeedbackValueType(q.Get("feedbackValue")),
	}
	c := s.NewCall(r, "UpdateAuthEventFeedback")
	status, text := http.StatusOK, "Thank you. The sign-in was marked as yours."
	switch said.Value {
	case types.FeedbackValueTypeValid:
	case types.FeedbackValueTypeInvalid:
		text = "Thank you. The sign-in was marked as not yours."
	default:
		s.show(w, http.StatusBadRequest, "This link is not complete.")
		return
	}
	var refused smithy.APIError
	switch err := risk.New(s.Env).UserFeedback(c, said); {
	case errors.As(err, &refused):
		op.Explain(w, refused.ErrorCode())
		status, text = http.StatusBadRequest, refused.ErrorMessage()
	case err != nil:
		s.Log.Error("feedback failed", "error", err)
		status, text = http.StatusInternalServerError, "Something went wrong."
	}
	s.show(w, status, text)
}

func (s *Service) show(w http.ResponseWriter, status int, text string) {
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("Referrer-Policy", "no-referrer") // the address holds the token
	header.Set("Content-Security-Policy", "default-src 'none'")
	w.WriteHeader(status)
	page := h.Doctype(h.HTML(h.Lang("en"), h.Head(h.Meta(h.Charset("utf-8")), h.TitleEl(g.Text("Sign-in"))), h.Body(h.P(g.Text(text)))))
	_ = page.Render(w) // fails only when the caller has gone away, which is not our concern
}
