package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// SignUpNotPermitted is AllowAdminCreateUserOnly. Seen: pmill/aws-cognito#37.
func SignUpNotPermitted() error { return notAuthorized("SignUp is not permitted for this user pool") }

// UsernameTaken at SignUp. Doc: managing error responses. Seen: public Cucumber suite on a real pool.
func UsernameTaken() error {
	return &types.UsernameExistsException{Message: text("User already exists")}
}

// UserAccountExists is the same of AdminCreateUser. Seen: localstack/localstack#4465 (quoting AWS).
func UserAccountExists() error {
	return &types.UsernameExistsException{Message: text("User account already exists")}
}

// SignInAttributeTaken is SignUp in a pool whose users sign in by attribute
// ("email", "phone_number") and the value is taken. Seen: aws/aws-sdk-js#4308 (email).
func SignInAttributeTaken(attribute string) error {
	return &types.UsernameExistsException{Message: text("An account with the given %s already exists.", attribute)}
}

// AliasTaken is ConfirmSignUp without ForceAliasCreation while another user holds
// the alias. Doc: managing error responses.
func AliasTaken(attribute string) error {
	return &types.AliasExistsException{Message: text("An account with the %s already exists.", attribute)}
}

// AliasGivenTaken is the same of operations that write or verify the attribute.
// Seen: public AccountServiceUnitTest on a real pool; type: aws/aws-sdk-net#4387.
func AliasGivenTaken(attribute string) error {
	return &types.AliasExistsException{Message: text("An account with the given %s already exists.", attribute)}
}

// UsernameNotEmail: the pool's users sign in by e-mail. Seen: aws-samples/sample-aws-genai-ops-demos#2.
func UsernameNotEmail() error { return invalidParameter("Username should be an email.") }

// UsernameNotPhone is the same by phone. Assumed: after UsernameNotEmail (A052).
func UsernameNotPhone() error { return invalidParameter("Username should be a phone number.") }

// UsernameNotEmailOrPhone is the same by either. Seen: aws-amplify/amplify-js#533.
func UsernameNotEmailOrPhone() error {
	return invalidParameter("Username should be either an email or a phone number.")
}

// UsernameLooksLikeEmail is refused where e-mail is an alias. Seen: aws-amplify/amplify-js#8800.
func UsernameLooksLikeEmail() error {
	return invalidParameter("Username cannot be of email format, since user pool is configured for email alias.")
}

// UsernameLooksLikePhone is refused where the phone number is an alias. Assumed: after e-mail (A052).
func UsernameLooksLikePhone() error {
	return invalidParameter("Username cannot be of phone number format, since user pool is configured for phone number alias.")
}

// PreferredUsernameUnconfirmed is a preferred_username of a user who is not confirmed, where it is an
// alias. Seen: aws-amplify/amplify-js#1669.
func PreferredUsernameUnconfirmed() error {
	return invalidParameter("Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.")
}

// CodeMismatch is a wrong code of the confirm and verify operations.
// Seen: aws-amplify/amplify-js#11738, public Cucumber suite on a real pool.
func CodeMismatch() error {
	return &types.CodeMismatchException{Message: text("Invalid verification code provided, please try again.")}
}

// ExpiredCode is a code too old, replaced, or never requested. Seen: awslabs/aws-sdk-ios-samples#144.
func ExpiredCode() error {
	return &types.ExpiredCodeException{Message: text("Invalid code provided, please request a code again.")}
}

// CannotConfirm is ConfirmSignUp of a user who is past UNCONFIRMED.
// Seen: furaiev/amazon-cognito-identity-dart-2#80 (CONFIRMED).
func CannotConfirm(status types.UserStatusType) error {
	return notAuthorized("User cannot be confirmed. Current status is %s", status)
}

// AlreadyConfirmed is ResendConfirmationCode. Seen: furaiev/amazon-cognito-identity-dart-2#103.
func AlreadyConfirmed() error { return invalidParameter("User is already confirmed.") }

// CannotResendCodes: nothing of this user's is verified automatically. Seen: by clients.
func CannotResendCodes() error {
	return invalidParameter("Cannot resend codes. Auto verification not turned on.")
}

// UserClientNotFound is an unknown user of the code operations. Seen: aws-amplify/aws-sdk-ios#384, by clients.
func UserClientNotFound() error {
	return &types.UserNotFoundException{Message: text("Username/client id combination not found.")}
}

// InvitationNotDeliverable is AdminCreateUser by SMS from a pool that has no SMS configuration.
// Text seen: aws-amplify/amplify-js#166 (of a sign-in). Assumed: the type (A125).
func InvitationNotDeliverable() error {
	return &types.CodeDeliveryFailureException{Message: text("Invalid phone number provided/Unable to send the message. User pool does not have SMS configuration to send messages.")}
}

// NoRecoveryChannel: no verified attribute that account recovery may use.
// Seen: aws/aws-sdk-js-v3#7101 #7401.
func NoRecoveryChannel() error {
	return invalidParameter("Cannot reset password for the user as there is no registered/verified email or phone_number")
}

// RecoveryByAdministrator is the recovery mechanism admin_only. Assumed: type and text (A056).
func RecoveryByAdministrator() error {
	return notAuthorized("Contact administrator to reset password.")
}

// CannotResetPassword is a reset in FORCE_CHANGE_PASSWORD. Seen: aws-amplify/amplify-flutter#3048, aws-amplify/amplify-js#2955.
func CannotResetPassword() error {
	return notAuthorized("User password cannot be reset in the current state.")
}

// ResendNotPossible is AdminCreateUser RESEND in another status. Seen: by clients.
func ResendNotPossible(username string) error {
	return &types.UnsupportedUserStateException{Message: text("Resend not possible. %s status is not FORCE_CHANGE_PASSWORD", username)}
}
