package oauth

import (
	"net/http"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/state"
)

// authorize sends a browser back to the app at once where it is signed in, and to where its user can sign
// in otherwise: the pages, or an identity provider.
// Doc: "Authorize endpoint". Assumed: a chosen provider is asked whether or not the browser has a session,
// and one of a provider is not enough where the pool itself was chosen (A370).
func (s *Service) authorize(w http.ResponseWriter, r *http.Request) {
	v := s.Visits.Open(w, r, "OAuth2_Authorize_GET")
	if v == nil {
		return
	}
	silent := v.Login == authorize.ManagedLogin && v.Prompts("none")
	_, suffices := v.Suffices()
	switch only := onlyProvider(v); {
	case v.Provider != nil && !silent:
		s.Federation.Start(v, v.Provider)
	case suffices && (!v.Native || v.Browser.Session.Provider == ""):
		v.Finish(v.Browser)
	case silent:
		v.Refuse(authorize.Refusal{Code: authorize.LoginRequired})
	case only != nil:
		s.Federation.Start(v, only)
	default:
		v.Go("/login")
	}
}

// onlyProvider is the identity provider that all users of the client come from; nil where they can choose.
// Seen: widely told of, such a client shows no page.
func onlyProvider(v *authorize.Visit) *state.Provider {
	names := v.Client().Config.SupportedIdentityProviders
	if len(names) != 1 || v.AllowsNative() {
		return nil
	}
	return v.View.Provider(v.Pool.ID, names[0])
}
