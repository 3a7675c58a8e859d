package conformance

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const notMet = "PreconditionNotMetException"

// importJobCases are about the life of import jobs. Doc: developer guide, importing users from a CSV file; API reference of
// the operations, with their samples.
func importJobCases() []Case {
	all := ops("CreateUserImportJob", "StartUserImportJob", "DescribeUserImportJob")
	return []Case{
		{
			Operations: ops("CreateUserImportJob", "DescribeUserImportJob", "ListUserImportJobs"), Says: "a job begins as Created, with an address for its file", Given: importing(),
			Steps: steps(
				func(w *World) {
					want := created(w)
					want.PasswordHashingAlgorithm = types.PasswordHashingAlgorithmTypeBcrypt
					made := Answers(w, w.API.CreateUserImportJob, &cip.CreateUserImportJobInput{UserPoolId: &w.pool.ID, JobName: new("job"), CloudWatchLogsRoleArn: new(importRole),
						PasswordHashingAlgorithm: types.PasswordHashingAlgorithmTypeBcrypt}, &cip.CreateUserImportJobOutput{UserImportJob: &want}).UserImportJob
					if id := *made.JobId; !strings.HasPrefix(id, "import-") || len(id) != 17 {
						w.Errorf("the id is %s", id)
					}
					at, err := url.Parse(*made.PreSignedUrl)
					w.must(err)
					q := at.Query()
					names := slices.Sorted(maps.Keys(q))
					w.Equal(names, []string{"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-Security-Token", "X-Amz-Signature", "X-Amz-SignedHeaders"})
					w.Equal([]string{q.Get("X-Amz-Algorithm"), q.Get("X-Amz-Expires"), q.Get("X-Amz-SignedHeaders")}, []string{"AWS4-HMAC-SHA256", "899", "host;x-amz-server-side-encryption"})
					w.Keep("job", *made.JobId)
					w.Keep("address", *made.PreSignedUrl)
				},
				func(w *World) {
					want := created(w)
					want.PasswordHashingAlgorithm = types.PasswordHashingAlgorithmTypeBcrypt
					want.JobId, want.PreSignedUrl = new(w.Kept("job")), new(w.Kept("address"))
					Answers(w, w.API.DescribeUserImportJob, &cip.DescribeUserImportJobInput{UserPoolId: &w.pool.ID, JobId: new(w.Kept("job"))}, &cip.DescribeUserImportJobOutput{UserImportJob: &want})
					Answers(w, w.API.ListUserImportJobs, &cip.ListUserImportJobsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(9))},
						&cip.ListUserImportJobsOutput{UserImportJobs: []types.UserImportJobType{want}})
				},
			),
		},
		{
			Operations: all, Says: "a job that was started imports its users, who are sent nothing and have to choose a password", Needs: needs(Inspect), Given: importing(),
			Steps: steps(
				func(w *World) {
					job := w.importJob("")
					w.upload(job, w.csv(mailColumns, mails("ann", "bob")...))
					want := created(w)
					want.JobId, want.PreSignedUrl, want.Status, want.StartDate = job.JobId, job.PreSignedUrl, types.UserImportJobStatusTypePending, Lately()
					Answers(w, w.API.StartUserImportJob, w.startJob(*job.JobId), &cip.StartUserImportJobOutput{UserImportJob: &want})
					done := w.finished(*job.JobId)
					want.Status, want.CompletionDate, want.CompletionMessage, want.ImportedUsers = types.UserImportJobStatusTypeSucceeded, Lately(), new(importDone), 2
					w.Equal(done, &want)
				},
				func(w *World) {
					for _, name := range []string{"ann", "bob"} {
						w.imported(name, "")
						w.Equal(w.Look(w.user), &cip.AdminGetUserOutput{Username: &name, Enabled: true, UserStatus: importedStatus, UserCreateDate: Lately(), UserLastModifiedDate: Lately(),
							UserAttributes: attributes("sub", AnyUUID, "email", name+"@example.com", "email_verified", "true")})
						w.Equal(w.Messages(w.user, ""), []Message{})
					}
				},
			),
		},
		{
			Operations: all, Says: "a job at work goes on after a restart, holds up others and changes of the pool, and can be stopped", Assumes: "A048", Given: importing(),
			Steps: steps(
				func(w *World) {
					names := make([]string, 10_000)
					for i := range names {
						names[i] = fmt.Sprint("user", i)
					}
					file := w.csv(mailColumns, mails(names...)...)
					for _, name := range []string{"first", "second"} {
						job := w.importJob("")
						w.upload(job, file)
						w.Keep(name, *job.JobId)
					}
					OK(w, w.API.StartUserImportJob, w.startJob(w.Kept("first")))
				},
				func(w *World) {
					Refuses(w, w.API.StartUserImportJob, w.startJob(w.Kept("second")), notMet)
					const code = "UserImportInProgressException"
					w.Fails(Try(w, w.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: &w.pool.ID}), code)
					w.Fails(Try(w, w.API.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: &w.pool.ID}), code)
					w.Fails(Try(w, w.API.AddCustomAttributes, &cip.AddCustomAttributesInput{UserPoolId: &w.pool.ID, CustomAttributes: []types.SchemaAttributeType{{Name: new("team")}}}), code)
					stopped := OK(w, w.API.StopUserImportJob, w.stopJob(w.Kept("first"))).UserImportJob
					w.Equal([]string{string(stopped.Status), *stopped.CompletionMessage}, []string{"Stopped", importStopped})
					w.Equal(w.jobIs(w.Kept("first")), stopped) // nothing goes on behind
					OK(w, w.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: &w.pool.ID, AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"}})
					OK(w, w.API.StartUserImportJob, w.startJob(w.Kept("second")))
					OK(w, w.API.StopUserImportJob, w.stopJob(w.Kept("second")))
				},
			),
		},
		{
			Operations: ops("StartUserImportJob"), Says: "race: a job is started once", Assumes: "A048", Given: importing(),
			Steps: steps(func(w *World) {
				job := w.importJob("")
				w.upload(job, w.csv(mailColumns, mails("ann", "bob", "cy")...))
				errs := w.Race(racers, func(int) error { return Try(w, w.API.StartUserImportJob, w.startJob(*job.JobId)) })
				w.OneWins(errs, notMet)
				w.Equal(counts(w.finished(*job.JobId)), [3]int64{3, 0, 0})
			}),
		},
		{
			Operations: ops("ListUserImportJobs"), Says: "pages, newest first, each job once", Given: importing(),
			Steps: steps(
				func(w *World) {
					for _, name := range []string{"1", "2", "3", "4", "5"} {
						w.Keep(name, *w.importJob("").JobId)
					}
					first := OK(w, w.API.ListUserImportJobs, &cip.ListUserImportJobsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(2))})
					w.Equal(jobIDs(first), []string{w.Kept("5"), w.Kept("4")})
					w.Keep("token", *first.PaginationToken)
					w.importJob("") // is before the first page
				},
				func(w *World) {
					second := OK(w, w.API.ListUserImportJobs, &cip.ListUserImportJobsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(2)), PaginationToken: new(w.Kept("token"))})
					w.Equal(jobIDs(second), []string{w.Kept("3"), w.Kept("2")})
					third := OK(w, w.API.ListUserImportJobs, &cip.ListUserImportJobsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(2)), PaginationToken: second.PaginationToken})
					w.Equal(jobIDs(third), []string{w.Kept("1")})
					w.Equal(third.PaginationToken, (*string)(nil))
				},
			),
		},
		{
			Operations: ops("DescribeUserImportJob", "StartUserImportJob"), Says: "a job that nobody started expires after a day", Assumes: "A273", Needs: needs(Clock), Given: importing(),
			Steps: steps(
				func(w *World) {
					job := w.importJob("")
					w.upload(job, w.csv(mailColumns, mails("ann")...))
					w.Keep("job", *job.JobId)
					w.Freeze()
					w.Advance(job.CreationDate.Add(24*time.Hour).Sub(w.Now()) - time.Millisecond)
					w.Equal(w.jobIs(*job.JobId), job)
					w.Advance(time.Millisecond)
				},
				func(w *World) {
					job := w.jobIs(w.Kept("job"))
					w.Equal([]string{string(job.Status), *job.CompletionMessage}, []string{"Expired", "The user import job has expired."})
					w.Equal(job.CompletionDate, new(job.CreationDate.Add(24*time.Hour)))
					Refuses(w, w.API.StartUserImportJob, w.startJob(w.Kept("job")), notMet)
				},
			),
		},
	}
}

