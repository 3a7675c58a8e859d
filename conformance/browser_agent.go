package conformance

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// detour carries requests for the domains of pools to where the target is. They keep the name of the domain as their
// Host, so a case is the same for the service, whose domains are in the DNS, and for an emulator, whose are not.
type detour struct {
	next http.RoundTripper
	to   *url.URL // nil: the domains are found by their names

	mu    sync.Mutex // guards hosts
	hosts map[string]bool
}

func newDetour(next http.RoundTripper, endpoint string) *detour {
	d := &detour{next: next, hosts: map[string]bool{}}
	if at, err := url.Parse(endpoint); err == nil && !strings.HasSuffix(at.Hostname(), ".amazonaws.com") {
		d.to = at
	}
	return d
}

// add makes a host one that the target serves.
func (d *detour) add(host string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hosts[host] = true
}

// has tells whether the target serves a host.
func (d *detour) has(host string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.hosts[host]
}

// RoundTrip implements http.RoundTripper.
func (d *detour) RoundTrip(r *http.Request) (*http.Response, error) {
	if d.to == nil || !d.has(r.URL.Host) {
		return d.next.RoundTrip(r)
	}
	there := r.Clone(r.Context())
	there.Host = r.URL.Host
	there.URL.Scheme, there.URL.Host = d.to.Scheme, d.to.Host
	return d.next.RoundTrip(there)
}

// Browser is what a person opens the pages of a pool with. It keeps cookies, and goes where a redirect leads only when it
// is told to. The pages that matter to it need no script.
type Browser struct {
	// At is where it is: the answer that came last.
	At *Page

	w    *World
	name string // what it calls itself
	jar  http.CookieJar

	mu   sync.Mutex // guards tabs
	tabs map[string]*Page
}

// NewBrowser is the browser of another person, or another browser of the same one.
func (w *World) NewBrowser() *Browser {
	jar, err := cookiejar.New(nil) // the list of public suffixes is for browsers that meet strangers
	w.must(err)
	return &Browser{w: w, name: chromeOnMac, jar: jar, tabs: map[string]*Page{}}
}

// Browser is the world's own browser.
func (w *World) Browser() *Browser {
	if w.browser == nil {
		w.browser = w.NewBrowser()
	}
	return w.browser
}

// Page is an answer to a browser: a page, or a redirect to one.
type Page struct {
	URL    *url.URL // as the service calls it
	Status int
	Header http.Header
	Body   string

	b   *Browser
	doc *html.Node
}

// Open asks for an address and gives what is there, be it a redirect.
func (b *Browser) Open(address string) *Page {
	b.w.t.Helper()
	return b.ask(http.MethodGet, address, nil)
}

// Visit asks for an address and goes where redirects lead, until there is a page or the next step leads to a host that
// the target does not serve.
func (b *Browser) Visit(address string) *Page {
	b.w.t.Helper()
	return b.Open(address).Settle()
}

// ask makes a request as a navigation of the browser. A form is sent by POST.
func (b *Browser) ask(method, address string, form url.Values) *Page {
	b.w.t.Helper()
	p, err := b.try(method, address, form)
	b.w.must(err)
	b.At = p
	return p
}

// try is ask for a race: it does not end the test, and leaves the browser where it is.
func (b *Browser) try(method, address string, form url.Values) (*Page, error) {
	req, err := http.NewRequestWithContext(b.w.ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	req.Header.Set("User-Agent", b.name)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	for _, c := range b.jar.Cookies(req.URL) {
		req.AddCookie(c)
	}
	res, err := b.w.http.Do(req)
	if err != nil {
		return nil, err
	}
	body, err := drain(&res.Body)
	if err != nil {
		return nil, err
	}
	b.jar.SetCookies(req.URL, res.Cookies())
	return &Page{URL: req.URL, Status: res.StatusCode, Header: res.Header, Body: string(body), b: b}, nil
}

// Cookie is the value of a cookie that the browser would send to the domain of the pool made last, "" when there is none.
func (b *Browser) Cookie(name string) string {
	b.w.t.Helper()
	for _, c := range b.jar.Cookies(b.w.address("/login", nil)) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// Forget drops a cookie.
func (b *Browser) Forget(name string) { b.Bake(name, "", -1) }

// Bake makes up a cookie for the domain of the pool made last.
func (b *Browser) Bake(name, value string, age int) {
	b.jar.SetCookies(b.w.address("/login", nil), []*http.Cookie{{Name: name, Value: value, Path: "/", MaxAge: age}})
}

// Tab remembers where the browser is under a name, to go on there later: what people do in another tab meanwhile shares
// the cookies.
func (b *Browser) Tab(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tabs[name] = b.At
}

// In goes back to a tab.
func (b *Browser) In(name string) *Page {
	b.w.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.tabs[name] == nil {
		b.w.t.Fatalf("no tab is called %q", name)
	}
	b.At = b.tabs[name]
	return b.At
}

// Location is where a redirect leads.
func (p *Page) Location() *url.URL {
	p.b.w.t.Helper()
	to, err := p.location()
	p.b.w.must(err)
	return to
}

func (p *Page) location() (*url.URL, error) {
	text := p.Header.Get("Location")
	if p.Status/100 != 3 || text == "" {
		return nil, p.errorf("%d without a Location:\n%s", p.Status, p.Text())
	}
	return p.URL.Parse(text)
}

// Follow goes where the redirect leads, which must be on a host that the target serves.
func (p *Page) Follow() *Page {
	p.b.w.t.Helper()
	to := p.Location()
	if !p.b.w.detour.has(to.Host) {
		p.b.w.t.Fatalf("%s leads away, to %s", p.URL.Path, to)
	}
	return p.b.Open(to.String())
}

// Settle follows redirects to the first page, or to the last redirect before another host.
func (p *Page) Settle() *Page {
	p.b.w.t.Helper()
	for range 10 {
		to, err := p.location()
		if err != nil || !p.b.w.detour.has(to.Host) {
			return p
		}
		p = p.Follow()
	}
	p.b.w.t.Fatalf("redirects without an end, now at %s", p.URL)
	return nil
}

// On fails the case when this is not a page of that path, with that status.
func (p *Page) On(path string, status int) *Page {
	p.b.w.t.Helper()
	if p.URL.Path != path || p.Status != status {
		p.b.w.t.Fatalf("at %s with status %d, want %s with %d; Location %q:\n%s",
			p.URL.Path, p.Status, path, status, p.Header.Get("Location"), p.Text())
	}
	return p
}

// Shows fails the case when the page does not say these.
func (p *Page) Shows(texts ...string) *Page {
	p.b.w.t.Helper()
	for _, text := range texts {
		if !strings.Contains(p.Text(), text) {
			p.b.w.t.Errorf("%s does not say %q but:\n%s", p.URL.Path, text, p.Text())
		}
	}
	return p
}

// Hides fails the case when the page says one of these.
func (p *Page) Hides(texts ...string) *Page {
	p.b.w.t.Helper()
	for _, text := range texts {
		if strings.Contains(p.Text(), text) {
			p.b.w.t.Errorf("%s says %q:\n%s", p.URL.Path, text, p.Text())
		}
	}
	return p
}

// Sets is the cookie that this answer set, nil when it set none of that name.
func (p *Page) Sets(name string) *http.Cookie {
	cookies := (&http.Response{Header: p.Header}).Cookies()
	i := slices.IndexFunc(cookies, func(c *http.Cookie) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return cookies[i]
}

func (p *Page) errorf(format string, args ...any) error {
	return &pageError{p.URL.Path, format, args}
}
