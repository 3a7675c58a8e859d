package federation_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// The setting puts another place in place of every address of a provider, but for the one that the ID token names.
func TestProviderElsewhere(t *testing.T) {
	s := newScene(t, google())
	to := s.start(t)
	if got := to.Scheme + "://" + to.Host + to.Path; got != s.idp.URL+"/o/oauth2/v2/auth" {
		t.Fatalf("the browser goes to %s", got)
	}
	s.claims["nonce"] = to.Query().Get("nonce")
	_, back := s.send(t, "/oauth2/idpresponse?code=ann&state="+to.Query().Get("state"), nil)
	if got := back.Query(); back.Scheme+"://"+back.Host+back.Path != callback || got.Get("code") == "" || got.Get("state") != "s" {
		t.Fatalf("the browser comes back to %s", back)
	}
	want := []string{"GET /.well-known/openid-configuration", "GET /keys", "POST /oauth2/v4/token"}
	slices.Sort(s.asked)
	if s.asked = slices.Compact(s.asked); !slices.Equal(s.asked, want) {
		t.Errorf("asked %q, want %q", s.asked, want)
	}
	u := s.Env.Store.View().UserIdentified(s.pool.ID, "Google", state.SubjectAttribute, "117")
	if u == nil || u.Username != "Google_117" || u.Status != types.UserStatusTypeExternalProvider {
		t.Errorf("the user is %+v", u)
	}
}

// By TLS the cookie comes along from another site; without it browsers would drop such a cookie.
func TestCookie(t *testing.T) {
	for _, c := range []struct {
		tls  bool
		want string
	}{
		{false, "Path=/; Max-Age=300; HttpOnly"},
		{true, "Path=/; Max-Age=300; HttpOnly; Secure; SameSite=None"},
	} {
		s := newScene(t, google())
		s.tls = c.tls
		q := url.Values{"client_id": {string(s.client.ID)}, "response_type": {"code"}, "redirect_uri": {callback}}
		w, _ := s.send(t, "/start?"+q.Encode(), nil)
		_, attributes, _ := strings.Cut(w.Header().Get("Set-Cookie"), "; ")
		if !strings.HasPrefix(w.Header().Get("Set-Cookie"), "csrf-state=") || attributes != c.want {
			t.Errorf("with TLS %v: %q, want %q", c.tls, w.Header().Get("Set-Cookie"), c.want)
		}
	}
}

// The way to one kind of provider does not end where another kind leads, nor does a sign-out where a sign-in does.
func TestOtherEnds(t *testing.T) {
	wrong := func(t *testing.T, to *url.URL) {
		t.Helper()
		if to.Path != "/error" || to.Query().Get("error") != "Invalid State" {
			t.Errorf("leads to %s", to)
		}
	}
	s := newScene(t, google())
	id := s.start(t).Query().Get("state")
	_, to := s.send(t, "/saml2/idpresponse", url.Values{"RelayState": {id}, "SAMLResponse": {"x"}})
	wrong(t, to)
	id = s.start(t).Query().Get("state")
	_, to = s.send(t, "/saml2/logout", url.Values{"RelayState": {id}})
	wrong(t, to)

	s = newScene(t, saml())
	s.answers["/metadata"] = metadata
	id = s.start(t).Query().Get("RelayState")
	_, to = s.send(t, "/oauth2/idpresponse?code=c&state="+id, nil)
	wrong(t, to)
	_, leaving := s.send(t, "/leave", nil)
	id = leaving.Query().Get("RelayState")
	_, to = s.send(t, "/saml2/idpresponse", url.Values{"RelayState": {id}, "SAMLResponse": {"x"}})
	wrong(t, to)
}

// The setting is for SAML too: metadata is fetched there, and what stands in it leads there.
func TestSAMLElsewhere(t *testing.T) {
	s := newScene(t, saml())
	s.answers["/metadata"] = metadata
	if to := s.start(t).String(); !strings.HasPrefix(to, s.idp.URL+"/in?x=1&SAMLRequest=") {
		t.Errorf("the browser goes to %s", to)
	}
	if _, to := s.send(t, "/leave", nil); !strings.HasPrefix(to.String(), s.idp.URL+"/out?SAMLRequest=") {
		t.Errorf("the browser leaves by %s", to)
	}
}

// Metadata that is none, or too much of it, is told at the sign-in; a sign-out goes on without the provider.
func TestMetadata(t *testing.T) {
	for name, text := range map[string]string{"none": "", "not XML": "no", "no provider's": "<x/>", "too long": metadata + strings.Repeat(" ", 1<<20)} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, saml())
			s.answers["/metadata"] = text
			q := s.start(t).Query()
			if got := q.Get("error") + ": " + q.Get("error_description"); got != "server_error: Error retrieving metadata from https://saml.example.com/metadata" {
				t.Errorf("the app is told %q", got)
			}
			if w, _ := s.send(t, "/leave", nil); w.Code != http.StatusTeapot {
				t.Errorf("the browser leaves by %q", w.Header().Get("Location"))
			}
		})
	}
}

// What cannot be read as a form or is too much of one leads to the error page.
func TestBadForms(t *testing.T) {
	s := newScene(t, saml())
	s.answers["/metadata"] = metadata
	for _, c := range []struct {
		path string
		form url.Values
		want string
	}{
		{"/oauth2/idpresponse?state=%zz", nil, "invalid_request"},
		{"/oauth2/idpresponse", nil, "Invalid State"},
		{"/saml2/idpresponse", url.Values{"RelayState": {strings.Repeat("x", 100_001)}}, "Invalid samlResponse or relayState from identity provider"},
		{"/saml2/logout", url.Values{}, "Invalid State"},
	} {
		if _, to := s.send(t, c.path, c.form); to.Path != "/error" || to.Query().Get("error") != c.want {
			t.Errorf("%s leads to %s, want %q", c.path, to, c.want)
		}
	}
}

// A provider that is not to hear of a sign-out, or is gone, is passed by.
func TestSignOutWithout(t *testing.T) {
	for name, p := range map[string]*state.Provider{
		"OpenID":   google(),
		"told not": {Name: "Corp", Type: types.IdentityProviderTypeTypeSaml, Details: map[string]string{"MetadataURL": "https://saml.example.com/metadata"}},
	} {
		s := newScene(t, p)
		s.answers["/metadata"] = metadata
		if w, _ := s.send(t, "/leave", nil); w.Code != http.StatusTeapot || len(s.asked) > 0 {
			t.Errorf("%s: %q", name, w.Header().Get("Location"))
		}
	}
	s := newScene(t, saml())
	s.Write(t, func(tx *state.Tx) error { return tx.DeleteProvider(s.pool.ID, "Corp") })
	if w, _ := s.send(t, "/leave", nil); w.Code != http.StatusTeapot {
		t.Errorf("gone: %q", w.Header().Get("Location"))
	}
}
