package trigger

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cognito-emulator/emulator/clock"
)

// host is a server whose connections are counted.
type host struct {
	*httptest.Server
	*connections
	made, ended atomic.Int64
}

func newHost(t *testing.T, answer http.HandlerFunc) *host {
	t.Helper()
	h := &host{Server: httptest.NewUnstartedServer(answer), connections: newConnections(clock.New())}
	h.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		switch s {
		case http.StateNew:
			h.made.Add(1)
		case http.StateClosed:
			h.ended.Add(1)
		}
	}
	h.Start()
	t.Cleanup(h.Server.Close)
	t.Cleanup(h.connections.close)
	return h
}

func (h *host) post(ctx context.Context, text string) (*reply, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL+"/a%20b?c=d", strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	return h.roundTrip(r)
}

// says fails the test when an answer is not this one.
func (h *host) says(t *testing.T, text, want string) {
	t.Helper()
	if r, err := h.post(t.Context(), text); err != nil || string(r.body) != want || r.status != http.StatusOK {
		t.Errorf("%+v, %v, want %s", r, err, want)
	}
}

func echo(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(w, r.Body)
}

func TestConnectionIsKept(t *testing.T) {
	t.Parallel()
	h := newHost(t, func(w http.ResponseWriter, r *http.Request) {
		if r.RequestURI != "/a%20b?c=d" || r.ContentLength != 3 {
			t.Errorf("%s, %d bytes", r.RequestURI, r.ContentLength)
		}
		text, _ := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusEarlyHints)
		_, _ = io.WriteString(w, "in ")
		w.(http.Flusher).Flush() // so that the length is not told
		_, _ = w.Write(text)
	})
	for n := range 10 {
		h.says(t, fmt.Sprintf("%03d", n), fmt.Sprintf("in %03d", n))
	}
	if n := h.made.Load(); n != 1 {
		t.Errorf("%d connections", n)
	}
	h.connections.close()
	for begun := time.Now(); h.ended.Load() != 1; time.Sleep(time.Millisecond) {
		if time.Since(begun) > 10*time.Second {
			t.Fatal("the connection is not closed")
		}
	}
	h.says(t, "abc", "in abc")
}

// The server closes what it has kept, as one does that starts anew or has waited long enough.
func TestConnectionThatWasClosed(t *testing.T) {
	t.Parallel()
	h := newHost(t, echo)
	for range 5 {
		h.says(t, "a", "a")
		h.CloseClientConnections()
	}
	if n := h.made.Load(); n != 5 {
		t.Errorf("%d connections", n)
	}
}

func TestConnectionThatWasIdle(t *testing.T) {
	t.Parallel()
	h := newHost(t, echo)
	h.says(t, "a", "a")
	conn := <-h.idle
	conn.idle = func() time.Duration { return idleTime + 1 }
	h.idle <- conn
	h.says(t, "b", "b")
	if n := h.made.Load(); n != 2 {
		t.Errorf("%d connections", n)
	}
}

// Two servers, and one that does not keep connections.
func TestConnectionsOfServers(t *testing.T) {
	t.Parallel()
	a, b := newHost(t, echo), newHost(t, echo)
	b.connections = a.connections
	c := newHost(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		echo(w, r)
	})
	c.connections = a.connections
	for range 3 {
		a.says(t, "a", "a")
		b.says(t, "b", "b")
		c.says(t, "c", "c")
	}
	if a.made.Load() != 1 || b.made.Load() != 1 || c.made.Load() != 3 {
		t.Errorf("%d, %d and %d connections", a.made.Load(), b.made.Load(), c.made.Load())
	}
}

// A server that never answers is asked on a new connection once, and no more.
func TestConnectionWithoutAnswer(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	h := newHost(t, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) == 1 {
			echo(w, r)
			return
		}
		panic(http.ErrAbortHandler)
	})
	h.says(t, "a", "a")
	if r, err := h.post(t.Context(), "b"); err == nil || asked.Load() != 3 {
		t.Errorf("%+v, %v, asked %d times", r, err, asked.Load())
	}
	if r, err := h.post(t.Context(), "c"); err == nil || asked.Load() != 4 {
		t.Errorf("%+v, %v, asked %d times", r, err, asked.Load())
	}
}

// Half an answer is an error, not a reason to ask again.
func TestConnectionWithHalfAnAnswer(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	h := newHost(t, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) > 1 {
			w.Header().Set("Content-Length", "100")
		}
		echo(w, r)
	})
	h.says(t, "a", "a")
	if r, err := h.post(t.Context(), "b"); !errors.Is(err, io.ErrUnexpectedEOF) || asked.Load() != 2 {
		t.Errorf("%+v, %v, asked %d times", r, err, asked.Load())
	}
}

// An answer that comes when nobody waits for it any more is not taken for that of the next request.
func TestConnectionWithLateAnswer(t *testing.T) {
	t.Parallel()
	waiting, proceed := make(chan bool), make(chan bool)
	h := newHost(t, func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		if string(text) == "late" {
			waiting <- true
			<-proceed
		}
		_, _ = w.Write(text)
	})
	h.says(t, "a", "a")
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-waiting
		cancel()
	}()
	if r, err := h.post(ctx, "late"); err == nil {
		t.Errorf("%+v", r)
	}
	proceed <- true
	for range 3 {
		h.says(t, "b", "b")
	}
	if n := h.made.Load(); n != 2 {
		t.Errorf("%d connections", n)
	}
}

func TestConnectionWithTooMuch(t *testing.T) {
	t.Parallel()
	h := newHost(t, func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		switch string(text) {
		case "head":
			w.Header().Set("A", strings.Repeat("a", 2*(maxHead+maxAnswer)))
		case "body":
			_, _ = w.Write(make([]byte, 2*maxAnswer))
		}
		_, _ = w.Write(text)
	})
	if r, err := h.post(t.Context(), "head"); err == nil {
		t.Errorf("%d bytes", len(r.body))
	}
	if r, err := h.post(t.Context(), "body"); err != nil || len(r.body) != maxAnswer+1 {
		t.Errorf("%v, %v", r != nil, err)
	}
	h.says(t, "a", "a")
	if n := h.made.Load(); n != 3 {
		t.Errorf("%d connections", n)
	}
}

func TestConnectionOverTLS(t *testing.T) {
	t.Parallel()
	h := newHost(t, echo)
	s := httptest.NewUnstartedServer(http.HandlerFunc(echo))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	h.URL = s.URL
	if _, err := h.post(t.Context(), "a"); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate of nobody's: %v", err)
	}
}

func TestManyConnections(t *testing.T) {
	t.Parallel()
	h := newHost(t, func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(time.Millisecond)
		echo(w, r)
	})
	var all sync.WaitGroup
	for n := range 2 * maxIdle {
		all.Go(func() {
			for k := range 5 {
				text := fmt.Sprint(n, k)
				if r, err := h.post(t.Context(), text); err != nil || string(r.body) != text {
					t.Errorf("%s: %+v, %v", text, r, err)
				}
			}
		})
	}
	all.Wait()
	if n := len(h.idle); n == 0 || n > maxIdle {
		t.Errorf("%d are kept", n)
	}
}
