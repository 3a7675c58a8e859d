package conformance

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Where the suite's apps are called back, and where they are after signing out. Nobody ever goes there.
const (
	callback      = "https://app.example/cb"
	otherCallback = "https://app.example/other?tenant=a%2Fb"
	signedOut     = "https://app.example/out"
)

// The two versions of the pages. Doc: API_CreateUserPoolDomain.
const (
	classic      = 1
	managedLogin = 2
)

// Domain gives the pool made last a domain with a prefix, whose pages are of that version.
func (w *World) Domain(version int32) string {
	w.t.Helper()
	name := w.prefix()
	OK(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name, ManagedLoginVersion: &version})
	w.serves(name + ".auth." + w.region + ".amazoncognito.com")
	return name
}

// serves makes a host that of the pool made last.
func (w *World) serves(host string) {
	w.pool.Host = host
	w.detour.add(host)
}

// Styled gives the client made last the look that pages of managed login have by default. Without a style there are none.
func (w *World) Styled() {
	w.t.Helper()
	OK(w, w.API.CreateManagedLoginBranding, &cip.CreateManagedLoginBrandingInput{
		UserPoolId: &w.pool.ID, ClientId: &w.client.ID, UseCognitoProvidedValues: true})
}

// App lets a client sign people in by the pages, for codes and, beside that, for tokens at once.
func App(scopes ...string) ClientOption {
	if len(scopes) == 0 {
		scopes = []string{"openid", "email", "phone", "profile", userAdmin}
	}
	return func(in *cip.CreateUserPoolClientInput) {
		in.AllowedOAuthFlowsUserPoolClient, in.AllowedOAuthFlows = true, everyGrant()
		in.AllowedOAuthScopes, in.SupportedIdentityProviders = scopes, []string{"COGNITO"}
		in.CallbackURLs, in.LogoutURLs = []string{callback, otherCallback, "myapp://cb", "http://localhost:3000/cb"}, []string{signedOut, signedOut + "?a=b"}
	}
}

func everyGrant() []types.OAuthFlowType { return []types.OAuthFlowType{"code", "implicit"} }

// hosted makes a pool with a domain whose pages are of that version, and an app.
func (w *World) hosted(version int32, pool []PoolOption, client ...ClientOption) {
	w.t.Helper()
	w.Pool(pool...)
	w.Domain(version)
	w.app(version, client...)
}

// app makes another app of the pool made last.
func (w *World) app(version int32, client ...ClientOption) {
	w.t.Helper()
	w.Client(append([]ClientOption{App()}, client...)...)
	if version == managedLogin {
		w.Styled()
	}
}

// withApp is a pool with a domain and classic pages, an app and a user with an address.
func withApp(w *World) { w.hosted(classic, nil); w.User(Mail(annMail)) }

// address is that of a path on the domain of the pool made last.
func (w *World) address(path string, query url.Values) *url.URL {
	return &url.URL{Scheme: "https", Host: w.pool.Host, Path: path, RawQuery: query.Encode()}
}

// asks is what the app made last asks for when somebody is to sign in. Omit leaves a parameter out.
func (w *World) asks(more Params) url.Values {
	q := url.Values{"response_type": {"code"}, "client_id": {w.client.ID}, "redirect_uri": {callback}, "scope": {"openid email"}, "state": {"s1"}}
	for name, value := range more {
		if value == Omit {
			q.Del(name)
			continue
		}
		q.Set(name, value)
	}
	return q
}

// Authorize opens the authorization endpoint with what the app made last asks for, and gives the redirect.
func (w *World) Authorize(more Params) *Page {
	w.t.Helper()
	return w.Browser().Open(w.address("/oauth2/authorize", w.asks(more)).String())
}

// LoginPage goes to the page on which somebody signs in.
func (w *World) LoginPage(more Params) *Page {
	w.t.Helper()
	return w.Authorize(more).Settle().On("/login", http.StatusOK)
}

// Login signs the user made last in with the password, from the authorization endpoint on, and gives what answers the
// form: the way back to the app, or another page.
func (w *World) Login(more Params) *Page {
	w.t.Helper()
	return w.LoginPage(more).SignIn(w.user.Login, w.user.Password)
}

