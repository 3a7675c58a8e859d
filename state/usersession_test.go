package state

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/newest"
)

// until is an end that no test waits for.
var until = t0.Add(time.Hour)

// tracked is a store with a user and an app client.
func tracked(t *testing.T) (*Store, *User) {
	t.Helper()
	s, p := fixture(t, types.UserPoolType{})
	u := user(p, "ann", nil)
	add(t, s, nil, u)
	update(t, s, nil, func(tx *Tx) error { return tx.AddClient(&Client{ID: "c", Pool: p.ID}) })
	return s, u
}

// enter adds a TOKEN session called name, made and last used at that minute.
func enter(t *testing.T, s *Store, u *User, name string, minute, limit int, origin string) {
	t.Helper()
	at := t0.Add(time.Duration(minute) * time.Minute)
	update(t, s, nil, func(tx *Tx) error {
		g := &Grant{Pool: u.Pool, ID: "g" + name, Client: "c", Sub: u.Sub, Session: name, Expires: until}
		if err := tx.AddGrant(g, &RefreshToken{Pool: u.Pool, ID: "r" + name, Grant: g.ID}); err != nil {
			return err
		}
		return tx.AddUserSession(&UserSession{Pool: u.Pool, Sub: u.Sub, ID: name, Type: newest.SessionTypeTypeToken, Client: "c",
			Grant: g.ID, Origin: origin, Created: at, Active: at, Expires: until}, limit, at)
	})
}

// browse adds an SSO session.
func browse(t *testing.T, s *Store, u *User, name string) {
	t.Helper()
	update(t, s, nil, func(tx *Tx) error {
		return tx.AddUserSession(&UserSession{Pool: u.Pool, Sub: u.Sub, ID: name, Type: newest.SessionTypeTypeSso, Client: "c",
			Created: t0, Active: t0, Expires: until}, 1, t0)
	})
}

// alive are the sessions that have not ended; it checks that exactly their grants still hold.
func alive(t *testing.T, s *Store, u *User, now time.Time) (ids []string) {
	t.Helper()
	v := s.View()
	page, _ := v.UserSessions(u.Pool, u.Sub, now, nil, 1000)
	for _, x := range page.Items {
		ids = append(ids, x.ID)
		if x.Type == newest.SessionTypeTypeToken && v.Grant(x.Pool, x.Grant).Revoked {
			t.Errorf("the tokens of %s are revoked", x.ID)
		}
		if v.UserSession(u.Pool, u.Sub, x.ID, now) != x {
			t.Errorf("%s is in the list and not to be found", x.ID)
		}
	}
	return ids
}

func expectSessions(t *testing.T, s *Store, u *User, want ...string) {
	t.Helper()
	if got := alive(t, s, u, t0); !slices.Equal(got, want) {
		t.Errorf("sessions %v, want %v", got, want)
	}
}

func TestLeastRecentlyUsedSessionMakesRoom(t *testing.T) {
	s, u := tracked(t)
	browse(t, s, u, "sso") // does not count
	enter(t, s, u, "a", 1, 3, "")
	enter(t, s, u, "b", 2, 3, "")
	enter(t, s, u, "c", 3, 3, "")
	expectSessions(t, s, u, "sso", "a", "b", "c")
	update(t, s, nil, func(tx *Tx) error {
		return tx.ChangeUserSession(u.Pool, u.Sub, "a", func(x *UserSession) { x.Active = t0.Add(9 * time.Minute) })
	})
	enter(t, s, u, "d", 4, 3, "")
	expectSessions(t, s, u, "sso", "a", "c", "d")
	if !s.View().Grant(u.Pool, "gb").Revoked {
		t.Error("the tokens of the session that had to go still hold")
	}
	enter(t, s, u, "e", 5, 2, "") // the limit was lowered
	expectSessions(t, s, u, "sso", "a", "e")
	enter(t, s, u, "f", 10, 1, "")
	expectSessions(t, s, u, "sso", "f")
}

func TestSessionsOfOneMomentGoInTheirOrder(t *testing.T) {
	s, u := tracked(t)
	for i := range 12 { // by name "10" comes before "9"
		enter(t, s, u, fmt.Sprint(i), 0, 3, "")
	}
	got := alive(t, s, u, t0)
	if slices.Sort(got); !slices.Equal(got, []string{"10", "11", "9"}) {
		t.Errorf("%v are left", got)
	}
}

func TestSessionEndsWithItsTokens(t *testing.T) {
	for name, end := range map[string]func(tx *Tx, u *User) error{
		"EndUserSession":        func(tx *Tx, u *User) error { return tx.EndUserSession(u.Pool, u.Sub, "a", false) },
		"EndUserSession linked": func(tx *Tx, u *User) error { return tx.EndUserSession(u.Pool, u.Sub, "a", true) },
		"RevokeGrant":           func(tx *Tx, u *User) error { return tx.RevokeGrant(u.Pool, "ga") },
	} {
		t.Run(name, func(t *testing.T) {
			s, u := tracked(t)
			enter(t, s, u, "a", 1, 9, "")
			enter(t, s, u, "b", 2, 9, "")
			update(t, s, nil, func(tx *Tx) error { return end(tx, u) })
			expectSessions(t, s, u, "b")
			if g := s.View().Grant(u.Pool, "ga"); !g.Revoked {
				t.Error("the tokens still hold")
			}
			update(t, s, ErrGone, func(tx *Tx) error { return tx.EndUserSession(u.Pool, u.Sub, "a", false) })
			update(t, s, ErrGone, func(tx *Tx) error { return tx.ChangeUserSession(u.Pool, u.Sub, "a", func(*UserSession) {}) })
		})
	}
	s, u := tracked(t)
	browse(t, s, u, "sso")
	enter(t, s, u, "a", 1, 9, "")
	update(t, s, nil, func(tx *Tx) error { tx.RevokeUser(u.Pool, u.Sub); return nil })
	expectSessions(t, s, u)
}

func TestLinkedSessions(t *testing.T) {
	for _, c := range []struct {
		id     string
		linked bool
		want   []string
	}{
		{"a", false, []string{"sso1", "sso2", "b", "c", "d"}},
		{"a", true, []string{"sso2", "b", "c", "d"}}, // its parent goes, its sibling stays
		{"d", true, []string{"sso1", "sso2", "a", "b", "c"}},
		{"sso1", false, []string{"sso2", "a", "b", "c", "d"}},
		{"sso1", true, []string{"sso2", "c", "d"}},
	} {
		t.Run(fmt.Sprint(c.id, c.linked), func(t *testing.T) {
			s, u := tracked(t)
			browse(t, s, u, "sso1")
			browse(t, s, u, "sso2")
			enter(t, s, u, "a", 1, 9, "sso1")
			enter(t, s, u, "b", 2, 9, "sso1")
			enter(t, s, u, "c", 3, 9, "sso2")
			enter(t, s, u, "d", 4, 9, "")
			update(t, s, nil, func(tx *Tx) error { return tx.EndUserSession(u.Pool, u.Sub, c.id, c.linked) })
			expectSessions(t, s, u, c.want...)
		})
	}
}

func TestSessionEndsByItself(t *testing.T) {
	s, u := tracked(t)
	enter(t, s, u, "a", 1, 9, "")
	if got := alive(t, s, u, until); got != nil {
		t.Errorf("%v did not end with the refresh token", got)
	}
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteClient("c") })
	expectSessions(t, s, u)
}
