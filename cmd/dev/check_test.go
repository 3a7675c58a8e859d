package main

import (
	"context"
	"errors"
	"io"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every step runs, whatever became of the ones before, and the error names those that failed.
func TestRunAll(t *testing.T) {
	var ran []string
	of := func(name string, err error) step {
		return step{name, func(context.Context) error { ran = append(ran, name); return err }}
	}
	broken := errors.New("broken")
	var out strings.Builder
	err := runAll(t.Context(), log.New(&out, "", 0), []step{of("a", broken), of("b", nil), of("c", broken)})
	if err == nil || err.Error() != "failed: a, c" || !slices.Equal(ran, []string{"a", "b", "c"}) {
		t.Errorf("%v, ran %v", err, ran)
	}
	if want := "==> a\na failed after 0s: broken\n==> b\n==> c\nc failed after 0s: broken\n"; out.String() != want {
		t.Errorf("told:\n%s", &out)
	}
	if err := runAll(t.Context(), log.New(io.Discard, "", 0), []step{of("d", nil)}); err != nil {
		t.Error(err)
	}
}

// An interrupt ends the steps at once, and is not taken for a failure of one of them.
func TestRunAllInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	err := runAll(ctx, log.New(io.Discard, "", 0), []step{
		{"first", func(context.Context) error { cancel(); return errors.New("killed") }},
		{"second", func(context.Context) error { t.Error("it went on"); return nil }},
	})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// What check calls a linter is one that tools.mod pins.
func TestLintersArePinned(t *testing.T) {
	pinned, err := os.ReadFile("tools.mod")
	if err != nil {
		t.Fatal(err)
	}
	steps := linters([]string{"./state"})
	if len(steps) == 0 {
		t.Fatal("there are no linters")
	}
	for _, s := range steps {
		if !strings.Contains(string(pinned), "/"+s.name+"\n") {
			t.Errorf("%s is not pinned in tools.mod", s.name)
		}
	}
}

func TestServiceModel(t *testing.T) {
	clients := t.TempDir()
	if found, err := serviceModel(clients); err == nil {
		t.Errorf("found %s in an empty folder", found)
	}
	for _, version := range []string{"2016-04-18", "2099-01-01"} {
		folder := filepath.Join(clients, "python", "botocore", "data", "cognito-idp", version)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "service-2.json.gz"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	found, err := serviceModel(clients)
	if err != nil || !strings.Contains(found, "2099-01-01") {
		t.Errorf("found %s, %v", found, err)
	}
}
