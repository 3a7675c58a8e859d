package conformance

import (
	"net/http"
	"net/url"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

const revokePath = "/oauth2/revoke"

// giveBack is the form that revokes a token. A client with a secret sends it in the header.
func (w *World) giveBack(token string, more Params) *Reply {
	w.t.Helper()
	form, header := url.Values{"token": {token}, "client_id": {w.client.ID}}, http.Header{}
	if w.client.Secret != "" {
		form.Del("client_id")
		header = basic(w.client)
	}
	for name, value := range more {
		if form.Del(name); value != Omit {
			form.Set(name, value)
		}
	}
	return w.submit(revokePath, form, header)
}

// revokeEndpointCases are about giving refresh tokens back. Doc: developer guide, "The revoke endpoint"; RFC 7009.
func revokeEndpointCases() []Case {
	about := ops("oauth2/revoke")
	done := func(w *World, r *Reply) {
		w.t.Helper()
		w.Equal([]any{r.Status, r.Body}, []any{http.StatusOK, ""})
	}
	dead := func(w *World) {
		w.t.Helper()
		w.denied(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), "invalid_grant")
		w.unheard(w.userInfo(w.Kept("access")), http.StatusUnauthorized, "invalid_token", deadToken)
	}
	return []Case{
		{
			Operations: append(about, "oauth2/token", "oauth2/userInfo"), Says: "a refresh token takes its access tokens with it, other sign-ins stay", Given: withGrant,
			Steps: steps(
				func(w *World) {
					w.keepGrant(" 2", w.Granted(w.submit(tokenPath, w.redeem(w.Authorize(nil).Code(), nil), nil), "access_token", "id_token", "refresh_token"))
					done(w, w.giveBack(w.Kept("refresh"), nil))
				},
				func(w *World) {
					dead(w)
					w.told(w.userInfo(w.Kept("access 2")), map[string]any{"email": annMail, "email_verified": "true"})
					w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh 2"), nil), nil), "access_token", "id_token")
				},
			),
		},
		{
			Operations: append(about, "GetUser"), Says: "the operations of the API refuse the access token, also of a sign-in by the API", Given: withApp,
			Steps: steps(func(w *World) {
				g := w.Grant(Params{"scope": "openid " + userAdmin})
				tokens := w.Tokens()
				for access, refresh := range map[string]string{g.Access: g.Refresh, *tokens.AccessToken: *tokens.RefreshToken} {
					OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: &access})
					done(w, w.giveBack(refresh, nil))
					Refuses(w, w.API.GetUser, &cip.GetUserInput{AccessToken: &access}, "NotAuthorizedException", revokedAccess)
				}
			}),
		},
		{
			Operations: about, Says: "the signature of a revoked token stays good for others", Given: withGrant,
			Steps: steps(func(w *World) {
				done(w, w.giveBack(w.Kept("refresh"), nil))
				w.Token(w.Kept("access"))
				w.Token(w.Kept("id"))
			}),
		},
		{
			Operations: about, Says: "the browser stays signed in", Given: withGrant,
			Steps: steps(func(w *World) {
				done(w, w.giveBack(w.Kept("refresh"), nil))
				w.Authorize(nil).Code()
			}),
		},
		{
			Operations: about, Says: "a token that was revoked before, or is none, is no error", Given: withGrant,
			Steps: steps(
				func(w *World) { done(w, w.giveBack(w.Kept("refresh"), nil)) },
				func(w *World) {
					for _, token := range []string{w.Kept("refresh"), "nonsense", w.Kept("refresh") + "x"} {
						done(w, w.giveBack(token, nil))
					}
				},
			),
		},
		{
			Operations: about, Says: "an app with a secret proves itself in the header", Given: func(w *World) {
				w.hosted(classic, nil, Secret())
				w.User(Mail(annMail))
				w.keepGrant("", w.Grant(nil))
			},
			Steps: steps(func(w *World) {
				for _, header := range []http.Header{nil, basic(&Client{ID: w.client.ID, Secret: "wrong"}), basic(&Client{ID: "nobody", Secret: w.client.Secret})} {
					form := url.Values{"token": {w.Kept("refresh")}}
					if header == nil {
						form.Set("client_id", w.client.ID)
					}
					w.Denied(w.submit(revokePath, form, header), http.StatusUnauthorized, Params{"error": "invalid_client"})
				}
				w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), "access_token", "id_token")
				done(w, w.giveBack(w.Kept("refresh"), nil))
				dead(w)
			}),
		},
		{
			Operations: about, Says: "refused: an app that does not exist", Given: withGrant,
			Steps: steps(func(w *World) {
				w.Denied(w.giveBack(w.Kept("refresh"), Params{"client_id": "1234567890abcdefghijklmnop"}), http.StatusUnauthorized, Params{"error": "invalid_client"})
			}),
		},
		{
			Operations: about, Says: "refused: no token", Given: withGrant,
			Steps: steps(func(w *World) {
				w.denied(w.giveBack("", Params{"token": Omit}), "invalid_request")
				w.denied(w.giveBack("", nil), "invalid_request")
			}),
		},
		{
			Operations: about, Says: "refused: an access token or an ID token", Given: withGrant,
			Steps: steps(func(w *World) {
				w.denied(w.giveBack(w.Kept("access"), nil), "unsupported_token_type")
				w.denied(w.giveBack(w.Kept("id"), nil), "unsupported_token_type")
				w.told(w.userInfo(w.Kept("access")), map[string]any{"email": annMail, "email_verified": "true"})
			}),
		},
		{
			Operations: about, Says: "refused: an app whose tokens cannot be revoked", Given: func(w *World) {
				w.hosted(classic, nil, ClientWith(func(in *cip.CreateUserPoolClientInput) { in.EnableTokenRevocation = new(false) }))
				w.User(Mail(annMail))
				w.keepGrant("", w.Grant(nil))
			},
			Steps: steps(func(w *World) {
				w.denied(w.giveBack(w.Kept("refresh"), nil), "invalid_request")
				w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), "access_token", "id_token")
				for _, kept := range []string{"access", "id"} {
					if w.Token(w.Kept(kept)).claim("origin_jti") != "" {
						w.Errorf("the %s token has origin_jti", kept)
					}
				}
			}),
		},
		{
			Operations: about, Says: "refused: the token of another app, which stays good", Given: withGrant, Assumes: "A374",
			Steps: steps(func(w *World) {
				mine := w.client
				w.app(classic)
				w.Denied(w.giveBack(w.Kept("refresh"), nil), http.StatusUnauthorized, Params{"error": "invalid_client"})
				w.client = mine
				w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), "access_token", "id_token")
			}),
		},
		{
			Operations: about, Says: "GET is not for this endpoint", Given: withGrant,
			Steps: steps(func(w *World) {
				r := w.knock(http.MethodGet, revokePath, url.Values{"token": {w.Kept("refresh")}, "client_id": {w.client.ID}}, nil, nil)
				w.Equal([]any{r.Status, r.Body}, []any{http.StatusMethodNotAllowed, ""})
				w.Granted(w.submit(tokenPath, w.refresh(w.Kept("refresh"), nil), nil), "access_token", "id_token")
			}),
		},
	}
}
