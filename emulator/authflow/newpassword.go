package authflow

import (
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

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
func (f *Flow) answerNewPassword(c *op.Call, s *signIn, password string, responses map[string]string) (*Step, error) {
	if err := policy.CheckPassword(c.Pool.Config.Policies, password); err != nil {
		return nil, err
	}
	given := map[string]string{}
	for key, value := range responses {
		if name, ok := strings.CutPrefix(key, attributePrefix); ok {
			given[name] = value
		}
	}
	if err := checkGiven(c.Pool, s, given); err != nil {
		return nil, err
	}
	next := f.NewPassword(c.Pool, s.user.Username, password, c.Now)
	s.effects = append(s.effects, func(u *state.User) error {
		u.Password = next
		u.Status = types.UserStatusTypeConfirmed
		maps.Copy(u.Attributes, given)
		u.Modified = c.Now
		return nil
	})
	return f.proceed(c, s)
}

// checkGiven judges the attributes that come with a new password: those that are required and
// missing must be there, those that are required and known must not.
func checkGiven(p *state.Pool, s *signIn, given map[string]string) error {
	missing := policy.MissingRequired(p.Config.SchemaAttributes, s.user.Attributes)
	if lacking := slices.DeleteFunc(slices.Clone(missing), func(name string) bool { return given[name] != "" }); len(lacking) > 0 {
		return fault.NewPasswordAttributesMissing(lacking...)
	}
	names := slices.Sorted(maps.Keys(given))
	for _, name := range names {
		if !slices.Contains(missing, name) && policy.IsRequired(p.Config.SchemaAttributes, name) {
			return fault.CannotModifyProvided(name)
		}
	}
	attributes := make([]types.AttributeType, len(names))
	for i, name := range names {
		value := given[name]
		attributes[i] = types.AttributeType{Name: &names[i], Value: &value}
	}
	return policy.CheckUpdate(p, s.client, s.user, attributes)
}
