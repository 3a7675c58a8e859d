package conformance

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const wrongPassword = "Incorrect username or password."

// hostedSignInCases are about the page on which people sign in. Doc: developer guide, "User pool managed login". Seen:
// what public scripts type into the pages, and read there.
func hostedSignInCases() []Case {
	about := ops("hosted/login")
	return append(classicSignInCases(), onEach(func(l look) []Case {
		hidden := func(w *World) { l.app(w, nil, HideUsers()); w.User(Mail(annMail)) }
		return []Case{
			{
				Operations: about, Says: "the right password leads to the app, and the browser gets a session", Given: l.person(nil, Mail(annMail)),
				Steps: steps(
					func(w *World) { w.LoginPage(nil) },
					func(w *World) {
						p := w.Browser().At.SignIn(w.user.Login, password)
						w.Equal(p.Status, http.StatusFound)
						c := p.Sets("cognito")
						if c == nil || c.Value == "" || !c.HttpOnly || c.Path != "/" || c.Domain != "" {
							w.Fatalf("the cookie is %+v", c)
						}
						p.SignsIn()
					},
				),
			},
			{
				Operations: about, Says: "a wrong password is told on the page, and the right one is good there", Given: l.person(nil, Mail(annMail)),
				Steps: steps(
					func(w *World) { w.LoginPage(nil).SignIn(w.user.Login, "Wr0ng!pass").Stays(wrongPassword) },
					func(w *World) {
						p := w.Browser().At
						if !p.Asks("username") { // the name is known already
							p.Submit(Params{"password": password}).SignsIn()
							return
						}
						p.SignIn(w.user.Login, password).SignsIn()
					},
				),
			},
			{
				Operations: about, Says: "an app that hides who exists says the same of a name that nobody has", Given: hidden,
				Steps: steps(func(w *World) {
					w.LoginPage(nil).SignIn("nobody", password).Stays(wrongPassword)
					w.LoginPage(nil).SignIn(w.user.Login, "Wr0ng!pass").Stays(wrongPassword)
				}),
			},
			{
				Operations: about, Says: "who is disabled learns so", Given: l.person(nil),
				Steps: steps(func(w *World) {
					OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
					w.LoginPage(nil).SignIn(w.user.Login, password).Stays("User is disabled.")
				}),
			},
			{
				Operations: about, Says: "too many wrong passwords keep out the right one", Given: l.person(nil),
				Steps: steps(func(w *World) {
					for range 6 {
						w.LoginPage(nil).SignIn(w.user.Login, "Wr0ng!pass").Stays()
					}
					w.LoginPage(nil).SignIn(w.user.Login, password).Stays("Password attempts exceeded")
				}),
			},
			{
				Operations: about, Says: "a form that was left empty is no sign-in", Given: l.person(nil),
				Steps: steps(func(w *World) {
					for _, c := range [][2]string{{"", password}, {w.user.Login, ""}, {"", ""}} {
						p := w.LoginPage(nil)
						if !p.Asks("username", "password") && c[0] == "" {
							p.Submit(Params{"username": ""}).Stays()
							continue
						}
						p.SignIn(c[0], c[1]).Stays()
					}
				}),
			},
			{
				Operations: about, Says: "people sign in by their address where the pool has aliases", Given: func(w *World) {
					l.app(w, []PoolOption{Alias(types.AliasAttributeTypeEmail)})
					w.User(Named("ann"), Mail(annMail))
				},
				Steps: steps(func(w *World) {
					w.LoginPage(nil).SignIn(annMail, password).SignsIn()
					w.browser = nil
					w.LoginPage(nil).SignIn("ann", password).SignsIn()
				}),
			},
			{
				Operations: about, Says: "people sign in by their address where it is the name", Given: func(w *World) {
					l.app(w, []PoolOption{SignInWith(types.UsernameAttributeTypeEmail)})
					w.User(Named(annMail), Mail(annMail))
				},
				Steps: steps(func(w *World) { w.LoginPage(nil).SignIn(annMail, password).SignsIn() }),
			},
			{
				// Seen: public scripts read the token from the page, and others make it up.
				Operations: about, Says: "a form needs the token of the cookie, whichever it is", Given: l.person(nil, Mail(annMail)),
				Steps: steps(func(w *World) {
					b := w.Browser()
					p := w.LoginPage(nil)
					f := p.Form("username", "_csrf")
					w.Equal(f.Field("_csrf").Value, b.Cookie("XSRF-TOKEN"))
					w.Equal(f.Field("_csrf").Value, AnyUUID)
					for _, token := range []string{Omit, "", "00000000-0000-4000-8000-000000000000"} {
						form := p.Fill(f, Params{"_csrf": token, "username": w.user.Login})
						if f.Field("password") != nil {
							form.Set("password", password)
						}
						q := p.Send(f, form).Settle()
						if q.Status/100 == 3 || b.Cookie("cognito") != "" {
							w.Fatalf("signed in with the token %q", token)
						}
					}
					b.Bake("XSRF-TOKEN", "11111111-1111-4111-8111-111111111111", 3600)
					form := url.Values{"_csrf": {"11111111-1111-4111-8111-111111111111"}, "username": {w.user.Login}, "password": {password}, "cognitoAsfData": {""}}
					q := b.ask(http.MethodPost, w.address("/login", w.asks(nil)).String(), form).Settle()
					if !l.choice {
						q.SignsIn()
					} else if q.find("password") == nil && q.Status/100 != 3 {
						w.Errorf("the made-up token is not taken: %s", q.Text())
					}
				}),
			},
			{
				Operations: about, Says: "an app may send people to the page itself", Given: l.person(nil, Mail(annMail)),
				Steps: steps(func(w *World) {
					w.Show("/login", nil).On("/login", http.StatusOK).SignIn(w.user.Login, password).SignsIn()
				}),
			},
			{
				Operations: about, Says: "the page judges what an app asks for like the endpoint", Given: l.person(nil, Mail(annMail)),
				Steps: steps(func(w *World) {
					w.Show("/login", Params{"redirect_uri": "https://evil.example/"}).On("/error", http.StatusBadRequest)
					w.Show("/login", Params{"client_id": Omit}).On("/error", http.StatusBadRequest)
					w.Show("/login", Params{"scope": "nothing"}).Returns(Params{"error": "invalid_scope", "state": "s1"})
				}),
			},
			{
				Operations: about, Says: "tabs ask for what they were opened for", Given: l.person(nil, Mail(annMail)),
				Steps: steps(
					func(w *World) {
						b := w.Browser()
						w.LoginPage(Params{"state": "one"})
						b.Tab("one")
						w.LoginPage(Params{"state": "two", "redirect_uri": otherCallback})
						b.Tab("two")
						b.In("one").SignIn(w.user.Login, password).Settle().Returns(Params{"code": AnyUUID, "state": "one"})
					},
					func(w *World) {
						query, _ := w.Browser().In("two").SignIn(w.user.Login, password).Settle().Back(otherCallback)
						w.Equal(query, values(Params{"code": AnyUUID, "state": "two"}))
					},
				),
			},
			{
				Operations: about, Says: "tokens at once come from the page as well", Given: l.person(nil, Mail(annMail)),
				Steps: steps(func(w *World) {
					_, fragment := w.LoginPage(Params{"response_type": "token"}).SignIn(w.user.Login, password).Settle().Back(callback)
					w.access(fragment.Get("access_token"), w.hostedAccess("openid email"))
				}),
			},
			{
				Operations: about, Says: "people of two browsers do not meet", Given: l.person(nil, Mail(annMail)),
				Steps: steps(func(w *World) {
					w.LoginPage(nil).SignIn(w.user.Login, password).SignsIn()
					ann := w.browser
					w.browser = nil
					w.User(Mail("bob@example.com"))
					w.LoginPage(nil).SignIn(w.user.Login, password).SignsIn()
					bob := w.user.Sub
					g := w.Granted(w.submit(tokenPath, w.redeem(w.Authorize(nil).Code(), nil), nil), "access_token", "id_token", "refresh_token")
					w.Equal(w.Token(g.Access).claim("sub"), bob)
					w.browser = ann
					g = w.Granted(w.submit(tokenPath, w.redeem(w.Authorize(nil).Code(), nil), nil), "access_token", "id_token", "refresh_token")
					if w.Token(g.Access).claim("sub") == bob {
						w.Errorf("one browser has the session of the other")
					}
				}),
			},
			{
				Operations: ops("hosted/login", "hosted/signup"), Says: "the way to sign up is shown where people may", Assumes: "A399", Given: l.person(nil),
				Steps: steps(func(w *World) {
					p := w.LoginPage(nil)
					for _, path := range []string{"/signup", "/forgotPassword"} {
						if to := p.Link(path); to == nil && (path == "/signup" || !l.choice) { // with a choice, the password has a page of its own
							w.Errorf("no link to %s", path)
						} else if to != nil {
							w.Equal(to.Query(), w.asks(nil))
						}
					}
					l.app(w, []PoolOption{With(func(in *cip.CreateUserPoolInput) {
						in.AdminCreateUserConfig = &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: true}
					})})
					if p := w.LoginPage(nil); p.Link("/signup") != nil {
						w.Errorf("a link to %s", p.Link("/signup"))
					}
					w.Show("/signup", nil).On("/signup", http.StatusBadRequest)
				}),
			},
			{
				Operations: about, Says: "pages are HTML that nobody keeps, and none may frame", Given: l.person(nil), Assumes: "A388",
				Steps: steps(func(w *World) {
					p := w.LoginPage(nil)
					kind, _, _ := strings.Cut(p.Header.Get("Content-Type"), ";")
					w.Equal(kind, "text/html")
					for name, want := range map[string]string{"Cache-Control": "no-store", "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff"} {
						if !strings.Contains(p.Header.Get(name), want) {
							w.Errorf("%s is %q", name, p.Header.Get(name))
						}
					}
					c := p.Sets("XSRF-TOKEN")
					if c == nil || !c.HttpOnly || c.Path != "/" || c.SameSite != http.SameSiteLaxMode {
						w.Errorf("the cookie is %+v", c)
					}
				}),
			},
			{
				Operations: about, Says: "the functions of a sign-in are called in their order, the last one for the pages", Needs: needs(Triggers),
				Given: func(w *World) {
					l.app(w, []PoolOption{w.Calls("PreAuthentication", "PostAuthentication", "PreTokenGeneration")})
					w.User(Mail(annMail))
				},
				Steps: steps(func(w *World) {
					w.LoginPage(nil).SignIn(w.user.Login, password).SignsIn()
					w.Fired("PreAuthentication_Authentication", "PostAuthentication_Authentication", "TokenGeneration_HostedAuth")
					w.Authorize(nil).Code()
					w.Fired("TokenGeneration_HostedAuth")
				}),
			},
			{
				Operations: about, Says: "what PreAuthentication says against it stands on the page", Needs: needs(Triggers),
				Given: func(w *World) { l.app(w, []PoolOption{w.Calls("PreAuthentication")}); w.User() },
				Steps: steps(func(w *World) {
					w.On("PreAuthentication", func(e *Event) { e.Fail("not on Sundays") })
					w.LoginPage(nil).SignIn(w.user.Login, password).Stays("PreAuthentication failed with error not on Sundays.")
				}),
			},
			{
				// Seen: public tests of an app, 2026.
				Operations: about, Says: "what PreTokenGeneration says against it comes to the app", Needs: needs(Triggers), Assumes: "A340",
				Given: func(w *World) { l.app(w, []PoolOption{w.Calls("PreTokenGeneration")}); w.User() },
				Steps: steps(func(w *World) {
					w.On("TokenGeneration", func(e *Event) { e.Fail("not_allowed") })
					w.LoginPage(nil).SignIn(w.user.Login, password).Settle().Returns(Params{
						"error": "invalid_request", "error_description": "PreTokenGeneration failed with error not_allowed.", "state": "s1"})
				}),
			},
			{
				Operations: about, Says: "a user who is not there yet comes by UserMigration", Needs: needs(Triggers),
				Given: func(w *World) { l.app(w, []PoolOption{w.Calls("UserMigration", "PreTokenGeneration")}) },
				Steps: steps(func(w *World) {
					w.On("UserMigration", func(e *Event) {
						e.Set("userAttributes", map[string]string{"email": annMail, "email_verified": "true"})
						e.Set("finalUserStatus", "CONFIRMED")
						e.Set("messageAction", "SUPPRESS")
					})
					p := w.LoginPage(nil).SignIn("ann", password)
					w.newcomer("ann")
					p.SignsIn()
					w.Fired("UserMigration_Authentication", "TokenGeneration_HostedAuth")
				}),
			},
		}
	})...)
}

