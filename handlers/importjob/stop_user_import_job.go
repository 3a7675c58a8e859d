package importjob

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// StopUserImportJob ends a job that is at work. Users that were imported stay. Doc:
// API_StopUserImportJob, whose sample is stopped at once.
func (s service) StopUserImportJob(c *op.Call, pool *state.Pool, in *cip.StopUserImportJobInput) (*cip.StopUserImportJobOutput, error) {
	job, err := s.change(pool.ID, *in.JobId, func(_ *state.Tx, j *state.ImportJob) error {
		if !j.Active() {
			return fault.ImportNotStoppable(j.Status(c.Now))
		}
		j.Recorded, j.Completed, j.Message = types.UserImportJobStatusTypeStopped, c.Now, stopped
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.StopUserImportJobOutput{UserImportJob: s.view(c, job)}, nil
}
