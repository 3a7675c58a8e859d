package federation

import (
	"crypto"
	"errors"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/saml"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// maxRelayState bounds the text that comes back beside an answer. Doc: quotas, "SAML user pool IdP".
const maxRelayState = 100_000

// signer signs requests: the pool's key, whose certificate GetSigningCertificate shows.
func (s *Service) signer(c *op.Call) (crypto.Signer, error) {
	key, _, err := s.SigningKeys(c.Context(), c.Pool.ID)
	if err != nil {
		return nil, err
	}
	return key.Signer(), nil
}

// samlAddress is where a browser is sent. Doc: "SAML session initiation in Amazon Cognito user pools".
func (s *Service) samlAddress(v *authorize.Visit, p *state.Provider, trip *state.RoundTrip) (string, error) {
	m, err := s.providers.Metadata(v.Context(), p)
	if err != nil {
		return "", s.refusedSAML(err)
	}
	trip.Request, trip.Redirect = "_"+s.Entropy.UUID(), v.Home+samlPath
	var signer crypto.Signer
	if p.Details["RequestSigningAlgorithm"] != "" {
		if signer, err = s.signer(v.Call); err != nil {
			return "", err
		}
	}
	return saml.AuthnRequest{ID: trip.Request, Issued: v.Now, Issuer: saml.EntityID(string(v.Pool.ID)),
		Destination: m.SSO, ACS: trip.Redirect, RelayState: trip.ID}.URL(signer)
}

// asserted takes up a browser that a SAML provider sends: back, or on its own account.
// Doc: "SAML session initiation in Amazon Cognito user pools".
func (s *Service) asserted(w http.ResponseWriter, r *http.Request) {
	relay, text := r.PostFormValue("RelayState"), r.PostFormValue("SAMLResponse")
	if len(relay) > maxRelayState {
		s.unusable(w, saml.Unusable(errors.New("the RelayState is too long")))
		return
	}
	query, name, want := "", "", saml.Expect{}
	if s.Store.View().RoundTrip(relay) != nil {
		trip := s.arrived(r, relay)
		if trip == nil || trip.Request == "" || trip.Next != "" { // none, or not for this
			s.visits.ShowError(w, invalidState, "")
			return
		}
		query, name, want.RequestID, want.ACS = trip.Query, trip.Provider, trip.Request, []string{trip.Redirect}
	} else {
		if err := saml.CheckStart(relay); err != nil {
			s.unusable(w, err)
			return
		}
		query = relay
	}
	v := s.visits.Resume(w, r, query, "SAML2Response_POST")
	if v == nil {
		return
	}
	if name == "" {
		if v.Provider == nil || !startsItself(v, v.Provider) {
			s.unusable(w, saml.Unusable(errors.New("the provider may not begin a sign-in to this app client")))
			return
		}
		name = v.Provider.Name
	}
	want.ACS = append(want.ACS, addresses(v.Call, samlPath, v.Home, v.Base)...)
	p := s.provider(v, name)
	if p == nil {
		return
	}
	err := s.judge(v, p, text, want)
	var refused *saml.Refused
	switch {
	case errors.As(err, &refused) && refused.Code == "":
		s.unusable(w, err)
	case err != nil:
		s.fail(v, s.refusedSAML(err))
	}
}

// startsItself tells whether a provider may begin a sign-in. Doc: "Using IdP-initiated SAML sign-in": it is
// set up so, and the app client has SAML providers only. Assumed: what is said otherwise (A421).
func startsItself(v *authorize.Visit, p *state.Provider) bool {
	for _, name := range v.Client().Config.SupportedIdentityProviders {
		if other := v.View.Provider(v.Pool.ID, name); other == nil || other.Type != types.IdentityProviderTypeTypeSaml {
			return false
		}
	}
	return strings.EqualFold(p.Details["IDPInit"], "true")
}

// addresses are those that a provider may know a path of the pool's by: at the places by which it was
// reached, and where the service would have it.
func addresses(c *op.Call, path string, reached ...string) []string {
	var all []string
	for _, base := range reached {
		all = append(all, base+path)
	}
	prefix, custom := c.View.DomainsOf(c.Pool.ID)
	for _, d := range []*state.Domain{prefix, custom} {
		if d != nil {
			all = append(all, "https://"+d.Host()+path)
		}
	}
	return all
}

// judge checks an assertion and signs its user in. It answers the request unless it returns an error.
func (s *Service) judge(v *authorize.Visit, p *state.Provider, text string, want saml.Expect) error {
	m, err := s.providers.Metadata(v.Context(), p)
	if err != nil {
		return err
	}
	want.Now, want.Audience = v.Now, saml.EntityID(string(v.Pool.ID))
	if err := s.providers.Decrypts(p, &want); err != nil {
		return err
	}
	a, err := saml.ReadResponse(text, m, want)
	if err != nil {
		return err
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		return tx.UseAssertion(&state.Assertion{Pool: p.Pool, Provider: p.Name, ID: a.ID, Expires: a.Expires}, v.Now)
	})
	if errors.Is(err, state.ErrStale) {
		return saml.Invalid("Assertion has been replayed.")
	}
	if err != nil {
		return err
	}
	claims := a.Claims()
	arrival, err := s.admit(v, &stranger{provider: p, subject: a.NameID.Value, issuer: &a.Issuer, claims: claims,
		about: trigger.SAMLAnswer{Response: claims}, format: a.NameID.Format, index: a.SessionIndex})
	if api := (smithy.APIError)(nil); errors.As(err, &api) && api.ErrorFault() != smithy.FaultServer {
		return saml.Invalid(api.ErrorMessage())
	}
	if err != nil {
		return err
	}
	v.Finish(arrival)
	return nil
}

// refusedSAML is a refusal as any provider's is told to the app.
func (s *Service) refusedSAML(err error) error {
	var refused *saml.Refused
	if !errors.As(err, &refused) {
		return err
	}
	s.Log.Warn("a sign-in at a SAML identity provider failed", "error", refused.Text, "cause", refused.Cause)
	return &refusal{authorize.Refusal{Code: refused.Code, Description: refused.Text}}
}

// refusal is what an app is told, as an error.
type refusal struct{ authorize.Refusal }

// Error implements error.
func (r *refusal) Error() string { return r.Description }

// unusable shows the browser an answer that belongs to no app.
func (s *Service) unusable(w http.ResponseWriter, err error) {
	text := err.Error()
	var refused *saml.Refused
	if errors.As(err, &refused) {
		text = refused.Text
		s.Log.Warn("an answer of a SAML identity provider is of no use", "error", refused.Text, "cause", refused.Cause)
	}
	s.visits.ShowError(w, text, "")
}
