package trigger

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"cognito-emulator/emulator/clock"
)

// connections calls functions over connections that are kept. A request is written and its answer read by
// the goroutine that waits for it: that of http.Transport goes through two others, which takes longer than
// the function of a test.
type connections struct {
	clock *clock.Clock
	idle  chan *connection
}

const (
	maxIdle = 64
	// idleTime is how long an idle connection is used again. Node closes those that are idle for five
	// seconds. Doc: Node, http.Server, keepAliveTimeout.
	idleTime = 4 * time.Second
	// maxHead is how much there may be in front of an answer.
	maxHead = 64 << 10
)

// connection is one with a server that has answered everything it was asked.
type connection struct {
	net.Conn
	server string
	limit  io.LimitedReader // what is read of an answer passes through it
	in     *bufio.Reader
	out    *bufio.Writer
	idle   func() time.Duration
}

func newConnections(c *clock.Clock) *connections {
	return &connections{clock: c, idle: make(chan *connection, maxIdle)}
}

// close closes the connections that are kept.
func (c *connections) close() {
	for range len(c.idle) {
		select {
		case conn := <-c.idle:
			_ = conn.Close()
		default:
		}
	}
}

// roundTrip sends a request and reads the answer. When a server has closed a connection that was kept, it
// tries another one: it cannot be told from a server that did so because of the request, and functions
// have to bear being called again anyway.
func (c *connections) roundTrip(r *http.Request) (*reply, error) {
	for {
		conn, kept, err := c.connect(r)
		if err != nil {
			return nil, err
		}
		answer, again, err := conn.ask(r)
		if err == nil {
			if !again || !c.keep(conn) {
				_ = conn.Close()
			}
			return answer, nil
		}
		_ = conn.Close()
		if !kept || conn.limit.N < maxHead+maxAnswer || r.Context().Err() != nil {
			return nil, err
		}
		if r.Body, err = r.GetBody(); err != nil {
			return nil, err
		}
	}
}

// connect returns a connection with the server of a request: one that was kept, or a new one.
func (c *connections) connect(r *http.Request) (conn *connection, kept bool, err error) {
	server := r.URL.Scheme + "://" + r.URL.Host
	for range len(c.idle) {
		select {
		case conn := <-c.idle:
			switch {
			case conn.idle() > idleTime:
				_ = conn.Close()
			case conn.server == server:
				return conn, true, nil
			case !c.keep(conn):
				_ = conn.Close()
			}
		default:
		}
	}
	dial, port := new(net.Dialer).DialContext, "80"
	if r.URL.Scheme == "https" {
		dial, port = new(tls.Dialer).DialContext, "443"
	}
	if given := r.URL.Port(); given != "" {
		port = given
	}
	raw, err := dial(r.Context(), "tcp", net.JoinHostPort(r.URL.Hostname(), port))
	if err != nil {
		return nil, false, err
	}
	conn = &connection{Conn: raw, server: server, limit: io.LimitedReader{R: raw}, out: bufio.NewWriter(raw)}
	conn.in = bufio.NewReader(&conn.limit)
	return conn, false, nil
}

// keep keeps a connection for later, if there is room.
func (c *connections) keep(conn *connection) bool {
	if conn.idle == nil {
		conn.idle = c.clock.Stopwatch()
	}
	select {
	case c.idle <- conn:
		return true
	default:
		return false
	}
}

// ask sends a request and reads the answer, and tells whether the connection can be used again.
func (c *connection) ask(r *http.Request) (answer *reply, again bool, err error) {
	c.limit.N, c.idle = maxHead+maxAnswer, nil
	stop := context.AfterFunc(r.Context(), func() { _ = c.Close() })
	defer func() { again = stop() && again }()
	if err := errors.Join(r.Write(c.out), c.out.Flush()); err != nil {
		return nil, false, err
	}
	var head *http.Response
	for head == nil || head.StatusCode < http.StatusOK { // those below come before the answer
		if head, err = http.ReadResponse(c.in, r); err != nil {
			return nil, false, err
		}
	}
	body, err := io.ReadAll(io.LimitReader(head.Body, maxAnswer+1))
	if err != nil {
		return nil, false, err
	}
	again = !head.Close && len(body) <= maxAnswer && c.in.Buffered() == 0
	return &reply{status: head.StatusCode, header: head.Header, body: body}, again, nil
}
