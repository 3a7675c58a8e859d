package fault

import (
	"net/http"

	"github.com/aws/smithy-go"
)

// Frame is an error that comes from before any operation: it is not in the
// service model, so the SDK has no type for it.
type Frame struct {
	Code    string
	Message string // empty: the body has no message member
	Capital bool   // the member is spelled Message
	status  int    // 0: 400
}

func (f *Frame) Error() string {
	if f.Message == "" {
		return f.Code
	}
	return f.Code + ": " + f.Message
}

// ErrorCode is the bare type name, as in "__type".
func (f *Frame) ErrorCode() string { return f.Code }

// ErrorMessage is the text, or "" where the service sends none.
func (f *Frame) ErrorMessage() string { return f.Message }

// ErrorFault makes Frame a smithy.APIError.
func (f *Frame) ErrorFault() smithy.ErrorFault { return smithy.FaultClient }

// MessageKey is the name of the message member in the body.
func (f *Frame) MessageKey() string {
	if f.Capital {
		return "Message"
	}
	return "message"
}

// Status is the HTTP status.
func (f *Frame) Status() int {
	if f.status == 0 {
		return http.StatusBadRequest
	}
	return f.status
}

// Serialization is a body that is not the JSON the operation expects; an empty
// message is left out. Seen: aws-amplify/amplify-js#4738 (capital Message), #6014 (none).
func Serialization(message string) error {
	return &Frame{Code: "SerializationException", Message: message, Capital: true}
}

// UnknownOperation is a missing or unknown X-Amz-Target. Assumed: as the sister
// services do, without a message (A054).
func UnknownOperation() error { return &Frame{Code: "UnknownOperationException"} }

// MissingAuthenticationToken is an unsigned call of a signed operation. Text
// seen: aws/aws-aspnet-cognito-identity-provider#66. Doc: common errors (type).
func MissingAuthenticationToken() error {
	return &Frame{Code: "MissingAuthenticationTokenException", Message: "Missing Authentication Token"}
}

// RequestTooLarge is a body above the limit. Assumed: as the sister services do (A054).
func RequestTooLarge() error {
	return &Frame{Code: "RequestEntityTooLargeException", Message: "Request size exceeded limit.", status: http.StatusRequestEntityTooLarge}
}

// NotUnderstood is a request that is no call at all, such as a browser's GET. Its
// body has members of its own: code, message, type. Seen: amazon-archives/amazon-cognito-js#64.
func NotUnderstood() error {
	return &Frame{Code: "BadRequest", Message: "The server did not understand the operation that was requested.", status: http.StatusNotFound}
}

// NotEmulated is ours, and on purpose like none of the service's: the operation
// exists, this emulator does not have it, and no client should take the answer for a refusal.
func NotEmulated(operation string) error {
	return &Frame{Code: "OperationNotEmulatedException", Message: "cognito-emulator does not emulate " + operation + " yet. " +
		"This is a limit of the emulator, not an answer of Amazon Cognito."}
}
