// Package federation takes browsers to identity providers and back: it makes users of what the providers
// say, or finds the users that are linked to it. The protocols themselves are in emulator/oidc and
// emulator/saml.
package federation

import (
	"crypto/subtle"
	"errors"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/gorilla/mux"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/provider"
	"cognito-emulator/state"
)

// Service is what federation works on.
type Service struct {
	*op.Env
	visits    *authorize.Visits
	accounts  *account.Accounts
	providers *provider.Providers
}

// New returns the federation of an emulator.
func New(env *op.Env, visits *authorize.Visits) *Service {
	return &Service{Env: env, visits: visits, accounts: account.New(env), providers: provider.New(env)}
}

// The places where providers send browsers. Doc: "User pool endpoints and managed login reference".
const (
	oidcPath   = "/oauth2/idpresponse"
	samlPath   = "/saml2/idpresponse"
	logoutPath = "/saml2/logout"
)

// Routes adds the endpoints to a router, for every host.
func (s *Service) Routes(r *mux.Router) {
	r.HandleFunc(oidcPath, s.answered).Methods(http.MethodGet, http.MethodPost) // Sign in with Apple posts
	r.HandleFunc(samlPath, s.asserted).Methods(http.MethodPost)
	r.HandleFunc(logoutPath, s.signedOut).Methods(http.MethodPost)
}

// tripLife is how long a browser may be away. Doc: "Adding SAML identity providers to a user pool".
const tripLife = 5 * time.Minute

// csrfState is the cookie by which a browser that comes back is known. Doc: "User pool managed login".
const csrfState = "csrf-state"

// invalidState is what the error page says of a browser that was never sent away, or was away too long.
// Seen: aws-amplify/amplify-js#6291.
const invalidState = "Invalid State"

// Start sends a browser to an identity provider to sign in. It answers the request.
func (s *Service) Start(v *authorize.Visit, p *state.Provider) {
	trip := s.newTrip(v.Call, p)
	trip.Query = v.Raw
	var to string
	var err error
	if p.Type == types.IdentityProviderTypeTypeSaml {
		to, err = s.samlAddress(v, p, trip)
	} else {
		to, err = s.oidcAddress(v, p, trip)
	}
	if err == nil {
		err = s.depart(v.W, v.R, trip)
	}
	if err != nil {
		s.fail(v, err)
		return
	}
	authorize.Redirect(v.W, to)
}

// newTrip begins a round trip to a provider.
func (s *Service) newTrip(c *op.Call, p *state.Provider) *state.RoundTrip {
	return &state.RoundTrip{Pool: c.Pool.ID, ID: s.Entropy.ID() + s.Entropy.ID(), Provider: p.Name, Expires: c.Now.Add(tripLife)}
}

// depart stores a round trip and marks the browser, which may be on several at once.
func (s *Service) depart(w http.ResponseWriter, r *http.Request, trip *state.RoundTrip) error {
	trip.Browser = s.Entropy.ID() + s.Entropy.ID()
	if cookie, err := r.Cookie(csrfState); err == nil && len(cookie.Value) == len(trip.Browser) { // one of ours: it is kept
		trip.Browser = cookie.Value
	}
	authorize.SetCookie(w, r, csrfState, trip.Browser, tripLife, http.SameSiteNoneMode)
	return s.Store.Update(func(tx *state.Tx) error { return tx.AddRoundTrip(trip) })
}

// arrived ends the round trip that a browser comes back from; nil when there is none, or it was another
// browser's.
func (s *Service) arrived(r *http.Request, id string) *state.RoundTrip {
	trip := s.Store.View().RoundTrip(id)
	if trip == nil || !s.Clock.Now().Before(trip.Expires) {
		return nil
	}
	cookie, err := r.Cookie(csrfState)
	if err != nil || subtle.ConstantTimeCompare([]byte(cookie.Value), []byte(trip.Browser)) != 1 {
		return nil
	}
	err = s.Store.Update(func(tx *state.Tx) error { return tx.EndRoundTrip(id) })
	if err != nil {
		if !errors.Is(err, state.ErrGone) {
			s.Log.Error("a round trip could not be ended", "error", err)
		}
		return nil
	}
	return trip
}

// provider is the one that a browser comes back from. It returns nil, and has answered, when that is gone
// meanwhile, or is none of the app client's any more. Assumed: what the app is told (A414, A461).
func (s *Service) provider(v *authorize.Visit, name string) *state.Provider {
	p := v.View.Provider(v.Pool.ID, name)
	switch {
	case p == nil:
		v.Refuse(authorize.Refusal{Code: authorize.ServerError})
		return nil
	case !v.Allows(name):
		v.Refuse(authorize.Refusal{Code: authorize.InvalidRequest})
		return nil
	}
	return p
}
