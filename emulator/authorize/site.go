// Package authorize owns what the OAuth endpoints, the sign-in pages and federation have in common:
// whose domain a request came to, what an app asks for, the cookies of a browser, and where the browser
// goes in the end. Of the pages it knows the languages only, of identity providers nothing.
package authorize

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// The pages' versions. Doc: CreateUserPoolDomain, ManagedLoginVersion.
const (
	Classic      = 1
	ManagedLogin = 2
)

// Site is a pool's domain, as a request reached it.
type Site struct {
	// Login is the version of the pages.
	Login int32
	// Home is scheme and authority by which a browser comes back to it.
	Home string
}

// What keeps a request from a site.
var (
	// ErrNoClient: the app client does not exist, or belongs to another domain's pool.
	ErrNoClient = errors.New("the app client does not exist in the user pool of this domain")
	// ErrNoDomain: the pool has no domain, and so no endpoints in the service either.
	ErrNoDomain = errors.New("the user pool has no domain")
)

// SiteOf finds the site of a request, and the app client there, and makes its pool the pool of the call. In
// the service a domain is a host; here any host will do that is none of a pool's: then the app client tells
// the pool. client, an id, may be empty where the host tells it; the app client is nil then. Errors are
// ErrNoClient and ErrNoDomain.
func SiteOf(env *op.Env, c *op.Call, r *http.Request, client string) (*Site, *state.Client, error) {
	v := c.View
	app := v.Client(state.ClientID(client))
	d, host := domainOf(v, r, app)
	switch {
	case d == nil && host, d != nil && app != nil && app.Pool != d.Pool, app == nil && (client != "" || d == nil):
		return nil, nil, ErrNoClient
	case d == nil:
		if d = DomainOf(v, app.Pool); d == nil {
			return nil, nil, ErrNoDomain
		}
	}
	pool := v.Pool(d.Pool)
	if pool == nil {
		return nil, nil, ErrNoClient
	}
	c.Enter(pool)
	s := &Site{Login: max(d.Login, Classic), Home: c.Base}
	if home := env.Settings.Issuer.Base(c.Base); !host && !sameMachine(home, c.Base) {
		s.Home = home
	}
	return s, app, nil
}

// sameMachine tells whether two places are one port of this machine under different names. A browser has to
// come back to the name by which it came, or it would not bring its cookies.
func sameMachine(a, b string) bool {
	x, errX := url.Parse(a)
	y, errY := url.Parse(b)
	return errX == nil && errY == nil && x.Scheme == y.Scheme && x.Port() == y.Port() && isLoopback(x.Hostname()) && isLoopback(y.Hostname())
}

func isLoopback(name string) bool { return name == "localhost" || name == "127.0.0.1" || name == "::1" }

// DomainOf is the domain of a pool: its own one before the prefix, nil when it has none.
func DomainOf(v state.View, pool state.PoolID) *state.Domain {
	prefix, custom := v.DomainsOf(pool)
	if custom != nil {
		return custom
	}
	return prefix
}

// Hostname is the name of the host that a request is for, in small letters.
func Hostname(r *http.Request) string {
	name := r.Host
	if h, _, err := net.SplitHostPort(name); err == nil {
		name = h
	}
	return strings.ToLower(strings.TrimSuffix(name, "."))
}

// domainOf finds the domain that a host names. host tells that it is one that only a domain has. Several
// regions may have the same prefix; below localhost the app client tells which one is meant.
func domainOf(v state.View, r *http.Request, app *state.Client) (d *state.Domain, host bool) {
	name := Hostname(r)
	if d := v.CustomDomain(name); d != nil {
		return d, true
	}
	prefix, rest, _ := strings.Cut(name, ".")
	if rest == "auth.localhost" {
		for _, candidate := range v.PrefixDomains(prefix) {
			if d == nil || app != nil && candidate.Pool == app.Pool {
				d = candidate
			}
		}
		return d, true
	}
	region, isOurs := strings.CutSuffix(rest, ".amazoncognito.com")
	if region, ok := strings.CutPrefix(region, "auth."); isOurs && ok {
		return v.PrefixDomain(region, prefix), true
	}
	return nil, false
}

// PoolAt finds the pool whose domain a request came to, where no app client tells it: by the host, or by a
// name that the request gives in place of one. It makes that pool the pool of the call.
func PoolAt(c *op.Call, r *http.Request, named state.PoolID) (*state.Pool, error) {
	d, host := domainOf(c.View, r, nil)
	if d == nil && !host && named != "" {
		d = DomainOf(c.View, named)
	}
	if d == nil {
		return nil, ErrNoDomain
	}
	pool := c.View.Pool(d.Pool)
	if pool == nil {
		return nil, ErrNoDomain
	}
	c.Enter(pool)
	return c.Pool, nil
}
