package oidc_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/oidc"
)

type (
	texts  = map[string]string
	object = map[string]any
)

// now is the time of all sign-ins here.
var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// keys are made once: they are slow to make.
var keys = sync.OnceValue(func() map[string]crypto.Signer {
	made := map[string]crypto.Signer{}
	var err error
	if made["rsa"], err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
		panic(err)
	}
	for kid, curve := range map[string]elliptic.Curve{
		"p256": elliptic.P256(), "p384": elliptic.P384(), "p521": elliptic.P521(), "other": elliptic.P256(),
	} {
		if made[kid], err = ecdsa.GenerateKey(curve, rand.Reader); err != nil {
			panic(err)
		}
	}
	return made
})

// encoded are bytes as JWKs have them.
func encoded(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// publicKey is a JWK of a key.
func publicKey(t *testing.T, kid string) object {
	t.Helper()
	switch k := keys()[kid].Public().(type) {
	case *rsa.PublicKey:
		return object{"kty": "RSA", "kid": kid, "use": "sig", "n": encoded(k.N.Bytes()), "e": encoded(big.NewInt(int64(k.E)).Bytes())}
	case *ecdsa.PublicKey:
		point, err := k.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		half := len(point) / 2
		return object{"kty": "EC", "kid": kid, "crv": k.Params().Name, "x": encoded(point[1 : 1+half]), "y": encoded(point[1+half:])}
	}
	t.Fatalf("key %s is of no known kind", kid)
	return nil
}

// seen is a request that a provider got.
type seen struct {
	Method, Path string
	Form         url.Values
	Bearer       string
}

// server is a provider: what it answers is a table by path, what it was asked is kept.
type server struct {
	*httptest.Server
	t       *testing.T
	answers map[string]http.HandlerFunc

	mu   sync.Mutex // guards asked
	last []seen
}

func newServer(t *testing.T) *server {
	t.Helper()
	s := &server{t: t, answers: map[string]http.HandlerFunc{}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		if accept := r.Header.Get("Accept"); accept != "application/json" { // GitHub answers a form without it
			t.Errorf("%s accepts %q", r.URL.Path, accept)
		}
		bearer := r.Header.Get("Authorization")
		s.mu.Lock()
		s.last = append(s.last, seen{r.Method, r.URL.Path, r.Form, bearer})
		s.mu.Unlock()
		if answer := s.answers[r.URL.Path]; answer != nil {
			answer(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// asked are the requests so far to a path.
func (s *server) asked(path string) (list []seen) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.last {
		if r.Path == path {
			list = append(list, r)
		}
	}
	return list
}

// says answers a path with JSON.
func (s *server) says(path string, status int, body any) {
	s.answers[path] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		if text, ok := body.(string); ok {
			_, _ = w.Write([]byte(text))
			return
		}
		if err := json.NewEncoder(w).Encode(body); err != nil {
			s.t.Error(err)
		}
	}
}

// signed is a token of a key, by whatever algorithm.
func signed(t *testing.T, algorithm, kid string, key any, claims object) string {
	t.Helper()
	token := jwt.NewWithClaims(jwt.GetSigningMethod(algorithm), jwt.MapClaims(claims))
	if kid != "" {
		token.Header["kid"] = kid
	}
	text, err := token.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

const (
	clientID = "client-1"
	secret   = "a secret of the provider's client, of 32 bytes and more"
	callback = "https://pool.auth.localhost/oauth2/idpresponse"
)

// openID is a provider of the type OIDC that signs with its RSA key.
type openID struct {
	*server
	provider *oidc.Provider
	claims   object // of the ID token
}

func newOpenID(t *testing.T) *openID {
	t.Helper()
	s := newServer(t)
	op := &openID{s, &oidc.Provider{Name: "Corp", Type: oidc.TypeOIDC, Details: texts{
		"client_id": clientID, "client_secret": secret, "authorize_scopes": "openid email",
		"oidc_issuer": s.URL, "attributes_request_method": "GET", "attributes_url_add_attributes": "false",
	}}, object{
		"iss": s.URL, "aud": clientID, "sub": "u1", "nonce": "n1", "exp": now.Add(time.Minute).Unix(),
		"email": "token@example.com", "email_verified": true,
	}}
	s.says("/.well-known/openid-configuration", 200, object{
		"issuer": s.URL, "authorization_endpoint": s.URL + "/authorize", "token_endpoint": s.URL + "/token",
		"userinfo_endpoint": s.URL + "/userinfo", "jwks_uri": s.URL + "/keys",
	})
	set := []object{{"kty": "OKP", "kid": "ed", "crv": "Ed25519", "x": "AA"}}
	for kid := range keys() {
		set = append(set, publicKey(t, kid))
	}
	s.says("/keys", 200, object{"keys": set})
	s.says("/userinfo", 200, object{"sub": "u1", "email": "info@example.com", "given_name": "Ann"})
	op.sign("RS256", "rsa", keys()["rsa"])
	return op
}

// sign makes the provider answer with an ID token that is signed so.
func (op *openID) sign(algorithm, kid string, key any) {
	op.answers["/token"] = func(w http.ResponseWriter, r *http.Request) {
		op.tokens(signed(op.t, algorithm, kid, key, op.claims))(w, r)
	}
}

// tokens answers with an ID token.
func (op *openID) tokens(idToken string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		body := object{"access_token": "at", "token_type": "Bearer", "expires_in": 3600, "id_token": idToken}
		if err := json.NewEncoder(w).Encode(body); err != nil {
			op.t.Error(err)
		}
	}
}

func party() *oidc.RelyingParty { return &oidc.RelyingParty{HTTP: http.DefaultClient} }

// back is what a browser brought back.
func back() oidc.Answer { return oidc.Answer{Code: "c1", RedirectURI: callback, Nonce: "n1"} }

// exchange signs a user in at the provider.
func (op *openID) exchange() (*oidc.Result, error) {
	return party().Exchange(op.t.Context(), op.provider, back(), now)
}

// wantError compares an error with "code: description", "" for none.
func wantError(t *testing.T, err error, want string) {
	t.Helper()
	var known *oidc.Error
	switch {
	case err == nil && want == "":
	case err == nil:
		t.Errorf("no error, want %q", want)
	case !errors.As(err, &known):
		t.Errorf("error %v is of another type; want %q", err, want)
	case known.Error() != want:
		t.Errorf("error %q, want %q", known, want)
	}
}

func wantEqual(t *testing.T, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(- want, + got):\n%s", d)
	}
}

// with is a copy with further pairs; a pair of "" is taken away.
func with(of texts, pairs ...string) texts {
	all := maps.Clone(of)
	for i := 0; i < len(pairs); i += 2 {
		if all[pairs[i]] = pairs[i+1]; pairs[i+1] == "" {
			delete(all, pairs[i])
		}
	}
	return all
}

// jwtNone lets the library make tokens that nobody signed.
var jwtNone = jwt.UnsafeAllowNoneSignatureType

// critical is a well-signed token that asks for an extension to be understood.
func critical(t *testing.T, claims object) string {
	t.Helper()
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims(claims))
	token.Header["kid"], token.Header["crit"] = "rsa", []string{"b64"}
	text, err := token.SignedString(keys()["rsa"])
	if err != nil {
		t.Fatal(err)
	}
	return text
}
