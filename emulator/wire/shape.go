package wire

import "sync"

// Kind is what a shape describes.
type Kind uint8

// The kinds of shapes. A Document is any JSON value, passed on as it is.
const (
	Structure Kind = iota + 1
	List
	Map
	String
	Integer
	Long
	Boolean
	Blob
	Timestamp
	Document
)

// String is the framework's word for the kind, as it stands in its errors.
func (k Kind) String() string {
	switch k {
	case Structure:
		return "Structure"
	case List:
		return "List"
	case Map:
		return "Map"
	case String:
		return "String"
	case Integer:
		return "Integer"
	case Long:
		return "Long"
	case Boolean:
		return "Boolean"
	case Blob:
		return "Blob"
	case Timestamp:
		return "Timestamp"
	case Document:
		return "Document"
	}
	return "Unknown"
}

// Shape is one type of a service model: facts only. Generated tables are made of
// shapes; nobody changes one.
type Shape struct {
	Name      string   // as the model calls it
	Kind      Kind     //
	Members   []Member // of a structure, in the model's order
	Key       *Shape   // of a map
	Element   *Shape   // of a list, or the values of a map
	Bounds    Bounds   // which of Min and Max there are
	Min, Max  int      // of the length (strings, blobs, lists, maps) or the value (numbers)
	Pattern   string   // a Java regular expression that the whole string must match
	Enum      []string // the values a string may have, in the model's order
	Sensitive bool     // the value is never shown
	Blank     bool     // the empty string is taken, whatever Pattern says

	plans   sync.Map // reflect.Type → *node: what Compile has bound to this shape
	pattern struct { // the compiled Pattern
		once  sync.Once
		match func(string) bool
	}
}

// Member is one member of a structure.
type Member struct {
	Name     string // on the wire
	Shape    *Shape
	Required bool
}

// Bounds tells which limits a shape has.
type Bounds uint8

// The limits of a shape.
const (
	HasMin Bounds = 1 << iota
	HasMax
)

func (s *Shape) hasMin() bool { return s.Bounds&HasMin != 0 }
func (s *Shape) hasMax() bool { return s.Bounds&HasMax != 0 }
