package conformance

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// reviewOAuthCases are about what happens between two steps of a sign-in with a browser, and at the same time.
func reviewOAuthCases() []Case {
	return append(slices.Concat(freshTokenCases(), betweenCases(), atOnceCases()), Case{
		Operations: ops("oauth2/register"), Says: "an app that brings an id and a secret along is not told that they are its own", Assumes: "A380",
		Given: func(w *World) { w.registers(map[string]any{"OpenDcrEnabled": true}) },
		Steps: steps(func(w *World) {
			r := w.register(map[string]any{"redirect_uris": []string{callback}, "token_endpoint_auth_method": "none", "client_id": "mine", "client_secret": "mine",
				"client_secret_expires_at": 1, "client_id_issued_at": 1}, nil)
			var got map[string]any
			w.must(json.Unmarshal([]byte(r.Body), &got))
			if r.Status != http.StatusCreated || got["client_id"] == "mine" || got["client_secret"] != nil || got["client_secret_expires_at"] != nil || got["client_id_issued_at"] == 1.0 {
				w.Errorf("%d %s", r.Status, r.Body)
			}
		}),
	}, Case{
		Operations: ops("GetDerivedToken"), Says: "a scope that only the provider has given is none of the derived token's", Assumes: "A424", Needs: needs(Providers),
		Given: func(w *World) {
			openIDApp(nil)(w)
			w.Arrives(ann())
			w.Client(Secret(), Flows(impersonates, delegates, "ALLOW_REFRESH_TOKEN_AUTH"))
		},
		Steps: steps(func(w *World) {
			text := signJWT(w.provider.Algorithm, "s3cret", map[string]any{
				"iss": w.provider.URL, "aud": "id.example", "sub": "a-117", "exp": w.Now().Add(time.Hour).Unix(), "scope": userAdmin + " openid orders"})
			answer, token := w.derived(w.exchange(fields{"SubjectToken": text, "SubjectTokenType": "ACCESS_TOKEN", "SubjectTokenProviderName": corp}))
			w.Equal(answer["Scopes"], any([]any{}))
			w.Equal(w.Token(token).claim("scope"), "")
		}),
	})
}

// freshTokenCases are about what the tokens of a sign-in tell of what that sign-in itself changed.
func freshTokenCases() []Case {
	return []Case{
		{
			Operations: ops("hosted/resetPassword"), Says: "the tokens tell of the attributes that came with the new password", Given: func(w *World) {
				w.hosted(classic, []PoolOption{Require("name")})
				w.User(Temporary(), Mail(annMail))
			},
			Steps: steps(func(w *World) {
				p := w.Login(Params{"scope": "openid profile"}).Settle().On("/resetPassword", http.StatusOK)
				g := p.Submit(newOne(otherPassword, Params{"requiredAttributes[name]": "Ann"})).SignsIn()
				w.Equal(w.Token(g.ID).claim("name"), "Ann")
			}),
		},
		{
			Operations: ops("hosted/mfa"), Says: "the tokens tell of the address that was set up as a factor", Needs: needs(Inspect), Given: func(w *World) {
				w.hosted(classic, []PoolOption{MFA("ON", Email)})
				w.User(Named("ann"))
			},
			Steps: steps(
				func(w *World) {
					p := w.Login(nil).Settle()
					p.Submit(Params{"destination": annMail}).Settle()
				},
				func(w *World) {
					g := w.Browser().At.TypeCode(w.Code(w.user, ForSignIn)).SignsIn()
					claims := w.Token(g.ID).Claims
					w.Equal([]any{claims["email"], claims["email_verified"]}, []any{annMail, true})
				},
			),
		},
		{
			Operations: ops("oauth2/idpresponse", "AdminAddUserToGroup"), Says: "the first tokens tell of the groups that PostConfirmation put the user in", Needs: needs(Triggers),
			Given: watchedApp("PostConfirmation"),
			Steps: steps(func(w *World) {
				OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("guests")})
				w.On("PostConfirmation", func(e *Event) {
					if _, err := w.API.AdminAddUserToGroup(w.ctx, &cip.AdminAddUserToGroupInput{UserPoolId: &w.pool.ID, GroupName: new("guests"), Username: new("Corp_a-117")}); err != nil {
						e.Fail(err.Error())
					}
				})
				g := w.Arrives(ann())
				groups, _ := w.Token(g.Access).Claims["cognito:groups"].([]any)
				if !slices.Contains(groups, any("guests")) {
					w.Errorf("groups %v", groups)
				}
			}),
		},
		{
			Operations: ops("hosted/confirm"), Says: "who has only given the code of a sign-up has reached no level", Needs: needs(Inspect), Assumes: "A460", Given: func(w *World) {
				w.hosted(classic, []PoolOption{AutoVerify("email"), Require("email")})
			},
			Steps: steps(
				func(w *World) {
					w.Show("/signup", Params{"acr_values": "urn:cognito:loa:1"}).SignUp("ann", annMail, nil).Settle()
					w.newcomer("ann")
				},
				func(w *World) {
					g := w.Browser().At.Submit(Params{"code": w.Code(w.user, ForSignUp)}).SignsIn()
					claims := w.Token(g.ID).Claims
					w.Equal([]any{claims["acr"], claims["amr"]}, []any{nil, nil})
				},
			),
		},
	}
}

