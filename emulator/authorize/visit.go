package authorize

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/pages"
	"cognito-emulator/state"
)

// Visits are the requests of browsers.
type Visits struct {
	*op.Env
	Flow *authflow.Flow
}

// New returns the visits of an emulator.
func New(env *op.Env) *Visits { return &Visits{env, authflow.New(env)} }

// Visit is a request of a browser to a site, on behalf of an app.
type Visit struct {
	*op.Call
	*Site
	*Request
	W http.ResponseWriter
	R *http.Request
	// Browser is the sign-in that the browser has and the client takes over; nil: none.
	Browser *authflow.Arrival
	visits  *Visits
}

// Open takes up a request whose query is an authorization request; name is what stands for the
// operation. When it is refused, the answer has been written and the visit is nil.
func (x *Visits) Open(w http.ResponseWriter, r *http.Request, name string) *Visit {
	return x.Resume(w, r, r.URL.RawQuery, name)
}

// Resume is Open for an authorization request that was put aside.
func (x *Visits) Resume(w http.ResponseWriter, r *http.Request, raw, name string) *Visit {
	c := x.NewCall(r, name)
	q, err := url.ParseQuery(raw)
	if err != nil {
		x.ShowError(w, InvalidRequest, "")
		return nil
	}
	id := q.Get("client_id")
	if id == "" {
		x.ShowError(w, NoClient, "")
		return nil
	}
	site, client, err := SiteOf(x.Env, c, r, id)
	switch {
	case errors.Is(err, ErrNoDomain):
		x.RefuseWithoutDomain(w, id)
		return nil
	case err != nil:
		x.ShowError(w, UnknownClient, id)
		return nil
	}
	request, refusal := parse(c, client, raw, q)
	v := &Visit{Call: c, Site: site, Request: request, W: w, R: r, visits: x}
	switch {
	case refusal != nil && refusal.Page:
		x.ShowError(w, refusal.Code, id)
		return nil
	case refusal != nil:
		v.Refuse(*refusal)
		return nil
	}
	v.Browser = x.returning(c, client, r)
	return v
}

// noDomain is what is wrong with a pool without a domain.
const noDomain = "the user pool of this app client has no domain, and so no sign-in pages and OAuth endpoints. Create one with CreateUserPoolDomain."

// RefuseWithoutDomain answers for an app client whose pool has no domain. It is loud on purpose: in the service
// there would be no host to send this to.
func (x *Visits) RefuseWithoutDomain(w http.ResponseWriter, client string) {
	x.Log.Warn(noDomain, "client", client)
	http.Error(w, "cognito-emulator: "+noDomain, http.StatusNotFound)
}

// ShowError sends the browser to the error page.
// Seen: aws/aws-aspnet-cognito-identity-provider#167, its address.
func (x *Visits) ShowError(w http.ResponseWriter, code, client string) {
	code = short(code)
	op.Explain(w, code)
	q := "error=" + url.QueryEscape(code)
	if client != "" {
		q += "&client_id=" + url.QueryEscape(client)
	}
	Redirect(w, "/error?"+q)
}

// Redirect sends a browser on, to a path of the site or to another site. The status is 302 as the service has
// it, also for a form: every browser turns that into a GET.
func Redirect(w http.ResponseWriter, to string) {
	Guard(w.Header())
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusFound)
}

