package directory

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// AdminGetUser shows a user with all attributes. Doc: API_AdminGetUser.
func (s service) AdminGetUser(c *op.Call, _ *state.Pool, in *cip.AdminGetUserInput) (*cip.AdminGetUserOutput, error) {
	user, err := c.UserCalled(*in.Username)
	if err != nil {
		return nil, err
	}
	view := account.View(user, nil)
	return &cip.AdminGetUserOutput{
		Username:             view.Username,
		UserAttributes:       view.Attributes,
		Enabled:              view.Enabled,
		UserStatus:           view.UserStatus,
		UserCreateDate:       view.UserCreateDate,
		UserLastModifiedDate: view.UserLastModifiedDate,
		MFAOptions:           view.MFAOptions,
		PreferredMfaSetting:  policy.PreferredMFA(user.MFA),
		UserMFASettingList:   policy.EnabledMFA(user.MFA),
	}, nil
}
