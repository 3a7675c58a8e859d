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
