package wire

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// matches tells whether the whole of str matches the pattern of s. The pattern
// is compiled when it is first needed: few requests meet more than a handful.
func (s *Shape) matches(str string) bool {
	s.pattern.once.Do(func() {
		match, err := compilePattern(s.Pattern)
		if err != nil {
			panic(fmt.Sprintf("wire: the pattern of %s: %v", s.Name, err)) // the tests compile every one
		}
		s.pattern.match = match
	})
	return s.pattern.match(str)
}

// compilePattern makes a matcher of a Java regular expression. Most patterns are
// one class of characters, repeated: those need no regular expression to match.
func compilePattern(java string) (func(string) bool, error) {
	pattern := translate(java)
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, err
	}
	if tree = tree.Simplify(); tree.Op == syntax.OpPlus || tree.Op == syntax.OpStar {
		if class := tree.Sub[0]; class.Op == syntax.OpCharClass || class.Op == syntax.OpAnyChar {
			return newRunOf(class, tree.Op == syntax.OpStar).match, nil
		}
	}
	re, err := regexp.Compile(`\A(?:` + pattern + `)\z`)
	if err != nil {
		return nil, err
	}
	return re.MatchString, nil
}

// What Java's and Go's regular expressions write alike and mean differently.
const (
	javaSpace    = `\t-\r ` // \s: Java counts the vertical tab among it, Go does not
	javaNotSpace = `\x00-\x08\x0E-\x1F!-\x{10FFFF}`
	javaAny      = `[^\n\r\x{85}\x{2028}\x{2029}]` // a dot: Go excludes nothing but \n
)

// translate writes a Java regular expression so that Go understands it as Java
// does. \w, \d and \p{…} mean the same in both; what Go does not know, such as
// looking around, is refused when the result is parsed.
func translate(java string) string {
	var b strings.Builder
	inClass, dotAll := false, strings.HasPrefix(strings.TrimPrefix(java, "^"), "(?s)")
	for i := 0; i < len(java); i++ {
		switch c := java[i]; {
		case c == '\\' && i+1 < len(java):
			i++
			switch e := java[i]; {
			case e == 's' && inClass:
				b.WriteString(javaSpace)
			case e == 's':
				b.WriteString("[" + javaSpace + "]")
			case e == 'S' && inClass:
				b.WriteString(javaNotSpace)
			case e == 'S':
				b.WriteString("[" + javaNotSpace + "]")
			default:
				b.WriteByte('\\')
				b.WriteByte(e)
			}
		case c == '[':
			inClass = true
			b.WriteByte(c)
		case c == ']':
			inClass = false
			b.WriteByte(c)
		case c == '.' && !inClass && !dotAll:
			b.WriteString(javaAny)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// runOf matches strings made of one class of characters.
type runOf struct {
	emptyToo bool
	ascii    [utf8.RuneSelf]bool
	beyond   []rune // pairs of first and last, ascending, from the first non-ASCII range on
}

func newRunOf(class *syntax.Regexp, emptyToo bool) *runOf {
	r := &runOf{emptyToo: emptyToo}
	ranges := class.Rune
	if class.Op == syntax.OpAnyChar {
		ranges = []rune{0, utf8.MaxRune}
	}
	for i := 0; i < len(ranges); i += 2 {
		lo, hi := ranges[i], ranges[i+1]
		for c := lo; c <= hi && c < utf8.RuneSelf; c++ {
			r.ascii[c] = true
		}
		if hi >= utf8.RuneSelf {
			r.beyond = append(r.beyond, lo, hi)
		}
	}
	return r
}

func (r *runOf) match(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if !r.ascii[c] {
				return false
			}
			i++
			continue
		}
		c, size := utf8.DecodeRuneInString(s[i:])
		if !r.has(c) {
			return false
		}
		i += size
	}
	return r.emptyToo || s != ""
}

// has looks for c in the ranges beyond ASCII.
func (r *runOf) has(c rune) bool {
	lo, hi := 0, len(r.beyond)/2
	for lo < hi {
		if mid := (lo + hi) / 2; r.beyond[2*mid+1] < c {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(r.beyond)/2 && r.beyond[2*lo] <= c
}
