package state

import "slices"

// The questions here are those of people who look inside; no operation asks them.

// AllPools returns every pool of every account, by id.
func (v View) AllPools() []*Pool { return slices.Collect(scan[Pool](v, tablePool, indexID, []byte{})) }

// SecretOffered returns the authenticator secret that was handed out to a user last within a sign-in
// that can still be completed, or nil.
func (v View) SecretOffered(pool PoolID, sub Sub) []byte {
	var newest *Session
	for s := range scan[Session](v, tableSession, indexPool, key(string(pool))) {
		if s.Sub == sub && s.Secret != nil && !s.Used && (newest == nil || s.seq > newest.seq) {
			newest = s
		}
	}
	if newest == nil {
		return nil
	}
	return newest.Secret
}
