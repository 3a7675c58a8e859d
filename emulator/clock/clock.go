// Package clock owns the emulator's time. It is the only package of the server that reads the wall
// clock; everything that expires compares a stored time with Now, so moving this clock moves codes,
// sessions, tokens and temporary passwords together.
package clock

import (
	"context"
	"sync"
	"time"
)

// Clock is wall time plus an offset, or a frozen instant. The zero Clock is not usable: call New.
type Clock struct {
	mu     sync.RWMutex // guards the fields below
	wall   func() time.Time
	offset time.Duration
	frozen time.Time // zero: the clock runs
}

// State is what a clock shows and how it differs from wall time.
type State struct {
	Now    time.Time
	Offset time.Duration // how far Now is ahead of wall time
	Frozen bool
}

// New returns a running clock that follows wall time.
func New() *Clock { return &Clock{wall: time.Now} }

// Now is the emulator's present in UTC, to the millisecond: the service reports no finer times, and
// a record must not change when it is written out and read back.
func (c *Clock) Now() time.Time { return c.State().Now }

// State returns the present together with the settings that produced it.
func (c *Clock) State() State {
	c.mu.RLock()
	defer c.mu.RUnlock()
	wall := c.wall()
	now := wall.Add(c.offset)
	if !c.frozen.IsZero() {
		now = c.frozen
	}
	now = now.UTC().Truncate(time.Millisecond)
	return State{Now: now, Offset: now.Sub(wall.UTC().Truncate(time.Millisecond)), Frozen: !c.frozen.IsZero()}
}

// Advance moves the clock by d, backwards when d is negative. A frozen clock stays frozen.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += d
	if !c.frozen.IsZero() {
		c.frozen = c.frozen.Add(d)
	}
}

// Set makes t the present. A frozen clock stays frozen, at t.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = t.Sub(c.wall())
	if !c.frozen.IsZero() {
		c.frozen = t
	}
}

// Freeze stops the clock at its present, or lets it run on from there.
func (c *Clock) Freeze(frozen bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case frozen && c.frozen.IsZero():
		c.frozen = c.wall().Add(c.offset)
	case !frozen && !c.frozen.IsZero():
		c.offset = c.frozen.Sub(c.wall())
		c.frozen = time.Time{}
	}
}

// Reset returns to wall time, running.
func (c *Clock) Reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset, c.frozen = 0, time.Time{}
}

// Stopwatch returns a function that tells how much real time has passed since. It is for people who
// read logs; nothing that the emulator decides depends on it.
func (c *Clock) Stopwatch() func() time.Duration {
	begun := time.Now()
	return func() time.Duration { return time.Since(begun) }
}

// Pause waits for d of real time, whatever the clock shows. It returns the error of ctx when that ends
// first.
func (c *Clock) Pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
