package saml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/beevik/etree"
)

// maxDepth is how deep elements may lie in one another; those of real messages have some ten levels.
const maxDepth = 64

// errWide is about a character that takes four bytes in UTF-8.
var errWide = errors.New("saml: a character outside the Basic Multilingual Plane")

// parse reads a document. It looks at it before the tree is built, because encoding/xml lets pass what
// other readers of XML understand otherwise: names with several colons, an attribute given twice, text
// around the root. Declarations of document types and entities are refused, as are processing
// instructions and encodings other than UTF-8.
func parse(data []byte) (*etree.Element, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if err := scan(data); err != nil {
		return nil, err
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(data); err != nil {
		return nil, err
	}
	root := doc.Root()
	if root == nil {
		return nil, io.ErrUnexpectedEOF
	}
	return root, nil
}

func scan(data []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	var open []xml.Name
	roots := 0
	for first := true; ; first = false {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(open) == 0 {
				roots++
			}
			if open = append(open, t.Name); len(open) > maxDepth || roots > 1 {
				return errors.New("saml: too deep, or more than one root")
			}
			if err := scanStart(t); err != nil {
				return err
			}
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != t.Name {
				return fmt.Errorf("saml: an end of %s that was not begun", t.Name.Local)
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) == 0 && len(bytes.TrimSpace(t)) > 0 {
				return errors.New("saml: text beside the root")
			}
			if wide(string(t)) {
				return errWide
			}
		case xml.Directive:
			return errors.New("saml: a document type declaration")
		case xml.ProcInst:
			if !first || t.Target != "xml" {
				return errors.New("saml: a processing instruction")
			}
		}
	}
	if len(open) > 0 || roots != 1 {
		return io.ErrUnexpectedEOF
	}
	return nil
}

func scanStart(t xml.StartElement) error {
	names := []xml.Name{t.Name}
	for _, a := range t.Attr {
		if slices.Contains(names[1:], a.Name) {
			return fmt.Errorf("saml: attribute %s is there twice", a.Name.Local)
		}
		names = append(names, a.Name)
		if wide(a.Value) {
			return errWide
		}
	}
	for _, n := range names {
		if n.Local == "" || strings.Contains(n.Local, ":") || strings.Contains(n.Space, ":") {
			return fmt.Errorf("saml: %q is no name", n.Local)
		}
	}
	return nil
}

func wide(s string) bool { return strings.ContainsFunc(s, func(r rune) bool { return r > 0xffff }) }

// is tells whether the element has that name.
func is(e *etree.Element, space, tag string) bool {
	return e != nil && e.Tag == tag && e.NamespaceURI() == space
}

// children are the elements of that name directly in another one.
func children(e *etree.Element, space, tag string) (list []*etree.Element) {
	for _, c := range e.ChildElements() {
		if is(c, space, tag) {
			list = append(list, c)
		}
	}
	return list
}

// child is the first of the children, or nil.
func child(e *etree.Element, space, tag string) *etree.Element {
	if e == nil {
		return nil
	}
	for _, c := range e.ChildElements() {
		if is(c, space, tag) {
			return c
		}
	}
	return nil
}

// all calls visit with the element and everything in it.
func all(e *etree.Element, visit func(*etree.Element)) {
	visit(e)
	for _, c := range e.ChildElements() {
		all(c, visit)
	}
}

// assertions is how many assertions there are of that tag, wherever they stand.
func assertions(e *etree.Element, tag string) (n int) {
	all(e, func(c *etree.Element) {
		if is(c, nsAssertion, tag) {
			n++
		}
	})
	return n
}

// attribute returns the value of an attribute without prefix, as all of SAML's are.
func attribute(e *etree.Element, name string) (string, bool) {
	if e != nil {
		for _, a := range e.Attr {
			if a.Space == "" && a.Key == name {
				return a.Value, true
			}
		}
	}
	return "", false
}

func value(e *etree.Element, name string) string {
	v, _ := attribute(e, name)
	return v
}

// content is all text in an element, that of its descendants included. Comments do not end it: a name
// that a comment cuts in two must not become another name.
func content(e *etree.Element) string {
	if e == nil {
		return ""
	}
	var b strings.Builder
	var add func(*etree.Element)
	add = func(e *etree.Element) {
		for _, c := range e.Child {
			switch c := c.(type) {
			case *etree.CharData:
				b.WriteString(c.Data)
			case *etree.Element:
				add(c)
			}
		}
	}
	add(e)
	return b.String()
}

// trimmed is the content without the white space around it.
func trimmed(e *etree.Element) string { return strings.TrimSpace(content(e)) }

// instant reads a time, which is UTC if it doesn't say.
func instant(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t, err = time.Parse("2006-01-02T15:04:05.999999999", s)
	}
	return t, err
}

// withoutSpace drops all white space, as base64 in XML has it.
func withoutSpace(s string) string { return strings.Join(strings.Fields(s), "") }
