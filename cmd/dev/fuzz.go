package main

import (
	"context"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log"
	"os"
	"path"
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
			// Without the last flag a target whose coverage is never twice the same, because it has
			// goroutines, spends all its time on making inputs shorter.
			steps = append(steps, step{t.String(), execute("go", "test", "-run=^$", "-fuzz=^"+t.name+"$", "-fuzztime="+long.String(),
				"-fuzzminimizetime=10x", "./"+t.folder)})
		}
	}
	if len(steps) == 0 {
		return fmt.Errorf("no fuzz target matches %q", *only)
	}
	return runAll(ctx, log.New(os.Stdout, "", 0), steps)
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
