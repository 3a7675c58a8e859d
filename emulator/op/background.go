package op

import (
	"context"
	"sync"
)

// Background is the work that goes on after a request was answered. It belongs to the emulator.
type Background struct {
	ctx  context.Context
	stop context.CancelFunc

	mu     sync.Mutex // guards closed: nothing begins once Close is waiting
	closed bool
	works  sync.WaitGroup
}

// NewBackground returns a background in which nothing happens yet.
func NewBackground() *Background {
	b := &Background{}
	b.ctx, b.stop = context.WithCancel(context.Background())
	return b
}

// Go runs work, whose context ends with Close. After Close it does nothing.
func (b *Background) Go(work func(context.Context)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.works.Go(func() { work(b.ctx) })
	}
}

// Wait returns when nothing is at work. It is for tests.
func (b *Background) Wait() { b.works.Wait() }

// Close ends the context of everything that is at work, and waits for it.
func (b *Background) Close() {
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
	b.stop()
	b.works.Wait()
}
