package account

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// View is a user as AdminCreateUser and the lists of users show one, with the attributes that shown
// accepts, or all of them when it is nil. Doc: API_UserType.
func View(u *state.User, shown func(name string) bool) types.UserType {
	return types.UserType{
		Username:             aws.String(u.Username),
		Attributes:           Attributes(u, shown),
		Enabled:              u.Enabled,
		UserStatus:           u.Status,
		UserCreateDate:       aws.Time(u.Created),
		UserLastModifiedDate: aws.Time(u.Modified),
		MFAOptions:           u.MFA.Options,
	}
}
