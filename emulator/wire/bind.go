package wire

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
)

// node is a Go type bound to a shape. Nodes are shared by all plans and never
// change once bound.
type node struct {
	typ     reflect.Type
	shape   *Shape
	key     *node // of a map
	element *node // of a list, or the values of a map

	fields  []field        // of a structure, in the model's order
	byName  map[string]int // wire name → index in fields
	judged  []int          // the fields a check looks at, in the order of its message
	unheld  []int          // required fields of a Go type that cannot tell absent from zero
	checked bool           // there is a constraint here or below
	depth   int            // how many levels of structures, lists and maps, itself included
}

// field is a member of a structure bound to a Go field.
type field struct {
	Member
	index []int  // of the Go field; longer than one for a field of an embedded struct
	key   string // `"Name":`
	path  string // the name in paths: lower camel case
	ptr   bool   // the Go field is a pointer to node.typ
	node  *node
}

func (f *field) of(v reflect.Value) reflect.Value { return v.FieldByIndex(f.index) }

// field finds a field by its wire name, nil when there is none.
func (n *node) field(name string) *field {
	if i, ok := n.byName[name]; ok {
		return &n.fields[i]
	}
	return nil
}

// bind binds t to s, or finds what was bound before. Shapes do not recurse: no
// service model of ours does, and the initialization of the tables would not
// compile if one did.
func bind(t reflect.Type, s *Shape) (*node, error) {
	if known, ok := s.plans.Load(t); ok {
		return known.(*node), nil
	}
	n := &node{typ: t, shape: s, checked: s.constrained()}
	if err := n.bind(); err != nil {
		return nil, err
	}
	for _, f := range n.fields {
		n.depth = max(n.depth, 1+f.node.depth)
	}
	if n.element != nil {
		n.depth = 1 + n.element.depth
	}
	if n.depth > maxNesting {
		return nil, fmt.Errorf("%s nests deeper than %d", s.Name, maxNesting)
	}
	shared, _ := s.plans.LoadOrStore(t, n)
	return shared.(*node), nil
}

// fits tells whether values of a kind are held by the Go type. Enums, for one,
// are types of their own.
func (k Kind) fits(t reflect.Type) bool {
	switch k {
	case Structure:
		return t.Kind() == reflect.Struct
	case List:
		return t.Kind() == reflect.Slice
	case Map:
		return t.Kind() == reflect.Map && t.Key() == reflect.TypeFor[string]()
	case String:
		return t.Kind() == reflect.String
	case Integer:
		return t.Kind() == reflect.Int32
	case Long:
		return t.Kind() == reflect.Int64
	case Boolean:
		return t.Kind() == reflect.Bool
	case Blob:
		return t == reflect.TypeFor[[]byte]()
	case Timestamp:
		return t == reflect.TypeFor[time.Time]()
	case Document:
		return t == reflect.TypeFor[document.Interface]()
	}
	return false
}

func (n *node) bind() (err error) {
	if !n.shape.Kind.fits(n.typ) {
		return fmt.Errorf("%v cannot be bound to %v %s", n.typ, n.shape.Kind, n.shape.Name)
	}
	switch n.shape.Kind {
	case Structure:
		return n.bindFields()
	case Map:
		if n.key, err = bind(n.typ.Key(), n.shape.Key); err != nil {
			return err
		}
		n.checked = n.checked || n.key.checked
		fallthrough
	case List: // a list may hold nulls, so there is always something to check
		if n.element, err = bind(n.typ.Elem(), n.shape.Element); err != nil {
			return err
		}
		n.checked = n.checked || n.element.checked || n.shape.Kind == List
	}
	return nil
}

func (n *node) bindFields() error {
	var problems []error
	goFields := make(map[string]reflect.StructField)
	for _, f := range reflect.VisibleFields(n.typ) {
		if f.IsExported() && !f.Anonymous && f.Name != "ResultMetadata" {
			goFields[f.Name] = f
		}
	}
	n.byName = make(map[string]int, len(n.shape.Members))
	for i, m := range n.shape.Members {
		name := strings.ToUpper(m.Name[:1]) + m.Name[1:]
		goField, ok := goFields[name]
		if !ok {
			problems = append(problems, fmt.Errorf("%v has no field for %s of %s", n.typ, m.Name, n.shape.Name))
			continue
		}
		delete(goFields, name)
		f, err := bindField(goField, m)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		n.byName[m.Name] = i
		n.fields = append(n.fields, f)
	}
	for _, name := range slices.Sorted(maps.Keys(goFields)) {
		problems = append(problems, fmt.Errorf("%s has no member for %v.%s", n.shape.Name, n.typ, name))
	}
	if len(n.fields) > maxFields {
		problems = append(problems, fmt.Errorf("%s has more than %d members", n.shape.Name, maxFields))
	}
	if problems != nil {
		return errors.Join(problems...)
	}
	n.orderChecks()
	return nil
}

func bindField(goField reflect.StructField, m Member) (field, error) {
	t := goField.Type
	f := field{
		Member: m,
		index:  goField.Index,
		key:    `"` + m.Name + `":`,
		path:   strings.ToLower(m.Name[:1]) + m.Name[1:],
		ptr:    t.Kind() == reflect.Pointer,
	}
	if f.ptr {
		t = t.Elem()
	}
	var err error
	f.node, err = bind(t, m.Shape)
	return f, err
}

// orderChecks lists the fields that a check must look at, in the order in which
// the service lists their faults, and notes the required ones whose Go type
// cannot tell whether they were there.
func (n *node) orderChecks() {
	names := make([]string, len(n.fields))
	for i := range n.fields {
		names[i] = n.fields[i].path
	}
	for _, i := range hashMapOrder(names) {
		f := &n.fields[i]
		if f.Required || f.node.checked {
			n.judged = append(n.judged, i)
			n.checked = true
		}
		if f.Required && !f.canBeAbsent() {
			n.unheld = append(n.unheld, i)
		}
	}
}

// canBeAbsent tells whether the Go field has a value that means "not there".
func (f *field) canBeAbsent() bool {
	return f.ptr || f.node.shape.Kind != Boolean && f.node.shape.Kind != Integer && f.node.shape.Kind != Long
}

// absent tells whether the Go field holds that value. An empty string of a type
// without pointer is an enum that was not given.
func (f *field) absent(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
		return v.IsNil()
	case reflect.String:
		return v.Len() == 0
	}
	return false
}
