package oauth_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/mux"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/oauth"
	"cognito-emulator/state"
)

// serve returns the endpoints on a store with one pool.
func serve(t *testing.T, issuer op.Issuer) (*optest.Bench, http.Handler) {
	t.Helper()
	b := optest.New(t)
	b.Env.Settings.Issuer = issuer
	err := b.Env.Store.Update(func(tx *state.Tx) error {
		return tx.AddPool(&state.Pool{ID: "eu-west-1_Pool", Region: "eu-west-1"})
	})
	if err != nil {
		t.Fatal(err)
	}
	r := mux.NewRouter()
	(&oauth.Service{Env: b.Env, Visits: authorize.New(b.Env)}).Routes(r)
	return b, r
}

// get fetches a document by the host api.test.
func get(t *testing.T, h http.Handler, path string) (int, map[string]any) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "http://api.test:8080"+path, nil))
	if got := w.Header().Get("Content-Type"); got != "application/json" {
		t.Errorf("%s: content type %q", path, got)
	}
	var doc map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatalf("%s: %v in %s", path, err, w.Body)
	}
	return w.Code, doc
}

func TestDiscovery(t *testing.T) {
	const public = "http://localhost:4588"
	for _, c := range []struct {
		issuer             op.Issuer
		wantIssuer, wantAt string
	}{
		{op.Issuer{Mode: op.IssuerLocal, PublicURL: public}, public + "/eu-west-1_Pool", public + "/eu-west-1_Pool"},
		{op.Issuer{Mode: op.IssuerRequest, PublicURL: public}, "http://api.test:8080/eu-west-1_Pool", "http://api.test:8080/eu-west-1_Pool"},
		{op.Issuer{Mode: op.IssuerPrefix, PublicURL: public, Prefix: "https://id.test/x"}, "https://id.test/x/eu-west-1_Pool", "https://id.test/x/eu-west-1_Pool"},
		// Nothing but the issuer leads to AWS.
		{op.Issuer{Mode: op.IssuerAWS, PublicURL: public}, "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool", public + "/eu-west-1_Pool"},
	} {
		t.Run(string(c.issuer.Mode), func(t *testing.T) {
			_, h := serve(t, c.issuer)
			status, got := get(t, h, "/eu-west-1_Pool/.well-known/openid-configuration")
			want := map[string]any{
				"authorization_endpoint":                c.wantAt + "/authorize",
				"end_session_endpoint":                  c.wantAt + "/logout",
				"id_token_signing_alg_values_supported": []any{"RS256"},
				"issuer":                                c.wantIssuer,
				"jwks_uri":                              c.wantAt + "/.well-known/jwks.json",
				"response_types_supported":              []any{"code", "token"},
				"revocation_endpoint":                   c.wantAt + "/revoke",
				"scopes_supported":                      []any{"openid", "email", "phone", "profile"},
				"subject_types_supported":               []any{"public"},
				"token_endpoint":                        c.wantAt + "/token",
				"token_endpoint_auth_methods_supported": []any{"client_secret_basic", "client_secret_post"},
				"userinfo_endpoint":                     c.wantAt + "/userInfo",
			}
			if d := cmp.Diff(want, got); status != http.StatusOK || d != "" {
				t.Errorf("%d, want and got differ:\n%s", status, d)
			}
		})
	}
}

// With a domain the endpoints are those of the domain.
func TestDiscoveryWithDomain(t *testing.T) {
	b, h := serve(t, op.Issuer{Mode: op.IssuerLocal, PublicURL: "http://localhost:4588"})
	err := b.Env.Store.Update(func(tx *state.Tx) error {
		return tx.AddDomain(&state.Domain{Pool: "eu-west-1_Pool", Region: "eu-west-1", Name: "my-app"})
	})
	if err != nil {
		t.Fatal(err)
	}
	_, got := get(t, h, "/eu-west-1_Pool/.well-known/openid-configuration")
	for name, want := range map[string]string{
		"authorization_endpoint": "http://localhost:4588/oauth2/authorize",
		"end_session_endpoint":   "http://localhost:4588/logout",
		"revocation_endpoint":    "http://localhost:4588/oauth2/revoke",
		"token_endpoint":         "http://localhost:4588/oauth2/token",
		"userinfo_endpoint":      "http://localhost:4588/oauth2/userInfo",
		"issuer":                 "http://localhost:4588/eu-west-1_Pool",
		"jwks_uri":               "http://localhost:4588/eu-west-1_Pool/.well-known/jwks.json",
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %s", name, got[name], want)
		}
	}
}

// The key set of a pool that has signed nothing yet is the one that its tokens will be signed with.
func TestKeySet(t *testing.T) {
	b, h := serve(t, op.Issuer{Mode: op.IssuerLocal})
	status, doc := get(t, h, "/eu-west-1_Pool/.well-known/jwks.json")
	if status != http.StatusOK {
		t.Fatalf("%d %v", status, doc)
	}
	id, access, err := b.Env.SigningKeys(t.Context(), "eu-west-1_Pool")
	if err != nil {
		t.Fatal(err)
	}
	var kids []any
	for _, k := range doc["keys"].([]any) {
		kids = append(kids, k.(map[string]any)["kid"])
	}
	if d := cmp.Diff([]any{id.ID(), access.ID()}, kids); d != "" {
		t.Errorf("want and got differ:\n%s", d)
	}
	if _, again := get(t, h, "/eu-west-1_Pool/.well-known/jwks.json"); !cmp.Equal(doc, again) {
		t.Error("the second answer differs from the first")
	}
}

func TestUnknownPool(t *testing.T) {
	_, h := serve(t, op.Issuer{Mode: op.IssuerLocal})
	want := map[string]any{"__type": "ResourceNotFoundException", "message": "User pool eu-west-1_Other does not exist."}
	for _, path := range []string{"jwks.json", "openid-configuration"} {
		status, got := get(t, h, "/eu-west-1_Other/.well-known/"+path)
		if d := cmp.Diff(want, got); status != http.StatusNotFound || d != "" {
			t.Errorf("%s: %d, want and got differ:\n%s", path, status, d)
		}
	}
}

// The service's hosts are to be asked by TLS only. A name of this machine must not be: that would hold for all
// programs that listen there.
func TestTransportSecurity(t *testing.T) {
	_, h := serve(t, op.Issuer{})
	for address, want := range map[string]bool{
		"https://app.auth.us-east-1.amazoncognito.com": true, "http://app.auth.localhost:4588": true,
		"https://app.auth.localhost:4589": false, "https://localhost": false, "https://localhost.example.com": true,
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address+"/oauth2/userInfo", nil))
		if got := w.Header().Get("Strict-Transport-Security"); (got != "") != want {
			t.Errorf("%s: %q", address, got)
		}
	}
}
