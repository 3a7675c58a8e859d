package emulator

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"strconv"
)

// Transport carries requests to the emulator without a network, whatever host they name. A request
// is answered in the goroutine that sends it.
func (e *Emulator) Transport() http.RoundTripper { return transport{e.ServeHTTP} }

type transport struct{ serve http.HandlerFunc }

// RoundTrip implements http.RoundTripper.
func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	in := received(r)
	err := r.Context().Err()
	out := &answer{header: http.Header{}}
	if err == nil {
		t.serve(out, in)
		err = r.Context().Err() // as over the network: then nobody is there to read the answer
	}
	if err := errors.Join(err, in.Body.Close()); err != nil {
		return nil, err
	}
	return out.response(r), nil
}

// received is a request as a server sees it. The original must not be changed.
func received(r *http.Request) *http.Request {
	in := r.Clone(r.Context())
	in.Proto, in.ProtoMajor, in.ProtoMinor = "HTTP/1.1", 1, 1
	in.RequestURI = r.URL.RequestURI()
	in.RemoteAddr = "127.0.0.1:0"
	if in.Host == "" {
		in.Host = r.URL.Host
	}
	if r.URL.Scheme == "https" {
		in.TLS = &tls.ConnectionState{HandshakeComplete: true}
	}
	in.URL.Scheme, in.URL.Host, in.URL.User = "", "", nil
	if in.Body == nil {
		in.Body = http.NoBody
	}
	return in
}

// answer collects what a handler writes.
type answer struct {
	header http.Header
	sent   http.Header // header as it was when the status was written
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status, a.sent = status, a.header.Clone()
	}
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(p)
}

func (a *answer) response(r *http.Request) *http.Response {
	a.WriteHeader(http.StatusOK)
	body := a.body.Bytes()
	length := int64(len(body))
	if r.Method == http.MethodHead {
		body = nil
	}
	if a.status != http.StatusNoContent {
		a.sent.Set("Content-Length", strconv.FormatInt(length, 10))
	}
	return &http.Response{
		Status:        strconv.Itoa(a.status) + " " + http.StatusText(a.status),
		StatusCode:    a.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        a.sent,
		Body:          io.NopCloser(bytes.NewReader(body)),
		ContentLength: length,
		Request:       r,
	}
}
