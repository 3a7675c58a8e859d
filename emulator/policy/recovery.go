package policy

import (
	"cmp"
	"hash/crc32"
	"slices"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// RecoveryAttribute is where the code that resets a user's password goes: "email"
// or "phone_number", verified and first in the pool's account recovery setting,
// and not the channel of the user's MFA. A pool without the setting sends to the
// phone first, MFA or not. Doc: AccountRecoverySettingType.
func RecoveryAttribute(pool *types.UserPoolType, u *state.User) (string, error) {
	if pool.AccountRecoverySetting == nil {
		for _, attribute := range []string{"phone_number", "email"} {
			if u.Verified(attribute) {
				return attribute, nil
			}
		}
		return "", fault.NoRecoveryChannel()
	}
	for _, m := range byPriority(pool.AccountRecoverySetting.RecoveryMechanisms) {
		switch m.Name {
		case types.RecoveryOptionNameTypeAdminOnly:
			return "", fault.RecoveryByAdministrator()
		case types.RecoveryOptionNameTypeVerifiedEmail:
			if u.Verified("email") && !(u.MFA.Email && hasMFA(pool)) {
				return "email", nil
			}
		case types.RecoveryOptionNameTypeVerifiedPhoneNumber:
			if u.Verified("phone_number") && !(u.MFA.SMS && hasMFA(pool)) {
				return "phone_number", nil
			}
		}
	}
	return "", fault.NoRecoveryChannel()
}

func hasMFA(pool *types.UserPoolType) bool { return pool.MfaConfiguration != types.UserPoolMfaTypeOff }

func byPriority(mechanisms []types.RecoveryOptionType) []types.RecoveryOptionType {
	sorted := slices.Clone(mechanisms)
	slices.SortStableFunc(sorted, func(a, b types.RecoveryOptionType) int {
		return cmp.Compare(aws.ToInt32(a.Priority), aws.ToInt32(b.Priority))
	})
	return sorted
}

// AutoVerifiedAttribute is where the code of a sign-up goes: the attribute among
// those the pool verifies by itself that the user has, the phone number first, or
// "". Seen: public Cucumber suite on a real pool.
func AutoVerifiedAttribute(pool *types.UserPoolType, attributes map[string]string) string {
	for _, name := range []types.VerifiedAttributeType{types.VerifiedAttributeTypePhoneNumber, types.VerifiedAttributeTypeEmail} {
		if slices.Contains(pool.AutoVerifiedAttributes, name) && attributes[string(name)] != "" {
			return string(name)
		}
	}
	return ""
}

// Delivery describes where a code went.
func Delivery(attribute, destination string) *types.CodeDeliveryDetailsType {
	if attribute == "phone_number" {
		return &types.CodeDeliveryDetailsType{
			AttributeName: aws.String(attribute), DeliveryMedium: types.DeliveryMediumTypeSms, Destination: aws.String(MaskPhone(destination)),
		}
	}
	return &types.CodeDeliveryDetailsType{
		AttributeName: aws.String(attribute), DeliveryMedium: types.DeliveryMediumTypeEmail, Destination: aws.String(MaskEmail(destination)),
	}
}

// SimulatedDelivery is the answer to somebody who asks about a user that does not
// exist, in a pool that hides it: the form of the name and what the pool verifies
// choose the medium, and the same name gets the same answer each time.
// Doc: managing error responses. Assumed: the address invented for a plain name (A031).
func SimulatedDelivery(pool *types.UserPoolType, username string) *types.CodeDeliveryDetailsType {
	switch {
	case IsEmail(username):
		return Delivery("email", username)
	case IsPhone(username):
		return Delivery("phone_number", username)
	}
	sum := crc32.ChecksumIEEE([]byte(username))
	verified := pool.AutoVerifiedAttributes
	if slices.Contains(verified, types.VerifiedAttributeTypePhoneNumber) && !slices.Contains(verified, types.VerifiedAttributeTypeEmail) {
		return Delivery("phone_number", "+1555000"+strconv.Itoa(int(1000+sum%9000)))
	}
	return Delivery("email", string(lowercase[sum%26])+"@"+string(lowercase[sum/26%26]))
}
