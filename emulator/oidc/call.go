package oidc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
)

// maxBody is how much of an answer is read; no provider says that much about one user.
const maxBody = 1 << 20

// step is one kind of request to a provider.
type step struct {
	what    string // what could not be had, in the text of an error
	timeout string // the text when time ran out
	follows bool   // redirects are followed: nothing secret is sent
}

// The requests to a provider. Doc: "Managed login and federation error responses" (both timeouts, and
// "Read timed out"). Assumed: the last is the text of the requests that have none of their own, and a
// provider that cannot be reached otherwise is told of in the words of the cause (A344).
var (
	stepDiscovery = step{"openid-configuration", "Read timed out", true}
	stepToken     = step{"token", "Timeout occurred in calling IdP token endpoint", false}
	stepJWKS      = step{"jwks", "Timeout in calling jwks uri", true}
	stepUserInfo  = step{"attributes", "Read timed out", false}
)

// answer is what a provider said.
type answer struct {
	status int
	line   string // as it stood in the answer: HTTP/1.1 400 Bad Request
	body   []byte
}

func (a *answer) ok() bool { return a.status >= 200 && a.status < 300 }

// get asks for a document that must be there.
func (rp *RelyingParty) get(ctx context.Context, p *Provider, s step, raw string) (*answer, error) {
	a, err := rp.call(ctx, p, s, http.MethodGet, raw, nil, "")
	if err == nil && !a.ok() {
		err = p.refused(a.status, "error getting "+s.what)
	}
	if err != nil {
		return nil, err
	}
	return a, nil
}

// call makes one request. A form is its body, or its query when the method is GET.
func (rp *RelyingParty) call(ctx context.Context, p *Provider, s step, method, raw string, form url.Values, bearer string) (*answer, error) {
	limit := rp.Timeout
	if limit == 0 {
		limit = CallTimeout
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	request, err := p.request(limited, method, raw, form)
	if err != nil {
		return nil, p.misconfigured(err)
	}
	request.Header.Set("Accept", "application/json")
	if bearer != "" {
		request.Header.Set("Authorization", "Bearer "+bearer)
	}
	client := *rp.HTTP
	if !s.follows {
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, p.unreachable(ctx, s, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	switch {
	case err != nil:
		return nil, p.unreachable(ctx, s, err)
	case len(body) > maxBody:
		return nil, p.failed(fmt.Sprintf("%s of more than %d bytes", s.what, maxBody), nil)
	}
	return &answer{response.StatusCode, response.Proto + " " + response.Status, body}, nil
}

func (p *Provider) request(ctx context.Context, method, raw string, form url.Values) (*http.Request, error) {
	address, err := p.address(raw)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	body := ""
	switch {
	case form == nil:
	case method == http.MethodGet:
		query := u.Query()
		for name, values := range form {
			query[name] = values
		}
		u.RawQuery = query.Encode()
	default:
		body = form.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, method, u.String(), strings.NewReader(body))
	if err == nil && body != "" {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return request, err
}

// unreachable says why there is no answer. When the caller itself no longer waits, that is the error. The
// address is left out of it, because causes are logged, and some providers are told their secrets in a query.
func (p *Provider) unreachable(ctx context.Context, s step, err error) error {
	if at := (*url.Error)(nil); errors.As(err, &at) {
		err = at.Err
	}
	var network net.Error
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return invalid(s.timeout, err)
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return invalid("Connection reset", err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return invalid("Connection refused", err)
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return p.failed(err.Error(), err)
}

// entity is a body as a text of one line.
func (a *answer) entity() string {
	return string(bytes.ToValidUTF8(bytes.TrimSpace(a.body), []byte("?")))
}
