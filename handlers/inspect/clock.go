package inspect

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"
)

// maxOrder bounds the body of a request to these endpoints.
const maxOrder = 64 << 10

// showClock tells the emulator's time and how it differs from the wall clock's.
func (s *Service) showClock(w http.ResponseWriter, r *http.Request) error {
	if _, err := parameters(r); err != nil {
		return err
	}
	return s.answerClock(w)
}

func (s *Service) answerClock(w http.ResponseWriter) error {
	c := s.Clock.State()
	return answer(w, struct {
		Now    time.Time `json:"now"`
		Offset string    `json:"offset"`
		Frozen bool      `json:"frozen"`
	}{c.Now, c.Offset.String(), c.Frozen})
}

// clockOrder says how to change the clock. Freezing and releasing may go along with moving.
type clockOrder struct {
	Advance *string    `json:"advance"`
	Set     *time.Time `json:"set"`
	Frozen  *bool      `json:"frozen"`
	Reset   *bool      `json:"reset"`
}

// moveClock changes the clock and shows it.
func (s *Service) moveClock(w http.ResponseWriter, r *http.Request) error {
	if _, err := parameters(r); err != nil {
		return err
	}
	var order clockOrder
	if err := readJSON(w, r, &order); err != nil {
		return err
	}
	if order.Reset != nil {
		if !*order.Reset || order.Advance != nil || order.Set != nil || order.Frozen != nil {
			return bad(`"reset" can only be true, and stands alone`)
		}
		s.Clock.Reset()
		return s.answerClock(w)
	}
	var advance time.Duration
	switch {
	case order.Advance != nil && order.Set != nil:
		return bad(`"advance" and "set" exclude each other`)
	case order.Advance == nil && order.Set == nil && order.Frozen == nil:
		return bad(`give one of "advance", "set", "frozen" and "reset"`)
	case order.Advance != nil:
		var err error
		if advance, err = time.ParseDuration(*order.Advance); err != nil {
			return bad(`"advance" must be a duration like 61m or 24h: %q`, *order.Advance)
		}
		if err := plausible(s.Clock.Now().Add(advance)); err != nil {
			return err
		}
	case order.Set != nil:
		if err := plausible(*order.Set); err != nil {
			return err
		}
	}
	if order.Frozen != nil {
		s.Clock.Freeze(*order.Frozen)
	}
	if order.Set != nil {
		s.Clock.Set(*order.Set)
	}
	s.Clock.Advance(advance)
	return s.answerClock(w)
}

// plausible keeps the clock within what a duration can span and every client can read.
func plausible(t time.Time) error {
	if y := t.UTC().Year(); y < 1970 || y > 2200 {
		return bad("the clock can show the years 1970 to 2200, not %d", y)
	}
	return nil
}

// readJSON reads the body as one JSON object whose keys are all known.
func readJSON(w http.ResponseWriter, r *http.Request, into any) error {
	in := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxOrder))
	in.DisallowUnknownFields()
	err := in.Decode(into)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return err
	case errors.Is(err, io.EOF):
		return bad("the body is empty")
	case err != nil:
		return bad("the body cannot be read: %v", err)
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return bad("something stands behind the JSON object")
	}
	return nil
}
