package idp

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// AdminDisableProviderForUser takes an identity from the user it leads to: whoever signs in with it
// next is a new user. Of a user of the pool itself it takes the password.
// Doc: API_AdminDisableProviderForUser. Assumed: a user without password has none to sign in with,
// status and everything else stay; an identity that leads to nobody is an unknown user (A159).
func (s service) AdminDisableProviderForUser(c *op.Call, pool *state.Pool, in *cip.AdminDisableProviderForUserInput) (*cip.AdminDisableProviderForUserOutput, error) {
	disable := func(tx *state.Tx) error { return takePassword(tx, c, pool, in.User) }
	if aws.ToString(in.User.ProviderName) != local {
		p, err := provider(c.View, pool, in.User)
		if err != nil {
			return nil, err
		}
		disable = func(tx *state.Tx) error {
			return tx.Unlink(pool.ID, p.Name, *in.User.ProviderAttributeName, *in.User.ProviderAttributeValue, c.Now)
		}
	}
	err := s.Store.Update(disable)
	switch {
	case errors.Is(err, state.ErrGone):
		return nil, fault.UserNotFound()
	case err != nil:
		return nil, err
	}
	return &cip.AdminDisableProviderForUserOutput{}, nil
}

func takePassword(tx *state.Tx, c *op.Call, pool *state.Pool, u *types.ProviderUserIdentifierType) error {
	user := destination(tx.View, pool, u)
	if user == nil {
		return fault.UserNotFound()
	}
	return tx.ChangeUser(pool.ID, user.Sub, func(u *state.User) error {
		u.Password, u.Modified = nil, c.Now
		return nil
	})
}
