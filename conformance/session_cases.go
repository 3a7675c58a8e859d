package conformance

import (
	"encoding/json"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

const (
	chromeOnMac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36"
	safariOnIOS = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)

// userSession is a session as the two list operations show it. The official client does not have them yet.
// Doc: API_SessionDescriptionType.
type userSession struct {
	SessionId, SessionType, ClientId, DeviceType, LastIPAddress string
	CreateDate, LastActiveDate                                  time.Time
	LastLocation                                                userPlace
	OriginSessionId                                             *string
	IsCurrentSession                                            bool
}

type userPlace struct{ City, Country *string }

// wireSession is userSession as it comes.
type wireSession struct {
	userSession
	CreateDate, LastActiveDate float64
}

// track turns the tracking of sessions of the pool made last on, with a limit.
func (w *World) track(limit int) { w.t.Helper(); w.setTracking("ENABLED", limit) }

func (w *World) setTracking(to string, limit int) {
	w.t.Helper()
	w.good(w.PostSigned("SetUserPoolSessionConfiguration", map[string]any{
		"UserPoolId": w.pool.ID, "UserSessionTracking": to, "TokenSession": map[string]any{"MaxPerUser": limit},
	}))
}

// good ends the case when a reply is a refusal, and gives its body.
func (w *World) good(r *Reply) string {
	w.t.Helper()
	if r.Status != 200 {
		w.t.Fatalf("%d %s", r.Status, r.Body)
	}
	return r.Body
}

// sessions lists the sessions of the holder of an access token, all on one page.
func (w *World) sessions(access string) []userSession {
	w.t.Helper()
	return w.readSessions(w.Post("ListUserSessions", map[string]any{"AccessToken": access}))
}

// adminSessions lists the sessions of the user made last.
func (w *World) adminSessions() []userSession {
	w.t.Helper()
	return w.readSessions(w.PostSigned("AdminListUserSessions", map[string]any{"UserPoolId": w.pool.ID, "Username": w.user.Username}))
}

func (w *World) readSessions(r *Reply) []userSession {
	w.t.Helper()
	var page struct {
		Sessions  []wireSession
		NextToken *string
	}
	w.must(json.Unmarshal([]byte(w.good(r)), &page))
	if page.NextToken != nil || page.Sessions == nil {
		w.t.Errorf("not one page: %s", r.Body)
	}
	list := make([]userSession, len(page.Sessions))
	for i, s := range page.Sessions {
		list[i] = s.userSession
		list[i].CreateDate, list[i].LastActiveDate = time.UnixMilli(int64(s.CreateDate*1000)), time.UnixMilli(int64(s.LastActiveDate*1000))
	}
	return list
}

// session is what a session of tokens looks like that was made by an API that is not a browser's.
func (w *World) session(id string, current bool) userSession {
	return userSession{
		SessionId: id, SessionType: "TOKEN", ClientId: w.client.ID, DeviceType: "unknown", LastIPAddress: AnyText,
		CreateDate: lately, LastActiveDate: lately, LastLocation: userPlace{Country: new("unknown")}, IsCurrentSession: current,
	}
}

// sessionID finds the session of an access token.
func (w *World) sessionID(access string) string {
	w.t.Helper()
	for _, s := range w.sessions(access) {
		if s.IsCurrentSession {
			return s.SessionId
		}
	}
	w.t.Fatalf("none of the sessions is the current one")
	return ""
}

// listed fails the case when the user made last does not have exactly that many sessions.
func (w *World) listed(n int) {
	w.t.Helper()
	if got := w.adminSessions(); len(got) != n {
		w.t.Errorf("%d sessions, want %d: %+v", len(got), n, got)
	}
}

// keepTokens signs the user in and keeps the tokens under a name.
func (w *World) keepTokens(name string) {
	w.t.Helper()
	tokens := w.Tokens()
	w.Keep(name, *tokens.AccessToken)
	w.Keep(name+" refresh", *tokens.RefreshToken)
}

// over judges that the kept tokens are revoked.
func (w *World) over(name string) {
	w.t.Helper()
	Refuses(w, w.API.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept(name))}, "NotAuthorizedException", revokedAccess)
	Refuses(w, w.API.GetTokensFromRefreshToken, w.refreshOf(name), "NotAuthorizedException", revokedRefresh)
}

// lives judges that the kept tokens are good.
func (w *World) lives(name string) {
	w.t.Helper()
	OK(w, w.API.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept(name))})
	OK(w, w.API.GetTokensFromRefreshToken, w.refreshOf(name))
}

func (w *World) refreshOf(name string) *cip.GetTokensFromRefreshTokenInput {
	return &cip.GetTokensFromRefreshTokenInput{ClientId: &w.client.ID, RefreshToken: new(w.Kept(name + " refresh"))}
}

// tracking makes a pool that tracks sessions, with a client and a user.
func tracking(limit int) func(w *World) {
	return func(w *World) { w.Pool(); w.track(limit); w.Client(); w.User() }
}

