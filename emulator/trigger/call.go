package trigger

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// attempts is how often a function is called that does not answer in time.
// Doc: developer guide of 2023, "Using Lambda triggers": three attempts, then the function times out.
const attempts = 3

// The ways in which a call comes to nothing.
type (
	// failure is an error that the function itself answered.
	failure struct{ message string }
	// unreached is a call that did not get to the function.
	unreached struct{ reason string }
)

func (f failure) Error() string   { return f.message }
func (u unreached) Error() string { return u.reason }

var (
	errLate = errors.New("no answer in time")
	// errBusy is a runtime that has no room for a second call at the moment.
	errBusy = errors.New("the function is busy")
)

// call calls a function, has its answer read by understand, and remembers the whole. What it returns is
// the service's error.
func (t *Triggers) call(ctx context.Context, f function, o Occasion, source string, event []byte, understand func([]byte) error) error {
	took := t.clock.Stopwatch()
	made := &state.Invocation{
		Pool: o.Pool.ID, Client: o.Client, Username: o.UserName,
		Trigger: string(f.trigger), Source: source, Function: f.arn, Event: string(event), At: t.clock.Now(),
	}
	answer, err := t.try(ctx, f, event, &made.Attempts)
	if err == nil {
		err = understand(answer)
	}
	made.Answer, made.Duration = kept(answer), took()
	if err != nil {
		made.Error = err.Error()
	}
	t.store.AddInvocation(made)
	t.log.LogAttrs(ctx, level(err), "trigger", slog.String("source", source), slog.String("function", f.arn),
		slog.Int("attempts", made.Attempts), slog.Duration("took", made.Duration), slog.Any("error", err))
	return err
}

// level is that of the line about a call. What went well is told at /_inspect/triggers too; at info there is
// one line for a request.
func level(err error) slog.Level {
	if err != nil {
		return slog.LevelWarn
	}
	return slog.LevelDebug
}

// maxKept bounds how much of an answer is remembered.
const maxKept = 256 << 10

func kept(answer []byte) string {
	if len(answer) > maxKept {
		return string(answer[:maxKept]) + "…"
	}
	return string(answer)
}

// try calls a function until it answers, or until that makes no sense any more.
func (t *Triggers) try(ctx context.Context, f function, event []byte, made *int) ([]byte, error) {
	id := identify(f.arn)
	at, ok := t.places.find(id)
	if !ok {
		t.log.WarnContext(ctx, "nothing says where the code of a function runs: give --lambda-endpoint, or --lambda-url "+id.name+
			"=<url>, or Triggers.Functions in Go", "trigger", f.trigger, "function", f.arn)
		return nil, fault.LambdaNotInvoked(string(f.trigger), noSuchFunction)
	}
	var answer []byte
	var err error
	for *made < attempts {
		*made++
		if answer, err = t.once(ctx, at, id, event); !errors.Is(err, errLate) || ctx.Err() != nil {
			break
		}
	}
	return answer, inWords(f.trigger, err)
}

// noSuchFunction is what Lambda says of a function that it does not have. Assumed: that the service
// passes it on as it passes on other errors of Lambda (A280).
const noSuchFunction = "ResourceNotFoundException"

// inWords is an error of a call in the service's words.
func inWords(n Name, err error) error {
	var failed failure
	var missed unreached
	switch {
	case errors.As(err, &failed):
		return fault.LambdaFailed(string(n), failed.message)
	case errors.As(err, &missed):
		return fault.LambdaNotInvoked(string(n), missed.reason)
	case err != nil:
		return fault.LambdaTimedOut(string(n))
	}
	return nil
}

// once calls a function once.
func (t *Triggers) once(ctx context.Context, at place, id identity, event []byte) (answer []byte, err error) {
	limited, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel()
	if at.code != nil {
		answer, err = run(limited, at.code, event)
	} else {
		answer, err = t.post(limited, at, id, event)
	}
	if limited.Err() != nil { // late is late, even with an answer
		return nil, errLate
	}
	return answer, err
}

// run calls code in this process. A panic is an error of the function's, as it is in Lambda.
func run(ctx context.Context, code Function, event []byte) (answer []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = failure{fmt.Sprint(p)}
		}
	}()
	answer, err = code(ctx, event)
	if err != nil {
		return nil, failure{strings.TrimSpace(err.Error())}
	}
	return answer, nil
}
