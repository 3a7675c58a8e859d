package saml

import (
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/beevik/etree"
)

const (
	// MaxMetadata is how long metadata may be, in bytes. Doc: quotas, "SAML user pool IdP".
	MaxMetadata = 1 << 20
	// maxCertificate is how many characters a certificate may have. Doc: "Things to know about SAML IdPs".
	maxCertificate = 4096
)

// Metadata is what a provider says of itself.
type Metadata struct {
	EntityID string
	// SSO and SLO take requests for sign-in and sign-out by the redirect binding; SLO can be empty.
	SSO, SLO string
	// Certificates are all that the provider may sign with. There can be none; then it can't sign
	// anybody in.
	Certificates []*x509.Certificate
}

// ReadMetadata reads the metadata of one provider. Whether that wants signed requests is not looked at: the
// service goes by the provider's RequestSigningAlgorithm. Doc: SAML 2.0 metadata, section 2.4.
func ReadMetadata(text string) (*Metadata, error) {
	if len(text) > MaxMetadata {
		return nil, errors.New("saml: metadata of more than a mebibyte")
	}
	root, err := parse([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("saml: reading metadata: %w", err)
	}
	role := child(root, nsMetadata, "IDPSSODescriptor")
	if !is(root, nsMetadata, "EntityDescriptor") || role == nil {
		return nil, errors.New("saml: not the metadata of an identity provider")
	}
	m := &Metadata{
		EntityID: value(root, "entityID"),
		SSO:      byRedirect(role, "SingleSignOnService"),
		SLO:      byRedirect(role, "SingleLogoutService"),
	}
	if m.EntityID == "" || m.SSO == "" {
		return nil, errors.New("saml: metadata without an entityID or without a redirect binding for sign-in")
	}
	for _, key := range children(role, nsMetadata, "KeyDescriptor") {
		if use, given := attribute(key, "use"); given && use != "signing" {
			continue
		}
		if err := m.addCertificates(key); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func byRedirect(role *etree.Element, tag string) string {
	for _, e := range children(role, nsMetadata, tag) {
		if value(e, "Binding") == bindingRedirect {
			return value(e, "Location")
		}
	}
	return ""
}

func (m *Metadata) addCertificates(key *etree.Element) error {
	data := child(child(key, nsSignature, "KeyInfo"), nsSignature, "X509Data")
	if data == nil {
		return nil
	}
	for _, e := range children(data, nsSignature, "X509Certificate") {
		text := withoutSpace(content(e))
		if len(text) > maxCertificate {
			return fmt.Errorf("saml: a certificate of more than %d characters", maxCertificate)
		}
		der, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return fmt.Errorf("saml: a certificate in metadata: %w", err)
		}
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return fmt.Errorf("saml: a certificate in metadata: %w", err)
		}
		m.Certificates = append(m.Certificates, certificate)
	}
	return nil
}
