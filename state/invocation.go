package state

import (
	"fmt"
	"time"
)

// Invocation is a call of a function that a trigger names.
type Invocation struct {
	ID     uint64 // rising, in the order in which the calls ended; never used twice
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
	// Through is how many bytes of events and answers there were up to this one and with it.
	Through uint64
}

// These bound how many invocations are kept, and of how many bytes: whoever calls an operation decides
// how long an event is. The oldest go first, spareInvocations at once, as to remove one costs as much as
// to add one.
const (
	maxInvocations     = 1_000
	spareInvocations   = 100
	maxInvocationBytes = 64 << 20
)

// invocationKey has 16 values for each of its bytes: to add a record is to copy a node of the tree for each
// byte, and those for bytes with 256 values are large.
func invocationKey(i *Invocation) []byte { return fmt.Appendf(nil, "%016x", i.ID) }

// Invocations returns the invocations that keep accepts, oldest first.
func (v View) Invocations(keep func(*Invocation) bool) []*Invocation {
	var found []*Invocation
	for i := range scan[Invocation](v, tableInvocation, indexID, []byte{}) {
		if keep(i) {
			found = append(found, i)
		}
	}
	return found
}

// AddInvocation stores an invocation and gives it its ID.
func (tx *Tx) AddInvocation(i *Invocation) {
	i.ID = tx.deletedInvocations() + 1
	i.Through = uint64(len(i.Event) + len(i.Answer))
	if newest := last[Invocation](tx.View, tableInvocation, indexID); newest != nil {
		i.ID = max(i.ID, newest.ID+1)
		i.Through += newest.Through
	}
	var old []*Invocation // collected first: what was written in a transaction is expensive to read in it
	spare := uint64(spareInvocations)
	for other := range scan[Invocation](tx.View, tableInvocation, indexID, []byte{}) {
		if other.ID+maxInvocations+spare > i.ID && other.Through+maxInvocationBytes >= i.Through {
			break
		}
		spare = 0
		old = append(old, other)
	}
	for _, other := range old {
		tx.remove(tableInvocation, other)
	}
	tx.insert(tableInvocation, i)
}

// DeleteInvocations removes the invocations that match and returns how many there were.
func (tx *Tx) DeleteInvocations(match func(*Invocation) bool) int {
	gone := tx.Invocations(match)
	for _, i := range gone {
		tx.remove(tableInvocation, i)
	}
	if n := len(gone); n > 0 && gone[n-1].ID > tx.deletedInvocations() {
		tx.insert(tableSequence, &sequence{Name: sequenceInvocation, Value: gone[n-1].ID})
	}
	return len(gone)
}

// sequenceInvocation holds the highest ID of the invocations that were deleted.
const sequenceInvocation = "invocation"

func (v View) deletedInvocations() uint64 {
	if s := get[sequence](v, tableSequence, indexID, key(sequenceInvocation)); s != nil {
		return s.Value
	}
	return 0
}
