// Package fault owns every error the service can answer: one constructor per
// situation, returning the SDK's own error type with the service's exact text,
// misspellings and missing full stops included. Nobody else writes such a text.
//
// The comment on a constructor says how its text is known. Seen: a real answer,
// or a string that client code matches against the service ("by clients").
// Doc: an AWS page. Assumed: our choice until somebody has seen the real one.
// Constructors return a new value each time, so that no caller can change
// another one's error.
package fault

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// text is the message member of an error.
func text(format string, args ...any) *string {
	s := fmt.Sprintf(format, args...)
	return &s
}

func notAuthorized(format string, args ...any) error {
	return &types.NotAuthorizedException{Message: text(format, args...)}
}

func invalidParameter(format string, args ...any) error {
	return &types.InvalidParameterException{Message: text(format, args...)}
}

func notFound(format string, args ...any) error {
	return &types.ResourceNotFoundException{Message: text(format, args...)}
}

func limitExceeded(message string) error {
	return &types.LimitExceededException{Message: &message}
}

// Status is the HTTP status err is answered with. The service answers 400 to
// all of its client errors, whatever the model says about 401, 403, 404 or 429.
// Seen: aws/aws-sdk-php#2183, furaiev/amazon-cognito-identity-dart-2#80 and more.
func Status(err error) int {
	var frame *Frame
	var internal *types.InternalErrorException
	var server *types.InternalServerException
	switch {
	case errors.As(err, &frame):
		return frame.Status()
	case errors.As(err, &internal), errors.As(err, &server):
		return http.StatusInternalServerError
	default:
		return http.StatusBadRequest
	}
}

// Internal hides a bug of ours, as the service hides its own. Assumed: text (A054).
func Internal() error {
	return &types.InternalErrorException{Message: text("Internal Error")}
}

// InternalServer is the same of the operations on client secrets. Doc:
// API_AddUserPoolClientSecret (type). Assumed: text (A054).
func InternalServer() error {
	return &types.InternalServerException{Message: text("Internal Error")}
}

// Constraint carries the message of the model's constraint check.
// Seen: anomalyco/guide#127, aws/aws-sdk-js#3344.
func Constraint(message string) error { return invalidParameter("%s", message) }

// MemberMissing tells of a member that is needed though the model lets it be left out, as if the model did not.
// Assumed: the members of UpdateManagedLoginBranding (A440).
func MemberMissing(name string) error {
	return invalidParameter("1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null", name)
}

// RateExceeded is the answer to too many requests a second.
// Seen: boto/boto3#2517, aws-amplify/amplify-js#3554.
func RateExceeded() error {
	return &types.TooManyRequestsException{Message: text("Rate exceeded")}
}

// AttemptLimitExceeded is the limit per user of code and password operations.
// Seen: aws-amplify/aws-sdk-android#627, aws-amplify/amplify-js#8013.
func AttemptLimitExceeded() error {
	return limitExceeded("Attempt limit exceeded, please try after some time.")
}

// OperationNotEnabled is the refusal of a secondary replica region.
// Doc: multi-region replication. Assumed: text (A048).
func OperationNotEnabled() error {
	return &types.OperationNotEnabledException{Message: text("The operation is not enabled for this user pool in this region.")}
}

// BadPaginationToken: a token that no list call of ours handed out. Assumed: text (A048).
func BadPaginationToken() error { return invalidParameter("Invalid pagination token given") }

// InputConstraints is the service's general refusal of arguments that do not
// fit together. Seen: aws-samples/sample-collaborative-ai-dlc#52 (ListUsers).
func InputConstraints() error { return invalidParameter("Input fails to satisfy the constraints.") }
