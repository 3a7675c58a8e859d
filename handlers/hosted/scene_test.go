package hosted_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/gorilla/mux"
	"golang.org/x/net/html"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/auth"
	"cognito-emulator/handlers/hosted"
	"cognito-emulator/handlers/mfa"
	"cognito-emulator/handlers/signup"
	"cognito-emulator/state"
)

const (
	callback = "https://app.example/cb"
	password = "Passw0rd!"
)

// scene is a pool with a domain and an app, and the pages.
type scene struct {
	*optest.Bench
	pool   *state.Pool
	client *state.Client
	pages  http.Handler
}

// newScene makes a scene whose pages are of that version. in says what is particular about the pool.
func newScene(t testing.TB, version int32, in *cip.CreateUserPoolInput) *scene {
	t.Helper()
	s := &scene{Bench: optest.New(t, auth.Operations)}
	in.PoolName, in.UserPoolTier = aws.String("shop"), types.UserPoolTierTypeEssentials
	s.pool = s.Pool(t, in)
	s.client = s.app(t, &cip.CreateUserPoolClientInput{})
	s.Write(t, func(tx *state.Tx) error {
		return tx.AddDomain(&state.Domain{Pool: s.pool.ID, Region: "us-east-1", Name: "shop", Login: version})
	})
	s.serve(signup.New(s.Env), mfa.New(s.Env))
	return s
}

// serve makes the pages work with these operations.
func (s *scene) serve(accounts hosted.Accounts, passkeys hosted.Passkeys) {
	r := mux.NewRouter()
	hosted.New(s.Env, authorize.New(s.Env), accounts, passkeys).Routes(r)
	s.pages = r
}

// app makes an app with a style.
func (s *scene) app(t testing.TB, in *cip.CreateUserPoolClientInput) *state.Client {
	t.Helper()
	in.ClientName, in.CallbackURLs = aws.String("web"), []string{callback}
	in.AllowedOAuthFlowsUserPoolClient, in.AllowedOAuthFlows, in.AllowedOAuthScopes = true, []types.OAuthFlowType{"code"}, []string{"openid"}
	if in.SupportedIdentityProviders == nil {
		in.SupportedIdentityProviders = []string{"COGNITO"}
	}
	c := s.Client(t, s.pool, in)
	s.Write(t, func(tx *state.Tx) error {
		return tx.AddBranding(&state.Branding{Pool: s.pool.ID, ID: string(c.ID), Client: c.ID})
	})
	return c
}

// choosing makes the scene's app one whose users choose how to sign in.
func (s *scene) choosing(t testing.TB) {
	t.Helper()
	s.client = s.app(t, &cip.CreateUserPoolClientInput{ExplicitAuthFlows: []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserAuth}})
}

// person stores a user with a password.
func (s *scene) person(t testing.TB, name string, pairs ...string) *state.User {
	t.Helper()
	u := s.User(t, s.pool, name, pairs...)
	return s.Change(t, u, func(u *state.User) { u.Password = account.New(s.Env).NewPassword(u, password, s.Now()) })
}

// browser opens the pages.
type browser struct {
	t   testing.TB
	s   *scene
	jar http.CookieJar

	status   int
	header   http.Header
	location string
	text     string
	doc      *html.Node
}

func (s *scene) browser(t testing.TB) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, s: s, jar: jar}
}

// asks is the query of the app.
func (s *scene) asks(pairs ...string) string {
	q := url.Values{"client_id": {string(s.client.ID)}, "response_type": {"code"}, "redirect_uri": {callback}, "state": {"s"}}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return q.Encode()
}

// open opens a page with what the app asks for, and goes where it leads on the site.
func (b *browser) open(path string, pairs ...string) *browser {
	b.t.Helper()
	return b.send(http.MethodGet, path+"?"+b.s.asks(pairs...), nil).settle()
}

// settle goes where redirects lead, as long as that is a page.
func (b *browser) settle() *browser {
	b.t.Helper()
	for strings.HasPrefix(b.location, "/") && !strings.HasPrefix(b.location, "/oauth2/") {
		b.send(http.MethodGet, b.location, nil)
	}
	return b
}

// send sends a request as it is.
func (b *browser) send(method, target string, form url.Values) *browser {
	b.t.Helper()
	return b.sendText(method, target, form.Encode())
}

// sendText is send for a form that may be none.
func (b *browser) sendText(method, target, form string) *browser {
	b.t.Helper()
	at, err := url.Parse("http://shop.auth.localhost" + target)
	if err != nil {
		b.t.Fatal(err)
	}
	r := httptest.NewRequest(method, at.String(), strings.NewReader(form))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, c := range b.jar.Cookies(at) {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	b.s.pages.ServeHTTP(w, r)
	res := w.Result()
	b.jar.SetCookies(at, res.Cookies())
	b.status, b.header, b.location = res.StatusCode, res.Header, res.Header.Get("Location")
	if b.doc, err = html.Parse(w.Body); err != nil {
		b.t.Fatal(err)
	}
	b.text = ""
	b.read(b.doc)
	return b
}

func (b *browser) read(n *html.Node) {
	if n.Type == html.TextNode && n.Parent.Data != "style" {
		b.text += strings.Join(strings.Fields(n.Data), " ") + " "
	}
	for c := range n.ChildNodes() {
		b.read(c)
	}
}

// submit fills in the first form with these fields, and sends it.
func (b *browser) submit(pairs ...string) *browser {
	b.t.Helper()
	for n := range b.doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "form" {
			continue
		}
		form := url.Values{}
		for x := range n.Descendants() {
			if name := attr(x, "name"); name != "" && (x.Data == "input" && !slices.Contains([]string{"submit", "Submit"}, attr(x, "type")) || x.Data == "button") {
				form.Set(name, attr(x, "value"))
			}
		}
		missing := false
		for i := 0; i+1 < len(pairs); i += 2 {
			missing = missing || !form.Has(pairs[i])
			form.Set(pairs[i], pairs[i+1])
		}
		if !missing {
			return b.send(http.MethodPost, attr(n, "action"), form)
		}
	}
	b.t.Fatalf("no form has %v: %d %s", pairs, b.status, b.text)
	return nil
}

// says fails the test when the page does not say a text, or not with that status.
func (b *browser) says(status int, text string) *browser {
	b.t.Helper()
	if b.status != status || !strings.Contains(b.text, text) {
		b.t.Errorf("%d (to %q): %s\nwant %d: %s", b.status, b.location, b.text, status, text)
	}
	return b
}

// leaves fails the test when the browser is not sent there.
func (b *browser) leaves(prefix string) *browser {
	b.t.Helper()
	if b.status != http.StatusFound || !strings.HasPrefix(b.location, prefix) {
		b.t.Errorf("%d to %q: %s\nwant a redirect to %s", b.status, b.location, b.text, prefix)
	}
	return b
}

// value is that of the first field of a name.
func (b *browser) value(name string) string {
	for n := range b.doc.Descendants() {
		if attr(n, "name") == name {
			return attr(n, "value")
		}
	}
	return ""
}

// cookies are those that the browser would send.
func (b *browser) cookies() []*http.Cookie {
	return b.jar.Cookies(&url.URL{Scheme: "http", Host: "shop.auth.localhost", Path: "/"})
}

// links are where links and forms lead.
func (b *browser) links() []string {
	var list []string
	for n := range b.doc.Descendants() {
		for _, name := range []string{"href", "action"} {
			if to := attr(n, name); to != "" {
				list = append(list, to)
			}
		}
	}
	return list
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
