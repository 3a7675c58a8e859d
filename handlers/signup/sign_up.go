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
	"cognito-emulator/state"
)

// SignUp makes a user who still has to confirm, and sends the code for that where the pool verifies
// an attribute that was given. Doc: API_SignUp.
func (s service) SignUp(c *op.Call, client *state.Client, in *cip.SignUpInput) (*cip.SignUpOutput, error) {
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
	out := &cip.SignUpOutput{UserSub: aws.String(string(user.Sub))}
	var code *account.Code
	var session *state.Session
	if to, ok := outbox.ForSignUp(c.Pool, user); ok {
		code, err = s.accounts.NewCode(c, account.Occasion{
			Purpose: state.PurposeSignUp, Message: outbox.SignUp, Client: client, User: user, To: to})
		if err != nil {
			return nil, err
		}
		out.CodeDeliveryDetails = code.Details()
		session, out.Session = s.flow.OfferSession(c, client, user.Sub)
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		if err := tx.AddUser(user); err != nil {
			return account.NotAdded(c.Pool, err, fault.UsernameTaken)
		}
		if err := watch.Record(tx); err != nil {
			return err
		}
		if session != nil {
			if err := tx.AddSession(session); err != nil {
				return err
			}
		}
		if code == nil {
			return nil
		}
		return code.Send(tx)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}
