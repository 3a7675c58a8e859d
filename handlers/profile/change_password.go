package profile

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// ChangePassword replaces the caller's password, or gives one to a caller who had none and signed in
// without. Doc: API_ChangePassword. Assumed: the previous password is judged before the new one, and
// leaving it out is as good as a wrong one (A111).
func (s service) ChangePassword(c *op.Call, who *op.Principal, in *cip.ChangePasswordInput) (*cip.ChangePasswordOutput, error) {
	user := who.User
	if err := s.accounts.Attempt(c, user, account.ChangePassword); err != nil {
		return nil, account.Refusal(err)
	}
	watch := s.guard.Watch(c, who.Client, user, types.EventTypePasswordChange, "")
	if refusal := checkPrevious(user, aws.ToString(in.PreviousPassword)); refusal != nil {
		watch.Answered(types.ChallengeNamePassword, types.ChallengeResponseFailure)
		if err := watch.Failed(); err != nil {
			return nil, err
		}
		return nil, refusal
	}
	if err := account.CheckPassword(c.Pool, user, *in.ProposedPassword, fault.PasswordPolicy); err != nil {
		return nil, err
	}
	watch.Answered(types.ChallengeNamePassword, types.ChallengeResponseSuccess)
	if err := watch.NewPassword(*in.ProposedPassword, types.EventFilterTypePasswordChange); err != nil {
		return nil, err
	}
	watch.Ends(types.EventResponseTypePass)
	password := s.accounts.NewPassword(user, *in.ProposedPassword, c.Now)
	err := s.Store.Update(func(tx *state.Tx) error {
		err := tx.ChangeUser(user.Pool, user.Sub, func(u *state.User) error {
			if !account.SamePassword(u, user) { // another request replaced it: the previous one is wrong by now
				return fault.BadPassword()
			}
			account.ReplacePassword(c.Pool, u, password)
			u.Modified = c.Now
			return nil
		})
		if err != nil {
			return err
		}
		return watch.Record(tx)
	})
	if err != nil {
		return nil, account.Refusal(err)
	}
	return &cip.ChangePasswordOutput{}, nil
}

// checkPrevious refuses whoever does not know the password. Assumed: a user whose password was reset
// by an administrator cannot go on with the old one, and a federated user has none to change (A112).
func checkPrevious(u *state.User, previous string) error {
	switch {
	case u.Status == types.UserStatusTypeResetRequired:
		return fault.PasswordResetRequired()
	case u.Status == types.UserStatusTypeExternalProvider,
		u.Password != nil && !account.PasswordIs(u, previous):
		return fault.BadPassword()
	}
	return nil
}
