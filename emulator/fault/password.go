package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// PasswordRule is the part of the password policy that was broken, in the
// service's words. It names one rule at a time, the first that fails.
type PasswordRule string

// The rules, in the order they are looked at. Seen: Liftric/cognito-idp tests
// (length), public Cucumber suite (lower case), data-dot-all/dataall#690
// (numbers), by clients (the other two).
const (
	PasswordTooShort    PasswordRule = "Password not long enough"
	PasswordNoUppercase PasswordRule = "Password must have uppercase characters"
	PasswordNoLowercase PasswordRule = "Password must have lowercase characters"
	PasswordNoNumber    PasswordRule = "Password must have numeric characters"
	PasswordNoSymbol    PasswordRule = "Password must have symbol characters"
)

// PasswordPolicy is the refusal of SignUp. Seen: Liftric/cognito-idp tests.
// Assumed: ChangePassword the same (A036).
func PasswordPolicy(rule PasswordRule) error {
	return invalidPassword("did not conform with policy", rule)
}

// AdminPasswordPolicy is the wording of AdminCreateUser. Seen: data-dot-all/dataall#690.
// Assumed: AdminSetUserPassword the same (A036).
func AdminPasswordPolicy(rule PasswordRule) error {
	return invalidPassword("did not conform with password policy", rule)
}

// NewPasswordPolicy is the wording where a code or a challenge is answered with a
// new password: ConfirmForgotPassword, NEW_PASSWORD_REQUIRED. Seen: by clients of both.
func NewPasswordPolicy(rule PasswordRule) error {
	return invalidPassword("does not conform to policy", rule)
}

func invalidPassword(what string, rule PasswordRule) error {
	return &types.InvalidPasswordException{Message: text("Password %s: %s", what, string(rule))}
}

// PasswordReused: the password is among the last PasswordHistorySize. Assumed: text (A036).
func PasswordReused() error {
	return &types.PasswordHistoryPolicyViolationException{Message: text("Password has previously been used")}
}
