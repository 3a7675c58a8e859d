package webauthn_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"cognito-emulator/emulator/webauthn"
)

// The flags of authenticator data. Doc: "Web Authentication", 6.1.
const (
	up, uv, be, bs, at, ed = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80
)

// response is everything that goes into a response, for a test to change.
type response struct {
	kind, origin, party, format string
	challenge                   []byte
	flags                       byte
	counter                     uint32
	id, signedID                []byte
	key                         map[int]any
	signer                      crypto.Signer
	tail                        []byte // behind the authenticator data
	statement                   func(signed []byte) map[string]any
	outer                       map[string]any // members of the document in place of its own
	inner                       map[string]any // members of its response
}

var (
	challenge = []byte("sixteen bytes ok")
	want      = webauthn.Expected{Challenge: challenge, RelyingParty: "example.org"}
)

func ecKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func coseEC(t testing.TB, key *ecdsa.PublicKey) map[int]any {
	t.Helper()
	point, err := key.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return map[int]any{1: 2, 3: webauthn.ES256, -1: 1, -2: point[1:33], -3: point[33:]}
}

// good is a response to which there is nothing to object; kind is what the browser did.
func good(t testing.TB, kind string) *response {
	key := ecKey(t)
	r := &response{
		kind: kind, origin: "https://login.example.org:8443", party: "example.org", format: "none", challenge: challenge,
		flags: up | uv, counter: 7, id: []byte("id of the key"), key: coseEC(t, &key.PublicKey), signer: key,
		statement: func([]byte) map[string]any { return map[string]any{} },
	}
	if kind == "webauthn.create" {
		r.flags |= at
	}
	return r
}

