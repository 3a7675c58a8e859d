package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

func preconditionNotMet(format string, args ...any) error {
	return &types.PreconditionNotMetException{Message: text(format, args...)}
}

// ImportFileMissing is StartUserImportJob before the upload. Seen: aws-amplify/amplify-js#6416.
func ImportFileMissing(jobID string) error {
	return preconditionNotMet("No csv file was uploaded for %s", jobID)
}

// ImportNotStartable is a start in a status other than Created. Assumed: type and text (A048).
func ImportNotStartable(status types.UserImportJobStatusType) error {
	return preconditionNotMet("User import job cannot be started. Current status is %s", status)
}

// ImportNotStoppable is a stop of a job that does not run. Assumed: type and text (A048).
func ImportNotStoppable(status types.UserImportJobStatusType) error {
	return preconditionNotMet("User import job cannot be stopped. Current status is %s", status)
}

// ImportRunning: one job at a time. Doc: importing users (refused). Assumed: type and text (A048).
func ImportRunning() error {
	return preconditionNotMet("Another user import job is already in progress.")
}

// ImportJobNotFound. Doc: DescribeUserImportJob (type). Assumed: text (A048).
func ImportJobNotFound(jobID string) error {
	return notFound("User import job %s does not exist.", jobID)
}

// ImportWithoutAutoVerified is a start in a pool that verifies no attribute by itself. Doc: importing
// users ("the import job will not start"). Assumed: type and text (A271).
func ImportWithoutAutoVerified() error {
	return preconditionNotMet("The user pool must have at least one auto verified attribute to import users.")
}

// TooManyImportJobs: 1,000 a pool. Doc: quotas. Assumed: text (A042).
func TooManyImportJobs() error {
	return limitExceeded("The maximum number of user import jobs for the user pool has been reached.")
}
