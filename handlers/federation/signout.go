package federation

import (
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/saml"
	"cognito-emulator/state"
)

// SignOut sends a browser to the SAML provider that signed it in, to be signed out there and then come to
// next. It reports false, and has answered nothing, when the provider is not to hear of it.
// Doc: "SAML sign-out flow", IDPSignout.
func (s *Service) SignOut(c *op.Call, site *authorize.Site, w http.ResponseWriter, r *http.Request, b *state.BrowserSession, next string) bool {
	p := c.View.Provider(b.Pool, b.Provider)
	if p == nil || p.Type != types.IdentityProviderTypeTypeSaml || !strings.EqualFold(p.Details["IDPSignout"], "true") {
		return false
	}
	m, err := s.providers.Metadata(c.Context(), p)
	if err != nil || m.SLO == "" {
		s.Log.Warn("an identity provider was not told that its user signed out", "provider", p.Name, "error", err)
		return false
	}
	trip := s.newTrip(c, p)
	trip.Request, trip.Redirect, trip.Next = "_"+s.Entropy.UUID(), site.Home+logoutPath, next
	signer, err := s.signer(c)
	var to string
	if err == nil {
		to, err = saml.LogoutRequest{ID: trip.Request, Issued: c.Now, Issuer: saml.EntityID(string(c.Pool.ID)), Destination: m.SLO,
			NameID: saml.NameID{Value: b.Subject, Format: b.Format}, SessionIndex: b.Index, RelayState: trip.ID}.URL(signer)
	}
	if err == nil {
		err = s.depart(w, r, trip)
	}
	if err != nil {
		s.Log.Error("an identity provider was not told that its user signed out", "provider", p.Name, "error", err)
		return false
	}
	authorize.Redirect(w, to)
	return true
}

// signedOut takes up a browser that a SAML provider signed out.
// Doc: "SAML sign-out flow". Assumed: an answer that is no good leads to the error page (A411).
func (s *Service) signedOut(w http.ResponseWriter, r *http.Request) {
	trip := s.arrived(r, r.PostFormValue("RelayState"))
	if trip == nil || trip.Next == "" {
		s.visits.ShowError(w, invalidState, "")
		return
	}
	c := s.NewCall(r, "SAML2Logout_POST")
	p, pool := c.View.Provider(trip.Pool, trip.Provider), c.View.Pool(trip.Pool)
	if p == nil || pool == nil {
		s.visits.ShowError(w, invalidState, "")
		return
	}
	c.Enter(pool)
	m, err := s.providers.Metadata(c.Context(), p)
	failure := ""
	if err == nil {
		failure, err = saml.ReadLogoutResponse(r.PostFormValue("SAMLResponse"), m, saml.ExpectLogout{
			RequestID: trip.Request, Addresses: append(addresses(c, logoutPath), trip.Redirect)})
	}
	if err != nil {
		s.unusable(w, err)
		return
	}
	if failure != "" {
		s.Log.Warn("an identity provider did not sign its user out", "provider", p.Name, "failure", failure)
	}
	authorize.Redirect(w, trip.Next)
}
