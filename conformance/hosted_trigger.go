package conformance

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// hostedTriggerCases are about what functions are told of the pages, member by member. Doc: developer guide, "Customizing
// user pool workflows with Lambda triggers".
func hostedTriggerCases() []Case {
	about := ops("hosted/login", "oauth2/token")
	ann := userJSON("CONFIRMED", "email", annMail, "email_verified", "true")
	given := func(triggers ...string) func(w *World) {
		return func(w *World) { w.hosted(classic, []PoolOption{w.Calls(triggers...)}); w.User(Mail(annMail)) }
	}
	generation := func(id, access map[string]any) func(e *Event) {
		return func(e *Event) {
			e.Set("claimsAndScopeOverrideDetails", map[string]any{"idTokenGeneration": id, "accessTokenGeneration": access})
		}
	}
	return []Case{
		{
			Operations: about, Says: "the functions of a sign-in are told of the user, the client and no metadata", Needs: needs(Triggers), Given: given("PreAuthentication", "PostAuthentication", "PreTokenGeneration"),
			Steps: steps(func(w *World) {
				w.Login(nil).SignsIn()
				calls := w.calls(3)
				if len(calls) != 3 {
					w.Fatalf("fired %v", calls)
				}
				name, client := w.user.Username, w.client.ID
				w.event(calls[0].event, "1", "PreAuthentication_Authentication", name, client, `{"userAttributes":`+ann+`,"validationData":null}`, noResponse)
				w.event(calls[1].event, "1", "PostAuthentication_Authentication", name, client, `{"userAttributes":`+ann+`}`, noResponse)
				w.event(calls[2].event, "1", "TokenGeneration_HostedAuth", name, client, generating(ann, ""), claimsResponse)
			}),
		},
		{
			Operations: about, Says: "later versions of PreTokenGeneration are told the scopes, and change both tokens", Needs: needs(Triggers), Given: given("PreTokenGeneration V2_0"),
			Steps: steps(func(w *World) {
				w.On("TokenGeneration", generation(
					map[string]any{"claimsToAddOrOverride": map[string]any{"plan": "free", "nonce": "forged", "at_hash": "forged"}, "claimsToSuppress": []string{"email"}},
					map[string]any{"claimsToAddOrOverride": map[string]any{"tenant": "t1", "version": 9}, "scopesToAdd": []string{"api/read"}, "scopesToSuppress": []string{"email"}}))
				g := w.Login(Params{"nonce": "n1"}).SignsIn()
				w.Told("2", "TokenGeneration_HostedAuth", w.user.Username, w.client.ID, generating(ann, `,"scopes":["openid","email"]`), `{"claimsAndScopeOverrideDetails":null}`)
				w.identity(g, map[string]any{"plan": "free", "nonce": "n1", "email_verified": true})
				token := w.Token(g.Access)
				scopes := strings.Fields(token.claim("scope"))
				slices.Sort(scopes)
				w.Equal([]any{scopes, token.Claims["tenant"], token.Claims["version"]}, []any{[]string{"api/read", "openid"}, "t1", 2.0})
			}),
		},
		{
			Operations: append(about, "oauth2/userInfo"), Says: "a scope that a function takes away opens nothing", Needs: needs(Triggers), Given: given("PreTokenGeneration V2_0"),
			Steps: steps(func(w *World) {
				w.On("TokenGeneration", generation(map[string]any{}, map[string]any{"scopesToSuppress": []string{"openid"}}))
				g := w.Grant(nil)
				w.unheard(w.userInfo(g.Access), http.StatusUnauthorized, "invalid_token", withoutOpenID)
			}),
		},
		{
			Operations: about, Says: "tokens at once are customized as well", Needs: needs(Triggers), Given: given("PreTokenGeneration"),
			Steps: steps(func(w *World) {
				w.On("TokenGeneration", func(e *Event) {
					e.Set("claimsOverrideDetails", map[string]any{"claimsToAddOrOverride": map[string]string{"plan": "free"}})
				})
				_, fragment := w.Login(Params{"response_type": "token"}).Settle().Back(callback)
				w.Equal(w.Token(fragment.Get("id_token")).claim("plan"), "free")
				w.Fired("TokenGeneration_HostedAuth")
			}),
		},
		{
			Operations: about, Says: "what a function says against tokens at once is behind the hash", Needs: needs(Triggers), Given: given("PreTokenGeneration"),
			Steps: steps(func(w *World) {
				w.On("TokenGeneration", func(e *Event) { e.Fail("no") })
				w.Login(Params{"response_type": "token"}).Settle().ReturnsFragment(Params{
					"error": "invalid_request", "error_description": "PreTokenGeneration failed with error no.", "state": "s1"})
			}),
		},
		{
			Operations: about, Says: "what PostAuthentication says against it stands on the page", Needs: needs(Triggers), Given: given("PostAuthentication"),
			Steps: steps(func(w *World) {
				w.On("PostAuthentication", func(e *Event) { e.Fail("too late") })
				w.Login(nil).Stays("PostAuthentication failed with error too late.")
			}),
		},
		{
			Operations: ops("hosted/forgotPassword", "hosted/confirmforgotPassword"), Says: "the functions of a forgotten password are told", Needs: needs(Triggers, Inspect), Given: given("CustomMessage", "PostConfirmation"),
			Steps: steps(func(w *World) {
				p := w.Show("/forgotPassword", nil).Submit(Params{"username": w.user.Login}).Settle()
				w.Told("1", ForPassword, w.user.Username, w.client.ID, messageRequest(ann, "null", ""), messageResponse)
				p.Submit(newOne(otherPassword, Params{"code": w.Code(w.user, ForPassword)})).Settle()
				w.Told("1", "PostConfirmation_ConfirmForgotPassword", w.user.Username, w.client.ID, `{"userAttributes":`+ann+`}`, noResponse)
			}),
		},
		{
			Operations: ops("hosted/signup"), Says: "PreSignUp is told of what was typed", Needs: needs(Triggers), Given: func(w *World) {
				w.hosted(classic, []PoolOption{AutoVerify("email"), Require("email"), w.Calls("PreSignUp")})
			},
			Steps: steps(func(w *World) {
				w.Show("/signup", nil).SignUp("ann", annMail, nil).Settle()
				w.Told("1", "PreSignUp_SignUp", "ann", w.client.ID, `{"userAttributes":{"email":"`+annMail+`"},"validationData":null}`, `{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}`)
			}),
		},
	}
}

