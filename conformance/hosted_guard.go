package conformance

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// outcomes sends a form of a page many times at once and counts where the answers lead: "code" for a code for the app,
// otherwise the path of the page, or of where a redirect leads.
func (p *Page) outcomes(f *Form, form url.Values) map[string]int {
	p.b.w.t.Helper()
	list := make([]string, racers)
	for _, err := range p.b.w.Race(racers, func(i int) error {
		q, err := p.b.try(http.MethodPost, f.Action.String(), form)
		if err != nil {
			return err
		}
		list[i] = q.URL.Path
		if to, err := q.location(); err == nil {
			if list[i] = to.Path; to.Query().Has("code") {
				list[i] = "code"
			}
		}
		return nil
	}) {
		p.b.w.must(err)
	}
	count := map[string]int{}
	for _, at := range list {
		count[at]++
	}
	return count
}

// hostedGuardCases are about what people cannot make of the pages, and about many who come at once.
func hostedGuardCases() []Case {
	about := ops("hosted/login")
	l := look{"managed login", managedLogin, true}
	given := func(pool ...PoolOption) func(w *World) {
		return func(w *World) { l.app(w, pool); w.User(Named("ann"), Mail(annMail), Phone(annPhone)) }
	}
	name := func(w *World) *Page {
		w.t.Helper()
		return w.LoginPage(nil).Submit(Params{"username": w.user.Login}).Settle()
	}
	return []Case{
		{
			Operations: about, Says: "a cookie that was there before a sign-in is not the session after it", Given: withApp,
			Steps: steps(func(w *World) {
				w.Browser().Bake("cognito", "11111111-1111-4111-8111-111111111111", 3600)
				w.Login(nil).SignsIn()
				if w.Browser().Cookie("cognito") == "11111111-1111-4111-8111-111111111111" {
					w.Errorf("the session was chosen by somebody else")
				}
			}),
		},
		{
			Operations: about, Says: "the session of a challenge is one user's, whatever name the form says", Given: given(),
			Steps: steps(func(w *World) {
				ann := w.user
				w.User(Named("bob"), Mail("bob@example.com"), WithPassword(otherPassword))
				bob := w.user
				w.user = ann
				p := name(w)
				if f := p.Form("password"); f.Field("username") != nil {
					q := p.Send(f, p.Fill(f, Params{"username": bob.Login, "password": ann.Password})).Settle()
					if q.Status/100 == 3 {
						w.Equal(w.Token(q.SignsIn().Access).claim("sub"), ann.Sub)
					}
				}
			}),
		},
		{
			Operations: append(about, "hosted/mfa"), Says: "a page that was answered cannot be answered again", Needs: needs(Inspect), Given: given(MFA("OPTIONAL", SMS)),
			Steps: steps(
				func(w *World) {
					w.Prefer(SMS, preferred)
					p := w.Login(nil).Settle()
					w.Browser().Tab("code")
					w.Keep("code", w.Code(w.user, ForSignIn))
					p.TypeCode(w.Kept("code")).SignsIn()
				},
				func(w *World) {
					b := w.Browser()
					b.Forget("cognito")
					if p := b.In("code").TypeCode(w.Kept("code")).Settle(); p.Status/100 == 3 || b.Cookie("cognito") != "" {
						w.Errorf("signed in a second time")
					}
				},
			),
		},
		{
			Operations: append(about, "hosted/resetPassword"), Says: "race: a new password that is sent many times at once signs in once", Given: func(w *World) {
				w.hosted(classic, nil)
				w.User(Temporary(), Mail(annMail))
			},
			Steps: steps(func(w *World) {
				p := w.Login(nil).Settle()
				f := p.Form("password", "confirmPassword")
				w.Equal(p.outcomes(f, p.Fill(f, newOne(otherPassword, nil)))["code"], 1)
			}),
		},
		{
			Operations: ops("hosted/mfa"), Says: "race: a code that is typed many times at once signs in once", Needs: needs(Inspect), Given: given(MFA("OPTIONAL", SMS)),
			Steps: steps(func(w *World) {
				w.Prefer(SMS, preferred)
				p := w.Login(nil).Settle()
				f := p.Form("authentication_code")
				w.Equal(p.outcomes(f, p.Fill(f, Params{"authentication_code": w.Code(w.user, ForSignIn)}))["code"], 1)
			}),
		},
		{
			Operations: ops("hosted/signup"), Says: "race: a name that is taken many times at once is one newcomer's", Given: func(w *World) {
				w.hosted(classic, []PoolOption{AutoVerify("email"), Require("email")})
			},
			Steps: steps(func(w *World) {
				p := w.Show("/signup", nil)
				f := p.Form("username", "password")
				got := p.outcomes(f, p.Fill(f, Params{"username": "ann", "password": password, "requiredAttributes[email]": annMail}))
				w.Equal(got, map[string]int{"/confirm": 1, "/signup": racers - 1})
			}),
		},
		{
			Operations: ops("hosted/confirm"), Says: "race: a code that confirms many times at once signs in once, or more often with sessions of their own", Needs: needs(Inspect), Given: func(w *World) {
				w.hosted(classic, []PoolOption{AutoVerify("email"), Require("email")})
			},
			Steps: steps(func(w *World) {
				p := w.Show("/signup", nil).SignUp("ann", annMail, nil).Settle()
				w.newcomer("ann")
				f := p.Form("code")
				if got := p.outcomes(f, p.Fill(f, Params{"code": w.Code(w.user, ForSignUp)})); got["code"] < 1 {
					w.Errorf("nobody is signed in: %v", got)
				}
				w.Status(w.user, types.UserStatusTypeConfirmed)
			}),
		},
		{
			Operations: append(about, "SetRiskConfiguration"), Says: "a password that others know is to be reset before the sign-in", Needs: needs(Inspect), Given: func(w *World) {
				look{version: classic}.app(w, []PoolOption{AutoVerify("email"), Protected("ENFORCED")})
				w.User(Mail(annMail))
			},
			Steps: steps(
				func(w *World) {
					w.configure(refuseKnown(types.CompromisedCredentialsEventActionTypeBlock))
					w.Fear(threats{CompromisedCredentials: []knownPassword{{Password: password}}})
					w.Login(nil).Settle().On("/confirmforgotPassword", http.StatusOK)
				},
				func(w *World) {
					w.Fear(threats{})
					w.Browser().At.Submit(newOne(otherPassword, Params{"code": w.Code(w.user, ForPassword)})).Settle().On("/login", http.StatusOK)
					w.user.Password = otherPassword
					w.Login(nil).SignsIn()
				},
			),
		},
		{
			Operations: append(about, "SetRiskConfiguration"), Says: "a sign-in with too high a risk is blocked on the page", Needs: needs(Inspect), Given: func(w *World) {
				look{version: classic}.app(w, []PoolOption{Protected("ENFORCED")})
				w.User(Mail(annMail))
			},
			Steps: steps(func(w *World) {
				w.configure(answering("BLOCK", "BLOCK", "BLOCK"))
				w.Fear(everybody("High"))
				p := w.Login(nil).Settle()
				if p.Status/100 == 3 || w.Browser().Cookie("cognito") != "" {
					w.Errorf("signed in")
				}
			}),
		},
		{
			Operations: append(about, "AdminListUserAuthEvents"), Says: "sign-ins of the pages are recorded with the browser", Needs: needs(Inspect), Given: func(w *World) {
				look{version: classic}.app(w, []PoolOption{Protected("AUDIT")})
				w.User(Mail(annMail))
			},
			Steps: steps(func(w *World) {
				w.LoginPage(nil).SignIn(w.user.Login, "Wr0ng!pass").Stays()
				w.Login(nil).SignsIn()
				var seen []string
				for _, e := range w.events() {
					device := ""
					if e.EventContextData != nil && e.EventContextData.DeviceName != nil {
						device = *e.EventContextData.DeviceName
					}
					seen = append(seen, string(e.EventType)+" "+string(e.EventResponse)+" "+device)
				}
				w.Equal(seen, []string{"SignIn Pass Chrome 125, macOS 15.0", "SignIn Fail Chrome 125, macOS 15.0"})
			}),
		},
		{
			Operations: append(about, "AdminListUserSessions"), Says: "sessions tell of the browser, that of the tokens too", Given: func(w *World) { withApp(w); w.track(20) },
			Steps: steps(func(w *World) {
				w.Login(nil).SignsIn()
				for _, s := range w.adminSessions() {
					want := userSession{SessionId: s.SessionId, SessionType: s.SessionType, ClientId: w.client.ID, DeviceType: "Chrome 125 / macOS 15.0", LastIPAddress: AnyText,
						CreateDate: lately, LastActiveDate: lately, LastLocation: userPlace{Country: new("unknown")}, OriginSessionId: s.OriginSessionId}
					if s.SessionType == "SSO" {
						w.Equal(s.SessionId, "sso"+strings.TrimPrefix(s.SessionId, "sso"))
					}
					w.Equal(s, want)
				}
			}),
		},
		{
			Operations: about, Says: "pages work without a script", Given: given(),
			Steps: steps(func(w *World) {
				for _, path := range []string{"/login", "/signup", "/forgotPassword"} {
					p := w.Show(path, nil).On(path, http.StatusOK)
					for _, f := range p.Forms() {
						if f.Method == http.MethodPost && f.Field("_csrf") == nil {
							w.Errorf("%s: a form without a token: %v", path, f.names())
						}
					}
					for _, n := range p.Elements("script") {
						if n.FirstChild != nil {
							w.Errorf("%s: a script within the page", path)
						}
					}
					for _, kind := range []string{"img", "link", "script"} {
						for _, n := range p.Elements(kind) {
							for _, a := range []string{"src", "href"} {
								if to := must(p.URL.Parse(attr1(n, a))); to.Host != p.URL.Host && to.Scheme != "data" {
									w.Errorf("%s: the page fetches %s", path, to)
								}
							}
						}
					}
				}
			}),
		},
		{
			Operations: about, Says: "every field has a label, and an id of its own form", Given: given(),
			Steps: steps(func(w *World) {
				for _, path := range []string{"/login", "/signup", "/forgotPassword"} {
					p := w.Show(path, nil)
					var ids []string
					for _, n := range p.Elements("label") {
						ids = append(ids, attr1(n, "for"))
					}
					for _, f := range p.Forms() {
						for _, x := range f.Fields {
							if slices.Contains(f.names(), x.Name) && x.Type != "checkbox" && !slices.Contains(ids, x.ID) {
								w.Errorf("%s: nothing says what %s is", path, x.Name)
							}
						}
					}
				}
			}),
		},
		{
			Operations: append(about, "UpdateUserPoolClient"), Says: "an app that lost its flows gets no code for a page that was open", Given: withApp,
			Steps: steps(
				func(w *World) { w.LoginPage(nil) },
				func(w *World) {
					OK(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID, CallbackURLs: []string{callback},
						ExplicitAuthFlows: everyFlow(), SupportedIdentityProviders: []string{"COGNITO"}})
					w.Browser().At.SignIn(w.user.Login, password).Settle().Returns(Params{"error": "invalid_request", "error_description": notAllowed, "state": "s1"})
				},
			),
		},
	}
}
