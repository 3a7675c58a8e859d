package conformance

import (
	"encoding/json"
	"net/http"
	"net/url"
	"time"
)

// Purposes of messages: the name of the occasion as the custom message trigger has it.
// Doc: developer guide, custom message Lambda trigger.
const (
	ForSignUp       = "CustomMessage_SignUp"
	ForInvitation   = "CustomMessage_AdminCreateUser"
	ForResend       = "CustomMessage_ResendCode"
	ForPassword     = "CustomMessage_ForgotPassword"
	ForUpdate       = "CustomMessage_UpdateUserAttribute"
	ForVerification = "CustomMessage_VerifyUserAttribute"
	ForSignIn       = "CustomMessage_Authentication"
)

// Message is something the target would have sent by SMS or e-mail.
type Message struct {
	ID          string    `json:"id"`
	UserPoolID  string    `json:"userPoolId"`
	ClientID    string    `json:"clientId"`
	Username    string    `json:"username"`
	Channel     string    `json:"channel"`
	Destination string    `json:"destination"`
	Purpose     string    `json:"purpose"`
	Code        string    `json:"code"`
	Link        string    `json:"link"`
	Subject     string    `json:"subject"`
	Body        string    `json:"body"`
	SentAt      time.Time `json:"sentAt"`
}

// Messages lists the messages to a user for a purpose, oldest first; an empty purpose means all of them.
func (w *World) Messages(u *User, purpose string) []Message {
	w.t.Helper()
	q := url.Values{"userPoolId": {u.Pool.ID}, "username": {u.Username}}
	if purpose != "" {
		q.Set("purpose", purpose)
	}
	return w.messages(q)
}

func (w *World) messages(q url.Values) []Message {
	w.t.Helper()
	var list struct {
		Messages []Message `json:"messages"`
	}
	w.inspect(http.MethodGet, "/_inspect/messages?"+q.Encode(), "", &list)
	return list.Messages
}

// Message gives the newest message to a user for a purpose. It is there as soon as the call that caused it has answered.
func (w *World) Message(u *User, purpose string) Message {
	w.t.Helper()
	list := w.Messages(u, purpose)
	if len(list) == 0 {
		w.t.Fatalf("no %s message for %s; there are %+v", purpose, u.Username, w.Messages(u, ""))
	}
	return list[len(list)-1]
}

// Code gives the code in the newest message to a user for a purpose.
func (w *World) Code(u *User, purpose string) string {
	w.t.Helper()
	return w.Message(u, purpose).Code
}

// WrongCode gives a code of the same length that is not the right one.
func (w *World) WrongCode(u *User, purpose string) string {
	w.t.Helper()
	return wrong(w.Code(u, purpose))
}

// wrong changes the last digit of a code.
func wrong(code string) string {
	last := len(code) - 1
	return code[:last] + string('0'+(code[last]-'0'+1)%10)
}

// Silent fails the case when the target sends the user anything while f runs.
func (w *World) Silent(u *User, f func()) {
	w.t.Helper()
	before := len(w.Messages(u, ""))
	f()
	if after := w.Messages(u, ""); len(after) != before {
		w.t.Errorf("messages were sent: %+v", after[before:])
	}
}

// Now is the time at the target.
func (w *World) Now() time.Time {
	w.t.Helper()
	if !w.Has(Clock) {
		return time.Now()
	}
	var clock struct {
		Now time.Time `json:"now"`
	}
	w.inspect(http.MethodGet, "/_inspect/clock", "", &clock)
	return clock.Now
}

// Advance moves the target's clock on.
func (w *World) Advance(d time.Duration) {
	w.t.Helper()
	w.moveClock(canonical(map[string]string{"advance": d.String()}))
}

// Freeze stops the target's clock, so that a case about seconds does not depend on how fast the machine is.
func (w *World) Freeze() {
	w.t.Helper()
	w.moveClock(`{"frozen":true}`)
}

func (w *World) moveClock(order string) {
	w.t.Helper()
	w.inspect(http.MethodPut, "/_inspect/clock", order, nil)
}

// inspect calls the inspect endpoint and reads its answer.
func (w *World) inspect(method, path, body string, into any) {
	w.t.Helper()
	var b []byte
	if body != "" {
		b = []byte(body)
	}
	r := w.fetch(method, path, b)
	if r.Status != http.StatusOK {
		w.t.Fatalf("%s %s: %d %s", method, path, r.Status, r.Body)
	}
	if into != nil {
		if err := json.Unmarshal([]byte(r.Body), into); err != nil {
			w.t.Fatalf("%s %s: %v in %s", method, path, err, r.Body)
		}
	}
}
