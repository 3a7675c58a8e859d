package token

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/big"
)

const (
	publicExponent = 65537
	keyBytes       = 256 // length of modulus and signature
	primeBytes     = 64
)

// Seed determines a key: the same seed makes the same key on every machine.
type Seed [32]byte

// Key is an RSA key of 2048 bits that signs with RS256. It never changes and is safe for
// concurrent use.
//
// It has four primes instead of two, which makes signing and key generation several times faster
// and cannot be told from outside. Four primes of 512 bits are weaker than two of 1024 against
// factoring by elliptic curves; still far beyond anybody's reach, and nothing depends on it here.
type Key struct {
	id      string
	header  string // first segment of every token, with its dot
	public  rsa.PublicKey
	factors [4]factor
}

// factor is what signing needs of one prime.
type factor struct {
	modulus
	d       limbs    // private exponent modulo m-1
	before  []uint64 // product of the factors before this one
	inverse limbs    // its inverse modulo m, in Montgomery form
}

// Generate makes a key from 32 bytes of r. Nothing else of r is read, so two keys never depend on
// how long the search for the first one took.
func Generate(r io.Reader) (*Key, error) {
	var seed Seed
	if err := seed.read(r); err != nil {
		return nil, err
	}
	return FromSeed(seed)
}

func (s *Seed) read(r io.Reader) error {
	if _, err := io.ReadFull(r, s[:]); err != nil {
		return fmt.Errorf("token: reading the seed of a key: %w", err)
	}
	return nil
}

// FromSeed makes the key that belongs to a seed. It takes some milliseconds.
func FromSeed(seed Seed) (*Key, error) {
	var primes [4]limbs
	for i := range primes {
		primes[i] = findPrime(&seed, byte(i))
	}
	return newKey(primes)
}

// MarshalBinary returns the four primes, 64 bytes each. Everything else follows from them.
func (k *Key) MarshalBinary() ([]byte, error) {
	data := make([]byte, 0, len(k.factors)*primeBytes)
	for i := range k.factors {
		b := k.factors[i].m.bytes()
		data = append(data, b[:]...)
	}
	return data, nil
}

// UnmarshalKey restores a key from what MarshalBinary returned.
func UnmarshalKey(data []byte) (*Key, error) {
	var primes [4]limbs
	if len(data) != len(primes)*primeBytes {
		return nil, fmt.Errorf("token: a stored key has %d bytes, not %d", len(primes)*primeBytes, len(data))
	}
	for i := range primes {
		primes[i].setBytes((*[primeBytes]byte)(data[i*primeBytes:]))
	}
	return newKey(primes)
}

var errBadPrimes = errors.New("token: not the primes of a key")

// newKey works out everything that follows from the primes, and proves the result with one
// signature that crypto/rsa has to accept. Numbers that are not primes, or not different ones, do
// not get through.
func newKey(primes [4]limbs) (*Key, error) {
	k := &Key{public: rsa.PublicKey{N: big.NewInt(1), E: publicExponent}}
	e, one := big.NewInt(publicExponent), big.NewInt(1)
	for i := range primes {
		p, f := primes[i].big(), &k.factors[i]
		if p.BitLen() != 8*primeBytes || p.Bit(0) == 0 {
			return nil, errBadPrimes
		}
		f.setup(&primes[i])
		f.setupSquare()
		d := new(big.Int).ModInverse(e, new(big.Int).Sub(p, one))
		inverse := new(big.Int).ModInverse(k.public.N, p)
		if d == nil || inverse == nil {
			return nil, errBadPrimes
		}
		f.d.set(d)
		f.inverse.set(inverse)
		f.mul(&f.inverse, &f.inverse, &f.rr)
		f.before = words(k.public.N, 8*i)
		k.public.N.Mul(k.public.N, p)
	}
	if k.public.N.BitLen() != 8*keyBytes {
		return nil, errBadPrimes
	}
	// The thumbprint of RFC 7638, in the form of the service's key ids: standard base64 of 32 bytes.
	digest := sha256.Sum256(fmt.Appendf(nil, `{"e":"AQAB","kty":"RSA","n":%q}`, k.modulus()))
	k.id = base64.StdEncoding.EncodeToString(digest[:])
	k.header = encodeHeader(k.id)

	signature := k.sign(&digest)
	if err := rsa.VerifyPKCS1v15(&k.public, crypto.SHA256, digest[:], signature[:]); err != nil {
		return nil, errBadPrimes
	}
	return k, nil
}

// ID returns the key id, the "kid" of tokens and of the JWKS document.
func (k *Key) ID() string { return k.id }

// Public returns the public half.
func (k *Key) Public() *rsa.PublicKey { return &k.public }

// Signer returns the key as a crypto.Signer of SHA-256 digests, as crypto/x509 wants it.
func (k *Key) Signer() crypto.Signer { return signer{k} }

type signer struct{ key *Key }

func (s signer) Public() crypto.PublicKey { return &s.key.public }

func (s signer) Sign(_ io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if opts.HashFunc() != crypto.SHA256 || len(digest) != sha256.Size {
		return nil, errors.New("token: keys sign SHA-256 digests only")
	}
	if _, pss := opts.(*rsa.PSSOptions); pss {
		return nil, errors.New("token: keys sign with PKCS #1 v1.5 padding only")
	}
	signature := s.key.sign((*[sha256.Size]byte)(digest))
	return signature[:], nil
}

// Decrypter returns the key as a crypto.Decrypter, for what others encrypt for its public half. It is
// worked out anew each time, and slow: crypto/rsa has no short cut for four primes.
func (k *Key) Decrypter() crypto.Decrypter {
	one := big.NewInt(1)
	totient := big.NewInt(1)
	private := &rsa.PrivateKey{PublicKey: k.public}
	for i := range k.factors {
		p := k.factors[i].m.big()
		private.Primes = append(private.Primes, p)
		totient.Mul(totient, new(big.Int).Sub(p, one))
	}
	private.D = new(big.Int).ModInverse(big.NewInt(publicExponent), totient)
	private.Precompute()
	return private
}

// modulus returns the public modulus as JWKS and thumbprint want it.
func (k *Key) modulus() string { return base64.RawURLEncoding.EncodeToString(k.public.N.Bytes()) }

// set makes x the number z, which must fit.
func (x *limbs) set(z *big.Int) {
	var b [primeBytes]byte
	z.FillBytes(b[:])
	x.setBytes(&b)
}

// words returns z as n limbs.
func words(z *big.Int, n int) []uint64 {
	w := make([]uint64, n)
	b := z.FillBytes(make([]byte, 8*max(n, 1)))
	for i := range w {
		w[i] = binary.BigEndian.Uint64(b[len(b)-8*(i+1):])
	}
	return w
}
