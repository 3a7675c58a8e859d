package conformance

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const (
	importRole     = "arn:aws:iam::123456789012:role/import"
	importDone     = "Import Job Completed Successfully."
	importTooMany  = "Too many users have failed or been skipped during the import."
	importStopped  = "The Import Job was stopped by the developer."
	importedStatus = types.UserStatusTypeResetRequired
)

// importing makes a pool whose users can be imported, with a client. Doc: developer guide, importing users from a CSV
// file: the pool has to verify an attribute by itself.
func importing(options ...PoolOption) func(w *World) {
	return func(w *World) {
		w.Pool(append([]PoolOption{AutoVerify("email")}, options...)...)
		w.Client()
	}
}

// importJob makes a job in the pool made last.
func (w *World) importJob(algorithm types.PasswordHashingAlgorithmType) *types.UserImportJobType {
	w.t.Helper()
	return OK(w, w.API.CreateUserImportJob, &cip.CreateUserImportJobInput{
		UserPoolId: &w.pool.ID, JobName: new("job"), CloudWatchLogsRoleArn: new(importRole), PasswordHashingAlgorithm: algorithm}).UserImportJob
}

// sendFile sends something to the address that a job has for its file.
func (w *World) sendFile(method, address, file, encryption string) *Reply {
	w.t.Helper()
	at, err := url.Parse(address)
	w.must(err)
	if own, err := url.Parse(w.at.URL); err == nil && strings.HasPrefix(at.Path, "/_import/") {
		at.Scheme, at.Host = own.Scheme, own.Host // the target itself, whatever its public name
	}
	req, err := http.NewRequestWithContext(w.ctx, method, at.String(), bytes.NewReader([]byte(file)))
	w.must(err)
	if encryption != "" {
		req.Header.Set("x-amz-server-side-encryption", encryption)
	}
	return w.send(req)
}

// upload sends the file of a job.
func (w *World) upload(job *types.UserImportJobType, file string) {
	w.t.Helper()
	if r := w.sendFile(http.MethodPut, *job.PreSignedUrl, file, "aws:kms"); r.Status != http.StatusOK {
		w.t.Fatalf("the file was not taken: %d %s", r.Status, r.Body)
	}
}

// csv is a file for the pool made last whose rows have values for the columns that are named.
func (w *World) csv(columns string, rows ...string) string {
	w.t.Helper()
	header := strings.Split(columns, ",")
	rest := 0
	for _, name := range OK(w, w.API.GetCSVHeader, &cip.GetCSVHeaderInput{UserPoolId: &w.pool.ID}).CSVHeader {
		if !slices.Contains(header, name) {
			header = append(header, name)
			rest++
		}
	}
	var file strings.Builder
	file.WriteString(strings.Join(header, ",") + "\n")
	for _, row := range rows {
		file.WriteString(row + strings.Repeat(",", rest) + "\n")
	}
	return file.String()
}

// mails are rows of users with a verified address, for the columns mailColumns.
func mails(names ...string) []string {
	rows := make([]string, len(names))
	for i, name := range names {
		rows[i] = name + "," + name + "@example.com,true"
	}
	return rows
}

const mailColumns = "cognito:username,email,email_verified"

func (w *World) jobIs(id string) *types.UserImportJobType {
	w.t.Helper()
	return OK(w, w.API.DescribeUserImportJob, &cip.DescribeUserImportJobInput{UserPoolId: &w.pool.ID, JobId: &id}).UserImportJob
}

func (w *World) startJob(id string) *cip.StartUserImportJobInput {
	return &cip.StartUserImportJobInput{UserPoolId: &w.pool.ID, JobId: &id}
}

func (w *World) stopJob(id string) *cip.StopUserImportJobInput {
	return &cip.StopUserImportJobInput{UserPoolId: &w.pool.ID, JobId: &id}
}

// finished waits for the end of a job and gives it.
func (w *World) finished(id string) *types.UserImportJobType {
	w.t.Helper()
	for until := time.Now().Add(10 * time.Minute); time.Now().Before(until); time.Sleep(2 * time.Millisecond) {
		job := w.jobIs(id)
		if job.Status != types.UserImportJobStatusTypePending && job.Status != types.UserImportJobStatusTypeInProgress {
			return job
		}
	}
	w.t.Fatalf("the job does not come to an end: %+v", w.jobIs(id))
	return nil
}

// imports imports a file into the pool made last and gives the job as it is afterwards.
func (w *World) imports(file string, algorithm types.PasswordHashingAlgorithmType) *types.UserImportJobType {
	w.t.Helper()
	job := w.importJob(algorithm)
	w.upload(job, file)
	OK(w, w.API.StartUserImportJob, w.startJob(*job.JobId))
	return w.finished(*job.JobId)
}

// counts are the users of a job that were imported, skipped and failed.
func counts(job *types.UserImportJobType) [3]int64 {
	return [3]int64{job.ImportedUsers, job.SkippedUsers, job.FailedUsers}
}

// created is how a new job is shown.
func created(w *World) types.UserImportJobType {
	return types.UserImportJobType{JobId: new(AnyText), JobName: new("job"), UserPoolId: &w.pool.ID, CloudWatchLogsRoleArn: new(importRole), PreSignedUrl: new(AnyText),
		CreationDate: Lately(), Status: types.UserImportJobStatusTypeCreated}
}

// imported remembers a user who was imported.
func (w *World) imported(name, pw string) {
	w.t.Helper()
	w.user = &User{Login: name, Username: name, Password: pw, Pool: w.pool}
	seen := w.Look(w.user)
	w.user.Username, w.user.Sub = *seen.Username, attribute(seen.UserAttributes, "sub")
}

// importLog is what the jobs of the pool made last logged, line by line.
func (w *World) importLog() []string {
	w.t.Helper()
	var got struct {
		Logs []struct{ Record struct{ Message string } }
	}
	w.inspect(http.MethodGet, "/_inspect/logs?eventSource=userImport&userPoolId="+w.pool.ID, "", &got)
	lines := make([]string, len(got.Logs))
	for i, l := range got.Logs {
		lines[i] = l.Record.Message
	}
	return lines
}
