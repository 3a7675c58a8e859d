package conformance

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"strings"
)

// Token is a signed token, taken apart and found to be signed by a key that the pool publishes.
type Token struct {
	Header map[string]any
	Claims map[string]any
	Order  []string // names of the claims as they stand in the token
	Key    int      // position of the key in the published set
	Text   string   // the claims as they were signed
}

// jwk is a published key.
type jwk struct {
	Alg string `json:"alg"`
	E   string `json:"e"`
	Kid string `json:"kid"`
	Kty string `json:"kty"`
	N   string `json:"n"`
	Use string `json:"use"`
}

// keys fetches the published keys of a pool.
func (w *World) keys(p *Pool) []jwk {
	w.t.Helper()
	r := w.Get("/" + p.ID + "/.well-known/jwks.json")
	if r.Status != http.StatusOK {
		w.t.Fatalf("keys of the pool: %d %s", r.Status, r.Body)
	}
	var set struct {
		Keys []jwk `json:"keys"`
	}
	strict := json.NewDecoder(strings.NewReader(r.Body))
	strict.DisallowUnknownFields()
	w.must(strict.Decode(&set))
	return set.Keys
}

// Token verifies a token against the keys of the pool made last and takes it apart.
func (w *World) Token(compact string) *Token {
	w.t.Helper()
	token, err := openToken(compact, w.keys(w.pool))
	w.must(err)
	return token
}

// openToken checks the signature of a token and takes it apart.
func openToken(compact string, keys []jwk) (*Token, error) {
	parts := strings.Split(compact, ".")
	if len(parts) != 3 {
		return nil, fmt.Errorf("a token of %d parts", len(parts))
	}
	token := &Token{Key: -1}
	var raw [3][]byte
	for i, p := range parts {
		var err error
		if raw[i], err = base64.RawURLEncoding.DecodeString(p); err != nil {
			return nil, fmt.Errorf("part %d of the token: %w", i, err)
		}
	}
	if err := json.Unmarshal(raw[0], &token.Header); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	if err := json.Unmarshal(raw[1], &token.Claims); err != nil {
		return nil, fmt.Errorf("claims: %w", err)
	}
	token.Text, token.Order = string(raw[1]), memberOrder(raw[1])
	for i, k := range keys {
		if k.Kid != token.Header["kid"] {
			continue
		}
		token.Key = i
		public, err := k.public()
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
		if err := rsa.VerifyPKCS1v15(public, crypto.SHA256, sum[:], raw[2]); err != nil {
			return nil, fmt.Errorf("signature: %w", err)
		}
		return token, nil
	}
	return nil, fmt.Errorf("no key %v among the %d published", token.Header["kid"], len(keys))
}

func (k jwk) public() (*rsa.PublicKey, error) {
	n, err := base64.RawURLEncoding.DecodeString(k.N)
	if err != nil {
		return nil, fmt.Errorf("modulus: %w", err)
	}
	e, err := base64.RawURLEncoding.DecodeString(k.E)
	if err != nil {
		return nil, fmt.Errorf("exponent: %w", err)
	}
	return &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}, nil
}

// memberOrder lists the names of an object's members as they stand.
func memberOrder(object []byte) []string {
	d := json.NewDecoder(bytes.NewReader(object))
	if _, err := d.Token(); err != nil { // the brace
		return nil
	}
	var names []string
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return names
		}
		text, _ := name.(string)
		names = append(names, text)
		var skipped json.RawMessage
		if err := d.Decode(&skipped); err != nil {
			return names
		}
	}
	return names
}

// claim gives a claim as text; "" when it is not there.
func (t *Token) claim(name string) string {
	v, ok := t.Claims[name]
	if !ok {
		return ""
	}
	if s, isText := v.(string); isText {
		return s
	}
	return canonical(v)
}

// seconds gives a claim that is a time.
func (t *Token) seconds(name string) int64 {
	f, _ := t.Claims[name].(float64)
	return int64(f)
}
