package conformance

import (
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// hostedQuestions are about what nothing settles of the endpoints and the pages, where no other case asks.
func hostedQuestions() []Case {
	managed := func(w *World) { look{version: managedLogin, choice: true}.app(w, nil); w.User(Mail(annMail)) }
	const icon = `<svg xmlns="http://www.w3.org/2000/svg"><title>elsewhere</title></svg>`
	return []Case{
		{
			Operations: ops("oauth2/token"), Says: "the claims of the tokens stand in this order", Assumes: "A331", Given: withApp,
			Steps: steps(func(w *World) {
				g := w.Grant(Params{"nonce": "n"})
				order := w.Token(g.ID).Order
				w.Equal(order[:4], []string{"at_hash", "nonce", "sub", "aud"}, Unordered())
				w.Equal(order[0], "at_hash")
				w.Equal(w.Token(g.Access).Order, []string{
					"sub", "iss", "version", "client_id", "origin_jti", "event_id", "token_use", "scope", "auth_time", "exp", "iat", "jti", "username",
				})
			}),
		},
		{
			Operations: ops("oauth2/authorize", "AdminListUserSessions"), Says: "the browser's session is listed for ninety days", Assumes: "A333", Needs: needs(Clock),
			Given: func(w *World) { withApp(w); w.track(20) },
			Steps: steps(
				func(w *World) { w.Login(nil).SignsIn() },
				func(w *World) {
					w.Advance(89 * 24 * time.Hour)
					if list := w.adminSessions(); len(list) != 1 || list[0].SessionType != "SSO" {
						w.Errorf("after 89 days: %+v", list)
					}
					w.Advance(24 * time.Hour)
					w.listed(0)
				},
			),
		},
		{
			Operations: ops("oauth2/authorize"), Says: "email is no scope without openid", Assumes: "A336", Given: withApp,
			Steps: steps(func(w *World) {
				for _, scope := range []string{"email", "phone", "profile", "email phone"} {
					w.Authorize(Params{"scope": scope}).Returns(Params{"error": "invalid_scope", "state": "s1"})
				}
			}),
		},
		{
			Operations: ops("hosted/login", "CreateManagedLoginBranding"), Says: "the icon of a provider is on its button", Assumes: "A367",
			Given: func(w *World) {
				w.Pool()
				w.Domain(managedLogin)
				w.provide("OIDC", "Elsewhere", oidcDetails())
				w.Client(App(), ClientWith(func(in *cip.CreateUserPoolClientInput) {
					in.SupportedIdentityProviders = []string{"COGNITO", "Elsewhere"}
				}))
				asset := svg(types.AssetCategoryTypeIdpButtonIcon, types.ColorSchemeModeTypeDynamic, icon)
				asset.ResourceId = new("Elsewhere")
				w.styled(cip.CreateManagedLoginBrandingInput{Settings: doc(`{}`), Assets: []types.AssetType{asset}})
			},
			Steps: steps(func(w *World) {
				if !strings.Contains(w.LoginPage(nil).Body, base64.StdEncoding.EncodeToString([]byte(icon))) {
					w.Errorf("the icon is not on the page")
				}
			}),
		},
		{
			Operations: ops("hosted/login"), Says: "classic: name and password are asked for at once, also where there is a choice", Assumes: "A368",
			Given: func(w *World) {
				look{version: classic, choice: true}.app(w, []PoolOption{FirstFactors("PASSWORD", "EMAIL_OTP")})
				w.User(Mail(annMail))
			},
			Steps: steps(func(w *World) {
				p := w.LoginPage(nil)
				if !p.Asks("username", "password") {
					w.Errorf("not at once: %s", p.Text())
				}
				p.SignIn(w.user.Login, password).SignsIn()
			}),
		},
		{
			Operations: ops("hosted/error"), Says: "managed login: the error page says what the classic one says", Assumes: "A369", Given: managed,
			Steps: steps(func(w *World) {
				w.Authorize(Params{"redirect_uri": "https://evil.example/"}).Broken("An error was encountered with the requested page.")
				w.Authorize(Params{"client_id": Omit}).Broken("Missing required parameter client_id in request URL")
			}),
		},
		{
			Operations: ops("hosted/error"), Says: "the page about a callback URL says no more than that", Assumes: "A402", Given: withApp,
			Steps: steps(func(w *World) {
				p := w.Authorize(Params{"redirect_uri": "https://evil.example/"}).Settle().On("/error", http.StatusBadRequest)
				p.Shows("An error was encountered with the requested page.").Hides("redirect_mismatch", "evil.example")
			}),
		},
		{
			Operations: ops("oauth2/authorize"), Says: "a provider that was chosen is asked although the browser has a session", Assumes: "A370",
			Given: func(w *World) {
				withApp(w)
				w.provide("OIDC", "Elsewhere", oidcDetails())
				w.app(classic, ClientWith(func(in *cip.CreateUserPoolClientInput) {
					in.SupportedIdentityProviders = []string{"COGNITO", "Elsewhere"}
				}))
			},
			Steps: steps(func(w *World) {
				w.Login(nil).SignsIn()
				w.Equal(w.Authorize(Params{"identity_provider": "Elsewhere"}).Location().Host, "idp.example.com")
				w.Authorize(Params{"identity_provider": "COGNITO"}).Code()
			}),
		},
		{
			Operations: ops("hosted/mfa", "hosted/resetPassword", "hosted/mfaSetup", "hosted/login/password"), Says: "the pages to which only a redirect leads stand at these paths", Assumes: "A391", Needs: needs(Inspect),
			Given: func(w *World) { w.hosted(managedLogin, []PoolOption{MFA("OPTIONAL", TOTP)}); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				w.LoginPage(nil).Submit(Params{"username": w.user.Login}).Settle().On("/login/password", http.StatusOK)
				w.Authenticator()
				w.Prefer(TOTP, preferred)
				w.Login(nil).Settle().On("/mfa", http.StatusOK)
				w.User(Temporary(), Mail("bob@example.com"))
				w.Login(nil).Settle().On("/resetPassword", http.StatusOK)
				w.SetMFA("ON", TOTP)
				w.User(Mail("eve@example.com"))
				w.Login(nil).Settle().On("/mfaSetup", http.StatusOK)
			}),
		},
		{
			Operations: ops("hosted/mfaSetup"), Says: "an authenticator app learns of the pool and of the user", Assumes: "A398", Needs: needs(Inspect),
			Given: func(w *World) { w.hosted(classic, []PoolOption{MFA("ON", TOTP)}); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				p := w.Login(nil).Settle()
				name := *w.describePool().Name
				for _, to := range p.Links() {
					if to.Scheme == "otpauth" {
						q := to.Query()
						w.Equal([]string{to.Host, to.Path, q.Get("secret"), q.Get("issuer")}, []string{"totp", "/" + name + ":" + w.user.Login, p.secret(), name})
						return
					}
				}
				w.Errorf("no link for an authenticator app but %v", p.Links())
			}),
		},
		{
			Operations: ops("hosted/login", "hosted/forgotPassword"), Says: "where only an administrator can help, no page offers a new password", Assumes: "A393",
			Given: func(w *World) { w.hosted(classic, []PoolOption{Recovery("admin_only")}); w.User(Mail(annMail)) },
			Steps: steps(func(w *World) {
				if to := w.LoginPage(nil).Link("/forgotPassword"); to != nil {
					w.Errorf("a link to %s", to)
				}
			}),
		},
		{
			Operations: ops("hosted/login"), Says: "who has not confirmed and cannot get a code learns so", Assumes: "A395",
			Given: func(w *World) { look{version: classic}.app(w, nil); w.SignedUp() },
			Steps: steps(func(w *World) { w.LoginPage(nil).SignIn(w.user.Login, password).Stays("User is not confirmed.") }),
		},
		{
			Operations: ops("hosted/login"), Says: "a choice: one comes back from one way to the others", Assumes: "A397", Needs: needs(Inspect),
			Given: func(w *World) {
				look{version: managedLogin, choice: true}.app(w, []PoolOption{FirstFactors("PASSWORD", "EMAIL_OTP")})
				w.User(Mail(annMail))
			},
			Steps: steps(
				func(w *World) {
					p := w.LoginPage(nil).Submit(Params{"username": w.user.Login}).Settle().Submit(Params{"factor": "EMAIL_OTP"}).Stays(annMailMask)
					p.Click("/login/factor").Submit(Params{"factor": "PASSWORD"}).Stays().Form("password")
				},
				func(w *World) { w.Browser().At.Submit(Params{"password": password}).SignsIn() },
			),
		},
	}
}
