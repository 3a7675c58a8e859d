package srp

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
	"time"
)

// Why an answer is refused.
var (
	// ErrA is an SRP_A that is no number, too long, or a multiple of N.
	ErrA = errors.New("srp: not a public value")
	// ErrTimestamp is a TIMESTAMP that cannot be read.
	ErrTimestamp = errors.New("srp: not a timestamp")
	// ErrProof is a signature that is not that of the password.
	ErrProof = errors.New("srp: wrong proof")
)

// privateSize is the length of the server's random exponent b. RFC 5054 (section 3.1) wants 256 bits,
// which keep a recorded exchange from being solved for b; 128 take 2^64 steps for that, are plenty
// for passwords that guard nothing, and spare a fifth of a sign-in. No client can tell.
const privateSize = 16

// A is a client's public value, SRP_A.
type A struct{ value *big.Int }

// ParseA reads SRP_A: a number in hexadecimal digits, which clients send without padding.
// A multiple of N would make the secret zero whatever the password, and is refused.
// Doc: RFC 5054, section 2.5.4. Assumed: signs and prefixes are refused, and a number above N that
// fits in 3072 bits is taken (A026).
func ParseA(text string) (A, error) {
	digits := strings.TrimLeft(text, "0")
	hex := strings.Trim(digits, "0123456789abcdefABCDEF") == ""
	if !hex || len(digits) > 2*groupSize || len(text) > 4*groupSize {
		return A{}, ErrA
	}
	a, ok := new(big.Int).SetString(digits, 16)
	if !ok || new(big.Int).Mod(a, prime()).Sign() == 0 {
		return A{}, ErrA
	}
	return A{a}, nil
}

// Challenge is the server's side of one proof, between the two requests.
type Challenge struct {
	verifier *Verifier
	a        *big.Int // the client's public value
	b        *big.Int // the server's private value
	public   *big.Int // B, the server's public value
}

// NewChallenge begins a proof: it draws b from r and computes B = k·v + g^b.
func NewChallenge(v *Verifier, a A, r io.Reader) (*Challenge, error) {
	var secret [privateSize]byte
	if _, err := io.ReadFull(r, secret[:]); err != nil {
		return nil, fmt.Errorf("srp: drawing a private value: %w", err)
	}
	b := new(big.Int).SetBytes(secret[:])
	public := new(big.Int).Mul(multiplier(), v.value())
	public.Add(public, power(b)).Mod(public, prime())
	return &Challenge{verifier: v, a: a.value, b: b, public: public}, nil
}

// PublicText returns SRP_B as the challenge carries it: hexadecimal, in lower case, without
// padding.
func (c *Challenge) PublicText() string { return c.public.Text(16) }

// MarshalBinary returns what has to be remembered until the answer comes.
func (c *Challenge) MarshalBinary() ([]byte, error) {
	data := make([]byte, 2*groupSize+privateSize, 3*groupSize+privateSize)
	c.a.FillBytes(data[:groupSize])
	c.public.FillBytes(data[groupSize : 2*groupSize])
	c.b.FillBytes(data[2*groupSize:])
	if c.verifier.x != nil {
		return append(data, c.verifier.x.FillBytes(make([]byte, XSize))...), nil
	}
	return append(data, c.verifier.v.FillBytes(make([]byte, groupSize))...), nil
}

// UnmarshalChallenge takes up a challenge where MarshalBinary left it.
func UnmarshalChallenge(data []byte) (*Challenge, error) {
	const fixed = 2*groupSize + privateSize
	c := &Challenge{}
	switch len(data) {
	case fixed + XSize:
		c.verifier = User(data[fixed:])
	case fixed + groupSize:
		c.verifier = Device(data[fixed:])
	default:
		return nil, errors.New("srp: not a stored challenge")
	}
	c.a = new(big.Int).SetBytes(data[:groupSize])
	c.public = new(big.Int).SetBytes(data[groupSize : 2*groupSize])
	c.b = new(big.Int).SetBytes(data[2*groupSize : fixed])
	return c, nil
}

// Proof is a client's answer, as it came: PASSWORD_CLAIM_SECRET_BLOCK, TIMESTAMP and
// PASSWORD_CLAIM_SIGNATURE.
type Proof struct {
	SecretBlock string
	Timestamp   string
	Signature   string
}

// Verify tells whether the proof is that of the password: nil, ErrTimestamp or ErrProof. That the
// secret block is the one handed out with the challenge is for the caller to know.
func (c *Challenge) Verify(group, name string, p Proof) error {
	at, err := ParseTimestamp(p.Timestamp)
	if err != nil {
		return err
	}
	// Assumed: text that is not base64 is a wrong proof like any other (A024).
	block, err := base64.StdEncoding.DecodeString(p.SecretBlock)
	if err != nil {
		return ErrProof
	}
	signature, err := base64.StdEncoding.DecodeString(p.Signature)
	if err != nil {
		return ErrProof
	}
	key, err := c.key()
	if err != nil {
		return err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(group))
	mac.Write([]byte(name))
	mac.Write(block)
	mac.Write([]byte(at.Format(timestampLayout)))
	if !hmac.Equal(mac.Sum(nil), signature) {
		return ErrProof
	}
	return nil
}

// key returns the key of the proof's HMAC, from S = (A·v^u)^b and u = H(pad(A) ‖ pad(B)).
func (c *Challenge) key() ([]byte, error) {
	u := hash(pad(c.a), pad(c.public))
	s := c.secret(u)
	return hkdf.Key(sha256.New, pad(s), pad(u), "Caldera Derived Key", 16)
}

func (c *Challenge) secret(u *big.Int) *big.Int {
	s := new(big.Int).Mul(c.a, c.verifier.toThe(u))
	s.Mod(s, prime())
	return s.Exp(s, c.b, prime())
}

// timestampLayout is EEE MMM d HH:mm:ss 'UTC' yyyy: the day without a leading zero.
const timestampLayout = "Mon Jan 2 15:04:05 UTC 2006"

// ParseTimestamp reads a TIMESTAMP. It must be in English and in UTC; a leading zero of the day and
// a wrong weekday pass here, but the proof is made over the canonical text and fails: the service
// answers the former with InvalidParameterException "TIMESTAMP format should be EEE MMM d HH:mm:ss
// z yyyy in english", the latter with NotAuthorizedException.
// Seen: NabuCasa/pycognito#122, amazon-cognito-identity-js#683 (not English, +05:30 for a zone);
// ministackorg/ministack#1758 measuring the service, qwigo/warrant#12 (leading zero, weekday).
// Assumed: every other zone than UTC is refused, and the time itself is not compared with the
// server's clock (A025).
func ParseTimestamp(text string) (time.Time, error) {
	at, err := time.Parse(timestampLayout, text)
	if err != nil {
		return time.Time{}, ErrTimestamp
	}
	return at, nil
}