// betweenCases are about what was taken away between two steps.
func betweenCases() []Case {
	back := ops("oauth2/idpresponse", "UpdateUserPoolClient")
	return []Case{
		{
			Operations: ops("oauth2/authorize"), Says: "a mark of a browser that nobody can have given is replaced by a new one", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				w.Browser().Bake("csrf-state", strings.Repeat("x", 3000), 300)
				if c := w.Toward(nil).Sets("csrf-state"); c == nil || len(c.Value) > 300 {
					w.Errorf("the browser is marked with %v", c)
				}
				w.Arrives(ann())
			}),
		},
		{
			Operations: ops("hosted/login", "inspect/reset"), Says: "a page that was open before a reset leads to the error page, and a code to nothing", Needs: needs(Reset), Given: withApp,
			Steps: steps(func(w *World) {
				code := w.Login(nil).Code()
				w.browser = nil
				p := w.LoginPage(nil)
				if r := w.fetch(http.MethodPost, "/_inspect/reset", nil); r.Status/100 != 2 {
					w.Fatalf("%d %s", r.Status, r.Body)
				}
				p.SignIn(w.user.Login, password).Broken()
				if w.Browser().Cookie("cognito") != "" {
					w.Errorf("the browser has a session")
				}
				w.denied(w.submit(tokenPath, w.redeem(code, nil), nil), "invalid_client")
			}),
		},
		{
			Operations: ops("hosted/login", "AdminDeleteUser"), Says: "a function of the pages that deletes the user leaves nothing behind", Needs: needs(Triggers), Given: func(w *World) {
				w.hosted(classic, []PoolOption{w.Calls("PreAuthentication", "PostAuthentication", "PreTokenGeneration")})
				w.User(Named("ann"), Mail(annMail))
			},
			Steps: steps(func(w *World) {
				for _, source := range []string{"PreAuthentication", "PostAuthentication", "TokenGeneration"} {
					w.On(source, func(e *Event) {
						if _, err := w.API.AdminDeleteUser(w.ctx, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: new("ann")}); err != nil {
							e.Fail(err.Error())
						}
					})
					p := w.Login(nil).Settle()
					if p.Status/100 == 3 {
						if q, _ := p.Back(callback); q.Get("code") != "" || q.Get("error") == "" {
							w.Errorf("%s: the app is told %v", source, q)
						}
					}
					w.signsInAgain()
					w.On(source, func(*Event) {})
					w.browser = nil
					w.User(Named("ann"), Mail(annMail))
				}
				w.Login(nil).SignsIn()
			}),
		},
		{
			Operations: ops("oauth2/authorize", "AdminDisableUser"), Says: "a code of somebody whom a function disables meanwhile is no good", Needs: needs(Triggers), Given: func(w *World) {
				w.hosted(classic, []PoolOption{w.Calls("PreTokenGeneration")})
				w.User(Named("ann"), Mail(annMail))
			},
			Steps: steps(func(w *World) {
				w.On("TokenGeneration", func(e *Event) {
					if _, err := w.API.AdminDisableUser(w.ctx, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: new("ann")}); err != nil {
						e.Fail(err.Error())
					}
				})
				q, fragment := w.Login(Params{"response_type": "token", "scope": "openid email"}).Back(callback)
				w.Equal(len(q), 0)
				if token := fragment.Get("access_token"); token != "" {
					if r := w.knock(http.MethodGet, "/oauth2/userInfo", nil, nil, carrying(token)); r.Status != http.StatusUnauthorized {
						w.Errorf("%d %s", r.Status, r.Body)
					}
				}
				w.signsInAgain()
			}),
		},
		{
			Operations: ops("hosted/login"), Says: "an app without users of the pool's own steps nobody up who signed in to another", Needs: needs(Inspect), Given: func(w *World) {
				w.openIDApp(classic, nil, []PoolOption{MFA("OPTIONAL", SMS, TOTP)})
				w.trust("OIDC", "Other", discovered(w.provider), usualMapping())
				w.User(Mail(annMail), Phone(annPhone))
				w.Authenticator()
			},
			Steps: steps(func(w *World) {
				w.Login(nil).SignsIn()
				w.app(classic, Trusts(corp, "Other"))
				p := w.Authorize(Params{"acr_values": "urn:cognito:loa:4"}).Settle().On("/login", http.StatusOK)
				if p.find("password") != nil || p.find("authentication_code") != nil {
					w.Errorf("%s asks for something: %s", p.URL.Path, p.Text())
				}
			}),
		},
		{
			Operations: ops("oauth2/idpresponse", "DeleteUserPoolClient"), Says: "who comes back to an app that was deleted is told so", Given: openIDApp(nil),
			Steps: steps(
				func(w *World) { w.Browser().At = w.Toward(nil) },
				func(w *World) {
					OK(w, w.API.DeleteUserPoolClient, &cip.DeleteUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID})
					w.provider.Vouch(w.Browser().At, ann()).Broken()
					w.Equal(len(OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID}).Users), 0)
				},
			),
		},
		{
			Operations: back, Says: "who comes back from a provider that the app has no more is not signed in", Assumes: "A461", Given: openIDApp(nil),
			Steps: steps(
				func(w *World) { w.Browser().At = w.Toward(nil) },
				func(w *World) {
					w.trusts("COGNITO")
					w.provider.Vouch(w.Browser().At, ann()).Returns(Params{"error": "invalid_request", "state": "s1"})
				},
			),
		},
		{
			Operations: back, Says: "nor is who was sent there because there was no other", Assumes: "A461", Given: func(w *World) { w.openIDApp(classic, nil, nil, Trusts(corp)) },
			Steps: steps(
				func(w *World) { w.Browser().At = w.Authorize(nil) },
				func(w *World) {
					w.trusts("COGNITO")
					p := w.provider.Vouch(w.Browser().At, ann())
					if q, _ := p.Back(callback); q.Get("code") != "" || q.Get("error") == "" {
						w.Errorf("the app is told %v", q)
					}
				},
			),
		},
		{
			Operations: ops("oauth2/authorize"), Says: "an app that wants a sign-in of this very moment gets one", Assumes: "A462", Needs: needs(Clock), Given: withApp,
			Steps: steps(func(w *World) {
				w.Freeze()
				w.Login(nil).SignsIn()
				w.Authorize(Params{"max_age": "0"}).Settle().On("/login", http.StatusOK).SignIn(w.user.Login, password).SignsIn()
			}),
		},
		{
			Operations: ops("oauth2/authorize"), Says: "in the lowest tier the age of a session means nothing", Assumes: "A464", Needs: needs(Clock), Given: func(w *World) {
				look{version: classic}.app(w, []PoolOption{With(func(in *cip.CreateUserPoolInput) { in.UserPoolTier = "LITE" })})
				w.User(Mail(annMail))
			},
			Steps: steps(func(w *World) {
				w.Login(nil).SignsIn()
				w.Advance(10 * time.Minute)
				w.Authorize(Params{"max_age": "300"}).Code()
				w.Authorize(Params{"max_age": "x"}).Code()
			}),
		},
		{
			Operations: ops("oauth2/token", "AdminUserGlobalSignOut"), Says: "a sign-out everywhere ends the codes of the user", Assumes: "A463", Given: withApp,
			Steps: steps(
				func(w *World) { w.Keep("code", w.Login(nil).Code()) },
				func(w *World) {
					OK(w, w.API.AdminUserGlobalSignOut, &cip.AdminUserGlobalSignOutInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
					w.denied(w.submit(tokenPath, w.redeem(w.Kept("code"), nil), nil), "invalid_grant")
				},
			),
		},
	}
}

