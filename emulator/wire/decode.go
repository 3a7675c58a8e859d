package wire

import (
	"bytes"
	"math/bits"
	"reflect"

	"cognito-emulator/emulator/newest"
)

// maxFields is what fits in the bits of decoder.structure's seen.
const maxFields = bits.UintSize

// Decode reads body into the struct that into points to, which must be new. It
// fails with a *SerializationError when the body is not JSON or of a wrong type.
//
// A Go struct cannot hold everything a body may say: an enum that is "" looks
// as if it had not been given, a required flag that was not given looks false,
// and a list cannot hold null. Each of these breaks a constraint. So where one
// occurs Decode does what Check would, had it been able to see it, and fails
// with the *ValidationError of the whole request.
func (p *Plan) Decode(body []byte, into any) error {
	v := p.value(into)
	d := decoder{scanner: scanner{data: body}}
	switch d.next() {
	case '{', '[':
	default: // Assumed: any other body, "null" included, is refused without a message (A002).
		return malformed()
	}
	if err := d.value(p.root, v); err != nil {
		return err
	}
	if d.next(); d.pos < len(d.data) {
		return malformed()
	}
	if d.unheld != nil {
		return p.check(v, d.unheld)
	}
	return nil
}

// decoder is one pass over a body.
type decoder struct {
	scanner
	at     path
	unheld unheld
}

// value reads a value that is not null.
func (d *decoder) value(n *node, v reflect.Value) error {
	c := d.next()
	switch n.shape.Kind {
	case Structure:
		if c == '{' {
			return d.structure(n, v)
		}
	case List:
		if c == '[' {
			return d.list(n, v)
		}
	case Map:
		if c == '{' {
			return d.mapping(n, v)
		}
	case String:
		if c == '"' {
			text, err := d.text()
			v.SetString(string(text))
			return err
		}
	case Integer, Long:
		if c == '-' || '0' <= c && c <= '9' {
			text, err := d.number()
			v.SetInt(saturate(text, v.Type().Bits()))
			return err
		}
	case Boolean:
		return d.boolean(n, v, c)
	case Blob:
		if c == '"' {
			return d.blob(v)
		}
	case Timestamp:
		if c == '-' || '0' <= c && c <= '9' {
			text, err := d.number()
			v.Set(reflect.ValueOf(epoch(text)))
			return err
		}
	case Document:
		start := d.pos
		if err := d.skip(1); err != nil {
			return err
		}
		v.Set(reflect.ValueOf(newest.RawDocument(bytes.Clone(d.data[start:d.pos]))))
		return nil
	}
	return d.wrongType(n.shape.Kind)
}

// structure reads the members of a structure. Members the shape does not have
// are ignored. Of a member that comes twice the later one counts.
func (d *decoder) structure(n *node, v reflect.Value) error {
	d.pos++
	var seen uint
	next := 0
	for more := !d.accept('}'); more; {
		name, err := d.name()
		if err != nil {
			return err
		}
		if i := n.find(name, next); i < 0 {
			err = d.skip(1)
		} else {
			f := &n.fields[i]
			next = i + 1
			var given bool
			d.at.enter(step{name: f.path})
			if given, err = d.member(f, f.of(v)); given {
				seen |= 1 << i
			} else {
				seen &^= 1 << i
			}
			d.at.leave()
		}
		if err == nil {
			more, err = d.more('}')
		}
		if err != nil {
			return err
		}
	}
	for _, i := range n.unheld {
		if seen>>i&1 == 0 {
			d.at.enter(step{name: n.fields[i].path})
			d.unheld.note(&d.at)
			d.at.leave()
		}
	}
	return nil
}

// find is the index of a wire name, -1 if there is none. Clients send members in
// a fixed order, so the guess, the one after the last, is mostly right.
func (n *node) find(name []byte, guess int) int {
	if guess < len(n.fields) && n.fields[guess].Name == string(name) {
		return guess
	}
	if i, ok := n.byName[string(name)]; ok {
		return i
	}
	return -1
}

// member reads the value of a member and tells whether it was one: null is the
// same as nothing. Seen: in a sister service of the same framework.
func (d *decoder) member(f *field, v reflect.Value) (given bool, err error) {
	switch c := d.next(); {
	case c == 'n':
		v.SetZero()
		return false, d.word("null")
	case !f.ptr:
		err = d.value(f.node, v)
		if f.Shape.Enum != nil && f.absent(v) {
			d.unheld.note(&d.at)
		}
	case f.Shape.Kind == String && c == '"': // most of what there is, so it has a way without reflect.New
		var text []byte
		text, err = d.text()
		s := string(text)
		*v.Addr().Interface().(**string) = &s
	default:
		p := reflect.New(f.node.typ)
		err = d.value(f.node, p.Elem())
		v.Set(p)
	}
	return true, err
}

func (d *decoder) list(n *node, v reflect.Value) error {
	d.pos++
	v.Set(reflect.MakeSlice(n.typ, 0, 0))
	i := 0
	for more := !d.accept(']'); more; i++ {
		if i == v.Cap() {
			v.Grow(max(1, i))
		}
		v.SetLen(i + 1)
		var err error
		if d.next() == 'n' {
			d.unheld.note(&d.at, i)
			err = d.word("null")
		} else {
			d.at.enter(step{element: i + 1})
			err = d.value(n.element, v.Index(i))
			d.at.leave()
		}
		if err == nil {
			more, err = d.more(']')
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// mapping reads a map. An entry that is null is left out. Assumed: A003.
func (d *decoder) mapping(n *node, v reflect.Value) error {
	d.pos++
	v.Set(reflect.MakeMap(n.typ))
	texts, plain := v.Interface().(map[string]string)
	for more := !d.accept('}'); more; {
		name, err := d.name()
		if err != nil {
			return err
		}
		key := string(name)
		switch c := d.next(); {
		case c == 'n':
			err = d.word("null")
		case plain && c == '"':
			var text []byte
			text, err = d.text()
			texts[key] = string(text)
		default:
			value := reflect.New(n.element.typ).Elem()
			d.at.enter(step{name: key, entry: true})
			err = d.value(n.element, value)
			d.at.leave()
			v.SetMapIndex(reflect.ValueOf(key), value)
		}
		if err == nil {
			more, err = d.more('}')
		}
		if err != nil {
			return err
		}
	}
	return nil
}
