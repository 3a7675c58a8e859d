package wire

import "reflect"

// Check tells whether the struct v points to satisfies all constraints of its
// shape. If not, the error is a *ValidationError with everything that is wrong.
func (p *Plan) Check(v any) error { return p.check(p.value(v), nil) }

func (p *Plan) check(v reflect.Value, gone unheld) error {
	c := checker{gone: gone}
	c.structure(p.root, v, false)
	if c.faults == nil {
		return nil
	}
	return &ValidationError{c.faults}
}

// unheld is what a decoder saw and could not keep in Go values: the path of an
// enum that is "", of a required flag or number that is absent, and of a list
// with nulls in it, the latter with the indices of the nulls.
type unheld map[string][]int

func (u *unheld) note(path string, nulls ...int) {
	if *u == nil {
		*u = make(unheld)
	}
	(*u)[path] = append((*u)[path], nulls...)
}

// checker is one walk over a request. A valid request makes it write nothing
// but its own path, and that only where structures, lists and maps nest.
type checker struct {
	at     path
	gone   unheld
	faults []string
}

// report adds a fault of the member at a path.
func (c *checker) report(path string, shown shown, constraint string) {
	c.faults = append(c.faults, "Value "+shown.before()+"at '"+path+"' failed to satisfy constraint: "+constraint)
}

func (c *checker) structure(n *node, v reflect.Value, hidden bool) {
	for _, i := range n.judged {
		f := &n.fields[i]
		c.member(f, f.of(v), hidden || f.Shape.Sensitive)
	}
}

// member checks one member. Of a required member that is absent only that is
// reported. Seen: a public suite run against a real pool.
func (c *checker) member(f *field, v reflect.Value, hidden bool) {
	absent := f.absent(v)
	if c.gone != nil {
		if _, ok := c.gone[c.at.to(f.path)]; ok && f.node.shape.Kind != List {
			absent = f.node.shape.Enum == nil // an enum that is "" is there; a flag that is false is not
		}
	}
	switch {
	case absent && f.Required:
		c.report(c.at.to(f.path), shown{null: true, hidden: hidden}, notNull)
	case absent || !f.node.checked:
	case f.ptr:
		c.value(f, v.Elem(), hidden)
	default:
		c.value(f, v, hidden)
	}
}

// value checks a member that is there, and what is below it: first itself, then
// its elements. Seen: in other services of the framework.
func (c *checker) value(f *field, v reflect.Value, hidden bool) {
	n := f.node
	for _, text := range n.shape.broken(v) {
		c.report(c.at.to(f.path), shown{node: n, value: v, hidden: hidden}, text)
	}
	if n.shape.Kind <= Map {
		c.at.enter(f.path)
		c.inside(n, v, hidden)
		c.at.leave()
	}
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

// list checks the elements of a list. Structures have paths of their own; of all
// others the list is reported, once. Seen: aws/aws-cli#2894, aws/aws-sdk-java-v2#5528.
func (c *checker) list(n *node, v reflect.Value, hidden bool) {
	if c.gone != nil {
		if nulls := c.gone[c.at.name()]; nulls != nil {
			c.report(c.at.name(), shown{node: n, value: v, nulls: nulls, hidden: hidden}, allOf("Member", []string{notNull}))
			return
		}
	}
	if !n.element.checked {
		return
	}
	hidden = hidden || n.element.shape.Sensitive
	broken := false
	for i := range v.Len() {
		element := v.Index(i)
		broken = broken || n.element.shape.broken(element) != nil
		if n.element.shape.Kind <= Map {
			c.at.enterElement(i)
			c.inside(n.element, element, hidden)
			c.at.leave()
		}
	}
	if broken {
		c.report(c.at.name(), shown{node: n, value: v, hidden: hidden}, allOf("Member", n.element.shape.constraints()))
	}
}

// mapping checks the keys and values of a map, which is reported once for each.
// Seen: in other services of the framework.
func (c *checker) mapping(n *node, v reflect.Value, hidden bool) {
	badKey, badValue := false, false
	for _, key := range entryOrder(v) {
		badKey = badKey || n.key.shape.broken(key) != nil
		value := v.MapIndex(key)
		badValue = badValue || n.element.shape.broken(value) != nil
		if n.element.shape.Kind <= Map && n.element.checked {
			c.at.enterEntry(key.String())
			c.inside(n.element, value, hidden || n.element.shape.Sensitive)
			c.at.leave()
		}
	}
	what := shown{node: n, value: v, hidden: hidden || n.element.shape.Sensitive}
	if badKey {
		c.report(c.at.name(), what, allOf("Map keys", n.key.shape.constraints()))
	}
	if badValue {
		c.report(c.at.name(), what, allOf("Map value", n.element.shape.constraints()))
	}
}