func encode(t testing.TB, v any) []byte {
	t.Helper()
	b, err := cbor.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// document builds the response.
func (r *response) document(t testing.TB) []byte {
	t.Helper()
	client, err := json.Marshal(map[string]any{"type": r.kind, "challenge": b64(r.challenge), "origin": r.origin})
	if err != nil {
		t.Fatal(err)
	}
	party, hash := sha256.Sum256([]byte(r.party)), sha256.Sum256(client)
	data := binary.BigEndian.AppendUint32(append(party[:], r.flags), r.counter)
	if r.flags&at != 0 {
		id := r.signedID
		if id == nil {
			id = r.id
		}
		data = append(data, "sixteen aaguid !"...)
		data = append(binary.BigEndian.AppendUint16(data, uint16(len(id))), id...)
		data = append(data, encode(t, r.key)...)
	}
	data = append(data, r.tail...)
	signed := slices.Concat(data, hash[:])
	inner := map[string]any{"clientDataJSON": b64(client)}
	if r.kind == "webauthn.get" {
		inner["authenticatorData"], inner["signature"] = b64(data), b64(sign(t, r.signer, signed))
	} else {
		inner["transports"] = []string{"usb"}
		inner["attestationObject"] = b64(encode(t, map[string]any{"fmt": r.format, "authData": data, "attStmt": r.statement(signed)}))
	}
	outer := map[string]any{"id": b64(r.id), "rawId": b64(r.id), "type": "public-key", "authenticatorAttachment": "cross-platform", "response": inner}
	change(inner, r.inner)
	change(outer, r.outer)
	text, err := json.Marshal(outer)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// change replaces members; gone takes one away.
func change(object, by map[string]any) {
	for name, v := range by {
		object[name] = v
		if v == gone {
			delete(object, name)
		}
	}
}

const gone = "‹gone›"

func sign(t testing.TB, key crypto.Signer, message []byte) []byte {
	t.Helper()
	sum := sha256.Sum256(message)
	signature, err := key.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return signature
}

func TestRegistration(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	cose := map[int]any{1: 3, 3: webauthn.RS256, -1: key.N.Bytes(), -2: []byte{1, 0, 1}}
	for _, c := range []struct {
		name   string
		change func(*response)
		want   webauthn.Expected
		err    error
	}{
		{name: "ES256"},
		{name: "RS256", change: func(r *response) { r.key = cose }},
		{name: "user verification", want: webauthn.Expected{Challenge: challenge, RelyingParty: "example.org", Verified: true}},
		{name: "extensions", change: func(r *response) { r.flags |= ed; r.tail = encode(t, map[string]any{"credProtect": 2}) }},
		{name: "backed up", change: func(r *response) { r.flags |= be | bs }},
		{name: "padded base64", change: func(r *response) { r.outer = map[string]any{"rawId": b64(r.id) + "=="} }},
		{name: "no attachment", change: func(r *response) { r.outer = map[string]any{"authenticatorAttachment": nil} }},
		{name: "an Android app", change: func(r *response) { r.origin = "android:apk-key-hash:" + b64(make([]byte, 32)) }},
		{name: "self attestation", change: func(r *response) {
			r.format, r.statement = "packed", func(signed []byte) map[string]any {
				return map[string]any{"alg": webauthn.ES256, "sig": sign(t, r.signer, signed)}
			}
		}},

		{name: "an assertion", change: func(r *response) { r.kind = "webauthn.get" }, err: webauthn.ErrMalformed},
		{name: "client data of an assertion", change: func(r *response) {
			r.inner = map[string]any{"clientDataJSON": b64([]byte(`{"type":"webauthn.get","challenge":"` + b64(challenge) + `","origin":"https://example.org"}`))}
		}, err: webauthn.ErrMalformed},
		{name: "another challenge", change: func(r *response) { r.challenge = []byte("another") }, err: webauthn.ErrChallenge},
		{name: "another origin", change: func(r *response) { r.origin = "https://example.com" }, err: webauthn.ErrOrigin},
		{name: "another relying party", change: func(r *response) { r.party = "login.example.org" }, err: webauthn.ErrRelyingParty},
		{name: "nobody there", change: func(r *response) { r.flags &^= up }, err: webauthn.ErrNotPresent},
		{
			name: "not verified", change: func(r *response) { r.flags &^= uv }, err: webauthn.ErrNotVerified,
			want: webauthn.Expected{Challenge: challenge, RelyingParty: "example.org", Verified: true},
		},
		{name: "no key", change: func(r *response) { r.flags &^= at }, err: webauthn.ErrMalformed},
		{name: "the key of another id", change: func(r *response) { r.signedID = []byte("another") }, err: webauthn.ErrMalformed},
		{name: "an id too long", change: func(r *response) { r.id = make([]byte, 1024) }, err: webauthn.ErrMalformed},
		{name: "backed up without being eligible", change: func(r *response) { r.flags |= bs }, err: webauthn.ErrMalformed},
		{name: "something behind the key", change: func(r *response) { r.tail = []byte{0} }, err: webauthn.ErrMalformed},
		{name: "extensions missing", change: func(r *response) { r.flags |= ed }, err: webauthn.ErrMalformed},
		{name: "EdDSA", change: func(r *response) { r.key = map[int]any{1: 1, 3: -8, -1: 6, -2: make([]byte, 32)} }, err: webauthn.ErrUnsupported},
		{name: "another curve", change: func(r *response) { r.key[-1] = 2 }, err: webauthn.ErrUnsupported},
		{name: "not on the curve", change: func(r *response) { r.key[-2] = make([]byte, 32) }, err: webauthn.ErrMalformed},
		{name: "half a point", change: func(r *response) { delete(r.key, -3) }, err: webauthn.ErrMalformed},
		{name: "a short RSA key", change: func(r *response) { r.key = map[int]any{1: 3, 3: -257, -1: make([]byte, 128), -2: []byte{3}} }, err: webauthn.ErrUnsupported},
		{name: "a key of text", change: func(r *response) { r.key = map[int]any{1: "2"} }, err: webauthn.ErrMalformed},
		{name: "an unknown attestation", change: func(r *response) { r.format = "tpm" }, err: webauthn.ErrUnsupported},
		{name: "a statement about nothing", change: func(r *response) {
			r.statement = func([]byte) map[string]any { return map[string]any{"x": 1} }
		}, err: webauthn.ErrMalformed},
		{name: "packed without a signature", change: func(r *response) { r.format = "packed" }, err: webauthn.ErrMalformed},
		{name: "self attestation by another key", change: func(r *response) {
			other := ecKey(t)
			r.format, r.statement = "packed", func(signed []byte) map[string]any {
				return map[string]any{"alg": webauthn.ES256, "sig": sign(t, other, signed)}
			}
		}, err: webauthn.ErrAttestation},
		{name: "self attestation by another algorithm", change: func(r *response) {
			r.format, r.statement = "packed", func(signed []byte) map[string]any {
				return map[string]any{"alg": webauthn.RS256, "sig": sign(t, r.signer, signed)}
			}
		}, err: webauthn.ErrAttestation},
		{name: "an empty chain", change: func(r *response) {
			r.format, r.statement = "packed", func(signed []byte) map[string]any {
				return map[string]any{"alg": webauthn.ES256, "sig": []byte{1}, "x5c": [][]byte{}}
			}
		}, err: webauthn.ErrMalformed},
		{name: "no certificate", change: func(r *response) {
			r.format, r.statement = "packed", func(signed []byte) map[string]any {
				return map[string]any{"alg": webauthn.ES256, "sig": []byte{1}, "x5c": [][]byte{{1}}}
			}
		}, err: webauthn.ErrMalformed},

		{name: "another type", change: func(r *response) { r.outer = map[string]any{"type": "password"} }, err: webauthn.ErrMalformed},
		{name: "two ids", change: func(r *response) { r.outer = map[string]any{"id": "YQ"} }, err: webauthn.ErrMalformed},
		{name: "no rawId", change: func(r *response) { r.outer = map[string]any{"rawId": gone} }, err: webauthn.ErrMalformed},
		{name: "names in another case", change: func(r *response) { r.outer = map[string]any{"rawId": gone, "RawId": b64(r.id)} }, err: webauthn.ErrMalformed},
		{name: "no response", change: func(r *response) { r.outer = map[string]any{"response": gone} }, err: webauthn.ErrMalformed},
		{name: "a response of text", change: func(r *response) { r.outer = map[string]any{"response": "x"} }, err: webauthn.ErrMalformed},
		{name: "no transports", change: func(r *response) { r.inner = map[string]any{"transports": gone} }, err: webauthn.ErrMalformed},
		{name: "no client data", change: func(r *response) { r.inner = map[string]any{"clientDataJSON": gone} }, err: webauthn.ErrMalformed},
		{name: "client data without a challenge", change: func(r *response) {
			r.inner = map[string]any{"clientDataJSON": b64([]byte(`{"type":"webauthn.create","origin":"https://example.org"}`))}
		}, err: webauthn.ErrMalformed},
		{name: "no attestation object", change: func(r *response) { r.inner = map[string]any{"attestationObject": gone} }, err: webauthn.ErrMalformed},
		{name: "no base64", change: func(r *response) { r.inner = map[string]any{"attestationObject": "+/+/"} }, err: webauthn.ErrMalformed},
		{name: "no CBOR", change: func(r *response) { r.inner = map[string]any{"attestationObject": b64([]byte("{}"))} }, err: webauthn.ErrMalformed},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := good(t, "webauthn.create")
			if c.change != nil {
				c.change(r)
			}
			if c.want.RelyingParty == "" {
				c.want = want
			}
			got, err := register(r.document(t), c.want)
			switch {
			case !errors.Is(err, c.err):
				t.Fatalf("got %v, want %v", err, c.err)
			case c.err != nil:
				return
			}
			if !bytes.Equal(got.ID, r.id) || got.Counter != r.counter || !slices.Equal(got.Transports, []string{"usb"}) {
				t.Errorf("the key is not the one that was made: %+v", got)
			}
		})
	}
}

