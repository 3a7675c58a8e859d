package state

import (
	"slices"
	"time"
)

// Passkey is a key that a user signs in with. Its id is unique in the pool.
type Passkey struct {
	Pool PoolID
	Sub  Sub
	// ID is the id that the authenticator gave the key, in base64url.
	ID string
	// RelyingParty is whom the key was made for. It is of no use to any other.
	RelyingParty string
	Key          []byte // the public key in COSE form
	Counter      uint32 // how often the authenticator says to have signed
	Name         string // what people read
	Attachment   string // platform, cross-platform or empty
	Transports   []string
	Created      time.Time
}

// PasskeyChallenge is what a user was given to register a passkey with.
type PasskeyChallenge struct {
	Pool PoolID
	Sub  Sub
	// Value is the challenge in base64url. A user may have several: each browser gets its own.
	Value string
	// Client is the app client that asked for it.
	Client  ClientID
	Expires time.Time
}

func passkeyKey(p *Passkey) []byte { return key(string(p.Pool), p.ID) }
func passkeyUserKey(p *Passkey) []byte {
	return key(string(p.Pool), string(p.Sub), instant(p.Created), p.ID)
}
func passkeyChallengeKey(c *PasskeyChallenge) []byte {
	return key(string(c.Pool), string(c.Sub), c.Value)
}

// Passkey returns the passkey with that id, or nil.
func (v View) Passkey(pool PoolID, id string) *Passkey {
	return get[Passkey](v, tablePasskey, indexID, key(string(pool), id))
}

// Passkeys returns a page of the passkeys of a user, oldest first; false when from is not a place in
// that list.
func (v View) Passkeys(pool PoolID, sub Sub, from []byte, limit int) (Page[Passkey], bool) {
	return page(v, tablePasskey, indexUser, key(string(pool), string(sub)), from, limit, passkeyUserKey, nil)
}

// PasskeysOf returns all passkeys of a user, oldest first.
func (v View) PasskeysOf(pool PoolID, sub Sub) []*Passkey {
	var all []*Passkey
	for p := range scan[Passkey](v, tablePasskey, indexUser, key(string(pool), string(sub))) {
		all = append(all, p)
	}
	return all
}

// AddPasskey adds a passkey; ErrExists when the pool has one of that id, ErrGone without the user.
func (tx *Tx) AddPasskey(p *Passkey) error {
	switch {
	case tx.User(p.Pool, p.Sub) == nil:
		return ErrGone
	case tx.Passkey(p.Pool, p.ID) != nil:
		return ErrExists
	}
	tx.insert(tablePasskey, p)
	return nil
}

// CountPasskey notes the counter of a passkey that was used: ErrStale when it was used meanwhile,
// ErrGone when it is not there.
func (tx *Tx) CountPasskey(p *Passkey, counter uint32) error {
	now := tx.Passkey(p.Pool, p.ID)
	switch {
	case now == nil || now.Sub != p.Sub:
		return ErrGone
	case now.Counter != p.Counter:
		return ErrStale
	}
	next := *now
	next.Counter = counter
	tx.insert(tablePasskey, &next)
	return nil
}

// DeletePasskey removes a passkey of a user; ErrGone when the user has none of that id.
func (tx *Tx) DeletePasskey(pool PoolID, sub Sub, id string) error {
	p := tx.Passkey(pool, id)
	if p == nil || p.Sub != sub {
		return ErrGone
	}
	tx.remove(tablePasskey, p)
	return nil
}

// PasskeyChallenge returns a challenge that the user was given, or nil.
func (v View) PasskeyChallenge(pool PoolID, sub Sub, value string) *PasskeyChallenge {
	return get[PasskeyChallenge](v, tablePasskeyChallenge, indexID, key(string(pool), string(sub), value))
}

// maxPasskeyChallenges bounds how many challenges a user has at a time; the one that expires first goes
// first.
const maxPasskeyChallenges = 20

// AddPasskeyChallenge stores a challenge and forgets those of the user that have expired by now. It
// returns ErrGone without the user.
func (tx *Tx) AddPasskeyChallenge(c *PasskeyChallenge, now time.Time) error {
	if tx.User(c.Pool, c.Sub) == nil {
		return ErrGone
	}
	// Collected first: an iterator must not run over what is being changed.
	all := slices.Collect(scan[PasskeyChallenge](tx.View, tablePasskeyChallenge, indexID, key(string(c.Pool), string(c.Sub))))
	slices.SortFunc(all, func(a, b *PasskeyChallenge) int { return a.Expires.Compare(b.Expires) })
	for i, old := range all {
		if !now.Before(old.Expires) || len(all)-i >= maxPasskeyChallenges {
			tx.remove(tablePasskeyChallenge, old)
		}
	}
	tx.insert(tablePasskeyChallenge, c)
	return nil
}

// TakePasskeyChallenge removes a challenge, so that it is answered once: ErrStale when it is gone.
func (tx *Tx) TakePasskeyChallenge(c *PasskeyChallenge) error {
	now := tx.PasskeyChallenge(c.Pool, c.Sub, c.Value)
	if now == nil {
		return ErrStale
	}
	tx.remove(tablePasskeyChallenge, now)
	return nil
}