func jobIDs(out *cip.ListUserImportJobsOutput) []string {
	ids := make([]string, len(out.UserImportJobs))
	for i, j := range out.UserImportJobs {
		ids[i] = *j.JobId
	}
	return ids
}

// importRefusals are what the operations on jobs do not do.
func importRefusals() []Case {
	const missing = "ResourceNotFoundException"
	return []Case{
		{
			// Seen: aws-amplify/amplify-js#6416.
			Operations: ops("StartUserImportJob"), Says: "refused: a job whose file nobody sent", Given: importing(),
			Steps: steps(func(w *World) {
				job := w.importJob("")
				Refuses(w, w.API.StartUserImportJob, w.startJob(*job.JobId), notMet, "No csv file was uploaded for "+*job.JobId)
				w.Equal(w.jobIs(*job.JobId), job)
			}),
		},
		{
			Operations: ops("StartUserImportJob"), Says: "refused: a pool that verifies no attribute by itself", Assumes: "A271", Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				job := w.importJob("")
				w.upload(job, w.csv(mailColumns, mails("ann")...))
				Refuses(w, w.API.StartUserImportJob, w.startJob(*job.JobId), notMet)
				w.Equal(w.jobIs(*job.JobId), job)
			}),
		},
		{
			Operations: ops("StartUserImportJob", "StopUserImportJob"), Says: "refused: a start of a job that is over, and a stop of one that is not at work", Assumes: "A048", Given: importing(),
			Steps: steps(
				func(w *World) {
					Refuses(w, w.API.StopUserImportJob, w.stopJob(*w.importJob("").JobId), notMet)
					w.Keep("job", *w.imports(w.csv(mailColumns, mails("ann")...), "").JobId)
				},
				func(w *World) {
					before := w.jobIs(w.Kept("job"))
					Refuses(w, w.API.StartUserImportJob, w.startJob(w.Kept("job")), notMet)
					Refuses(w, w.API.StopUserImportJob, w.stopJob(w.Kept("job")), notMet)
					w.Equal(w.jobIs(w.Kept("job")), before)
				},
			),
		},
		{
			Operations: ops("DescribeUserImportJob", "StartUserImportJob", "StopUserImportJob"), Says: "refused: a job that is not there, and one of another pool", Assumes: "A048",
			Given: func(w *World) { importing()(w); w.Keep("job", *w.importJob("").JobId); importing()(w) },
			Steps: steps(func(w *World) {
				for _, id := range []string{"import-0123456789", w.Kept("job")} {
					Refuses(w, w.API.DescribeUserImportJob, &cip.DescribeUserImportJobInput{UserPoolId: &w.pool.ID, JobId: &id}, missing)
					Refuses(w, w.API.StartUserImportJob, w.startJob(id), missing)
					Refuses(w, w.API.StopUserImportJob, w.stopJob(id), missing)
				}
			}),
		},
		{
			Operations: ops("GetCSVHeader", "CreateUserImportJob", "DescribeUserImportJob", "ListUserImportJobs", "StartUserImportJob", "StopUserImportJob"), Says: "refused: a pool that is not there",
			Steps: steps(func(w *World) {
				w.pool = &Pool{ID: "us-east-1_NotThere0"}
				const id, text = "import-0123456789", "User pool us-east-1_NotThere0 does not exist."
				Refuses(w, w.API.GetCSVHeader, &cip.GetCSVHeaderInput{UserPoolId: &w.pool.ID}, missing, text)
				Refuses(w, w.API.CreateUserImportJob, &cip.CreateUserImportJobInput{UserPoolId: &w.pool.ID, JobName: new("job"), CloudWatchLogsRoleArn: new(importRole)}, missing, text)
				Refuses(w, w.API.DescribeUserImportJob, &cip.DescribeUserImportJobInput{UserPoolId: &w.pool.ID, JobId: new(id)}, missing, text)
				Refuses(w, w.API.ListUserImportJobs, &cip.ListUserImportJobsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(1))}, missing, text)
				Refuses(w, w.API.StartUserImportJob, w.startJob(id), missing, text)
				Refuses(w, w.API.StopUserImportJob, w.stopJob(id), missing, text)
			}),
		},
		{
			Operations: ops("ListUserImportJobs"), Says: "refused: a token of another pool, and one that is none", Given: importing(),
			Steps: steps(func(w *World) {
				w.importJob("")
				w.importJob("")
				list := &cip.ListUserImportJobsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(1))}
				token := OK(w, w.API.ListUserImportJobs, list).PaginationToken
				w.Pool()
				for _, bad := range []*string{token, new("made-up")} {
					list = &cip.ListUserImportJobsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(1)), PaginationToken: bad}
					Refuses(w, w.API.ListUserImportJobs, list, "InvalidParameterException", "Invalid pagination token given")
				}
			}),
		},
		{
			Operations: ops("CreateUserImportJob"), Says: "refused: a file that is not sent as the address says", Assumes: "A273", Given: importing(),
			Steps: steps(func(w *World) {
				job := w.importJob("")
				address := *job.PreSignedUrl
				for says, r := range map[string]*Reply{
					"without the header":      w.sendFile(http.MethodPut, address, "x", ""),
					"with another header":     w.sendFile(http.MethodPut, address, "x", "AES256"),
					"by another method":       w.sendFile(http.MethodPost, address, "x", "aws:kms"),
					"with another signature":  w.sendFile(http.MethodPut, address[:len(address)-4]+"0000", "x", "aws:kms"),
					"with another expiration": w.sendFile(http.MethodPut, strings.Replace(address, "=899&", "=8999&", 1), "x", "aws:kms"),
				} {
					if r.Status != http.StatusForbidden || !strings.Contains(r.Body, "<Code>SignatureDoesNotMatch</Code>") {
						w.Errorf("%s: %d %s", says, r.Status, r.Body)
					}
				}
				Refuses(w, w.API.StartUserImportJob, w.startJob(*job.JobId), notMet, "No csv file was uploaded for "+*job.JobId)
			}),
		},
		{
			Operations: ops("CreateUserImportJob"), Says: "refused: a file that is sent too late, or while the job is over", Assumes: "A273", Needs: needs(Clock), Given: importing(),
			Steps: steps(
				func(w *World) {
					w.Keep("over", *w.imports(w.csv(mailColumns, mails("ann")...), "").PreSignedUrl)
					w.Freeze()
					job := w.importJob("")
					w.Keep("late", *job.PreSignedUrl)
					w.Advance(899*time.Second - time.Millisecond)
					w.upload(job, "in time")
				},
				func(w *World) {
					r := w.sendFile(http.MethodPut, w.Kept("over"), "x", "aws:kms")
					w.Equal([]any{r.Status, strings.Contains(r.Body, "<Code>AccessDenied</Code>")}, []any{http.StatusForbidden, true})
					w.Advance(time.Millisecond)
					r = w.sendFile(http.MethodPut, w.Kept("late"), "x", "aws:kms")
					w.Equal([]any{r.Status, strings.Contains(r.Body, "<Message>Request has expired</Message>")}, []any{http.StatusForbidden, true})
				},
			),
		},
	}
}
