package wire

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth bounds the nesting of a body. Assumed: the limit is that of the JSON
// parser the service is known to use, in its newer versions (A001).
const maxDepth = 1000

// scanner is a cursor over a JSON text (RFC 8259). It accepts nothing else: no
// comments, no trailing commas, no control characters in strings. Assumed:
// invalid UTF-8 is as bad as invalid JSON (A016). The zero byte stands for the
// end of the text; it starts no token.
type scanner struct {
	data []byte
	pos  int
}

// next skips white space and looks at the next byte.
func (s *scanner) next() byte {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

// accept skips white space, and the next byte if it is c.
func (s *scanner) accept(c byte) bool {
	if s.next() != c {
		return false
	}
	s.pos++
	return true
}

// word reads a literal name.
func (s *scanner) word(w string) error {
	if end := s.pos + len(w); end <= len(s.data) && string(s.data[s.pos:end]) == w {
		s.pos = end
		return nil
	}
	return malformed()
}

// more decides, after a value, whether another one follows or the list or object ends.
func (s *scanner) more(end byte) (bool, error) {
	switch s.next() {
	case ',':
		s.pos++
		return true, nil
	case end:
		s.pos++
		return false, nil
	}
	return false, malformed()
}

// name reads the name of a member and the colon behind it.
func (s *scanner) name() ([]byte, error) {
	if s.next() != '"' {
		return nil, malformed()
	}
	name, err := s.text()
	if err != nil || !s.accept(':') {
		return nil, malformed()
	}
	return name, nil
}

// text reads a string; the cursor is on its opening quote. The result is part of
// the body when nothing in it is escaped, so copy what must last.
func (s *scanner) text() ([]byte, error) {
	start, ascii := s.pos+1, true
	for i := start; i < len(s.data); i++ {
		if i += plain(s.data[i:]); i == len(s.data) {
			break
		}
		switch c := s.data[i]; {
		case c == '"':
			s.pos = i + 1
			if raw := s.data[start:i]; ascii || utf8.Valid(raw) {
				return raw, nil
			}
			return nil, malformed()
		case c == '\\':
			s.pos = i
			return s.escaped(start)
		case c < ' ':
			return nil, malformed()
		}
		ascii = false
	}
	return nil, malformed()
}

// escaped reads the rest of a string from its first backslash on.
func (s *scanner) escaped(start int) ([]byte, error) {
	text := append(make([]byte, 0, 2*(s.pos-start)+16), s.data[start:s.pos]...)
	for s.pos < len(s.data) {
		c := s.data[s.pos]
		s.pos++
		switch {
		case c == '"':
			if utf8.Valid(text) {
				return text, nil
			}
			return nil, malformed()
		case c < ' ':
			return nil, malformed()
		case c == '\\':
			r, ok := s.escape()
			if !ok {
				return nil, malformed()
			}
			text = utf8.AppendRune(text, r)
		default:
			n := plain(s.data[s.pos:])
			text = append(text, s.data[s.pos-1:s.pos+n]...)
			s.pos += n
		}
	}
	return nil, malformed()
}

// escape reads what follows a backslash. Half a surrogate pair becomes U+FFFD,
// since Go strings cannot hold it.
func (s *scanner) escape() (rune, bool) {
	if s.pos == len(s.data) {
		return 0, false
	}
	c := s.data[s.pos]
	s.pos++
	switch c {
	case '"', '\\', '/':
		return rune(c), true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'u':
		high, ok := s.hex4()
		if !ok || !utf16.IsSurrogate(high) {
			return high, ok
		}
		if rest := s.data[s.pos:]; len(rest) >= 6 && rest[0] == '\\' && rest[1] == 'u' {
			mark := s.pos
			s.pos += 2
			low, ok := s.hex4()
			if r := utf16.DecodeRune(high, low); ok && r != utf8.RuneError {
				return r, true
			}
			s.pos = mark // not its other half: a character of its own
		}
		return utf8.RuneError, true
	}
	return 0, false
}

func (s *scanner) hex4() (rune, bool) {
	if len(s.data)-s.pos < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(s.data[s.pos:s.pos+4]), 16, 16)
	s.pos += 4
	return rune(n), err == nil
}

// number reads a number and returns its text.
func (s *scanner) number() ([]byte, error) {
	start := s.pos
	if s.at('-') {
		s.pos++
	}
	if !s.at('0') {
		if !s.digits() {
			return nil, malformed()
		}
	} else if s.pos++; s.digits() {
		return nil, malformed()
	}
	if s.at('.') {
		s.pos++
		if !s.digits() {
			return nil, malformed()
		}
	}
	if s.at('e') || s.at('E') {
		s.pos++
		if s.at('+') || s.at('-') {
			s.pos++
		}
		if !s.digits() {
			return nil, malformed()
		}
	}
	return s.data[start:s.pos], nil
}

// at looks at the next byte without skipping white space.
func (s *scanner) at(c byte) bool { return s.pos < len(s.data) && s.data[s.pos] == c }

// digits reads as many digits as there are, and tells whether there was one.
func (s *scanner) digits() bool {
	start := s.pos
	for s.pos < len(s.data) && '0' <= s.data[s.pos] && s.data[s.pos] <= '9' {
		s.pos++
	}
	return s.pos > start
}

// scalar reads a string, number or boolean and returns the framework's name of it.
func (s *scanner) scalar() (string, error) {
	switch c := s.next(); c {
	case '"':
		_, err := s.text()
		return "STRING_VALUE", err
	case 't':
		return "TRUE_VALUE", s.word("true")
	case 'f':
		return "FALSE_VALUE", s.word("false")
	default:
		_, err := s.number()
		return "NUMBER_VALUE", err
	}
}

// skip reads any value that has depth levels around it.
func (s *scanner) skip(depth int) error {
	c := s.next()
	switch {
	case depth == maxDepth && (c == '[' || c == '{'):
		return malformed()
	case c == 'n':
		return s.word("null")
	case c == '[':
		s.pos++
		if s.accept(']') {
			return nil
		}
		for more := true; more; {
			err := s.skip(depth + 1)
			if err == nil {
				more, err = s.more(']')
			}
			if err != nil {
				return err
			}
		}
		return nil
	case c == '{':
		s.pos++
		if s.accept('}') {
			return nil
		}
		for more := true; more; {
			_, err := s.name()
			if err == nil {
				err = s.skip(depth + 1)
			}
			if err == nil {
				more, err = s.more('}')
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	_, err := s.scalar()
	return err
}
