package saml

import (
	"crypto"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/beevik/etree"
)

const (
	// maxResponse is how many characters SAMLResponse may have. Doc: "The IdP SAML assertion endpoint".
	maxResponse = 100_000
	// skew is how far the clocks of provider and pool may differ. Assumed: what OpenSAML allows where
	// nothing else is said (A354).
	skew = 5 * time.Minute
	// maxAge is how long after its issue an assertion counts that nobody asked for.
	// Doc: "Using IdP-initiated SAML sign-in".
	maxAge = 6 * time.Minute
)

// Expect is what an answer must fit.
type Expect struct {
	Now      time.Time
	Audience string   // EntityID of the pool
	ACS      []string // the addresses that the pool takes answers at; one must be the recipient
	// RequestID is the ID of the request that this should be the answer to. It is empty when the
	// provider began, and then the answer must not be one to any request.
	RequestID string
	// Encrypted says that assertions in the clear are refused (EncryptedResponses).
	Encrypted bool
	// Key decrypts assertions; without it none that is encrypted gets through.
	Key crypto.Decrypter
}

// Assertion is what a provider says about a user: all of it signed, and good at the time.
type Assertion struct {
	// ID may be accepted once; nobody need remember it after Expires.
	ID      string
	Expires time.Time
	Issuer  string // the provider's entity ID
	NameID  NameID
	// SessionIndex is the one of the first AuthnStatement, which is what counts. It can be empty.
	// Doc: "SAML sign-out flow".
	SessionIndex string
	Attributes   []Attribute // in the provider's order
}

// Attribute is an attribute of a user in the provider's words.
type Attribute struct {
	Name   string
	Values []string
}

// ReadResponse checks the form parameter SAMLResponse as an answer to a request for sign-in, or as one
// that nobody asked for. Every error is a *Refused.
//
// Doc: "Things to know about SAML IdPs", "Using IdP-initiated SAML sign-in". Seen: c6fc/npk#87 (what is
// enforced since 2024). Assumed: the order of the checks (A350).
func ReadResponse(text string, from *Metadata, want Expect) (*Assertion, error) {
	response, err := message(text, "Response")
	switch {
	case errors.Is(err, errWide):
		return nil, invalid(reasonWide, err)
	case err != nil:
		return nil, Unusable(err)
	}
	signed, err := verify(response, from.Certificates)
	wholeSigned := err == nil
	switch {
	case wholeSigned:
		response = signed
	case !errors.Is(err, errUnsigned):
		return nil, invalid(reasonResponseSignature, err)
	}
	if refused := checkEnvelope(response, from, want); refused != nil {
		return nil, refused
	}
	if reason := status(response); reason != "" {
		return nil, Invalid(reason)
	}
	assertion, refused := only(response, want)
	if refused != nil {
		return nil, refused
	}
	signed, err = verify(assertion, from.Certificates)
	switch {
	case err == nil:
		assertion = signed
	case !wholeSigned || !errors.Is(err, errUnsigned):
		return nil, invalid(reasonSignature, err)
	}
	return judge(assertion, from, want)
}

// message decodes a form parameter and returns the message of that name.
func message(text, tag string) (*etree.Element, error) {
	if len(text) > maxResponse {
		return nil, fmt.Errorf("saml: a message of %d characters", len(text))
	}
	data, err := base64.StdEncoding.DecodeString(withoutSpace(text))
	if err != nil {
		return nil, err
	}
	root, err := parse(data)
	if err != nil {
		return nil, err
	}
	if !is(root, nsProtocol, tag) || value(root, "Version") != version {
		return nil, fmt.Errorf("saml: not a %s of SAML %s", tag, version)
	}
	return root, nil
}

// checkEnvelope looks at the response around the assertion.
func checkEnvelope(response *etree.Element, from *Metadata, want Expect) *Refused {
	if issuer := child(response, nsAssertion, "Issuer"); issuer != nil && trimmed(issuer) != from.EntityID {
		return Invalid(reasonIssuer)
	}
	if destination := value(response, "Destination"); destination != "" && !slices.Contains(want.ACS, destination) {
		return Invalid(reasonDestination)
	}
	if value(response, "InResponseTo") != want.RequestID {
		return Invalid(reasonInResponseTo)
	}
	return nil
}

// status returns the reason to refuse a message that reports a failure, or "".
func status(message *etree.Element) string {
	s := child(message, nsProtocol, "Status")
	code := child(s, nsProtocol, "StatusCode")
	top := value(code, "Value")
	if top == statusSuccess {
		return ""
	}
	reason := reasonStatus + top
	if second := value(child(code, nsProtocol, "StatusCode"), "Value"); second != "" {
		reason += ", " + second
	}
	if text := trimmed(child(s, nsProtocol, "StatusMessage")); text != "" {
		reason += ": " + text
	}
	return reason
}

// only returns the one assertion of a response, decrypted. Assertions that stand elsewhere than
// directly in the response count too: there is no good reason for one.
func only(response *etree.Element, want Expect) (*etree.Element, *Refused) {
	open := children(response, nsAssertion, "Assertion")
	sealed := children(response, nsAssertion, "EncryptedAssertion")
	nOpen, nSealed := assertions(response, "Assertion"), assertions(response, "EncryptedAssertion")
	if want.Encrypted && (nOpen != 0 || nSealed != 1 || len(sealed) != 1) {
		return nil, Invalid(reasonNotEncrypted)
	}
	if nOpen+nSealed != 1 || len(open)+len(sealed) != 1 {
		return nil, Invalid(reasonNotOne)
	}
	if len(open) == 1 {
		return open[0], nil
	}
	assertion, err := decrypt(sealed[0], want.Key)
	switch {
	case errors.Is(err, errWide):
		return nil, invalid(reasonWide, err)
	case err != nil:
		return nil, invalid(reasonDecryption, err)
	case !is(assertion, nsAssertion, "Assertion") || assertions(assertion, "Assertion")+assertions(assertion, "EncryptedAssertion") != 1:
		return nil, Invalid(reasonNotOne)
	}
	return assertion, nil
}

// joined is the value of an attribute as a user of the pool gets it: the one value as it is, several as
// "[a,b]" with each form-encoded. Doc: "Specifying identity provider attribute mappings".
// Assumed: one value stays as it is, and none makes an empty text (A355).
func joined(values []string) string {
	switch len(values) {
	case 0:
		return ""
	case 1:
		return values[0]
	}
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = formEncode(v)
	}
	return "[" + strings.Join(parts, ",") + "]"
}

// formEncode writes a text as forms have it. net/url spares a tilde in place of an asterisk.
func formEncode(s string) string {
	return strings.NewReplacer("%2A", "*", "~", "%7E").Replace(url.QueryEscape(s))
}