// sessionCases are about the sessions that a pool keeps track of. Doc: developer guide, managing user sessions; API
// reference of the operations.
func sessionCases() []Case {
	about := ops("ListUserSessions", "AdminListUserSessions")
	return []Case{
		{
			Operations: about, Says: "each sign-in is a session, and the user sees which is the current one", Given: tracking(20),
			Steps: steps(
				func(w *World) { w.keepTokens("one"); w.keepTokens("two") },
				func(w *World) {
					w.Equal(w.sessions(w.Kept("two")), []userSession{w.session(AnyTracked, false), w.session(AnyTracked, true)})
					w.Equal(w.sessions(w.Kept("one")), []userSession{w.session(AnyTracked, true), w.session(AnyTracked, false)})
					w.Equal(w.adminSessions(), []userSession{w.session(AnyTracked, false), w.session(AnyTracked, false)})
				},
			),
		},
		{
			Operations: about, Says: "an administrator's sign-in is a session too, those of other users are none of the list", Given: tracking(20),
			Steps: steps(func(w *World) {
				w.keepTokens("ann")
				w.User()
				w.AsAdmin()
				w.keepTokens("bob")
				w.Equal(w.sessions(w.Kept("bob")), []userSession{w.session(AnyTracked, true)})
			}),
		},
		{
			Operations: about, Says: "the list is over all app clients", Given: tracking(20),
			Steps: steps(func(w *World) {
				w.keepTokens("one")
				first := w.session(AnyTracked, false)
				w.Client()
				w.keepTokens("two")
				w.Equal(w.sessions(w.Kept("two")), []userSession{first, w.session(AnyTracked, true)})
			}),
		},
		{
			Operations: about, Says: "a pool that does not track has none, and what began before does not show afterwards", Given: plain, Assumes: "A252",
			Steps: steps(func(w *World) {
				w.keepTokens("one")
				w.Equal(w.sessions(w.Kept("one")), []userSession{})
				w.track(20)
				w.listed(0)
				w.keepTokens("two")
				w.listed(1)
				w.setTracking("DISABLED", 20)
				w.listed(0)
				w.lives("two")
			}),
		},
		{
			Operations: about, Needs: needs(Clock), Says: "a refresh makes a session active, with the device and address of then", Given: tracking(20),
			Steps: steps(func(w *World) {
				w.Freeze()
				r := w.from(chromeOnMac, "InitiateAuth", map[string]any{
					"ClientId": w.client.ID, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": map[string]any{"USERNAME": w.user.Login, "PASSWORD": password},
				})
				var answer struct {
					AuthenticationResult struct{ AccessToken, RefreshToken string }
				}
				w.must(json.Unmarshal([]byte(w.good(r)), &answer))
				want := w.session(AnyTracked, true)
				want.DeviceType = "Chrome 125 / macOS 15.0"
				began := w.Now()
				want.CreateDate, want.LastActiveDate = began, began
				w.Equal(w.sessions(answer.AuthenticationResult.AccessToken), []userSession{want})

				w.Advance(10 * time.Minute)
				w.good(w.from(safariOnIOS, "GetTokensFromRefreshToken", map[string]any{"ClientId": w.client.ID, "RefreshToken": answer.AuthenticationResult.RefreshToken}))
				want.LastActiveDate, want.DeviceType = began.Add(10*time.Minute), "Safari 17 / iOS 17.5"
				w.Equal(w.sessions(answer.AuthenticationResult.AccessToken), []userSession{want})
			}),
		},
		{
			Operations: about, Says: "rotation stays in the session",
			Given: func(w *World) { w.Pool(); w.track(20); w.Client(Rotate(0)); w.User() },
			Steps: steps(func(w *World) {
				w.keepTokens("one")
				id := w.sessionID(w.Kept("one"))
				out := OK(w, w.API.GetTokensFromRefreshToken, w.refreshOf("one")).AuthenticationResult
				w.Equal(w.sessions(*out.AccessToken), []userSession{w.session(id, true)})
			}),
		},
		{
			Operations: about, Needs: needs(Clock), Says: "a session ends with its refresh token", Given: tracking(20),
			Steps: steps(func(w *World) {
				w.keepTokens("one")
				w.Advance(31 * 24 * time.Hour)
				w.listed(0)
			}),
		},
		{
			Operations: ops("SetUserPoolSessionConfiguration", "InitiateAuth"), Needs: needs(Clock), Says: "at the limit the session goes that was used least recently", Given: tracking(2),
			Steps: steps(
				func(w *World) {
					for _, name := range []string{"one", "two"} {
						w.keepTokens(name)
						w.Advance(time.Minute)
					}
					OK(w, w.API.GetTokensFromRefreshToken, w.refreshOf("one"))
					w.Advance(time.Minute)
					w.keepTokens("three")
				},
				func(w *World) {
					w.listed(2)
					w.over("two")
					w.lives("one")
					w.lives("three")
				},
			),
		},
		{
			Operations: ops("SetUserPoolSessionConfiguration", "InitiateAuth"), Says: "a lower limit holds from the next sign-in on", Given: tracking(20),
			Steps: steps(
				func(w *World) {
					for _, name := range []string{"one", "two", "three"} {
						w.keepTokens(name)
					}
					w.track(2)
					w.listed(3)
					w.lives("one")
				},
				func(w *World) {
					w.keepTokens("four")
					w.listed(2)
				},
			),
		},
		{
			Operations: ops("InitiateAuth", "AdminListUserSessions"), Says: "race: sign-ins at the limit leave as many sessions as it allows", Given: tracking(2),
			Steps: steps(func(w *World) {
				for _, err := range w.Race(racers, func(int) error {
					return Try(w, w.API.InitiateAuth, &cip.InitiateAuthInput{
						ClientId: &w.client.ID, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": w.user.Login, "PASSWORD": password},
					})
				}) {
					w.must(err)
				}
				w.listed(2)
			}),
		},
	}
}

// from is Post with the name of a browser.
func (w *World) from(browser, operation string, body any) *Reply {
	w.t.Helper()
	req := w.request(operation, body)
	req.Header.Set("User-Agent", browser)
	return w.send(req)
}
