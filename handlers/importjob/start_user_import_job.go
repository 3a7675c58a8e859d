package importjob

import (
	"context"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// StartUserImportJob begins to import what the file of a job holds. One job of an account is at work
// at a time. Doc: API_StartUserImportJob, "Importing users into user pools from a CSV file".
func (s service) StartUserImportJob(c *op.Call, pool *state.Pool, in *cip.StartUserImportJobInput) (*cip.StartUserImportJobOutput, error) {
	job, err := s.change(pool.ID, *in.JobId, func(tx *state.Tx, j *state.ImportJob) error {
		status := j.Status(c.Now)
		switch {
		case status != types.UserImportJobStatusTypeCreated:
			return fault.ImportNotStartable(status)
		case len(pool.Config.AutoVerifiedAttributes) == 0:
			return fault.ImportWithoutAutoVerified()
		case tx.ImportFile(j.Pool, j.ID) == nil:
			return fault.ImportFileMissing(j.ID)
		case tx.ActiveImport(j.Account) != nil:
			return fault.ImportRunning()
		}
		j.Recorded, j.Started = types.UserImportJobStatusTypePending, c.Now
		j.Run++
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.Background.Go(func(ctx context.Context) { s.work(ctx, job) })
	return &cip.StartUserImportJobOutput{UserImportJob: s.view(c, job)}, nil
}
