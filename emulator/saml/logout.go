package saml

import (
	"errors"
	"fmt"
	"slices"
)

// ExpectLogout is what an answer to a LogoutRequest must fit.
type ExpectLogout struct {
	RequestID string
	// Addresses are those that the pool takes the answers at (…/saml2/logout).
	Addresses []string
}

// ReadLogoutResponse checks the form parameter SAMLResponse as an answer to a LogoutRequest. Every
// error is a *Refused. Assumed: a signature is checked where there is one, none is needed, for the answer
// decides nothing but where the browser goes next; a failure that the provider reports is no
// hindrance, and is returned (A357).
func ReadLogoutResponse(text string, from *Metadata, want ExpectLogout) (failure string, err error) {
	response, err := message(text, "LogoutResponse")
	if err != nil {
		return "", Unusable(err)
	}
	signed, err := verify(response, from.Certificates)
	switch {
	case err == nil:
		response = signed
	case !errors.Is(err, errUnsigned):
		return "", Unusable(err)
	}
	issuer := child(response, nsAssertion, "Issuer")
	destination := value(response, "Destination")
	switch {
	case issuer != nil && trimmed(issuer) != from.EntityID:
		return "", Unusable(fmt.Errorf("saml: the issuer is %q", trimmed(issuer)))
	case destination != "" && !slices.Contains(want.Addresses, destination):
		return "", Unusable(fmt.Errorf("saml: the destination is %q", destination))
	case value(response, "InResponseTo") != want.RequestID:
		return "", Unusable(fmt.Errorf("saml: an answer to request %q", value(response, "InResponseTo")))
	}
	return status(response), nil
}
