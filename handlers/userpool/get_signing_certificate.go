package userpool

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"math/big"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

const certificateYears = 10 // Doc: API_GetSigningCertificate

// GetSigningCertificate returns the certificate that goes with the pool's signatures of SAML
// requests. There is a new one each year, which leaves the old ones valid.
// Doc: API_GetSigningCertificate. Assumed: base64 of the DER form in one line; the key that signs is
// the one of the ID tokens (A080).
func (s service) GetSigningCertificate(c *op.Call, pool *state.Pool, _ *cip.GetSigningCertificateInput) (*cip.GetSigningCertificateOutput, error) {
	key, _, err := s.SigningKeys(c.Context(), pool.ID)
	if err != nil {
		return nil, err
	}
	issue := issueAt(pool.Created, c.Now)
	issued := pool.Created.AddDate(issue, 0, 0).Truncate(time.Second)
	template := &x509.Certificate{
		// RFC 5280 wants a positive number that no other certificate of the issuer has.
		SerialNumber:          big.NewInt(int64(issue) + 1),
		Subject:               pkix.Name{CommonName: string(pool.ID)},
		NotBefore:             issued,
		NotAfter:              issued.AddDate(certificateYears, 0, 0),
		SignatureAlgorithm:    x509.SHA256WithRSA,
		KeyUsage:              x509.KeyUsageDigitalSignature,
		BasicConstraintsValid: true,
	}
	// Signatures of this kind draw no randomness, so every call gets the same certificate.
	der, err := x509.CreateCertificate(s.Entropy, template, template, key.Public(), key.Signer())
	if err != nil {
		return nil, err
	}
	return &cip.GetSigningCertificateOutput{Certificate: aws.String(base64.StdEncoding.EncodeToString(der))}, nil
}

// issueAt counts the anniversaries of a pool. A clock that was set back does not undo the first issue.
func issueAt(created, now time.Time) int {
	years := now.Year() - created.Year()
	if created.AddDate(years, 0, 0).After(now) {
		years--
	}
	return max(years, 0)
}
