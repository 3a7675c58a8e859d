package importjob

import (
	"encoding/hex"
	"errors"
	"net/url"
	"strconv"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// maxJobs is how many jobs a pool can have. Doc: "Quotas in Amazon Cognito".
const maxJobs = 1000

// CreateUserImportJob makes a job, and the address that its file is to be sent to within a quarter of
// an hour. Doc: API_CreateUserImportJob.
func (s service) CreateUserImportJob(c *op.Call, pool *state.Pool, in *cip.CreateUserImportJobInput) (*cip.CreateUserImportJobOutput, error) {
	job := &state.ImportJob{
		Pool: pool.ID, ID: s.Entropy.ImportJobID(), Account: pool.Account, Name: *in.JobName, RoleARN: *in.CloudWatchLogsRoleArn,
		Algorithm: in.PasswordHashingAlgorithm, Created: c.Now, Recorded: types.UserImportJobStatusTypeCreated,
	}
	s.sign(c, pool, job)
	err := s.Store.Update(func(tx *state.Tx) error {
		if tx.CountImportJobs(pool.ID) >= maxJobs {
			return fault.TooManyImportJobs()
		}
		return tx.AddImportJob(job)
	})
	switch {
	case errors.Is(err, state.ErrGone):
		return nil, fault.PoolNotFound(string(pool.ID))
	case err != nil:
		return nil, err
	}
	return &cip.CreateUserImportJobOutput{UserImportJob: s.view(c, job)}, nil
}

// sign gives a job its address. It looks like the service's, whose host is that of a storage bucket.
// Seen: the samples of ListUserImportJobs, with this order of the parameters.
func (s service) sign(c *op.Call, pool *state.Pool, job *state.ImportJob) {
	job.Signature = hex.EncodeToString(s.Entropy.Bytes(32))
	day := job.Created.UTC().Format("20060102")
	credential := "ASIA" + s.Entropy.ID()[:16] + "/" + day + "/" + pool.Region + "/s3/aws4_request"
	job.URL = s.Settings.Issuer.Base(c.Base) + UploadPath + pool.Account + "/" + string(pool.ID) + "/" + job.ID +
		"?X-Amz-Security-Token=" + url.QueryEscape(s.Entropy.ID()+s.Entropy.ID()) +
		"&X-Amz-Algorithm=AWS4-HMAC-SHA256" +
		"&X-Amz-Date=" + job.Created.UTC().Format("20060102T150405Z") +
		"&X-Amz-SignedHeaders=host%3B" + encryptionHeader +
		"&X-Amz-Expires=" + strconv.Itoa(int(uploadLife/time.Second)) +
		"&X-Amz-Credential=" + url.QueryEscape(credential) +
		"&X-Amz-Signature=" + job.Signature
}
