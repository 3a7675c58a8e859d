package srp

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
)

const (
	// SaltSize is the length of a user's salt: 16 random bytes.
	SaltSize = 16
	// XSize is the length of x, the private value.
	XSize = sha256.Size

	maxDeviceSalt = 64 // bytes; clients send 16 or 17
)

// X returns the private value of a password: H(pad(salt) ‖ H(group ‖ name ‖ ":" ‖ password)).
func X(salt []byte, group, name, password string) []byte {
	inner := sha256.New()
	inner.Write([]byte(group))
	inner.Write([]byte(name))
	inner.Write([]byte(":"))
	inner.Write([]byte(password))
	outer := sha256.New()
	outer.Write(pad(new(big.Int).SetBytes(salt)))
	outer.Write(inner.Sum(nil))
	return outer.Sum(nil)
}

// Equal compares secrets in constant time.
func Equal(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }

// SaltText returns SALT as challenges carry it: the hexadecimal text of a number, without leading
// zeros. Seen: floci-io/floci#1305 quoting the service; 30 to 32 digits in public captures.
// Assumed: the salt of a device has the same form (A022).
func SaltText(salt []byte) string { return new(big.Int).SetBytes(salt).Text(16) }

// Verifier is what the server knows of a password, for one proof.
type Verifier struct {
	x *big.Int // of users
	v *big.Int // of devices, which send nothing else; for users it follows from x
}

// User returns the verifier of a user's password from what X returned.
func User(x []byte) *Verifier { return &Verifier{x: new(big.Int).SetBytes(x)} }

// Device returns the verifier of a device from what ParseDevice returned.
func Device(v []byte) *Verifier { return &Verifier{v: new(big.Int).SetBytes(v)} }

// value returns v = g^x.
func (v *Verifier) value() *big.Int {
	if v.v != nil {
		return v.v
	}
	return power(v.x)
}

// toThe returns v^u.
func (v *Verifier) toThe(u *big.Int) *big.Int {
	if v.x != nil {
		return power(new(big.Int).Mul(v.x, u))
	}
	return new(big.Int).Exp(v.v, u, prime())
}

// ErrDevice says that a DeviceSecretVerifierConfig cannot be used.
var ErrDevice = errors.New("srp: not the verifier and salt of a device")

// ParseDevice reads the DeviceSecretVerifierConfig that a client sends with ConfirmDevice: verifier
// and salt in base64, both as two's-complement bytes. Numbers that read as negative are refused.
// Seen: aws/aws-sdk-net-extensions-cognito#46. Assumed: so are verifiers outside the group, and
// salts of more than 64 bytes (A023).
func ParseDevice(passwordVerifier, salt string) (verifier, saltBytes []byte, err error) {
	v, ok := positive(passwordVerifier, groupSize+1)
	if !ok || v.Cmp(big.NewInt(1)) <= 0 || v.Cmp(prime()) >= 0 {
		return nil, nil, ErrDevice
	}
	s, ok := positive(salt, maxDeviceSalt)
	if !ok {
		return nil, nil, ErrDevice
	}
	return v.Bytes(), s.Bytes(), nil
}

// positive reads a positive number of at most size bytes from base64.
func positive(text string, size int) (*big.Int, bool) {
	if len(text) > base64.StdEncoding.EncodedLen(size) {
		return nil, false
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) == 0 || len(b) > size || b[0]&0x80 != 0 {
		return nil, false
	}
	z := new(big.Int).SetBytes(b)
	return z, z.Sign() > 0
}

// Simulate returns a made-up user for a name that nobody has, where a pool hides which users exist:
// always the same for the same name, different for different names, and not to be foreseen without
// the secret. Nobody knows a password for it, so the proof fails as it does for a real user.
// Doc: "Managing user existence error responses".
func Simulate(secret []byte, group, name string) (userID string, salt, x []byte) {
	derive := func(label string) []byte {
		mac := hmac.New(sha256.New, secret)
		// The lengths keep ("ab", "c") and ("a", "bc") apart.
		fmt.Fprintf(mac, "%s %d %d %s%s", label, len(group), len(name), group, name)
		return mac.Sum(nil)
	}
	id := derive("id")[:16]
	id[6] = id[6]&0x0f | 0x40 // a UUID of version 4
	id[8] = id[8]&0x3f | 0x80
	text := hex.EncodeToString(id)
	userID = text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
	return userID, derive("salt")[:SaltSize], derive("x")
}
