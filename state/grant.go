package state

import (
	"slices"
	"time"
)

// Grant is one completed sign-in: what its tokens, however often they are refreshed, have in common.
type Grant struct {
	Pool PoolID
	// ID is the event_id of the tokens.
	ID     string
	Client ClientID
	Sub    Sub
	// OriginJTI is the origin_jti of the tokens; empty when the client does not revoke tokens.
	OriginJTI string
	AuthTime  time.Time
	// Expires is the end of the first refresh token; refreshing does not move it.
	Expires time.Time
	Scopes  []string
	Factors []string
	// ACR names the level of authentication that was asked for and reached; empty: none was asked for.
	ACR string
	// MFA tells that a second factor is among them.
	MFA bool
	// Hosted tells that the sign-in went through a browser: an ID token only comes with the scope openid.
	Hosted bool
	// Nonce is what an app wants to find in the ID token, Audience whom the access token is for; empty:
	// the app did not say.
	Nonce, Audience string
	// Device is the key of the device that the tokens are bound to: the one that the sign-in came from,
	// or the one that was given out with it. Empty: none.
	Device string
	// Session is the TOKEN session that the tokens make up; empty: the pool did not keep track of it.
	Session string
	Revoked bool
	aged
}

// RefreshToken is a refresh token that was handed out.
type RefreshToken struct {
	Pool  PoolID
	ID    string
	Grant string
	// Rotated is when another token took its place; zero while it is current.
	Rotated time.Time
}

// maxGrants bounds the memory of sign-ins; the oldest go first, and then their tokens are revoked.
const maxGrants = 200_000

// maxRefreshTokens bounds how many refresh tokens of one sign-in are remembered.
const maxRefreshTokens = 100

func grantKey(g *Grant) []byte               { return key(string(g.Pool), g.ID) }
func grantUserKey(g *Grant) []byte           { return key(string(g.Pool), string(g.Sub), g.ID) }
func refreshKey(r *RefreshToken) []byte      { return key(string(r.Pool), r.ID) }
func refreshGrantKey(r *RefreshToken) []byte { return key(string(r.Pool), r.Grant, r.ID) }

// Grant returns the grant, or nil.
func (v View) Grant(pool PoolID, id string) *Grant {
	return get[Grant](v, tableGrant, indexID, key(string(pool), id))
}

// RefreshToken returns the refresh token, or nil.
func (v View) RefreshToken(pool PoolID, id string) *RefreshToken {
	return get[RefreshToken](v, tableRefresh, indexID, key(string(pool), id))
}

// GrantsOf returns the grants of a user.
func (v View) GrantsOf(pool PoolID, sub Sub) []*Grant {
	return slices.Collect(scan[Grant](v, tableGrant, indexUser, key(string(pool), string(sub))))
}

// AddGrant stores a completed sign-in with its refresh token, nil for one without; ErrGone when the user
// is not there.
func (tx *Tx) AddGrant(g *Grant, r *RefreshToken) error {
	if tx.User(g.Pool, g.Sub) == nil {
		return ErrGone
	}
	if r != nil {
		tx.insert(tableRefresh, r)
	}
	if old := addBounded(tx, tableGrant, g, maxGrants); old != nil {
		tx.removeGrant(old)
	}
	return nil
}

// RotateRefreshToken puts next in the place of the refresh token with that id: ErrStale when it was
// rotated before, ErrGone when it is not there.
func (tx *Tx) RotateRefreshToken(pool PoolID, id string, now time.Time, next *RefreshToken) error {
	r := tx.RefreshToken(pool, id)
	switch {
	case r == nil:
		return ErrGone
	case !r.Rotated.IsZero():
		return ErrStale
	}
	old := *r
	old.Rotated = now
	tx.insert(tableRefresh, &old)
	tx.insertRefreshToken(next)
	return nil
}

// AddRefreshToken adds another refresh token to a grant.
func (tx *Tx) AddRefreshToken(r *RefreshToken) error {
	if tx.Grant(r.Pool, r.Grant) == nil {
		return ErrGone
	}
	tx.insertRefreshToken(r)
	return nil
}

// insertRefreshToken stores another refresh token of a grant. When there are too many, those go that were
// rotated first: they are no tokens any more then, rather than tokens that were used before.
func (tx *Tx) insertRefreshToken(r *RefreshToken) {
	all := slices.Collect(scan[RefreshToken](tx.View, tableRefresh, indexGrant, key(string(r.Pool), r.Grant)))
	if len(all) >= maxRefreshTokens {
		slices.SortFunc(all, func(a, b *RefreshToken) int {
			if a.Rotated.IsZero() != b.Rotated.IsZero() { // one that is current goes last
				return b.Rotated.Compare(a.Rotated)
			}
			return a.Rotated.Compare(b.Rotated)
		})
		for _, old := range all[:len(all)-maxRefreshTokens+1] {
			tx.remove(tableRefresh, old)
		}
	}
	tx.insert(tableRefresh, r)
}

// RevokeGrant makes every token of the grant worthless. The grant stays, so that its tokens are told
// from tokens that never were; ErrGone when it is not there.
func (tx *Tx) RevokeGrant(pool PoolID, id string) error {
	g := tx.Grant(pool, id)
	if g == nil {
		return ErrGone
	}
	tx.revoke(g)
	return nil
}

// RevokeUser revokes every grant of a user, forgets the codes that were to become one, and ends the user's
// sessions. The cookie of a browser goes on unless its session was one of those. Doc: GlobalSignOut, the
// session cookie of managed login. Assumed: of the codes (A463).
func (tx *Tx) RevokeUser(pool PoolID, sub Sub) {
	for _, g := range tx.GrantsOf(pool, sub) {
		tx.revoke(g)
	}
	for _, a := range slices.Collect(scan[AuthorizationCode](tx.View, tableAuthorization, indexPool, key(string(pool)))) {
		if a.Grant.Sub == sub {
			tx.remove(tableAuthorization, a)
		}
	}
	for _, s := range slices.Collect(scan[UserSession](tx.View, tableUserSession, indexID, key(string(pool), string(sub)))) {
		tx.endUserSession(s)
	}
}

// revoke revokes a grant and ends its session.
func (tx *Tx) revoke(g *Grant) {
	if g.Revoked {
		return
	}
	next := *g
	next.Revoked = true
	tx.insert(tableGrant, &next)
	tx.dropSession(g)
}

func (tx *Tx) dropSession(g *Grant) {
	if g.Session != "" {
		removeAll(tx, tableUserSession, indexID, key(string(g.Pool), string(g.Sub), g.Session))
	}
}

func (tx *Tx) removeGrant(g *Grant) {
	removeAll(tx, tableRefresh, indexGrant, key(string(g.Pool), g.ID))
	tx.remove(tableGrant, g)
	tx.dropSession(g)
}
