package emulator

import (
	"encoding/base64"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"cognito-emulator/emulator/wire"
)

// The values here are made of what the service model says, by a reading of it that owes nothing to
// package wire: tests hold the two against each other.

// blueprints are texts that patterns of the model accept, as they can be made longer.
var blueprints = []struct{ before, filler, after string }{
	{"", "a", ""},
	{"", "1", ""},
	{"us-east-1_", "a", ""},
	{"import-", "a", ""},
	{"arn:aws:iam::123456789012:role/", "a", ""},
	{"arn:aws:s3:::", "a", ""},
	{"a@", "a", ""},
	{"{####}", "a", ""},
	{"{##", "a", "##}"},
	{"tkn", "a", ""},
	{"Level1", "", ""},
	{"terms-of-use", "", ""},
	{"cognito:english", "", ""},
	{"00000000-0000-4000-8000-000000000000", "", ""},
}

// strange are texts that hardly any pattern accepts as a whole.
var strange = []string{" ", "a b", "\x00", "é", "\U0001F600", "a\n", "", "::", "_ü"}

// patterns are the compiled patterns of the model. Go reads them as Java does for every text here.
var patterns sync.Map

func pattern(s *wire.Shape) *regexp.Regexp {
	if known, ok := patterns.Load(s.Pattern); ok {
		return known.(*regexp.Regexp)
	}
	re := regexp.MustCompile(`\A(?:` + s.Pattern + `)\z`)
	patterns.Store(s.Pattern, re)
	return re
}

func length(text string) int { return len(utf16.Encode([]rune(text))) }

// textOf makes a text of n characters that the pattern of the shape accepts.
func textOf(s *wire.Shape, n int) (string, bool) {
	for _, b := range blueprints {
		fill := n - len(b.before) - len(b.after)
		if fill < 0 || fill > 0 && b.filler == "" {
			continue
		}
		if text := b.before + strings.Repeat(b.filler, fill) + b.after; s.Pattern == "" || pattern(s).MatchString(text) {
			return text, true
		}
	}
	return "", false
}

// sampleText makes a short text that the shape accepts.
func sampleText(s *wire.Shape) string {
	if s.Enum != nil {
		return s.Enum[0]
	}
	for n := max(s.Min, 1); n <= s.Min+64; n++ {
		if text, ok := textOf(s, n); ok {
			return text
		}
	}
	panic(fmt.Sprintf("no text for %s with the pattern %s: add a blueprint", s.Name, s.Pattern))
}

// sample makes a value that the shape accepts, as JSON has it: of structures the required members, or
// every one.
func sample(s *wire.Shape, every bool) any {
	switch s.Kind {
	case wire.Structure:
		v := map[string]any{}
		for _, m := range s.Members {
			if m.Required || every {
				v[m.Name] = sample(m.Shape, every)
			}
		}
		return v
	case wire.List:
		return elements(s, max(s.Min, 1))
	case wire.Map:
		return map[string]any{sampleText(s.Key): sample(s.Element, every)}
	case wire.String:
		return sampleText(s)
	case wire.Integer, wire.Long:
		return max(s.Min, 1)
	case wire.Boolean:
		return true
	case wire.Blob:
		return base64.StdEncoding.EncodeToString(make([]byte, max(s.Min, 1)))
	case wire.Timestamp:
		return 1_700_000_000
	}
	return map[string]any{"a": 1}
}

// elements makes a list of n samples.
func elements(s *wire.Shape, n int) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = sample(s.Element, false)
	}
	return list
}

// with is a copy of a structure with another member, or without it where value is nil.
func with(structure any, name string, value any) map[string]any {
	copied := maps.Clone(structure.(map[string]any))
	if value == nil {
		delete(copied, name)
	} else {
		copied[name] = value
	}
	return copied
}

// Constraint texts, in the order in which those of one value stand in a message.

func bounds(s *wire.Shape) string {
	if s.Kind == wire.Integer || s.Kind == wire.Long {
		return "value"
	}
	return "length"
}

func maxText(s *wire.Shape) string {
	return fmt.Sprintf("Member must have %s less than or equal to %d", bounds(s), s.Max)
}

func minText(s *wire.Shape) string {
	return fmt.Sprintf("Member must have %s greater than or equal to %d", bounds(s), s.Min)
}

func patternText(s *wire.Shape) string {
	return "Member must satisfy regular expression pattern: " + s.Pattern
}

func enumText(s *wire.Shape) string {
	return "Member must satisfy enum value set: [" + strings.Join(s.Enum, ", ") + "]"
}

// constraints are all constraints of a shape, which is what the service says of the inside of lists
// and maps.
func constraints(s *wire.Shape) string {
	var all []string
	if s.Bounds&wire.HasMax != 0 {
		all = append(all, maxText(s))
	}
	if s.Bounds&wire.HasMin != 0 {
		all = append(all, minText(s))
	}
	if s.Pattern != "" {
		all = append(all, patternText(s))
	}
	if s.Enum != nil {
		all = append(all, enumText(s))
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// broken are the constraints that a text breaks.
func broken(s *wire.Shape, text string) (texts []string) {
	if n := length(text); s.Bounds&wire.HasMax != 0 && n > s.Max {
		texts = append(texts, maxText(s))
	} else if s.Bounds&wire.HasMin != 0 && n < s.Min {
		texts = append(texts, minText(s))
	}
	if s.Pattern != "" && !pattern(s).MatchString(text) && !(s.Blank && text == "") {
		texts = append(texts, patternText(s))
	}
	if s.Enum != nil && !slices.Contains(s.Enum, text) {
		texts = append(texts, enumText(s))
	}
	return texts
}

// breakers are texts that break a constraint of the shape each, at its bound where it has one.
func breakers(s *wire.Shape) (texts []string) {
	if s.Enum != nil {
		texts = append(texts, "nonsense", strings.ToLower(s.Enum[0])+"X", "")
	}
	if s.Bounds&wire.HasMin != 0 && s.Min > 0 {
		text, ok := textOf(s, s.Min-1)
		if !ok {
			text = strings.Repeat("a", s.Min-1)
		}
		texts = append(texts, text)
	}
	if s.Bounds&wire.HasMax != 0 {
		text, ok := textOf(s, s.Max+1)
		if !ok {
			text = strings.Repeat("a", s.Max+1)
		}
		texts = append(texts, text)
	}
	if s.Pattern != "" {
		for _, text := range strange {
			if b := broken(s, text); slices.Equal(b, []string{patternText(s)}) {
				texts = append(texts, text)
				break
			}
		}
	}
	return texts
}
