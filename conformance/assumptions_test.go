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

// Every open question has a case that asks it, or a reason why nobody outside the service can.
func TestAssumptionsAreAsked(t *testing.T) {
	asked, listed := map[string]bool{}, map[string]bool{}
	for _, c := range All() {
		asked[c.Assumes] = true
	}
	why := Unobservable()
	for _, a := range Assumptions() {
		listed[a.Number] = true
		switch {
		case asked[a.Number] && why[a.Number] != "":
			t.Errorf("%s is said to be unobservable, and a case asks it", a.Number)
		case !asked[a.Number] && why[a.Number] == "":
			t.Errorf("%s has neither a case nor a reason to have none: %s", a.Number, a.Question)
		}
	}
	for n := range why {
		if !listed[n] {
			t.Errorf("%s is said to be unobservable and not listed", n)
		}
	}
}
