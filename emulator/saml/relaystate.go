package saml

import (
	"errors"
	"net/url"
)

// CheckStart looks at the RelayState of an answer that nobody asked for: it has to be the query of an
// authorization request that names a provider. It does not ask whether what is named is there. Every error is
// a *Refused.
// Doc: "The IdP SAML assertion endpoint", "Using IdP-initiated SAML sign-in". Assumed: each parameter once,
// and which must be there (A358).
func CheckStart(relayState string) error {
	query, err := url.ParseQuery(relayState)
	if err != nil {
		return Unusable(err)
	}
	for name, values := range query {
		if len(values) > 1 {
			return Unusable(errors.New("saml: RelayState has several " + name))
		}
	}
	if query.Get("identity_provider") == "" && query.Get("idp_identifier") == "" {
		return Unusable(errors.New("saml: RelayState names no identity provider"))
	}
	for _, name := range []string{"client_id", "redirect_uri", "response_type"} {
		if query.Get(name) == "" {
			return Unusable(errors.New("saml: RelayState has no " + name))
		}
	}
	return nil
}
