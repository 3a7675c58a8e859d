// Package importjob owns the import of users from CSV files: the header that a file must have, the
// jobs, the address that a file is sent to, and the work itself, which goes on in the background.
package importjob

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

type service struct {
	*op.Env
	accounts *account.Accounts
}

func newService(env *op.Env) service { return service{env, account.New(env)} }

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := newService(env)
	return []op.Operation{
		op.Pool(s.GetCSVHeader),
		op.Pool(s.CreateUserImportJob),
		op.Pool(s.DescribeUserImportJob),
		op.Pool(s.ListUserImportJobs),
		op.Pool(s.StartUserImportJob),
		op.Pool(s.StopUserImportJob),
	}
}

// The messages on completion.
// Doc: the samples of the user guide and of ListUserImportJobs. Seen: by clients (the first one).
// Assumed: the last two (A270).
const (
	succeeded   = "Import Job Completed Successfully."
	tooMany     = "Too many users have failed or been skipped during the import."
	stopped     = "The Import Job was stopped by the developer."
	expired     = "The user import job has expired."
	unreadable  = "The CSV file could not be parsed: "
	interrupted = "The Import Job failed due to an internal error."
)

// view is a job as it is shown.
func (s service) view(c *op.Call, j *state.ImportJob) *types.UserImportJobType {
	v := &types.UserImportJobType{
		JobId: aws.String(j.ID), JobName: aws.String(j.Name), UserPoolId: aws.String(string(j.Pool)),
		CloudWatchLogsRoleArn: aws.String(j.RoleARN), PasswordHashingAlgorithm: j.Algorithm, PreSignedUrl: aws.String(j.URL),
		CreationDate: aws.Time(j.Created), Status: j.Status(c.Now),
		ImportedUsers: j.Imported, SkippedUsers: j.Skipped, FailedUsers: j.Failed,
	}
	if !j.Started.IsZero() {
		v.StartDate = aws.Time(j.Started)
	}
	if !j.Completed.IsZero() {
		v.CompletionDate, v.CompletionMessage = aws.Time(j.Completed), aws.String(j.Message)
	}
	if j.Expired(c.Now) {
		v.CompletionDate, v.CompletionMessage = aws.Time(j.Created.Add(state.ImportJobLife)), aws.String(expired)
	}
	return v
}

// change changes a job and returns it as it is afterwards.
func (s service) change(pool state.PoolID, id string, change func(*state.Tx, *state.ImportJob) error) (*state.ImportJob, error) {
	var changed *state.ImportJob
	err := s.Store.Update(func(tx *state.Tx) error {
		err := tx.ChangeImportJob(pool, id, func(j *state.ImportJob) error { return change(tx, j) })
		changed = tx.ImportJob(pool, id)
		return err
	})
	if errors.Is(err, state.ErrGone) {
		return nil, fault.ImportJobNotFound(id)
	}
	return changed, err
}
