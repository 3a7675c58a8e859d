package model_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/model/modeltest"
	"cognito-emulator/emulator/wire"
)

// TestTypes is the guard against drift between the three sources: each
// operation has Go types, and they have the members of the model, no more and
// no less.
func TestTypes(t *testing.T) {
	for _, o := range model.Operations() {
		types := modeltest.Lookup(o.Name)
		for _, end := range []struct {
			typ   reflect.Type
			shape *wire.Shape
		}{{types.In, o.Input}, {types.Out, o.Output}} {
			if end.typ == nil {
				t.Errorf("%s: no Go type for %s", o.Name, end.shape.Name)
				continue
			}
			if _, err := wire.Compile(end.typ, end.shape); err != nil {
				t.Errorf("%s: %v", o.Name, err)
			}
		}
	}
}

func TestOperations(t *testing.T) {
	all := model.Operations()
	if len(all) != 141 {
		t.Errorf("there are %d operations", len(all))
	}
	unsigned := 0
	for _, o := range all {
		found, ok := model.Lookup(o.Name)
		if !ok || found.Input != o.Input {
			t.Errorf("Lookup does not find %s", o.Name)
		}
		if !o.Signed {
			unsigned++
		}
		if !slices.IsSorted(o.Errors) || !slices.Contains(o.Errors, "InternalErrorException") && !slices.Contains(o.Errors, "InternalServerException") {
			t.Errorf("%s declares %v", o.Name, o.Errors)
		}
		for _, e := range o.Errors {
			if !strings.HasSuffix(e, "Exception") {
				t.Errorf("%s declares %s", o.Name, e)
			}
		}
	}
	if unsigned != 34 { // the model's count; the pipeline lets two more through
		t.Errorf("%d operations are unsigned", unsigned)
	}
	for _, name := range []string{"", "signUp", "SignUpp", "ZZZ"} {
		if _, ok := model.Lookup(name); ok {
			t.Errorf("Lookup finds %q", name)
		}
	}
}
