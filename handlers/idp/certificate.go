package idp

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"math/big"
	"time"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// certificateLife is ten years of the Gregorian calendar's average.
// Seen: ActiveEncryptionCertificate of a public Terraform configuration, 2025.
const certificateLife = 10 * 31556952 * time.Second

// certify gives a SAML provider the key that it may encrypt assertions for, and shows its certificate:
// a self-signed one in the name of the pool, whether the provider encrypts or not.
// Seen: hashicorp/terraform-provider-aws tests (it is always there); a certificate in a public
// Terraform configuration, 2025 (its form: DER in base64, without lines).
func (s service) certify(c *op.Call, p *state.Provider) error {
	key, err := s.Reserve.Take(c.Context())
	if err != nil {
		return err
	}
	der, err := key.MarshalBinary()
	if err != nil {
		return err
	}
	issued := c.Now.UTC().Truncate(time.Second)
	template := &x509.Certificate{
		SerialNumber:       new(big.Int).SetBytes(s.Entropy.Bytes(8)),
		Subject:            pkix.Name{CommonName: string(p.Pool)},
		NotBefore:          issued,
		NotAfter:           issued.Add(certificateLife),
		SignatureAlgorithm: x509.SHA256WithRSA,
	}
	// Signatures of this kind draw no randomness.
	certificate, err := x509.CreateCertificate(s.Entropy, template, template, key.Public(), key.Signer())
	if err != nil {
		return err
	}
	p.Encryption = &state.Key{KID: key.ID(), DER: der}
	p.Details[policy.DetailCertificate] = base64.StdEncoding.EncodeToString(certificate)
	return nil
}
