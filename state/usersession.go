package state

import (
	"cmp"
	"slices"
	"time"

	"cognito-emulator/emulator/newest"
)

// UserSession is a session as users and administrators see one, in a pool that keeps track of them: the
// life of a refresh token, or of a browser that signed in.
type UserSession struct {
	Pool PoolID
	Sub  Sub
	ID   string
	Type newest.SessionTypeType
	// Client is the app client that the user signed in to.
	Client ClientID
	// Grant is what holds the tokens of a TOKEN session.
	Grant string
	// Origin is the SSO session that a TOKEN session came through; empty: it came through none.
	Origin  string
	Created time.Time
	// Active is when the session was used last, with what device and from where.
	Active  time.Time
	Device  string
	IP      string
	Expires time.Time
}

// TOKEN and SSO.
const (
	tokenSession = newest.SessionTypeTypeToken
	ssoSession   = newest.SessionTypeTypeSso
)

func userSessionKey(s *UserSession) []byte { return key(string(s.Pool), string(s.Sub), s.ID) }

// userSessionUserKey is fine enough that two sign-ins, one after the other, keep their order.
func userSessionUserKey(s *UserSession) []byte {
	return key(string(s.Pool), string(s.Sub), string(number(uint64(s.Created.UnixMicro())^1<<63)), s.ID)
}

// live tells whether a session has not ended by itself: by age, or because its app client is gone.
func (v View) live(s *UserSession, now time.Time) bool {
	return now.Before(s.Expires) && (s.Type != tokenSession || v.ClientOf(s.Pool, s.Client) != nil)
}

// UserSession returns a session of a user that has not ended, or nil.
func (v View) UserSession(pool PoolID, sub Sub, id string, now time.Time) *UserSession {
	s := get[UserSession](v, tableUserSession, indexID, key(string(pool), string(sub), id))
	if s == nil || !v.live(s, now) {
		return nil
	}
	return s
}

// UserSessions returns a page of the sessions of a user that have not ended, oldest first; false when
// from is not a place in that list.
func (v View) UserSessions(pool PoolID, sub Sub, now time.Time, from []byte, limit int) (Page[UserSession], bool) {
	return page(v, tableUserSession, indexUser, key(string(pool), string(sub)), from, limit, userSessionUserKey,
		func(s *UserSession) bool { return v.live(s, now) })
}

// AddUserSession adds a session; ErrGone when the user is not there. Before a TOKEN session is added,
// those that were used least recently end until the user has fewer than limit of them, with their
// tokens.
// Doc: SetUserPoolSessionConfiguration, MaxPerUser.
func (tx *Tx) AddUserSession(s *UserSession, limit int, now time.Time) error {
	if tx.User(s.Pool, s.Sub) == nil {
		return ErrGone
	}
	if s.Type == tokenSession {
		tx.makeRoom(s.Pool, s.Sub, limit, now)
	}
	tx.insert(tableUserSession, s)
	return nil
}

// makeRoom ends TOKEN sessions of a user until there are fewer than limit.
func (tx *Tx) makeRoom(pool PoolID, sub Sub, limit int, now time.Time) {
	var others []*UserSession
	for _, s := range slices.Collect(scan[UserSession](tx.View, tableUserSession, indexUser, key(string(pool), string(sub)))) {
		switch {
		case !tx.live(s, now):
			tx.remove(tableUserSession, s)
		case s.Type == tokenSession:
			others = append(others, s)
		}
	}
	// Of two that were used at the same moment, the one that began first goes first.
	slices.SortFunc(others, func(a, b *UserSession) int {
		return cmp.Or(a.Active.Compare(b.Active), cmp.Compare(tx.begun(a), tx.begun(b)))
	})
	for len(others) >= limit {
		tx.endUserSession(others[0])
		others = others[1:]
	}
}

// begun is the place of a TOKEN session among all sign-ins.
func (v View) begun(s *UserSession) uint64 {
	if g := v.Grant(s.Pool, s.Grant); g != nil {
		return g.seq
	}
	return 0
}

// ChangeUserSession lets change work on a copy and stores that; ErrGone when the session is not there.
func (tx *Tx) ChangeUserSession(pool PoolID, sub Sub, id string, change func(*UserSession)) error {
	s := get[UserSession](tx.View, tableUserSession, indexID, key(string(pool), string(sub), id))
	if s == nil {
		return ErrGone
	}
	next := *s
	change(&next)
	tx.insert(tableUserSession, &next)
	return nil
}

// EndUserSession removes a session, with its tokens when it has some, and when linked is set what it is
// tied to: the SSO session that a TOKEN session came through, the TOKEN sessions that came through an
// SSO session. ErrGone when it is not there.
// Doc: RevokeUserSession, RevokeAssociatedSessions.
func (tx *Tx) EndUserSession(pool PoolID, sub Sub, id string, linked bool) error {
	s := get[UserSession](tx.View, tableUserSession, indexID, key(string(pool), string(sub), id))
	if s == nil {
		return ErrGone
	}
	tx.endUserSession(s)
	if !linked {
		return nil
	}
	for _, other := range slices.Collect(scan[UserSession](tx.View, tableUserSession, indexID, key(string(pool), string(sub)))) {
		if s.Type == tokenSession && other.ID == s.Origin || s.Type == ssoSession && other.Origin == s.ID {
			tx.endUserSession(other)
		}
	}
	return nil
}

func (tx *Tx) endUserSession(s *UserSession) {
	tx.remove(tableUserSession, s)
	if s.Type == ssoSession {
		tx.dropBrowser(s)
	}
	if s.Type == tokenSession && tx.Grant(s.Pool, s.Grant) != nil {
		tx.revoke(tx.Grant(s.Pool, s.Grant))
	}
}
