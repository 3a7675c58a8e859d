package hosted

import (
	"bytes"
	"errors"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"
	g "maragu.dev/gomponents"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/pages"
	"cognito-emulator/state"
)

// page is a request for a page, or with a form of one, on behalf of an app.
type page struct {
	*authorize.Visit
	s    *Service
	look *pages.Look
	path string
	note note
}

// local serves a page for users of the pool's own. Where the app has none, people are sent to the
// sign-in page, which shows the identity providers.
func (s *Service) local(path, name string, serve func(*page)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p := s.open(s.visits.Open(w, r, name), path)
		switch {
		case p == nil:
		case !p.AllowsNative() && (path != pathSignIn || r.Method == http.MethodPost && !r.PostForm.Has(pages.FieldCorporate)):
			p.Go(pathSignIn)
		default:
			serve(p)
		}
	}
}

// open makes a page of a visit. It returns nil when the request has been answered: there was no visit, the
// app has no pages, or a form comes from elsewhere.
func (s *Service) open(v *authorize.Visit, path string) *page {
	if v == nil {
		return nil
	}
	p := &page{Visit: v, s: s, path: path}
	look, ok := s.lookOf(v.View, v.Client(), v.Login, v.Language)
	if p.look = look; !ok {
		p.unavailable()
		return nil
	}
	v.Device = op.Device{Told: true, UserAgent: v.R.UserAgent()}
	if v.R.Method != http.MethodPost {
		p.note = p.cookie()
		return p
	}
	if err := v.R.ParseForm(); err != nil {
		p.fail(http.StatusBadRequest, "")
		return nil
	}
	if v.Forged() {
		op.Explain(v.W, "the form does not send back what the cookie XSRF-TOKEN holds")
		p.fail(http.StatusForbidden, "")
		return nil
	}
	p.note = p.hidden()
	// What cannot be read tells nothing, so there is no error.
	_ = s.guard.Context(v.Call, v.Client(), p.device())
	return p
}

// device is what the form tells of the browser. Doc: "Adding threat protection", the script of the pages.
func (p *page) device() *types.UserContextDataType {
	data := p.R.PostForm.Get(pages.FieldDeviceData)
	if data == "" {
		return nil
	}
	return &types.UserContextDataType{EncodedData: &data}
}

// value is what a field of the form says.
func (p *page) value(name string) string { return p.R.PostForm.Get(name) }

// given is a field of the form for an input of an operation: nil when it is empty.
func (p *page) given(name string) *string {
	if v := p.value(name); v != "" {
		return &v
	}
	return nil
}

// managed tells whether the page is one of managed login.
func (p *page) managed() bool { return p.Login == authorize.ManagedLogin }

// frame is what the page has in common with the others: its form goes to path.
func (p *page) frame(path, problem string, n note) pages.Frame {
	return pages.Frame{
		Look: p.look, Action: p.To(path), Error: problem, Script: pathScript,
		Hidden: append([]pages.Field{{Name: "_csrf", Value: p.Forgery()}}, n.fields()...),
	}
}

// show answers with a page.
func (p *page) show(node g.Node) { write(p.W, http.StatusOK, node) }

// fail answers with the error page.
func (p *page) fail(status int, message string) {
	write(p.W, status, pages.Frame{Look: p.look}.Failure(pages.Failure{Message: message}))
}

// unavailable is what an app without a style shows instead of every page of managed login.
// Seen: minorun365/html-share#3. Assumed: the status (A390).
func (p *page) unavailable() {
	op.Explain(p.W, "the app client has no style: create one with CreateManagedLoginBranding")
	write(p.W, http.StatusBadRequest, pages.Frame{Look: p.look}.Failure(pages.Failure{Unavailable: true}))
}

// write writes a page. Nobody may keep it: it holds sessions.
func write(w http.ResponseWriter, status int, node g.Node) {
	var body bytes.Buffer
	if err := node.Render(&body); err != nil {
		panic(err) // only a writer that fails could cause this
	}
	header(w.Header())
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // a browser that has gone away is not our concern
}

func header(h http.Header) {
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", pages.ContentSecurityPolicy)
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer") // the address holds what the app asked for
	h.Set("Cache-Control", "no-store")
	// Pages are for people: no script of another origin reads them.
	h.Del("Access-Control-Allow-Origin")
	h.Del("Access-Control-Expose-Headers")
}

// script serves what browsers do with the pages.
func (s *Service) script(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/javascript; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	_, _ = w.Write(pages.Script()) // as above
}

// said is what a person is told of an error; false for those that are mistakes of ours.
func said(err error) (string, bool) {
	var refused smithy.APIError
	if errors.As(err, &refused) && refused.ErrorFault() != smithy.FaultServer {
		return refused.ErrorMessage(), true
	}
	return "", false
}

// explain tells the log what kind of error a person is told of.
func (p *page) explain(err error) {
	var refused smithy.APIError
	if errors.As(err, &refused) {
		op.Explain(p.W, refused.ErrorCode())
	}
}

// refuse shows a page again, with what went wrong. A mistake of ours is told to the app.
func (p *page) refuse(err error, again func(problem string)) {
	text, ok := said(err)
	if !ok {
		p.Fail(err)
		return
	}
	p.explain(err)
	again(text)
}

// renew looks at the store again, after something was written.
func (p *page) renew() { p.View = p.s.Store.View() }

// lookOf is how the pages of an app client look; false where it should have a style and has none. lang is
// asked only for managed login.
// Doc: "Apply branding to managed login pages"; SetUICustomization, ClientId.
func (s *Service) lookOf(v state.View, client *state.Client, login int32, lang func() string) (*pages.Look, bool) {
	if login != authorize.ManagedLogin {
		c := v.Customization(client.Pool, client.ID)
		if c == nil || c.Empty() {
			c = v.Customization(client.Pool, state.AllClients)
		}
		if c == nil {
			return pages.Classic("", nil), true
		}
		return pages.Classic(aws.ToString(c.CSS), c.Image), true
	}
	b := v.BrandingOf(client.Pool, client.ID)
	if b == nil {
		return pages.Managed(lang(), "", nil), false
	}
	return pages.Managed(lang(), b.Settings, b.Assets), true
}
