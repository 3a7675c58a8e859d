package state

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// ImportJob is an import of users from a CSV file.
type ImportJob struct {
	Pool PoolID
	ID   string
	// Serial rises from job to job.
	Serial  uint64
	Account string // of the pool
	Name    string
	RoleARN string
	// Algorithm made the password hashes of the file; empty: the file has none.
	Algorithm types.PasswordHashingAlgorithmType
	// URL is where the file goes, Signature what makes that address unguessable.
	URL       string
	Signature string
	Created   time.Time
	// Started and Completed are zero before.
	Started, Completed time.Time
	// Recorded is the status without Expired, which comes by itself: see Status.
	Recorded                  types.UserImportJobStatusType
	Message                   string // on completion
	Imported, Skipped, Failed int64
	// Done is how many bytes of the file are dealt with, Line the number of the last line among them:
	// that is where the work goes on.
	Done int
	Line int
	// Run counts how often the work was taken up. Whoever works under an earlier number has been
	// replaced.
	Run int
}

// ImportFile is the file of a job. It is gone once the job is over; that of a job that was not started in
// time goes when the next job is made, or its file comes.
type ImportFile struct {
	Pool PoolID
	Job  string
	Data []byte
}

// ImportJobLife is how long a job can be started.
// Doc: "Importing users into user pools from a CSV file": 24 to 48 hours. Assumed: 24 (A273).
const ImportJobLife = 24 * time.Hour

// Expired tells whether the job was not started in time.
func (j *ImportJob) Expired(now time.Time) bool {
	return j.Recorded == types.UserImportJobStatusTypeCreated && !now.Before(j.Created.Add(ImportJobLife))
}

// Status is the status of the job.
func (j *ImportJob) Status(now time.Time) types.UserImportJobStatusType {
	if j.Expired(now) {
		return types.UserImportJobStatusTypeExpired
	}
	return j.Recorded
}

// Active tells whether users are being imported, or are about to be.
func (j *ImportJob) Active() bool {
	return j.Recorded == types.UserImportJobStatusTypePending || j.Recorded == types.UserImportJobStatusTypeInProgress
}

func importJobKey(j *ImportJob) []byte   { return key(string(j.Pool), j.ID) }
func importFileKey(f *ImportFile) []byte { return key(string(f.Pool), f.Job) }

// importJobPoolKey sorts the jobs of a pool, newest first.
func importJobPoolKey(j *ImportJob) []byte {
	return append(key(string(j.Pool)), number(^j.Serial)...)
}

// importJobActiveKeys finds jobs at work by their account.
func importJobActiveKeys(j *ImportJob) [][]byte {
	if !j.Active() {
		return nil
	}
	return [][]byte{key(j.Account, string(j.Pool), j.ID)}
}

// ImportJob returns the job, or nil.
func (v View) ImportJob(pool PoolID, id string) *ImportJob {
	return get[ImportJob](v, tableImportJob, indexID, key(string(pool), id))
}

// ImportFile returns the file of a job, or nil.
func (v View) ImportFile(pool PoolID, id string) *ImportFile {
	return get[ImportFile](v, tableImportFile, indexID, key(string(pool), id))
}

// ImportJobs returns up to limit jobs of a pool, newest first, beginning behind the job after or, when
// that is nil, with the newest; and whether there are more.
func (v View) ImportJobs(pool PoolID, after *ImportJob, limit int) (jobs []*ImportJob, more bool) {
	var from []byte
	if after != nil {
		before := *after
		before.Serial--
		from = importJobPoolKey(&before)
	}
	found, _ := page(v, tableImportJob, indexPool, key(string(pool)), from, limit, importJobPoolKey, nil)
	return found.Items, found.Next != nil
}

// CountImportJobs counts the jobs of a pool.
func (v View) CountImportJobs(pool PoolID) int {
	n := 0
	for range scan[ImportJob](v, tableImportJob, indexID, key(string(pool))) {
		n++
	}
	return n
}

// ActiveImport returns the job of an account that is at work, or nil: there is at most one.
func (v View) ActiveImport(account string) *ImportJob {
	for j := range scan[ImportJob](v, tableImportJob, indexAccount, key(account)) {
		return j
	}
	return nil
}

// ActiveImports returns the jobs of all accounts that are at work.
func (v View) ActiveImports() []*ImportJob {
	var found []*ImportJob
	for j := range scan[ImportJob](v, tableImportJob, indexAccount, []byte{}) {
		found = append(found, j)
	}
	return found
}

// Importing tells whether users are being imported into a pool.
func (v View) Importing(p *Pool) bool {
	j := v.ActiveImport(p.Account)
	return j != nil && j.Pool == p.ID
}

// dropExpiredFiles removes the files of jobs that were not started in time: nobody will read them.
func (tx *Tx) dropExpiredFiles(now time.Time) {
	var late []*ImportFile // collected first: an iterator must not run over what is being changed
	for f := range scan[ImportFile](tx.View, tableImportFile, indexID, []byte{}) {
		if j := tx.ImportJob(f.Pool, f.Job); j == nil || j.Expired(now) {
			late = append(late, f)
		}
	}
	for _, f := range late {
		tx.remove(tableImportFile, f)
	}
}

// AddImportJob adds a job, which gets its Serial: ErrGone without the pool, ErrExists when the id is
// taken. Files that have become worthless make room.
func (tx *Tx) AddImportJob(j *ImportJob) error {
	switch {
	case tx.Pool(j.Pool) == nil:
		return ErrGone
	case tx.ImportJob(j.Pool, j.ID) != nil:
		return ErrExists
	}
	tx.dropExpiredFiles(j.Created)
	j.Serial = tx.next("importjob")
	tx.insert(tableImportJob, j)
	return nil
}

// ChangeImportJob lets change work on a copy and stores that; ErrGone when the job is not there. The
// file of a job that is over goes with it.
func (tx *Tx) ChangeImportJob(pool PoolID, id string, change func(*ImportJob) error) error {
	j := tx.ImportJob(pool, id)
	if j == nil {
		return ErrGone
	}
	next := *j
	if err := change(&next); err != nil {
		return err
	}
	tx.insert(tableImportJob, &next)
	if next.Recorded != types.UserImportJobStatusTypeCreated && !next.Active() {
		removeAll(tx, tableImportFile, indexID, key(string(pool), id))
	}
	return nil
}

// PutImportFile stores the file of a job, in place of an earlier one; ErrGone without the job. Files that
// have become worthless by now make room.
func (tx *Tx) PutImportFile(f *ImportFile, now time.Time) error {
	if tx.ImportJob(f.Pool, f.Job) == nil {
		return ErrGone
	}
	tx.dropExpiredFiles(now)
	tx.insert(tableImportFile, f)
	return nil
}
