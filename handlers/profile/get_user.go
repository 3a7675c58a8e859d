package profile

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
)

// GetUser shows the caller, with the attributes that the app client may read. Doc: API_GetUser.
func (s service) GetUser(_ *op.Call, who *op.Principal, _ *cip.GetUserInput) (*cip.GetUserOutput, error) {
	mfa := who.User.MFA
	readable := func(name string) bool { return policy.Readable(&who.Client.Config, name) }
	return &cip.GetUserOutput{
		Username:            aws.String(who.User.Username),
		UserAttributes:      account.Attributes(who.User, readable),
		MFAOptions:          mfa.Options,
		PreferredMfaSetting: policy.PreferredMFA(mfa),
		UserMFASettingList:  policy.EnabledMFA(mfa),
	}, nil
}
