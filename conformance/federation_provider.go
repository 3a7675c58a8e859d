package conformance

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Where an OpenID provider of the suite is asked what.
const (
	providerDiscovery = "/.well-known/openid-configuration"
	providerAuthorize = "/authorize"
	providerToken     = "/token"
	providerUserInfo  = "/userinfo"
	providerKeys      = "/keys"
)

// openID is an identity provider that the suite itself runs, on this machine: it speaks OpenID Connect and what Google,
// Facebook, Amazon and Apple make of OAuth. It believes the suite whoever it says is there.
type openID struct {
	URL, Name string
	Algorithm string // of its ID tokens
	// FormPost tells that browsers come back with a form, as from Apple.
	FormPost bool

	w *World

	mu      sync.Mutex // guards the rest
	granted map[string]granted
	answers map[string]http.HandlerFunc
	asked   []asked
}

// stranger is somebody whom a provider knows.
type stranger struct {
	sub string
	// claims are those of the ID token, over the usual ones, and info those of userInfo. Nil takes one away.
	claims, info map[string]any
	// form is what else comes back with the browser.
	form Params
}

// granted is what a code stands for.
type granted struct {
	who   stranger
	nonce string
	now   time.Time
}

// asked is a request that the pool made of a provider.
type asked struct {
	Method, Path  string
	Form          Params // of the query and the body
	Authorization string
	Body          bool // the form came in the body
}

// runProvider starts a provider on this machine that ends with the test.
func (w *World) runProvider(name string) *openID {
	w.t.Helper()
	i := &openID{Name: name, Algorithm: "RS256", w: w, granted: map[string]granted{}, answers: map[string]http.HandlerFunc{}}
	i.URL = w.host(i)
	return i
}

// host serves something on this machine until the test ends, and gives its URL.
func (w *World) host(handler http.Handler) string {
	w.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	w.must(err)
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Minute}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // ends with Close
	}()
	w.t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return "http://" + listener.Addr().String()
}

// On answers a path in another way.
func (i *openID) On(path string, answer http.HandlerFunc) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.answers[path] = answer
}

// Says answers a path with this status and body.
func (i *openID) Says(path string, status int, body string) {
	i.On(path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	})
}

// Requests takes the requests since the last time.
func (i *openID) Requests() []asked {
	i.mu.Lock()
	defer i.mu.Unlock()
	all := i.asked
	i.asked = nil
	return all
}

// ServeHTTP implements http.Handler.
func (i *openID) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	note := asked{Method: r.Method, Path: r.URL.Path, Form: Params{}, Authorization: r.Header.Get("Authorization"), Body: len(r.PostForm) > 0}
	for name := range r.Form {
		note.Form[name] = r.Form.Get(name)
	}
	i.mu.Lock()
	i.asked = append(i.asked, note)
	answer := i.answers[r.URL.Path]
	i.mu.Unlock()
	if answer != nil {
		answer(w, r)
		return
	}
	var body any
	switch r.URL.Path {
	case providerDiscovery:
		body = map[string]any{"issuer": i.URL, "authorization_endpoint": i.URL + providerAuthorize, "token_endpoint": i.URL + providerToken,
			"userinfo_endpoint": i.URL + providerUserInfo, "jwks_uri": i.URL + providerKeys}
	case providerToken:
		body = i.token(r.Form)
	case providerUserInfo:
		body = i.userInfo(strings.TrimPrefix(note.Authorization, "Bearer "))
	case providerKeys:
		body = publishedKeys()
	}
	w.Header().Set("Content-Type", "application/json")
	if body == nil {
		w.WriteHeader(http.StatusBadRequest)
		body = map[string]any{"error": "invalid_grant"}
	}
	_ = json.NewEncoder(w).Encode(body)
}

// token exchanges a code, once.
func (i *openID) token(form url.Values) any {
	code := form.Get("code")
	i.mu.Lock()
	g, known := i.granted[code]
	delete(i.granted, code)
	i.granted["at-"+code] = g
	i.mu.Unlock()
	if !known {
		return nil
	}
	claims := map[string]any{"iss": i.URL, "aud": form.Get("client_id"), "sub": g.who.sub, "iat": g.now.Unix(), "exp": g.now.Add(time.Hour).Unix()}
	if g.nonce != "" {
		claims["nonce"] = g.nonce
	}
	answer := map[string]any{"access_token": "at-" + code, "token_type": "Bearer", "expires_in": 3600, "refresh_token": "rt-" + code, "scope": "openid email"}
	if i.Algorithm != "" {
		answer["id_token"] = signJWT(i.Algorithm, form.Get("client_secret"), over(claims, g.who.claims))
	}
	return answer
}

// userInfo are the claims of whoever an access token was made for.
func (i *openID) userInfo(token string) any {
	i.mu.Lock()
	defer i.mu.Unlock()
	g, known := i.granted[token]
	if !known {
		return nil
	}
	return over(map[string]any{"sub": g.who.sub}, g.who.info)
}

