package state_test

import (
	"testing"
	"time"

	"cognito-emulator/state"
)

// As many requests come through at once as in a second, and then one each time there is room for one.
func TestRates(t *testing.T) {
	t.Parallel()
	s := state.New(state.Fingerprint())
	now := time.Date(2026, 3, 3, 4, 5, 6, 0, time.UTC)
	take := func(region string, now time.Time) (ok bool) {
		if err := s.Update(func(tx *state.Tx) error {
			ok = tx.TakeRequest("a", region, "UserRead", now)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if err := s.Update(func(tx *state.Tx) error {
		tx.SetLimit(&state.Limit{Account: "a", Region: "r", Category: "UserRead", Value: 5, At: now})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		after time.Duration
		want  int
	}{{0, 5}, {100 * time.Millisecond, 0}, {200 * time.Millisecond, 1}, {-time.Hour, 0}, {time.Second, 4}, {time.Hour, 5}} {
		got := 0
		for got <= 10 && take("r", now.Add(c.after)) {
			got++
		}
		if got != c.want {
			t.Errorf("%d: %d requests after %s, want %d", i, got, c.after, c.want)
		}
	}
	for range 100 {
		if !take("elsewhere", now) {
			t.Fatal("a rate that was never set is kept")
		}
	}
}
