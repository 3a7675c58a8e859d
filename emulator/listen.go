package emulator

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// server answers on the network.
type server struct {
	listener net.Listener
	http     http.Server
	// hangUp ends the contexts of all requests.
	hangUp context.CancelFunc
	ended  chan struct{} // closed when no connection is accepted any more
}

func listen(address string) (*server, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	return &server{listener: l, ended: make(chan struct{})}, nil
}

// port is the port of the listener, or the default one of a nil server.
func (s *server) port() int {
	if s == nil {
		return defaultPort
	}
	return s.listener.Addr().(*net.TCPAddr).Port
}

// start begins to answer. There is no limit to writing an answer: those who wait for a message may
// wait for minutes.
func (s *server) start(h http.Handler, log *slog.Logger) {
	ctx, cancel := context.WithCancel(context.Background())
	s.hangUp = cancel
	s.http = http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	go func() {
		defer close(s.ended)
		if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("the listener failed", "error", err)
		}
	}()
}

// grace is how long requests at hand may take when the server stops, in each of two rounds.
const grace = 300 * time.Millisecond

// stop ends the server. Requests at hand may finish; after a moment those that wait for a message
// are told that there is none; after another one the connections are cut.
func (s *server) stop() error {
	defer s.hangUp()
	err := s.shutdown()
	if errors.Is(err, context.DeadlineExceeded) {
		s.hangUp()
		err = s.shutdown()
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.http.Close()
	}
	<-s.ended
	return err
}

func (s *server) shutdown() error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	return s.http.Shutdown(ctx)
}
