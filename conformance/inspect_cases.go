package conformance

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// problem judges an error of the inspect endpoint. Doc: RFC 9457.
func (w *World) problem(r *Reply, status int) {
	w.t.Helper()
	var p struct {
		Title  string `json:"title"`
		Status int    `json:"status"`
	}
	if r.Status != status || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/problem+json") ||
		json.Unmarshal([]byte(r.Body), &p) != nil || p.Title == "" || (p.Status != 0 && p.Status != status) {
		w.t.Errorf("%d %s %s, want a problem document with %d", r.Status, r.Header.Get("Content-Type"), r.Body, status)
	}
}

// messageCases are about the messages that the inspect endpoint shows.
func messageCases() []Case {
	about := ops("inspect/messages")
	two := func(w *World) { // one message to ann by e-mail, two to bob by SMS
		w.Pool(AutoVerify("email", "phone_number"))
		w.Client()
		w.SignedUp(Named("ann"), UnverifiedMail(annMail))
		w.SignedUp(Named("bob"), UnverifiedPhone(annPhone))
		OK(w, w.API.ResendConfirmationCode, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: new("bob")})
	}
	purposes := func(w *World, q url.Values) []string {
		w.t.Helper()
		q.Set("userPoolId", w.pool.ID)
		list := []string{}
		for _, m := range w.messages(q) {
			list = append(list, m.Username+" "+m.Purpose)
		}
		return list
	}
	return []Case{
		{
			Operations: about, Needs: needs(Inspect), Says: "every filter narrows the list, which goes from old to new", Given: two,
			Steps: steps(
				func(*World) {},
				func(w *World) {
					ann, bob, again := "ann "+ForSignUp, "bob "+ForSignUp, "bob "+ForResend
					w.Equal(purposes(w, url.Values{}), []string{ann, bob, again})
					w.Equal(purposes(w, url.Values{"username": {"ann"}}), []string{ann})
					w.Equal(purposes(w, url.Values{"channel": {"sms"}}), []string{bob, again})
					w.Equal(purposes(w, url.Values{"channel": {"email"}}), []string{ann})
					w.Equal(purposes(w, url.Values{"destination": {annPhone}}), []string{bob, again})
					w.Equal(purposes(w, url.Values{"purpose": {ForSignUp}}), []string{ann, bob})
					w.Equal(purposes(w, url.Values{"purpose": {ForSignUp}, "channel": {"sms"}}), []string{bob})
					w.Equal(purposes(w, url.Values{"username": {"nobody"}}), []string{})
					first := w.messages(url.Values{"userPoolId": {w.pool.ID}})[0]
					w.Equal(purposes(w, url.Values{"after": {first.ID}}), []string{bob, again})
				},
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "a message is shown with everything that is known of it", Given: two,
			Steps: steps(func(w *World) {
				m := w.Message(&User{Username: "bob", Pool: w.pool}, ForResend)
				if w.Now().Sub(m.SentAt).Abs() > time.Minute {
					w.Errorf("sent at %v", m.SentAt)
				}
				m.SentAt = time.Time{}
				w.Equal(m, Message{
					ID: AnyText, UserPoolID: w.pool.ID, ClientID: w.client.ID, Username: "bob", Channel: "sms", Destination: annPhone,
					Purpose: ForResend, Code: AnyText, Body: AnyText,
				})
			}),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "waiting ends with the message that is waited for", Given: two,
			Steps: steps(func(w *World) {
				last := w.Message(&User{Username: "bob", Pool: w.pool}, ForResend)
				done := make(chan error, 1)
				go func() {
					_, err := w.API.ResendConfirmationCode(w.ctx, &cip.ResendConfirmationCodeInput{ClientId: &w.client.ID, Username: new("bob")})
					done <- err
				}()
				list := w.messages(url.Values{"userPoolId": {w.pool.ID}, "after": {last.ID}, "wait": {"30s"}})
				w.must(<-done)
				w.Equal(len(list), 1)
			}),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "waiting in vain ends with an empty list", Given: two,
			Steps: steps(func(w *World) {
				r := w.Get("/_inspect/messages?wait=50ms&username=nobody&userPoolId=" + w.pool.ID)
				w.Equal([]any{r.Status, strings.TrimSpace(r.Body)}, []any{200, `{"messages":[]}`})
			}),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "messages are cleared by the same filters", Given: two,
			Steps: steps(
				func(w *World) {
					r := w.fetch(http.MethodDelete, "/_inspect/messages?channel=sms&userPoolId="+w.pool.ID, nil)
					if r.Status/100 != 2 {
						w.Errorf("%d %s", r.Status, r.Body)
					}
				},
				func(w *World) { w.Equal(purposes(w, url.Values{}), []string{"ann " + ForSignUp}) },
			),
		},
		{
			Operations: about, Needs: needs(Inspect), Says: "a wait, a channel or a parameter that is none is a problem",
			Steps: steps(func(w *World) {
				for _, q := range []string{"wait=soon", "channel=pigeon", "usrname=ann"} {
					w.problem(w.Get("/_inspect/messages?"+q), http.StatusBadRequest)
				}
			}),
		},
		{
			Operations: ops("inspect/totp"), Needs: needs(Inspect), Says: "a user without an authenticator, or none at all, is a problem",
			Given: plain,
			Steps: steps(func(w *World) {
				w.problem(w.Get("/_inspect/totp?username="+w.user.Username+"&userPoolId="+w.pool.ID), http.StatusNotFound)
				w.problem(w.Get("/_inspect/totp?username=nobody&userPoolId="+w.pool.ID), http.StatusNotFound)
			}),
		},
	}
}

