package conformance

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// look is a way in which people see the pages.
type look struct {
	name    string
	version int32
	choice  bool // of the first factor
}

// looks are the classic pages, and those of managed login for apps that let people choose how to sign in or do not.
// Doc: developer guide, "User pool managed login".
func looks() []look {
	return []look{{"classic", classic, false}, {"managed login", managedLogin, false}, {"managed login with a choice", managedLogin, true}}
}

// onEach makes the cases of every look. Their sentences begin with its name.
func onEach(cases func(l look) []Case) []Case {
	var all []Case
	for _, l := range looks() {
		for _, c := range cases(l) {
			c.Says = l.name + ": " + c.Says
			all = append(all, c)
		}
	}
	return all
}

// app makes a pool with a domain and an app that has the look.
func (l look) app(w *World, pool []PoolOption, client ...ClientOption) {
	w.t.Helper()
	if !l.choice {
		flows := Flows(types.ExplicitAuthFlowsTypeAllowUserPasswordAuth, types.ExplicitAuthFlowsTypeAllowUserSrpAuth, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth)
		client = append([]ClientOption{flows}, client...)
	}
	w.hosted(l.version, pool, client...)
}

// person makes a case's Given: an app of the look, and a user.
func (l look) person(pool []PoolOption, user ...UserOption) func(w *World) {
	return func(w *World) { l.app(w, pool); w.User(user...) }
}

// Stays judges that the browser is still at the pages, with this said, and has no session.
func (p *Page) Stays(texts ...string) *Page {
	p.b.w.t.Helper()
	p = p.Settle()
	if p.Status != http.StatusOK {
		p.b.w.t.Errorf("%s with status %d, want a page that says %q; Location %q:\n%s", p.URL.Path, p.Status, texts, p.Header.Get("Location"), p.Text())
	}
	p.Shows(texts...)
	if p.b.Cookie("cognito") != "" {
		p.b.w.t.Errorf("the browser has a session")
	}
	return p
}

// SignsIn judges that a form led into the app, with a code that is good for the tokens of the user made last, and gives these.
func (p *Page) SignsIn() Grant {
	p.b.w.t.Helper()
	w := p.b.w
	g := w.Granted(w.submit(tokenPath, w.redeem(p.Settle().Code(), nil), nil), "access_token", "id_token", "refresh_token")
	w.Equal(w.Token(g.Access).claim("sub"), w.user.Sub)
	return g
}

// newcomer remembers a user who has signed up on the pages.
func (w *World) newcomer(login string) {
	w.t.Helper()
	w.user = &User{Login: login, Username: login, Password: password, Pool: w.pool}
	seen := w.Look(w.user)
	w.user.Username, w.user.Sub = *seen.Username, attribute(seen.UserAttributes, "sub")
}

// Show opens a page of the pool made last directly, with what the app made last asks for.
func (w *World) Show(path string, more Params) *Page {
	w.t.Helper()
	return w.Browser().Visit(w.address(path, w.asks(more)).String())
}
