package conformance

import (
	"net/http"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"golang.org/x/net/html"
)

// TypeCode types the code of a factor into the page.
func (p *Page) TypeCode(code string) *Page {
	p.b.w.t.Helper()
	return p.Submit(Params{"authentication_code": code})
}

// secret is what the page shows to set an authenticator up with.
func (p *Page) secret() string {
	p.b.w.t.Helper()
	for _, n := range p.Elements("code") {
		if attr1(n, "id") == "totpSecret" && n.FirstChild != nil && n.FirstChild.Type == html.TextNode {
			return strings.ReplaceAll(n.FirstChild.Data, " ", "")
		}
	}
	p.b.w.t.Fatalf("%s shows no secret:\n%s", p.URL.Path, p.Text())
	return ""
}

// hostedMFACases are about second factors on the pages. Doc: developer guide, "Adding MFA to a user pool", "User pool
// managed login".
func hostedMFACases() []Case {
	about := ops("hosted/login", "hosted/mfa")
	return onEach(func(l look) []Case {
		person := func(factors []Factor, prepare func(w *World)) func(w *World) {
			return func(w *World) {
				l.app(w, []PoolOption{MFA("OPTIONAL", factors...)})
				w.User(Mail(annMail), Phone(annPhone))
				if prepare != nil {
					prepare(w)
				}
			}
		}
		prefer := func(f Factor) func(w *World) { return func(w *World) { w.Prefer(f, preferred) } }
		withTOTP := func(w *World) { w.Authenticator(); w.Prefer(TOTP, preferred) }
		message := func(w *World) string { return w.Code(w.user, ForSignIn) }
		totp := func(w *World) string { return w.TOTP(w.user) }
		var cases []Case
		for _, c := range []struct {
			name    string
			given   func(w *World)
			shows   []string
			code    func(w *World) string
			refused string
		}{
			{"SMS", person([]Factor{SMS, TOTP}, prefer(SMS)), []string{annPhoneMask}, message, "Invalid code or auth state for the user."},
			{"e-mail", person([]Factor{Email, TOTP}, prefer(Email)), []string{annMailMask}, message, "Invalid code or auth state for the user."},
			{"an authenticator app", person([]Factor{TOTP}, withTOTP), []string{"app"}, totp, "Invalid code received for user"},
		} {
			cases = append(cases, Case{
				Operations: about, Says: "a code by " + c.name + " is asked for, a wrong one told, and the right one is good then", Needs: needs(Inspect), Given: c.given,
				Steps: steps(
					func(w *World) {
						p := w.Login(nil).Stays(c.shows...)
						p.Form("authentication_code")
						p.TypeCode(wrong(c.code(w))).Stays(c.refused)
					},
					func(w *World) { w.Browser().At.TypeCode(c.code(w)).SignsIn() },
				),
			})
		}
		return append(cases, []Case{
			{
				Operations: about, Says: "who has several and prefers none chooses", Needs: needs(Inspect),
				Given: person([]Factor{SMS, TOTP}, func(w *World) {
					w.Authenticator()
					w.Prefer(TOTP, on)
					w.Prefer(SMS, on)
				}),
				Steps: steps(
					func(w *World) {
						w.Login(nil).Stays("Choose a multi-factor authentication (MFA) method").Submit(Params{"mfaOption": "SMS_MFA"}).Stays(annPhoneMask)
					},
					func(w *World) {
						w.Browser().At.TypeCode(message(w)).SignsIn()
						w.browser = nil
						w.Login(nil).Settle().Submit(Params{"mfaOption": "SOFTWARE_TOKEN_MFA"}).Settle().TypeCode(totp(w)).SignsIn()
					},
				),
			},
			{
				Operations: about, Says: "where it is required and nothing is set up, an authenticator app is", Needs: needs(Inspect),
				Given: func(w *World) { l.app(w, []PoolOption{MFA("ON", TOTP)}); w.User(Mail(annMail)) },
				Steps: steps(
					func(w *World) {
						p := w.Login(nil).Stays("Set up authenticator app MFA", "Show secret key")
						p.Form("authentication_code", "friendlyDeviceName")
						w.user.secret, w.user.lastStep = p.secret(), 0
						w.Equal(p.secret(), AnyTOTP)
						images := 0
						for _, n := range p.Elements("img") {
							if strings.HasPrefix(attr1(n, "src"), "data:image/") {
								images++
							}
						}
						if images == 0 {
							w.Errorf("there is no picture to scan")
						}
						p.TypeCode(wrong(w.codeOf(w.user.secret, w.Now().Unix()/totpStep))).Stays()
					},
					func(w *World) {
						p := w.Browser().At
						w.user.secret, w.user.lastStep = p.secret(), 0
						p.Submit(Params{"authentication_code": totp(w), "friendlyDeviceName": authenticatorName}).SignsIn()
						w.browser = nil
						w.Login(nil).Stays("app").TypeCode(totp(w)).SignsIn()
					},
				),
			},
			{
				Operations: about, Says: "where it is required and there is a choice of what to set up, one chooses", Needs: needs(Inspect),
				Given: func(w *World) { l.app(w, []PoolOption{MFA("ON", SMS, TOTP)}); w.User(Mail(annMail)) },
				Steps: steps(
					func(w *World) {
						p := w.Login(nil).Stays("Choose a multi-factor authentication (MFA) method")
						p = p.Submit(Params{"mfaOption": "SMS_MFA"}).Stays("Set up SMS MFA")
						p.Submit(Params{"destination": annPhone}).Stays(annPhoneMask)
					},
					func(w *World) {
						w.Browser().At.TypeCode(w.newest()).SignsIn()
						w.Equal([]string{w.Value(w.user, "phone_number"), w.Value(w.user, "phone_number_verified")}, []string{annPhone, "true"})
					},
				),
			},
			{
				Operations: about, Says: "who may do without is not asked to set anything up", Given: person([]Factor{SMS, TOTP}, nil),
				Steps: steps(func(w *World) { w.Login(nil).SignsIn() }),
			},
			{
				Operations: ops("hosted/signup", "hosted/mfa"), Says: "a newcomer is not asked for a second factor that there is, but sets up one that is required", Needs: needs(Inspect),
				Given: func(w *World) {
					l.app(w, []PoolOption{AutoVerify("email"), Require("email"), MFA("ON", TOTP)})
				},
				Steps: steps(
					func(w *World) {
						w.Show("/signup", nil).SignUp("ann", annMail, nil).Settle().On("/confirm", http.StatusOK)
						w.newcomer("ann")
						w.Browser().At.Submit(Params{"code": w.Code(w.user, ForSignUp)}).Stays("Set up authenticator app MFA")
					},
					func(w *World) {
						p := w.Browser().At
						w.user.secret, w.user.lastStep = p.secret(), 0
						p.TypeCode(totp(w)).SignsIn()
					},
				),
			},
			{
				Operations: about, Says: "who is signed in is not asked again, also by another app", Needs: needs(Inspect), Given: person([]Factor{TOTP}, withTOTP),
				Steps: steps(
					func(w *World) { w.Login(nil).Settle().TypeCode(totp(w)).SignsIn() },
					func(w *World) { w.app(l.version); w.Authorize(nil).Code() },
				),
			},
			{
				Operations: about, Says: "the time for a code runs out", Needs: needs(Clock, Inspect), Given: person([]Factor{TOTP}, withTOTP),
				Steps: steps(
					func(w *World) { w.Login(nil).Settle() },
					func(w *World) {
						w.Advance(5*time.Minute + time.Second)
						if p := w.Browser().At.TypeCode(totp(w)).Settle(); p.Status/100 == 3 || w.Browser().Cookie("cognito") != "" {
							w.Errorf("signed in by an old page")
						}
					},
				),
			},
			{
				Operations: append(about, "RespondToAuthChallenge"), Says: "a sign-in of the pages cannot be ended by the API", Needs: needs(Inspect), Given: person([]Factor{TOTP}, withTOTP),
				Steps: steps(func(w *World) {
					f := w.Login(nil).Settle().Form("authentication_code")
					for _, x := range f.Fields {
						if x.Type == "hidden" && len(x.Value) >= 20 {
							_, err := w.TryAnswer("SOFTWARE_TOKEN_MFA", Params{"Session": x.Value, "USERNAME": w.user.Username, "SOFTWARE_TOKEN_MFA_CODE": totp(w)})
							w.RefusedSomehow(err)
						}
					}
				}),
			},
			{
				Operations: about, Says: "the functions are told of a second factor in their order", Needs: needs(Triggers, Inspect),
				Given: func(w *World) {
					l.app(w, []PoolOption{MFA("OPTIONAL", SMS), w.Calls("PreAuthentication", "CustomMessage", "PostAuthentication", "PreTokenGeneration")})
					w.User(Phone(annPhone))
					w.Prefer(SMS, preferred)
				},
				Steps: steps(func(w *World) {
					p := w.Login(nil).Settle()
					w.Fired("PreAuthentication_Authentication", "CustomMessage_Authentication")
					p.TypeCode(message(w)).SignsIn()
					w.Fired("PostAuthentication_Authentication", "TokenGeneration_HostedAuth")
				}),
			},
		}...)
	})
}

