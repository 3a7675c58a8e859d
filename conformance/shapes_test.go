package conformance_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/model/modeltest"
)

const shapesFile = "testdata/shapes.golden"

var update = flag.Bool("update", false, "write testdata/shapes.golden")

// The golden file lists every member of every operation, as the pinned SDK and package newest have it. A new version of
// the SDK breaks this test, and the difference is the list of what is to be built: what is new, and what package newest
// need not declare any more.
func TestShapes(t *testing.T) {
	got := shapes()
	if *update {
		if err := os.WriteFile(shapesFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(shapesFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("members have come or gone; build them, then run: go test ./conformance -run TestShapes -update\n%s", diff)
	}
}

// lister writes down types, each once.
type lister struct {
	structs, enums map[string]reflect.Type
}

func shapes() string {
	l := lister{map[string]reflect.Type{}, map[string]reflect.Type{}}
	var b strings.Builder
	for _, name := range operationNames() {
		types := modeltest.Lookup(name)
		newer := ""
		if _, ok := modeltest.SDK(name); !ok {
			newer = " (newest)"
		}
		fmt.Fprintf(&b, "operation %s%s\n", name, newer)
		l.members(&b, "\tin  ", types.In)
		l.members(&b, "\tout ", types.Out)
	}
	// Writing a type down may find more of them.
	done := map[string]string{}
	for len(done) < len(l.structs) {
		for _, name := range slices.Sorted(maps.Keys(l.structs)) {
			if _, ok := done[name]; !ok {
				var text strings.Builder
				fmt.Fprintf(&text, "type %s\n", name)
				l.members(&text, "\t", l.structs[name])
				done[name] = text.String()
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(done)) {
		b.WriteString(done[name])
	}
	for _, name := range slices.Sorted(maps.Keys(l.enums)) {
		fmt.Fprintf(&b, "enum %s\n", name)
		values := reflect.Zero(l.enums[name]).MethodByName("Values").Call(nil)[0]
		for i := range values.Len() {
			fmt.Fprintf(&b, "\t%s\n", values.Index(i))
		}
	}
	return b.String()
}

// operationNames are those of the service model and of the SDK's client: it may know one that the model does not.
func operationNames() []string {
	var names []string
	for _, o := range model.Operations() {
		names = append(names, o.Name)
	}
	for m := range reflect.TypeFor[*cip.Client]().Methods() {
		if m.Name != "Options" {
			names = append(names, m.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// members writes the fields of a struct by name. Those of a struct that it embeds are its own.
func (l *lister) members(b *strings.Builder, indent string, t reflect.Type) {
	lines := map[string]string{}
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous || !f.IsExported() || f.Name == "ResultMetadata" {
			continue
		}
		newer := ""
		if strings.HasSuffix(t.PkgPath(), "/newest") && len(f.Index) == 1 && embeds(t) {
			newer = " (newest)"
		}
		lines[f.Name] = fmt.Sprintf("%s%s %s%s\n", indent, f.Name, f.Type, newer)
		l.note(f.Type)
	}
	for _, name := range slices.Sorted(maps.Keys(lines)) {
		b.WriteString(lines[name])
	}
}

// embeds tells whether a struct only adds to another one.
func embeds(t reflect.Type) bool {
	return slices.ContainsFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool { return f.Anonymous })
}

// note remembers the named types in a type.
func (l *lister) note(t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		l.note(t.Elem())
	case reflect.Map:
		l.note(t.Key())
		l.note(t.Elem())
	case reflect.Struct:
		if t != reflect.TypeFor[time.Time]() {
			l.structs[t.String()] = t
		}
	case reflect.String:
		if _, ok := t.MethodByName("Values"); ok {
			l.enums[t.String()] = t
		}
	default:
	}
}
