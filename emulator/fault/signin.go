package fault

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// BadPassword is a wrong password, proof or device proof; also an unknown user
// whose absence is hidden, a failed custom challenge and a wrong previous
// password. Seen: Liftric/cognito-idp tests, aws-amplify/amplify-js#1580 #8145.
func BadPassword() error { return notAuthorized("Incorrect username or password.") }

// UserNotConfirmed is said before the password is looked at. Seen: aws/aws-sdk-js#4608.
func UserNotConfirmed() error {
	return &types.UserNotConfirmedException{Message: text("User is not confirmed.")}
}

// UserDisabled at sign-in. Seen: aws-amplify/amplify-js#5503, localstack/localstack#8454 (quoting AWS).
func UserDisabled() error { return notAuthorized("User is disabled.") }

// UserDisabledForReset has no full stop. Seen: amazon-archives/amazon-cognito-identity-js#373.
func UserDisabledForReset() error { return notAuthorized("User is disabled") }

// PasswordAttemptsExceeded is the lockout. Seen: amazon-archives/amazon-cognito-identity-js#479 #506.
func PasswordAttemptsExceeded() error { return notAuthorized("Password attempts exceeded") }

// PasswordResetRequired is a sign-in in status RESET_REQUIRED. Seen: by clients; type: aws-amplify/aws-sdk-ios#2298.
func PasswordResetRequired() error {
	return &types.PasswordResetRequiredException{Message: text("Password reset required for the user")}
}

// TemporaryPasswordExpired: older than TemporaryPasswordValidityDays. Seen: by clients.
func TemporaryPasswordExpired() error {
	return notAuthorized("Temporary password has expired and must be reset by an administrator.")
}

// FlowNotEnabled is InitiateAuth with a flow the client does not allow. Seen: by clients.
func FlowNotEnabled(flow string) error {
	return invalidParameter("%s flow not enabled for this client", flow)
}

// AdminFlowNotEnabled is the same of AdminInitiateAuth. Seen: by clients.
func AdminFlowNotEnabled() error { return invalidParameter("Auth flow not enabled for this client") }

// AuthMethodNotSupported is a flow that belongs to the other one of InitiateAuth
// and AdminInitiateAuth. Seen: adam-fowler/soto-cognito-authentication-kit#10, getmoto/moto#4836.
func AuthMethodNotSupported() error { return invalidParameter("Initiate Auth method not supported.") }

// OnlyCustomAuth is a client with CUSTOM_AUTH_FLOW_ONLY. Seen: aws-amplify/amplify-js#3379.
func OnlyCustomAuth() error {
	return invalidParameter("Only custom auth (lambda driven) is enabled for this client.")
}

// MissingParameter names a key that AuthParameters or ChallengeResponses lack, or
// Session. Seen: aws/aws-sdk-cpp#452, amazon-archives/amazon-cognito-identity-js#627.
func MissingParameter(name string) error {
	return invalidParameter("Missing required parameter %s", name)
}

// InvalidAnswer is an ANSWER that SELECT_MFA_TYPE or SELECT_CHALLENGE did not
// offer. Assumed: type and text (A034).
func InvalidAnswer() error { return invalidParameter("Invalid challenge response given for the user.") }

// InvalidSRPA is an SRP_A that is no number or a multiple of N. Seen: amazon-archives/amazon-cognito-identity-js#356 (type, of
// values that were changed at random), aws/aws-sdk-net#834 (text, as somebody wrote it down). Assumed: for all of these (A035).
func InvalidSRPA() error { return invalidParameter("Invalid Input Given") }

// TimestampFormat is a TIMESTAMP that cannot be read.
// Seen: NabuCasa/pycognito#122, amazon-archives/amazon-cognito-identity-js#683.
func TimestampFormat() error {
	return invalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.")
}

// ChallengeNotAnswerable is a challenge name that the operation cannot answer,
// such as ADMIN_NO_SRP_AUTH. Doc: RespondToAuthChallenge. Assumed: text (A034).
func ChallengeNotAnswerable(name string) error {
	return invalidParameter("Challenge %s can not be answered with this operation.", name)
}

// SessionExpired: older than AuthSessionValidity.
// Seen: AllianceBioversityCIAT/onecgiar_pr, captures of 2026-09.
func SessionExpired() error {
	return notAuthorized("Invalid session for the user, session is expired.")
}

// SessionUsed is a session answered before. Seen: AllianceBioversityCIAT/onecgiar_pr, captures of 2026-09.
func SessionUsed() error {
	return notAuthorized("Invalid session for the user, session can only be used once.")
}

// InvalidSession is garbage, or a session of another step or user. Seen: aws-amplify/amplify-js#6461.
func InvalidSession() error { return notAuthorized("Invalid session for the user.") }

// SecretHashMismatch is a wrong SECRET_HASH. Seen: alexrudd/cognito-srp#1.
func SecretHashMismatch(clientID string) error {
	return notAuthorized("Unable to verify secret hash for client %s", clientID)
}

// SecretHashMissing. Seen: aws-amplify/amplify-android#2504.
func SecretHashMissing(clientID string) error {
	return notAuthorized("Client %s is configured with secret but SECRET_HASH was not received", clientID)
}

// SecretHashUnexpected is a hash for a client without a secret. Assumed: mirrors
// SecretHashMissing (A050).
func SecretHashUnexpected(clientID string) error {
	return notAuthorized("Client %s is not configured with secret but SECRET_HASH was received", clientID)
}

// RefreshSecretHashMismatch is a wrong hash in a refresh. Seen: aws/aws-sdk-net-extensions-cognito#75.
func RefreshSecretHashMismatch(clientID string) error {
	return notAuthorized("SecretHash does not match for the client: %s", clientID)
}

// ClientSecretMissing is an operation that wants the secret itself.
// Seen: in a public post about InitiateAuth; used where ClientSecret is a member.
func ClientSecretMissing(clientID string) error {
	return notAuthorized("Client %s is configured for secret but secret was not received", clientID)
}

// ClientSecretMismatch is a wrong ClientSecret of GetTokensFromRefreshToken. Assumed: as the hash (A050).
func ClientSecretMismatch(clientID string) error {
	return notAuthorized("Unable to verify secret for client %s", clientID)
}

// InvalidClientOrSecret is GetClientToken with a wrong secret.
// Seen: public note on machine-to-machine tokens, 2026-09.
func InvalidClientOrSecret() error { return notAuthorized("Invalid client or secret") }

// NewPasswordAttributesMissing: NEW_PASSWORD_REQUIRED without required attributes.
// Seen: pmill/aws-cognito#25, kdgregory/example-cognito-java#1.
func NewPasswordAttributesMissing(names ...string) error {
	return invalidParameter("Invalid attributes given, %s is missing", strings.Join(names, " and "))
}

// CannotModifyProvided is a required attribute that already has a value, sent
// with NEW_PASSWORD_REQUIRED. Seen: aws-samples/aws-saas-factory-bootcamp#67.
func CannotModifyProvided(name string) error {
	return notAuthorized("Cannot modify an already provided %s", name)
}
