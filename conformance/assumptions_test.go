package conformance

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every number that stands in the code is in the list, and every number in the list is used somewhere.
func TestAssumptionsMatchTheCode(t *testing.T) {
	number := regexp.MustCompile(`\bA[0-9]{3}\b`)
	listed := map[string]bool{}
	for _, a := range Assumptions() {
		if listed[a.Number] {
			t.Errorf("%s is listed twice", a.Number)
		}
		if !number.MatchString(a.Number) || a.Question == "" || a.Answer == "" {
			t.Errorf("%+v is incomplete", a)
		}
		listed[a.Number] = true
	}
	if !slices.IsSortedFunc(Assumptions(), func(a, b Assumption) int { return strings.Compare(a.Number, b.Number) }) {
		t.Error("the list is not in order")
	}
	used := map[string][]string{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || filepath.Base(path) == "assumptions.go" || filepath.Base(path) == "doc.go" {
			return err
		}
		text, err := os.ReadFile(path)
		for _, n := range number.FindAllString(string(text), -1) {
			used[n] = append(used[n], path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for n, where := range used {
		if !listed[n] {
			t.Errorf("%s is used in %v and not listed", n, slices.Compact(where))
		}
	}
	for n := range listed {
		if used[n] == nil {
			t.Errorf("%s is listed and not used", n)
		}
	}
}
