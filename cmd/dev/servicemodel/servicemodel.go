// Package servicemodel turns the public model of the service's API, as it comes
// with botocore, into the tables of emulator/model: facts only, none of its
// documentation.
package servicemodel

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"cognito-emulator/emulator/wire"
)

// Operation is what emulator/model calls by the same name; the generator cannot
// depend on what it generates.
type Operation struct {
	Name          string
	Signed        bool
	Errors        []string
	Input, Output *wire.Shape
}

// Model is a service model.
type Model struct {
	Operations []Operation
	shapes     map[string]*wire.Shape
}

// source is the form of a service-2.json, as far as we need it.
type source struct {
	Operations map[string]struct {
		Name          string
		AuthType      string
		Input, Output *reference
		Errors        []reference
	}
	Shapes map[string]*definition
}

type reference struct{ Shape string }

type definition struct {
	Type      string
	Members   members
	Required  []string
	Member    reference // of a list
	Key       reference // of a map
	Value     reference // of a map
	Min, Max  *int
	Pattern   string
	Enum      []string
	Sensitive bool
	Document  bool
}

// members keeps the order of a JSON object.
type members []member

type member struct{ name, shape string }

// UnmarshalJSON reads an object name by name.
func (m *members) UnmarshalJSON(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var r reference
		if err := d.Decode(&r); err != nil {
			return err
		}
		*m = append(*m, member{name.(string), r.Shape})
	}
	return nil
}

// Parse reads a service-2.json.
func Parse(text []byte) (*Model, error) {
	var src source
	if err := json.Unmarshal(text, &src); err != nil {
		return nil, fmt.Errorf("the service model: %w", err)
	}
	m := &Model{shapes: make(map[string]*wire.Shape)}
	empty := &wire.Shape{Name: "Empty", Kind: wire.Structure} // for operations that the model gives no answer
	for _, o := range src.Operations {
		op := Operation{Name: o.Name, Signed: o.AuthType != "none", Output: empty}
		for _, e := range o.Errors {
			op.Errors = append(op.Errors, e.Shape)
		}
		slices.Sort(op.Errors)
		var err error
		if op.Input, err = m.shape(&src, o.Input.Shape); err != nil {
			return nil, err
		}
		if o.Output != nil {
			if op.Output, err = m.shape(&src, o.Output.Shape); err != nil {
				return nil, err
			}
		}
		m.Operations = append(m.Operations, op)
	}
	slices.SortFunc(m.Operations, func(a, b Operation) int { return cmp.Compare(a.Name, b.Name) })
	return m, nil
}

// kind is the kind of shape that a definition is of, 0 if it is none we know.
func (d *definition) kind() wire.Kind {
	switch d.Type {
	case "structure":
		if d.Document {
			return wire.Document
		}
		return wire.Structure
	case "list":
		return wire.List
	case "map":
		return wire.Map
	case "string":
		return wire.String
	case "integer":
		return wire.Integer
	case "long":
		return wire.Long
	case "boolean":
		return wire.Boolean
	case "blob":
		return wire.Blob
	case "timestamp":
		return wire.Timestamp
	}
	return 0
}

// shape translates a definition and all it refers to.
func (m *Model) shape(src *source, name string) (*wire.Shape, error) {
	if s, ok := m.shapes[name]; ok {
		if s == nil {
			return nil, fmt.Errorf("the shape %s contains itself, which package wire does not expect", name)
		}
		return s, nil
	}
	d, ok := src.Shapes[name]
	if !ok {
		return nil, fmt.Errorf("there is no shape %s", name)
	}
	m.shapes[name] = nil
	s := &wire.Shape{Name: name, Kind: d.kind(), Pattern: d.Pattern, Enum: d.Enum, Sensitive: d.Sensitive}
	if d.Min != nil {
		s.Bounds, s.Min = s.Bounds|wire.HasMin, *d.Min
	}
	if d.Max != nil {
		s.Bounds, s.Max = s.Bounds|wire.HasMax, *d.Max
	}
	var err error
	switch s.Kind {
	case 0:
		err = fmt.Errorf("the shape %s has the unknown type %q", name, d.Type)
	case wire.Structure:
		for _, member := range d.Members {
			bound := wire.Member{Name: member.name, Required: slices.Contains(d.Required, member.name)}
			if bound.Shape, err = m.shape(src, member.shape); err != nil {
				return nil, err
			}
			s.Members = append(s.Members, bound)
		}
	case wire.List:
		s.Element, err = m.shape(src, d.Member.Shape)
	case wire.Map:
		if s.Key, err = m.shape(src, d.Key.Shape); err == nil {
			s.Element, err = m.shape(src, d.Value.Shape)
		}
	}
	m.shapes[name] = s
	return s, err
}
