package account

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/outbox"
	"cognito-emulator/state"
)

// Invitation is the messages that invite a user, one for each medium.
type Invitation struct {
	accounts *Accounts
	letters  []*outbox.Letter
	// Failed is why a message could not be sent. The user exists all the same.
	// Seen: aws/aws-sdk#438.
	Failed error
	// lost is what the pool's log tells of that.
	lost *state.LogEvent
}

// Invite writes the messages that invite a user, by SMS where nobody says how. A medium whose address the
// user lacks is passed over. A text that does not show the password is not sent; a user without a password
// is told nothing secret. A function of the pool may be called, so this must not be within a transaction.
// Doc: API_AdminCreateUser. Assumed: an address that is missing is no error, an SMS that the pool cannot
// send is one (A125).
func (a *Accounts) Invite(c *op.Call, client *state.Client, u *state.User, password string, by []types.DeliveryMediumType, metadata map[string]string) (*Invitation, error) {
	out := &Invitation{accounts: a}
	if len(by) == 0 {
		by = []types.DeliveryMediumType{types.DeliveryMediumTypeSms}
	}
	for _, medium := range by {
		attribute := "email"
		if medium == types.DeliveryMediumTypeSms {
			attribute = "phone_number"
		}
		to, has := outbox.To(u, attribute)
		switch {
		case !has:
			continue
		case medium == types.DeliveryMediumTypeSms && c.Pool.Config.SmsConfiguration == nil:
			out.Failed = fault.InvitationNotDeliverable()
			out.lost = lostMessage(c, out.Failed)
			continue
		}
		l, err := a.Write(c, client, outbox.Message{
			Purpose: outbox.AdminCreateUser, User: u, To: to, Code: password, Sent: c.Now, Metadata: metadata})
		if err != nil {
			return nil, err
		}
		if l.Sender() || strings.Contains(l.Body(), password) {
			out.letters = append(out.letters, l)
		}
	}
	return out, nil
}

// lostMessage is what a pool's log tells of a message that could not be sent.
// Doc: "Exporting logs from Amazon Cognito user pools". Assumed: the details are the text of the refusal
// (A187).
func lostMessage(c *op.Call, why error) *state.LogEvent {
	var api smithy.APIError
	errors.As(why, &api)
	message, _ := json.Marshal(struct { // a string always encodes
		Details string `json:"details"`
	}{api.ErrorMessage()})
	return &state.LogEvent{
		Pool: c.Pool.ID, Region: c.Pool.Region, Source: types.EventSourceNameUserNotification, Level: types.LogLevelError,
		Message: message, At: c.Now,
	}
}

// Store sends the messages.
func (i *Invitation) Store(tx *state.Tx) error {
	if i.lost != nil {
		tx.AppendLog(i.lost)
	}
	for _, l := range i.letters {
		l.Store(tx)
	}
	return nil
}

// Hand gives the messages to the pool's custom senders, if it has some. It follows Store, when that was
// written.
func (i *Invitation) Hand() {
	if len(i.letters) > 0 {
		i.accounts.Hand(i.letters...)
	}
}
