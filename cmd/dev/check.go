package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// clientsVariable names the folder with the clients of conformance/clients. Where it is set they must be there.
const clientsVariable = "CONFORMANCE_CLIENTS"

// step is one thing that check looks at.
type step struct {
	name string
	run  func(ctx context.Context) error
}

// check looks at everything that can be judged without asking anybody. It goes on after a failure, so that one run
// tells all, and the tests come last, so that their summary is the last thing to read.
func check(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	race := flags.Bool("race", true, "run the tests with the race detector")
	lint := flags.Bool("lint", true, "run the linters")
	if err := flags.Parse(args); err != nil {
		return err
	}
	packages := flags.Args()
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	steps := []step{
		{"gofmt", unformatted},
		{"go.mod", execute("go", "mod", "tidy", "-diff")},
		{"tables", tables},
		{"vet", execute("go", append([]string{"vet"}, packages...)...)},
	}
	if *lint {
		steps = append(steps, linters(packages)...)
	}
	test := []string{"test", "-timeout=20m"} // the race detector on a machine that is busy with other things
	if *race {
		test = append(test, "-race")
	}
	steps = append(steps, step{"test", execute("go", append(test, packages...)...)})
	return runAll(ctx, log.New(os.Stdout, "", 0), steps)
}

// runAll runs every step and tells which of them failed. It prints nothing after the last one.
func runAll(ctx context.Context, out *log.Logger, steps []step) error {
	var failed []string
	for _, s := range steps {
		out.Printf("==> %s", s.name)
		begin := time.Now()
		if err := s.run(ctx); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			out.Printf("%s failed after %s: %v", s.name, time.Since(begin).Round(time.Second), err)
			failed = append(failed, s.name)
		}
	}
	if failed != nil {
		return errors.New("failed: " + strings.Join(failed, ", "))
	}
	return nil
}

// linters are the pinned ones of tools.mod. What each of them is told is all the configuration there is.
func linters(packages []string) []step {
	tool := func(name string, args ...string) step {
		return step{name, execute("go", slices.Concat([]string{"tool", "-modfile=cmd/dev/tools.mod", name}, args, packages)...)}
	}
	return []step{
		tool("staticcheck"),
		tool("errcheck", "-exclude=cmd/dev/errcheck.txt"),
		tool("go-errorlint"),
		tool("unparam"),
		tool("revive", "-config=cmd/dev/revive.toml", "-set_exit_status"),
	}
}

// execute is a step that runs a program, whose output goes where ours goes.
func execute(name string, args ...string) func(context.Context) error {
	return func(ctx context.Context) error { return program(ctx, name, args...).Run() }
}

// program is a program whose output goes where ours goes, and that is interrupted when we are.
func program(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// unformatted fails when gofmt would change a file.
func unformatted(ctx context.Context) error {
	out, err := exec.CommandContext(ctx, "gofmt", "-l", "-s", ".").Output()
	if err != nil {
		return err
	}
	if out = bytes.TrimSpace(out); len(out) > 0 {
		return fmt.Errorf("gofmt would change\n%s", out)
	}
	return nil
}

// tables tells whether emulator/model is what the service model says. That comes with botocore, in the version that the
// clients are pinned to; on a machine without them there is nothing to compare with.
func tables(ctx context.Context) error {
	clients := os.Getenv(clientsVariable)
	if clients == "" {
		fmt.Printf("skipped: %s is not set, so there is no service model to compare with\n", clientsVariable)
		return nil
	}
	model, err := serviceModel(clients)
	if err != nil {
		return err
	}
	return gen(ctx, []string{"-check", "-model", model})
}

// serviceModel finds the newest service model in the folder with the clients.
func serviceModel(clients string) (string, error) {
	pattern := filepath.Join(clients, "python", "botocore", "data", "cognito-idp", "*", "service-2.json*")
	found, err := filepath.Glob(pattern)
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", fmt.Errorf("no file is called %s", pattern)
	}
	return found[len(found)-1], nil
}
