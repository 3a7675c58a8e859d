// Package oauth serves what an app asks of a user pool outside of the API: the OAuth 2.0 and OpenID
// Connect endpoints of a pool's domain, and the discovery document and key set of every pool. Pages and
// identity providers are elsewhere; the endpoints send browsers there.
package oauth

import (
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// Federation sends browsers to identity providers.
type Federation interface {
	// Start sends the browser to the provider to sign in, and answers the request.
	Start(v *authorize.Visit, p *state.Provider)
	// SignOut sends a browser to the SAML provider that signed it in, to be signed out there and then come
	// to next. It reports false, and has answered nothing, when the provider is not to hear of it.
	SignOut(c *op.Call, site *authorize.Site, w http.ResponseWriter, r *http.Request, b *state.BrowserSession, next string) bool
}

// Service is what the endpoints work on.
type Service struct {
	*op.Env
	Visits     *authorize.Visits
	Federation Federation
	Clients    Clients
	// Exchange gives a token in exchange for another one.
	Exchange func(*op.Call, *state.Client, *newest.GetDerivedTokenInput) (*newest.GetDerivedTokenOutput, error)
}

// Routes adds the endpoints to a router, for every host.
func (s *Service) Routes(r *mux.Router) {
	r.HandleFunc("/{pool}/.well-known/jwks.json", s.ofPool(s.keySet)).Methods(http.MethodGet, http.MethodHead)
	r.HandleFunc("/{pool}/.well-known/openid-configuration", s.ofPool(s.discovery)).Methods(http.MethodGet, http.MethodHead)
	for _, path := range []string{"/oauth2/authorize", "/authorize"} { // the second one is an older name
		r.HandleFunc(path, s.authorize).Methods(http.MethodGet)
	}
	r.HandleFunc("/logout", s.logout).Methods(http.MethodGet)
	r.HandleFunc("/oauth2/token", s.only(s.token, http.MethodPost))
	r.HandleFunc("/oauth2/revoke", s.only(s.revoke, http.MethodPost))
	r.HandleFunc("/oauth2/register", s.only(s.register, http.MethodPost))
	r.HandleFunc("/oauth2/userInfo", s.only(s.userInfo, http.MethodGet, http.MethodPost))
}

// secure are the headers of every answer to an app.
// Doc: "UserInfo endpoint", sample response.
func secure(h http.Header) {
	authorize.Guard(h)
	h.Set("X-XSS-Protection", "1; mode=block")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Server", "Server")
	h.Set("Access-Control-Allow-Origin", "*") // Doc: "Token endpoint"
}

// isLocal tells whether a request came by TLS to a name of this machine. A browser that is told there to insist
// on TLS does so for every program that ever listens under that name, on any port, for a year.
func isLocal(r *http.Request) bool {
	name := authorize.Hostname(r)
	return r.TLS != nil && (name == "localhost" || strings.HasSuffix(name, ".localhost"))
}

// only serves some methods and refuses all others without a word.
// Seen: amazon-archives/amazon-cognito-auth-js#52.
func (s *Service) only(serve http.HandlerFunc, methods ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		secure(w.Header())
		w.Header().Set("X-Amz-Cognito-Request-Id", s.Entropy.UUID())
		if !isLocal(r) {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains")
		}
		for _, method := range methods {
			if r.Method == method {
				serve(w, r)
				return
			}
		}
		w.Header().Set("Allow", methods[0])
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}
