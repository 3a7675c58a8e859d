package state

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// jobIDs are those of a page of jobs.
func jobIDs(jobs []*ImportJob, more bool) []string {
	ids := []string{fmt.Sprint(more)}
	for _, j := range jobs {
		ids = append(ids, j.ID)
	}
	return ids
}

func TestImportJobs(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	for _, id := range []string{"import-c", "import-a", "import-b"} {
		job := &ImportJob{Pool: p.ID, ID: id, Account: "1", Recorded: types.UserImportJobStatusTypeCreated,
			Created: t0}
		update(t, s, nil, func(tx *Tx) error { return tx.AddImportJob(job) })
		update(t, s, ErrExists, func(tx *Tx) error { return tx.AddImportJob(job) })
	}
	update(t, s, ErrGone, func(tx *Tx) error { return tx.AddImportJob(&ImportJob{Pool: "us-east-1_none", ID: "x"}) })
	v := s.View()
	same(t, "all", jobIDs(v.ImportJobs(p.ID, nil, 9)), []string{"false", "import-b", "import-a", "import-c"})
	same(t, "first page", jobIDs(v.ImportJobs(p.ID, nil, 2)), []string{"true", "import-b", "import-a"})
	same(t, "second page", jobIDs(v.ImportJobs(p.ID, v.ImportJob(p.ID, "import-a"), 2)), []string{"false", "import-c"})
	same(t, "count", v.CountImportJobs(p.ID), 3)
	if v.ActiveImport("1") != nil || v.Importing(p) {
		t.Error("a job is at work that nobody started")
	}

	update(t, s, ErrGone, func(tx *Tx) error { return tx.PutImportFile(&ImportFile{Pool: p.ID, Job: "x"}, t0) })
	update(t, s, nil, func(tx *Tx) error { return tx.PutImportFile(&ImportFile{Pool: p.ID, Job: "import-a"}, t0) })
	set := func(status types.UserImportJobStatusType) {
		update(t, s, nil, func(tx *Tx) error {
			return tx.ChangeImportJob(p.ID, "import-a", func(j *ImportJob) error { j.Recorded = status; return nil })
		})
	}
	for _, status := range []types.UserImportJobStatusType{"Pending", "InProgress"} {
		set(status)
		v = s.View()
		if j := v.ActiveImport("1"); j == nil || j.ID != "import-a" || v.ActiveImport("2") != nil || len(v.ActiveImports()) != 1 {
			t.Errorf("%s: at work is %+v", status, j)
		}
		if v.ImportFile(p.ID, "import-a") == nil {
			t.Errorf("%s: the file is gone", status)
		}
	}
	set("Stopped")
	if v = s.View(); v.ActiveImport("1") != nil || v.ImportFile(p.ID, "import-a") != nil {
		t.Error("a job that is over is still at work, or its file is still there")
	}
	update(t, s, ErrGone, func(tx *Tx) error { return tx.ChangeImportJob(p.ID, "x", nil) })
}

func TestImportJobsExpire(t *testing.T) {
	j := &ImportJob{Recorded: types.UserImportJobStatusTypeCreated, Created: t0}
	for age, want := range map[time.Duration]types.UserImportJobStatusType{
		ImportJobLife - time.Millisecond: "Created", ImportJobLife: "Expired",
	} {
		same(t, age.String(), j.Status(t0.Add(age)), want)
	}
	j.Recorded = types.UserImportJobStatusTypeSucceeded
	same(t, "succeeded", j.Status(t0.Add(48*time.Hour)), types.UserImportJobStatusTypeSucceeded)
}

// The file of a job that was not started in time goes when somebody else's job, or its file, comes; the job stays, and so
// does the file of one that is at work.
func TestFilesOfExpiredJobsGo(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	job := func(id string, created time.Time) {
		update(t, s, nil, func(tx *Tx) error {
			return tx.AddImportJob(&ImportJob{Pool: p.ID, ID: id, Account: "1", Recorded: types.UserImportJobStatusTypeCreated, Created: created})
		})
	}
	put := func(id string, now time.Time) {
		update(t, s, nil, func(tx *Tx) error { return tx.PutImportFile(&ImportFile{Pool: p.ID, Job: id, Data: []byte(id)}, now) })
	}
	files := func(when string, want ...string) {
		t.Helper()
		var got []string
		for f := range scan[ImportFile](s.View(), tableImportFile, indexID, []byte{}) {
			got = append(got, f.Job)
		}
		same(t, when, got, want)
	}
	job("a", t0)
	job("b", t0)
	job("started", t0)
	put("a", t0)
	put("b", t0)
	put("started", t0)
	update(t, s, nil, func(tx *Tx) error {
		return tx.ChangeImportJob(p.ID, "started", func(j *ImportJob) error { j.Recorded = types.UserImportJobStatusTypeInProgress; return nil })
	})
	job("c", t0.Add(ImportJobLife-time.Millisecond))
	files("in time", "a", "b", "started")
	put("c", t0.Add(ImportJobLife))
	files("a file comes too late for the others", "c", "started")
	job("d", t0.Add(2*ImportJobLife))
	files("a job comes too late for the others", "started")
	same(t, "jobs", s.View().CountImportJobs(p.ID), 5)
}
