package conformance

import (
	"net/http"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// newOne types a new password twice.
func newOne(pw string, more Params) Params {
	values := Params{"password": pw, "confirmPassword": pw}
	for name, value := range more {
		values[name] = value
	}
	return values
}

// hostedPasswordCases are about passwords that are forgotten, temporary or to be reset. Doc: developer guide, "User pool
// managed login".
func hostedPasswordCases() []Case {
	about := ops("hosted/forgotPassword", "hosted/confirmforgotPassword")
	return onEach(func(l look) []Case {
		withMail := l.person([]PoolOption{Recovery("verified_email")}, Mail(annMail))
		forget := func(w *World) *Page {
			w.t.Helper()
			return w.Show("/forgotPassword", nil).On("/forgotPassword", http.StatusOK)
		}
		// asked asks for a code and gives the page for it.
		asked := func(w *World) *Page {
			w.t.Helper()
			p := forget(w).Submit(Params{"username": w.user.Login})
			w.Equal(p.Status, http.StatusFound)
			return p.Settle().On("/confirmforgotPassword", http.StatusOK)
		}
		return []Case{
			{
				Operations: about, Says: "a forgotten password: a code, a new password, and back to sign in", Needs: needs(Inspect), Given: withMail,
				Steps: steps(
					func(w *World) { asked(w).Shows(annMailMask) },
					func(w *World) {
						p := w.Browser().At.Submit(newOne(otherPassword, Params{"code": w.Code(w.user, ForPassword)}))
						w.user.Password = otherPassword
						p.Settle().On("/login", http.StatusOK).SignIn(w.user.Login, otherPassword).SignsIn()
					},
				),
			},
			{
				Operations: about, Says: "a wrong code, a bad password and two different ones are told, and the right ones are good then", Needs: needs(Inspect), Given: withMail,
				Steps: steps(
					func(w *World) {
						asked(w).Submit(newOne(otherPassword, Params{"code": w.WrongCode(w.user, ForPassword)})).Stays("Invalid verification code provided, please try again.")
						code := w.Code(w.user, ForPassword)
						w.Browser().At.Submit(newOne("short", Params{"code": code})).Stays("Password does not conform to policy")
						w.Browser().At.Submit(newOne(otherPassword, Params{"code": code, "confirmPassword": otherPassword + "x"})).Stays("match")
					},
					func(w *World) {
						w.Browser().At.Submit(newOne(otherPassword, Params{"code": w.Code(w.user, ForPassword)})).Settle().On("/login", http.StatusOK)
					},
				),
			},
			{
				Operations: about, Says: "an app that hides who exists goes on as if a name were somebody's", Given: func(w *World) { l.app(w, nil, HideUsers()) },
				Steps: steps(func(w *World) {
					p := forget(w).Submit(Params{"username": "nobody"}).Settle().On("/confirmforgotPassword", http.StatusOK)
					p.Submit(newOne(otherPassword, Params{"code": "123456"})).Stays("Invalid verification code provided, please try again.")
				}),
			},
			{
				Operations: about, Says: "who has no verified address is told", Given: l.person(nil),
				Steps: steps(func(w *World) {
					forget(w).Submit(Params{"username": w.user.Login}).Stays("Cannot reset password for the user as there is no registered/verified email or phone_number")
				}),
			},
			{
				Operations: about, Says: "an app may send people to the page itself, and a request that is not its own is refused there, too", Given: withMail,
				Steps: steps(func(w *World) {
					w.Show("/forgotPassword", nil).On("/forgotPassword", http.StatusOK)
					w.Show("/forgotPassword", Params{"redirect_uri": "https://evil.example/"}).On("/error", http.StatusBadRequest)
				}),
			},
			{
				Operations: ops("hosted/login", "AdminResetUserPassword"), Says: "who has to reset the password is asked for the code that was sent, and a new one", Assumes: "A396", Needs: needs(Inspect), Given: withMail,
				Steps: steps(
					func(w *World) {
						OK(w, w.API.AdminResetUserPassword, &cip.AdminResetUserPasswordInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
						p := w.LoginPage(nil).SignIn(w.user.Login, password).Settle().On("/confirmforgotPassword", http.StatusOK)
						p.Form("code", "password", "confirmPassword")
						w.Equal(len(w.Messages(w.user, ForPassword)), 1)
					},
					func(w *World) {
						p := w.Browser().At.Submit(newOne(otherPassword, Params{"code": w.Code(w.user, ForPassword)}))
						w.user.Password = otherPassword
						p.Settle().On("/login", http.StatusOK).SignIn(w.user.Login, otherPassword).SignsIn()
					},
				),
			},
			{
				Operations: ops("hosted/login", "AdminCreateUser"), Says: "who has a temporary password chooses a new one, and is in", Given: l.person(nil, Temporary(), Mail(annMail)),
				Steps: steps(
					func(w *World) { w.Login(nil).Settle().Form("password", "confirmPassword") },
					func(w *World) {
						w.Browser().At.Submit(newOne(otherPassword, nil)).SignsIn()
						w.Status(w.user, types.UserStatusTypeConfirmed)
						w.user.Password = otherPassword
						w.browser = nil
						w.Login(nil).SignsIn()
					},
				),
			},
			{
				Operations: ops("hosted/login", "AdminCreateUser"), Says: "a new password that is bad is told, and a good one is good then", Given: l.person(nil, Temporary(), Mail(annMail)),
				Steps: steps(
					func(w *World) {
						w.Login(nil).Settle().Submit(newOne("short", nil)).Stays("Password does not conform to policy")
						w.Browser().At.Submit(newOne(otherPassword, Params{"confirmPassword": otherPassword + "x"})).Stays("match")
					},
					func(w *World) { w.Browser().At.Submit(newOne(otherPassword, nil)).SignsIn() },
				),
			},
			{
				Operations: ops("hosted/login", "AdminCreateUser"), Says: "with the new password come the attributes that are missing", Assumes: "A365", Given: l.person([]PoolOption{Require("given_name"), Require("email")}, Temporary(), Mail(annMail)),
				Steps: steps(
					func(w *World) {
						f := w.Login(nil).Settle().Form("password", "confirmPassword")
						if f.Field("requiredAttributes[given_name]") == nil || f.Field("requiredAttributes[email]") != nil {
							w.Errorf("the page asks for %v", f.names())
						}
					},
					func(w *World) {
						w.Browser().At.Submit(newOne(otherPassword, Params{"requiredAttributes[given_name]": "Ann"})).SignsIn()
						w.Equal(w.Value(w.user, "given_name"), "Ann")
					},
				),
			},
			{
				Operations: ops("hosted/login"), Says: "the tokens after a new password tell PreTokenGeneration so", Needs: needs(Triggers),
				Given: func(w *World) {
					l.app(w, []PoolOption{w.Calls("PreTokenGeneration", "PostAuthentication")})
					w.User(Temporary(), Mail(annMail))
				},
				Steps: steps(func(w *World) {
					w.Login(nil).Settle().Submit(newOne(otherPassword, nil)).SignsIn()
					w.Fired("PostAuthentication_Authentication", "TokenGeneration_NewPasswordChallenge")
				}),
			},
			{
				// Doc: "User pool managed login": five minutes for each page.
				Operations: ops("hosted/login"), Says: "a page that asks for more is good for five minutes", Needs: needs(Clock), Given: func(w *World) {
					l.app(w, nil, ClientWith(func(in *cip.CreateUserPoolClientInput) { in.AuthSessionValidity = new(int32(15)) }))
					w.User(Temporary(), Mail(annMail))
				},
				Steps: steps(
					func(w *World) { w.Login(nil).Settle().Form("password", "confirmPassword") },
					func(w *World) {
						w.Advance(5*60*1e9 + 1e9)
						p := w.Browser().At.Submit(newOne(otherPassword, nil)).Settle()
						p.Shows("Something went wrong")
						if p.Status/100 == 3 || w.Browser().Cookie("cognito") != "" {
							w.Errorf("signed in by an old page")
						}
					},
				),
			},
		}
	})
}
