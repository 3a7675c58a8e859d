package saml

import (
	"errors"
	"net/url"
)

// Start is what a RelayState says when the provider begins a sign-in: an authorize request in short.
// Doc: "The IdP SAML assertion endpoint", "Using IdP-initiated SAML sign-in".
type Start struct {
	// Provider is its name; Identifier is one of its identifiers. One of the two is there.
	Provider, Identifier string
	ClientID             string
	RedirectURI          string
	ResponseType         string
	Scope                string // as given, separated by spaces; empty for all
	// Query is everything, for parameters of authorize requests that are not listed above.
	Query url.Values
}

// ReadStart reads the RelayState of an answer that nobody asked for. It does not ask whether what is
// named is there. Every error is a *Refused. Assumed: each parameter once, and which must be there (A358).
func ReadStart(relayState string) (*Start, error) {
	query, err := url.ParseQuery(relayState)
	if err != nil {
		return nil, Unusable(err)
	}
	for name, values := range query {
		if len(values) > 1 {
			return nil, Unusable(errors.New("saml: RelayState has several " + name))
		}
	}
	s := &Start{
		Provider: query.Get("identity_provider"), Identifier: query.Get("idp_identifier"),
		ClientID: query.Get("client_id"), RedirectURI: query.Get("redirect_uri"),
		ResponseType: query.Get("response_type"), Scope: query.Get("scope"), Query: query,
	}
	if s.Provider == "" && s.Identifier == "" || s.ClientID == "" || s.RedirectURI == "" || s.ResponseType == "" {
		return nil, Unusable(errors.New("saml: RelayState is no start of a sign-in"))
	}
	return s, nil
}
