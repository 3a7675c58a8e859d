package inspect

import (
	"context"
	"slices"
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

// isTo tells whether a message went to the user of that name.
func isTo(v state.View, m *state.Message, name string) bool {
	return string(m.Sub) == name ||
		isNamed(v, m.Pool, m.Username, name, func(u *state.User) bool { return u.Sub == m.Sub })
}

// Wait returns the messages that the filter means as soon as there is one, or the error of ctx.
func (f Filter) Wait(ctx context.Context, store *state.Store) ([]Message, error) {
	return await[Message](ctx, store, f)
}

func (f Filter) remove(store *state.Store) (deleted int, err error) {
	err = store.Update(func(tx *state.Tx) error {
		deleted = tx.DeleteMessages(f.in(tx.View))
		return nil
	})
	return deleted, err
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
	var err error
	f.After, err = readAfter(given["after"], "a message")
	return f, err
}
