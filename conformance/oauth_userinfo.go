package conformance

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const (
	userInfoPath = "/oauth2/userInfo"

	// Doc: developer guide, "The userInfo endpoint".
	badUserInfo   = "Bad OAuth2 request at UserInfo Endpoint"
	deadToken     = "Access token is expired, disabled, or deleted, or the user has globally signed out."
	withoutOpenID = "Access token does not contain openid scope" // Seen: simov/grant#189
)

// unheard judges a refusal of userInfo: what stands in the header, and the same in the body.
func (w *World) unheard(r *Reply, status int, code, description string) {
	w.t.Helper()
	w.Denied(r, status, Params{"error": code, "error_description": description})
	header := r.Header.Get("WWW-Authenticate")
	want := fmt.Sprintf(`error="%s", error_description="%s"`, code, description)
	if header != want && header != "Bearer "+want {
		w.Errorf("WWW-Authenticate is %q, want %q", header, want)
	}
}

// ask asks who the holder of an access token is.
func (w *World) userInfo(token string) *Reply {
	w.t.Helper()
	return w.knock(http.MethodGet, userInfoPath, nil, nil, carrying(token))
}

// told judges what userInfo says: the user's sub and name, and these.
func (w *World) told(r *Reply, more map[string]any) {
	w.t.Helper()
	var got map[string]any
	if r.Status != http.StatusOK || json.Unmarshal([]byte(r.Body), &got) != nil {
		w.Fatalf("%d %s", r.Status, r.Body)
	}
	w.Equal(got, plus(map[string]any{"sub": w.user.Sub, "username": w.user.Username}, more))
}

// rich is a user with attributes for every scope.
func rich(w *World, client ...ClientOption) {
	w.hosted(classic, []PoolOption{Custom("tier", true)}, client...)
	w.User(Mail(annMail), UnverifiedPhone(annPhone), Attr("phone_number_verified", "false"), Attr("name", "Ann"), Attr("custom:tier", "gold"))
}

