package wire_test

import (
	"strings"
	"testing"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/wire"
)

// TestEveryPatternCompiles walks all shapes; patterns compile when they are
// first met, so that a bad one would panic in the middle of a request.
func TestEveryPatternCompiles(t *testing.T) {
	seen := map[*wire.Shape]bool{}
	var walk func(*wire.Shape)
	walk = func(s *wire.Shape) {
		if s == nil || seen[s] {
			return
		}
		seen[s] = true
		if s.Pattern != "" {
			if _, err := wire.CompilePattern(s.Pattern); err != nil {
				t.Errorf("%s: %v", s.Name, err)
			}
		}
		for _, m := range s.Members {
			walk(m.Shape)
		}
		walk(s.Key)
		walk(s.Element)
	}
	for _, o := range model.Operations() {
		walk(o.Input)
		walk(o.Output)
	}
	if len(seen) < 600 {
		t.Errorf("only %d shapes", len(seen))
	}
}

func TestPatterns(t *testing.T) {
	const name = `[\p{L}\p{M}\p{S}\p{N}\p{P}]+`
	for _, c := range []struct {
		pattern, yes, no string // lists, divided by |
	}{
		{`[\w+]+`, `a|A_9+`, `|a-b|é|a |` + "a\n"},
		{`[\w-]+_[0-9a-zA-Z]+`, `us-east-1_aB3|a_b_c`, `us-east-1|_a|a_|é_a|a_é`},
		{`[\S]+`, "a|é\u00a0\u2003|\u0000", "|a b|a\tb|a\vb|a\n|\r"},
		{`[\p{L}\p{M}\p{S}\p{N}\p{P}]+`, `a|é😀٣-+|` + "e\u0301", "|a b|a\u0000|\u00a0|\u200b"},
		{`[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+`, "a b|\t\n\r ", "|\v|\u00a0"},
		{`[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`, "|a b\n\t\r\f\v*é", "\u00a0|\u0085"},
		{`[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`, "{####}|Your code is {####}\n.", "|{###}|{####}\u0000"},
		{`[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+`, "a\u00a0b", "|a\tb"},
		{`.*\{####\}.*`, `{####}|a {####} b`, "{###}|{####}\n|\r{####}|{####}\u2028|\u0085{####}"},
		{`(?s).*`, "|a\nb\r\u2028", ``},
		{`[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+`, `abc|a_c`, "ab|_bc|ab_|a c|abc\u00a0"},
		{`[A-Za-z0-9-_=.]+`, `eyJ-_=.9`, `|a+b|a b`},
		{`[\w\s+=,.@-]+`, "a b\v@-|x,y", `|a!|é`},
		{`[\x21\x23-\x5B\x5D-\x7E]+`, `a!~`, `|a b|"|\|é`},
		{`arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?`,
			`arn:aws:iam::000000000000:role/x|arn:aws:lambda:us-east-1:0:function:f:1`, `arn:aws:iam::x:role/x|arn:aws:s3:::b`},
		{`^[0-9a-fA-F]+$`, `0aF`, "|g|a\n|\na"},
		{`^(terms-of-use|privacy-policy)$`, `terms-of-use|privacy-policy`, "terms-of-use\n|terms-of-use-"},
		{`^(tkn|sso)[a-z0-9]{25}$`, `tkn` + strings.Repeat("a", 25), `tkn|abc` + strings.Repeat("a", 25)},
		{name, "a", ""},
	} {
		match, err := wire.CompilePattern(c.pattern)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		for _, s := range strings.Split(c.yes, "|") {
			if !match(s) {
				t.Errorf("%s does not match %q", c.pattern, s)
			}
		}
		for _, s := range strings.Split(c.no, "|") {
			if c.no != "" && match(s) {
				t.Errorf("%s matches %q", c.pattern, s)
			}
		}
	}
	for _, pattern := range []string{`(?<!a)b`, `(?=a)`, `a++`, `[`, `(`} {
		if _, err := wire.CompilePattern(pattern); err == nil {
			t.Errorf("%s is taken, though Go cannot mean the same", pattern)
		}
	}
}
