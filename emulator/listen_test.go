package emulator

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"testing"
)

// A server that stops does not wait for those who wait: their requests end, and are still answered.
func TestStopEndsWaiting(t *testing.T) {
	t.Parallel()
	s, err := listen(Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	arrived := make(chan struct{})
	s.start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
		_, _ = io.WriteString(w, "nothing came")
	}), slog.New(slog.DiscardHandler))
	told := make(chan string)
	go func() {
		r, err := http.Get("http://" + address(s.plain))
		if err != nil {
			told <- err.Error()
			return
		}
		text, err := io.ReadAll(r.Body)
		if err := errors.Join(err, r.Body.Close()); err != nil {
			told <- err.Error()
			return
		}
		told <- string(text)
	}()
	<-arrived
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if got := <-told; got != "nothing came" {
		t.Errorf("who waited was told %q", got)
	}
}