func register(document []byte, want webauthn.Expected) (*webauthn.Credential, error) {
	r, err := webauthn.ParseRegistration(document)
	if err != nil {
		return nil, err
	}
	return r.Verify(want)
}

// TestCertificates is about attestation by a certificate of the authenticator's maker.
func TestCertificates(t *testing.T) {
	model := asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 45724, 1, 1, 4}
	extension := func(id string) pkix.Extension {
		value, err := asn1.Marshal([]byte(id))
		if err != nil {
			t.Fatal(err)
		}
		return pkix.Extension{Id: model, Value: value}
	}
	for _, c := range []struct {
		name   string
		change func(*x509.Certificate)
		alg    int
		err    error
	}{
		{name: "as it should be"},
		{name: "with the model", change: func(c *x509.Certificate) { c.ExtraExtensions = []pkix.Extension{extension("sixteen aaguid !")} }},
		{name: "of another model", change: func(c *x509.Certificate) { c.ExtraExtensions = []pkix.Extension{extension("another aaguid !")} }, err: webauthn.ErrAttestation},
		{name: "that may issue others", change: func(c *x509.Certificate) { c.IsCA = true }, err: webauthn.ErrAttestation},
		{name: "for something else", change: func(c *x509.Certificate) { c.Subject.OrganizationalUnit = []string{"Web"} }, err: webauthn.ErrAttestation},
		{name: "without a country", change: func(c *x509.Certificate) { c.Subject.Country = nil }, err: webauthn.ErrAttestation},
		{name: "by an unknown algorithm", alg: -8, err: webauthn.ErrUnsupported},
		{name: "by another algorithm", alg: webauthn.RS256, err: webauthn.ErrAttestation},
	} {
		t.Run(c.name, func(t *testing.T) {
			maker := ecKey(t)
			template := &x509.Certificate{
				SerialNumber: big.NewInt(1), NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<32, 0), BasicConstraintsValid: true,
				Subject: pkix.Name{Country: []string{"AA"}, Organization: []string{"Maker"}, OrganizationalUnit: []string{"Authenticator Attestation"}, CommonName: "Key"},
			}
			if c.change != nil {
				c.change(template)
			}
			certificate, err := x509.CreateCertificate(rand.Reader, template, template, &maker.PublicKey, maker)
			if err != nil {
				t.Fatal(err)
			}
			if c.alg == 0 {
				c.alg = webauthn.ES256
			}
			r := good(t, "webauthn.create")
			r.format, r.statement = "packed", func(signed []byte) map[string]any {
				return map[string]any{"alg": c.alg, "sig": sign(t, maker, signed), "x5c": [][]byte{certificate}}
			}
			if _, err := register(r.document(t), want); !errors.Is(err, c.err) {
				t.Errorf("got %v, want %v", err, c.err)
			}
		})
	}
}