// newest is the code in the newest message to the user made last, whatever it is for.
func (w *World) newest() string {
	w.t.Helper()
	list := w.Messages(w.user, "")
	if len(list) == 0 {
		w.t.Fatalf("no message for %s", w.user.Username)
	}
	return list[len(list)-1].Code
}

// hostedChoiceCases are about people who choose how to prove themselves first. Doc: developer guide, "User pool managed
// login", choice-based sign-in.
func hostedChoiceCases() []Case {
	about := ops("hosted/login")
	l := look{"managed login", managedLogin, true}
	given := func(pool []PoolOption) func(w *World) {
		return func(w *World) { l.app(w, pool); w.User(Mail(annMail), Phone(annPhone)) }
	}
	factors := func(p *Page) []string {
		var list []string
		for _, f := range p.Forms() {
			for _, x := range f.Fields {
				if x.Name == "factor" {
					list = append(list, x.Value)
				}
			}
		}
		return list
	}
	name := func(w *World) *Page {
		w.t.Helper()
		p := w.LoginPage(nil)
		if p.Asks("username", "password") {
			w.Errorf("name and password are asked for at once")
		}
		return p.Submit(Params{"username": w.user.Login}).Settle()
	}
	code := func(w *World) string { return w.Code(w.user, ForSignIn) }
	return []Case{
		{
			Operations: about, Says: "a choice: the name first, then the ways there are", Given: given([]PoolOption{FirstFactors("PASSWORD", "EMAIL_OTP", "SMS_OTP")}),
			Steps: steps(func(w *World) {
				w.Equal(factors(name(w)), []string{"PASSWORD", "EMAIL_OTP", "SMS_OTP"}, Unordered())
			}),
		},
		{
			Operations: about, Says: "a choice: a code by e-mail is enough", Needs: needs(Inspect), Given: given([]PoolOption{FirstFactors("PASSWORD", "EMAIL_OTP")}),
			Steps: steps(
				func(w *World) {
					name(w).Submit(Params{"factor": "EMAIL_OTP"}).Stays(annMailMask).TypeCode(w.WrongCode(w.user, ForSignIn)).Stays()
				},
				func(w *World) { w.Browser().At.TypeCode(code(w)).SignsIn() },
			),
		},
		{
			Operations: about, Says: "a choice: a code by SMS is enough", Needs: needs(Inspect), Given: given([]PoolOption{FirstFactors("PASSWORD", "SMS_OTP")}),
			Steps: steps(
				func(w *World) { name(w).Submit(Params{"factor": "SMS_OTP"}).Stays(annPhoneMask) },
				func(w *World) { w.Browser().At.TypeCode(code(w)).SignsIn() },
			),
		},
		{
			Operations: about, Says: "a choice: the password after all", Given: given([]PoolOption{FirstFactors("PASSWORD", "EMAIL_OTP")}),
			Steps: steps(
				func(w *World) { name(w).Submit(Params{"factor": "PASSWORD"}).Stays().Form("password") },
				func(w *World) { w.Browser().At.Submit(Params{"password": password}).SignsIn() },
			),
		},
		{
			Operations: about, Says: "a choice: where there is but one way, nobody is asked", Given: given(nil),
			Steps: steps(func(w *World) { name(w).Form("password") }),
		},
		{
			Operations: about, Says: "a choice: an app that hides who exists shows a name that nobody has the same", Given: func(w *World) {
				l.app(w, []PoolOption{FirstFactors("PASSWORD", "EMAIL_OTP")}, HideUsers())
			},
			Steps: steps(func(w *World) {
				p := w.LoginPage(nil).Submit(Params{"username": "nobody"}).Stays().Hides("exist")
				switch { // what is asked for is made up
				case len(factors(p)) > 0:
					p.Submit(Params{"factor": "PASSWORD"}).Stays().Submit(Params{"password": password}).Stays(wrongPassword)
				case p.Asks("password"):
					p.Submit(Params{"password": password}).Stays(wrongPassword)
				default:
					p.TypeCode("12345678").Stays().Hides("exist")
				}
			}),
		},
		{
			Operations: append(about, "CreateTerms"), Says: "a choice: terms are shown to who signs up, where there are both documents", Given: given(nil),
			Steps: steps(func(w *World) {
				w.Show("/signup", nil).Hides("By signing up")
				w.terms(termsOfUse)
				w.Show("/signup", nil).Hides("By signing up")
				w.terms(privacyPolicy)
				p := w.Show("/signup", nil).Shows("By signing up, you agree to our Terms of use and Privacy policy.")
				for _, path := range []string{"/" + termsOfUse, "/" + privacyPolicy} {
					if to := p.Link(path); to == nil || to.Host != "example.com" {
						w.Errorf("the link to %s is %v", path, to)
					}
				}
			}),
		},
		{
			Operations: ops("hosted/login", "CreateUserPoolClient"), Says: "an app without the choice asks for name and password at once",
			Given: func(w *World) { look{version: managedLogin}.app(w, nil); w.User() },
			Steps: steps(func(w *World) { w.LoginPage(nil).Form("username", "password") }),
		},
		{
			Operations: ops("hosted/login"), Says: "an app with users of its providers only has no form for a name", Given: func(w *World) {
				w.Pool()
				w.Domain(classic)
				w.provide("OIDC", "Elsewhere", oidcDetails())
				w.provide("OIDC", "Nowhere", oidcDetails())
				w.app(classic, ClientWith(func(in *cip.CreateUserPoolClientInput) {
					in.SupportedIdentityProviders = []string{"Elsewhere", "Nowhere"}
				}))
			},
			Steps: steps(func(w *World) {
				p := w.LoginPage(nil).Shows()
				if p.find("password") != nil {
					w.Errorf("there is a form for a password")
				}
			}),
		},
	}
}
