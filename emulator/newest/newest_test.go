package newest_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/model/modeltest"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/wire"
)

// TestCaughtUp fails for what the SDK has by now, so that it goes from here.
func TestCaughtUp(t *testing.T) {
	for name, newer := range modeltest.Newest() {
		o, ok := model.Lookup(name)
		if !ok {
			t.Errorf("the model has no operation %s", name)
			continue
		}
		sdk, ok := modeltest.SDK(name)
		if !ok {
			continue // it lacks the whole operation
		}
		if _, err := wire.Compile(sdk.In, o.Input); newer.In != nil && err == nil {
			t.Errorf("the SDK has caught up with %s", newer.In)
		}
		if _, err := wire.Compile(sdk.Out, o.Output); newer.Out != nil && err == nil {
			t.Errorf("the SDK has caught up with %s", newer.Out)
		}
	}
}

// TestNames compares our declarations with the model: operations the SDK lacks
// are all here, every type is used by one, and enums have the model's values.
func TestNames(t *testing.T) {
	types, values := declarations(t)
	used := make(map[string]bool)
	enums := make(map[string][]string)          // type name → values in the model
	sdkEnums := make(map[reflect.Type][]string) // enum of the SDK → values in the model
	var walk func(reflect.Type, *wire.Shape)
	walk = func(typ reflect.Type, s *wire.Shape) {
		if typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.PkgPath() == reflect.TypeFor[newest.UserPoolType]().PkgPath() {
			used[typ.Name()] = true
		}
		switch s.Kind {
		case wire.Structure:
			for _, m := range s.Members {
				if f, ok := typ.FieldByName(strings.ToUpper(m.Name[:1]) + m.Name[1:]); ok {
					walk(f.Type, m.Shape)
				}
			}
		case wire.List, wire.Map:
			walk(typ.Elem(), s.Element)
		case wire.String:
			if s.Enum != nil {
				enums[typ.Name()] = s.Enum
				sdkEnums[typ] = s.Enum
			}
		}
	}
	for _, o := range model.Operations() {
		have := modeltest.Lookup(o.Name)
		if have.In == nil || have.Out == nil {
			t.Errorf("%s is neither here nor in the SDK", o.Name)
			continue
		}
		walk(have.In, o.Input)
		walk(have.Out, o.Output)
	}
	for _, name := range types {
		if !used[name] {
			t.Errorf("no operation uses %s", name)
		}
	}
	for name, ours := range values {
		known := slices.Clone(ours)
		for typ := range sdkEnums {
			if typ.Name() == name {
				known = append(known, sdkValues(typ)...)
			}
		}
		slices.Sort(known)
		if want := slices.Sorted(slices.Values(enums[name])); !slices.Equal(known, want) {
			t.Errorf("%s has %v, in the model %v", name, known, want)
		}
	}
	for typ, want := range sdkEnums {
		sdk := sdkValues(typ)
		if sdk == nil {
			continue // ours
		}
		for _, value := range want {
			if !slices.Contains(sdk, value) && !slices.Contains(values[typ.Name()], value) {
				t.Errorf("the value %s of %s is neither here nor in the SDK", value, typ.Name())
			}
		}
	}
}

// sdkValues are the values that the SDK knows of an enum of its own.
func sdkValues(typ reflect.Type) (list []string) {
	method, ok := typ.MethodByName("Values")
	if !ok {
		return nil
	}
	all := method.Func.Call([]reflect.Value{reflect.Zero(typ)})[0]
	for i := range all.Len() {
		list = append(list, all.Index(i).String())
	}
	return list
}

// declarations reads our own source: the exported types, and the values of
// enums by the name of their type.
func declarations(t *testing.T) (types []string, values map[string][]string) {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	values = make(map[string][]string)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			g, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range g.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if spec.Name.IsExported() {
						types = append(types, spec.Name.Name)
					}
				case *ast.ValueSpec:
					name := spec.Type
					if s, ok := name.(*ast.SelectorExpr); ok {
						name = s.Sel
					}
					value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
					if err != nil {
						t.Fatal(err)
					}
					typ := name.(*ast.Ident).Name
					values[typ] = append(values[typ], value)
				}
			}
		}
	}
	return types, values
}

func TestRawDocument(t *testing.T) {
	const text = `{"b": 1.0, "a": [12345678901234567890]}`
	var d document.Interface = newest.RawDocument([]byte(text))
	if got, err := d.MarshalSmithyDocument(); err != nil || string(got) != text {
		t.Errorf("%s, %v", got, err)
	}
	var v struct{ A []json.Number }
	if err := d.UnmarshalSmithyDocument(&v); err != nil || len(v.A) != 1 || v.A[0] != "12345678901234567890" {
		t.Errorf("%v, %v", v, err)
	}
}
