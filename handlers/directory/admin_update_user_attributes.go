package directory

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// AdminUpdateUserAttributes changes attributes of a user; an empty value removes one. An e-mail
// address or phone number that is marked as verified is taken away as an alias from whoever had it,
// without a word: the other's becomes unverified. Where addresses are usernames, one that is taken is
// refused. Doc: API_AdminUpdateUserAttributes. Seen: boto/boto3#3213 and a public blog (the alias
// moves), aws/aws-sdk-net#4387 (the username is refused). Assumed: that the two differ in this (A127).
func (s service) AdminUpdateUserAttributes(c *op.Call, pool *state.Pool, in *cip.AdminUpdateUserAttributesInput) (*cip.AdminUpdateUserAttributesOutput, error) {
	var change *account.Change
	err := s.change(c, *in.Username, func(u *state.User) (func(*state.Tx) error, error) {
		x, err := s.accounts.ChangeAttributes(c, u, nil, in.UserAttributes, in.ClientMetadata)
		if err != nil {
			return nil, err
		}
		change = x
		return func(tx *state.Tx) error {
			return account.MoveAliases(tx, pool, c.Now, func() error { return x.Write(tx) })
		}, nil
	})
	if err != nil {
		return nil, err
	}
	change.Hand()
	return &cip.AdminUpdateUserAttributesOutput{}, nil
}
