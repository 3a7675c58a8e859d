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
