package token

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// stream is an endless reader, the same for the same number.
func stream(n byte) io.Reader { return rand.NewChaCha8([32]byte{n}) }

func take(t *testing.T, r *Reserve) *Key {
	t.Helper()
	k, err := r.Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestReserveOrder takes keys from reserves of different size, alone and from many goroutines:
// the keys are those the stream determines, in order.
func TestReserveOrder(t *testing.T) {
	const n = 8
	var want []string
	source := stream(1)
	for range n {
		k, err := Generate(source)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, k.ID())
	}
	for _, size := range []int{0, 1, 3} {
		r := NewReserve(size, stream(1))
		for i := range n {
			if i == 3 {
				r.Warm()
			}
			if got := take(t, r).ID(); got != want[i] {
				t.Errorf("size %d: key %d is %s, want %s", size, i, got, want[i])
			}
		}
		r.Close()

		r = NewReserve(size, stream(1))
		var mu sync.Mutex
		got := map[string]bool{}
		var wg sync.WaitGroup
		for range n {
			wg.Go(func() {
				k, err := r.Take(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				defer mu.Unlock()
				got[k.ID()] = true
			})
		}
		wg.Wait()
		r.Close()
		for i, id := range want {
			if !got[id] {
				t.Errorf("size %d, many at once: key %d is missing", size, i)
			}
		}
	}
}

func TestReserveFillsAndStops(t *testing.T) {
	r := NewReserve(3, stream(2))
	defer r.Close()
	ready := func() (n int) {
		r.mu.Lock()
		defer r.mu.Unlock()
		return len(r.next)
	}
	if ready() != 0 {
		t.Error("keys before anybody asked")
	}
	r.Warm()
	r.done.Wait()
	if got := ready(); got != 3 {
		t.Errorf("%d keys, want 3", got)
	}
	take(t, r)
	r.done.Wait()
	if got := ready(); got != 3 {
		t.Errorf("%d keys after one was taken, want 3", got)
	}

	lazy := NewReserve(0, stream(2))
	defer lazy.Close()
	lazy.Warm()
	take(t, lazy)
	if len(lazy.next) != 0 || lazy.filling {
		t.Error("a reserve of size 0 makes keys ahead")
	}
}

func TestReserveErrors(t *testing.T) {
	r := NewReserve(1, stream(3))
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Take(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
	take(t, r)
	r.Close()
	r.Close()
	r.Warm()
	if _, err := r.Take(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("closed: got %v", err)
	}

	short := NewReserve(2, io.LimitReader(stream(4), 40))
	defer short.Close()
	take(t, short)
	if _, err := short.Take(t.Context()); !errors.Is(err, io.ErrUnexpectedEOF) || !strings.HasPrefix(err.Error(), "token: ") {
		t.Errorf("reader at its end: got %v", err)
	}
}

// TestReserveLeavesNoGoroutines opens and closes a hundred, at work and idle.
func TestReserveLeavesNoGoroutines(t *testing.T) {
	before := runtime.NumGoroutine()
	for n := range byte(100) {
		r := NewReserve(2, stream(n))
		if n%2 == 0 {
			r.Warm()
		}
		if n%10 == 0 {
			take(t, r)
		}
		r.Close()
	}
	// A goroutine that has told its WaitGroup may take a moment to be gone.
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
		runtime.Gosched()
	}
}
