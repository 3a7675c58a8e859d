package webauthn

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"slices"

	"github.com/fxamacker/cbor/v2"
)

// statement is what an authenticator says about itself while it makes a key.
type statement struct {
	format string
	raw    []byte
}

// readAttestation reads an attestation object. Doc: "Web Authentication", 6.5.
func readAttestation(raw []byte) (*statement, *authenticatorData, error) {
	var object struct {
		Format    string          `cbor:"fmt"`
		Data      []byte          `cbor:"authData"`
		Statement cbor.RawMessage `cbor:"attStmt"`
	}
	if err := decoder().Unmarshal(raw, &object); err != nil || object.Format == "" || object.Statement == nil {
		return nil, nil, fmt.Errorf("%w: attestationObject", ErrMalformed)
	}
	auth, err := readAuthenticatorData(object.Data)
	return &statement{object.Format, object.Statement}, auth, err
}

// verify judges a statement: its signature, and what the format demands of a certificate. Who issued
// that is not looked at. Options that ask for no attestation, as the service's do, get none from most
// browsers. Formats that cannot be verified here are refused. Assumed: the service refuses them too
// (A233).
// Doc: "Authentication flows", passkeys: there is no attestation enforcement.
func (s *statement) verify(auth *authenticatorData, key *publicKey, client [sha256.Size]byte) error {
	switch s.format {
	case "none":
		var nothing map[string]cbor.RawMessage
		if err := decoder().Unmarshal(s.raw, &nothing); err != nil || nothing == nil || len(nothing) > 0 {
			return fmt.Errorf("%w: attStmt", ErrMalformed)
		}
		return nil
	case "packed":
		return verifyPacked(s.raw, auth, key, client)
	}
	return fmt.Errorf("%w: attestation %q", ErrUnsupported, s.format)
}

// verifyPacked judges the format "packed". Doc: "Web Authentication", 8.2.
func verifyPacked(raw []byte, auth *authenticatorData, key *publicKey, client [sha256.Size]byte) error {
	var p struct {
		Algorithm int64    `cbor:"alg"`
		Signature []byte   `cbor:"sig"`
		Chain     [][]byte `cbor:"x5c"`
	}
	if err := decoder().Unmarshal(raw, &p); err != nil || p.Signature == nil {
		return fmt.Errorf("%w: attStmt", ErrMalformed)
	}
	signed := slices.Concat(auth.raw, client[:])
	if p.Chain == nil { // the key vouches for itself
		if p.Algorithm != key.algorithm || !key.verify(signed, p.Signature) {
			return ErrAttestation
		}
		return nil
	}
	if len(p.Chain) == 0 {
		return fmt.Errorf("%w: x5c", ErrMalformed)
	}
	certificate, err := x509.ParseCertificate(p.Chain[0])
	if err != nil {
		return fmt.Errorf("%w: x5c: %w", ErrMalformed, err)
	}
	method, ok := map[int64]x509.SignatureAlgorithm{ES256: x509.ECDSAWithSHA256, RS256: x509.SHA256WithRSA}[p.Algorithm]
	if !ok {
		return fmt.Errorf("%w: attestation signed by algorithm %d", ErrUnsupported, p.Algorithm)
	}
	if certificate.CheckSignature(method, signed, p.Signature) != nil || !attests(certificate, auth.model) {
		return ErrAttestation
	}
	return nil
}

// attests tells whether a certificate is one of those that attest, and for that model.
// Doc: "Web Authentication", 8.2.1.
func attests(c *x509.Certificate, model [16]byte) bool {
	subject := c.Subject
	if c.Version != 3 || c.IsCA || !c.BasicConstraintsValid || len(subject.Country) == 0 || len(subject.Organization) == 0 ||
		!slices.Equal(subject.OrganizationalUnit, []string{"Authenticator Attestation"}) || subject.CommonName == "" {
		return false
	}
	modelExtension := asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 45724, 1, 1, 4} // id-fido-gen-ce-aaguid
	for _, e := range c.Extensions {
		if !e.Id.Equal(modelExtension) {
			continue
		}
		var of []byte
		if rest, err := asn1.Unmarshal(e.Value, &of); err != nil || len(rest) > 0 || e.Critical || !bytes.Equal(of, model[:]) {
			return false
		}
	}
	return true
}
