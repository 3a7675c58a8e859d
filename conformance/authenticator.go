package conformance

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math/big"
	"slices"
	"sync"
	"testing"
	"time"
)

// authenticator is software in the place of an authenticator and of the browser that drives it. It does what the page
// asks, or what a case makes of that. Doc: W3C, "Web Authentication", Level 3.
type authenticator struct {
	t          judge
	attachment string // platform or cross-platform
	algorithm  int    // es256 or rs256
	vouches    string // none, self or certificate
	origin     string // of the page
	keys       []*softKey
	// next makes the next key: its id, and itself.
	next func() (id []byte, key crypto.Signer, err error)
}

// judge is told when something cannot go on.
type judge interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// softKey is a key in an authenticator.
type softKey struct {
	id      []byte
	user    []byte
	signer  crypto.Signer
	counter uint32
}

// The algorithms by their COSE numbers.
const (
	es256 = -7
	rs256 = -257
	eddsa = -8
)

// The flags of what an authenticator signs.
const (
	userPresent  = 1 << 0
	userVerified = 1 << 2
	withKey      = 1 << 6
)

// reply is all that goes into a response, for a case to change before it is signed.
type reply struct {
	Type, Challenge, Origin, Party string
	Flags                          byte
	Counter                        uint32
	Key                            *softKey
	Algorithm                      int            // that the public key claims to be for
	Format                         string         // of the attestation
	Signer                         crypto.Signer  // of the attestation or the assertion
	Members                        map[string]any // of the whole, in place of what would be there
	Inner                          map[string]any // of its response
}

// rsaKey is one key for all cases: making one takes longer than everything else.
var rsaKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

// newAuthenticator makes an authenticator behind a page at the relying party that the suite's pools have.
func newAuthenticator(t testing.TB) *authenticator {
	a := &authenticator{t: t, attachment: "platform", algorithm: es256, vouches: "none", origin: "https://" + party}
	a.next = func() ([]byte, crypto.Signer, error) {
		id := make([]byte, 20)
		_, _ = rand.Read(id) // never fails
		if a.algorithm == rs256 {
			key, err := rsaKey()
			return id, key, err
		}
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		return id, key, err
	}
	return a
}

func (a *authenticator) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

func (a *authenticator) newKey(user string) *softKey {
	a.t.Helper()
	handle, err := base64.RawURLEncoding.DecodeString(user)
	a.must(err)
	id, signer, err := a.next()
	a.must(err)
	return &softKey{id: id, user: handle, signer: signer}
}

// creation and request are what a page reads of the options it is given.
type creation struct {
	Challenge string
	RP        struct{ ID string }
	User      struct{ ID string }
}

type request struct {
	Challenge, RPID  string
	AllowCredentials []struct{ ID string }
}

// Create makes a key as the options say and gives the RegistrationResponseJSON.
func (a *authenticator) Create(options string, changes ...func(*reply)) map[string]any {
	a.t.Helper()
	var asked creation
	a.must(json.Unmarshal([]byte(options), &asked))
	key := a.newKey(asked.User.ID)
	r := &reply{
		Type: "webauthn.create", Challenge: asked.Challenge, Origin: a.origin, Party: asked.RP.ID,
		Flags: userPresent | userVerified | withKey, Key: key, Algorithm: a.algorithm, Format: "none", Signer: key.signer,
	}
	if a.vouches != "none" {
		r.Format = "packed"
	}
	for _, c := range changes {
		c(r)
	}
	a.keys = append(a.keys, r.Key)
	client, hash := a.clientData(r)
	data := slices.Concat(a.data(r), []byte("software in Go :"), binary.BigEndian.AppendUint16(nil, uint16(len(r.Key.id))), r.Key.id, a.publicKey(r))
	statement := cborMap()
	if r.Format == "packed" {
		statement = a.statement(r, slices.Concat(data, hash))
	}
	inner := map[string]any{
		"clientDataJSON": client, "transports": a.transports(), "publicKeyAlgorithm": r.Algorithm, "authenticatorData": b64(data),
		"attestationObject": b64(cborMap(cborText("fmt"), cborText(r.Format), cborText("attStmt"), statement, cborText("authData"), cborBytes(data))),
	}
	return a.document(r, inner)
}

// Get signs with a key that the options allow and gives the AuthenticationResponseJSON as text.
func (a *authenticator) Get(options string, changes ...func(*reply)) string {
	a.t.Helper()
	var asked request
	a.must(json.Unmarshal([]byte(options), &asked))
	r := &reply{Type: "webauthn.get", Challenge: asked.Challenge, Origin: a.origin, Party: asked.RPID, Flags: userPresent | userVerified}
	for _, allowed := range asked.AllowCredentials {
		for _, k := range a.keys {
			if b64(k.id) == allowed.ID && r.Key == nil {
				r.Key = k
			}
		}
	}
	if r.Key == nil {
		a.t.Fatalf("none of the keys is allowed by %s", options)
	}
	r.Key.counter++
	r.Counter, r.Signer = r.Key.counter, r.Key.signer
	for _, c := range changes {
		c(r)
	}
	client, hash := a.clientData(r)
	data := a.data(r)
	return canonical(a.document(r, map[string]any{
		"clientDataJSON": client, "authenticatorData": b64(data), "signature": b64(a.sign(r.Signer, slices.Concat(data, hash))),
		"userHandle": b64(r.Key.user),
	}))
}

