package importjob

import (
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// ListUserImportJobs lists the jobs of a pool, newest first. Doc: API_ListUserImportJobs.
func (s service) ListUserImportJobs(c *op.Call, pool *state.Pool, in *cip.ListUserImportJobsInput) (*cip.ListUserImportJobsOutput, error) {
	var after *state.ImportJob
	if in.PaginationToken != nil {
		if after = jobOf(c.View, pool.ID, *in.PaginationToken); after == nil {
			return nil, fault.BadPaginationToken()
		}
	}
	jobs, more := c.View.ImportJobs(pool.ID, after, int(*in.MaxResults))
	out := &cip.ListUserImportJobsOutput{UserImportJobs: make([]types.UserImportJobType, len(jobs))}
	for i, j := range jobs {
		out.UserImportJobs[i] = *s.view(c, j)
	}
	if more {
		out.PaginationToken = aws.String(jobToken(jobs[len(jobs)-1]))
	}
	return out, nil
}

// jobToken goes on behind a job. Doc: API_ListUserImportJobs, sample: pool, job and its time.
func jobToken(j *state.ImportJob) string {
	return string(j.Pool) + "#" + j.ID + "#" + strconv.FormatInt(j.Created.UnixMilli(), 10)
}

// jobOf is the job of the pool that a token goes on behind, or nil.
func jobOf(v state.View, pool state.PoolID, token string) *state.ImportJob {
	parts := strings.Split(token, "#")
	if len(parts) != 3 {
		return nil
	}
	j := v.ImportJob(pool, parts[1])
	if j == nil || jobToken(j) != token {
		return nil
	}
	return j
}
