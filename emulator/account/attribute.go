package account

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/outbox"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// contacts are the attributes that can be verified.
var contacts = []string{"phone_number", "email"}

// Change is a change of a user's attributes that was decided and not written yet.
type Change struct {
	call   *op.Call
	user   *state.User
	change policy.Change
	codes  []*Code
}

// ChangeAttributes decides an update of a user's attributes, through an app client or, where client
// is nil, by an administrator. A new e-mail address or phone number that the pool verifies by itself
// is sent a code, unless an administrator vouches for it.
// Doc: UpdateUserAttributes, AdminUpdateUserAttributes, UserAttributeUpdateSettingsType.
func (a *Accounts) ChangeAttributes(c *op.Call, u *state.User, client *state.Client, given []types.AttributeType, metadata map[string]string) (*Change, error) {
	change, err := policy.AttributeChange(c.Pool.Config.SchemaAttributes, config(client), u.Attributes, given)
	if err != nil {
		return nil, err
	}
	x := &Change{call: c, user: u, change: change}
	if change.Set["preferred_username"] != "" && c.Pool.HasAlias("preferred_username") && u.Status == types.UserStatusTypeUnconfirmed {
		return nil, fault.PreferredUsernameUnconfirmed()
	}
	if err := x.checkDeleted(client, fault.UpdateViolation); err != nil {
		return nil, err
	}
	for _, attribute := range contacts {
		if err := a.verify(x, client, attribute, metadata); err != nil {
			return nil, err
		}
	}
	return x, x.compose()
}

// compose writes the messages. The function that is asked for a text is told of the user as the change
// leaves it.
func (x *Change) compose() error {
	if len(x.codes) == 0 {
		return nil
	}
	after := x.user.Clone()
	after.Attributes = x.change.Apply(after.Attributes)
	for _, code := range x.codes {
		code.occasion.User = after
		if err := code.Compose(x.call); err != nil {
			return err
		}
	}
	return nil
}

// verify prepares the code for a new value of the attribute, and holds the value back where the pool
// wants that.
func (a *Accounts) verify(x *Change, client *state.Client, attribute string, metadata map[string]string) error {
	p, flag := x.call.Pool, attribute+"_verified"
	value, set := x.change.Set[attribute]
	if !set || value == x.user.Attributes[attribute] || x.change.Set[flag] == "true" || !p.AutoVerifies(attribute) {
		return nil
	}
	held := holdsBack(p, attribute)
	if held {
		delete(x.change.Set, attribute)
		delete(x.change.Set, flag)
		if p.NamesAre(attribute) {
			if other := x.call.View.UserSigningIn(p, value); other != nil && other.Sub != x.user.Sub {
				return fault.AliasGivenTaken(attribute)
			}
		}
	}
	code, err := a.DraftCode(x.call, Occasion{
		Purpose: state.PurposeAttribute, Message: outbox.UpdateUserAttribute, Client: client, User: x.user,
		To: outbox.Delivery{Attribute: attribute, Address: value}, Held: held, Metadata: metadata,
	})
	x.codes = append(x.codes, code)
	return err
}

// holdsBack tells whether a new value of the attribute waits for its verification.
func holdsBack(p *state.Pool, attribute string) bool {
	s := p.Config.UserAttributeUpdateSettings
	return s != nil && slices.Contains(s.AttributesRequireVerificationBeforeUpdate, types.VerifiedAttributeType(attribute))
}

// DeleteAttributes decides the removal of attributes, through an app client or by an administrator.
func (a *Accounts) DeleteAttributes(c *op.Call, u *state.User, client *state.Client, names []string) (*Change, error) {
	change, err := policy.AttributeDeletion(c.Pool.Config.SchemaAttributes, config(client), names)
	if err != nil {
		return nil, err
	}
	x := &Change{call: c, user: u, change: change}
	return x, x.checkDeleted(client, fault.DeleteViolation)
}

// checkDeleted refuses to leave a user without a way to sign in: without any name, or without the
// phone that the pool's MFA needs. Seen: aws-amplify/amplify-js#8829 (the phone, since 2023).
// Assumed: the name, and that an administrator may delete the phone (A106).
func (x *Change) checkDeleted(client *state.Client, violation func(...fault.Problem) error) error {
	p, next := x.call.Pool, x.change.Apply(x.user.Attributes)
	for _, attribute := range contacts {
		if !slices.Contains(x.change.Delete, attribute) || x.user.Attributes[attribute] == "" {
			continue
		}
		if p.NamesAre(attribute) && !slices.ContainsFunc(contacts, func(other string) bool { return p.NamesAre(other) && next[other] != "" }) {
			return violation(fault.CannotDelete(attribute))
		}
		if client != nil && attribute == "phone_number" && x.user.MFA.SMS && p.Config.MfaConfiguration == types.UserPoolMfaTypeOn {
			return fault.PhoneNeededForMFA()
		}
	}
	return nil
}

// Write carries the change out and sends the codes: state.ErrStale when the user has changed since it
// was decided.
func (x *Change) Write(tx *state.Tx) error {
	u := x.user
	switch now := tx.User(u.Pool, u.Sub); {
	case now == nil:
		return state.ErrGone
	case now != u: // records are constants: another record is another user
		return state.ErrStale
	}
	err := tx.ChangeUser(u.Pool, u.Sub, func(u *state.User) error {
		u.Attributes = x.change.Apply(u.Attributes)
		u.Modified = x.call.Now
		return nil
	})
	if err != nil {
		return err
	}
	for _, attribute := range contacts { // a value that is set or deleted ends the wait for another
		_, set := x.change.Set[attribute]
		if code := tx.Code(u.Pool, u.Sub, state.PurposeAttribute, attribute); code != nil && code.Held &&
			(set || slices.Contains(x.change.Delete, attribute)) {
			tx.DropCode(u.Pool, u.Sub, state.PurposeAttribute, attribute)
		}
	}
	for _, code := range x.codes {
		if err := code.Send(tx); err != nil {
			return err
		}
	}
	return nil
}

// Hand gives the messages to the pool's custom sender, if it has one. It follows Write, when that was
// written.
func (x *Change) Hand() {
	for _, code := range x.codes {
		code.Hand()
	}
}

// Details tells where codes went. It is never nil: the service answers an empty list.
func (x *Change) Details() []types.CodeDeliveryDetailsType {
	details := make([]types.CodeDeliveryDetailsType, len(x.codes))
	for i, code := range x.codes {
		details[i] = *code.Details()
	}
	return details
}

func config(client *state.Client) *types.UserPoolClientType {
	if client == nil {
		return nil
	}
	return &client.Config
}
