package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// InvalidResourceTags is InvalidTags of TagResource, which does not declare the other
// type. Assumed: the same text (A084).
func InvalidResourceTags() error { return invalidParameter("Invalid tags given for the user pool.") }

// TooManyResourceTags is TooManyTags of TagResource. Assumed: the same text (A084).
func TooManyResourceTags() error { return invalidParameter("A user pool can have at most 50 tags.") }

// InvalidResourceARN is an ARN of something else than a user pool. Assumed: type and text (A084).
func InvalidResourceARN(arn string) error {
	return invalidParameter("%s is not the ARN of a user pool.", arn)
}

// The errors about the tag that chooses the id of a pool are ours, and say so. Their type is the
// one that CreateUserPool declares for tags.

// PoolIDMalformed is a chosen id that the caller's region cannot have.
func PoolIDMalformed(tag, id, region string) error {
	return poolID("the tag %s asks for the id %q; the id of a pool of this caller is %s_ and letters and digits, 55 characters at most", tag, id, region)
}

// PoolIDAmbiguous is two tags that choose different ids.
func PoolIDAmbiguous(a, b string) error {
	return poolID("the tags %s and %s ask for different ids", a, b)
}

// PoolIDTaken is a chosen id that a pool has already.
func PoolIDTaken(id string) error {
	return poolID("there is a user pool with the id %s already", id)
}

// PoolIDFixed is such a tag on a pool that exists and has another id.
func PoolIDFixed(tag, id string) error {
	return invalidParameter("cognito-emulator: the tag %s chooses the id of a pool when it is created; this pool keeps the id %s.", tag, id)
}

func poolID(format string, args ...any) error {
	return &types.UserPoolTaggingException{Message: text("cognito-emulator: "+format+".", args...)}
}
