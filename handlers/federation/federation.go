// Package federation takes browsers to identity providers and back: it makes users of what the providers
// say, or finds the users that are linked to it.
package federation

import (
	"net/http"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// Service is what federation works on.
type Service struct {
	*op.Env
	Visits *authorize.Visits
}

// Start sends a browser to an identity provider.
func (s *Service) Start(v *authorize.Visit, p *state.Provider) {
	s.Log.Error("sign-in through identity providers is not built yet", "provider", p.Name)
	v.Refuse(authorize.Refusal{Code: authorize.ServerError, Description: "cognito-emulator: sign-in through identity providers is not built yet"})
}

// SignOut sends a browser to the SAML provider that signed it in.
func (s *Service) SignOut(*op.Call, *authorize.Site, http.ResponseWriter, *http.Request, *state.BrowserSession, string) bool {
	return false
}
