package emulator

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
)

// missing are the operations of subjects that nobody has built yet. They are refused by name; an
// operation goes from here when its subject's package registers it.
func missing() []op.Operation {
	return []op.Operation{
		// CSV import
		op.Missing[cip.CreateUserImportJobInput, cip.CreateUserImportJobOutput](),
		op.Missing[cip.DescribeUserImportJobInput, cip.DescribeUserImportJobOutput](),
		op.Missing[cip.GetCSVHeaderInput, cip.GetCSVHeaderOutput](),
		op.Missing[cip.ListUserImportJobsInput, cip.ListUserImportJobsOutput](),
		op.Missing[cip.StartUserImportJobInput, cip.StartUserImportJobOutput](),
		op.Missing[cip.StopUserImportJobInput, cip.StopUserImportJobOutput](),
	}
}
