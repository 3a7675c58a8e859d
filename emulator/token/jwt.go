package token

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// Why a token is refused. Expiry is not among them: the clock belongs to the caller.
var (
	ErrMalformed  = errors.New("token: not a JWT signed with RS256")
	ErrUnknownKey = errors.New("token: signed with an unknown key")
	ErrSignature  = errors.New("token: wrong signature")
)

// encodeHeader returns the first segment of a token and its dot. Real headers have the key id
// first, no "typ", and escaped slashes. Seen: Liftric/cognito-idp test tokens, and public tokens
// whose headers begin `{"kid":"yxiZLc+ZdmxUHU3gnT15\/Zr0…`.
func encodeHeader(kid string) string {
	header := Claims{{"kid", kid}, {"alg", "RS256"}}.append(nil)
	return base64.RawURLEncoding.EncodeToString(header) + "."
}

// Sign returns the claims as a JWT signed with RS256.
func (k *Key) Sign(claims Claims) string {
	var space [1536]byte // room for the payload of nearly any token, on the stack
	payload := claims.append(space[:0])
	encoding := base64.RawURLEncoding
	size := len(k.header) + encoding.EncodedLen(len(payload)) + 1 + encoding.EncodedLen(keyBytes)
	jwt := make([]byte, 0, size)
	jwt = append(jwt, k.header...)
	jwt = encoding.AppendEncode(jwt, payload)
	digest := sha256.Sum256(jwt)
	signature := k.sign(&digest)
	jwt = append(jwt, '.')
	jwt = encoding.AppendEncode(jwt, signature[:])
	return string(jwt)
}

// AccessTokenHash returns the at_hash claim of an ID token that is issued together with an access
// token: the left half of its hash. Doc: OpenID Connect Core 1.0, section 3.1.3.6.
func AccessTokenHash(accessToken string) string {
	digest := sha256.Sum256([]byte(accessToken))
	return base64.RawURLEncoding.EncodeToString(digest[:len(digest)/2])
}

// Verified is a token whose signature is right.
type Verified struct {
	KeyID  string
	Claims map[string]any // numbers as json.Number
}

// Verify checks the form and the signature of a JWT with the key that find returns for its key id,
// nil if there is none. RS256 is the only algorithm, so a token cannot choose another one.
func Verify(jwt string, find func(kid string) *Key) (*Verified, error) {
	message, signature, ok := cutLast(jwt)
	if !ok {
		return nil, ErrMalformed
	}
	first, second, ok := strings.Cut(message, ".")
	if !ok || strings.Contains(second, ".") {
		return nil, ErrMalformed
	}
	header, ok := readHeader(first)
	if !ok {
		return nil, ErrMalformed
	}
	payload, ok := decodeSegment(second)
	if !ok {
		return nil, ErrMalformed
	}
	sig, ok := decodeSegment(signature)
	if !ok {
		return nil, ErrMalformed
	}
	key := find(header.KeyID)
	if key == nil {
		return nil, ErrUnknownKey
	}
	digest := sha256.Sum256([]byte(message))
	if rsa.VerifyPKCS1v15(&key.public, crypto.SHA256, digest[:], sig) != nil {
		return nil, ErrSignature
	}
	v := &Verified{KeyID: header.KeyID}
	decoder := json.NewDecoder(bytes.NewReader(payload))
	decoder.UseNumber()
	if decoder.Decode(&v.Claims) != nil || v.Claims == nil {
		return nil, ErrMalformed
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, ErrMalformed
	}
	return v, nil
}

// LooksLikeJWT tells whether a text has the form of a token that Sign makes, whoever signed it.
func LooksLikeJWT(text string) bool {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return false
	}
	_, ok := readHeader(parts[0])
	return ok
}

// header is what matters of the first segment of a token.
type header struct {
	KeyID     string `json:"kid"`
	Algorithm string `json:"alg"`
}

func readHeader(segment string) (h header, ok bool) {
	data, ok := decodeSegment(segment)
	ok = ok && json.Unmarshal(data, &h) == nil && h.Algorithm == "RS256"
	return h, ok
}

// cutLast splits a token before its last dot.
func cutLast(jwt string) (message, signature string, ok bool) {
	i := strings.LastIndexByte(jwt, '.')
	if i < 0 {
		return "", "", false
	}
	return jwt[:i], jwt[i+1:], true
}

// decodeSegment decodes base64url without padding. Unlike encoding/base64 it takes no line breaks,
// and no stray bits at the end, so that no two texts stand for the same token.
func decodeSegment(s string) ([]byte, bool) {
	if strings.ContainsAny(s, "\r\n") {
		return nil, false
	}
	data, err := base64.RawURLEncoding.Strict().DecodeString(s)
	return data, err == nil
}

// String returns a claim that is a string, else "".
func (v *Verified) String(name string) string {
	s, _ := v.Claims[name].(string)
	return s
}

// Int returns a claim that is a whole number, else 0.
func (v *Verified) Int(name string) int64 {
	n, _ := v.Claims[name].(json.Number)
	i, err := n.Int64()
	if err != nil {
		return 0
	}
	return i
}

// Strings returns a claim that is a list of strings, else nil.
func (v *Verified) Strings(name string) []string {
	list, _ := v.Claims[name].([]any)
	var all []string
	for _, item := range list {
		s, ok := item.(string)
		if !ok {
			return nil
		}
		all = append(all, s)
	}
	return all
}
