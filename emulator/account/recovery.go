package account

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/outbox"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// RecoveryCode prepares the code that resets the user's password, for ForgotPassword and, where
// client is nil, AdminResetUserPassword. Its message is still to be composed. Users without a password of
// their own choice are refused.
// Seen: aws-amplify/amplify-flutter#3048, aws-amplify/amplify-js#2955 (temporary password),
// amazon-archives/amazon-cognito-identity-js#373 (disabled), public Cucumber suite (unconfirmed),
// aws-amplify/amplify-js#2383 (federated).
func (a *Accounts) RecoveryCode(c *op.Call, u *state.User, client *state.Client, metadata map[string]string) (*Code, error) {
	switch {
	case !u.Enabled:
		return nil, fault.UserDisabledForReset()
	case u.Status == types.UserStatusTypeForceChangePassword, u.Status == types.UserStatusTypeExternalProvider:
		return nil, fault.CannotResetPassword()
	case u.Status == types.UserStatusTypeUnconfirmed:
		return nil, fault.NoRecoveryChannel()
	}
	attribute, err := policy.RecoveryAttribute(&c.Pool.Config, u)
	if err != nil {
		return nil, err
	}
	return a.DraftCode(c, Occasion{
		Purpose: state.PurposePassword, Message: outbox.ForgotPassword, Client: client, User: u,
		To: outbox.Delivery{Attribute: attribute, Address: u.Attributes[attribute]}, Metadata: metadata,
	})
}