// Guard sets the headers that all answers of a domain have in common: nobody may keep one, for it may carry a
// code or tokens, and no browser guesses what it is. Doc: "UserInfo endpoint", sample response.
func Guard(h http.Header) {
	h.Set("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
	h.Set("Pragma", "no-cache")
	h.Set("Expires", "0")
	h.Set("X-Content-Type-Options", "nosniff")
}

// Go sends the browser to another path of the site, which carries the request on.
func (v *Visit) Go(path string) { Redirect(v.W, v.To(path)) }

// Refuse tells the app of an error.
// Seen: amazon-archives/amazon-cognito-auth-js#159 #48: in the fragment where tokens were asked for.
func (v *Visit) Refuse(refusal Refusal) {
	refusal.Code, refusal.Description = short(refusal.Code), short(refusal.Description)
	op.Explain(v.W, strings.TrimSpace(refusal.Code+" "+refusal.Description))
	var answer pairs
	if refusal.Description != "" {
		answer.add("error_description", refusal.Description)
	}
	answer.add("error", refusal.Code)
	v.answer(answer)
}

// short keeps what functions and providers say within what an address can hold.
func short(text string) string {
	const limit = 2048
	if len(text) <= limit {
		return text
	}
	return strings.ToValidUTF8(text[:limit], "")
}

// Fail tells the app why it gets nothing after all: a function of the pool refused, the user is gone.
// Seen: aws-amplify/amplify-js#3778.
func (v *Visit) Fail(err error) {
	var refused smithy.APIError
	if errors.As(err, &refused) && refused.ErrorFault() != smithy.FaultServer {
		v.Refuse(Refusal{Code: InvalidRequest, Description: refused.ErrorMessage()})
		return
	}
	if !errors.Is(err, state.ErrGone) {
		v.visits.Log.Error("a sign-in failed", "operation", v.Operation, "error", err)
	}
	v.Refuse(Refusal{Code: ServerError})
}

// Finish gives the app of a signed-in user what it asked for, and the browser its session.
func (v *Visit) Finish(arrival *authflow.Arrival) {
	flow := v.visits.Flow
	a := authflow.Authorization{Client: v.Client(), Arrival: arrival, Scopes: v.Scopes, Nonce: v.Nonce, Audience: v.Audience,
		Level: len(v.Levels) > 0, Redirect: v.Request.Redirect, Challenge: v.Challenge}
	if arrival != v.Browser {
		v.SignIn(arrival.Session)
	}
	var answer pairs
	if !v.Tokens {
		code, err := flow.Authorize(v.Call, a)
		if err != nil {
			v.Fail(err)
			return
		}
		answer.add("code", code)
		v.answer(answer)
		return
	}
	result, err := flow.Implicit(v.Call, a)
	if err != nil {
		v.Fail(err)
		return
	}
	if result.IdToken != nil {
		answer.add("id_token", *result.IdToken)
	}
	answer.add("access_token", aws.ToString(result.AccessToken))
	answer.add("token_type", "Bearer")
	answer.add("expires_in", strconv.Itoa(int(result.ExpiresIn)))
	v.answer(answer)
}

// answer sends the browser back to the app.
func (v *Visit) answer(answer pairs) {
	if _, given := v.Query["state"]; given {
		answer.add("state", v.State)
	}
	to := v.Request.Redirect
	switch {
	case v.Tokens:
		to += "#"
	case strings.Contains(to, "?"):
		to += "&"
	default:
		to += "?"
	}
	Redirect(v.W, to+answer.text())
}

// Client is the app client that the visit is for.
func (v *Visit) Client() *state.Client { return v.Request.Client }

// Suffices tells whether the browser's session is all that the app wants: it is young enough, and as
// strong as the first level that the user can reach. level is that level, 0 where none counts.
// Doc: "Login endpoint", acr_values and max_age. Assumed: a session that is as strong gives a code without
// a page (A337).
func (v *Visit) Suffices() (level int, ok bool) {
	if v.Browser == nil {
		return 0, false
	}
	b := v.Browser.Session
	if user := v.View.User(b.Pool, b.Sub); user != nil {
		level = v.visits.Flow.Reachable(v.Call, user, v.Levels)
	}
	again := v.Login == ManagedLogin && v.Prompts("login")
	return level, v.Young() && !again && v.Browser.Level() >= level
}

// Young tells whether the browser's session is as young as the app wants it. None is where an app wants a
// sign-in of this very moment. Doc: OpenID Connect Core, 3.1.2.1. Assumed (A462).
func (v *Visit) Young() bool {
	return v.Browser != nil && (v.MaxAge < 0 || v.MaxAge > 0 && v.Now.Sub(v.Browser.Session.AuthTime) <= v.MaxAge)
}

// pairs are the members of an answer, in order.
type pairs []string

func (p *pairs) add(name, value string) {
	*p = append(*p, name+"="+url.QueryEscape(value))
}

func (p pairs) text() string { return strings.Join(p, "&") }

// Other cookies of the service. Doc: "User pool managed login". Seen: public captures.
const (
	forgeryCookie = "XSRF-TOKEN"
	langCookie    = "lang"
)

// Forgery returns the token that a form has to send back beside its cookie, and sees to the cookie.
// Seen: public scripts, which make a token up and send it both ways: nothing else is checked.
func (v *Visit) Forgery() string {
	token := v.visits.Entropy.UUID()
	if cookie, err := v.R.Cookie(forgeryCookie); err == nil && cookie.Value != "" {
		token = cookie.Value
	}
	SetCookie(v.W, v.R, forgeryCookie, token, 0, http.SameSiteLaxMode)
	return token
}

// Forged tells whether a form was not sent by one of our pages.
func (v *Visit) Forged() bool {
	cookie, err := v.R.Cookie(forgeryCookie)
	return err != nil || cookie.Value == "" || v.R.PostFormValue("_csrf") != cookie.Value
}

// Language is the language of the pages of managed login: the one that is asked for now or was before.
func (v *Visit) Language() string {
	if v.Lang != "" {
		SetCookie(v.W, v.R, langCookie, v.Lang, 365*24*time.Hour, http.SameSiteLaxMode)
		return v.Lang
	}
	return Language(v.R)
}

// Language is the language in which the browser saw pages of managed login before, English if it saw none.
func Language(r *http.Request) string {
	if cookie, err := r.Cookie(langCookie); err == nil && slices.Contains(pages.Languages(), cookie.Value) {
		return cookie.Value
	}
	return "en"
}

// SetCookie gives the browser a cookie for the whole site: for that long, for as long as it runs when
// life is 0, or takes it away when life is below 0. In the service all of them are Secure; here only where
// the request came by TLS, because most clients would not send them back otherwise, and then none can be
// for other sites.
func SetCookie(w http.ResponseWriter, r *http.Request, name, value string, life time.Duration, site http.SameSite) {
	cookie := &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: r.TLS != nil, SameSite: site}
	if site == http.SameSiteNoneMode && r.TLS == nil {
		cookie.SameSite = 0 // browsers then let it come along for two minutes
	}
	switch {
	case life > 0:
		cookie.MaxAge = int(life / time.Second)
	case life < 0:
		cookie.MaxAge = -1
	}
	http.SetCookie(w, cookie)
}
