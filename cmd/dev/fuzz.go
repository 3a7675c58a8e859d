package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"log"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// fuzz runs every fuzz target for a while, one after the other: each uses all cores.
func fuzz(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("fuzz", flag.ContinueOnError)
	long := flags.Duration("time", time.Minute, "how long each target runs")
	only := flags.String("run", "", "only targets that this regular expression matches, like policy.FuzzParseFilter")
	if err := flags.Parse(args); err != nil {
		return err
	}
	pattern, err := regexp.Compile(*only)
	if err != nil {
		return err
	}
	targets, err := fuzzTargets(os.DirFS("."))
	if err != nil {
		return err
	}
	var steps []step
	for _, t := range targets {
		if pattern.MatchString(t.String()) {
			steps = append(steps, step{t.String(), func(ctx context.Context) error { return t.fuzz(ctx, *long) }})
		}
	}
	if len(steps) == 0 {
		return fmt.Errorf("no fuzz target matches %q", *only)
	}
	return runAll(ctx, log.New(os.Stdout, "", 0), steps)
}

// fuzz runs the target for a while. What comes of a run is told by what it prints: Go's fuzzer may fail on its own.
func (t fuzzTarget) fuzz(ctx context.Context, long time.Duration) error {
	// Without the last flag a target whose coverage is never twice the same, because it has goroutines, spends all its
	// time on making inputs shorter.
	cmd := program(ctx, "go", "test", "-run=^$", "-fuzz=^"+t.name+"$", "-fuzztime="+long.String(), "-fuzzminimizetime=10x", "./"+t.folder)
	var said bytes.Buffer
	cmd.Stdout = io.MultiWriter(os.Stdout, &said)
	err := cmd.Run()
	if err == nil {
		return nil
	}
	if endedLate(said.String()) {
		fmt.Printf("The time was over and nothing was found. That Go's fuzzer fails then is a mistake of its own: golang/go#75804.\n")
		return nil
	}
	if input := failingInput(said.String()); input != "" {
		text, err := os.ReadFile(filepath.Join(t.folder, input))
		if err != nil {
			return err
		}
		fmt.Printf("%s:\n%s\n", input, text)
	}
	return err
}

// endedLate tells from what a run prints whether it failed only because it ran to its end. On a machine that is busy
// Go's fuzzer, up to Go 1.26, may take the end of the time for a failure, which then has no input.
// Seen: golang/go#75804.
func endedLate(said string) bool {
	return failingInput(said) == "" && regexp.MustCompile(`(?m)^--- FAIL: \w+ \(.*\)\n    context deadline exceeded\nFAIL$`).MatchString(said)
}

// failingInput is the file with the input that failed, in the folder of the package; empty when none did.
func failingInput(said string) string {
	found := regexp.MustCompile(`(?m)^    Failing input written to (testdata/fuzz/\S+)$`).FindStringSubmatch(said)
	if found == nil {
		return ""
	}
	return found[1]
}

// fuzzTarget is a function that "go test -fuzz" runs.
type fuzzTarget struct{ folder, name string }

// String is the name that -run matches: wire.FuzzDecode.
func (t fuzzTarget) String() string { return path.Base(t.folder) + "." + t.name }

// fuzzTargets finds the targets in all test files, by folder and file.
func fuzzTargets(repository fs.FS) ([]fuzzTarget, error) {
	var found []fuzzTarget
	err := fs.WalkDir(repository, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case !strings.HasSuffix(name, "_test.go"):
			return nil
		}
		text, err := fs.ReadFile(repository, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && strings.HasPrefix(f.Name.Name, "Fuzz") {
				found = append(found, fuzzTarget{path.Dir(name), f.Name.Name})
			}
		}
		return nil
	})
	return found, err
}
