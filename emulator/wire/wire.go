// Package wire reads requests and writes answers in the AWS JSON 1.1 protocol,
// and checks requests against the constraints of a service model. It knows the
// protocol and the service framework's manners, and no rule of any one service:
// what a request looks like it is told by shapes (package model).
//
// A Plan binds a Go struct, the SDK's own, to a shape, once. After that,
// decoding is one pass over the body with no intermediate values, and checking
// costs a valid request next to nothing.
//
// The texts of errors are the service's. Where they come from is said beside
// them: Doc is an AWS page, Seen a real answer quoted in public, Assumed our
// choice where neither tells, with a number.
package wire

import (
	"fmt"
	"reflect"
	"sync/atomic"
)

// Plan is a Go struct bound to a shape. It is safe for concurrent use.
type Plan struct {
	root    *node
	longest atomic.Int64 // what Append has written, to have the room from the start
}

// Compile binds a struct type to a structure shape. They must agree: a member
// of the shape without a field, or a field without a member, is an error, so
// that a newer model or SDK cannot drop data silently. Binding the same pair
// again costs one look-up.
func Compile(t reflect.Type, s *Shape) (*Plan, error) {
	if t.Kind() != reflect.Struct || s.Kind != Structure {
		return nil, fmt.Errorf("wire: %v cannot be bound to %v %s", t, s.Kind, s.Name)
	}
	root, err := bind(t, s)
	if err != nil {
		return nil, fmt.Errorf("wire: %w", err)
	}
	return &Plan{root: root}, nil
}

// Member returns a string member by its wire name. It tells false when there is
// no such member or it is absent from v.
func (p *Plan) Member(v any, name string) (string, bool) {
	f := p.root.field(name)
	if f == nil {
		return "", false
	}
	s, _ := f.of(p.value(v)).Addr().Interface().(**string)
	if s == nil || *s == nil {
		return "", false
	}
	return **s, true
}

// value is the struct v points to, which must be one of the type p was compiled for.
func (p *Plan) value(v any) reflect.Value {
	ptr := reflect.ValueOf(v)
	if ptr.Kind() != reflect.Pointer || ptr.Type().Elem() != p.root.typ || ptr.IsNil() {
		panic(fmt.Sprintf("wire: a plan for *%v was given %T", p.root.typ, v))
	}
	return ptr.Elem()
}
