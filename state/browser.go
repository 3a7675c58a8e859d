package state

import (
	"slices"
	"time"
)

// BrowserSession is the sign-in that a browser's cookie stands for. It holds for every app client of
// the pool. Doc: "User pool managed login", session cookie.
type BrowserSession struct {
	Pool PoolID
	ID   string // what the cookie carries
	Sub  Sub
	// Client is the app client that the user signed in to.
	Client ClientID
	// AuthTime is when the user last proved something, Expires when no client takes the session over
	// any more, whatever its settings.
	AuthTime time.Time
	Expires  time.Time
	// Factors are the factors that succeeded, in their order; MFA tells that a second one is among them.
	Factors []string
	MFA     bool
	// Provider is the identity provider that the user came from, Level the level of authentication that
	// it told, 0 for none; empty for a user of the pool's own.
	Provider string
	Level    int
	// Subject, in that Format, and Index are what a SAML provider calls the user and its own session.
	Subject, Format, Index string
	// Session is the SSO session that the user sees; empty: the pool did not keep track of it.
	Session string
	aged
}

// maxBrowserSessions bounds the memory of browsers that never come back; the oldest go first.
const maxBrowserSessions = 50_000

func browserKey(b *BrowserSession) []byte { return key(b.ID) }
func browserUserKey(b *BrowserSession) []byte {
	return key(string(b.Pool), string(b.Sub), b.ID)
}

// BrowserSession returns the session if it is one of the pool and has not ended, or nil.
func (v View) BrowserSession(pool PoolID, id string, now time.Time) *BrowserSession {
	if b := v.AnyBrowserSession(id, now); b != nil && b.Pool == pool {
		return b
	}
	return nil
}

// AnyBrowserSession returns the session, whichever pool's it is, if it has not ended, or nil.
func (v View) AnyBrowserSession(id string, now time.Time) *BrowserSession {
	b := get[BrowserSession](v, tableBrowser, indexID, key(id))
	if b == nil || !now.Before(b.Expires) {
		return nil
	}
	return b
}

// AddBrowserSession adds a session; ErrGone when the user is not there.
func (tx *Tx) AddBrowserSession(b *BrowserSession) error {
	if tx.User(b.Pool, b.Sub) == nil {
		return ErrGone
	}
	if old := addBounded(tx, tableBrowser, b, maxBrowserSessions); old != nil {
		tx.remove(tableBrowser, old)
	}
	return nil
}

// EndBrowserSession ends a session, and the SSO session that the user sees; the tokens that came through
// it stay. Nothing happens when it is not there.
func (tx *Tx) EndBrowserSession(id string) {
	b := get[BrowserSession](tx.View, tableBrowser, indexID, key(id))
	if b == nil {
		return
	}
	tx.remove(tableBrowser, b)
	if b.Session != "" {
		removeAll(tx, tableUserSession, indexID, key(string(b.Pool), string(b.Sub), b.Session))
	}
}

// EndBrowserSessions ends all sessions of a pool's browsers.
func (tx *Tx) EndBrowserSessions(pool PoolID) {
	for _, b := range slices.Collect(scan[BrowserSession](tx.View, tableBrowser, indexUser, key(string(pool)))) {
		tx.EndBrowserSession(b.ID)
	}
}

// dropBrowser ends the browser's session behind an SSO session.
func (tx *Tx) dropBrowser(s *UserSession) {
	for b := range scan[BrowserSession](tx.View, tableBrowser, indexUser, key(string(s.Pool), string(s.Sub))) {
		if b.Session == s.ID {
			tx.remove(tableBrowser, b)
			return
		}
	}
}
