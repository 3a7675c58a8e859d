package emulator

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// server answers on the network.
type server struct {
	plain, secure net.Listener // either may be nil
	http          http.Server
	// hangUp ends the contexts of all requests.
	hangUp  context.CancelFunc
	running sync.WaitGroup // one for each listener
}

// listen opens the listeners that the options ask for; nil without one.
func listen(o Options) (s *server, err error) {
	if o.Listen == "" && o.ListenTLS == "" {
		return nil, nil
	}
	s = &server{}
	if o.TLS != nil {
		// Named here, because a server that also answers without TLS does not see to it by itself.
		s.http.TLSConfig = o.TLS.Clone()
		// HTTP/2 is left out, in the image altogether: see the Dockerfile.
		s.http.TLSConfig.NextProtos = []string{"http/1.1"}
	}
	if o.Listen != "" {
		if s.plain, err = net.Listen("tcp", o.Listen); err != nil {
			return nil, err
		}
	}
	if o.ListenTLS != "" {
		if s.secure, err = net.Listen("tcp", o.ListenTLS); err != nil {
			if s.plain != nil {
				err = errors.Join(err, s.plain.Close())
			}
			return nil, err
		}
	}
	return s, nil
}

// address is where a listener listens.
func address(l net.Listener) string {
	if l == nil {
		return ""
	}
	return l.Addr().String()
}

// start begins to answer. There is no limit to writing an answer: those who wait for a message may
// wait for minutes.
func (s *server) start(h http.Handler, log *slog.Logger) {
	ctx, cancel := context.WithCancel(context.Background())
	s.hangUp = cancel
	s.http.Handler = h
	s.http.Protocols = new(http.Protocols)
	s.http.Protocols.SetHTTP1(true)
	s.http.ReadHeaderTimeout = 10 * time.Second
	s.http.ReadTimeout = time.Minute
	s.http.IdleTimeout = 2 * time.Minute
	s.http.MaxHeaderBytes = 64 << 10
	s.http.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelWarn)
	s.http.BaseContext = func(net.Listener) context.Context { return ctx }
	run := func(serve func() error) {
		s.running.Go(func() {
			if err := serve(); !errors.Is(err, http.ErrServerClosed) {
				log.Error("a listener failed", "error", err)
			}
		})
	}
	if s.plain != nil {
		run(func() error { return s.http.Serve(s.plain) })
	}
	if s.secure != nil {
		run(func() error { return s.http.ServeTLS(s.secure, "", "") })
	}
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
	s.running.Wait()
	return err
}

func (s *server) shutdown() error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	return s.http.Shutdown(ctx)
}
