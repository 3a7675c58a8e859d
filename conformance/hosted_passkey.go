package conformance

import (
	"net/http"
	"net/url"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// options are what the page hands to the browser's authenticator.
func (p *Page) options() string {
	p.b.w.t.Helper()
	for _, n := range p.Elements("form") {
		if text := attr1(n, "data-options"); text != "" {
			return text
		}
	}
	p.b.w.t.Fatalf("%s (%d) asks for no passkey:\n%s", p.URL.Path, p.Status, p.Text())
	return ""
}

// hostedPasskeyCases are about passkeys on the pages of managed login. Browsers give them to scripts only; the suite does
// what the script does. Doc: developer guide, "User pool managed login", passkeys.
func hostedPasskeyCases() []Case {
	const addPath = "/passkeys/add"
	about := ops("hosted/passkeys/add")
	l := look{"managed login", managedLogin, true}
	given := func(pool ...PoolOption) func(w *World) {
		return func(w *World) {
			l.app(w, append([]PoolOption{FirstFactors("PASSWORD", "WEB_AUTHN"), With(func(in *cip.CreateUserPoolInput) { in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"email"} })}, pool...))
			w.User(Mail(annMail))
			w.passkeys = newAuthenticator(w.t)
			w.passkeys.origin = "https://" + w.pool.Host
		}
	}
	signIn := func(w *World) { w.t.Helper(); w.LoginPage(nil).SignIn(w.user.Login, password).SignsIn() }
	bare := func(w *World) *Page {
		w.t.Helper()
		return w.Browser().Visit(w.address(addPath, url.Values{"client_id": {w.client.ID}, "redirect_uri": {callback}}).String())
	}
	add := func(w *World, p *Page) *Page {
		w.t.Helper()
		return p.Submit(Params{"credential": canonical(w.passkeys.Create(p.On(addPath, http.StatusOK).options()))})
	}
	// asked goes to the page for the passkey of the user made last.
	asked := func(w *World) *Page {
		w.t.Helper()
		return w.LoginPage(nil).Submit(Params{"username": w.user.Login}).Settle().Submit(Params{"factor": "WEB_AUTHN"}).Stays()
	}
	return []Case{
		{
			Operations: append(about, "hosted/login"), Says: "who is signed in adds a passkey, and signs in with it", Given: given(),
			Steps: steps(
				func(w *World) {
					signIn(w)
					p := add(w, bare(w))
					w.Equal([]any{p.Status, p.Header.Get("Location")}, []any{http.StatusFound, callback})
					w.browser = nil
					asked(w)
				},
				func(w *World) {
					p := w.Browser().At
					p.Submit(Params{"credential": w.passkeys.Get(p.options())}).SignsIn()
				},
			),
		},
		{
			Operations: about, Says: "an app that asks for a code gets it after the passkey", Given: given(), Assumes: "A403",
			Steps: steps(func(w *World) {
				signIn(w)
				add(w, w.Show(addPath, nil)).SignsIn()
			}),
		},
		{
			Operations: about, Says: "who is not signed in does that first", Given: given(), Assumes: "A403",
			Steps: steps(func(w *World) { bare(w).On("/login", http.StatusOK) }),
		},
		{
			Operations: about, Says: "a passkey can be declined", Given: given(),
			Steps: steps(func(w *World) {
				signIn(w)
				p := bare(w)
				if to := p.Link("/cb"); to == nil || to.String() != callback {
					w.Errorf("the way on is %v", to)
				}
			}),
		},
		{
			Operations: about, Says: "a passkey that was made elsewhere is refused, and the page asks again", Given: given(),
			Steps: steps(func(w *World) {
				signIn(w)
				p := bare(w)
				w.passkeys.origin = "https://evil.example"
				p = p.Submit(Params{"credential": canonical(w.passkeys.Create(p.options()))}).Settle().On(addPath, http.StatusOK)
				w.passkeys.origin = "https://" + w.pool.Host
				add(w, p)
			}),
		},
		{
			Operations: about, Says: "an app that may not send people back there gets nothing, and neither does one that is none", Given: given(),
			Steps: steps(func(w *World) {
				signIn(w)
				w.Browser().Visit(w.address(addPath, url.Values{"client_id": {w.client.ID}, "redirect_uri": {"https://evil.example/"}}).String()).On("/error", http.StatusBadRequest)
				w.Browser().Visit(w.address(addPath, url.Values{"redirect_uri": {callback}}).String()).On("/error", http.StatusBadRequest)
				w.Browser().Visit(w.address(addPath, url.Values{"client_id": {w.client.ID}}).String()).On("/error", http.StatusBadRequest)
			}),
		},
		{
			Operations: append(about, "hosted/confirm"), Says: "a newcomer is asked for a passkey, and may decline", Needs: needs(Inspect), Given: given(Require("email")),
			Steps: steps(
				func(w *World) {
					w.Show("/signup", nil).SignUp("bob", "bob@example.com", nil).Settle().On("/confirm", http.StatusOK)
					w.newcomer("bob")
					w.Browser().At.Submit(Params{"code": w.Code(w.user, ForSignUp)}).Settle().On(addPath, http.StatusOK)
				},
				func(w *World) {
					p := w.Browser().At
					to := p.Link(authorizePath)
					if to == nil {
						w.Fatalf("no way on but %v", p.Links())
					}
					w.Browser().Open(to.String()).SignsIn()
				},
			),
		},
		{
			Operations: append(about, "hosted/confirm"), Says: "a newcomer makes a passkey at once", Needs: needs(Inspect), Given: given(Require("email")),
			Steps: steps(
				func(w *World) {
					w.Show("/signup", nil).SignUp("bob", "bob@example.com", nil).Settle().On("/confirm", http.StatusOK)
					w.newcomer("bob")
					w.Browser().At.Submit(Params{"code": w.Code(w.user, ForSignUp)}).Settle().On(addPath, http.StatusOK)
				},
				func(w *World) { add(w, w.Browser().At).SignsIn() },
			),
		},
		{
			Operations: ops("hosted/login"), Says: "a passkey: what another key signed is refused", Given: given(),
			Steps: steps(func(w *World) {
				signIn(w)
				add(w, bare(w))
				w.browser = nil
				p := asked(w)
				other := newAuthenticator(w.t)
				_ = other.Create(`{"challenge":"AAAA","rp":{"id":"x"},"user":{"id":"AAAA"}}`)
				p.Submit(Params{"credential": w.passkeys.Get(p.options(), func(r *reply) { r.Signer = other.keys[0].signer })}).Stays()
				if w.Browser().Cookie("cognito") != "" {
					w.Errorf("signed in")
				}
			}),
		},
		{
			Operations: about, Says: "the classic pages have no passkeys", Given: func(w *World) {
				w.hosted(classic, []PoolOption{FirstFactors("PASSWORD", "WEB_AUTHN")})
				w.User(Mail(annMail))
			},
			Steps: steps(func(w *World) {
				w.Login(nil).SignsIn()
				bare(w).On(addPath, http.StatusBadRequest)
			}),
		},
		{
			// What managed login stores of a sign-in by passkey. Doc: "Step-up authentication", methods.
			Operations: append(about, "oauth2/token"), Says: "the tokens tell of the passkey where a level was asked for", Given: given(),
			Steps: steps(func(w *World) {
				signIn(w)
				add(w, bare(w))
				w.browser = nil
				p := w.LoginPage(Params{"acr_values": "urn:cognito:loa:3"}).Submit(Params{"username": w.user.Login}).Settle()
				if p.find("factor") != nil {
					p = p.Submit(Params{"factor": "WEB_AUTHN"}).Settle()
				}
				g := p.Submit(Params{"credential": w.passkeys.Get(p.options())}).SignsIn()
				claims := w.Token(g.ID).Claims
				w.Equal([]any{claims["acr"], claims["amr"]}, []any{"urn:cognito:loa:3", []any{"swk"}})
			}),
		},
	}
}