// trusts changes the providers of the app made last.
func (w *World) trusts(names ...string) {
	w.t.Helper()
	OK(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
		UserPoolId: &w.pool.ID, ClientId: &w.client.ID, CallbackURLs: []string{callback}, ExplicitAuthFlows: everyFlow(), SupportedIdentityProviders: names,
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: everyGrant(), AllowedOAuthScopes: []string{"openid", "email"}})
}

// atOnceCases are about several who come at the same moment.
func atOnceCases() []Case {
	return []Case{
		{
			Operations: ops("oauth2/idpresponse"), Says: "race: one person who comes from a provider in many browsers at once is one user", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				var away []*Page
				for range racers {
					b := w.NewBrowser()
					b.At = b.Open(w.address("/oauth2/authorize", w.asks(w.by(nil))).String())
					away = append(away, b.At)
				}
				codes := make([]string, racers)
				for _, err := range w.Race(racers, func(i int) error {
					p, err := w.provider.tryVouch(away[i], ann())
					if err != nil {
						return err
					}
					to, err := p.location()
					if err == nil {
						codes[i] = to.Query().Get("code")
					}
					return err
				}) {
					w.must(err)
				}
				subs := map[string]bool{}
				for _, code := range codes {
					if code == "" {
						w.Errorf("somebody got no code: %q", codes)
						continue
					}
					g := w.Granted(w.submit(tokenPath, w.redeem(code, nil), nil), "access_token", "id_token", "refresh_token")
					subs[w.Token(g.Access).claim("sub")] = true
				}
				w.Equal(len(subs), 1)
				w.Equal(len(OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID}).Users), 1)
			}),
		},
		{
			Operations: ops("oauth2/idpresponse"), Says: "race: one answer of a provider that comes many times at once is heard once", Given: openIDApp(nil),
			Steps: steps(func(w *World) {
				away := w.Toward(nil)
				codes := 0
				list := make([]string, racers)
				for _, err := range w.Race(racers, func(i int) error {
					p, err := w.provider.tryVouch(away, ann())
					if err != nil {
						return err
					}
					to, err := p.location()
					if err == nil {
						list[i] = to.Query().Get("code")
					}
					return err
				}) {
					w.must(err)
				}
				for _, code := range list {
					if code != "" {
						codes++
					}
				}
				w.Equal(codes, 1)
			}),
		},
		{
			Operations: ops("oauth2/authorize", "hosted/logout"), Says: "race: a browser that signs out while it asks for codes is signed out in the end", Given: withApp,
			Steps: steps(func(w *World) {
				w.Login(nil).SignsIn()
				cookie := w.Browser().Cookie("cognito")
				b := w.Browser()
				for _, err := range w.Race(racers, func(i int) error {
					to := w.address("/oauth2/authorize", w.asks(nil))
					if i == racers/2 {
						to = w.address("/logout", values(Params{"client_id": w.client.ID, "logout_uri": signedOut}))
					}
					_, err := b.try(http.MethodGet, to.String(), nil)
					return err
				}) {
					w.must(err)
				}
				w.Browser().Bake("cognito", cookie, 3600)
				w.signsInAgain()
			}),
		},
		{
			Operations: ops("oauth2/token", "AdminDeleteUser"), Says: "race: a code of somebody who is deleted meanwhile gives tokens that are nobody's", Given: withApp,
			Steps: steps(func(w *World) {
				code := w.Login(nil).Code()
				answers := make([]string, 2)
				for _, err := range w.Race(2, func(i int) error {
					if i == 0 {
						_, err := w.API.AdminDeleteUser(w.ctx, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Username})
						return err
					}
					req, err := w.knocking(http.MethodPost, tokenPath, nil, w.redeem(code, nil), nil)
					if err != nil {
						return err
					}
					answers[1] = w.send(req).Body
					return nil
				}) {
					w.must(err)
				}
				var got map[string]any
				w.must(json.Unmarshal([]byte(answers[1]), &got))
				if got["error"] == "invalid_grant" {
					return
				}
				access, _ := got["access_token"].(string)
				if r := w.knock(http.MethodGet, "/oauth2/userInfo", nil, nil, carrying(access)); r.Status != http.StatusUnauthorized || strings.Contains(r.Body, annMail) {
					w.Errorf("%d %s", r.Status, r.Body)
				}
			}),
		},
	}
}
