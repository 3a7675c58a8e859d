package signup

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/outbox"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// SignUp makes a user who still has to confirm, and sends the code for that where the pool verifies
// an attribute that was given. Doc: API_SignUp.
func (s *Service) SignUp(c *op.Call, client *state.Client, in *cip.SignUpInput) (*cip.SignUpOutput, error) {
	if err := authflow.CheckSecretHash(client, *in.Username, aws.ToString(in.SecretHash)); err != nil {
		return nil, err
	}
	if err := s.admit(c, client, *in.Username, in.UserContextData, types.EventTypeSignUp); err != nil {
		return nil, err
	}
	if config := c.Pool.Config.AdminCreateUserConfig; config != nil && config.AllowAdminCreateUserOnly {
		return nil, fault.SignUpNotPermitted()
	}
	user, err := s.accounts.NewUser(c, account.Draft{
		Username: *in.Username, Password: aws.ToString(in.Password), Attributes: in.UserAttributes,
		Client: client, Status: types.UserStatusTypeUnconfirmed,
	})
	if err != nil {
		return nil, err
	}
	watch := s.guard.Watch(c, client, user, types.EventTypeSignUp, "")
	if err := watch.NewPassword(aws.ToString(in.Password), types.EventFilterTypeSignUp); err != nil {
		return nil, err
	}
	err = s.accounts.PreSignUp(c, account.Application{
		Client: client, User: user, Attributes: in.UserAttributes, Validation: in.ValidationData, Metadata: in.ClientMetadata})
	if err != nil {
		return nil, err
	}
	out := &cip.SignUpOutput{UserSub: aws.String(string(user.Sub)), UserConfirmed: user.Status == types.UserStatusTypeConfirmed}
	var code *account.Code
	var session *state.Session
	if to, ok := outbox.ForSignUp(c.Pool, user); ok && !out.UserConfirmed {
		code, err = s.accounts.DraftCode(c, account.Occasion{
			Purpose: state.PurposeSignUp, Message: outbox.SignUp, Client: client, User: user, To: to, Metadata: in.ClientMetadata})
		if err != nil {
			return nil, err
		}
		out.CodeDeliveryDetails = code.Details()
		session, out.Session = s.flow.OfferSession(c, client, user.Sub)
	}
	if out.UserConfirmed { // nothing is left to do
		watch.Ends(types.EventResponseTypePass)
	}
	err = s.add(c, user, code, func(tx *state.Tx) error {
		if err := watch.Record(tx); err != nil || session == nil {
			return err
		}
		return tx.AddSession(session)
	})
	if err != nil {
		return nil, err
	}
	if out.UserConfirmed {
		// Doc: "Post confirmation Lambda trigger", sources.
		if err := s.accounts.Confirmed(c, client, user, trigger.SourceConfirmSignUp, in.ClientMetadata); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// add stores a new user with what belongs to it, and sends the code, if there is one. A function that is
// asked for the text of the message finds the user stored. Where it fails, so does the sign-up, and the
// user stays, who can have the code sent again. Assumed (A290).
func (s *Service) add(c *op.Call, user *state.User, code *account.Code, more func(*state.Tx) error) error {
	store := func(tx *state.Tx) error {
		// An address that a function verifies is taken from whoever signs in with it.
		// Doc: "Pre sign-up Lambda trigger".
		err := account.MoveAliases(tx, c.Pool, c.Now, func() error { return tx.AddUser(user) })
		if err != nil {
			return account.NotAdded(c.Pool, err, fault.UsernameTaken)
		}
		return more(tx)
	}
	if code == nil {
		return s.Store.Update(store)
	}
	if outbox.Asks(c.Pool) {
		if err := s.Store.Update(store); err != nil {
			return err
		}
		store = func(*state.Tx) error { return nil }
	}
	if err := code.Compose(c); err != nil {
		return err
	}
	err := s.Store.Update(func(tx *state.Tx) error {
		if err := store(tx); err != nil {
			return err
		}
		return code.Send(tx)
	})
	if err != nil {
		return err
	}
	code.Hand()
	return nil
}
