// Package outbox writes the text messages and e-mails that the service would send: where they go,
// what they say, and which occasion they are for. Nothing leaves the emulator; a message is a record
// that is stored together with the code it carries.
package outbox

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// The occasions of messages, named as the CustomMessage trigger names its sources.
// Doc: "Custom message Lambda trigger".
const (
	SignUp              = "CustomMessage_SignUp"
	AdminCreateUser     = "CustomMessage_AdminCreateUser"
	ResendCode          = "CustomMessage_ResendCode"
	ForgotPassword      = "CustomMessage_ForgotPassword"
	UpdateUserAttribute = "CustomMessage_UpdateUserAttribute"
	VerifyUserAttribute = "CustomMessage_VerifyUserAttribute"
	Authentication      = "CustomMessage_Authentication"
)

// Delivery is where a message goes.
type Delivery struct {
	Attribute string // email or phone_number
	Address   string // the whole address
}

// To returns the delivery to the user's own address; false when the user has none.
func To(u *state.User, attribute string) (Delivery, bool) {
	address := u.Attributes[attribute]
	return Delivery{attribute, address}, address != ""
}

// Medium is how the message travels, as answers name it.
func (d Delivery) Medium() types.DeliveryMediumType {
	if d.Attribute == "phone_number" {
		return types.DeliveryMediumTypeSms
	}
	return types.DeliveryMediumTypeEmail
}

// Details is what an answer tells about the delivery: the address is masked.
func (d Delivery) Details() *types.CodeDeliveryDetailsType {
	return policy.Delivery(d.Attribute, d.Address)
}

// ForSignUp returns where the code that confirms a new user goes: to an attribute that the pool
// verifies by itself, the phone number first; false when there is none.
// Seen: public Cucumber suite on a real pool, with both given the code goes to the phone.
func ForSignUp(p *state.Pool, u *state.User) (Delivery, bool) {
	return To(u, policy.AutoVerifiedAttribute(&p.Config, u.Attributes))
}

// Message is a message to compose.
type Message struct {
	Purpose string
	Client  state.ClientID // empty when no client was named
	User    *state.User
	To      Delivery
	Code    string // the code, or the temporary password of an invitation
	Link    string // of messages that confirm by link
	// Metadata is the ClientMetadata of the request, as far as the functions of messages get it.
	Metadata map[string]string
	Sent     time.Time
}

// Compose fills in the pool's template of the occasion.
func Compose(p *state.Pool, m Message) *state.Message {
	composed := &state.Message{
		Pool:        p.ID,
		Client:      m.Client,
		Username:    m.User.Username,
		Sub:         m.User.Sub,
		Channel:     state.Email,
		Destination: m.To.Address,
		Purpose:     m.Purpose,
		Code:        m.Code,
		Link:        m.Link,
		Sent:        m.Sent,
	}
	text := textOf(p, m, policy.Values{Username: m.User.Username, Code: m.Code, Link: m.Link})
	composed.Subject, composed.Body = text.Subject, text.Body
	if m.To.Medium() == types.DeliveryMediumTypeSms {
		composed.Channel = state.SMS
	}
	return composed
}

// textOf fills in the pool's text of the occasion.
func textOf(p *state.Pool, m Message, values policy.Values) policy.Message {
	sms := m.To.Medium() == types.DeliveryMediumTypeSms
	switch {
	case m.Purpose == Authentication && sms:
		return policy.MFASMS(&p.Config, values)
	case m.Purpose == Authentication:
		return policy.MFAEmail(p.MFA.Email, values)
	case m.Purpose == AdminCreateUser && sms:
		return policy.InvitationSMS(&p.Config, values)
	case m.Purpose == AdminCreateUser:
		return policy.InvitationEmail(&p.Config, values)
	case sms:
		return policy.VerificationSMS(&p.Config, values)
	}
	return policy.VerificationEmail(&p.Config, values)
}
