package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// UserNotFound is an unknown user where that may be said.
// Seen: aws/aws-sdk-js#1357, furaiev/amazon-cognito-identity-dart-2#223.
func UserNotFound() error {
	return &types.UserNotFoundException{Message: text("User does not exist.")}
}

// FilterNotParsable is a ListUsers filter. Seen: aws/aws-sdk-php#1088 #1961.
func FilterNotParsable() error { return invalidParameter("Error while parsing filter.") }

// FilterNotSearchable is a filter on an attribute that has no index, or on a
// custom one. Seen: public portability study, 2026-09.
func FilterNotSearchable() error { return InputConstraints() }

// RequestedAttributeMissing is ListUsers with an attribute to get that one of the users does not
// have. Seen: aws/aws-sdk-js#2570 #3091.
func RequestedAttributeMissing() error {
	return invalidParameter("One or more requested attributes do not exist.")
}

// RequestedAttributeNotSearchable is the same of an attribute that cannot be searched by.
// Seen: aws-samples/sample-collaborative-ai-dlc#52, with a custom attribute.
func RequestedAttributeNotSearchable() error { return InputConstraints() }

// PagingMarkerInvalid is ListUsers with a token that does not go on with this list.
// Seen: aws/aws-sdk-js#3705 (text). Assumed: the type (A122).
func PagingMarkerInvalid(token, requestID string) error {
	return invalidParameter("Paging marker %s is invalid for request %s", token, requestID)
}
