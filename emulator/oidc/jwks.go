package oidc

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"

	"github.com/golang-jwt/jwt/v5"
)

// jwk is a public key as providers publish it. Doc: RFC 7517, RFC 7518, 6.
type jwk struct {
	Type      string `json:"kty"`
	ID        string `json:"kid"`
	Use       string `json:"use"`
	Algorithm string `json:"alg"`
	Curve     string `json:"crv"`
	X         string `json:"x"`
	Y         string `json:"y"`
	N         string `json:"n"`
	E         string `json:"e"`
}

// signingKeys are the keys of a set that may have signed a token: of its kid, and for its algorithm.
// Doc: "OIDC user pool IdP authentication flow": the kid is compared with the JWKS. Assumed: so a token
// without one is refused (A349).
func signingKeys(set []byte, t *jwt.Token) (any, error) {
	var document struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.Unmarshal(set, &document); err != nil {
		return nil, badToken("signature", err)
	}
	kid, _ := t.Header["kid"].(string)
	var found jwt.VerificationKeySet
	for _, raw := range document.Keys {
		var k jwk
		// A key that cannot be read is somebody else's: sets may hold kinds that nobody here knows.
		if json.Unmarshal(raw, &k) != nil || kid == "" || k.ID != kid {
			continue
		}
		if key, err := k.public(t.Method.Alg()); err == nil {
			found.Keys = append(found.Keys, key)
		}
	}
	if len(found.Keys) == 0 {
		return nil, badToken("kid "+kid, nil)
	}
	return found, nil
}

// errUnfit says that a key is not for an algorithm, or is none.
var errUnfit = errors.New("the key does not fit")

// public is the key for an algorithm.
func (k *jwk) public(algorithm string) (crypto.PublicKey, error) {
	if k.Use != "" && k.Use != "sig" || k.Algorithm != "" && k.Algorithm != algorithm {
		return nil, errUnfit
	}
	switch {
	case k.Type == "RSA" && (algorithm[:2] == "RS" || algorithm[:2] == "PS"):
		return k.rsa()
	case k.Type == "EC" && algorithm == "ES256" && k.Curve == "P-256":
		return k.point(elliptic.P256())
	case k.Type == "EC" && algorithm == "ES384" && k.Curve == "P-384":
		return k.point(elliptic.P384())
	case k.Type == "EC" && algorithm == "ES512" && k.Curve == "P-521":
		return k.point(elliptic.P521())
	}
	return nil, errUnfit
}

func (k *jwk) rsa() (crypto.PublicKey, error) {
	n, err := base64.RawURLEncoding.DecodeString(k.N)
	if err != nil {
		return nil, err
	}
	e, err := base64.RawURLEncoding.DecodeString(k.E)
	if err != nil {
		return nil, err
	}
	exponent := new(big.Int).SetBytes(e)
	// crypto/rsa looks at the rest; an exponent above this does not fit into its field.
	if !exponent.IsInt64() || exponent.Int64() > 1<<31-1 || len(n) == 0 {
		return nil, errUnfit
	}
	return &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(exponent.Int64())}, nil
}

// point is the key of a curve; one that is not on it is refused.
func (k *jwk) point(curve elliptic.Curve) (crypto.PublicKey, error) {
	size := (curve.Params().BitSize + 7) / 8
	x, err := base64.RawURLEncoding.DecodeString(k.X)
	if err != nil {
		return nil, err
	}
	y, err := base64.RawURLEncoding.DecodeString(k.Y)
	if err != nil {
		return nil, err
	}
	if len(x) != size || len(y) != size {
		return nil, errUnfit
	}
	key, err := ecdsa.ParseUncompressedPublicKey(curve, append(append([]byte{4}, x...), y...))
	if err != nil {
		return nil, err
	}
	return key, nil
}
