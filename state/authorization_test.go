package state_test

import (
	"errors"
	"testing"
	"time"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/state"
)

// authorizationScene is a pool with a user.
func authorizationScene(t *testing.T) (*state.Store, func(func(*state.Tx) error) error) {
	t.Helper()
	s := state.New(state.Fingerprint())
	err := s.Update(func(tx *state.Tx) error {
		if err := tx.AddPool(&state.Pool{ID: "r_p", Region: "r"}); err != nil {
			return err
		}
		return tx.AddUser(&state.User{Pool: "r_p", Sub: "ann", Username: "ann", Attributes: map[string]string{}})
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, s.Update
}

// Of many who redeem one code, one gets the tokens, and the grant and session exist from then on.
func TestRedeemOnce(t *testing.T) {
	t.Parallel()
	s, update := authorizationScene(t)
	now := time.Date(2026, 3, 3, 4, 5, 6, 0, time.UTC)
	err := update(func(tx *state.Tx) error {
		return tx.AddAuthorizationCode(&state.AuthorizationCode{
			Pool: "r_p", ID: "code", Grant: state.Grant{Pool: "r_p", ID: "g", Sub: "ann", Session: "tkn1", Expires: now.Add(time.Hour)},
			Refresh: state.RefreshToken{Pool: "r_p", ID: "t", Grant: "g"}, AccessToken: "secret",
			Session: &state.UserSession{Pool: "r_p", Sub: "ann", ID: "tkn1", Type: newest.SessionTypeTypeToken, Grant: "g"},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if s.View().Grant("r_p", "g") != nil || s.View().AuthorizationCode("r_other", "code") != nil {
		t.Error("a code that nobody redeemed has a grant, or belongs to another pool")
	}
	results := make(chan error, 20)
	for range cap(results) {
		go func() {
			results <- update(func(tx *state.Tx) error { return tx.RedeemAuthorizationCode("code", 5, now) })
		}()
	}
	good := 0
	for range cap(results) {
		switch err := <-results; {
		case err == nil:
			good++
		case !errors.Is(err, state.ErrStale):
			t.Error(err)
		}
	}
	if good != 1 || s.View().Grant("r_p", "g") == nil || s.View().RefreshToken("r_p", "t") == nil {
		t.Errorf("%d of 20 redeemed it; grant and token: %v, %v", good, s.View().Grant("r_p", "g"), s.View().RefreshToken("r_p", "t"))
	}
	if left := s.View().AuthorizationCode("r_p", "code"); !left.Used || left.AccessToken != "" {
		t.Errorf("what is left of the code: %+v", left)
	}
}

// An SSO session and the browser's session behind it end together, from either end.
func TestBrowserSessions(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 3, 4, 5, 6, 0, time.UTC)
	for name, c := range map[string]struct {
		end            func(*state.Tx) error
		tracked, plain bool // whether the two browsers' sessions are there afterwards
	}{
		"revoked":        {func(tx *state.Tx) error { return tx.EndUserSession("r_p", "ann", "sso1", false) }, false, true},
		"signed out":     {func(tx *state.Tx) error { tx.EndBrowserSession("tracked"); return nil }, false, true},
		"tokens revoked": {func(tx *state.Tx) error { tx.RevokeUser("r_p", "ann"); return nil }, false, true},
		"user deleted":   {func(tx *state.Tx) error { return tx.DeleteUser("r_p", "ann") }, false, false},
		"nothing":        {func(*state.Tx) error { return nil }, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, update := authorizationScene(t)
			err := update(func(tx *state.Tx) error {
				if err := tx.AddBrowserSession(&state.BrowserSession{Pool: "r_p", ID: "tracked", Sub: "ann", Session: "sso1", Expires: now.Add(1)}); err != nil {
					return err
				}
				if err := tx.AddBrowserSession(&state.BrowserSession{Pool: "r_p", ID: "plain", Sub: "ann", Expires: now.Add(1)}); err != nil {
					return err
				}
				sso := &state.UserSession{Pool: "r_p", Sub: "ann", ID: "sso1", Type: newest.SessionTypeTypeSso, Expires: now.Add(1)}
				return tx.AddUserSession(sso, 5, now)
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := update(c.end); err != nil {
				t.Fatal(err)
			}
			v := s.View()
			if got := v.BrowserSession("r_p", "tracked", now) != nil; got != c.tracked {
				t.Errorf("the tracked session is there: %v", got)
			}
			if got := v.BrowserSession("r_p", "plain", now) != nil; got != c.plain {
				t.Errorf("the plain session is there: %v", got)
			}
			if got := v.UserSession("r_p", "ann", "sso1", now) != nil; got != c.tracked {
				t.Errorf("the SSO session is there: %v", got)
			}
			if v.BrowserSession("r_p", "plain", now.Add(1)) != nil || v.BrowserSession("r_q", "plain", now) != nil {
				t.Error("a session is found when it is over, or in another pool")
			}
		})
	}
}

// An assertion is good for once, and forgotten when it is no good any more.
func TestAssertions(t *testing.T) {
	t.Parallel()
	_, update := authorizationScene(t)
	now := time.Date(2026, 3, 3, 4, 5, 6, 0, time.UTC)
	use := func(id string, now time.Time) error {
		return update(func(tx *state.Tx) error {
			return tx.UseAssertion(&state.Assertion{Pool: "r_p", Provider: "p", ID: id, Expires: now.Add(time.Minute)}, now)
		})
	}
	if err := use("a", now); err != nil {
		t.Fatal(err)
	}
	if err := use("a", now); !errors.Is(err, state.ErrStale) {
		t.Errorf("the second use: %v", err)
	}
	if err := use("b", now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := use("a", now.Add(time.Hour)); err != nil {
		t.Errorf("an hour later it is unknown: %v", err)
	}
}

// Of two answers to one request to a provider, one is heard.
func TestRoundTripEndsOnce(t *testing.T) {
	t.Parallel()
	s, update := authorizationScene(t)
	err := update(func(tx *state.Tx) error {
		return tx.AddRoundTrip(&state.RoundTrip{Pool: "r_p", ID: "x", Provider: "p"})
	})
	if err != nil || s.View().RoundTrip("x") == nil {
		t.Fatal(err)
	}
	end := func() error { return update(func(tx *state.Tx) error { return tx.EndRoundTrip("x") }) }
	if err := end(); err != nil {
		t.Fatal(err)
	}
	if err := end(); !errors.Is(err, state.ErrGone) {
		t.Errorf("the second answer: %v", err)
	}
}
