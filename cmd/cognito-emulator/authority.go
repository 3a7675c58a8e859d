package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// The files of an authority. Clients trust the first; the second must stay where it is.
const (
	authorityFile    = "ca.pem"
	authorityKeyFile = "ca-key.pem"
)

// Lives of certificates. Clients refuse leaves that are longer valid.
// Doc: Apple, "About upcoming limits on trusted certificates", 398 days.
const (
	authorityLife = 10 * 365 * 24 * time.Hour
	leafLife      = 397 * 24 * time.Hour
)

// authority is a certificate authority of our own. It outlives the program, so that clients need to
// be told once.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// loadAuthority reads the authority in a folder, making it when there is none.
func loadAuthority(dir string) (*authority, error) {
	certificate, certErr := os.ReadFile(filepath.Join(dir, authorityFile))
	key, keyErr := os.ReadFile(filepath.Join(dir, authorityKeyFile))
	switch {
	case errors.Is(certErr, fs.ErrNotExist) && errors.Is(keyErr, fs.ErrNotExist):
		return newAuthority(dir)
	case certErr != nil || keyErr != nil:
		return nil, errors.Join(certErr, keyErr)
	}
	pair, err := tls.X509KeyPair(certificate, key)
	if err != nil {
		return nil, fmt.Errorf("the authority in %s: %w", dir, err)
	}
	private, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
	if !ok || !pair.Leaf.IsCA {
		return nil, fmt.Errorf("%s holds no authority that this program has made", dir)
	}
	if time.Now().Add(leafLife).After(pair.Leaf.NotAfter) {
		return nil, fmt.Errorf("the authority in %s ends %s; remove its files to have a new one", dir, pair.Leaf.NotAfter.Format(time.DateOnly))
	}
	return &authority{pair.Leaf, private}, nil
}

// newAuthority makes an authority and writes it to a folder.
func newAuthority(dir string) (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	certificate, der, err := sign(&x509.Certificate{
		Subject:               pkix.Name{CommonName: "cognito-emulator, for development only"},
		KeyUsage:              x509.KeyUsageCertSign,
		BasicConstraintsValid: true,
		IsCA:                  true,
		MaxPathLenZero:        true,
	}, authorityLife, nil, key, key)
	if err != nil {
		return nil, err
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	// The key first: an authority without its key could not be told from a foreign one.
	if err := writePEM(filepath.Join(dir, authorityKeyFile), "PRIVATE KEY", keyDER, 0o600); err != nil {
		return nil, err
	}
	if err := writePEM(filepath.Join(dir, authorityFile), "CERTIFICATE", der, 0o644); err != nil {
		return nil, err
	}
	return &authority{certificate, key}, nil
}

// issue makes a server's certificate.
func (a *authority) issue(names []string, addresses []net.IP) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	leaf, der, err := sign(&x509.Certificate{
		Subject:     pkix.Name{CommonName: names[0]},
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:    names,
		IPAddresses: addresses,
	}, leafLife, a.certificate, key, a.key)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der, a.certificate.Raw}, PrivateKey: key, Leaf: leaf}, nil
}

// sign completes a certificate and signs it; with no parent it signs itself.
func sign(c *x509.Certificate, life time.Duration, parent *x509.Certificate, of, by *ecdsa.PrivateKey) (*x509.Certificate, []byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, nil, err
	}
	c.SerialNumber = serial
	c.NotBefore = time.Now().Add(-time.Hour) // clocks of containers and hosts differ
	c.NotAfter = c.NotBefore.Add(life)
	if parent == nil {
		parent = c
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, &of.PublicKey, by)
	if err != nil {
		return nil, nil, err
	}
	signed, err := x509.ParseCertificate(der)
	return signed, der, err
}

func writePEM(path, kind string, der []byte, mode fs.FileMode) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), mode)
}