// steeringCases are about the clock, the reset and the list of operations.
func steeringCases() []Case {
	type clock struct {
		Now    time.Time `json:"now"`
		Offset string    `json:"offset"`
		Frozen bool      `json:"frozen"`
	}
	read := func(w *World) clock {
		w.t.Helper()
		var c clock
		w.inspect(http.MethodGet, "/_inspect/clock", "", &c)
		return c
	}
	return []Case{
		{
			Operations: ops("inspect/clock"), Needs: needs(Clock), Says: "the clock is moved, set, stopped and put back",
			Steps: steps(func(w *World) {
				before := read(w)
				w.Equal([]any{before.Offset, before.Frozen}, []any{"0s", false})
				w.Advance(61 * time.Minute)
				if moved := read(w).Now.Sub(before.Now); moved < 61*time.Minute || moved > 62*time.Minute {
					w.Errorf("moved by %v", moved)
				}
				w.Freeze()
				w.moveClock(`{"set":"2031-02-03T04:05:06Z"}`)
				at := time.Date(2031, 2, 3, 4, 5, 6, 0, time.UTC)
				c := read(w)
				w.Equal([]any{c.Now, c.Frozen}, []any{at, true})
				w.moveClock(`{"reset":true}`)
				after := read(w)
				w.Equal([]any{after.Offset, after.Frozen}, []any{"0s", false})
			}),
		},
		{
			Operations: ops("inspect/clock"), Needs: needs(Clock), Says: "an order that is none is a problem and changes nothing",
			Steps: steps(func(w *World) {
				for _, order := range []string{`{"advance":"soon"}`, `{"set":"yesterday"}`, `{"advnce":"1m"}`, `{`} {
					w.problem(w.fetch(http.MethodPut, "/_inspect/clock", []byte(order)), http.StatusBadRequest)
				}
				w.Equal(read(w).Offset, "0s")
			}),
		},
		{
			Operations: ops("inspect/reset"), Needs: needs(Reset, Inspect), Says: "after a reset nothing is left",
			Given: func(w *World) {
				w.Pool(AutoVerify("email"))
				w.Client()
				w.SignedUp(UnverifiedMail(annMail))
				w.User()
				w.Keep("access", *w.Tokens().AccessToken)
			},
			Steps: steps(func(w *World) {
				r := w.fetch(http.MethodPost, "/_inspect/reset", nil)
				if r.Status/100 != 2 {
					w.Fatalf("%d %s", r.Status, r.Body)
				}
				Refuses(w, w.API.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: &w.pool.ID}, "ResourceNotFoundException", "User pool "+w.pool.ID+" does not exist.")
				w.RefusedSomehow(Try(w, w.API.GetUser, &cip.GetUserInput{AccessToken: new(w.Kept("access"))}))
				w.Equal(len(w.messages(url.Values{})), 0)
				w.Pool()
			}),
		},
		{
			Operations: ops("inspect/reset"), Needs: needs(Reset), Says: "resets amid other calls leave a working service",
			Steps: steps(func(w *World) {
				for _, err := range w.Race(racers, func(i int) error {
					if i%2 == 0 {
						req, err := http.NewRequestWithContext(w.ctx, http.MethodPost, w.at.URL+"/_inspect/reset", nil)
						if err != nil {
							return err
						}
						res, err := w.http.Do(req)
						if err != nil {
							return err
						}
						return res.Body.Close()
					}
					_, err := w.API.CreateUserPool(w.ctx, &cip.CreateUserPoolInput{PoolName: new(fmt.Sprint("p", i))})
					return err
				}) {
					w.must(err)
				}
				plain(w)
				w.SignedIn(w.SignIn())
			}),
		},
		{
			Operations: ops("inspect/operations"), Needs: needs(Inspect), Says: "all operations of the service are listed",
			Steps: steps(func(w *World) {
				r := w.Get("/_inspect/operations")
				for _, name := range []string{"InitiateAuth", "AdminCreateUser", "ListUserSessions", "GetDerivedToken"} {
					if r.Status != http.StatusOK || !strings.Contains(r.Body, `"`+name+`"`) {
						w.Errorf("%d, %s is not in %.200s", r.Status, name, r.Body)
					}
				}
			}),
		},
		{
			Operations: ops("inspect/health"), Needs: needs(Inspect), Says: "the service says that it is well",
			Steps: steps(func(w *World) {
				r := w.Get("/health")
				w.Equal([]any{r.Status, strings.TrimSpace(r.Body)}, []any{200, `{"status":"ok"}`})
			}),
		},
	}
}
