package federation

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/oidc"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// oidcAddress is where a browser is sent.
func (s *Service) oidcAddress(v *authorize.Visit, p *state.Provider, trip *state.RoundTrip) (string, error) {
	trip.Redirect, trip.Nonce = v.Home+oidcPath, s.Entropy.ID()
	return s.providers.Party.AuthorizeURL(v.Context(), s.providers.OIDC(p), oidc.Request{
		RedirectURI: trip.Redirect, State: trip.ID, Nonce: trip.Nonce, LoginHint: v.Hint, Prompt: strings.Join(v.Prompt, " "),
		ACRValues: levelsAt(p, v.Levels),
	})
}

// levelsAt are levels of authentication by the provider's own names, which it may not have for all.
// Doc: CreateIdentityProvider, AcrMapping.
func levelsAt(p *state.Provider, levels []int) string {
	var names []string
	for _, level := range levels {
		if name := p.Levels["Level"+strconv.Itoa(level)]; name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// levelFrom is the level that the provider's own name stands for, 0 when it gave none. One that stands for
// nothing is the lowest. Doc: CreateIdentityProvider, AcrMapping.
func levelFrom(p *state.Provider, acr string) int {
	if acr == "" {
		return 0
	}
	for level := 4; level > 1; level-- {
		if p.Levels["Level"+strconv.Itoa(level)] == acr {
			return level
		}
	}
	return 1
}

// answered takes up a browser that comes back from an OpenID Connect or social provider.
// Doc: "OIDC user pool IdP authentication flow".
func (s *Service) answered(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.visits.ShowError(w, authorize.InvalidRequest, "")
		return
	}
	trip := s.arrived(r, r.Form.Get("state"))
	if trip == nil || trip.Request != "" { // none, or one to a SAML provider
		s.visits.ShowError(w, invalidState, "")
		return
	}
	v := s.visits.Resume(w, r, trip.Query, "OAuth2Response_"+r.Method)
	if v == nil {
		return
	}
	if refused := oidc.Refusal(r.Form); refused != nil {
		s.fail(v, refused)
		return
	}
	p := s.provider(v, trip.Provider)
	if p == nil {
		return
	}
	result, err := s.providers.Party.Exchange(v.Context(), s.providers.OIDC(p), oidc.Answer{
		Code: r.Form.Get("code"), RedirectURI: trip.Redirect, Nonce: trip.Nonce, User: r.Form.Get("user"),
	}, v.Now)
	if err != nil {
		s.fail(v, err)
		return
	}
	arrival, err := s.admit(v, &stranger{
		provider: p, subject: result.Claims[p.Mapping["username"]], claims: result.Claims, level: levelFrom(p, result.ACR), methods: result.AMR,
		about: trigger.OIDCAnswer{TokenResponse: result.TokenResponse, IDToken: result.IDToken, UserInfo: result.UserInfo},
	})
	if err != nil {
		s.fail(v, err)
		return
	}
	v.Finish(arrival)
}

// fail tells the app why nobody was signed in.
func (s *Service) fail(v *authorize.Visit, err error) {
	if said := (*refusal)(nil); errors.As(err, &said) {
		v.Refuse(said.Refusal)
		return
	}
	var refused *oidc.Error
	if errors.As(err, &refused) {
		s.Log.Warn("a sign-in at an identity provider failed", "error", refused.Description, "cause", refused.Cause)
		v.Refuse(authorize.Refusal{Code: refused.Code, Description: refused.Description})
		return
	}
	v.Fail(err)
}
