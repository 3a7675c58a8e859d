package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cognito-emulator/cmd/dev/block"
	"cognito-emulator/cmd/dev/coverage"
	"cognito-emulator/conformance"
)

// The stored table is what the stored evidence, the source and the list of assumptions make.
func TestCoverageIsCurrent(t *testing.T) {
	root := filepath.Join("..", "..")
	evidence, err := coverage.Load(filepath.Join(root, evidenceFile))
	if err != nil {
		t.Fatal(err)
	}
	table, err := coverage.Join(os.DirFS(root), evidence)
	if err != nil {
		t.Fatal(err)
	}
	const remedy = "run: go run ./cmd/dev cover"
	got, err := os.ReadFile(filepath.Join(root, coverageFile))
	if err != nil {
		t.Fatal(err)
	}
	if want := table.Document(); !bytes.Equal(got, want) {
		t.Errorf("%s is not what it would be now; %s\n%s", coverageFile, remedy, cmp.Diff(string(got), string(want)))
	}
	readme, err := os.ReadFile(filepath.Join(root, readmeFile))
	if err != nil {
		t.Skip(err) // the block comes with the document
	}
	switch totals, err := block.Find(readme, coverageBlock); {
	case errors.Is(err, block.ErrAbsent):
		t.Logf("%s has no block for the totals", readmeFile)
	case err != nil:
		t.Error(err)
	case !bytes.Equal(totals, table.Summary()):
		t.Errorf("the totals in %s are not what they would be now; %s", readmeFile, remedy)
	}
}

// Every error that an operation declares is caused by a case, and every member is sent or seen by one, or there is a
// reason why that cannot be; and no reason stands where a case shows it all the same.
func TestWhatIsNotShownIsExplained(t *testing.T) {
	evidence, err := coverage.Load(filepath.Join("..", "..", evidenceFile))
	if err != nil {
		t.Fatal(err)
	}
	table, err := coverage.Join(os.DirFS(filepath.Join("..", "..")), evidence)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table.Rows {
		for what, s := range map[string]coverage.Share{"error": r.Errors, "request member": r.Sent, "response member": r.Seen} {
			for _, name := range s.Open {
				t.Errorf("%s: no case shows the %s %s, and conformance.Uncaused and Unseen do not say why", r.Operation, what, name)
			}
		}
	}
	for _, s := range table.Stale() {
		t.Errorf("conformance.Uncaused or Unseen has a reason that is none any more: %s", s)
	}
}

// Evidence counts every case of the suite. A case that was added, or that never passed, is not in it.
func TestEvidenceHasEveryCase(t *testing.T) {
	evidence, err := coverage.Load(filepath.Join("..", "..", evidenceFile))
	if err != nil {
		t.Fatal(err)
	}
	stored := map[string]int{}
	for _, e := range evidence {
		if e.Cases > 0 {
			stored[e.Operation] = e.Cases
		}
	}
	suite := map[string]int{}
	for _, c := range conformance.All() {
		for _, o := range c.Operations {
			suite[o]++
		}
	}
	if diff := cmp.Diff(suite, stored); diff != "" {
		t.Errorf("cases of the suite (-) and cases that have passed (+) differ; run: go run ./cmd/dev cover\n%s", diff)
	}
}
