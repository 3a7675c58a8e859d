package outbox

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// Letter is a message that is ready to be sent. Sending it takes two steps: Store, in the transaction that
// writes the code which it carries, and Hand, behind it.
type Letter struct {
	message  *state.Message
	occasion trigger.Occasion
	// sender is the trigger whose function sends the message in place of the service; empty: none does.
	sender  trigger.Name
	sending trigger.Sending
}

// Asks tells whether a function of the pool may be asked for a text. It wants to find the user whom the
// message is for.
func Asks(p *state.Pool) bool { return trigger.Configured(p, trigger.CustomMessage) }

// Write writes a message: with the text of the pool's CustomMessage function or, where there is none or
// it does not say, its template. A pool whose custom sender takes the message needs no text. Assumed: that
// CustomMessage is not called then (A285).
func Write(ctx context.Context, t *trigger.Triggers, o trigger.Occasion, m Message) (*Letter, error) {
	m.Client = o.Client
	l := &Letter{message: Compose(o.Pool, m), occasion: o}
	attributes := trigger.Attributes(o.Pool, m.User)
	if sender := senderOf(m.To); t.Sends(o, sender) {
		l.sender = sender
		l.sending = trigger.Sending{
			Occasion: strings.TrimPrefix(m.Purpose, "CustomMessage_"), Code: m.Code, UserAttributes: attributes, ClientMetadata: m.Metadata,
		}
		return l, nil
	}
	if !trigger.Configured(o.Pool, trigger.CustomMessage) {
		return l, nil
	}
	about := trigger.Composing{
		UserAttributes: attributes, CodePlace: trigger.CodePlace, LinkPlace: trigger.LinkPlace, ClientMetadata: m.Metadata,
	}
	invitation := m.Purpose == AdminCreateUser
	if invitation {
		about.UsernamePlace = aws.String(trigger.UsernamePlace)
	}
	answer, err := t.CustomMessage(ctx, o, m.Purpose, about)
	if err != nil {
		return nil, err
	}
	custom := policy.CustomMessage{SMS: answer.SMS, Email: answer.Email, Subject: answer.Subject}
	text := policy.Message{Subject: l.message.Subject, Body: l.message.Body}
	values := policy.Values{Username: m.User.Username, Code: m.Code, Link: m.Link}
	if m.To.Medium() == types.DeliveryMediumTypeSms {
		text, err = custom.SMSText(text, values, invitation)
	} else {
		text, err = custom.EmailText(text, values, invitation)
	}
	l.message.Subject, l.message.Body = text.Subject, text.Body
	return l, err
}

// senderOf is the trigger whose function takes messages to d.
func senderOf(d Delivery) trigger.Name {
	if d.Medium() == types.DeliveryMediumTypeSms {
		return trigger.CustomSMSSender
	}
	return trigger.CustomEmailSender
}

// Store sends the message, unless a custom sender does.
func (l *Letter) Store(tx *state.Tx) {
	if l.sender == "" {
		tx.AddMessage(l.message)
	}
}

// Body is the text of the message.
func (l *Letter) Body() string { return l.message.Body }

// Sender tells whether a custom sender takes the message.
func (l *Letter) Sender() bool { return l.sender != "" }

// Hand gives the message to the custom sender, if there is one. It takes as long as the function does.
func (l *Letter) Hand(ctx context.Context, t *trigger.Triggers) {
	if l.sender != "" {
		t.Send(ctx, l.sender, l.occasion, l.sending)
	}
}
