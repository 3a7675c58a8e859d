package mfa

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// SetUserSettings is the old way to switch SMS on and off, still answered.
// Doc: API_SetUserSettings, "This action is no longer supported. You can use it to configure only
// SMS MFA."
func (s *Service) SetUserSettings(_ *op.Call, who *op.Principal, in *cip.SetUserSettingsInput) (*cip.SetUserSettingsOutput, error) {
	if err := s.setOptions(who.Pool, who.User, in.MFAOptions); err != nil {
		return nil, err
	}
	return &cip.SetUserSettingsOutput{}, nil
}

// AdminSetUserSettings is SetUserSettings of an administrator. Doc: API_AdminSetUserSettings.
func (s *Service) AdminSetUserSettings(c *op.Call, pool *state.Pool, in *cip.AdminSetUserSettingsInput) (*cip.AdminSetUserSettingsOutput, error) {
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	if err := s.setOptions(pool, user, in.MFAOptions); err != nil {
		return nil, err
	}
	return &cip.AdminSetUserSettingsOutput{}, nil
}

// setOptions replaces the legacy list. An entry switches SMS on, an empty list switches it off.
// Assumed: it acts like the SMS preference (A068).
func (s *Service) setOptions(pool *state.Pool, user *state.User, options []types.MFAOptionType) error {
	for _, o := range options {
		if o.DeliveryMedium != types.DeliveryMediumTypeSms || aws.ToString(o.AttributeName) != "phone_number" {
			return fault.LegacyDeliveryMedium()
		}
	}
	return s.change(user, func(u *state.User) error {
		if len(options) > 0 && !deliverable(pool, u, types.ChallengeNameTypeSmsMfa) {
			return fault.MFANotConfigurable(string(types.ChallengeNameTypeSmsMfa))
		}
		u.MFA.Options = options
		u.MFA.SMS = len(options) > 0
		if !u.MFA.SMS && u.MFA.Preferred == types.ChallengeNameTypeSmsMfa {
			u.MFA.Preferred = ""
		}
		return nil
	})
}
