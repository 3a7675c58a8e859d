package token

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Claim is one member of a token's payload. The value is one of
//
//	nil, bool, string, int, int64, float64, json.Number
//	[]string, []any, []Claims
//	Claims                 a nested object, in this order
//	map[string]any         a nested object, sorted by name
//	json.RawMessage        any JSON value, in its own order
//
// or something that encoding/json can turn into JSON. Anything else is a mistake of the program
// and panics when the claims are signed.
type Claim struct {
	Name  string
	Value any
}

// Claims is a JSON object whose members keep their order, because clients have been seen to depend
// on what real tokens look like.
type Claims []Claim

// Get returns the value of the claim of that name.
func (c Claims) Get(name string) (any, bool) {
	if i := c.index(name); i >= 0 {
		return c[i].Value, true
	}
	return nil, false
}

// Set replaces the value of a claim where it stands, or appends a new one.
func (c *Claims) Set(name string, value any) {
	if i := c.index(name); i >= 0 {
		(*c)[i].Value = value
		return
	}
	*c = append(*c, Claim{name, value})
}

// Delete removes the claim of that name, if it is there.
func (c *Claims) Delete(name string) {
	if i := c.index(name); i >= 0 {
		*c = slices.Delete(*c, i, i+1)
	}
}

func (c Claims) index(name string) int {
	return slices.IndexFunc(c, func(claim Claim) bool { return claim.Name == name })
}

// MarshalJSON writes the object as it stands in tokens.
func (c Claims) MarshalJSON() ([]byte, error) { return c.append(nil), nil }

func (c Claims) append(dst []byte) []byte {
	dst = append(dst, '{')
	for i := range c {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, c[i].Name)
		dst = append(dst, ':')
		dst = appendValue(dst, c[i].Value)
	}
	return append(dst, '}')
}

func appendValue(dst []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(dst, "null"...)
	case string:
		return appendString(dst, v)
	case bool:
		return strconv.AppendBool(dst, v)
	case int:
		return strconv.AppendInt(dst, int64(v), 10)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case []string:
		return appendList(dst, v, appendString)
	case Claims:
		return v.append(dst)
	case []Claims:
		return appendList(dst, v, func(dst []byte, c Claims) []byte { return c.append(dst) })
	case []any:
		return appendList(dst, v, appendValue)
	case map[string]any:
		object := make(Claims, 0, len(v))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			object = append(object, Claim{name, v[name]})
		}
		return object.append(dst)
	case json.RawMessage:
		return appendRaw(dst, v)
	default:
		raw, err := json.Marshal(v)
		if err != nil {
			panic(fmt.Sprintf("token: a claim of type %T: %v", v, err))
		}
		return appendRaw(dst, raw)
	}
}

func appendList[T any](dst []byte, list []T, appendItem func([]byte, T) []byte) []byte {
	dst = append(dst, '[')
	for i, item := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendItem(dst, item)
	}
	return append(dst, ']')
}

// appendRaw copies a JSON value without its white space and with its strings escaped as the
// service does it.
func appendRaw(dst []byte, raw json.RawMessage) []byte {
	if !json.Valid(raw) {
		panic("token: a claim that is not JSON")
	}
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; c {
		case ' ', '\t', '\r', '\n':
		case '"':
			end := i + 1
			for raw[end] != '"' {
				if raw[end] == '\\' {
					end++
				}
				end++
			}
			var s string
			if err := json.Unmarshal(raw[i:end+1], &s); err != nil {
				panic(err) // cannot be: the whole is valid
			}
			dst = appendString(dst, s)
			i = end
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// appendString writes a JSON string as json-smart does, the writer inside the Java JOSE library
// whose habit of escaping slashes shows in real tokens: `"iss":"https:\/\/cognito-idp.…"`.
// Seen: awslabs/aws-support-tools#76. Assumed: that it escapes the other characters of
// json-smart's list as well, U+007F to U+009F and U+2000 to U+20FF, and leaves the rest of
// Unicode alone (A020).
func appendString(dst []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	dst = append(dst, '"')
	done := 0
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s[i:])
		}
		escape := ""
		switch {
		case c == '"':
			escape = `\"`
		case c == '\\':
			escape = `\\`
		case c == '/':
			escape = `\/`
		case c == '\b':
			escape = `\b`
		case c == '\f':
			escape = `\f`
		case c == '\n':
			escape = `\n`
		case c == '\r':
			escape = `\r`
		case c == '\t':
			escape = `\t`
		case c == utf8.RuneError && size == 1:
			escape = string(utf8.RuneError) // as Java and encoding/json decode it
		case c < ' ', 0x7f <= c && c <= 0x9f, 0x2000 <= c && c <= 0x20ff:
			escape = string([]byte{'\\', 'u', hex[c>>12], hex[c>>8&15], hex[c>>4&15], hex[c&15]})
		default:
			i += size
			continue
		}
		dst = append(dst, s[done:i]...)
		dst = append(dst, escape...)
		i += size
		done = i
	}
	dst = append(dst, s[done:]...)
	return append(dst, '"')
}
