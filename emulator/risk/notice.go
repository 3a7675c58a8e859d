package risk

import (
	"context"
	"encoding/base64"
	"html"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// The occasions of notifications, named after the template of each. The CustomMessage trigger, which
// names the occasions of all other messages, knows nothing of them.
const (
	BlockNotice    = "RiskNotification_BlockEmail"
	MFANotice      = "RiskNotification_MfaEmail"
	NoActionNotice = "RiskNotification_NoActionEmail"
)

// FeedbackPath is where the links of a notification lead.
const FeedbackPath = "/eventFeedback"

// notice is an e-mail that tells a user of an attempt.
type notice struct {
	guard   *Guard
	event   state.AuthEvent
	message *state.Message // nil: a custom sender sends it
	about   trigger.Occasion
	sending trigger.Sending
}

// send sends the e-mail. A custom sender is called once the event is written.
func (n *notice) send(tx *state.Tx) {
	if n.message != nil {
		tx.AddMessage(n.message)
		return
	}
	n.guard.Background.Go(func(ctx context.Context) {
		// Whoever can write knows that the transaction at hand is over.
		err := n.guard.Store.Update(func(tx *state.Tx) error {
			if e := tx.AuthEvent(n.event.Pool, n.event.ID); e == nil || e.Token != n.event.Token {
				return state.ErrGone
			}
			return nil
		})
		if err == nil {
			n.guard.Triggers.Send(ctx, trigger.CustomEmailSender, n.about, n.sending)
		}
	})
}

// Notify prepares the e-mail that tells the user of the attempt: once, when the pool wants that at
// its level of risk, and to an address that need not be verified. Doc: adaptive authentication.
// Assumed: a pool that is only watched, and one that does not say who sends, send nothing (A262).
func (a *Attempt) Notify(occasion string) {
	if a == nil || !a.acts || !a.fresh || a.notice != nil || a.user.Attributes["email"] == "" {
		return
	}
	action := policy.RiskAction(a.config, a.event.Level)
	if action == nil || !action.Notify || a.config.Takeover.NotifyConfiguration == nil {
		return
	}
	a.event.Token = base64.RawURLEncoding.EncodeToString(a.guard.Entropy.Bytes(32))
	valid, invalid := a.link(types.FeedbackValueTypeValid), a.link(types.FeedbackValueTypeInvalid)
	a.notice = &notice{guard: a.guard, event: *a.event}
	if o := a.call.Occasion(a.client, a.user.Username); a.guard.Triggers.Sends(o, trigger.CustomEmailSender) {
		a.notice.about, a.notice.sending = o, a.forSender(string(action.EventAction), valid, invalid)
		return
	}
	subject, body, isHTML := template(a.config.Takeover.NotifyConfiguration, occasion)
	values := []string{
		"{username}", a.user.Username,
		"{ip-address}", a.event.Context.IP,
		"{city}", a.event.Context.City,
		"{country}", a.event.Context.Country,
		"{login-time}", a.event.Created.UTC().Format("2006-01-02 15:04:05 UTC"),
		"{device-name}", a.event.Context.Device,
		"{one-click-link-valid}", valid,
		"{one-click-link-invalid}", invalid,
		"{event-id}", a.event.ID,
		"{feedback-token}", a.event.Token,
	}
	plain := strings.NewReplacer(values...)
	if isHTML {
		for i := 1; i < len(values); i += 2 {
			values[i] = html.EscapeString(values[i])
		}
	}
	a.notice.message = &state.Message{
		Pool: a.event.Pool, Client: a.event.Client, Username: a.user.Username, Sub: a.user.Sub, Channel: state.Email,
		Destination: a.user.Attributes["email"], Purpose: occasion, Code: a.event.Token, Link: valid,
		Subject: plain.Replace(subject), Body: strings.NewReplacer(values...).Replace(body), Sent: a.call.Now,
	}
}

// forSender is what a custom sender is told of the attempt. It writes the text, too.
// Seen: DefinitelyTyped/DefinitelyTyped#52111.
func (a *Attempt) forSender(action, valid, invalid string) trigger.Sending {
	return trigger.Sending{Occasion: "AccountTakeOverNotification", UserAttributes: map[string]*string{
		"LOGIN_TIME":               aws.String(a.event.Created.UTC().Format("Monday, January 2, 2006 03:04 PM UTC")),
		"CITY":                     some(a.event.Context.City),
		"COUNTRY":                  some(a.event.Context.Country),
		"ACCOUNT_TAKE_OVER_ACTION": &action,
		"FEEDBACK_TOKEN":           &a.event.Token,
		"ONE_CLICK_LINK_VALID":     &valid,
		"ONE_CLICK_LINK_INVALID":   &invalid,
		"DEVICE_NAME":              some(a.event.Context.Device),
		"EVENT_ID":                 &a.event.ID,
		"IP_ADDRESS":               &a.event.Context.IP,
		"USER_NAME":                &a.user.Username,
	}}
}

// link is the address at which the user says what the attempt was. The service's is at the pool's
// domain, which nobody needs here.
func (a *Attempt) link(value types.FeedbackValueType) string {
	query := url.Values{
		"userPoolId": {string(a.event.Pool)}, "username": {a.user.Username}, "eventId": {a.event.ID},
		"feedbackToken": {a.event.Token}, "feedbackValue": {string(value)},
	}
	return a.guard.Settings.Issuer.Base(a.call.Base) + FeedbackPath + "?" + query.Encode()
}

// template is the pool's own text for the occasion or, where it has none, ours. Assumed: of a message
// in both forms people see the HTML (A262).
func template(n *types.NotifyConfigurationType, occasion string) (subject, body string, isHTML bool) {
	own := map[string]*types.NotifyEmailType{
		BlockNotice: n.BlockEmail, MFANotice: n.MfaEmail, NoActionNotice: n.NoActionEmail,
	}[occasion]
	if own == nil {
		own = &types.NotifyEmailType{}
	}
	subject = aws.ToString(own.Subject)
	if subject == "" {
		subject = ourSubject
	}
	switch {
	case aws.ToString(own.HtmlBody) != "":
		return subject, *own.HtmlBody, true
	case aws.ToString(own.TextBody) != "":
		return subject, *own.TextBody, false
	case occasion == BlockNotice:
		return subject, "A sign-in to your account was blocked. " + ourText, false
	}
	return subject, "There was an unusual sign-in to your account. " + ourText, false
}

const (
	ourSubject = "Sign-in to your account"
	ourText    = "Time: {login-time}. Address: {ip-address}. Device: {device-name}. " +
		"That was me: {one-click-link-valid} That was not me: {one-click-link-invalid}"
)
