package conformance

import (
	"net/http"
	"net/url"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// hostedDetailCases are about apps and pools of other kinds, and about people who come to a page out of turn.
func hostedDetailCases() []Case {
	mailed := []PoolOption{AutoVerify("email"), Require("email"), Recovery("verified_email")}
	confirm := func(w *World) *Page {
		w.t.Helper()
		return w.Browser().At.Submit(Params{"code": w.Code(w.user, ForSignUp)})
	}
	safe := func(w *World, p *Page) {
		w.t.Helper()
		for _, n := range p.Elements("script") {
			if n.FirstChild != nil && strings.Contains(n.FirstChild.Data, "alert") {
				w.Errorf("%s has the script of a stranger", p.URL.Path)
			}
		}
	}
	var cases []Case
	for _, c := range []struct {
		says  string
		names []types.UsernameAttributeType
		login string
		want  string
	}{
		{"e-mail addresses", []types.UsernameAttributeType{"email"}, annMail, "Email"},
		{"phone numbers", []types.UsernameAttributeType{"phone_number"}, annPhone, "Phone number"},
		{"both", []types.UsernameAttributeType{"email", "phone_number"}, annPhone, "phone"},
	} {
		cases = append(cases, Case{
			Operations: ops("hosted/login", "hosted/signup"), Says: "where users are known by " + c.says + ", the pages ask for that", Needs: needs(Inspect),
			Given: func(w *World) {
				w.hosted(classic, []PoolOption{SignInWith(c.names...), AutoVerify("email", "phone_number")})
			},
			Steps: steps(
				func(w *World) {
					w.LoginPage(nil).Shows(c.want)
					w.Show("/signup", nil).Shows(c.want).SignUp(c.login, "", nil).Settle().On("/confirm", http.StatusOK)
					w.newcomer(c.login)
				},
				func(w *World) {
					confirm(w).SignsIn()
					w.browser = nil
					w.LoginPage(nil).SignIn(c.login, password).SignsIn()
				},
			),
		})
	}
	return append(cases, []Case{
		{
			Operations: ops("hosted/signup", "hosted/confirm", "hosted/resendcode", "hosted/forgotPassword"), Says: "an app with a secret has all the pages", Needs: needs(Inspect),
			Given: func(w *World) { w.hosted(classic, mailed, Secret()) },
			Steps: steps(
				func(w *World) {
					p := w.Show("/signup", nil).SignUp("ann", annMail, nil).Settle().On("/confirm", http.StatusOK)
					w.newcomer("ann")
					f := p.Form("resend")
					p.Send(f, p.Fill(f, nil)).Settle().Submit(Params{"code": w.Code(w.user, ForResend)}).SignsIn()
				},
				func(w *World) {
					w.browser = nil
					p := w.Show("/forgotPassword", nil).Submit(Params{"username": "ann"}).Settle()
					p.Submit(newOne(otherPassword, Params{"code": w.Code(w.user, ForPassword)})).Settle().On("/login", http.StatusOK).SignIn("ann", otherPassword).SignsIn()
				},
			),
		},
		{
			Operations: ops("hosted/signup", "hosted/confirm", "hosted/login"), Says: "a name that looks like a page's text is a name", Needs: needs(Inspect),
			Given: func(w *World) { w.hosted(managedLogin, mailed) },
			Steps: steps(func(w *World) {
				const nasty = `"><script>alert(1)</script>'&amp;`
				p := w.Show("/signup", nil).SignUp(nasty, annMail, nil).Settle().On("/confirm", http.StatusOK)
				safe(w, p)
				w.newcomer(nasty)
				safe(w, p.Submit(Params{"code": w.WrongCode(w.user, ForSignUp)}).Stays())
				w.Browser().At.Submit(Params{"code": w.Code(w.user, ForSignUp)}).SignsIn()
				w.browser = nil
				p = w.LoginPage(nil).SignIn(nasty, "Wr0ng!pass").Stays(wrongPassword)
				safe(w, p)
				w.browser = nil
				w.LoginPage(nil).SignIn(nasty, password).SignsIn()
			}),
		},
		{
			Operations: ops("hosted/signup", "hosted/login"), Says: "names of every script", Needs: needs(Inspect), Given: func(w *World) { w.hosted(managedLogin, mailed) },
			Steps: steps(func(w *World) {
				for _, name := range []string{"Ünal", "田中太郎", "Анна", "😀"} {
					w.browser = nil
					w.Show("/signup", nil).SignUp(name, annMail, nil).Settle().On("/confirm", http.StatusOK)
					w.newcomer(name)
					confirm(w).SignsIn()
					w.browser = nil
					w.LoginPage(nil).SignIn(name, password).SignsIn()
				}
			}),
		},
		{
			Operations: ops("hosted/signup", "hosted/confirm"), Says: "where a code by e-mail is enough, one signs up without a password", Needs: needs(Inspect),
			Given: func(w *World) {
				w.hosted(managedLogin, append([]PoolOption{FirstFactors("PASSWORD", "EMAIL_OTP")}, mailed...))
			},
			Steps: steps(
				func(w *World) {
					p := w.Show("/signup", nil)
					p.Submit(Params{"username": "ann", "requiredAttributes[email]": annMail, "password": ""}).Settle().On("/confirm", http.StatusOK)
					w.newcomer("ann")
				},
				func(w *World) {
					confirm(w).SignsIn()
					w.browser = nil
					p := w.LoginPage(nil).Submit(Params{"username": "ann"}).Settle()
					p.TypeCode(w.Code(w.user, ForSignIn)).SignsIn()
				},
			),
		},
		{
			Operations: ops("hosted/confirm", "hosted/confirmforgotPassword", "hosted/mfa", "hosted/login"), Says: "who comes to a page out of turn goes to where it begins", Given: func(w *World) { w.hosted(managedLogin, mailed); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				for path, want := range map[string]string{
					"/confirm": "/login", "/confirmforgotPassword": "/forgotPassword", "/mfa": "/login", "/mfaOption": "/login", "/mfaSetup": "/login", "/resetPassword": "/login", "/login/password": "/login",
				} {
					w.browser = nil
					w.Show(path, nil).On(want, http.StatusOK)
				}
			}),
		},
		{
			Operations: ops("hosted/login"), Says: "a session that the form makes up is none", Given: func(w *World) { w.hosted(managedLogin, mailed); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				b := w.Browser()
				const token = "11111111-1111-4111-8111-111111111111"
				for path, fields := range map[string]url.Values{
					"/mfa": {"authentication_code": {"123456"}}, "/resetPassword": newPasswordForm(otherPassword), "/mfaOption": {"mfaOption": {"SMS_MFA"}},
					"/login/password": {"password": {"Wr0ng!pass"}}, "/login/factor": {"factor": {"PASSWORD"}}, "/login/code": {"authentication_code": {"123456"}},
				} {
					b.Bake("XSRF-TOKEN", token, 3600)
					form := url.Values{"_csrf": {token}, "session": {"AYABeNonsenseNonsenseNonsense"}, "username": {w.user.Login}}
					for name, list := range fields {
						form[name] = list
					}
					p := b.ask(http.MethodPost, w.address(path, w.asks(nil)).String(), form).Settle()
					if p.Status/100 == 3 || p.Status >= 500 || b.Cookie("cognito") != "" {
						w.Errorf("%s: %d %s", path, p.Status, p.Header.Get("Location"))
					}
				}
			}),
		},
		{
			Operations: ops("hosted/signup", "hosted/confirm"), Says: "where a link confirms, the page says so and leads to the sign-in", Needs: needs(Inspect),
			Given: func(w *World) {
				w.hosted(classic, append([]PoolOption{With(func(in *cip.CreateUserPoolInput) {
					in.VerificationMessageTemplate = &types.VerificationMessageTemplateType{DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithLink}
				})}, mailed...))
			},
			Steps: steps(func(w *World) {
				p := w.Show("/signup", nil).SignUp("ann", annMail, nil).Settle()
				w.newcomer("ann")
				if p.Asks("code") {
					w.Errorf("a code is asked for:\n%s", p.Text())
				}
				p.Click("/login").On("/login", http.StatusOK)
				link := must(url.Parse(w.Message(w.user, ForSignUp).Link))
				w.NewBrowser().Open(w.address(link.Path, link.Query()).String()).Shows("Your registration has been confirmed!")
				w.Browser().At.SignIn("ann", password).SignsIn()
			}),
		},
		{
			Operations: ops("hosted/forgotPassword", "hosted/confirmforgotPassword"), Says: "another code for a forgotten password comes for the asking", Needs: needs(Inspect),
			Given: func(w *World) { w.hosted(classic, mailed); w.User(Mail(annMail)) },
			Steps: steps(
				func(w *World) {
					p := w.Show("/forgotPassword", nil).Submit(Params{"username": w.user.Login}).Settle()
					f := p.Form("resend")
					p.Send(f, p.Fill(f, nil)).Settle().On("/confirmforgotPassword", http.StatusOK)
					w.Equal(len(w.Messages(w.user, ForPassword)), 2)
				},
				func(w *World) {
					w.Browser().At.Submit(newOne(otherPassword, Params{"code": w.Code(w.user, ForPassword)})).Settle().On("/login", http.StatusOK)
				},
			),
		},
		{
			Operations: ops("hosted/mfaSetup"), Says: "a number that is none is told, and a right one is good then", Needs: needs(Inspect),
			Given: func(w *World) { w.hosted(classic, []PoolOption{MFA("ON", SMS)}); w.User(Mail(annMail)) },
			Steps: steps(
				func(w *World) {
					w.Login(nil).Stays("Set up SMS MFA").Submit(Params{"destination": "0123"}).Stays("Invalid phone number format.")
				},
				func(w *World) {
					w.Browser().At.Submit(Params{"destination": annPhone}).Stays(annPhoneMask).TypeCode(w.newest()).SignsIn()
				},
			),
		},
		{
			Operations: ops("hosted/signup", "CreateTerms"), Says: "terms are those of the language", Given: func(w *World) { w.hosted(managedLogin, mailed) },
			Steps: steps(func(w *World) {
				for _, name := range []string{termsOfUse, privacyPolicy} {
					in := w.newTerms(name)
					in.Links["cognito:german"] = "https://example.com/de/" + name
					OK(w, w.API.CreateTerms, in)
				}
				for lang, path := range map[string]string{"de": "/de/" + termsOfUse, "fr": "/" + termsOfUse} {
					if p := w.Show("/signup", Params{"lang": lang}); p.Link(path) == nil {
						w.Errorf("%s: no link to %s but %v", lang, path, p.Links())
					}
				}
			}),
		},
		{
			Operations: ops("hosted/login"), Says: "another app's page is not the one that was filled in", Given: withApp,
			Steps: steps(func(w *World) {
				mine := w.client
				p := w.LoginPage(nil)
				f := p.Form("username", "password")
				form := p.Fill(f, Params{"username": w.user.Login, "password": password})
				w.app(classic, ClientWith(func(in *cip.CreateUserPoolClientInput) { in.CallbackURLs = []string{"https://other.example/cb"} }))
				other := w.address("/login", w.asks(Params{"redirect_uri": callback}))
				w.Browser().ask(http.MethodPost, other.String(), form).Settle().On("/error", http.StatusBadRequest)
				w.client = mine
				p.Send(f, form).SignsIn()
			}),
		},
		{
			Operations: ops("hosted/confirm"), Says: "what one app's page was told is not for another app's", Given: func(w *World) { w.hosted(classic, mailed) },
			Steps: steps(func(w *World) {
				w.Show("/signup", nil).SignUp("ann", annMail, nil).Settle().On("/confirm", http.StatusOK)
				w.app(classic)
				w.Show("/confirm", nil).On("/login", http.StatusOK)
			}),
		},
		{
			Operations: ops("hosted/login", "hosted/mfa", "hosted/resetPassword"), Says: "who signs in by an alias goes on as the user", Needs: needs(Inspect),
			Given: func(w *World) {
				w.hosted(classic, []PoolOption{Alias("email"), MFA("OPTIONAL", SMS)})
				w.User(Named("ann"), Mail(annMail), Phone(annPhone))
			},
			Steps: steps(
				func(w *World) {
					w.Prefer(SMS, preferred)
					w.LoginPage(nil).SignIn(annMail, password).Stays(annPhoneMask)
				},
				func(w *World) {
					w.Browser().At.TypeCode(w.Code(w.user, ForSignIn)).SignsIn()
					w.browser = nil
					w.User(Named("bob"), Mail("bob@example.com"), Temporary())
					w.LoginPage(nil).SignIn("bob@example.com", password).Settle().Submit(newOne(otherPassword, nil)).SignsIn()
				},
			),
		},
		{
			Operations: ops("hosted/login", "hosted/signup", "hosted/forgotPassword"), Says: "an app for users of providers only takes no others, whatever is sent to it",
			Given: func(w *World) {
				w.Pool()
				w.Domain(classic)
				w.provide("OIDC", "Elsewhere", oidcDetails())
				w.provide("OIDC", "Nowhere", oidcDetails())
				w.app(classic, ClientWith(func(in *cip.CreateUserPoolClientInput) {
					in.SupportedIdentityProviders = []string{"Elsewhere", "Nowhere"}
				}))
				w.User(Mail(annMail))
			},
			Steps: steps(func(w *World) {
				b := w.Browser()
				const token = "11111111-1111-4111-8111-111111111111"
				b.Bake("XSRF-TOKEN", token, 3600)
				for _, path := range []string{"/login", "/signup", "/forgotPassword"} {
					p := b.ask(http.MethodPost, w.address(path, w.asks(nil)).String(), url.Values{"_csrf": {token}, "username": {w.user.Login}, "password": {password}}).Settle()
					if p.On("/login", http.StatusOK); b.Cookie("cognito") != "" || p.Asks("password") {
						w.Errorf("%s takes a user of the pool's own", path)
					}
				}
			}),
		},
		{
			Operations: ops("hosted/mfa", "InitiateAuth"), Says: "a sign-in of the API cannot go on on the pages", Needs: needs(Inspect),
			Given: func(w *World) {
				w.hosted(classic, []PoolOption{MFA("OPTIONAL", SMS)})
				w.User(Mail(annMail), Phone(annPhone))
				w.Prefer(SMS, preferred)
			},
			Steps: steps(func(w *World) {
				session := w.SignIn().Session
				b := w.Browser()
				const token = "11111111-1111-4111-8111-111111111111"
				b.Bake("XSRF-TOKEN", token, 3600)
				p := b.ask(http.MethodPost, w.address("/mfa", w.asks(nil)).String(), url.Values{
					"_csrf": {token}, "session": {session}, "username": {w.user.Login}, "authentication_code": {w.Code(w.user, ForSignIn)}}).Settle()
				if p.Status/100 == 3 || b.Cookie("cognito") != "" {
					w.Errorf("signed in: %d %s", p.Status, p.Header.Get("Location"))
				}
			}),
		},
		{
			Operations: ops("oauth2/authorize"), Says: "both domains of a pool lead to its pages, and a session is one domain's", Needs: needs(Domains), Given: withApp,
			Steps: steps(func(w *World) {
				prefix, name := w.pool.Host, w.customName()
				OK(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: &name, CustomDomainConfig: certificate("a")})
				w.serves(name)
				w.Login(nil).SignsIn()
				w.serves(prefix)
				w.Login(nil).SignsIn()
				w.Authorize(nil).Code()
			}),
		},
	}...)
}

// newPasswordForm is a new password twice, as a form sends it.
func newPasswordForm(pw string) url.Values {
	return url.Values{"password": {pw}, "confirmPassword": {pw}}
}