// SignIn fills the sign-in page in, be it one page or one for the name and one for the password, and gives what answers
// the last form.
func (p *Page) SignIn(name, pw string) *Page {
	p.b.w.t.Helper()
	if p.Asks("username", "password") {
		return p.Submit(Params{"username": name, "password": pw})
	}
	p = p.Submit(Params{"username": name}).Settle()
	if p.find("factor") != nil { // buttons
		p = p.Submit(Params{"factor": "PASSWORD"}).Settle()
	}
	if !p.Asks("password") { // the name alone led elsewhere, or was refused
		return p
	}
	return p.Submit(Params{"password": pw})
}

// Back reads the way back to the app: where it leads, and what it carries. A fragment is given as it is written.
func (p *Page) Back(to string) (query, fragment url.Values) {
	p.b.w.t.Helper()
	at, want := p.Location(), must(url.Parse(to))
	query, err := url.ParseQuery(at.RawQuery)
	p.b.w.must(err)
	fragment, err = url.ParseQuery(at.EscapedFragment())
	p.b.w.must(err)
	for name, values := range want.Query() { // what stood there stays, and is not for the app to read
		if !slices.Equal(query[name], values) {
			p.b.w.t.Errorf("%s lost %s", at, name)
		}
		query.Del(name)
	}
	if at.Scheme != want.Scheme || at.Host != want.Host || at.Path != want.Path {
		p.b.w.t.Fatalf("the way back leads to %s, want %s", at, to)
	}
	return query, fragment
}

// must is for texts of the suite's own.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Code is the code that the way back carries to the app, with the state it sent.
func (p *Page) Code() string {
	p.b.w.t.Helper()
	query, fragment := p.Back(callback)
	p.b.w.Equal([]url.Values{query, fragment}, []url.Values{{"code": {AnyUUID}, "state": {"s1"}}, {}})
	return query.Get("code")
}

// Returns judges the way back to the app made last: exactly these parameters in the query.
func (p *Page) Returns(want Params) {
	p.b.w.t.Helper()
	query, fragment := p.Back(callback)
	p.b.w.Equal([]url.Values{query, fragment}, []url.Values{values(want), {}})
}

// ReturnsFragment is Returns for what stands behind the hash.
func (p *Page) ReturnsFragment(want Params) {
	p.b.w.t.Helper()
	query, fragment := p.Back(callback)
	p.b.w.Equal([]url.Values{query, fragment}, []url.Values{{}, values(want)})
}

func values(p Params) url.Values {
	v := url.Values{}
	for name, value := range p {
		v.Set(name, value)
	}
	return v
}

// Broken judges the page that tells a person, not the app, of a mistake.
func (p *Page) Broken(texts ...string) {
	p.b.w.t.Helper()
	p.Settle().On("/error", http.StatusBadRequest).Shows(texts...)
}