func (a *authenticator) transports() []string {
	if a.attachment == "platform" {
		return []string{"internal"}
	}
	return []string{"usb", "nfc"}
}

// clientData is what the browser adds: the JSON in base64url, and its hash.
func (a *authenticator) clientData(r *reply) (text string, hash []byte) {
	raw := canonical(map[string]any{"type": r.Type, "challenge": r.Challenge, "origin": r.Origin, "crossOrigin": false})
	sum := sha256.Sum256([]byte(raw))
	return b64([]byte(raw)), sum[:]
}

// data is the beginning of the authenticator data.
func (a *authenticator) data(r *reply) []byte {
	party := sha256.Sum256([]byte(r.Party))
	return binary.BigEndian.AppendUint32(append(party[:], r.Flags), r.Counter)
}

func (a *authenticator) publicKey(r *reply) []byte {
	a.t.Helper()
	if key, ok := r.Key.signer.(*rsa.PrivateKey); ok {
		return cborMap(cborInt(1), cborInt(3), cborInt(3), cborInt(r.Algorithm), cborInt(-1), cborBytes(key.N.Bytes()), cborInt(-2), cborBytes([]byte{1, 0, 1}))
	}
	point, err := r.Key.signer.(*ecdsa.PrivateKey).PublicKey.Bytes()
	a.must(err)
	return cborMap(cborInt(1), cborInt(2), cborInt(3), cborInt(r.Algorithm), cborInt(-1), cborInt(1),
		cborInt(-2), cborBytes(point[1:33]), cborInt(-3), cborBytes(point[33:]))
}

// statement is an attestation: by the key itself, or by a key of the maker and its certificate.
func (a *authenticator) statement(r *reply, signed []byte) []byte {
	a.t.Helper()
	if a.vouches != "certificate" {
		return cborMap(cborText("alg"), cborInt(a.algorithm), cborText("sig"), cborBytes(a.sign(r.Signer, signed)))
	}
	maker, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	a.must(err)
	certificate, err := x509.CreateCertificate(rand.Reader, makersCertificate(), makersCertificate(), &maker.PublicKey, maker)
	a.must(err)
	return cborMap(cborText("alg"), cborInt(es256), cborText("sig"), cborBytes(a.sign(maker, signed)), cborText("x5c"), cborList(cborBytes(certificate)))
}

// makersCertificate is the certificate of the maker of an authenticator. Doc: "Web Authentication", 8.2.1.
func makersCertificate() *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<32, 0), BasicConstraintsValid: true,
		Subject: pkix.Name{Country: []string{"AA"}, Organization: []string{"Maker"}, OrganizationalUnit: []string{"Authenticator Attestation"}, CommonName: "Software"},
	}
}

func (a *authenticator) sign(by crypto.Signer, message []byte) []byte {
	a.t.Helper()
	sum := sha256.Sum256(message)
	signature, err := by.Sign(nil, sum[:], crypto.SHA256) // no chance: equal messages, equal signatures
	a.must(err)
	return signature
}

// document puts a response together. A member that is changed to nil is left out.
func (a *authenticator) document(r *reply, inner map[string]any) map[string]any {
	whole := map[string]any{
		"id": b64(r.Key.id), "rawId": b64(r.Key.id), "type": "public-key", "clientExtensionResults": map[string]any{},
		"authenticatorAttachment": a.attachment, "response": inner,
	}
	change(inner, r.Inner)
	change(whole, r.Members)
	return whole
}

func change(object, by map[string]any) {
	for name, value := range by {
		object[name] = value
		if value == nil {
			delete(object, name)
		}
	}
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// The few forms of CBOR that authenticators write. Doc: RFC 8949.

func cborHead(major byte, n uint64) []byte {
	switch {
	case n < 24:
		return []byte{major<<5 | byte(n)}
	case n < 1<<8:
		return []byte{major<<5 | 24, byte(n)}
	}
	return binary.BigEndian.AppendUint16([]byte{major<<5 | 25}, uint16(n)) // nothing here is longer
}

func cborInt(n int) []byte {
	if n < 0 {
		return cborHead(1, uint64(-1-n))
	}
	return cborHead(0, uint64(n))
}

func cborBytes(b []byte) []byte { return append(cborHead(2, uint64(len(b))), b...) }

func cborText(s string) []byte { return append(cborHead(3, uint64(len(s))), s...) }

func cborList(items ...[]byte) []byte {
	return append(cborHead(4, uint64(len(items))), slices.Concat(items...)...)
}

// cborMap takes keys and values by turns.
func cborMap(items ...[]byte) []byte {
	return append(cborHead(5, uint64(len(items)/2)), slices.Concat(items...)...)
}
