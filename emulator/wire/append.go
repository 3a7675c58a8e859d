package wire

import (
	"encoding/base64"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
)

// Append appends the JSON form of the struct v points to. What is nil, and an
// enum that is "", is left out; an empty list that is not nil is []; flags and
// numbers without pointer are always there. Maps are sorted, so equal values
// have equal forms.
func (p *Plan) Append(dst []byte, v any) []byte {
	expected := p.longest.Load()
	before := len(dst)
	dst = appendStructure(slices.Grow(dst, int(expected)), p.root, p.value(v))
	if n := int64(len(dst) - before); n > expected && n <= maxExpected {
		p.longest.Store(n) // of two at a time either may win
	}
	return dst
}

// maxExpected bounds what Append asks for in advance.
const maxExpected = 64 << 10

func appendStructure(dst []byte, n *node, v reflect.Value) []byte {
	before := byte('{')
	for i := range n.fields {
		f := &n.fields[i]
		fv := f.of(v)
		if f.absent(fv) {
			continue
		}
		dst = append(append(dst, before), f.key...)
		before = ','
		if f.ptr {
			fv = fv.Elem()
		}
		dst = appendValue(dst, f.node, fv)
	}
	if before == '{' {
		dst = append(dst, before)
	}
	return append(dst, '}')
}

func appendValue(dst []byte, n *node, v reflect.Value) []byte {
	switch n.shape.Kind {
	case Structure:
		return appendStructure(dst, n, v)
	case List:
		return appendList(dst, n, v)
	case Map:
		return appendMap(dst, n, v)
	case String:
		return appendString(dst, v.String())
	case Integer, Long:
		return strconv.AppendInt(dst, v.Int(), 10)
	case Boolean:
		return strconv.AppendBool(dst, v.Bool())
	case Blob:
		dst = base64.StdEncoding.AppendEncode(append(dst, '"'), v.Bytes())
		return append(dst, '"')
	case Timestamp:
		return appendTime(dst, *v.Addr().Interface().(*time.Time))
	default:
		return appendDocument(dst, v.Interface().(document.Interface))
	}
}

func appendList(dst []byte, n *node, v reflect.Value) []byte {
	dst = append(dst, '[')
	for i := range v.Len() {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendValue(dst, n.element, v.Index(i))
	}
	return append(dst, ']')
}

func appendMap(dst []byte, n *node, v reflect.Value) []byte {
	if texts, ok := v.Interface().(map[string]string); ok && n.element.shape.Kind == String {
		before := byte('{')
		for _, key := range slices.Sorted(maps.Keys(texts)) {
			dst = append(appendString(append(dst, before), key), ':')
			dst = appendString(dst, texts[key])
			before = ','
		}
		if before == '{' {
			dst = append(dst, before)
		}
		return append(dst, '}')
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	dst = append(dst, '{')
	for i, key := range keys {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendString(dst, key.String()), ':')
		dst = appendValue(dst, n.element, v.MapIndex(key))
	}
	return append(dst, '}')
}

// appendDocument passes a document on as it is.
func appendDocument(dst []byte, doc document.Interface) []byte {
	text, err := doc.MarshalSmithyDocument()
	if err != nil {
		panic(fmt.Sprintf("wire: a document has no JSON form: %v", err)) // a handler built it of something else
	}
	return append(dst, text...)
}

// appendTime writes a time as Java prints the double that holds its seconds: to
// the millisecond, and in scientific notation from ten million seconds on.
// Doc: API_AdminGetUser, sample response ("UserCreateDate": 1.682955829578E9).
func appendTime(dst []byte, t time.Time) []byte {
	ms := t.UnixMilli()
	if ms < 1e10 {
		dst = strconv.AppendFloat(dst, float64(ms)/1000, 'f', -1, 64)
		if ms%1000 == 0 {
			dst = append(dst, ".0"...)
		}
		return dst
	}
	start := len(dst)
	dst = strconv.AppendInt(dst, ms, 10)
	exponent := len(dst) - start - 1 - len("000")
	dst = slices.Insert(dst, start+1, '.')
	for dst[len(dst)-1] == '0' && dst[len(dst)-2] != '.' {
		dst = dst[:len(dst)-1]
	}
	return strconv.AppendInt(append(dst, 'E'), int64(exponent), 10)
}

// appendString writes a JSON string: UTF-8 as it is, escaping only what must be.
// What is not UTF-8 becomes U+FFFD.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for {
		n := plain(s)
		dst = append(dst, s[:n]...)
		if n == len(s) {
			return append(dst, '"')
		}
		r, size := utf8.DecodeRuneInString(s[n:])
		if r >= utf8.RuneSelf {
			dst = utf8.AppendRune(dst, r)
		} else {
			dst = appendEscaped(dst, byte(r))
		}
		s = s[n+size:]
	}
}

func appendEscaped(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\b':
		return append(dst, '\\', 'b')
	case '\f':
		return append(dst, '\\', 'f')
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	}
	const hex = "0123456789ABCDEF"
	return append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}
