package wire

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// shown is a value as it stands in the text of a fault.
type shown struct {
	node   *node
	value  reflect.Value
	null   bool
	hidden bool  // sensitive
	nulls  []int // of a list: where it held null, in order
}

// before is the value with the blank behind it; of a sensitive one nothing is
// shown, not even that it was null. Seen: a public suite run against a real pool.
// Assumed: what is in a sensitive structure is sensitive (A017).
func (s shown) before() string {
	switch {
	case s.hidden:
		return ""
	case s.null:
		return "null "
	}
	return "'" + string(appendShown(nil, s.node, s.value, s.nulls)) + "' "
}

// appendShown writes a value as Java's toString does. Seen: strings and lists of
// strings, awsdocs/aws-cloudformation-user-guide#563; maps and blobs, in other
// services of the framework. Assumed: structures (A011).
func appendShown(dst []byte, n *node, v reflect.Value, nulls []int) []byte {
	switch n.shape.Kind {
	case String:
		return append(dst, v.String()...)
	case Integer, Long:
		return strconv.AppendInt(dst, v.Int(), 10)
	case Boolean:
		return strconv.AppendBool(dst, v.Bool())
	case Blob:
		size := strconv.Itoa(v.Len())
		return append(dst, "java.nio.HeapByteBuffer[pos=0 lim="+size+" cap="+size+"]"...)
	case List:
		return appendShownList(dst, n, v, nulls)
	case Map:
		return appendShownMap(dst, n, v)
	case Structure:
		return appendShownStructure(dst, n, v)
	}
	return append(dst, n.shape.Name...)
}

func appendShownList(dst []byte, n *node, v reflect.Value, nulls []int) []byte {
	dst = append(dst, '[')
	for i := range v.Len() {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		if _, null := slices.BinarySearch(nulls, i); null {
			dst = append(dst, "null"...)
		} else {
			dst = appendShown(dst, n.element, v.Index(i), nil)
		}
	}
	return append(dst, ']')
}

func appendShownMap(dst []byte, n *node, v reflect.Value) []byte {
	dst = append(dst, '{')
	for i, key := range entryOrder(v) {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(append(dst, key.String()...), '=')
		dst = appendShown(dst, n.element, v.MapIndex(key), nil)
	}
	return append(dst, '}')
}

func appendShownStructure(dst []byte, n *node, v reflect.Value) []byte {
	dst = append(append(dst, n.shape.Name...), '(')
	for i := range n.fields {
		f := &n.fields[i]
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(append(dst, f.path...), '=')
		switch fv := f.of(v); {
		case f.absent(fv):
			dst = append(dst, "null"...)
		case f.Shape.Sensitive:
			dst = append(dst, "*** Sensitive Data Redacted ***"...)
		case f.ptr:
			dst = appendShown(dst, f.node, fv.Elem(), nil)
		default:
			dst = appendShown(dst, f.node, fv, nil)
		}
	}
	return append(dst, ')')
}

// entryOrder lists the keys of a map in the order in which Java would show them.
func entryOrder(v reflect.Value) []reflect.Value {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = key.String()
	}
	order := hashMapOrder(names)
	list := make([]reflect.Value, len(order))
	for i, j := range order {
		list[i] = keys[j]
	}
	return list
}
