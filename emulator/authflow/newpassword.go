package authflow

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// attributePrefix marks the attributes among the responses to NEW_PASSWORD_REQUIRED.
const attributePrefix = "userAttributes."

// answerNewPassword replaces a temporary password. A password that the policy refuses may be
// corrected with the same session.
// Seen: aws-amplify/amplify-flutter, confirm_sign_in test; getmoto/moto, the temporary password
// itself is accepted.
func (f *Flow) answerNewPassword(c *op.Call, s *signIn, responses map[string]string) (*Step, error) {
	password := responses["NEW_PASSWORD"]
	if err := account.CheckPassword(c.Pool, s.user, password, fault.NewPasswordPolicy); err != nil {
		return nil, err
	}
	changed := f.guard.Watch(c, s.client, s.user, types.EventTypePasswordChange, "")
	if err := changed.NewPassword(password, types.EventFilterTypePasswordChange); err != nil {
		return nil, err
	}
	given := map[string]string{}
	for key, value := range responses {
		if name, ok := strings.CutPrefix(key, attributePrefix); ok {
			given[name] = value
		}
	}
	change, err := policy.NewPasswordAttributes(c.Pool.Config.SchemaAttributes, &s.client.Config, s.user.Attributes, given)
	if err != nil {
		return nil, err
	}
	next := f.accounts.NewPassword(s.user, password, c.Now)
	s.effects = append(s.effects, func(u *state.User) error {
		account.ReplacePassword(c.Pool, u, next)
		u.Status = types.UserStatusTypeConfirmed
		u.Attributes = change.Apply(u.Attributes)
		u.Modified = c.Now
		return nil
	})
	return f.proceed(c, s)
}