// over lays claims over others. Nil takes one away.
func over(claims, more map[string]any) map[string]any {
	claims = maps.Clone(claims)
	for name, v := range more {
		if claims[name] = v; v == nil {
			delete(claims, name)
		}
	}
	return claims
}

// Vouch signs somebody in at the provider that a redirect leads to and sends the browser back. It gives what the pool
// answers.
func (i *openID) Vouch(p *Page, who stranger) *Page {
	p.b.w.t.Helper()
	p.b.At = p
	answer, err := i.tryVouch(p, who)
	p.b.w.must(err)
	p.b.At = answer
	return answer
}

// tryVouch is Vouch for a race.
func (i *openID) tryVouch(p *Page, who stranger) (*Page, error) {
	query, err := i.request(p)
	if err != nil {
		return nil, err
	}
	code := strings.ToLower(rand.Text())
	i.mu.Lock()
	i.granted[code] = granted{who, query.Get("nonce"), i.w.Now()}
	i.mu.Unlock()
	answer := url.Values{"code": {code}, "state": {query.Get("state")}}
	for name, value := range who.form {
		if answer.Del(name); value != Omit {
			answer.Set(name, value)
		}
	}
	return i.tryBack(p, answer)
}

// request is what a redirect to the provider carries.
func (i *openID) request(p *Page) (url.Values, error) {
	to, err := p.location()
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(to.String(), i.URL+providerAuthorize+"?") {
		return nil, p.errorf("leads to %s and not to the provider at %s", to, i.URL)
	}
	return url.ParseQuery(to.RawQuery)
}

// Asked is what a redirect to the provider carries, each parameter once.
func (i *openID) Asked(p *Page) Params {
	p.b.w.t.Helper()
	query, err := i.request(p)
	p.b.w.must(err)
	got := Params{}
	for name, values := range query {
		got[name] = strings.Join(values, " and ")
	}
	return got
}

// Back sends the browser from the provider back with any answer.
func (i *openID) Back(p *Page, answer Params) *Page {
	p.b.w.t.Helper()
	got, err := i.tryBack(p, values(answer))
	p.b.w.must(err)
	p.b.At = got
	return got
}

func (i *openID) tryBack(p *Page, answer url.Values) (*Page, error) {
	query, err := i.request(p)
	if err != nil {
		return nil, err
	}
	if i.FormPost {
		return p.b.try(http.MethodPost, query.Get("redirect_uri"), answer)
	}
	return p.b.try(http.MethodGet, query.Get("redirect_uri")+"?"+answer.Encode(), nil)
}

// The keys of all providers of the suite: they are slow to make and nobody's secret.
var (
	providerRSA = sync.OnceValue(func() *rsa.PrivateKey { return must(rsa.GenerateKey(rand.Reader, 2048)) })
	providerEC  = sync.OnceValue(func() *ecdsa.PrivateKey { return must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)) })
)

func publishedKeys() any {
	text := base64.RawURLEncoding.EncodeToString
	public := providerRSA().PublicKey
	point := must(providerEC().PublicKey.Bytes())
	return map[string]any{"keys": []any{
		map[string]any{"kty": "oct", "kid": "RS256", "k": "AAAA"}, // nobody signs with it
		map[string]any{"kty": "RSA", "kid": "RS256", "use": "sig", "alg": "RS256", "n": text(public.N.Bytes()), "e": text(big.NewInt(int64(public.E)).Bytes())},
		map[string]any{"kty": "EC", "kid": "ES256", "use": "sig", "crv": "P-256", "x": text(point[1:33]), "y": text(point[33:])},
	}}
}

// signJWT makes a token whose kid is the name of its algorithm. Behind a slash stands another kid, behind a plus what
// else is wrong.
func signJWT(algorithm, secret string, claims map[string]any) string {
	algorithm, flaw, _ := strings.Cut(algorithm, "+")
	algorithm, kid, other := strings.Cut(algorithm, "/")
	if !other {
		kid = algorithm
	}
	text := base64.RawURLEncoding.EncodeToString
	signed := text([]byte(canonical(map[string]any{"alg": algorithm, "kid": kid}))) + "." + text([]byte(canonical(claims)))
	digest := sha256.Sum256([]byte(signed))
	var signature []byte
	switch algorithm {
	case "RS256":
		signature = must(rsa.SignPKCS1v15(rand.Reader, providerRSA(), crypto.SHA256, digest[:]))
	case "ES256":
		r, s, err := ecdsa.Sign(rand.Reader, providerEC(), digest[:])
		must(0, err)
		signature = slices.Concat(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32)))
	case "HS256":
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(signed))
		signature = mac.Sum(nil)
	}
	if flaw != "" {
		signature[len(signature)-1] ^= 1
	}
	return signed + "." + text(signature)
}
