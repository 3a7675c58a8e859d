package importjob

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DescribeUserImportJob shows a job. Doc: API_DescribeUserImportJob.
func (s service) DescribeUserImportJob(c *op.Call, pool *state.Pool, in *cip.DescribeUserImportJobInput) (*cip.DescribeUserImportJobOutput, error) {
	job := c.View.ImportJob(pool.ID, *in.JobId)
	if job == nil {
		return nil, fault.ImportJobNotFound(*in.JobId)
	}
	return &cip.DescribeUserImportJobOutput{UserImportJob: s.view(c, job)}, nil
}
