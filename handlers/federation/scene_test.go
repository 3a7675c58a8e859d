package federation_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/mux"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/federation"
	"cognito-emulator/state"
)

const (
	callback = "https://app.example/callback"
	home     = "http://app.auth.us-east-1.amazoncognito.com"
)

// scene is a pool with a domain and an app for the users of one provider, which a server plays.
type scene struct {
	*optest.Bench
	service *federation.Service
	router  *mux.Router
	pool    *state.Pool
	client  *state.Client
	idp     *httptest.Server
	asked   []string          // methods and addresses
	claims  map[string]any    // of ID tokens, beside the usual ones
	answers map[string]string // other bodies, by path
	cookies map[string]string
	tls     bool
}

func newScene(t *testing.T, p *state.Provider) *scene {
	t.Helper()
	s := &scene{Bench: optest.New(t), claims: map[string]any{}, answers: map[string]string{}, cookies: map[string]string{}}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s.idp = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.provider(t, key, w, r) }))
	t.Cleanup(s.idp.Close)
	s.Env.Settings.Providers = map[string]string{p.Name: s.idp.URL}
	s.pool = s.Pool(t, &cip.CreateUserPoolInput{PoolName: aws.String("p")})
	p.Pool = s.pool.ID
	s.Write(t, func(tx *state.Tx) error { return tx.AddProvider(p) })
	s.Write(t, func(tx *state.Tx) error {
		return tx.AddDomain(&state.Domain{Pool: s.pool.ID, Region: "us-east-1", Name: "app", Login: authorize.Classic})
	})
	s.client = s.Client(t, s.pool, &cip.CreateUserPoolClientInput{ClientName: aws.String("c"), CallbackURLs: []string{callback},
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{"code"},
		AllowedOAuthScopes: []string{"openid"}, SupportedIdentityProviders: []string{p.Name}})
	visits := authorize.New(s.Env)
	s.service, s.router = federation.New(s.Env, visits), mux.NewRouter()
	s.service.Routes(s.router)
	s.router.HandleFunc("/start", func(w http.ResponseWriter, r *http.Request) {
		if v := visits.Open(w, r, "OAuth2_Authorize_GET"); v != nil {
			s.service.Start(v, v.View.Provider(v.Pool.ID, p.Name))
		}
	})
	s.router.HandleFunc("/leave", func(w http.ResponseWriter, r *http.Request) {
		c := s.Env.NewCall(r, "Logout")
		site, _, err := authorize.SiteOf(s.Env, c, r, string(s.client.ID))
		if err != nil {
			t.Error(err)
			return
		}
		b := &state.BrowserSession{Pool: s.pool.ID, Provider: p.Name, Subject: "ann"}
		if !s.service.SignOut(c, site, w, r, b, callback) {
			w.WriteHeader(http.StatusTeapot)
		}
	})
	return s
}

// provider answers as an OpenID provider does, for the code "ann".
func (s *scene) provider(t *testing.T, key *ecdsa.PrivateKey, w http.ResponseWriter, r *http.Request) {
	s.asked = append(s.asked, r.Method+" "+r.URL.RequestURI())
	if body, other := s.answers[r.URL.Path]; other {
		_, _ = w.Write([]byte(body))
		return
	}
	var answer any
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		answer = map[string]any{"jwks_uri": "https://accounts.google.com/keys"}
	case "/keys":
		point, err := key.PublicKey.Bytes()
		if err != nil {
			t.Error(err)
			return
		}
		text := base64.RawURLEncoding.EncodeToString
		answer = map[string]any{"keys": []any{map[string]any{"kty": "EC", "kid": "k", "crv": "P-256", "x": text(point[1:33]), "y": text(point[33:])}}}
	case "/oauth2/v4/token":
		claims := jwt.MapClaims{"iss": "https://accounts.google.com", "aud": "id.example", "sub": "117", "exp": s.Now().Add(time.Hour).Unix()}
		for name, v := range s.claims {
			claims[name] = v
		}
		token := jwt.NewWithClaims(jwt.SigningMethodES256, claims)
		token.Header["kid"] = "k"
		signed, err := token.SignedString(key)
		if err != nil {
			t.Error(err)
			return
		}
		answer = map[string]any{"id_token": signed, "access_token": "at", "token_type": "Bearer"}
	default:
		http.NotFound(w, r)
		return
	}
	_ = json.NewEncoder(w).Encode(answer)
}

// send makes a request of the browser. A form is posted.
func (s *scene) send(t *testing.T, path string, form url.Values) (*httptest.ResponseRecorder, *url.URL) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, home+path, nil)
	if form != nil {
		r = httptest.NewRequest(http.MethodPost, home+path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if s.tls {
		r.TLS = &tls.ConnectionState{}
	}
	for name, value := range s.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	s.router.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		s.cookies[c.Name] = c.Value
	}
	to, err := url.Parse(w.Header().Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	return w, to
}

// start sends the browser to the provider.
func (s *scene) start(t *testing.T) *url.URL {
	t.Helper()
	q := url.Values{"client_id": {string(s.client.ID)}, "response_type": {"code"}, "redirect_uri": {callback}, "scope": {"openid"}, "state": {"s"}}
	_, to := s.send(t, "/start?"+q.Encode(), nil)
	return to
}

// google is Google as CreateIdentityProvider makes it.
func google() *state.Provider {
	return &state.Provider{Name: "Google", Type: types.IdentityProviderTypeTypeGoogle, Mapping: map[string]string{"username": "sub"}, Details: map[string]string{
		"client_id": "id.example", "client_secret": "s3cret", "authorize_scopes": "openid", "oidc_issuer": "https://accounts.google.com",
		"authorize_url": "https://accounts.google.com/o/oauth2/v2/auth", "token_url": "https://www.googleapis.com/oauth2/v4/token",
		"attributes_url": "https://people.googleapis.com/v1/people/me?personFields=", "attributes_url_add_attributes": "true", "token_request_method": "POST",
	}}
}

const metadata = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="e"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://saml.example.com/out"/>
<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://saml.example.com/in?x=1"/></IDPSSODescriptor></EntityDescriptor>`

// saml is a provider whose metadata is at an address.
func saml() *state.Provider {
	return &state.Provider{Name: "Corp", Type: types.IdentityProviderTypeTypeSaml, Details: map[string]string{
		"MetadataURL": "https://saml.example.com/metadata", "IDPSignout": "true", "IDPInit": "true"}}
}
