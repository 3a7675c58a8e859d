package main

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestFuzzTargets(t *testing.T) {
	got, err := fuzzTargets(fstest.MapFS{
		"a/b/one_test.go":  {Data: []byte("package b\nfunc FuzzX(f *testing.F) {}\nfunc TestX(t *testing.T) {}\nfunc FuzzY(f *testing.F) {}")},
		"a/b/two.go":       {Data: []byte("package b\nfunc FuzzNot(f *testing.F) {}")},
		"c_test.go":        {Data: []byte("package c\nfunc (t T) FuzzMethod() {}\n// func FuzzComment()\nfunc FuzzZ(f *testing.F) {}")},
		".git/old_test.go": {Data: []byte("package d\nfunc FuzzGone(f *testing.F) {}")},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"b.FuzzX", "b.FuzzY", "..FuzzZ"}
	var names []string
	for _, f := range got {
		names = append(names, f.String())
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

// What Go's fuzzer prints at the end of a run that failed.
func TestFuzzJudges(t *testing.T) {
	const begin = "fuzz: elapsed: 1m0s, execs: 1008 (0/sec), new interesting: 14 (total: 802)\n--- FAIL: FuzzX (60.20s)\n"
	const written = "    Failing input written to testdata/fuzz/FuzzX/c758aa9a561aad07\n    To re-run:\n    go test -run=FuzzX/c758aa9a561aad07\n"
	const end = "FAIL\nexit status 1\nFAIL\tcognito-emulator/emulator\t60.202s\n"
	for name, c := range map[string]struct {
		said  string
		late  bool
		input string
	}{
		"the time was over":     {begin + "    context deadline exceeded\n" + end, true, ""},
		"an input failed":       {begin + "    --- FAIL: FuzzX (0.00s)\n        x_test.go:7: context deadline exceeded\n    \n" + written + end, false, "testdata/fuzz/FuzzX/c758aa9a561aad07"},
		"an input did not end":  {begin + "    fuzzing process hung or terminated unexpectedly while minimizing: EOF\n" + written + end, false, "testdata/fuzz/FuzzX/c758aa9a561aad07"},
		"a seed failed":         {"--- FAIL: FuzzX (0.20s)\n    --- FAIL: FuzzX/seed#1 (0.09s)\n        x_test.go:7: context deadline exceeded\n" + end, false, ""},
		"an input failed late":  {begin + "    context deadline exceeded\n" + written + end, false, "testdata/fuzz/FuzzX/c758aa9a561aad07"},
		"it could not be built": {"FAIL\tcognito-emulator/emulator [build failed]\n", false, ""},
	} {
		if late, input := endedLate(c.said), failingInput(c.said); late != c.late || input != c.input {
			t.Errorf("%s: %t, %q", name, late, input)
		}
	}
}
