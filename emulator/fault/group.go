package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// GroupExists. Seen: title of aws-amplify/amplify-backend#1781.
func GroupExists() error {
	return &types.GroupExistsException{Message: text("A group with the name already exists.")}
}

// GroupNotFound. Seen: aws-amplify/amplify-cli#2214.
func GroupNotFound() error { return notFound("Group not found.") }

// TooManyGroups: 10,000 a pool. Doc: quotas. Assumed: text (A042).
func TooManyGroups() error {
	return limitExceeded("The maximum number of groups for the user pool has been reached.")
}

// TooManyGroupsOfUser: 100 a user. Doc: quotas. Assumed: type and text (A042).
func TooManyGroupsOfUser() error {
	return invalidParameter("The maximum number of groups for the user has been reached.")
}
