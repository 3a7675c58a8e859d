package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"cognito-emulator/cmd/dev/block"
	"cognito-emulator/cmd/dev/coverage"
)

// Where the coverage table and what it is made of are stored.
const (
	evidenceFile  = "conformance/testdata/evidence.jsonl"
	coverageFile  = "conformance/COVERAGE.md"
	readmeFile    = "README.md"
	coverageBlock = "coverage"
)

// cover plays the conformance suite and writes down what it has shown.
func cover(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("cover", flag.ContinueOnError)
	render := flags.Bool("render", false, "do not play the suite, only render again from what is stored")
	lower := flags.Bool("lower", false, "store numbers that are lower than they were")
	partial := flags.Bool("partial", false, "store what the cases that pass have shown although others fail")
	show := flags.String("show", "", "print what is still open of the `operation` (or all), as it is stored")
	if err := flags.Parse(args); err != nil {
		return err
	}
	evidence, err := coverage.Load(evidenceFile)
	if err != nil {
		return err
	}
	if *show == "" && !*render {
		before := evidence
		var failed []string
		if evidence, failed, err = play(ctx); err != nil {
			return err
		}
		if len(failed) > 0 && !*partial {
			return fmt.Errorf("cases fail, and only passing ones are evidence:\n  %s", strings.Join(failed, "\n  "))
		}
		if fallen := coverage.Fallen(before, evidence); len(fallen) > 0 && !*lower {
			return fmt.Errorf("the numbers may only rise, unless you say -lower:\n  %s", strings.Join(fallen, "\n  "))
		}
		if err := coverage.Store(evidenceFile, evidence); err != nil {
			return err
		}
	}
	table, err := coverage.Join(os.DirFS("."), evidence)
	if err != nil {
		return err
	}
	if *show != "" {
		return showRow(table, *show)
	}
	return writeCoverage(table)
}

func showRow(table *coverage.Table, operation string) error {
	found := false
	for _, r := range table.Rows {
		if operation == "all" || r.Operation == operation {
			fmt.Print(r.Detail())
			found = true
		}
	}
	if !found {
		return fmt.Errorf("there is no operation %q", operation)
	}
	return nil
}

func writeCoverage(table *coverage.Table) error {
	if err := os.WriteFile(coverageFile, table.Document(), 0o644); err != nil {
		return err
	}
	fmt.Println("wrote", coverageFile)
	switch err := block.Write(readmeFile, coverageBlock, table.Summary()); {
	case errors.Is(err, block.ErrAbsent):
		fmt.Printf("%s has no block for the totals\n", readmeFile)
	case err != nil:
		return err
	}
	fmt.Printf("\n%s", table.Summary())
	return nil
}

// play runs the suite once, in process, and reads what it tells.
func play(ctx context.Context) (evidence []coverage.Evidence, failed []string, err error) {
	cmd := exec.CommandContext(ctx, "go", "test", "-json", "-count=1", "-run", "^TestInProcess$", "./conformance")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return nil, nil, err
	}
	evidence, failed, cerr := coverage.Collect(bytes.NewReader(out))
	switch {
	case cerr != nil:
		return nil, nil, cerr
	case err != nil && len(failed) == 0:
		return nil, nil, fmt.Errorf("the suite did not run: %w\n%s", err, out)
	}
	return evidence, failed, nil
}
