package block_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"cognito-emulator/cmd/dev/block"
)

const document = "head\n<!-- a -->\nold\n<!-- /a -->\nmiddle\n<!-- b -->\n<!-- /b -->\ntail\n"

func TestReplace(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"a", "new\n", "head\n<!-- a -->\nnew\n<!-- /a -->\nmiddle\n<!-- b -->\n<!-- /b -->\ntail\n"},
		{"a", "", "head\n<!-- a -->\n<!-- /a -->\nmiddle\n<!-- b -->\n<!-- /b -->\ntail\n"},
		{"b", "1\n2\n", "head\n<!-- a -->\nold\n<!-- /a -->\nmiddle\n<!-- b -->\n1\n2\n<!-- /b -->\ntail\n"},
	} {
		got, err := block.Replace([]byte(document), test.name, []byte(test.body))
		if err != nil || string(got) != test.want {
			t.Errorf("%s: %v, got\n%s", test.name, err, got)
		}
		if body, err := block.Find(got, test.name); err != nil || string(body) != test.body {
			t.Errorf("%s: %v, found %q", test.name, err, body)
		}
	}
}

func TestAbsent(t *testing.T) {
	for _, document := range []string{"", "no markers", "<!-- a -->\nno end", "<!-- /a -->\n<!-- a -->\n"} {
		if _, err := block.Replace([]byte(document), "a", nil); !errors.Is(err, block.ErrAbsent) {
			t.Errorf("%q: %v", document, err)
		}
	}
	if err := block.Write(filepath.Join(t.TempDir(), "none"), "a", nil); !errors.Is(err, block.ErrAbsent) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "document")
	if err := os.WriteFile(path, []byte(document), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := block.Write(path, "a", []byte("new\n")); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := block.Find(got, "a"); err != nil || string(body) != "new\n" {
		t.Errorf("%v, found %q", err, body)
	}
}