func TestAssertion(t *testing.T) {
	verified := want
	verified.Verified = true
	for _, c := range []struct {
		name    string
		change  func(*response)
		counter uint32 // as it was stored
		want    webauthn.Expected
		err     error
	}{
		{name: "the first time", counter: 6},
		{name: "verified", counter: 6, want: verified},
		{name: "one that does not count", change: func(r *response) { r.counter = 0 }},
		{name: "with the user", counter: 6, change: func(r *response) { r.inner = map[string]any{"userHandle": b64([]byte("ann"))} }},
		{name: "with no user", counter: 6, change: func(r *response) { r.inner = map[string]any{"userHandle": nil} }},

		{name: "a registration", change: func(r *response) {
			r.inner = map[string]any{"clientDataJSON": b64([]byte(`{"type":"webauthn.create","challenge":"` + b64(challenge) + `","origin":"https://example.org"}`))}
		}, err: webauthn.ErrMalformed},
		{name: "another user", counter: 6, change: func(r *response) { r.inner = map[string]any{"userHandle": b64([]byte("bob"))} }, err: webauthn.ErrUser},
		{name: "another challenge", change: func(r *response) { r.challenge = []byte("another") }, err: webauthn.ErrChallenge},
		{name: "another origin", change: func(r *response) { r.origin = "http://example.org" }, err: webauthn.ErrOrigin},
		{name: "another relying party", change: func(r *response) { r.party = "example.com" }, err: webauthn.ErrRelyingParty},
		{name: "nobody there", change: func(r *response) { r.flags = 0 }, err: webauthn.ErrNotPresent},
		{name: "not verified", change: func(r *response) { r.flags = up }, want: verified, err: webauthn.ErrNotVerified},
		{name: "another key", change: func(r *response) { r.signer = ecKey(t) }, err: webauthn.ErrSignature},
		{name: "another signature", change: func(r *response) { r.inner = map[string]any{"signature": "AAAA"} }, err: webauthn.ErrSignature},
		{name: "the same count again", counter: 7, err: webauthn.ErrCounter},
		{name: "an earlier count", counter: 8, err: webauthn.ErrCounter},
		{name: "no count any more", counter: 1, change: func(r *response) { r.counter = 0 }, err: webauthn.ErrCounter},
		{name: "no signature", change: func(r *response) { r.inner = map[string]any{"signature": gone} }, err: webauthn.ErrMalformed},
		{name: "no authenticator data", change: func(r *response) { r.inner = map[string]any{"authenticatorData": gone} }, err: webauthn.ErrMalformed},
		{name: "short authenticator data", change: func(r *response) { r.inner = map[string]any{"authenticatorData": b64(make([]byte, 36))} }, err: webauthn.ErrMalformed},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := good(t, "webauthn.get")
			if c.change != nil {
				c.change(r)
			}
			if c.want.RelyingParty == "" {
				c.want = want
			}
			a, err := webauthn.ParseAssertion(r.document(t))
			var counter uint32
			if err == nil {
				counter, err = a.Verify(c.want, encode(t, r.key), c.counter, []byte("ann"))
			}
			if !errors.Is(err, c.err) || c.err == nil && counter != r.counter {
				t.Errorf("got %v, counter %d, want %v", err, counter, c.err)
			}
		})
	}
}

