package token

import (
	"crypto/sha3"
	"crypto/subtle"
	"encoding/base64"
)

// ID is the unguessable name of a refresh token, a session or a secret block: 128 random bits, the
// key under which the server keeps what the text stands for.
type ID [16]byte

// Refresh tokens, sessions and secret blocks are ciphertexts in the service. Here each is the ID in
// the clear, dressed to the same look and length: everything around the ID is a hash of it
// (SHAKE256 keyed by the kind). Reading a text back makes the text again and compares, so a change
// of any character makes it invalid; nobody can name an ID that was never handed out, for want of
// 128 bits. That needs no secret, and the same ID always gives the same text, also after a restart.

// opaque describes a kind of text before encoding: the bytes in front, then the ID, then hash up
// to the size.
type opaque struct {
	label  string
	prefix string
	size   int
}

// refreshHeader is {"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}.
const refreshHeader = "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ"

var (
	// Five parts like those of a compact JWE: header, encrypted key (RSA, 256 bytes), nonce,
	// ciphertext, tag. Seen: public tokens of these very lengths, 1,804 characters in all; the
	// ciphertext varies a little.
	refreshForm  = opaque{label: "refresh", size: 256 + 12 + 1018 + 16}
	refreshParts = [...]int{256, 12, 1018, 16}

	// A message of the AWS Encryption SDK, version 1, algorithm suite 0x0178, then the message id.
	// Doc: samples of API_InitiateAuth have 846 characters and more, the model allows 2,048.
	// Seen: AllianceBioversityCIAT/onecgiar_pr, about 1,550.
	sessionForm = opaque{label: "session", prefix: "\x01\x80\x01\x78", size: 1162}

	// Likewise, version 2, algorithm suite 0x0578: the text begins "AgV4".
	// Seen: floci-io/floci#1305 quoting the service. Those of an older form in public code have 900 to
	// 1,712 characters. Assumed: the length of today's (A021).
	secretBlockForm = opaque{label: "secret block", prefix: "\x02\x05\x78", size: 1152}
)

// Refresh returns the text of a refresh token.
func Refresh(id ID) string {
	body := refreshForm.bytes(id)
	text := make([]byte, 0, 2048)
	text = append(text, refreshHeader...)
	for _, n := range refreshParts {
		text = append(text, '.')
		text = base64.RawURLEncoding.AppendEncode(text, body[:n])
		body = body[n:]
	}
	return string(text)
}

// RefreshID returns the ID in the text of a refresh token; false if Refresh never made that text.
func RefreshID(text string) (ID, bool) {
	return refreshForm.id(text, len(refreshHeader)+1, base64.RawURLEncoding, Refresh)
}

// Session returns the text of a session, which ties the steps of a sign-in together.
func Session(id ID) string {
	return base64.RawURLEncoding.EncodeToString(sessionForm.bytes(id))
}

// SessionID returns the ID in the text of a session; false if Session never made that text.
func SessionID(text string) (ID, bool) {
	return sessionForm.id(text, 0, base64.RawURLEncoding, Session)
}

// SecretBlock returns the text of the SECRET_BLOCK that goes with an SRP challenge.
func SecretBlock(id ID) string {
	return base64.StdEncoding.EncodeToString(secretBlockForm.bytes(id))
}

// SecretBlockID returns the ID in the text of a secret block; false if SecretBlock never made that
// text.
func SecretBlockID(text string) (ID, bool) {
	return secretBlockForm.id(text, 0, base64.StdEncoding, SecretBlock)
}

// bytes returns what the text of an ID encodes.
func (o opaque) bytes(id ID) []byte {
	hash := sha3.NewSHAKE256()
	hash.Write([]byte("cognito-emulator " + o.label + "\x00"))
	hash.Write(id[:])
	body := make([]byte, o.size)
	n := copy(body, o.prefix)
	n += copy(body[n:], id[:])
	hash.Read(body[n:])
	return body
}

// id reads the ID from a text whose encoding begins at start, and checks the text against what
// encode makes of the ID.
func (o opaque) id(text string, start int, encoding *base64.Encoding, encode func(ID) string) (id ID, ok bool) {
	const groups = 28 // characters that hold prefix and ID for sure, a multiple of 4
	if len(text) < start+groups {
		return ID{}, false
	}
	head, err := encoding.DecodeString(text[start : start+groups])
	if err != nil || len(head) < len(o.prefix)+len(id) {
		return ID{}, false
	}
	copy(id[:], head[len(o.prefix):])
	if subtle.ConstantTimeCompare([]byte(encode(id)), []byte(text)) != 1 {
		return ID{}, false
	}
	return id, true
}
