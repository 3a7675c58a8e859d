package token

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"strings"
	"sync"
	"testing"
)

// testKey is made once: tests read keys, they never change them.
var testKey = sync.OnceValue(func() *Key {
	k, err := FromSeed(Seed{1})
	if err != nil {
		panic(err)
	}
	return k
})

func TestKeyIsAnOrdinaryRSAKey(t *testing.T) {
	for n := range byte(20) {
		k, err := FromSeed(Seed{n})
		if err != nil {
			t.Fatal(err)
		}
		if got := k.Public().N.BitLen(); got != 2048 {
			t.Errorf("key %d: modulus of %d bits, want 2048", n, got)
		}
		product := big.NewInt(1)
		for i := range k.factors {
			p := k.factors[i].m.big()
			if !p.ProbablyPrime(20) {
				t.Errorf("key %d: factor %d is not a prime", n, i)
			}
			product.Mul(product, p)
		}
		if product.Cmp(k.Public().N) != 0 {
			t.Errorf("key %d: the modulus is not the product of the factors", n)
		}
		for m := range byte(20) {
			digest := sha256.Sum256([]byte{n, m})
			signature := k.sign(&digest)
			if err := rsa.VerifyPKCS1v15(k.Public(), crypto.SHA256, digest[:], signature[:]); err != nil {
				t.Errorf("key %d, message %d: %v", n, m, err)
			}
		}
	}
}

// TestSignatureEqualsCryptoRSA compares whole signatures, which PKCS #1 v1.5 makes unique.
func TestSignatureEqualsCryptoRSA(t *testing.T) {
	k := testKey()
	theirs := &rsa.PrivateKey{PublicKey: *k.Public()}
	phi := big.NewInt(1)
	for i := range k.factors {
		p := k.factors[i].m.big()
		theirs.Primes = append(theirs.Primes, p)
		phi.Mul(phi, new(big.Int).Sub(p, big.NewInt(1)))
	}
	theirs.D = new(big.Int).ModInverse(big.NewInt(publicExponent), phi)
	if err := theirs.Validate(); err != nil {
		t.Fatal(err)
	}
	for m := range byte(10) {
		digest := sha256.Sum256([]byte{m})
		want, err := rsa.SignPKCS1v15(nil, theirs, crypto.SHA256, digest[:])
		if err != nil {
			t.Fatal(err)
		}
		if got := k.sign(&digest); !bytes.Equal(got[:], want) {
			t.Errorf("message %d: got %x, want %x", m, got, want)
		}
	}
}

// TestKeysDependOnTheSeedOnly pins one key: a change of the search would change the keys of
// everybody who runs with a seed.
func TestKeysDependOnTheSeedOnly(t *testing.T) {
	const want = "Hmu5m/RzYjMo3JKTcheMnfCGmUKDw77Q0hzO3JNti1Q="
	if got := testKey().ID(); got != want {
		t.Errorf("the key of seed {1} is %s, want %s", got, want)
	}
	seed := Seed{1}
	stream := bytes.NewReader(append(seed[:], "the rest"...))
	k, err := Generate(stream)
	if err != nil {
		t.Fatal(err)
	}
	if k.ID() != testKey().ID() {
		t.Error("Generate and FromSeed differ")
	}
	if stream.Len() != len("the rest") {
		t.Errorf("Generate left %d bytes unread, want %d", stream.Len(), len("the rest"))
	}
	if _, err := Generate(bytes.NewReader(seed[:31])); err == nil {
		t.Error("a short reader made a key")
	}
}

func TestKeyIDForm(t *testing.T) {
	// Seen: kbxEboFjTrF9NUaco1UzsY9LdPEXghei2viYpCCaALU= is a key id of the service.
	id := testKey().ID()
	digest, err := base64.StdEncoding.DecodeString(id)
	if err != nil || len(digest) != 32 || len(id) != 44 {
		t.Fatalf("%q is not standard base64 of 32 bytes", id)
	}
	// Doc: RFC 7638, section 3: the hash of the required members, sorted, without white space.
	n := base64.RawURLEncoding.EncodeToString(testKey().Public().N.Bytes())
	if want := sha256.Sum256([]byte(`{"e":"AQAB","kty":"RSA","n":"` + n + `"}`)); !bytes.Equal(digest, want[:]) {
		t.Errorf("%q is not the thumbprint of the key", id)
	}
}