func TestOrigins(t *testing.T) {
	for _, c := range []struct {
		origin, party string
		belongs       bool
	}{
		{"https://example.org", "example.org", true},
		{"https://example.org:8443", "example.org", true},
		{"https://a.b.example.org", "example.org", true},
		{"http://localhost", "localhost", true},
		{"http://localhost:3000", "localhost", true},
		{"https://localhost:3000", "localhost", true},
		{"http://app.localhost:3000", "localhost", true},
		{"http://app.auth.localhost:4588", "app.auth.localhost", true},
		{"http://localhost:3000", "app.localhost", false},
		{"http://example.org", "example.org", false},
		{"https://notexample.org", "example.org", false},
		{"https://example.org.evil.example", "example.org", false},
		{"https://org", "example.org", false},
		{"https://example.org/", "example.org", false},
		{"https://example.org?", "example.org", false},
		{"https://ann@example.org", "example.org", false},
		{"ftp://example.org", "example.org", false},
		{"example.org", "example.org", false},
		{"null", "example.org", false},
		{"", "example.org", false},
		{"https://", "", false},
		{"android:apk-key-hash:short", "example.org", false},
		{"ios:bundle-id:example", "example.org", false},
	} {
		r := good(t, "webauthn.create")
		r.origin, r.party = c.origin, c.party
		_, err := register(r.document(t), webauthn.Expected{Challenge: challenge, RelyingParty: c.party})
		if (err == nil) != c.belongs || err != nil && !errors.Is(err, webauthn.ErrOrigin) {
			t.Errorf("%q at %q: %v", c.origin, c.party, err)
		}
	}
}

// TestOptions compares what a browser is sent with the samples of the documentation.
// Doc: AWS CLI, start-web-authn-registration; API_InitiateAuth.
func TestOptions(t *testing.T) {
	for want, options := range map[string]any{
		`{"authenticatorSelection":{"requireResidentKey":true,"residentKey":"required","userVerification":"preferred"},` +
			`"challenge":"AQI","excludeCredentials":[{"id":"Aw","type":"public-key"}],` +
			`"pubKeyCredParams":[{"alg":-7,"type":"public-key"},{"alg":-257,"type":"public-key"}],` +
			`"rp":{"id":"auth.example.com","name":"auth.example.com"},"timeout":60000,` +
			`"user":{"displayName":"testuser","id":"BA","name":"testuser"}}`: webauthn.CreationOptions{
			Selection: webauthn.Selection{RequireResidentKey: true, ResidentKey: "required", UserVerification: "preferred"},
			Challenge: webauthn.Bytes{1, 2}, Exclude: []webauthn.Descriptor{{ID: webauthn.Bytes{3}, Type: webauthn.KeyType}},
			Algorithms: webauthn.Algorithms(), Party: webauthn.Party{ID: "auth.example.com", Name: "auth.example.com"},
			Timeout: 60000, User: webauthn.User{DisplayName: "testuser", ID: webauthn.Bytes{4}, Name: "testuser"},
		},
		`{"challenge":"AQI","timeout":180000,"rpId":"auth.example.com","allowCredentials":[` +
			`{"type":"public-key","id":"Aw","transports":[]},{"type":"public-key","id":"BA","transports":["internal"]}],` +
			`"userVerification":"preferred"}`: webauthn.RequestOptions{
			Challenge: webauthn.Bytes{1, 2}, Timeout: 180000, Party: "auth.example.com", UserVerification: "preferred",
			Allow: []webauthn.Allowed{
				{Type: webauthn.KeyType, ID: webauthn.Bytes{3}, Transports: []string{}},
				{Type: webauthn.KeyType, ID: webauthn.Bytes{4}, Transports: []string{"internal"}},
			},
		},
	} {
		got, err := json.Marshal(options)
		if err != nil || string(got) != want {
			t.Errorf("got  %s\nwant %s (%v)", got, want, err)
		}
	}
}
