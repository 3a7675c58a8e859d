package fault

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// LambdaFailed is a function that answered an error; the full stop is the
// service's. trigger is the short name, such as PreSignUp.
// Seen: aws-amplify/amplify-js#3778, aws-amplify/amplify-flutter#1051.
func LambdaFailed(trigger, message string) error {
	return &types.UserLambdaValidationException{Message: text("%s failed with error %s.", trigger, message)}
}

// NoCreateAuthChallenge: CUSTOM_AUTH without that function. Seen: aws-amplify/amplify-js#1538.
func NoCreateAuthChallenge() error {
	return &types.UserLambdaValidationException{Message: text("null failed with error Generate callenges lambda cannot be called.")}
}

// NoDefineAuthChallenge: CUSTOM_AUTH without that function. Seen: aws-amplify/amplify-js#4300.
func NoDefineAuthChallenge() error {
	return &types.UnexpectedLambdaException{Message: text("null invocation failed due to configuration.")}
}

// LambdaNotInvoked is a call that did not reach the function, with the error of
// the invocation. Seen: awslabs/service-workbench-on-aws#1136 (AccessDeniedException).
func LambdaNotInvoked(trigger, reason string) error {
	return &types.UnexpectedLambdaException{Message: text("%s invocation failed due to error %s.", trigger, reason)}
}

// OfClientToken is an error of a function in GetClientToken, which does not declare the types of the
// others. Assumed: how it says that (A293).
func OfClientToken(err error) error {
	var failed *types.UserLambdaValidationException
	var missed *types.UnexpectedLambdaException
	var invalid *types.InvalidLambdaResponseException
	switch {
	case errors.As(err, &failed):
		return invalidParameter("%s", *failed.Message)
	case errors.As(err, &missed):
		return invalidParameter("%s", *missed.Message)
	case errors.As(err, &invalid):
		return invalidParameter("%s", *invalid.Message)
	}
	return err
}

// LambdaTimedOut. Seen: furaiev/amazon-cognito-identity-dart-2#204.
func LambdaTimedOut(trigger string) error {
	return LambdaNotInvoked(trigger, "Socket timeout while invoking Lambda function")
}

// LambdaUnrecognizable is an answer without the expected members.
// Seen: amazon-archives/amazon-cognito-identity-js#167.
func LambdaUnrecognizable() error {
	return &types.InvalidLambdaResponseException{Message: text("Unrecognizable lambda output")}
}

// LambdaNotJSON. Seen: aws-amplify/amplify-cli#4341, aws-amplify/amplify-js#13352.
func LambdaNotJSON() error {
	return &types.InvalidLambdaResponseException{Message: text("Invalid lambda function output : Invalid JSON")}
}

// CustomMessageForm is a text of a CustomMessage function that is not as the model wants the pool's own:
// most often without the place for the code.
// Seen: aws-amplify/amplify-js#6917, aws/aws-lambda-go#330 (emailBody). Assumed: the name by SMS (A286).
func CustomMessageForm(value, member, pattern string) error {
	return invalidParameter("1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s",
		value, member, pattern)
}

// AutoVerifyUnconfirmed is PreSignUp that verifies an address of a user whom it does not confirm.
// Seen: aws/aws-sdk-java#1049 (text). Assumed: type (A287).
func AutoVerifyUnconfirmed() error {
	return &types.InvalidLambdaResponseException{Message: text("Phone or email cannot be auto verified, when user is not being auto confirmed.")}
}

// AutoVerifyMissing is PreSignUp that verifies an address that was not given. Doc: pre sign-up trigger
// (that it is an error). Assumed: type and text (A287).
func AutoVerifyMissing(attribute string) error {
	return &types.InvalidLambdaResponseException{Message: text("The attribute %s cannot be auto verified, as the user does not have it.", attribute)}
}

// MigrationFailed is a user whom UserMigration answered and who cannot be made.
// Seen: the text by clients, aws-amplify's forms. Assumed: type, and that this is its occasion (A288).
func MigrationFailed(client string) error {
	return &types.UserNotFoundException{Message: text("Exception migrating user in app client %s", client)}
}