// classicSignInCases are about what scripts written for the classic page find there.
func classicSignInCases() []Case {
	about := ops("hosted/login")
	return []Case{
		{
			Operations: about, Says: "classic: what scripts look for is there, twice", Given: func(w *World) { w.hosted(classic, nil) },
			Steps: steps(func(w *World) {
				p := w.LoginPage(nil)
				w.Equal(p.Title(), "Signin")
				var forms []*Form
				for _, f := range p.Forms() {
					if f.Name == "cognitoSignInForm" {
						forms = append(forms, f)
					}
				}
				w.Equal(len(forms), 2)
				for _, f := range forms {
					w.Equal([]any{f.Method, f.Action.Path, f.Action.Query()}, []any{http.MethodPost, "/login", w.asks(nil)})
					w.Equal(f.names(), []string{"username", "password"})
					w.Equal([]string{f.Field("username").ID, f.Field("password").ID, f.Field("password").Type}, []string{"signInFormUsername", "signInFormPassword", "password"})
					for _, name := range []string{"_csrf", "cognitoAsfData"} {
						if x := f.Field(name); x == nil || x.Type != "hidden" {
							w.Errorf("%s is %+v", name, x)
						}
					}
					if f.Field("signInSubmitButton") == nil {
						w.Errorf("no button signInSubmitButton")
					}
				}
				p.Shows("Forgot your password?", "Need an account?", "Sign up", "Sign in with your username and password")
			}),
		},
		{
			Operations: append(about, "SetUICustomization"), Says: "classic: the look of the app is on the page", Given: func(w *World) { w.hosted(classic, nil) },
			Steps: steps(func(w *World) {
				const css = ".submitButton-customizable {background-color: rebeccapurple;}"
				OK(w, w.API.SetUICustomization, &cip.SetUICustomizationInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID, CSS: new(css)})
				if !strings.Contains(w.LoginPage(nil).Body, "rebeccapurple") {
					w.Errorf("the page has none of it")
				}
				w.app(classic)
				if strings.Contains(w.LoginPage(nil).Body, "rebeccapurple") {
					w.Errorf("another app has it too")
				}
			}),
		},
		{
			// Seen: minorun365/html-share#3.
			Operations: append(about, "CreateManagedLoginBranding"), Says: "managed login: an app without a style has no pages", Assumes: "A390", Given: func(w *World) {
				w.Pool()
				w.Domain(managedLogin)
				w.Client(App())
			},
			Steps: steps(
				func(w *World) {
					p := w.Authorize(nil).Settle().Shows("Login pages unavailable. Please contact an administrator.")
					w.Equal(p.Status, http.StatusBadRequest)
					w.Styled()
				},
				func(w *World) { w.LoginPage(nil) },
			),
		},
		{
			Operations: about, Says: "managed login: the name that the app hints at is in the field, also one with quotes", Given: func(w *World) { w.hosted(managedLogin, nil) },
			Steps: steps(func(w *World) {
				for _, hint := range []string{"ann@example.com", `a"b'<c>&d`} {
					w.Equal(w.LoginPage(Params{"login_hint": hint}).Form("username").Field("username").Value, hint)
				}
			}),
		},
		{
			Operations: about, Says: "managed login: the page speaks the language that is asked for, and remembers it", Given: func(w *World) { w.hosted(managedLogin, nil) },
			Steps: steps(func(w *World) {
				english := w.LoginPage(nil).Text()
				seen := []string{english}
				for _, lang := range []string{"de", "es", "fr", "id", "it", "ja", "ko", "nl", "pt-BR", "zh-CN", "zh-TW"} {
					p := w.LoginPage(Params{"lang": lang})
					if slices.Contains(seen, p.Text()) {
						w.Errorf("%s says nothing of its own: %s", lang, p.Text())
					}
					seen = append(seen, p.Text())
					for _, n := range p.Elements("html") {
						w.Equal(attr1(n, "lang"), lang)
					}
					w.Equal(w.Browser().Cookie("lang"), lang)
					w.Equal(w.LoginPage(nil).Text(), p.Text())
				}
				w.browser = nil
				w.Equal(w.LoginPage(Params{"lang": "xx"}).Text(), english)
			}),
		},
		{
			Operations: about, Says: "classic: there is one language, and no hint", Given: func(w *World) { w.hosted(classic, nil) },
			Steps: steps(func(w *World) {
				p := w.LoginPage(Params{"lang": "de", "login_hint": "ann"})
				p.Shows("Sign in with your username and password")
				w.Equal(p.Form("username").Field("username").Value, "")
			}),
		},
	}
}
