package token

import (
	"context"
	"errors"
	"io"
	"sync"
)

// ErrClosed says that a reserve hands out no more keys.
var ErrClosed = errors.New("token: the key reserve is closed")

// Reserve makes keys ahead of time, so that a new user pool need not wait for its own.
//
// The n-th key taken is the n-th that the reader's bytes determine, whoever asks and however many
// ask at once: a seeded emulator gets the same keys in every run. Many emulators can share one
// reserve when that does not matter.
//
// A reserve costs nothing until its first key is taken (or Warm is called): no goroutine, no key.
// Then one goroutine fills it up and ends. Where each of a thousand emulators has a reserve of its
// own, a size of 0 keeps them from making keys that nobody asks for.
type Reserve struct {
	size int

	mu      sync.Mutex // guards everything below
	seeds   io.Reader
	broken  error      // of seeds; after it, the order of keys is lost
	next    []*pending // keys not yet taken, in order
	filling bool       // a goroutine is at work
	closed  bool
	done    sync.WaitGroup
}

// pending is a key that is made when somebody first needs it. Others who need it wait for that.
type pending struct {
	started bool // by the goroutine that fills the reserve
	key     func() (*Key, error)
}

// NewReserve returns a reserve that keeps up to size keys ready; with size 0 every key is made when
// it is taken. The reader belongs to the reserve from now on: 32 bytes are read for each key.
func NewReserve(size int, seeds io.Reader) *Reserve {
	return &Reserve{size: size, seeds: seeds}
}

// Warm begins to fill the reserve, for programs that know they will need keys soon.
func (r *Reserve) Warm() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fill()
}

// Take returns the next key. If it is not ready, it is made here and now rather than by waiting in
// a queue: that takes some milliseconds, and callers on many processors don't slow each other.
func (r *Reserve) Take(ctx context.Context) (*Key, error) {
	if err := ctx.Err(); err != nil {
		return nil, err // before a key is spent on a caller who has gone
	}
	p, err := r.pop()
	if err != nil {
		return nil, err
	}
	return p.key()
}

// pop takes the first key out of the queue and has it filled up again.
func (r *Reserve) pop() (*pending, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil, ErrClosed
	}
	if len(r.next) == 0 {
		if err := r.push(); err != nil {
			return nil, err
		}
	}
	p := r.next[0]
	r.next[0] = nil // the key is the caller's alone
	r.next = r.next[1:]
	r.fill()
	return p, nil
}

// push appends a key to the queue. It reads the seed only.
func (r *Reserve) push() error {
	if r.broken != nil {
		return r.broken
	}
	var seed Seed
	if err := seed.read(r.seeds); err != nil {
		r.broken = err
		return err
	}
	r.next = append(r.next, &pending{key: sync.OnceValues(func() (*Key, error) { return FromSeed(seed) })})
	return nil
}

// fill starts the goroutine that makes keys, if there is need and none is at work.
func (r *Reserve) fill() {
	if r.filling || r.closed || r.size == 0 {
		return
	}
	r.filling = true
	r.done.Go(func() {
		for p := r.unmade(); p != nil; p = r.unmade() {
			_, _ = p.key() // an error comes back to whoever takes the key
		}
	})
}

// unmade returns the next key that the goroutine should make, nil if it should end.
func (r *Reserve) unmade() *pending {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.closed {
		for _, p := range r.next {
			if !p.started {
				p.started = true
				return p
			}
		}
		if len(r.next) < r.size && r.push() == nil {
			p := r.next[len(r.next)-1]
			p.started = true
			return p
		}
	}
	r.filling = false
	return nil
}

// Close ends the reserve and waits for its goroutine, which finishes the key it is at. Keys that
// were taken stay good.
func (r *Reserve) Close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.done.Wait()
}
