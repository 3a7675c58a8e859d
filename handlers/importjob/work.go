package importjob

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// batch is how many users are written at once. Whoever else wants to write waits no longer than these
// take.
const batch = 20

// errReplaced says that the job is not the worker's any more: it was stopped, deleted, or taken up by
// another worker.
var errReplaced = errors.New("the import job belongs to another worker")

// Resume takes up the jobs that were at work when the emulator's memory was written out.
func Resume(env *op.Env) {
	s := newService(env)
	for _, active := range env.Store.View().ActiveImports() {
		job, err := s.change(active.Pool, active.ID, func(_ *state.Tx, j *state.ImportJob) error {
			if !j.Active() {
				return errReplaced
			}
			j.Run++
			return nil
		})
		if err == nil {
			env.Background.Go(func(ctx context.Context) { s.work(ctx, job) })
		}
	}
}

// work does what a job says, from where it stands to its end. Whoever takes the job away from the
// worker ends the work too.
func (s service) work(ctx context.Context, job *state.ImportJob) {
	defer func() {
		if p := recover(); p != nil {
			s.Log.Error("an import of users failed", "job", job.ID, "panic", p, "stack", string(debug.Stack()))
			_, _ = s.end(job, types.UserImportJobStatusTypeFailed, interrupted) // the worker cannot do more
		}
	}()
	v := s.Store.View()
	pool, file := v.Pool(job.Pool), v.ImportFile(job.Pool, job.ID)
	if pool == nil || file == nil {
		return
	}
	t, err := readTable(file.Data, pool, job.Algorithm)
	if err != nil {
		_, _ = s.end(job, types.UserImportJobStatusTypeFailed, unreadable+err.Error()+".") // or it is not the worker's any more
		return
	}
	if job.Recorded == types.UserImportJobStatusTypePending {
		job, err = s.move(job, func(_ *state.Tx, j *state.ImportJob) error {
			j.Recorded, j.Done, j.Line = types.UserImportJobStatusTypeInProgress, t.body, 1
			return nil
		})
	}
	for err == nil && ctx.Err() == nil && job.Active() {
		job, err = s.step(job, t, file.Data)
	}
}

// move changes the job as this worker left it: errReplaced when it is not like that any more.
func (s service) move(job *state.ImportJob, change func(*state.Tx, *state.ImportJob) error) (*state.ImportJob, error) {
	return s.change(job.Pool, job.ID, func(tx *state.Tx, j *state.ImportJob) error {
		if j.Run != job.Run || j.Recorded != job.Recorded || j.Done != job.Done {
			return errReplaced
		}
		return change(tx, j)
	})
}

// end writes down what has become of a job.
func (s service) end(job *state.ImportJob, status types.UserImportJobStatusType, message string) (*state.ImportJob, error) {
	return s.move(job, func(_ *state.Tx, j *state.ImportJob) error {
		j.Recorded, j.Completed, j.Message = status, s.Clock.Now(), message
		return nil
	})
}

// outcome is what has become of a line.
type outcome struct {
	line int
	user *state.User // nil: there is none
	why  string      // there is none
}

// step imports the next users of a job.
func (s service) step(job *state.ImportJob, t table, data []byte) (*state.ImportJob, error) {
	view := s.Store.View()
	pool := view.Pool(job.Pool)
	if pool == nil {
		return nil, errReplaced
	}
	if job.Done >= len(data) {
		// Assumed: more users that were not imported than users that were are too many (A268).
		if job.Failed+job.Skipped > job.Imported {
			return s.end(job, types.UserImportJobStatusTypeFailed, tooMany)
		}
		return s.end(job, types.UserImportJobStatusTypeSucceeded, succeeded)
	}
	c := &op.Call{View: view, Now: s.Clock.Now(), Pool: pool, Region: pool.Region, Account: pool.Account}
	var outcomes []outcome
	at, number := job.Done, job.Line
	for at < len(data) && len(outcomes) < batch {
		var text []byte
		text, at = cutLine(data, at)
		number++
		if len(bytes.TrimSpace(text)) > 0 {
			outcomes = append(outcomes, s.outcome(c, t, job, number, string(text)))
		}
	}
	return s.move(job, func(tx *state.Tx, j *state.ImportJob) error {
		j.Done, j.Line = at, number
		for _, o := range outcomes {
			settle(tx, c, j, o)
		}
		return nil
	})
}

// outcome decides what becomes of a line, as far as that can be told without the other users.
func (s service) outcome(c *op.Call, t table, job *state.ImportJob, number int, text string) outcome {
	u, err := s.user(c, t, job.Algorithm, text)
	var why refused
	switch {
	case err == nil:
		return outcome{line: number, user: u}
	case errors.As(err, &why):
		return outcome{line: number, why: string(why)}
	}
	s.Log.Error("a user could not be imported", "job", job.ID, "line", number, "error", err)
	return outcome{line: number, why: lineInternal}
}

// settle adds the user of a line, counts the line and logs it. A user whose name is taken is skipped;
// where addresses are the names, one whose address is.
func settle(tx *state.Tx, c *op.Call, j *state.ImportJob, o outcome) {
	if o.user == nil {
		j.Failed++
		writeLine(tx, c, j, types.LogLevelError, "FAILED", o.line, o.why)
		return
	}
	err := tx.AddUser(o.user)
	var alias *state.AliasTaken
	switch {
	case err == nil:
		j.Imported++
		writeLine(tx, c, j, types.LogLevelInfo, "SUCCEEDED", o.line, lineSucceeded)
	case errors.As(err, &alias) && !c.Pool.NamesAre(alias.Attribute):
		j.Failed++
		writeLine(tx, c, j, types.LogLevelError, "FAILED", o.line, "An account with the given "+alias.Attribute+" already exists.")
	default:
		j.Skipped++
		writeLine(tx, c, j, types.LogLevelInfo, "SKIPPED", o.line, lineSkipped)
	}
}

// writeLine writes a line of the job's log.
// Doc: "Viewing the results": the group is named after the pool, the stream after the job. Assumed: the
// header is line 1 (A270).
func writeLine(tx *state.Tx, c *op.Call, j *state.ImportJob, level types.LogLevel, result string, line int, text string) {
	message, err := json.Marshal(fmt.Sprintf("[%s] Line Number %d - %s", result, line, text))
	if err != nil {
		panic("importjob: " + err.Error()) // a text always marshals
	}
	tx.WriteLog(&state.LogEvent{
		Pool: j.Pool, Region: c.Pool.Region, Source: state.ImportLog, Level: level, Message: message, At: c.Now,
		Destination: "arn:aws:logs:" + c.Pool.Region + ":" + c.Pool.Account + ":log-group:/aws/cognito/userpools/" + string(j.Pool) + "/" +
			aws.ToString(c.Pool.Config.Name) + ":log-stream:" + j.ID + "/" + j.Name,
	})
}
