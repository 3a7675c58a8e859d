package oauth

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"cognito-emulator/emulator/authorize"
)

// logout ends the session of a browser and sends it on: to the app, or to sign in again. Tokens are
// untouched.
// Doc: "Logout endpoint". Seen: amazon-archives/amazon-cognito-auth-js#25, aws-amplify/amplify-js#1298 #2423,
// streamlit/streamlit#14601: where it is not told a place that it knows, the session is gone all the same.
func (s *Service) logout(w http.ResponseWriter, r *http.Request) {
	c := s.NewCall(r, "Logout")
	q := r.URL.Query()
	id := q.Get("client_id")
	if id == "" {
		s.Visits.ShowError(w, authorize.NoClient, "")
		return
	}
	site, client, err := authorize.SiteOf(s.Env, c, r, id)
	switch {
	case errors.Is(err, authorize.ErrNoDomain):
		s.Visits.RefuseWithoutDomain(w, id)
		return
	case err != nil:
		s.Visits.ShowError(w, authorize.UnknownClient, id)
		return
	}
	session, err := s.Visits.SignOut(c, w, r)
	if err != nil {
		s.Log.Error("a browser could not be signed out", "error", err)
	}
	next := q.Get("logout_uri")
	switch redirect := q.Get("redirect_uri"); {
	case slices.Contains(client.Config.LogoutURLs, next):
	case next != "" || redirect == "":
		s.Visits.ShowError(w, authorize.NoRedirect, id)
		return
	case !slices.Contains(client.Config.CallbackURLs, redirect):
		s.Visits.ShowError(w, authorize.RedirectMismatch, id)
		return
	default:
		next = "/login?" + again(r.URL.RawQuery, q, client.Config.AllowedOAuthScopes)
	}
	if session == nil || !s.Federation.SignOut(c, site, w, r, session, next) {
		authorize.Redirect(w, next)
	}
}

// again is the query to sign in again with: the one of the sign-out, with all scopes where it has none.
func again(raw string, q url.Values, scopes []string) string {
	if q.Get("scope") != "" || len(scopes) == 0 {
		return raw
	}
	return raw + "&scope=" + url.QueryEscape(strings.Join(scopes, " "))
}