// userInfoCases are about what the holder of an access token learns of the user. Doc: developer guide, "The userInfo
// endpoint".
func userInfoCases() []Case {
	about := ops("oauth2/userInfo")
	mail := map[string]any{"email": annMail, "email_verified": "true"}
	phone := map[string]any{"phone_number": annPhone, "phone_number_verified": "false"}
	profile := map[string]any{"name": "Ann", "custom:tier": "gold"}
	union := func(parts ...map[string]any) map[string]any {
		all := map[string]any{}
		for _, p := range parts {
			all = plus(all, p)
		}
		return all
	}
	// booleans are the same as in an ID token, where marks of verification are no texts.
	booleans := func(claims map[string]any) map[string]any {
		out := map[string]any{}
		for name, v := range claims {
			switch v {
			case "true":
				v = true
			case "false":
				v = false
			}
			out[name] = v
		}
		return out
	}
	var cases []Case
	for _, c := range []struct {
		scopes string
		want   map[string]any
	}{
		{"openid", union(mail, phone, profile)},
		{"openid email", mail},
		{"openid phone", phone},
		{"openid email phone", union(mail, phone)},
		{"openid profile", union(mail, phone, profile)},
		{"openid profile email", union(mail, phone, profile)},
	} {
		cases = append(cases, Case{
			Operations: append(about, "oauth2/token"), Says: "what the scopes " + c.scopes + " open is there, and in the ID token", Given: func(w *World) { rich(w) },
			Steps: steps(func(w *World) {
				g := w.Grant(Params{"scope": c.scopes})
				w.told(w.userInfo(g.Access), c.want)
				w.identity(g, booleans(c.want))
			}),
		})
	}
	return append(cases, []Case{
		{
			Operations: about, Says: "POST asks as well", Given: withGrant,
			Steps: steps(func(w *World) {
				w.told(w.knock(http.MethodPost, userInfoPath, nil, nil, carrying(w.Kept("access"))), mail)
			}),
		},
		{
			Operations: about, Says: "the answer has these headers", Given: withGrant,
			Steps: steps(func(w *World) {
				r := w.userInfo(w.Kept("access"))
				for name, want := range map[string]string{
					"Content-Type": "application/json;charset=UTF-8", "X-Content-Type-Options": "nosniff", "X-Xss-Protection": "1; mode=block",
					"Cache-Control": "no-cache, no-store, max-age=0, must-revalidate", "Pragma": "no-cache", "Expires": "0", "X-Frame-Options": "DENY",
					"Strict-Transport-Security": "max-age=31536000 ; includeSubDomains", "X-Amz-Cognito-Request-Id": AnyUUID, "Server": "Server",
				} {
					w.Equal([]string{name, r.Header.Get(name)}, []string{name, want})
				}
			}),
		},
		{
			Operations: about, Says: "only what the app may read is told", Given: func(w *World) {
				rich(w, ClientWith(func(in *cip.CreateUserPoolClientInput) { in.ReadAttributes = []string{"name"} }))
			},
			Steps: steps(func(w *World) {
				w.told(w.userInfo(w.Grant(Params{"scope": "openid"}).Access), map[string]any{"name": "Ann"})
			}),
		},
		{
			Operations: about, Says: "what changed meanwhile is told as it is now", Given: withGrant,
			Steps: steps(
				func(w *World) { w.Set(w.user, "email", "new@example.com", "email_verified", "false") },
				func(w *World) {
					w.told(w.userInfo(w.Kept("access")), map[string]any{"email": "new@example.com", "email_verified": "false"})
				},
			),
		},
		{
			Operations: about, Says: "a user whose name is the sub is called so", Given: func(w *World) {
				w.hosted(classic, []PoolOption{SignInWith(types.UsernameAttributeTypeEmail)})
				w.User(Named(annMail), Mail(annMail))
			},
			Steps: steps(func(w *World) { w.told(w.userInfo(w.Grant(nil).Access), mail) }),
		},
		{
			Operations: about, Says: "refused: no token", Assumes: "A375", Given: withApp,
			Steps: steps(func(w *World) {
				for _, header := range []http.Header{nil, {"Authorization": {"Bearer"}}, basic(w.client)} {
					w.unheard(w.knock(http.MethodGet, userInfoPath, nil, nil, header), http.StatusBadRequest, "invalid_request", badUserInfo)
				}
			}),
		},
		{
			Operations: about, Says: "refused: a token that is none, or was spoiled, or is another kind", Given: withGrant,
			Steps: steps(func(w *World) {
				for _, token := range []string{"nonsense", "a.b.c", w.Kept("access")[:len(w.Kept("access"))-8] + "AAAAAAAA", w.Kept("id"), w.Kept("refresh")} {
					w.unheard(w.userInfo(token), http.StatusUnauthorized, "invalid_token", deadToken)
				}
			}),
		},
		{
			Operations: append(about, "InitiateAuth"), Says: "refused: a token without the scope openid, like one of the API", Given: withApp,
			Steps: steps(func(w *World) {
				w.unheard(w.userInfo(*w.Tokens().AccessToken), http.StatusUnauthorized, "invalid_token", withoutOpenID)
				code := w.Login(Params{"scope": userAdmin}).Code()
				g := w.Granted(w.submit(tokenPath, w.redeem(code, nil), nil), "access_token", "refresh_token")
				w.unheard(w.userInfo(g.Access), http.StatusUnauthorized, "invalid_token", withoutOpenID)
			}),
		},
		{
			Operations: about, Says: "refused: a token that has expired", Needs: needs(Clock), Given: withGrant,
			Steps: steps(func(w *World) {
				w.Advance(59 * time.Minute)
				w.told(w.userInfo(w.Kept("access")), mail)
				w.Advance(time.Minute)
				w.unheard(w.userInfo(w.Kept("access")), http.StatusUnauthorized, "invalid_token", deadToken)
			}),
		},
		{
			Operations: append(about, "AdminUserGlobalSignOut", "RevokeToken", "AdminDisableUser", "AdminDeleteUser"), Says: "refused: the token of a user who was signed out, disabled or deleted, and one that was revoked", Given: withGrant,
			Steps: steps(func(w *World) {
				id, name := &w.pool.ID, &w.user.Username
				for _, end := range []func(){
					func() {
						OK(w, w.API.AdminUserGlobalSignOut, &cip.AdminUserGlobalSignOutInput{UserPoolId: id, Username: name})
					},
					func() {
						OK(w, w.API.RevokeToken, &cip.RevokeTokenInput{ClientId: &w.client.ID, Token: new(w.Kept("refresh"))})
					},
					func() { OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: id, Username: name}) },
					func() { OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: id, Username: name}) },
				} {
					if w.Look(w.user).Enabled {
						w.browser = nil
						w.keepGrant("", w.Grant(nil))
						w.told(w.userInfo(w.Kept("access")), mail)
					}
					end()
					w.unheard(w.userInfo(w.Kept("access")), http.StatusUnauthorized, "invalid_token", deadToken)
				}
			}),
		},
		{
			Operations: about, Says: "refused: a token of another pool", Given: withGrant,
			Steps: steps(func(w *World) {
				w.hosted(classic, nil)
				w.unheard(w.userInfo(w.Kept("access")), http.StatusUnauthorized, "invalid_token", deadToken)
			}),
		},
	}...)
}
