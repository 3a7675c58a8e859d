package authorize_test

import (
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

const callback = "https://app.example/callback?keep=1"

// scene is two pools, each with the prefix "app" in its region, and one without a domain.
type scene struct {
	*optest.Bench
	visits            *authorize.Visits
	near, far, bare   *state.Client
	nearPool, farPool *state.Pool
}

func newScene(t testing.TB) *scene {
	t.Helper()
	s := &scene{Bench: optest.New(t)}
	s.visits = authorize.New(s.Env)
	client := func(region string) (*state.Pool, *state.Client) {
		p := s.Pool(t, &cip.CreateUserPoolInput{PoolName: aws.String("p"), UserPoolTier: types.UserPoolTierTypeEssentials})
		c := s.Client(t, p, &cip.CreateUserPoolClientInput{ClientName: aws.String("c"), CallbackURLs: []string{callback},
			AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{"code", "implicit"},
			AllowedOAuthScopes: []string{"openid", "email"}, SupportedIdentityProviders: []string{"COGNITO"}})
		if region != "" {
			s.Write(t, func(tx *state.Tx) error {
				return tx.AddDomain(&state.Domain{Pool: p.ID, Region: region, Name: "app", Login: authorize.ManagedLogin})
			})
		}
		return p, c
	}
	s.nearPool, s.near = client("us-east-1")
	s.farPool, s.far = client("eu-west-1")
	_, s.bare = client("")
	s.Write(t, func(tx *state.Tx) error {
		return tx.AddDomain(&state.Domain{Pool: s.farPool.ID, Name: "id.example.com", Custom: &types.CustomDomainConfigType{}})
	})
	return s
}

// A host of the service leads to its pool, localhost to the app client's, and nothing leads elsewhere.
func TestSites(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	const near, far, bare = "near", "far", "bare"
	ids := map[string]string{near: string(s.near.ID), far: string(s.far.ID), bare: string(s.bare.ID), "": "", "nobody": "nobody"}
	for _, c := range []struct {
		host, client string
		want         error
		home         string
	}{
		{"app.auth.us-east-1.amazoncognito.com", near, nil, "http://app.auth.us-east-1.amazoncognito.com"},
		{"APP.auth.us-east-1.amazoncognito.com:4588", near, nil, "http://APP.auth.us-east-1.amazoncognito.com:4588"},
		{"app.auth.us-east-1.amazoncognito.com", far, authorize.ErrNoClient, ""},
		{"app.auth.eu-west-1.amazoncognito.com", far, nil, "http://app.auth.eu-west-1.amazoncognito.com"},
		{"app.auth.ap-south-1.amazoncognito.com", near, authorize.ErrNoClient, ""},
		{"id.example.com", far, nil, "http://id.example.com"},
		{"id.example.com", near, authorize.ErrNoClient, ""},
		{"app.auth.localhost:4588", near, nil, "http://app.auth.localhost:4588"},
		{"app.auth.localhost:4588", far, nil, "http://app.auth.localhost:4588"},
		{"app.auth.localhost:4588", bare, authorize.ErrNoClient, ""},
		{"other.auth.localhost", near, authorize.ErrNoClient, ""},
		{"localhost:1", near, nil, "http://localhost:4588"},
		{"127.0.0.1:4588", near, nil, "http://127.0.0.1:4588"}, // where its cookies are
		{"[::1]:4588", near, nil, "http://[::1]:4588"},
		{"127.0.0.1:1", near, nil, "http://localhost:4588"},
		{"cognito:4588", near, nil, "http://localhost:4588"},
		{"localhost:1", bare, authorize.ErrNoDomain, ""},
		{"localhost:1", "nobody", authorize.ErrNoClient, ""},
		{"localhost:1", "", authorize.ErrNoClient, ""},
		{"app.auth.us-east-1.amazoncognito.com", "", nil, "http://app.auth.us-east-1.amazoncognito.com"},
		{"app.auth.us-east-1.amazoncognito.com", "nobody", authorize.ErrNoClient, ""},
	} {
		r := httptest.NewRequest(http.MethodGet, "http://"+c.host+"/login", nil)
		site, _, err := authorize.SiteOf(s.Env, s.Env.NewCall(r, "Login_GET"), r, ids[c.client])
		if !errors.Is(err, c.want) || err == nil && site.Home != c.home {
			t.Errorf("%s for %q: %+v, %v", c.host, c.client, site, err)
		}
	}
}

// open sends an authorization request and returns the visit, and where the browser was sent instead.
func (s *scene) open(change func(url.Values), cookies ...*http.Cookie) (*authorize.Visit, string) {
	q := url.Values{"response_type": {"code"}, "client_id": {string(s.near.ID)}, "redirect_uri": {callback}, "state": {"a b&c"}}
	change(q)
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "http://app.auth.localhost/oauth2/authorize?"+q.Encode(), nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	v := s.visits.Open(w, r, "OAuth2_Authorize_GET")
	return v, w.Header().Get("Location")
}

func set(pairs ...string) func(url.Values) {
	return func(q url.Values) {
		for i := 0; i < len(pairs); i += 2 {
			q.Set(pairs[i], pairs[i+1])
		}
	}
}

func without(name string) func(url.Values) { return func(q url.Values) { q.Del(name) } }

// What is wrong with a request goes to the app, unless it is not sure whose app that is.
func TestRequests(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	const app = callback + "&error="
	const state = "&state=a+b%26c"
	for name, c := range map[string]struct {
		change func(url.Values)
		want   string // empty: the request is good
	}{
		"good":                {set(), ""},
		"no client":           {without("client_id"), "/error?error=Missing+required+parameter+client_id+in+request+URL"},
		"another client":      {set("client_id", "x"), "/error?error=Client+does+not+exist.&client_id=x"},
		"another pool's":      {set("client_id", string(s.bare.ID)), "/error?error=Client+does+not+exist.&client_id=" + string(s.bare.ID)},
		"no redirect":         {without("redirect_uri"), "/error?error=Required+String+parameter+%27redirect_uri%27+is+not+present&client_id=" + string(s.near.ID)},
		"another redirect":    {set("redirect_uri", callback+"2"), "/error?error=redirect_mismatch&client_id=" + string(s.near.ID)},
		"no response type":    {without("response_type"), app + "invalid_request" + state},
		"another type":        {set("response_type", "id_token"), app + "invalid_request" + state},
		"implicit":            {set("response_type", "token", "code_challenge", "x"), callback + "#error=invalid_request" + state},
		"no state":            {func(q url.Values) { q.Del("state"); q.Del("response_type") }, app + "invalid_request"},
		"empty state":         {set("state", "", "response_type", ""), app + "invalid_request&state="},
		"plain challenge":     {set("code_challenge", "x", "code_challenge_method", "plain"), app + "invalid_request" + state},
		"challenge alone":     {set("code_challenge", "x"), app + "invalid_request" + state},
		"method alone":        {set("code_challenge_method", "S256"), app + "invalid_request" + state},
		"S256":                {set("code_challenge", "x", "code_challenge_method", "S256"), ""},
		"unknown scope":       {set("scope", "openid x/y"), app + "invalid_scope" + state},
		"scope of another":    {set("scope", "openid phone"), app + "invalid_scope" + state},
		"email alone":         {set("scope", "email"), app + "invalid_scope" + state},
		"unknown provider":    {set("identity_provider", "Okta"), app + "invalid_request" + state},
		"unknown identifier":  {set("idp_identifier", "x"), app + "invalid_request" + state},
		"COGNITO":             {set("identity_provider", "COGNITO"), ""},
		"none and login":      {set("prompt", "none login"), app + "invalid_request" + state},
		"max_age":             {set("max_age", "-1"), app + "invalid_request" + state},
		"resource":            {set("resource", "https://api.example/x"), ""},
		"local resource":      {set("resource", "http://localhost:1/x"), ""},
		"resource by http":    {set("resource", "http://api.example/"), app + "invalid_request" + state},
		"resource, no URL":    {set("resource", "api"), app + "invalid_request" + state},
		"two resources":       {func(q url.Values) { q["resource"] = []string{"https://a.example", "https://b.example"} }, app + "invalid_request" + state},
		"unknown language":    {set("lang", "xx"), ""},
		"unknown acr, prompt": {set("acr_values", "x", "prompt", "consent select_account"), ""},
	} {
		v, sent := s.open(c.change)
		if sent != c.want || (v != nil) != (c.want == "") {
			t.Errorf("%s: sent to %q, want %q", name, sent, c.want)
		}
	}
}

// Without scopes all of the client's are meant; what is asked for is kept in order.
func TestScopes(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for given, want := range map[string]string{"": "openid email", "email openid email": "email openid", "openid": "openid"} {
		v, sent := s.open(set("scope", given))
		if v == nil {
			t.Fatalf("%q is refused: %s", given, sent)
		}
		if got := strings.Join(v.Scopes, " "); got != want {
			t.Errorf("%q is taken as %q, want %q", given, got, want)
		}
	}
}

// A browser's session holds for an hour for every client of its pool, and for no other pool.
func TestBrowserSessions(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ann := s.User(t, s.nearPool, "ann")
	s.Write(t, func(tx *state.Tx) error {
		return tx.AddBrowserSession(&state.BrowserSession{Pool: ann.Pool, ID: "cookie", Sub: ann.Sub, Client: s.near.ID,
			AuthTime: s.Now(), Expires: s.Now().Add(time.Hour), Factors: []string{"pwd"}})
	})
	cookie := &http.Cookie{Name: "cognito", Value: "cookie"}
	suffices := func(change func(url.Values)) bool {
		v, _ := s.open(change, cookie)
		_, ok := v.Suffices()
		return ok
	}
	if !suffices(set()) || suffices(set("prompt", "login")) {
		t.Error("the session is not enough, or is although a prompt was asked for")
	}
	if v, _ := s.open(set("client_id", string(s.far.ID)), cookie); v == nil || v.Browser != nil {
		t.Error("another pool takes the session over")
	}
	s.Env.Clock.Advance(10 * time.Minute)
	if !suffices(set("max_age", "600")) || suffices(set("max_age", "599")) {
		t.Error("max_age is not what counts")
	}
	if !suffices(set("acr_values", "urn:cognito:loa:1")) {
		t.Error("a password is not the first level")
	}
	s.Change(t, ann, func(u *state.User) { u.Enabled = false })
	if suffices(set()) {
		t.Error("the session of a disabled user is enough")
	}
	s.Change(t, ann, func(u *state.User) { u.Enabled = true })
	s.Env.Clock.Advance(50 * time.Minute)
	if suffices(set()) {
		t.Error("the session is older than an hour and enough")
	}
}

// Pools that share a host share the cookie, and each has its own session in it.
func TestSessionsOfOneHost(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	send := func(client *state.Client, serve func(w http.ResponseWriter, r *http.Request)) {
		q := url.Values{"response_type": {"code"}, "client_id": {string(client.ID)}, "redirect_uri": {callback}}
		r := httptest.NewRequest(http.MethodGet, "http://localhost:4588/oauth2/authorize?"+q.Encode(), nil)
		for _, c := range jar.Cookies(r.URL) {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		serve(w, r)
		jar.SetCookies(r.URL, w.Result().Cookies())
	}
	arrive := func(client *state.Client, user *state.User) {
		send(client, func(w http.ResponseWriter, r *http.Request) {
			v := s.visits.Open(w, r, "x")
			arrival, err := s.visits.Flow.Arrive(v.Call, authflow.Vouched{Client: client, User: user, New: true})
			if err != nil {
				t.Fatal(err)
			}
			v.Finish(arrival)
		})
	}
	want := func(client *state.Client, user *state.User) {
		t.Helper()
		send(client, func(w http.ResponseWriter, r *http.Request) {
			v := s.visits.Open(w, r, "x")
			switch {
			case user == nil && v.Browser != nil:
				t.Errorf("a session of %s", v.Browser.Session.Sub)
			case user != nil && (v.Browser == nil || v.Browser.Session.Sub != user.Sub || v.Browser.Session.Pool != user.Pool):
				t.Errorf("no session of %s: %+v", user.Username, v.Browser)
			}
		})
	}
	leave := func(client *state.Client) {
		send(client, func(w http.ResponseWriter, r *http.Request) {
			c := s.Env.NewCall(r, "Logout")
			if _, _, err := authorize.SiteOf(s.Env, c, r, string(client.ID)); err != nil {
				t.Fatal(err)
			}
			if _, err := s.visits.SignOut(c, w, r); err != nil {
				t.Fatal(err)
			}
		})
	}
	ann, bob, carol := s.User(t, s.nearPool, "ann"), s.User(t, s.farPool, "bob"), s.User(t, s.nearPool, "carol")
	arrive(s.near, ann)
	arrive(s.far, bob)
	want(s.near, ann)
	want(s.far, bob)
	arrive(s.near, carol)
	want(s.near, carol)
	leave(s.near)
	want(s.near, nil)
	want(s.far, bob)
	leave(s.far)
	want(s.far, nil)
	if list := jar.Cookies(&url.URL{Scheme: "http", Host: "localhost:4588"}); len(list) > 0 {
		t.Errorf("left over: %v", list)
	}
}

// A signed-in user's app gets a code, or tokens in the fragment, and the state as it sent it.
func TestFinish(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ann := s.User(t, s.nearPool, "ann")
	finish := func(change func(url.Values)) *url.URL {
		q := url.Values{"response_type": {"code"}, "client_id": {string(s.near.ID)}, "redirect_uri": {callback}, "state": {"x y"}}
		change(q)
		w := httptest.NewRecorder()
		v := s.visits.Open(w, httptest.NewRequest(http.MethodGet, "http://app.auth.localhost/oauth2/authorize?"+q.Encode(), nil), "x")
		arrival, err := s.visits.Flow.Arrive(v.Call, authflow.Vouched{Client: s.near, User: ann, Provider: "Okta", New: true})
		if err != nil {
			t.Fatal(err)
		}
		v.Finish(arrival)
		to, err := url.Parse(w.Header().Get("Location"))
		if err != nil || w.Code != http.StatusFound || !strings.HasPrefix(w.Header().Get("Set-Cookie"), "cognito=") {
			t.Fatalf("%d %v %v", w.Code, w.Header(), err)
		}
		return to
	}
	to := finish(set())
	if q := to.Query(); q.Get("keep") != "1" || len(q.Get("code")) != 36 || q.Get("state") != "x y" || len(q) != 3 {
		t.Errorf("the app is called at %s", to)
	}
	for scope, withID := range map[string]bool{"openid": true, "": true} {
		to := finish(set("response_type", "token", "scope", scope))
		q, err := url.ParseQuery(to.EscapedFragment())
		if err != nil || q.Get("access_token") == "" || (q.Get("id_token") != "") != withID || q.Get("expires_in") != "3600" ||
			q.Get("token_type") != "Bearer" || q.Get("state") != "x y" || q.Get("refresh_token") != "" {
			t.Errorf("the app is called at %s, %v", to, err)
		}
	}
}

// What functions and providers say is cut to what an address can hold, between two characters.
func TestLongRefusal(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	q := url.Values{"response_type": {"code"}, "client_id": {string(s.near.ID)}, "redirect_uri": {callback}, "state": {"x"}}
	w := httptest.NewRecorder()
	v := s.visits.Open(w, httptest.NewRequest(http.MethodGet, "http://app.auth.localhost/oauth2/authorize?"+q.Encode(), nil), "x")
	v.Refuse(authorize.Refusal{Code: strings.Repeat("e", 1<<20), Description: "x" + strings.Repeat("é", 1<<20)})
	to, err := url.Parse(w.Header().Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	code, description := to.Query().Get("error"), to.Query().Get("error_description")
	if len(code) != 2048 || len(description) != 2047 || !strings.HasSuffix(description, "é") || to.Query().Get("state") != "x" {
		t.Errorf("%d characters of a code and %d of a description", len(code), len(description))
	}
}

// A form is one of ours when it sends back what the cookie has.
func TestForgery(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	q := url.Values{"response_type": {"code"}, "client_id": {string(s.near.ID)}, "redirect_uri": {callback}}.Encode()
	for name, c := range map[string]struct {
		cookie, field string
		forged        bool
	}{"ours": {"a", "a", false}, "neither": {"", "", true}, "no cookie": {"", "a", true}, "no field": {"a", "", true}, "another": {"a", "b", true}} {
		r := httptest.NewRequest(http.MethodPost, "http://app.auth.localhost/login?"+q, strings.NewReader(url.Values{"_csrf": {c.field}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if c.cookie != "" {
			r.AddCookie(&http.Cookie{Name: "XSRF-TOKEN", Value: c.cookie})
		}
		if v := s.visits.Open(httptest.NewRecorder(), r, "Login_POST"); v.Forged() != c.forged {
			t.Errorf("%s: forged %v", name, !c.forged)
		}
	}
}

// Whatever a query is, the browser is sent to the app, to our error page, or nowhere.
func FuzzOpen(f *testing.F) {
	s := newScene(f)
	good := "response_type=code&redirect_uri=" + url.QueryEscape(callback) + "&client_id=" + string(s.near.ID)
	f.Add(good + "&scope=openid&state=x&nonce=y&max_age=0&acr_values=a&lang=de&prompt=none&resource=https://a")
	f.Add(good + "&code_challenge=a&code_challenge_method=S256&identity_provider=COGNITO")
	f.Add("client_id=%zz&;=&&redirect_uri=//evil")
	f.Fuzz(func(t *testing.T, query string) {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "http://app.auth.localhost/oauth2/authorize", nil)
		r.URL.RawQuery = query
		v := s.visits.Open(w, r, "x")
		to := w.Header().Get("Location")
		if (v == nil) == (to == "") {
			t.Fatalf("%q: a visit %v and a redirect to %q", query, v != nil, to)
		}
		if to != "" && !strings.HasPrefix(to, callback+"&") && !strings.HasPrefix(to, callback+"#") && !strings.HasPrefix(to, "/error?") {
			t.Errorf("%q leads to %q", query, to)
		}
		if strings.ContainsAny(to, "\r\n") {
			t.Errorf("%q breaks the header: %q", query, to)
		}
	})
}
