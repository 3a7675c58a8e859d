package saml

import (
	"crypto/x509"
	"errors"
	"fmt"
	"strings"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// A signature counts when it stands directly in the element it is about, has one reference, and that
// one names the element's ID, which nothing else in the document has. What comes out is not the
// element that was looked at but a new one, made of the very bytes whose digest was signed; whatever
// somebody wrapped around or beside it is not there. Everything that is known of a user is read from
// such an element only.

var errUnsigned = errors.New("saml: not signed")

// verify returns the signed form of an element: errUnsigned when it has no signature, another error
// when it is not one by one of the certificates. The certificate that a signature may bring along says
// nothing. Assumed: a certificate that has expired meanwhile is still good; RSA and ECDSA with SHA-1 and
// all SHA-2 count (A352).
func verify(e *etree.Element, certificates []*x509.Certificate) (*etree.Element, error) {
	signatures := children(e, nsSignature, "Signature")
	switch len(signatures) {
	case 0:
		return nil, errUnsigned
	case 1:
	default:
		return nil, errors.New("saml: more than one signature")
	}
	if err := aboutParent(e, signatures[0]); err != nil {
		return nil, err
	}
	// What is declared further up belongs to the element too.
	context, err := etreeutils.NSBuildParentContext(e)
	if err != nil {
		return nil, err
	}
	detached, err := etreeutils.NSDetatch(context, e)
	if err != nil {
		return nil, err
	}
	for _, s := range detached.ChildElements() {
		if !is(s, nsSignature, "Signature") {
			continue
		}
		for _, info := range children(s, nsSignature, "KeyInfo") {
			s.RemoveChild(info)
		}
	}
	err = errors.New("saml: the provider's metadata has no certificate")
	for _, c := range certificates {
		var signed *etree.Element
		if signed, err = verifyBy(detached, c); err == nil {
			return signed, nil
		}
	}
	return nil, err
}

func verifyBy(e *etree.Element, certificate *x509.Certificate) (*etree.Element, error) {
	context := &dsig.ValidationContext{
		CertificateStore: &dsig.MemoryX509CertificateStore{Roots: []*x509.Certificate{certificate}},
		IdAttribute:      "ID",
		Clock:            dsig.NewFakeClockAt(certificate.NotBefore),
	}
	signed, err := context.Validate(e)
	if err != nil {
		return nil, err
	}
	if signed == nil || signed.Tag != e.Tag || signed.NamespaceURI() != e.NamespaceURI() || value(signed, "ID") != value(e, "ID") {
		return nil, errors.New("saml: something else was signed")
	}
	return signed, nil
}

// aboutParent looks whether a signature is about the element it stands in and about nothing else.
func aboutParent(e, signature *etree.Element) error {
	id, err := onlyID(e)
	if err != nil {
		return err
	}
	infos := children(signature, nsSignature, "SignedInfo")
	if len(infos) != 1 {
		return errors.New("saml: a signature with not one SignedInfo")
	}
	references := children(infos[0], nsSignature, "Reference")
	if len(references) != 1 || value(references[0], "URI") != "#"+id {
		return errors.New("saml: a signature that is not about its parent")
	}
	top := e
	for top.Parent() != nil {
		top = top.Parent()
	}
	seen := 0
	all(top, func(c *etree.Element) {
		for _, a := range c.Attr {
			if strings.EqualFold(a.Key, "id") && a.Value == id {
				seen++
			}
		}
	})
	if seen != 1 {
		return fmt.Errorf("saml: ID %q is there %d times", id, seen)
	}
	return nil
}

// onlyID is the ID of an element, which must not have two that a reader could confuse.
func onlyID(e *etree.Element) (string, error) {
	id, n := "", 0
	for _, a := range e.Attr {
		if a.Key == "ID" {
			n++
			if a.Space == "" {
				id = a.Value
			}
		}
	}
	if n != 1 || id == "" {
		return "", errors.New("saml: a signed element needs one ID")
	}
	return id, nil
}