// classicFormCases are about what scripts written for the classic pages find there beside the sign-in page. Seen: public
// scripts and copies of the pages.
func classicFormCases() []Case {
	given := func(w *World) { w.hosted(classic, []PoolOption{AutoVerify("email"), Require("email")}) }
	named := func(w *World, p *Page, name string) *Form {
		w.t.Helper()
		for _, f := range p.Forms() {
			if f.Name == name {
				return f
			}
		}
		w.Fatalf("%s has no form %s", p.URL.Path, name)
		return nil
	}
	has := func(w *World, f *Form, names ...string) {
		w.t.Helper()
		for _, name := range names {
			if f.Field(name) == nil {
				w.Errorf("the form %s has no %s", f.Name, name)
			}
		}
	}
	return []Case{
		{
			Operations: ops("hosted/signup"), Says: "classic: what scripts look for on the page for new people is there", Given: given,
			Steps: steps(func(w *World) {
				p := w.Show("/signup", nil)
				has(w, named(w, p, "signupform"), "_csrf", "username", "requiredAttributes[email]", "password", "signUpButton", "cognitoAsfData")
				p.Shows("Sign up with a new account", "Already have an account?", "Password must contain a lower case letter", "Password must contain an upper case letter",
					"Password must contain a number", "Password must contain a special character", "Password must contain at least 8 characters")
				w.Equal(p.Title(), "Signin")
			}),
		},
		{
			Operations: ops("hosted/confirm"), Says: "classic: what scripts look for on the page for the code is there", Given: given,
			Steps: steps(func(w *World) {
				p := w.Show("/signup", nil).SignUp("ann", annMail, nil).Settle().On("/confirm", http.StatusOK)
				f := p.Form("code")
				has(w, f, "_csrf", "username", "destination", "deliveryMedium", "cognitoAsfData", "confirm")
				w.Equal([]string{f.Field("code").ID, f.Field("username").Value, f.Field("destination").Value, f.Field("deliveryMedium").Value}, []string{"verification_code", "ann", annMailMask, "EMAIL"})
				p.Shows("Confirm account")
			}),
		},
		{
			Operations: ops("hosted/signup", "hosted/confirm"), Says: "classic: a script that reads nothing but the token signs up and confirms", Needs: needs(Inspect), Given: given,
			Steps: steps(func(w *World) {
				b := w.Browser()
				const token = "11111111-1111-4111-8111-111111111111"
				b.Bake("XSRF-TOKEN", token, 3600)
				p := b.ask(http.MethodPost, w.address("/signup", w.asks(nil)).String(), url.Values{
					"_csrf": {token}, "username": {"ann"}, "requiredAttributes[email]": {annMail}, "password": {password}, "cognitoAsfData": {""}})
				w.Equal([]any{p.Status, p.Location().Path}, []any{http.StatusFound, "/confirm"})
				w.newcomer("ann")
				b.ask(http.MethodPost, w.address("/confirm", w.asks(nil)).String(), url.Values{
					"_csrf": {token}, "username": {"ann"}, "code": {w.Code(w.user, ForSignUp)}, "cognitoAsfData": {""}}).SignsIn()
			}),
		},
		{
			Operations: ops("oauth2/token", "oauth2/revoke", "oauth2/userInfo"), Says: "the endpoints answer with headers that keep their answers to themselves", Given: withApp,
			Steps: steps(func(w *World) {
				for _, r := range []*Reply{
					w.knock(http.MethodGet, tokenPath, nil, nil, nil), w.submit(tokenPath, url.Values{"client_id": {w.client.ID}}, nil),
					w.submit(revokePath, url.Values{"client_id": {w.client.ID}}, nil), w.userInfo("x"),
				} {
					for name, want := range map[string]string{
						"Cache-Control": "no-cache, no-store, max-age=0, must-revalidate", "X-Content-Type-Options": "nosniff", "X-Xss-Protection": "1; mode=block",
						"X-Amz-Cognito-Request-Id": AnyUUID,
					} {
						w.Equal([]string{name, r.Header.Get(name)}, []string{name, want})
					}
				}
			}),
		},
		{
			Operations: ops("hosted/mfa", "hosted/mfaSetup"), Says: "an e-mail address is set up as a second factor", Needs: needs(Inspect), Given: func(w *World) {
				w.hosted(classic, []PoolOption{MFA("ON", Email, TOTP)})
				w.User()
			},
			Steps: steps(
				func(w *World) {
					p := w.Login(nil).Stays("Choose a multi-factor authentication (MFA) method").Submit(Params{"mfaOption": "EMAIL_OTP"}).Stays("Set up email MFA")
					p.Submit(Params{"destination": annMail}).Stays(annMailMask)
				},
				func(w *World) {
					w.Browser().At.TypeCode(w.newest()).SignsIn()
					w.Equal([]string{w.Value(w.user, "email"), w.Value(w.user, "email_verified")}, []string{annMail, "true"})
				},
			),
		},
	}
}
