package authorize

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// sessionCookie is the cookie of a browser's session. Doc: "User pool managed login". A host of the service is
// one pool's, and the cookie holds the id of one session. At localhost any number of pools share the host, and
// so the cookie: there each of them has a session of its own in it, one behind the other.
const (
	sessionCookie    = "cognito"
	sessionSeparator = "."
	maxSessions      = 20 // in a cookie; browsers keep none above 4,096 bytes
)

// sessionIDs are those that a browser shows.
func sessionIDs(r *http.Request) []string {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return nil
	}
	return strings.SplitN(cookie.Value, sessionSeparator, maxSessions+1)
}

// returning is the sign-in that a browser has and the client takes over; nil: none.
func (x *Visits) returning(c *op.Call, client *state.Client, r *http.Request) *authflow.Arrival {
	for _, id := range sessionIDs(r) {
		if arrival := x.Flow.Return(c, client, id); arrival != nil {
			return arrival
		}
	}
	return nil
}

// setSession gives the browser a session of the call's pool in place of the one that it has, or takes that
// away when b is nil. Those of other pools stay as they are.
func setSession(w http.ResponseWriter, r *http.Request, c *op.Call, b *state.BrowserSession) {
	var ids []string
	life := time.Duration(-1)
	keep := func(b *state.BrowserSession) {
		ids, life = append(ids, b.ID), max(life, b.Expires.Sub(c.Now))
	}
	if b != nil {
		keep(b)
	}
	for _, id := range sessionIDs(r) {
		other := c.View.AnyBrowserSession(id, c.Now)
		if other != nil && other.Pool != c.Pool.ID && len(ids) < maxSessions && !slices.Contains(ids, id) {
			keep(other)
		}
	}
	SetCookie(w, r, sessionCookie, strings.Join(ids, sessionSeparator), life, http.SameSiteLaxMode)
}

// SignIn gives the browser its session.
func (v *Visit) SignIn(b *state.BrowserSession) { setSession(v.W, v.R, v.Call, b) }

// SignOut ends the session that the browser has, and takes its cookie away. It returns the session, nil
// when there was none.
func (x *Visits) SignOut(c *op.Call, w http.ResponseWriter, r *http.Request) (*state.BrowserSession, error) {
	ids := sessionIDs(r)
	if ids == nil {
		return nil, nil
	}
	setSession(w, r, c, nil)
	for _, id := range ids {
		if b := c.View.BrowserSession(c.Pool.ID, id, c.Now); b != nil {
			return b, x.Store.Update(func(tx *state.Tx) error {
				tx.EndBrowserSession(b.ID)
				return nil
			})
		}
	}
	return nil, nil
}
