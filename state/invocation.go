package state

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Invocation is a call of a function that a trigger names.
type Invocation struct {
	ID     uint64 // rising, in the order in which the calls ended; not used again when one is deleted
	Pool   PoolID
	Client ClientID // empty when no app client was named
	// Username is what the event tells: the user's real name, or what was typed for nobody's.
	Username string
	Trigger  string // like PreSignUp
	Source   string // like PreSignUp_SignUp
	Function string // the ARN that the pool's configuration names
	// Event is the JSON document that was sent, Answer what came back: JSON too, if the function is
	// well-behaved; empty when nothing came.
	Event, Answer string
	Attempts      int // how often the function was called until it answered
	Duration      time.Duration
	// Error is what is wrong with the call; empty: nothing.
	Error string
	At    time.Time
}

func (i *Invocation) size() int { return len(i.Event) + len(i.Answer) }

// These bound how many invocations are kept, and of how many bytes: whoever calls an operation decides
// how long an event is. The oldest go first, spareInvocations at once.
const (
	maxInvocations     = 1_000
	spareInvocations   = 100
	maxInvocationBytes = 64 << 20
)

// journal keeps the invocations, beside the database: nothing is decided by them, and a transaction for
// each would take longer than everything else that is done around a call.
type journal struct {
	mu  sync.Mutex // held by whoever makes the next version
	now atomic.Pointer[invocations]
}

// invocations are a version of the journal, which does not change.
type invocations struct {
	last  uint64        // the highest ID there was
	kept  []*Invocation // oldest first
	bytes int           // their size
	next  chan struct{} // closed when there is another version
}

func newJournal() *journal {
	j := &journal{}
	j.now.Store(&invocations{next: make(chan struct{})})
	return j
}

// change makes the next version: what change does to the present one.
func (j *journal) change(change func(*invocations)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	now := j.now.Load()
	next := &invocations{last: now.last, kept: now.kept, bytes: now.bytes, next: make(chan struct{})}
	change(next)
	if len(next.kept) > maxInvocations+spareInvocations || next.bytes > maxInvocationBytes {
		next.dropOld()
	}
	j.now.Store(next)
	close(now.next)
}

func (n *invocations) dropOld() {
	old := 0
	for ; len(n.kept)-old > maxInvocations || n.bytes > maxInvocationBytes; old++ {
		n.bytes -= n.kept[old].size()
	}
	n.kept = slices.Clone(n.kept[old:]) // an array of its own, which does not hold the old ones
}

// Invocations returns the invocations that keep accepts, oldest first.
func (v View) Invocations(keep func(*Invocation) bool) []*Invocation {
	var found []*Invocation
	for _, i := range v.invocations.kept {
		if keep(i) {
			found = append(found, i)
		}
	}
	return found
}

// AddInvocation remembers an invocation and gives it its ID. There is no transaction to it.
func (s *Store) AddInvocation(i *Invocation) {
	s.live.Load().journal.change(func(n *invocations) {
		n.last++
		i.ID = n.last
		n.kept = append(n.kept, i) // shares the array with earlier versions, which look no further than they are long
		n.bytes += i.size()
	})
	if s.print != nil {
		s.print.take(i)
	}
}

// DeleteInvocations forgets the invocations that match and returns how many there were.
func (s *Store) DeleteInvocations(match func(*Invocation) bool) int {
	deleted := 0
	s.live.Load().journal.change(func(n *invocations) {
		var kept []*Invocation
		for _, i := range n.kept {
			if match(i) {
				n.bytes -= i.size()
				deleted++
				continue
			}
			kept = append(kept, i)
		}
		n.kept = kept
	})
	return deleted
}

// dumpInvocations and load do what tables do for their records.
func dumpInvocations(v View) (json.RawMessage, error) {
	if len(v.invocations.kept) == 0 {
		return json.RawMessage("[]"), nil
	}
	return json.Marshal(v.invocations.kept)
}

func (j *journal) load(from json.RawMessage) error {
	var kept []*Invocation
	if err := json.Unmarshal(from, &kept); err != nil {
		return fmt.Errorf("the table %s: %w", tableInvocation, err)
	}
	if slices.Contains(kept, nil) {
		return fmt.Errorf("the table %s: a record is null", tableInvocation)
	}
	j.change(func(n *invocations) {
		for _, i := range kept {
			n.last = max(n.last, i.ID)
			n.bytes += i.size()
		}
		n.kept = kept
	})
	return nil
}
