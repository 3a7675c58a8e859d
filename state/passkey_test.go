package state

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// annAndBob are two users of a pool.
func annAndBob(t *testing.T) (s *Store, p *Pool, ann, bob *User) {
	t.Helper()
	s, p = fixture(t, types.UserPoolType{})
	ann, bob = user(p, "ann", nil), user(p, "bob", nil)
	add(t, s, nil, ann)
	add(t, s, nil, bob)
	return s, p, ann, bob
}

func TestPasskeys(t *testing.T) {
	s, p, ann, bob := annAndBob(t)
	register := func(want error, sub Sub, id string, after time.Duration) {
		t.Helper()
		update(t, s, want, func(tx *Tx) error {
			return tx.AddPasskey(&Passkey{Pool: p.ID, Sub: sub, ID: id, Created: t0.Add(after), Transports: []string{"usb"}})
		})
	}
	register(nil, ann.Sub, "late", time.Hour)
	register(nil, ann.Sub, "early", 0)
	register(nil, bob.Sub, "his", 0)
	register(ErrExists, bob.Sub, "early", 0)
	register(ErrGone, "eve", "new", 0)

	ids := func(u *User) (all []string) {
		for _, k := range s.View().PasskeysOf(p.ID, u.Sub) {
			all = append(all, k.ID)
		}
		return all
	}
	same(t, "of ann", ids(ann), []string{"early", "late"})
	first, ok := s.View().Passkeys(p.ID, ann.Sub, nil, 1)
	if !ok || len(first.Items) != 1 || first.Items[0].ID != "early" {
		t.Fatalf("the first page: %+v, %v", first, ok)
	}
	second, ok := s.View().Passkeys(p.ID, ann.Sub, first.Next, 1)
	if !ok || len(second.Items) != 1 || second.Items[0].ID != "late" || second.Next != nil {
		t.Errorf("the second page: %+v, %v", second, ok)
	}
	if _, ok := s.View().Passkeys(p.ID, bob.Sub, first.Next, 1); ok {
		t.Error("a place in the list of ann is one in the list of bob")
	}

	key := s.View().Passkey(p.ID, "early")
	update(t, s, nil, func(tx *Tx) error { return tx.CountPasskey(key, 5) })
	update(t, s, ErrStale, func(tx *Tx) error { return tx.CountPasskey(key, 6) })
	same(t, "the counter", s.View().Passkey(p.ID, "early").Counter, uint32(5))

	update(t, s, ErrGone, func(tx *Tx) error { return tx.DeletePasskey(p.ID, bob.Sub, "early") })
	update(t, s, nil, func(tx *Tx) error { return tx.DeletePasskey(p.ID, ann.Sub, "early") })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.DeletePasskey(p.ID, ann.Sub, "early") })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.CountPasskey(key, 7) })
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteUser(p.ID, ann.Sub) })
	same(t, "of ann once deleted", len(ids(ann)), 0)
	same(t, "of bob", ids(bob), []string{"his"})
}

func TestPasskeyChallenges(t *testing.T) {
	s, p, ann, bob := annAndBob(t)
	give := func(want error, sub Sub, value string, now time.Time) {
		t.Helper()
		update(t, s, want, func(tx *Tx) error {
			return tx.AddPasskeyChallenge(&PasskeyChallenge{Pool: p.ID, Sub: sub, Value: value, Expires: now.Add(time.Minute)}, now)
		})
	}
	has := func(u *User, value string) bool { return s.View().PasskeyChallenge(p.ID, u.Sub, value) != nil }
	give(ErrGone, "eve", "a", t0)
	give(nil, ann.Sub, "a", t0)
	give(nil, ann.Sub, "b", t0.Add(59*time.Second))
	if !has(ann, "a") || !has(ann, "b") || has(bob, "a") {
		t.Error("ann should have two challenges, bob none")
	}
	give(nil, ann.Sub, "c", t0.Add(time.Minute))
	if has(ann, "a") || !has(ann, "b") {
		t.Error("the challenge that expired should be forgotten, the other not")
	}
	b := s.View().PasskeyChallenge(p.ID, ann.Sub, "b")
	update(t, s, nil, func(tx *Tx) error { return tx.TakePasskeyChallenge(b) })
	update(t, s, ErrStale, func(tx *Tx) error { return tx.TakePasskeyChallenge(b) })
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteUser(p.ID, ann.Sub) })
	if has(ann, "c") {
		t.Error("the challenge outlives its user")
	}
}
