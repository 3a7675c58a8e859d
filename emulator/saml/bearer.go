package saml

import (
	"encoding/base64"
	"errors"
	"strings"
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
	return read(signed, from, want)
}

// Claims are what a user's attributes are mapped from: those of the assertion, and the subject as NameID.
func (a *Assertion) Claims() map[string]string {
	claims := map[string]string{"NameID": a.NameID.Value}
	for _, attribute := range a.Attributes {
		claims[attribute.Name] = Text(attribute.Values)
	}
	return claims
}
