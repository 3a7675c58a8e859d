package conformance

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// Logout opens the sign-out endpoint for the app made last.
func (w *World) Logout(more Params) *Page {
	w.t.Helper()
	q := url.Values{"client_id": {w.client.ID}}
	for name, value := range more {
		if q.Del(name); value != Omit {
			q.Set(name, value)
		}
	}
	return w.Browser().Open(w.address("/logout", q).String())
}

// signsInAgain judges that the browser has to sign in again.
func (w *World) signsInAgain() {
	w.t.Helper()
	w.Authorize(nil).Settle().On("/login", http.StatusOK)
}

// logoutCases are about signing out of the browser's session. Doc: developer guide, "The managed login sign-out endpoint".
func logoutCases() []Case {
	about := ops("hosted/logout")
	// broken is a request that ends at the error page. Seen: amazon-archives/amazon-cognito-auth-js#25, amplify-js#1298,
	// streamlit/streamlit#14601.
	broken := func(says string, more Params) Case {
		return Case{
			Operations: about, Says: "an error page, and the session has ended all the same: " + says, Given: withGrant,
			Steps: steps(func(w *World) {
				w.Logout(more).Broken("Required String parameter 'redirect_uri' is not present")
				w.signsInAgain()
			}),
		}
	}
	return []Case{
		{
			Operations: about, Says: "the session ends for every app, and the browser goes where the app is then", Given: withGrant,
			Steps: steps(
				func(w *World) {
					p := w.Logout(Params{"logout_uri": signedOut})
					w.Equal([]any{p.Status, p.Header.Get("Location")}, []any{http.StatusFound, signedOut})
				},
				func(w *World) {
					w.signsInAgain()
					w.app(classic)
					w.signsInAgain()
				},
			),
		},
		{
			Operations: about, Says: "a copy of the cookie is worth nothing after signing out", Given: withGrant,
			Steps: steps(func(w *World) {
				cookie := w.Browser().Cookie("cognito")
				w.Logout(Params{"logout_uri": signedOut})
				w.Browser().Bake("cognito", cookie, 3600)
				w.signsInAgain()
			}),
		},
		{
			Operations: about, Says: "the place keeps its query, and gets nothing else", Given: withGrant,
			Steps: steps(func(w *World) {
				w.Equal(w.Logout(Params{"logout_uri": signedOut + "?a=b", "state": "s9", "redirect_uri": callback, "response_type": "code"}).Header.Get("Location"), signedOut+"?a=b")
			}),
		},
		{
			Operations: about, Says: "without a session it is the same", Given: withApp,
			Steps: steps(func(w *World) {
				w.Equal(w.Logout(Params{"logout_uri": signedOut}).Header.Get("Location"), signedOut)
			}),
		},
		{
			Operations: about, Says: "with a callback URL the browser comes to the sign-in page", Given: withGrant,
			Steps: steps(
				func(w *World) {
					p := w.Logout(w.asked(nil))
					to := p.Location()
					w.Equal([]any{p.Status, to.Path, to.Query()}, []any{http.StatusFound, "/login", w.asks(nil)})
				},
				func(w *World) {
					w.Browser().At.Follow().On("/login", http.StatusOK).Submit(Params{"username": w.user.Login, "password": password}).Code()
				},
			),
		},
		{
			Operations: about, Says: "where no scope is asked for, the sign-in page gets all that the app is allowed", Given: withGrant,
			Steps: steps(func(w *World) {
				to := w.Logout(w.asked(Params{"scope": Omit})).Location()
				scopes := strings.Fields(to.Query().Get("scope"))
				slices.Sort(scopes)
				w.Equal(scopes, []string{userAdmin, "email", "openid", "phone", "profile"})
			}),
		},
		{
			Operations: about, Says: "a callback URL that is not the app's is never gone to, and one to sign out to is none", Given: withGrant,
			Steps: steps(func(w *World) {
				for _, to := range []string{"https://evil.example/", signedOut} {
					p := w.Logout(Params{"redirect_uri": to, "response_type": "code"}).Settle()
					p.On("/error", http.StatusBadRequest)
					w.Equal(p.URL.Query().Get("error"), "redirect_mismatch")
				}
			}),
		},
		broken("a place that the app did not register", Params{"logout_uri": "https://evil.example/"}),
		broken("a callback URL as the place", Params{"logout_uri": callback}),
		broken("no place at all", nil),
		broken("what other servers call the place", Params{"post_logout_redirect_uri": signedOut, "id_token_hint": "x.y.z"}),
		{
			Operations: about, Says: "without an app it is an error", Given: withGrant, Assumes: "A334",
			Steps: steps(func(w *World) {
				w.Logout(Params{"client_id": Omit, "logout_uri": signedOut}).Broken("Missing required parameter client_id in request URL")
				w.Logout(Params{"client_id": "1234567890abcdefghijklmnop", "logout_uri": signedOut}).Broken("Client does not exist.")
			}),
		},
		{
			Operations: append(about, "oauth2/userInfo", "oauth2/token"), Says: "tokens outlive the session", Given: withGrant,
			Steps: steps(func(w *World) {
				w.Logout(Params{"logout_uri": signedOut})
				w.told(w.userInfo(w.Kept("access")), map[string]any{"email": annMail, "email_verified": "true"})
				w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), "access_token", "id_token")
			}),
		},
		{
			Operations: append(about, "AdminListUserSessions"), Says: "the session that the pool keeps track of ends, those of tokens stay",
			Given: func(w *World) { withApp(w); w.track(20); w.keepGrant("", w.Grant(nil)) },
			Steps: steps(func(w *World) {
				w.listed(2)
				w.Logout(Params{"logout_uri": signedOut})
				left := w.adminSessions()
				if len(left) != 1 || left[0].SessionType != "TOKEN" {
					w.Errorf("left are %+v", left)
				}
			}),
		},
		{
			Operations: append(about, "UpdateUserPoolClient"), Says: "a place that the app gave up is not gone to any more", Given: withGrant,
			Steps: steps(
				func(w *World) {
					OK(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
						UserPoolId: &w.pool.ID, ClientId: &w.client.ID, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: everyGrant(),
						AllowedOAuthScopes: []string{"openid", "email"}, SupportedIdentityProviders: []string{"COGNITO"}, CallbackURLs: []string{callback}, LogoutURLs: []string{"https://app.example/bye"}})
				},
				func(w *World) {
					w.Logout(Params{"logout_uri": signedOut}).Broken()
					w.Equal(w.Logout(Params{"logout_uri": "https://app.example/bye"}).Header.Get("Location"), "https://app.example/bye")
				},
			),
		},
	}
}

// asked is what the app made last asks for, as parameters.
func (w *World) asked(more Params) Params {
	p := Params{}
	for name, list := range w.asks(more) {
		p[name] = list[0]
	}
	return p
}
