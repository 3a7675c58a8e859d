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

// SourceUserSignedUp is AdminLinkProviderForUser with a source that already has
// a profile. Seen: aws/aws-sdk-net#1000.
func SourceUserSignedUp() error {
	return invalidParameter("Merging is not currently supported, provide a SourceUser that has not been signed up in order to link")
}

// SourceUserIsLocal is the same with a source of the pool itself. Seen: aws-amplify/amplify-js#13334.
func SourceUserIsLocal() error {
	return invalidParameter("Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser")
}

// TooManyLinkedIdentities: five a user. Doc: quotas. Assumed: text (A042).
func TooManyLinkedIdentities() error {
	return limitExceeded("Exceeded the maximum number of identities that can be linked to a user.")
}
