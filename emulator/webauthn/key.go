package webauthn

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"fmt"
	"math/big"
)

// The algorithms by their COSE numbers: ECDSA with P-256, RSASSA-PKCS1-v1_5, both with SHA-256.
// Doc: "Authentication flows", passkeys: no others are recognized.
const (
	ES256 = -7
	RS256 = -257
)

// The sizes of RSA keys that are taken. Authenticators make keys of 2,048 bits.
const (
	minModulus = 2048
	maxModulus = 8192
)

// publicKey is a key that can verify.
type publicKey struct {
	algorithm int64
	key       crypto.PublicKey // *ecdsa.PublicKey or *rsa.PublicKey
}

// readKey reads a COSE_Key.
// Doc: RFC 9052, section 7; RFC 9053, section 7.1; RFC 8230, section 4.
func readKey(raw []byte) (*publicKey, error) {
	var head struct {
		Type      int64 `cbor:"1,keyasint"`
		Algorithm int64 `cbor:"3,keyasint"`
	}
	if err := decoder().Unmarshal(raw, &head); err != nil {
		return nil, fmt.Errorf("%w: the key", ErrMalformed)
	}
	switch {
	case head.Type == 2 && head.Algorithm == ES256:
		return readEC(raw)
	case head.Type == 3 && head.Algorithm == RS256:
		return readRSA(raw)
	}
	return nil, fmt.Errorf("%w: key type %d, algorithm %d", ErrUnsupported, head.Type, head.Algorithm)
}

func readEC(raw []byte) (*publicKey, error) {
	var k struct {
		Curve int64  `cbor:"-1,keyasint"`
		X     []byte `cbor:"-2,keyasint"`
		Y     []byte `cbor:"-3,keyasint"`
	}
	if err := decoder().Unmarshal(raw, &k); err != nil || len(k.X) != 32 || len(k.Y) != 32 {
		return nil, fmt.Errorf("%w: the key", ErrMalformed)
	}
	if k.Curve != 1 {
		return nil, fmt.Errorf("%w: curve %d", ErrUnsupported, k.Curve)
	}
	point := append(append([]byte{4}, k.X...), k.Y...)
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		return nil, fmt.Errorf("%w: the key is no point of its curve", ErrMalformed)
	}
	return &publicKey{ES256, key}, nil
}

func readRSA(raw []byte) (*publicKey, error) {
	var k struct {
		N []byte `cbor:"-1,keyasint"`
		E []byte `cbor:"-2,keyasint"`
	}
	if err := decoder().Unmarshal(raw, &k); err != nil {
		return nil, fmt.Errorf("%w: the key", ErrMalformed)
	}
	n, e := new(big.Int).SetBytes(k.N), new(big.Int).SetBytes(k.E)
	if bits := n.BitLen(); bits < minModulus || bits > maxModulus || e.BitLen() > 31 || e.Int64() < 3 {
		return nil, fmt.Errorf("%w: an RSA key of %d bits", ErrUnsupported, n.BitLen())
	}
	return &publicKey{RS256, &rsa.PublicKey{N: n, E: int(e.Int64())}}, nil
}

func (k *publicKey) verify(message, signature []byte) bool {
	sum := sha256.Sum256(message)
	switch key := k.key.(type) {
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(key, sum[:], signature)
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature) == nil
	}
	return false
}
