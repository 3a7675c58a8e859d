package saml

import (
	"encoding/base64"
	"errors"
	"strings"
	"time"

	"github.com/beevik/etree"
)

// ErrExpired is behind the refusal of an assertion that was good before.
var ErrExpired = errors.New("saml: the assertion has expired")

// ReadAssertion reads an assertion that somebody presents by itself, in base64 of either alphabet. It needs
// a signature of its own; who holds it is believed to be the one it is about. Every error is a *Refused.
// Doc: RFC 7522, 2.1 and 3.
func ReadAssertion(text string, from *Metadata, want Expect) (*Assertion, error) {
	if len(text) > maxResponse {
		return nil, Unusable(errors.New("saml: an assertion that is too long"))
	}
	text = strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(withoutSpace(text)), "=")
	data, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil, Unusable(err)
	}
	root, err := parse(data)
	if err != nil {
		return nil, Unusable(err)
	}
	switch {
	case is(root, nsAssertion, "EncryptedAssertion"):
		if root, err = decrypt(root, want.Key); err != nil {
			return nil, invalid(reasonDecryption, err)
		}
	case want.Encrypted:
		return nil, Invalid(reasonNotEncrypted)
	}
	if !is(root, nsAssertion, "Assertion") {
		return nil, Unusable(errors.New("saml: not an assertion"))
	}
	signed, err := verify(root, from.Certificates)
	if err != nil {
		return nil, invalid(reasonSignature, err)
	}
	a, err := read(signed, from, want)
	if err != nil {
		return nil, err
	}
	return a, ends(signed, want.Now)
}

// ends refuses an assertion that nothing ends, or whose subject could be confirmed before: one of the two has
// to tell until when it counts. Its conditions have been looked at.
// Doc: RFC 7522, section 3, numbers 4 to 6.
func ends(e *etree.Element, now time.Time) error {
	if _, given := attribute(child(e, nsAssertion, "Conditions"), "NotOnOrAfter"); given {
		return nil
	}
	reason := reasonNoSubject
	for _, c := range children(child(e, nsAssertion, "Subject"), nsAssertion, "SubjectConfirmation") {
		data := child(c, nsAssertion, "SubjectConfirmationData")
		if _, given := attribute(data, "NotOnOrAfter"); !given || value(c, "Method") != methodBearer {
			continue
		}
		if reason = within(data, now); reason == "" {
			return nil
		}
	}
	if reason == reasonExpired {
		return invalid(reason, ErrExpired)
	}
	return Invalid(reason)
}

// Claims are what a user's attributes are mapped from: those of the assertion, and the subject as NameID.
func (a *Assertion) Claims() map[string]string {
	claims := map[string]string{"NameID": a.NameID.Value}
	for _, attribute := range a.Attributes {
		claims[attribute.Name] = joined(attribute.Values)
	}
	return claims
}
