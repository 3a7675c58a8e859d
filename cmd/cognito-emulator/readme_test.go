package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the settings into the README")

// TestReadmeListsTheSettings keeps the README's list of settings to the flags there are.
func TestReadmeListsTheSettings(t *testing.T) {
	const path, first, last = "../../README.md", "<!-- settings -->\n", "<!-- /settings -->\n"
	var want bytes.Buffer
	want.WriteString("| flag | default | what |\n|---|---|---|\n")
	plain := strings.NewReplacer("|", `\|`, "<", "&lt;", ">", "&gt;").Replace
	for _, s := range settings() {
		fmt.Fprintf(&want, "| `--%s` %s | %s | %s |\n", s.name, plain(s.value), plain(s.preset), plain(s.help))
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := bytes.Cut(text, []byte(first))
	got, after, closed := bytes.Cut(rest, []byte(last))
	if !ok || !closed {
		t.Fatal("the README has no place for the settings")
	}
	if bytes.Equal(got, want.Bytes()) {
		return
	}
	if !*update {
		t.Fatalf("the README does not list the settings as they are; run go test ./cmd/cognito-emulator -run Readme -update\n%s", want.Bytes())
	}
	text = bytes.Join([][]byte{before, []byte(first), want.Bytes(), []byte(last), after}, nil)
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
}
