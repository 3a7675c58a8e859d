package servicemodel

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/wire"
)

// TestCommittedTables renders the tables of emulator/model from themselves: a
// change by hand, or of this generator without running it, shows.
func TestCommittedTables(t *testing.T) {
	var operations []Operation
	for _, o := range model.Operations() {
		operations = append(operations, Operation(o))
	}
	files, err := Render(operations)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join("../../../emulator/model", name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the generator writes (%v); run go run ./cmd/dev gen", name, err)
		}
	}
}

const small = `{"operations": {
  "B": {"name": "B", "input": {"shape": "BRequest"}, "output": {"shape": "BResponse"}, "errors": [{"shape": "ZException"}, {"shape": "AException"}], "documentation": "text"},
  "A": {"name": "A", "input": {"shape": "BRequest"}, "authtype": "none"}
}, "shapes": {
  "BRequest": {"type": "structure", "required": ["Y"], "members": {"Z": {"shape": "NameType"}, "Y": {"shape": "ListType"}, "X": {"shape": "MapType"}}},
  "BResponse": {"type": "structure", "members": {"D": {"shape": "DocType"}}},
  "NameType": {"type": "string", "min": 0, "max": 5, "pattern": "[\\S]+", "sensitive": true, "documentation": "text"},
  "ListType": {"type": "list", "member": {"shape": "EnumType"}, "max": 2},
  "MapType": {"type": "map", "key": {"shape": "EnumType"}, "value": {"shape": "CountType"}},
  "EnumType": {"type": "string", "enum": ["b", "a"]},
  "CountType": {"type": "integer", "min": 1},
  "DocType": {"type": "structure", "members": {}, "document": true}
}}`

func TestParseAndRender(t *testing.T) {
	m, err := Parse([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	files, err := Render(m.Operations)
	if err != nil {
		t.Fatal(err)
	}
	for name, lines := range map[string][]string{
		"operations_gen.go": {
			`{Name: "A", Signed: false, Input: &bRequest, Output: &empty, Errors: []string{}},`,
			`{Name: "B", Signed: true, Input: &bRequest, Output: &bResponse, Errors: []string{"AException", "ZException"}},`,
		},
		"requests_gen.go":  {`Members: []wire.Member{{Name: "Z", Shape: &nameType}, {Name: "Y", Shape: &listType, Required: true}, {Name: "X", Shape: &mapType}}`},
		"responses_gen.go": {`{Name: "D", Shape: &docType}`, `= wire.Shape{Name: "Empty", Kind: wire.Structure}`},
		"types_gen.go": {
			"wire.Shape{Name: \"NameType\", Kind: wire.String, Bounds: wire.HasMin | wire.HasMax, Min: 0, Max: 5, Pattern: `[\\S]+`, Sensitive: true}",
			`wire.Shape{Name: "ListType", Kind: wire.List, Element: &enumType, Bounds: wire.HasMax, Max: 2}`,
			`wire.Shape{Name: "MapType", Kind: wire.Map, Key: &enumType, Element: &countType}`,
			`wire.Shape{Name: "EnumType", Kind: wire.String, Enum: []string{"b", "a"}}`,
			`wire.Shape{Name: "CountType", Kind: wire.Integer, Bounds: wire.HasMin, Min: 1}`,
			`wire.Shape{Name: "DocType", Kind: wire.Document}`,
		},
	} {
		for _, line := range lines {
			if !strings.Contains(string(files[name]), line) {
				t.Errorf("%s lacks %s:\n%s", name, line, files[name])
			}
		}
		if strings.Contains(string(files[name]), "text") {
			t.Errorf("%s has documentation in it", name)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for change, why := range map[[2]string]string{
		{`{"shape": "NameType"}`, `{"shape": "None"}`}:                         "no shape None",
		{`"type": "integer"`, `"type": "float"`}:                               `unknown type "float"`,
		{`"member": {"shape": "EnumType"}`, `"member": {"shape": "BRequest"}`}: "contains itself",
		{`"errors"`, `errors`}:                                                 "the service model: invalid character",
	} {
		_, err := Parse([]byte(strings.Replace(small, change[0], change[1], 1)))
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v", change[1], err)
		}
	}
}

// TestCorrections: a correction that does not fit a newer model must not pass in silence.
func TestCorrections(t *testing.T) {
	m, err := Parse([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Correct(); err == nil || !strings.Contains(err.Error(), "there is no shape ExplicitAuthFlowsType") {
		t.Error(err)
	}
	signUp, _ := model.Lookup("SignUp")
	initiate, _ := model.Lookup("InitiateAuth")
	createPool, _ := model.Lookup("CreateUserPool")
	for _, c := range []struct {
		operation *model.Operation
		member    string
		want      func(*wire.Shape) bool
	}{
		{signUp, "ClientId", func(s *wire.Shape) bool { return s.Sensitive }},
		{initiate, "ClientId", func(s *wire.Shape) bool { return !s.Sensitive }},
		{createPool, "SmsAuthenticationMessage", func(s *wire.Shape) bool { return strings.HasPrefix(s.Pattern, "(?s)") }},
		{signUp, "Password", func(s *wire.Shape) bool { return s.Blank && s.Sensitive }},
	} {
		for _, m := range c.operation.Input.Members {
			if m.Name == c.member && !c.want(m.Shape) {
				t.Errorf("%s of %s is not corrected", c.member, c.operation.Name)
			}
		}
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write([]byte(small)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	var wheel bytes.Buffer
	archive := zip.NewWriter(&wheel)
	for date, text := range map[string]string{"2016-04-18": zipped.String(), "2014-01-01": "an older one"} {
		w, err := archive.Create("botocore/data/cognito-idp/" + date + "/service-2.json.gz")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"service-2.json": []byte(small), "service-2.json.gz": zipped.Bytes(), "botocore-9.whl": wheel.Bytes(),
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := Load(context.Background(), path); err != nil || string(got) != small {
			t.Errorf("%s: %v, %.40s", name, err, got)
		}
	}
	if _, err := Load(context.Background(), filepath.Join(dir, "none.json")); err == nil {
		t.Error("a missing file is no error")
	}
}