// basic is the header by which a client names itself and its secret.
func basic(c *Client) http.Header {
	return http.Header{"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte(c.ID+":"+c.Secret))}}
}

// carrying is the header with a token.
func carrying(token string) http.Header { return http.Header{"Authorization": {"Bearer " + token}} }

// submit sends a form to an endpoint of the pool made last, without a browser.
func (w *World) submit(path string, form url.Values, header http.Header) *Reply {
	w.t.Helper()
	return w.knock(http.MethodPost, path, nil, form, header)
}

// knock makes a request to an endpoint of the pool made last.
func (w *World) knock(method, path string, query, form url.Values, header http.Header) *Reply {
	w.t.Helper()
	req, err := w.knocking(method, path, query, form, header)
	w.must(err)
	return w.send(req)
}

func (w *World) knocking(method, path string, query, form url.Values, header http.Header) (*http.Request, error) {
	req, err := http.NewRequestWithContext(w.ctx, method, w.address(path, query).String(), strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, list := range header {
		req.Header[name] = list
	}
	return req, nil
}

// redeem is the form that exchanges a code. A client with a secret sends it in the form.
func (w *World) redeem(code string, more Params) url.Values {
	form := url.Values{"grant_type": {"authorization_code"}, "client_id": {w.client.ID}, "code": {code}, "redirect_uri": {callback}}
	return w.owed(form, more)
}

// refresh is the form that exchanges a refresh token.
func (w *World) refresh(token string, more Params) url.Values {
	return w.owed(url.Values{"grant_type": {"refresh_token"}, "client_id": {w.client.ID}, "refresh_token": {token}}, more)
}

func (w *World) owed(form url.Values, more Params) url.Values {
	if w.client.Secret != "" {
		form.Set("client_secret", w.client.Secret)
	}
	for name, value := range more {
		if form.Del(name); value != Omit {
			form.Set(name, value)
		}
	}
	return form
}

// Grant is an answer of the token endpoint.
type Grant struct {
	Access, ID, Refresh, Type string
	ExpiresIn                 float64
}

// Granted reads an answer of the token endpoint that must be one with tokens, and judges that it has these members and
// no others.
func (w *World) Granted(r *Reply, members ...string) Grant {
	w.t.Helper()
	var all map[string]any
	if r.Status != http.StatusOK || json.Unmarshal([]byte(r.Body), &all) != nil {
		w.t.Fatalf("no tokens: %d %s", r.Status, r.Body)
	}
	want := map[string]any{"token_type": "Bearer", "expires_in": all["expires_in"]}
	shape := map[string]string{"access_token": AnyJWT, "id_token": AnyJWT, "refresh_token": AnyRefresh}
	for _, m := range members {
		want[m] = shape[m]
	}
	w.Equal(all, want)
	w.Equal(r.Header.Get("Content-Type"), "application/json;charset=UTF-8")
	text := func(name string) string { s, _ := all[name].(string); return s }
	seconds, _ := all["expires_in"].(float64)
	return Grant{text("access_token"), text("id_token"), text("refresh_token"), text("token_type"), seconds}
}

// Grant signs the user made last in by the pages and exchanges the code.
func (w *World) Grant(more Params) Grant {
	w.t.Helper()
	return w.Granted(w.submit("/oauth2/token", w.redeem(w.Login(more).Code(), nil), nil), "access_token", "id_token", "refresh_token")
}

// Denied judges an error of the token endpoint, or of one that answers in the same way.
func (w *World) Denied(r *Reply, status int, want Params) {
	w.t.Helper()
	got := Params{}
	if err := json.Unmarshal([]byte(r.Body), &got); err != nil {
		w.t.Errorf("%d, not a JSON object of texts: %q", r.Status, r.Body)
	}
	if w.Equal(got, want); r.Status != status {
		w.t.Errorf("status %d, want %d", r.Status, status)
	}
}

// denied is Denied for an error of the token endpoint that says no more than what it is.
func (w *World) denied(r *Reply, code string) {
	w.t.Helper()
	w.Denied(r, http.StatusBadRequest, Params{"error": code})
}

// pkce makes a proof for one code: the verifier, and the challenge of it. Doc: RFC 7636.
func pkce() (verifier, challenge string) {
	verifier = strings.ToLower(rand.Text() + rand.Text())
	sum := sha256.Sum256([]byte(verifier))
	return verifier, base64.RawURLEncoding.EncodeToString(sum[:])
}

// atHash is what an ID token says of the access token beside it. Doc: OpenID Connect Core, 3.1.3.6.
func atHash(access string) string {
	sum := sha256.Sum256([]byte(access))
	return base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2])
}

// hostedAccess are the claims of an access token of the pages, for that scope.
func (w *World) hostedAccess(scope string) map[string]any {
	claims := w.accessClaims()
	claims["scope"] = scope
	return claims
}

// access judges an access token of the pages: these claims and no others. Its version is a number that is no time.
func (w *World) access(compact string, want map[string]any) {
	w.t.Helper()
	token := w.Token(compact)
	w.Equal([]any{token.Key, token.Claims["version"]}, []any{1, 2.0})
	delete(token.Claims, "version")
	w.whole(token, want)
}

// identity judges an ID token of the pages beside its access token.
func (w *World) identity(g Grant, more map[string]any) {
	w.t.Helper()
	claims := plus(w.idClaims(), more)
	claims["at_hash"] = atHash(g.Access)
	w.whole(w.Token(g.ID), claims)
}
