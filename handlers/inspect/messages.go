package inspect

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"cognito-emulator/emulator/outbox"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/state"
)

// Message is a text message or e-mail that the service would have sent.
type Message struct {
	// ID rises from message to message.
	ID         uint64 `json:"id,string"`
	UserPoolID string `json:"userPoolId"`
	// ClientID is empty when an administrator caused the message.
	ClientID string `json:"clientId"`
	// Username is the user's real one, which is the sub in a pool of e-mail or phone usernames.
	Username string `json:"username"`
	// Channel is sms or email.
	Channel string `json:"channel"`
	// Destination is the whole phone number or e-mail address.
	Destination string `json:"destination"`
	// Purpose is the CustomMessage trigger source of the occasion, like CustomMessage_SignUp, or the
	// template of a notification by threat protection, like RiskNotification_BlockEmail.
	Purpose string `json:"purpose"`
	// Code is the code, the temporary password of an invitation, or the feedback token of a notification.
	Code string `json:"code"`
	Link string `json:"link"`
	// Subject is empty in text messages.
	Subject string    `json:"subject"`
	Body    string    `json:"body"`
	SentAt  time.Time `json:"sentAt"`
}

// Filter says which messages are meant. What is empty does not matter; the zero Filter means all.
type Filter struct {
	UserPoolID string
	// Username is any name of the user that an administrator's operation would accept.
	Username    string
	Destination string
	Channel     string // sms or email
	Purpose     string // a CustomMessage trigger source
	After       uint64 // only messages with a higher ID
}

// Find returns the messages that the filter means, oldest first.
func (f Filter) Find(v state.View) []Message {
	found := []Message{}
	for _, m := range v.Messages(f.in(v)) {
		found = append(found, Message{
			ID: m.ID, UserPoolID: string(m.Pool), ClientID: string(m.Client), Username: m.Username,
			Channel: string(m.Channel), Destination: m.Destination, Purpose: m.Purpose,
			Code: m.Code, Link: m.Link, Subject: m.Subject, Body: m.Body, SentAt: m.Sent,
		})
	}
	return found
}

// in is the filter as a question about the messages of v.
func (f Filter) in(v state.View) func(*state.Message) bool {
	return func(m *state.Message) bool {
		return m.ID > f.After &&
			(f.UserPoolID == "" || f.UserPoolID == string(m.Pool)) &&
			(f.Destination == "" || f.Destination == m.Destination) &&
			(f.Channel == "" || f.Channel == string(m.Channel)) &&
			(f.Purpose == "" || f.Purpose == m.Purpose) &&
			(f.Username == "" || isTo(v, m, f.Username))
	}
}

// isTo tells whether a message went to the user of that name. The user may be gone, or signed up
// under a name that is written differently.
func isTo(v state.View, m *state.Message, name string) bool {
	if m.Username == name || string(m.Sub) == name {
		return true
	}
	pool := v.Pool(m.Pool)
	if pool == nil {
		return false
	}
	if !pool.CaseSensitive() && strings.EqualFold(m.Username, name) {
		return true
	}
	user := v.UserCalled(pool, name)
	return user != nil && user.Sub == m.Sub
}

// Wait returns the messages that the filter means as soon as there is one, or the error of ctx.
func (f Filter) Wait(ctx context.Context, store *state.Store) (found []Message, err error) {
	err = store.Wait(ctx, func(v state.View) bool {
		found = f.Find(v)
		return len(found) > 0
	})
	return found, err
}

// maxWait bounds how long a request may wait for a message.
const maxWait = 10 * time.Minute

// listMessages shows messages. With wait it blocks until there is one; when none comes in that time
// the list is empty.
func (s *Service) listMessages(w http.ResponseWriter, r *http.Request) error {
	given, err := parameters(r, append(filterParameters(), "wait")...)
	if err != nil {
		return err
	}
	f, err := readFilter(given)
	if err != nil {
		return err
	}
	wait, err := readWait(given["wait"])
	if err != nil {
		return err
	}
	found := f.Find(s.Store.View())
	if len(found) == 0 && wait > 0 {
		ctx, cancel := context.WithTimeout(r.Context(), wait)
		defer cancel()
		// The only error is that the time is over.
		found, _ = f.Wait(ctx, s.Store)
	}
	return answer(w, struct {
		Messages []Message `json:"messages"`
	}{found})
}

// deleteMessages removes what the filter means.
func (s *Service) deleteMessages(w http.ResponseWriter, r *http.Request) error {
	given, err := parameters(r, filterParameters()...)
	if err != nil {
		return err
	}
	f, err := readFilter(given)
	if err != nil {
		return err
	}
	var deleted int
	err = s.Store.Update(func(tx *state.Tx) error {
		deleted = tx.DeleteMessages(f.in(tx.View))
		return nil
	})
	if err != nil {
		return err
	}
	return answer(w, struct {
		Deleted int `json:"deleted"`
	}{deleted})
}

func filterParameters() []string {
	return []string{"userPoolId", "username", "destination", "channel", "purpose", "after"}
}

func purposes() []string {
	return []string{outbox.AdminCreateUser, outbox.Authentication, outbox.ForgotPassword, outbox.ResendCode,
		outbox.SignUp, outbox.UpdateUserAttribute, outbox.VerifyUserAttribute, risk.BlockNotice, risk.MFANotice, risk.NoActionNotice}
}

func readFilter(given map[string]string) (Filter, error) {
	f := Filter{
		UserPoolID:  given["userPoolId"],
		Username:    given["username"],
		Destination: given["destination"],
		Channel:     given["channel"],
		Purpose:     given["purpose"],
	}
	switch state.Channel(f.Channel) {
	case "", state.SMS, state.Email:
	default:
		return f, bad("the channel %q is none; channels are %s and %s", f.Channel, state.SMS, state.Email)
	}
	if f.Purpose != "" && !slices.Contains(purposes(), f.Purpose) {
		return f, bad("the purpose %q is none; purposes are %s", f.Purpose, strings.Join(purposes(), ", "))
	}
	if after := given["after"]; after != "" {
		var err error
		if f.After, err = strconv.ParseUint(after, 10, 64); err != nil {
			return f, bad("after must be the id of a message, a whole number: %q", after)
		}
	}
	return f, nil
}

func readWait(text string) (time.Duration, error) {
	if text == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(text)
	switch {
	case err != nil:
		return 0, bad("wait must be a duration like 5s or 1m30s: %q", text)
	case d < 0 || d > maxWait:
		return 0, bad("wait must be between 0s and %s: %q", maxWait, text)
	}
	return d, nil
}
