package directory

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/outbox"
	"cognito-emulator/state"
)

// AdminCreateUser makes a user with a temporary password and invites that user, or invites again a
// user who has not come yet. Doc: API_AdminCreateUser.
func (s service) AdminCreateUser(c *op.Call, pool *state.Pool, in *cip.AdminCreateUserInput) (*cip.AdminCreateUserOutput, error) {
	do := s.create
	if in.MessageAction == types.MessageActionTypeResend {
		do = s.resend
	}
	user, err := do(c, pool, in)
	if err != nil {
		return nil, err
	}
	view := account.View(user, nil)
	return &cip.AdminCreateUserOutput{User: &view}, nil
}

// create makes the user. One without a password, in a pool that lets users sign in without, is
// confirmed at once. Seen: AllianceBioversityCIAT/onecgiar_pr (confirmed), localstack/localstack#4465
// (a name that is taken), boto/boto3#3213 (an alias that is taken; the page says AliasExistsException,
// which the service does not declare).
func (s service) create(c *op.Call, pool *state.Pool, in *cip.AdminCreateUserInput) (*state.User, error) {
	draft := account.Draft{
		Username: *in.Username, Password: aws.ToString(in.TemporaryPassword), Attributes: in.UserAttributes,
		Status: types.UserStatusTypeForceChangePassword,
	}
	switch {
	case draft.Password != "":
	case account.Passwordless(pool):
		draft.Status = types.UserStatusTypeConfirmed
	default:
		var err error
		if draft.Password, err = s.accounts.TemporaryPassword(pool); err != nil {
			return nil, err
		}
	}
	user, err := s.accounts.NewUser(c, draft)
	if err != nil {
		return nil, err
	}
	err = s.accounts.PreSignUp(c, account.Application{
		User: user, Attributes: in.UserAttributes, Validation: in.ValidationData, Metadata: in.ClientMetadata})
	if err != nil {
		return nil, err
	}
	add := func(tx *state.Tx) error {
		add := func() error { return tx.AddUser(user) }
		if in.ForceAliasCreation {
			return account.MoveAliases(tx, pool, c.Now, add)
		}
		return add()
	}
	if outbox.Asks(pool) { // and the function may look for the user
		if err := s.Store.Update(add); err != nil {
			return nil, account.NotAdded(pool, err, fault.UserAccountExists)
		}
		add = func(*state.Tx) error { return nil }
	}
	invitation, err := s.invite(c, user, draft.Password, in)
	if err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		if err := add(tx); err != nil {
			return err
		}
		return invitation.Store(tx)
	})
	if err != nil {
		return nil, account.NotAdded(pool, err, fault.UserAccountExists)
	}
	invitation.Hand()
	return user, invitation.Failed
}

// invite writes the messages that the request asks for.
func (s service) invite(c *op.Call, u *state.User, password string, in *cip.AdminCreateUserInput) (*account.Invitation, error) {
	if in.MessageAction == types.MessageActionTypeSuppress {
		return &account.Invitation{}, nil
	}
	return s.accounts.Invite(c, nil, u, password, in.DesiredDeliveryMediums, in.ClientMetadata)
}

// resend gives a user who still has a temporary password another one, whose life begins now.
// Assumed: everything else in the request is left aside (A120).
func (s service) resend(c *op.Call, pool *state.Pool, in *cip.AdminCreateUserInput) (*state.User, error) {
	password := aws.ToString(in.TemporaryPassword)
	if password == "" {
		var err error
		if password, err = s.accounts.TemporaryPassword(pool); err != nil {
			return nil, err
		}
	}
	var invited *state.User
	var invitation *account.Invitation
	err := s.change(c, *in.Username, func(u *state.User) (func(*state.Tx) error, error) {
		if u.Status != types.UserStatusTypeForceChangePassword {
			return nil, fault.ResendNotPossible(u.Username)
		}
		if err := account.CheckPassword(pool, u, password, fault.AdminPasswordPolicy); err != nil {
			return nil, err
		}
		next := s.accounts.NewPassword(u, password, c.Now)
		var err error
		if invitation, err = s.invite(c, u, password, in); err != nil {
			return nil, err
		}
		return func(tx *state.Tx) error {
			err := tx.ChangeUser(u.Pool, u.Sub, func(u *state.User) error {
				account.ReplacePassword(pool, u, next)
				u.Modified = c.Now
				return nil
			})
			if err != nil {
				return err
			}
			invited = tx.User(u.Pool, u.Sub)
			return invitation.Store(tx)
		}, nil
	})
	if err != nil {
		return nil, err
	}
	invitation.Hand()
	return invited, invitation.Failed
}
