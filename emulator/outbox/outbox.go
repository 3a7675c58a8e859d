// Package outbox writes the text messages and e-mails that the service would send: where they go,
// what they say, and which occasion they are for. Nothing leaves the emulator; a message is a record
// that is stored together with the code it carries.
package outbox

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
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
	masked := policy.MaskEmail(d.Address)
	if d.Attribute == "phone_number" {
		masked = policy.MaskPhone(d.Address)
	}
	return &types.CodeDeliveryDetailsType{
		AttributeName: aws.String(d.Attribute), DeliveryMedium: d.Medium(), Destination: aws.String(masked)}
}

// ForSignUp returns where the code that confirms a new user goes: to an attribute that the pool
// verifies by itself, the phone number first; false when there is none.
// Seen: public Cucumber suite on a real pool, with both given the code goes to the phone.
func ForSignUp(p *state.Pool, u *state.User) (Delivery, bool) {
	for _, attribute := range []string{"phone_number", "email"} {
		if d, ok := To(u, attribute); ok && p.AutoVerifies(attribute) {
			return d, true
		}
	}
	return Delivery{}, false
}

// Message is a message to compose.
type Message struct {
	Purpose string
	Client  state.ClientID // empty when no client was named
	User    *state.User
	To      Delivery
	Code    string // the code, or the temporary password of an invitation
	Link    string // of messages that confirm by link
	Sent    time.Time
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
	t := template(p, m)
	composed.Body = policy.Render(t.body, m.User.Username, m.Code, m.Link)
	if m.To.Medium() == types.DeliveryMediumTypeSms {
		composed.Channel = state.SMS
		return composed
	}
	composed.Subject = policy.Render(t.subject, m.User.Username, m.Code, m.Link)
	return composed
}
