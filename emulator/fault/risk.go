package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// The texts of threat protection were seen in Badsworth/pfml_scripts, comments on what the service
// answered to a public sign-in page, and in the clients of several other sites.

// AddressBlocked is a request from an address of the BlockedIPRangeList.
func AddressBlocked() error { return notAuthorized("Request not allowed due to security reasons.") }

// SignInBlocked is a sign-in whose risk is answered by blocking it.
func SignInBlocked() error { return notAuthorized("Unable to login because of security reasons.") }

// PasswordInsecure is a compromised password at sign-up or for a change.
func PasswordInsecure() error {
	return &types.InvalidPasswordException{Message: text("Provided password cannot be used for security reasons.")}
}

// PasswordCompromised is a sign-in with a compromised password. Seen: by clients. Doc:
// compromised-credentials detection (the user becomes RESET_REQUIRED).
func PasswordCompromised() error {
	return &types.PasswordResetRequiredException{Message: text("Password reset required for user due to security reasons")}
}

// InvalidContextIP is an IpAddress that is none. Doc: adaptive authentication (refused). Assumed:
// type and text (A264).
func InvalidContextIP() error {
	return invalidParameter("IpAddress must be a valid IPv4 or IPv6 address.")
}

// RiskActionsOutOfOrder is a lower risk that is answered more strictly than a higher one. Doc:
// adaptive authentication (refused). Assumed: type and text (A264).
func RiskActionsOutOfOrder() error {
	return invalidParameter("The action for a lower risk level can not be stricter than the action for a higher risk level.")
}

// AuthEventNotFound. Doc: AdminUpdateAuthEventFeedback (type). Assumed: text (A264).
func AuthEventNotFound() error { return notFound("Auth event does not exist.") }

// InvalidFeedbackToken is a FeedbackToken of another event, or of none. Doc:
// UpdateAuthEventFeedback (type). Assumed: text (A264).
func InvalidFeedbackToken() error { return notAuthorized("Invalid feedback token.") }