func TestMarshalKey(t *testing.T) {
	k := testKey()
	data, err := k.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	back, err := UnmarshalKey(data)
	if err != nil {
		t.Fatal(err)
	}
	claims := Claims{{"sub", "x"}}
	if back.ID() != k.ID() || back.Sign(claims) != k.Sign(claims) {
		t.Error("the key is another one after the round trip")
	}

	change := func(f func(d []byte)) []byte {
		d := bytes.Clone(data)
		f(d)
		return d
	}
	for name, bad := range map[string][]byte{
		"empty":          {},
		"short":          data[:255],
		"long":           append(bytes.Clone(data), 0),
		"zeros":          make([]byte, len(data)),
		"even":           change(func(d []byte) { d[63] &^= 1 }),
		"small prime":    change(func(d []byte) { d[64] = 0 }),
		"composite":      change(func(d []byte) { d[63] ^= 2 }),
		"one prime × 2":  change(func(d []byte) { copy(d[64:128], d[:64]) }),
		"ones":           bytes.Repeat([]byte{0xff}, len(data)),
		"product < 2047": change(func(d []byte) { d[0] &= 0xbf; d[64] &= 0xbf; d[128] &= 0xbf; d[192] &= 0xbf }),
	} {
		if _, err := UnmarshalKey(bad); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestSigner has crypto/x509 use the key, which verifies what it signed.
func TestSigner(t *testing.T) {
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, testKey().Public(), testKey().Signer())
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	if err := cert.CheckSignature(x509.SHA256WithRSA, cert.RawTBSCertificate, cert.Signature); err != nil {
		t.Error(err)
	}
	digest := make([]byte, 32)
	if _, err := testKey().Signer().Sign(nil, digest, crypto.SHA512); err == nil {
		t.Error("signed as SHA-512")
	}
	if _, err := testKey().Signer().Sign(nil, digest[:20], crypto.SHA256); err == nil {
		t.Error("signed a short digest")
	}
	if _, err := testKey().Signer().Sign(nil, digest, &rsa.PSSOptions{Hash: crypto.SHA256}); err == nil {
		t.Error("signed with PSS padding")
	}
}

func TestDecrypter(t *testing.T) {
	k := testKey()
	sealed, err := rsa.EncryptOAEP(sha256.New(), rand.Reader, k.Public(), []byte("a key"), nil)
	if err != nil {
		t.Fatal(err)
	}
	d := k.Decrypter()
	plain, err := d.Decrypt(nil, sealed, &rsa.OAEPOptions{Hash: crypto.SHA256})
	if err != nil || string(plain) != "a key" {
		t.Errorf("%q, %v", plain, err)
	}
	if public, is := d.Public().(*rsa.PublicKey); !is || !public.Equal(k.Public()) {
		t.Error("another public key")
	}
}

func TestJWKS(t *testing.T) {
	a, b := testKey(), mustKey(t, Seed{2})
	got := string(JWKS(a, b))
	want := `{"keys":[{"alg":"RS256","e":"AQAB","kid":"` + a.ID() + `","kty":"RSA","n":"` + a.modulus() + `","use":"sig"},` +
		`{"alg":"RS256","e":"AQAB","kid":"` + b.ID() + `","kty":"RSA","n":"` + b.modulus() + `","use":"sig"}]}`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var doc struct{ Keys []struct{ N, E string } }
	if err := json.Unmarshal([]byte(got), &doc); err != nil {
		t.Fatal(err)
	}
	n, err := base64.RawURLEncoding.DecodeString(doc.Keys[1].N)
	if err != nil || new(big.Int).SetBytes(n).Cmp(b.Public().N) != 0 || len(n) != 256 {
		t.Error("the second modulus is not that of the second key")
	}
	e, err := base64.RawURLEncoding.DecodeString(doc.Keys[0].E)
	if err != nil || new(big.Int).SetBytes(e).Int64() != publicExponent {
		t.Error("wrong exponent")
	}
	if got := string(JWKS()); got != `{"keys":[]}` {
		t.Errorf("without keys: %s", got)
	}
	// Seen: key ids of the service with a slash stand unescaped in its document.
	if !strings.Contains(got, `"kid":"Hmu5m/Rz`) {
		t.Error("the slash in the key id is escaped")
	}
}

func mustKey(t *testing.T, seed Seed) *Key {
	t.Helper()
	k, err := FromSeed(seed)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
