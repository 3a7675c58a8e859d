package emulator

import (
	"fmt"
	"strings"
	"testing"

	"cognito-emulator/state"
)

// fakeTB collects what a test would be told.
type fakeTB struct {
	cleanup []func()
	told    []string
}

func (f *fakeTB) Helper()             {}
func (f *fakeTB) Cleanup(last func()) { f.cleanup = append(f.cleanup, last) }
func (f *fakeTB) Errorf(format string, args ...any) {
	f.told = append(f.told, fmt.Sprintf(format, args...))
}
func (f *fakeTB) Fatalf(format string, args ...any) { f.Errorf(format, args...); panic(f) }

func TestStartTellsTheTest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		options []Option
		told    []string
	}{
		{nil, nil},
		{[]Option{Strict}, []string{
			"cognito-emulator: ListUsers answered OddException, which the service does not declare for it",
			"cognito-emulator: a *state.Message was changed after it was stored"}},
	} {
		f := &fakeTB{}
		e := Start(f, c.options...)
		e.env.Undeclared("ListUsers", "OddException")
		m := &state.Message{Pool: "p_1"}
		write(t, e, func(tx *state.Tx) error { tx.AddMessage(m); return nil })
		m.Code = "changed"
		for _, last := range f.cleanup {
			last()
		}
		if len(f.told) != len(c.told) {
			t.Fatalf("told %q, want %q", f.told, c.told)
		}
		for i, want := range c.told {
			if !strings.HasPrefix(f.told[i], want) {
				t.Errorf("told %q, want %q", f.told[i], want)
			}
		}
	}
	f := &fakeTB{}
	defer func() {
		if recover() != f || len(f.told) != 1 || !strings.HasPrefix(f.told[0], "cognito-emulator: issuer ") {
			t.Errorf("wrong options: told %q", f.told)
		}
	}()
	Start(f, func(o *Options) { o.Issuer = "wrong" })
}
