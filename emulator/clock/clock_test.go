package clock

import (
	"testing"
	"time"
)

// stepping returns a clock over a wall that the test moves.
func stepping(wall *time.Time) *Clock { return &Clock{wall: func() time.Time { return *wall }} }

func TestClock(t *testing.T) {
	wall := time.Date(2026, 3, 3, 4, 5, 6, 789e6, time.UTC)
	start := wall
	c := stepping(&wall)
	check := func(what string, want time.Time, offset time.Duration, frozen bool) {
		t.Helper()
		got := c.State()
		if !got.Now.Equal(want) || got.Offset != offset || got.Frozen != frozen {
			t.Errorf("%s: %+v, want now %v offset %v frozen %v", what, got, want, offset, frozen)
		}
	}
	check("new", start, 0, false)
	c.Advance(61 * time.Minute)
	check("advanced", start.Add(61*time.Minute), 61*time.Minute, false)
	c.Freeze(true)
	wall = wall.Add(time.Hour)
	check("frozen while the wall moves on", start.Add(61*time.Minute), time.Minute, true)
	c.Advance(time.Second)
	check("advanced while frozen", start.Add(61*time.Minute+time.Second), time.Minute+time.Second, true)
	c.Freeze(false)
	wall = wall.Add(time.Second)
	check("running again from where it stood", start.Add(61*time.Minute+2*time.Second), time.Minute+time.Second, false)
	c.Set(start)
	check("set", start, -(time.Hour + time.Second), false)
	c.Freeze(true)
	c.Set(start.Add(time.Hour))
	check("set while frozen", start.Add(time.Hour), -time.Second, true)
	c.Reset()
	check("reset", wall, 0, false)
}

func TestNowIsMilliseconds(t *testing.T) {
	wall := time.Date(2026, 3, 3, 4, 5, 6, 789_654_321, time.FixedZone("CET", 3600))
	if got, want := stepping(&wall).Now().Format(time.RFC3339Nano), "2026-03-03T03:05:06.789Z"; got != want {
		t.Errorf("Now() = %s, want %s", got, want)
	}
}
