package importjob_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/importjob"
	"cognito-emulator/state"
)

func TestFilesThatCannotBeRead(t *testing.T) {
	for says, c := range map[string]struct {
		change    func(file string) string
		algorithm types.PasswordHashingAlgorithmType
		want      string
	}{
		"a byte order mark":   {func(f string) string { return "\ufeff" + f }, "", "the header has an unknown column in position 1."},
		"another encoding":    {func(f string) string { return f + "\xff" }, "", "it is not UTF-8."},
		"a column less":       {func(f string) string { return strings.Replace(f, ",gender", "", 1) }, "", "the header lacks the column gender."},
		"a column twice":      {func(f string) string { return strings.Replace(f, ",gender", ",gender,gender", 1) }, "", "the header has the column gender twice."},
		"a column too many":   {func(f string) string { return strings.Replace(f, ",gender", ",gender,sub", 1) }, "", "the header has an unknown column in position"},
		"a column misspelled": {func(f string) string { return strings.Replace(f, ",gender", ",Gender", 1) }, "", "the header has an unknown column in position"},
		"no hashes":           {func(f string) string { return f }, "BCRYPT", "the header lacks the column password_hash."},
		"nothing":             {func(string) string { return "" }, "", "the header has an unknown column in position 1."},
		"too many users":      {func(f string) string { return f + strings.Repeat("x\n", 500_001) }, "", "it has more than 500000 users."},
	} {
		t.Run(says, func(t *testing.T) {
			s := begin(t)
			job := s.run(c.change(s.file("cognito:username,email,email_verified", "ann,ann@example.com,true")), c.algorithm)
			if job.Status != "Failed" || !strings.HasPrefix(*job.CompletionMessage, "The CSV file could not be parsed: "+c.want) {
				t.Errorf("%s: %s", job.Status, *job.CompletionMessage)
			}
			optest.Equal(t, []int64{job.ImportedUsers, job.SkippedUsers, job.FailedUsers}, []int64{0, 0, 0})
		})
	}
}

func TestLinesOfEveryKind(t *testing.T) {
	s := begin(t)
	file := s.file("cognito:username,email,email_verified", "ann,ann@example.com,true", "bob,bob@example.com,true")
	file = strings.ReplaceAll(file, "\n", "\r\n")
	file = strings.TrimSuffix(strings.Replace(file, "bob,", "\n  \nbob,", 1), "\r\n")
	job := s.run(file, "")
	optest.Equal(t, s.log(), []string{"[SUCCEEDED] Line Number 2 - The import succeeded.", "[SUCCEEDED] Line Number 5 - The import succeeded."})
	optest.Equal(t, job.Status, types.UserImportJobStatusTypeSucceeded)
	logged := s.Env.Store.View().LogEvents(func(*state.LogEvent) bool { return true })
	optest.Equal(t, logged[0].Destination, "arn:aws:logs:us-east-1:000000000000:log-group:/aws/cognito/userpools/"+string(s.pool.ID)+"/pool:log-stream:"+*job.JobId+"/job")
}

func TestAFileWithoutUsers(t *testing.T) {
	s := begin(t)
	optest.Equal(t, s.run(s.file("cognito:username"), "").Status, types.UserImportJobStatusTypeSucceeded)
}

func TestManyUsersAmongOtherWriters(t *testing.T) {
	s := begin(t)
	const users = 500
	rows := make([]string, users)
	for i := range rows {
		rows[i] = fmt.Sprintf("user%d,user%d@example.com,true", i, i)
	}
	job := s.create("job", "")
	s.upload(job, s.file("cognito:username,email,email_verified", rows...))
	_, err := s.start(*job.JobId)
	optest.Refused(t, err, "no error")
	for i := range 50 {
		s.User(t, s.pool, fmt.Sprint("other", i))
	}
	s.Env.Background.Wait()
	got := s.describe(*job.JobId)
	optest.Equal(t, []any{got.Status, got.ImportedUsers}, []any{types.UserImportJobStatusTypeSucceeded, int64(users)})
	optest.Equal(t, s.Env.Store.View().CountUsers(s.pool.ID), users+50)
}

// A job whose worker is gone goes on where it stood, once.
func TestResume(t *testing.T) {
	for _, status := range []types.UserImportJobStatusType{"Pending", "InProgress"} {
		t.Run(string(status), func(t *testing.T) {
			s := begin(t)
			rows := make([]string, 60)
			for i := range rows {
				rows[i] = fmt.Sprintf("user%d,user%d@example.com,true", i, i)
			}
			file := s.file("cognito:username,email,email_verified", rows...)
			job := s.create("job", "")
			s.upload(job, file)
			want := int64(len(rows))
			s.Write(t, func(tx *state.Tx) error {
				return tx.ChangeImportJob(s.pool.ID, *job.JobId, func(j *state.ImportJob) error {
					j.Recorded, j.Started, j.Run = status, s.Now(), 1
					if status == "InProgress" { // ten users are there already
						j.Done, j.Line, j.Imported = strings.Index(file, "user10,"), 11, 10
					}
					return nil
				})
			})
			for range 3 {
				importjob.Resume(s.Env)
			}
			s.Env.Background.Wait()
			got := s.describe(*job.JobId)
			optest.Equal(t, []any{got.Status, got.ImportedUsers, got.SkippedUsers}, []any{types.UserImportJobStatusTypeSucceeded, want, int64(0)})
			last := s.log()
			optest.Equal(t, last[len(last)-1], "[SUCCEEDED] Line Number 61 - The import succeeded.")
			importjob.Resume(s.Env) // there is nothing left to do
		})
	}
}

// A job whose file or pool is gone does nothing, and a stopped one nothing more.
func TestWorkThatIsTakenAway(t *testing.T) {
	s := begin(t)
	job := s.create("job", "")
	s.Write(t, func(tx *state.Tx) error {
		return tx.ChangeImportJob(s.pool.ID, *job.JobId, func(j *state.ImportJob) error { j.Recorded = "InProgress"; return nil })
	})
	importjob.Resume(s.Env) // without a file
	s.Env.Background.Wait()
	_, err := s.stop(*job.JobId)
	optest.Refused(t, err, "no error")

	rows := make([]string, 5000)
	for i := range rows {
		rows[i] = fmt.Sprintf("user%d,user%d@example.com,true", i, i)
	}
	job = s.create("job", "")
	s.upload(job, s.file("cognito:username,email,email_verified", rows...))
	_, err = s.start(*job.JobId)
	optest.Refused(t, err, "no error")
	stopped, err := s.stop(*job.JobId)
	optest.Refused(t, err, "no error")
	s.Env.Background.Wait()
	optest.Equal(t, s.describe(*job.JobId), stopped)
	optest.Equal(t, int64(s.Env.Store.View().CountUsers(s.pool.ID)), stopped.ImportedUsers)

	job = s.create("job", "")
	s.upload(job, s.file("cognito:username,email,email_verified", rows...))
	_, err = s.start(*job.JobId)
	optest.Refused(t, err, "no error")
	s.Env.Store.Reset()
	s.Env.Background.Wait()
	if n := len(s.Env.Store.View().AllPools()); n != 0 {
		t.Errorf("%d pools after a reset", n)
	}
}
