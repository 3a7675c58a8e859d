package account

import (
	"crypto/subtle"
	"errors"
	"net/url"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/outbox"
	"cognito-emulator/state"
)

// codeLength is how many digits a confirmation code has.
const codeLength = 6

// life is how long a code of a purpose can be given. Doc: "Quotas in Amazon Cognito".
func life(p state.Purpose) time.Duration {
	if p == state.PurposePassword {
		return time.Hour
	}
	return 24 * time.Hour
}

// Occasion is what a confirmation code is for.
type Occasion struct {
	Purpose state.Purpose
	// Message names the occasion as the message does: outbox.SignUp and its like.
	Message string
	Client  *state.Client // nil: none was named
	User    *state.User
	To      outbox.Delivery
	// Held: the attribute takes the new value only when the code is given.
	Held bool
	// Metadata is the ClientMetadata of the request.
	Metadata map[string]string
}

// Code is a confirmation code and the message that carries it, to be written together.
type Code struct {
	accounts *Accounts
	occasion Occasion
	record   *state.Code
	letter   *outbox.Letter // nil until it is composed
}

// NewCode makes a code and its message. Nothing is sent before Send. A function of the pool may be
// called, so this must not be within a transaction.
func (a *Accounts) NewCode(c *op.Call, o Occasion) (*Code, error) {
	k, err := a.DraftCode(c, o)
	if err != nil {
		return nil, err
	}
	return k, k.Compose(c)
}

// DraftCode makes a code without its message, for a user who is not stored yet: the function that writes
// messages would look for that user.
func (a *Accounts) DraftCode(c *op.Call, o Occasion) (*Code, error) {
	if o.To.Medium() == types.DeliveryMediumTypeSms && c.Pool.Config.SmsConfiguration == nil {
		return nil, fault.SMSNotConfigured()
	}
	return &Code{accounts: a, occasion: o, record: &state.Code{
		Pool: o.User.Pool, Sub: o.User.Sub, Purpose: o.Purpose, Attribute: o.To.Attribute, Address: o.To.Address,
		Held: o.Held, Value: a.Code(codeLength), Expires: c.Now.Add(life(o.Purpose)),
	}}, nil
}

// Compose writes the message.
func (k *Code) Compose(c *op.Call) (err error) {
	o := k.occasion
	m := outbox.Message{Purpose: o.Message, User: o.User, To: o.To, Code: k.record.Value, Sent: c.Now, Metadata: o.Metadata}
	if o.Client != nil && o.Purpose == state.PurposeSignUp && byLink(c.Pool, o.To) {
		m.Link = k.accounts.link(c, o, k.record.Value)
	}
	k.letter, err = k.accounts.Write(c, o.Client, m)
	return err
}

// byLink tells whether the pool lets new users confirm by a link in an e-mail.
// Doc: VerificationMessageTemplateType. Assumed: only new users, and codes everywhere else (A103).
func byLink(p *state.Pool, to outbox.Delivery) bool {
	t := p.Config.VerificationMessageTemplate
	return t != nil && t.DefaultEmailOption == types.DefaultEmailOptionTypeConfirmWithLink &&
		to.Medium() == types.DeliveryMediumTypeEmail
}

// link is the address that confirms a new user, at the public URL. Seen: quoted in many public threads.
// Assumed: more useful than the service, which has it at the pool's domain and without one refuses the
// sign-up, seen in anomalyco/guide#133 (A310).
func (a *Accounts) link(c *op.Call, o Occasion, code string) string {
	return a.Settings.Issuer.Base(c.Base) + "/confirmUser?client_id=" + url.QueryEscape(string(o.Client.ID)) +
		"&user_name=" + url.QueryEscape(o.User.Username) + "&confirmation_code=" + url.QueryEscape(code)
}

// Send writes the code in place of an earlier one of the same purpose, and its message with it.
func (k *Code) Send(tx *state.Tx) error {
	if err := tx.PutCode(k.record); err != nil {
		return err
	}
	k.letter.Store(tx)
	return nil
}

// Hand gives the message to the pool's custom sender, if it has one. It follows Send, when that was
// written.
func (k *Code) Hand() { k.accounts.Hand(k.letter) }

// Details is what an answer tells about the delivery.
func (k *Code) Details() *types.CodeDeliveryDetailsType { return k.occasion.To.Details() }

// JudgeCode returns the pending code that was given, or the refusal: wrong, or expired, which is
// also said of a code that was replaced or never requested. Attribute matters for
// state.PurposeAttribute only. Assumed: once a code has expired, a wrong one is expired too (A104).
func JudgeCode(v state.View, u *state.User, purpose state.Purpose, attribute, given string, now time.Time) (*state.Code, error) {
	code := v.Code(u.Pool, u.Sub, purpose, attribute)
	switch {
	case code == nil || !now.Before(code.Expires):
		return nil, fault.ExpiredCode()
	case same(code.Value, given):
		return code, nil
	case slices.ContainsFunc(code.Replaced, func(old string) bool { return same(old, given) }):
		return nil, fault.ExpiredCode()
	}
	return nil, fault.CodeMismatch()
}

// TakeCode is JudgeCode and uses the code up: of several requests with one code, one gets it.
func TakeCode(tx *state.Tx, u *state.User, purpose state.Purpose, attribute, given string, now time.Time) (*state.Code, error) {
	code, err := JudgeCode(tx.View, u, purpose, attribute, given, now)
	if err != nil {
		return nil, err
	}
	if err := tx.TakeCode(code); errors.Is(err, state.ErrStale) {
		return nil, fault.ExpiredCode()
	} else if err != nil {
		return nil, err
	}
	return code, nil
}

// Proves is a part of a change of the user: the code came back, so the address it was sent to is the
// user's, if it still is the one on record.
func Proves(code *state.Code, u *state.User) {
	if u.Attributes[code.Attribute] == code.Address {
		u.Attributes[code.Attribute+"_verified"] = "true"
	}
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
