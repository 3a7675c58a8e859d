package wire

import "reflect"

// Check tells whether the struct v points to satisfies all constraints of its
// shape. If not, the error is a *ValidationError with everything that is wrong.
func (p *Plan) Check(v any) error { return p.check(p.value(v), nil) }

func (p *Plan) check(v reflect.Value, gone unheld) error {
	c := checker{gone: gone}
	c.structure(p.root, v, false)
	if c.count == 0 {
		return nil
	}
	return &ValidationError{Faults: c.faults, Count: c.count}
}

// unheld is what a decoder saw and could not keep in Go values: the path of an
// enum that is "", of a required flag or number that is absent, and of a list
// with nulls in it, the latter with the indices of the nulls.
type unheld map[string][]int

func (u *unheld) note(at *path, nulls ...int) {
	if *u == nil {
		*u = make(unheld)
	}
	(*u)[at.String()] = append((*u)[at.String()], nulls...)
}

// has tells whether something is noted about a path.
func (u unheld) has(at *path) bool {
	if u == nil {
		return false
	}
	_, ok := u[at.String()]
	return ok
}

// checker is one walk over a request. A valid request makes it allocate nothing.
type checker struct {
	at     path
	gone   unheld
	faults []string
	count  int // of all faults
}

// maxFaults is how many faults are told of: a list of hundred thousands of empty structures has as many,
// and nobody reads them. Assumed: all are counted (A301).
const maxFaults = 100

// report adds a fault of what the walk is at.
func (c *checker) report(what shown, constraint string) {
	if c.count++; c.count > maxFaults {
		return
	}
	c.faults = append(c.faults, "Value "+what.before()+"at '"+c.at.String()+"' failed to satisfy constraint: "+constraint)
}

func (c *checker) structure(n *node, v reflect.Value, hidden bool) {
	for _, i := range n.judged {
		f := &n.fields[i]
		c.at.enter(step{name: f.path})
		c.member(f, f.of(v), hidden || f.Shape.Sensitive)
		c.at.leave()
	}
}

// member checks a member. Of a required one that is absent only that is
// reported. Seen: a public suite run against a real pool.
func (c *checker) member(f *field, v reflect.Value, hidden bool) {
	absent := f.absent(v)
	if f.Shape.Kind >= String && c.gone.has(&c.at) {
		absent = f.Shape.Enum == nil // an enum that is "" is there, a flag that is false is not
	}
	switch {
	case absent && f.Required:
		c.report(shown{null: true, hidden: hidden}, notNull)
	case absent || !f.node.checked:
	case f.ptr:
		c.value(f.node, v.Elem(), hidden)
	default:
		c.value(f.node, v, hidden)
	}
}

// value checks a value that is there: itself first, then what is in it. Seen: in
// other services of the framework.
func (c *checker) value(n *node, v reflect.Value, hidden bool) {
	if n.shape.breaks(v) {
		for _, text := range n.shape.broken(v) {
			c.report(shown{node: n, value: v, hidden: hidden}, text)
		}
	}
	c.inside(n, v, hidden)
}

// inside checks what is in a structure, list or map.
func (c *checker) inside(n *node, v reflect.Value, hidden bool) {
	switch n.shape.Kind {
	case Structure:
		c.structure(n, v, hidden)
	case List:
		c.list(n, v, hidden)
	case Map:
		c.mapping(n, v, hidden)
	}
}

// list checks the elements of a list. Structures have paths of their own; for
// all else the list is reported, once. Seen: aws/aws-cli#2894, aws/aws-sdk-java-v2#5528.
// Assumed: nulls, which are reported alone (A014).
func (c *checker) list(n *node, v reflect.Value, hidden bool) {
	hidden = hidden || n.element.shape.Sensitive
	if c.gone.has(&c.at) {
		c.report(shown{node: n, value: v, nulls: c.gone[c.at.String()], hidden: hidden}, allOf("Member", []string{notNull}))
		return
	}
	if !n.element.checked {
		return
	}
	broken := false
	for i := range v.Len() {
		element := v.Index(i)
		broken = broken || n.element.shape.breaks(element)
		c.at.enter(step{element: i + 1})
		c.inside(n.element, element, hidden)
		c.at.leave()
	}
	if broken {
		c.report(shown{node: n, value: v, hidden: hidden}, allOf("Member", n.element.shape.constraints()))
	}
}

// mapping checks the keys and values of a map, which is reported once for each.
// Seen: in other services of the framework.
func (c *checker) mapping(n *node, v reflect.Value, hidden bool) {
	hidden = hidden || n.element.shape.Sensitive
	badKey, badValue := false, false
	if texts, ok := v.Interface().(map[string]string); ok {
		for key, text := range texts {
			badKey = badKey || n.key.shape.breaksText(key)
			badValue = badValue || n.element.shape.breaksText(text)
		}
	} else {
		for _, key := range entryOrder(v) {
			element := v.MapIndex(key)
			badKey = badKey || n.key.shape.breaks(key)
			badValue = badValue || n.element.shape.breaks(element)
			c.at.enter(step{name: key.String(), entry: true})
			c.inside(n.element, element, hidden)
			c.at.leave()
		}
	}
	if badKey {
		c.report(shown{node: n, value: v, hidden: hidden}, allOf("Map keys", n.key.shape.constraints()))
	}
	if badValue {
		c.report(shown{node: n, value: v, hidden: hidden}, allOf("Map value", n.element.shape.constraints()))
	}
}
