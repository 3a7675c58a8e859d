package conformance

import (
	"net/http"
	"net/url"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// SignUp fills the page for new people in. more are further fields.
func (p *Page) SignUp(login, address string, more Params) *Page {
	p.b.w.t.Helper()
	values := Params{"username": login, "password": password}
	if address != "" {
		values["requiredAttributes[email]"] = address
	}
	for name, value := range more {
		values[name] = value
	}
	return p.Submit(values)
}

// hostedSignUpCases are about people who sign up on the pages. Doc: developer guide, "User pool managed login".
func hostedSignUpCases() []Case {
	about := ops("hosted/signup", "hosted/confirm")
	mailed := []PoolOption{AutoVerify("email"), Require("email")}
	return onEach(func(l look) []Case {
		begin := func(w *World) *Page {
			w.t.Helper()
			return w.Show("/signup", nil).On("/signup", http.StatusOK)
		}
		// joined signs ann up and gives the page for the code.
		joined := func(w *World) *Page {
			w.t.Helper()
			p := begin(w).SignUp("ann", annMail, nil)
			w.Equal(p.Status, http.StatusFound)
			p = p.Settle().On("/confirm", http.StatusOK)
			w.newcomer("ann")
			return p
		}
		given := func(pool ...PoolOption) func(w *World) { return func(w *World) { l.app(w, append(mailed, pool...)) } }
		confirm := func(w *World) *Page {
			w.t.Helper()
			return w.Browser().At.Submit(Params{"code": w.Code(w.user, ForSignUp)})
		}
		return []Case{
			{
				Operations: about, Says: "sign-up, code, and one is in the app", Needs: needs(Inspect), Given: given(),
				Steps: steps(
					func(w *World) {
						w.LoginPage(nil).Click("/signup").On("/signup", http.StatusOK)
						p := w.Browser().At.SignUp("ann", annMail, nil)
						w.Equal([]any{p.Status, p.Location().Path}, []any{http.StatusFound, "/confirm"})
						p.Settle().On("/confirm", http.StatusOK).Shows(annMailMask)
						w.newcomer("ann")
						w.Status(w.user, types.UserStatusTypeUnconfirmed)
					},
					func(w *World) {
						p := confirm(w)
						w.Equal(p.Status, http.StatusFound)
						p.SignsIn()
						w.Status(w.user, types.UserStatusTypeConfirmed)
						w.Equal(w.Value(w.user, "email_verified"), "true")
						w.Authorize(nil).Code()
					},
				),
			},
			{
				Operations: about, Says: "a code by SMS", Needs: needs(Inspect), Given: func(w *World) {
					l.app(w, []PoolOption{AutoVerify("phone_number"), Require("phone_number")})
				},
				Steps: steps(
					func(w *World) {
						p := begin(w).SignUp("ann", "", Params{"requiredAttributes[phone_number]": annPhone})
						p.Settle().On("/confirm", http.StatusOK).Shows(annPhoneMask)
						w.newcomer("ann")
					},
					func(w *World) { confirm(w).SignsIn() },
				),
			},
			{
				Operations: about, Says: "the page asks for what the pool requires", Given: given(Require("given_name"), Require("birthdate")),
				Steps: steps(func(w *World) {
					p := begin(w)
					f := p.Form("username", "password")
					for _, name := range []string{"requiredAttributes[email]", "requiredAttributes[given_name]", "requiredAttributes[birthdate]"} {
						if f.Field(name) == nil {
							w.Errorf("no field %s but %v", name, f.names())
						}
					}
					p.SignUp("ann", annMail, Params{"requiredAttributes[given_name]": "Ann", "requiredAttributes[birthdate]": "1990-01-31"}).Settle().On("/confirm", http.StatusOK)
					w.newcomer("ann")
					w.Equal([]string{w.Value(w.user, "given_name"), w.Value(w.user, "birthdate")}, []string{"Ann", "1990-01-31"})
				}),
			},
			{
				Operations: about, Says: "where the address is the name, it is asked for once", Needs: needs(Inspect), Given: func(w *World) {
					l.app(w, []PoolOption{AutoVerify("email"), SignInWith("email")})
				},
				Steps: steps(
					func(w *World) {
						p := begin(w)
						if f := p.Form("username", "password"); f.Field("requiredAttributes[email]") != nil {
							w.Errorf("the page asks twice")
						}
						p.SignUp(annMail, "", nil).Settle().On("/confirm", http.StatusOK)
						w.newcomer(annMail)
					},
					func(w *World) { confirm(w).SignsIn() },
				),
			},
			{
				Operations: about, Says: "what is wrong with a sign-up stands on the page", Given: given(),
				Steps: steps(func(w *World) {
					begin(w).SignUp("ann", annMail, Params{"password": "short"}).Stays("Password did not conform with policy")
					begin(w).SignUp("ann", "nonsense", nil).Stays("Invalid email address format.")
					w.User(Named("bob"))
					begin(w).SignUp("bob", annMail, nil).Stays("User already exists")
				}),
			},
			{
				Operations: about, Says: "a wrong code is told, and the right one is good there", Needs: needs(Inspect), Given: given(),
				Steps: steps(
					func(w *World) {
						joined(w).Submit(Params{"code": w.WrongCode(w.user, ForSignUp)}).Stays("Invalid verification code provided, please try again.")
						w.Status(w.user, types.UserStatusTypeUnconfirmed)
					},
					func(w *World) { confirm(w).SignsIn() },
				),
			},
			{
				Operations: append(about, "hosted/resendcode"), Says: "a new code comes for the asking", Needs: needs(Inspect), Given: given(),
				Steps: steps(
					func(w *World) {
						p := joined(w)
						f := p.Form("resend")
						w.Equal([]string{f.Method, f.Action.Path}, []string{http.MethodPost, "/resendcode"})
						p.Send(f, p.Fill(f, nil)).Settle().On("/confirm", http.StatusOK)
						w.Equal(len(w.Messages(w.user, ForResend)), 1)
					},
					func(w *World) {
						w.Browser().At.Submit(Params{"code": w.Code(w.user, ForResend)}).SignsIn()
					},
				),
			},
			{
				Operations: append(about, "hosted/login"), Says: "who did not confirm is asked for the code at the next sign-in, a new one", Needs: needs(Inspect), Given: given(),
				Steps: steps(
					func(w *World) {
						joined(w)
						w.LoginPage(nil).SignIn("ann", password).Settle().On("/confirm", http.StatusOK)
						w.Equal(len(w.Messages(w.user, ForResend)), 1)
					},
					func(w *World) { w.Browser().At.Submit(Params{"code": w.Code(w.user, ForResend)}).SignsIn() },
				),
			},
			{
				Operations: ops("hosted/confirm"), Says: "a code proves nothing about another user", Needs: needs(Inspect), Given: given(),
				Steps: steps(func(w *World) {
					b := w.Browser()
					joined(w)
					b.Tab("ann")
					ann := w.user
					begin(w).SignUp("bob", "bob@example.com", nil).Settle().On("/confirm", http.StatusOK)
					w.newcomer("bob")
					if w.Code(ann, ForSignUp) != w.Code(w.user, ForSignUp) {
						b.At.Submit(Params{"code": w.Code(ann, ForSignUp)}).Stays("Invalid verification code provided, please try again.")
					}
					w.user = ann
					b.In("ann").Submit(Params{"code": w.Code(ann, ForSignUp)}).SignsIn()
				}),
			},
			{
				Operations: about, Says: "functions are called in their order", Needs: needs(Triggers, Inspect),
				Given: func(w *World) {
					l.app(w, append(mailed, w.Calls("PreSignUp", "CustomMessage", "PostConfirmation", "PreAuthentication", "PostAuthentication", "PreTokenGeneration")))
				},
				Steps: steps(func(w *World) {
					joined(w)
					w.Fired("PreSignUp_SignUp", "CustomMessage_SignUp")
					confirm(w).SignsIn()
					w.Fired("PostConfirmation_ConfirmSignUp", "PostAuthentication_Authentication", "TokenGeneration_HostedAuth")
				}),
			},
			{
				Operations: about, Says: "what functions say against it stands on the page", Needs: needs(Triggers, Inspect),
				Given: func(w *World) { l.app(w, append(mailed, w.Calls("PreSignUp"))) },
				Steps: steps(func(w *World) {
					w.On("PreSignUp", func(e *Event) { e.Fail("members only") })
					begin(w).SignUp("ann", annMail, nil).Stays("PreSignUp failed with error members only.")
				}),
			},
			{
				Operations: about, Says: "who is confirmed by a function is in the app at once", Assumes: "A400", Needs: needs(Triggers),
				Given: func(w *World) { l.app(w, append(mailed, w.Calls("PreSignUp"))) },
				Steps: steps(func(w *World) {
					w.On("PreSignUp", func(e *Event) { e.Set("autoConfirmUser", true); e.Set("autoVerifyEmail", true) })
					p := begin(w).SignUp("ann", annMail, nil)
					w.newcomer("ann")
					p.SignsIn()
				}),
			},
			{
				Operations: about, Says: "a password is typed into a page only after its own form", Given: given(),
				Steps: steps(func(w *World) {
					form := url.Values{"_csrf": {""}, "username": {"ann"}, "password": {password}, "requiredAttributes[email]": {annMail}}
					w.Browser().ask(http.MethodPost, w.address("/signup", w.asks(nil)).String(), form)
					RefusedLookup(w, "ann")
				}),
			},
			{
				Operations: about, Says: "where only administrators confirm, the page tells that nobody can sign in yet", Given: func(w *World) { l.app(w, nil) },
				Steps: steps(func(w *World) {
					p := begin(w).SignUp("ann", "", nil)
					w.newcomer("ann")
					if p = p.Settle(); p.Status/100 == 3 || w.Browser().Cookie("cognito") != "" {
						w.Errorf("the newcomer is signed in")
					}
					w.Status(w.user, types.UserStatusTypeUnconfirmed)
				}),
			},
			{
				Operations: append(about, "hosted/confirmUser"), Says: "a link confirms, and then one can sign in; another one does not", Assumes: "A401", Needs: needs(Inspect), Given: given(With(func(in *cip.CreateUserPoolInput) {
					in.VerificationMessageTemplate = &types.VerificationMessageTemplateType{DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithLink}
				})),
				Steps: steps(
					func(w *World) {
						begin(w).SignUp("ann", annMail, nil).Settle()
						w.newcomer("ann")
					},
					func(w *World) {
						link := must(url.Parse(w.Message(w.user, ForSignUp).Link))
						q := link.Query()
						w.Equal([]any{strings.TrimSuffix(link.Path, "/"), q.Get("client_id"), q.Get("user_name")}, []any{"/confirmUser", w.client.ID, "ann"})
						spoiled := url.Values{"client_id": q["client_id"], "user_name": q["user_name"], "confirmation_code": {"000000"}}
						if q.Get("confirmation_code") != "000000" {
							w.Browser().Open(w.address("/confirmUser", spoiled).String()).On("/confirmUser", http.StatusBadRequest)
							w.Status(w.user, types.UserStatusTypeUnconfirmed)
						}
						w.Browser().Open(w.address("/confirmUser/", q).String()).On("/confirmUser/", http.StatusOK).Shows("Your registration has been confirmed!")
						w.Status(w.user, types.UserStatusTypeConfirmed)
						w.Login(nil).SignsIn()
					},
				),
			},
		}
	})
}

// RefusedLookup judges that a user does not exist.
func RefusedLookup(w *World, name string) {
	w.t.Helper()
	Refuses(w, w.API.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: &name}, "UserNotFoundException", "User does not exist.")
}
