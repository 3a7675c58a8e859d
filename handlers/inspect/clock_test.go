package inspect_test

import (
	"encoding/json"
	"testing"
	"time"
)

func TestClock(t *testing.T) {
	d := newDesk(t)
	type shown struct {
		Now    time.Time
		Offset string
		Frozen bool
	}
	read := func(text string) (s shown) {
		t.Helper()
		if err := json.Unmarshal([]byte(text), &s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, c := range []struct {
		order  string
		now    string // "" when the clock runs
		frozen bool
	}{
		{`{"set":"2026-05-01T10:00:00+02:00"}`, "2026-05-01T08:00:00Z", true}, // the bench's clock is frozen
		{`{"advance":"61m"}`, "2026-05-01T09:01:00Z", true},
		{`{"advance":"-1m"}`, "2026-05-01T09:00:00Z", true},
		{`{"frozen":true}`, "2026-05-01T09:00:00Z", true},
		{`{"frozen":false,"set":"2026-05-01T10:00:00Z"}`, "", false},
		{`{"set":"2030-01-01T00:00:00Z","frozen":true}`, "2030-01-01T00:00:00Z", true},
		{`{"reset":true}`, "", false},
	} {
		put := read(d.ok("PUT", "/_inspect/clock", c.order))
		got := read(d.ok("GET", "/_inspect/clock", ""))
		if c.frozen && (!got.Now.Equal(put.Now) || got.Now.Format(time.RFC3339) != c.now) || got.Frozen != c.frozen || put.Frozen != c.frozen {
			t.Errorf("after %s: answered %+v, then %+v; want %s, frozen %v", c.order, put, got, c.now, c.frozen)
		}
		if !d.Now().Equal(got.Now) && c.frozen {
			t.Errorf("after %s: the emulator's time is %s", c.order, d.Now())
		}
	}
	if got := read(d.ok("GET", "/_inspect/clock", "")); got.Offset != "0s" {
		t.Errorf("after a reset the offset is %s", got.Offset)
	}
}
