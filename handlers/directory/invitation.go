package directory

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/outbox"
	"cognito-emulator/state"
)

// invitation is the messages that invite a user, one for each medium.
type invitation struct {
	messages []*state.Message
	// failed is why a message could not be sent. The user exists all the same.
	// Seen: aws/aws-sdk#438.
	failed error
}

// invite writes the messages that the request asks for, by SMS where it does not say. A medium whose
// address the user lacks is passed over. A text that does not show the password is not sent; a user
// without a password is told nothing secret. Doc: API_AdminCreateUser. Assumed: an address that is
// missing is no error, an SMS that the pool cannot send is one (A125).
func invite(c *op.Call, u *state.User, password string, in *cip.AdminCreateUserInput) *invitation {
	var out invitation
	if in.MessageAction == types.MessageActionTypeSuppress {
		return &out
	}
	mediums := in.DesiredDeliveryMediums
	if len(mediums) == 0 {
		mediums = []types.DeliveryMediumType{types.DeliveryMediumTypeSms}
	}
	for _, medium := range mediums {
		attribute := "email"
		if medium == types.DeliveryMediumTypeSms {
			attribute = "phone_number"
		}
		to, has := outbox.To(u, attribute)
		switch {
		case !has:
			continue
		case medium == types.DeliveryMediumTypeSms && c.Pool.Config.SmsConfiguration == nil:
			out.failed = fault.InvitationNotDeliverable()
			continue
		}
		m := outbox.Compose(c.Pool, outbox.Message{
			Purpose: outbox.AdminCreateUser, User: u, To: to, Code: password, Sent: c.Now})
		if strings.Contains(m.Body, password) {
			out.messages = append(out.messages, m)
		}
	}
	return &out
}

func (i *invitation) send(tx *state.Tx) {
	for _, m := range i.messages {
		tx.AddMessage(m)
	}
}
