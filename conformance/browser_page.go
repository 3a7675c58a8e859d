package conformance

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Form is a form of a page.
type Form struct {
	Name, Method string
	Action       *url.URL
	Fields       []Field
}

// Field is an input of a form, or a button that sends it.
type Field struct {
	Name, Type, Value, ID string
	Checked, Required     bool
}

// pageError says at which page something went wrong.
type pageError struct {
	path, format string
	args         []any
}

func (e *pageError) Error() string { return e.path + ": " + fmt.Sprintf(e.format, e.args...) }

// document is the page taken apart.
func (p *Page) document() *html.Node {
	if p.doc == nil {
		doc, err := html.Parse(strings.NewReader(p.Body))
		if err != nil { // only a reader fails
			doc = &html.Node{Type: html.DocumentNode}
		}
		p.doc = doc
	}
	return p.doc
}

// Text is what a person reads, one space between words.
func (p *Page) Text() string {
	var text strings.Builder
	var read func(n *html.Node)
	read = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			text.WriteString(n.Data)
			return
		case n.Type == html.ElementNode && slices.Contains([]string{"head", "script", "style", "template"}, n.Data):
			return
		case n.Type == html.ElementNode && n.Data == "input" && strings.EqualFold(attr1(n, "type"), "submit"):
			text.WriteString(" " + attr1(n, "value"))
		}
		inline := n.Type == html.ElementNode && slices.Contains([]string{"a", "b", "code", "em", "i", "small", "span", "strong"}, n.Data)
		if !inline {
			text.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			read(c)
		}
		if !inline {
			text.WriteByte(' ')
		}
	}
	read(p.document())
	return strings.Join(strings.Fields(text.String()), " ")
}

// Elements are those of a name, in their order.
func (p *Page) Elements(name string) []*html.Node {
	var list []*html.Node
	for n := range p.document().Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			list = append(list, n)
		}
	}
	return list
}

// Title is the text of the tab.
func (p *Page) Title() string {
	for _, n := range p.Elements("title") {
		if n.FirstChild != nil {
			return strings.TrimSpace(n.FirstChild.Data)
		}
	}
	return ""
}

// Links are the addresses that the page's links lead to.
func (p *Page) Links() []*url.URL {
	var list []*url.URL
	for _, n := range p.Elements("a") {
		if to, err := p.URL.Parse(attr1(n, "href")); err == nil && attr1(n, "href") != "" {
			list = append(list, to)
		}
	}
	return list
}

// Link is the first link to a path, nil when there is none.
func (p *Page) Link(path string) *url.URL {
	links := p.Links()
	i := slices.IndexFunc(links, func(u *url.URL) bool { return u.Path == path })
	if i < 0 {
		return nil
	}
	return links[i]
}

// Click follows the first link to a path, and its redirects.
func (p *Page) Click(path string) *Page {
	p.b.w.t.Helper()
	to := p.Link(path)
	if to == nil {
		p.b.w.t.Fatalf("%s has no link to %s but %v", p.URL.Path, path, p.Links())
	}
	return p.b.Visit(to.String())
}

// Forms are the forms of the page.
func (p *Page) Forms() []*Form {
	var list []*Form
	for _, n := range p.Elements("form") {
		f := &Form{Name: attr1(n, "name"), Method: strings.ToUpper(attr1(n, "method"))}
		if f.Method == "" {
			f.Method = http.MethodGet
		}
		if action, err := p.URL.Parse(attr1(n, "action")); err == nil {
			f.Action = action
		}
		for c := range n.Descendants() {
			if c.Type == html.ElementNode {
				f.add(c)
			}
		}
		list = append(list, f)
	}
	return list
}

// add takes in what is a field.
func (f *Form) add(n *html.Node) {
	field := Field{Name: attr1(n, "name"), Type: strings.ToLower(attr1(n, "type")), Value: attr1(n, "value"), ID: attr1(n, "id"),
		Checked: hasAttr(n, "checked"), Required: hasAttr(n, "required")}
	switch {
	case n.Data == "button" && field.Type == "":
		field.Type = "submit"
	case n.Data == "input" && field.Type == "":
		field.Type = "text"
	case n.Data == "select":
		field.Type = "select"
		for o := range n.Descendants() {
			if o.Type == html.ElementNode && o.Data == "option" && (field.Value == "" || hasAttr(o, "selected")) {
				field.Value = attr1(o, "value")
			}
		}
	case n.Data != "input" && n.Data != "button":
		return
	}
	f.Fields = append(f.Fields, field)
}

// Field is the field of a name, nil when the form has none.
func (f *Form) Field(name string) *Field {
	i := slices.IndexFunc(f.Fields, func(x Field) bool { return x.Name == name })
	if i < 0 {
		return nil
	}
	return &f.Fields[i]
}

// names of the fields that a person sees.
func (f *Form) names() []string {
	var list []string
	for _, x := range f.Fields {
		if x.Type != "hidden" && !x.button() && x.Name != "" && !slices.Contains(list, x.Name) {
			list = append(list, x.Name)
		}
	}
	return list
}

func (x Field) button() bool {
	return slices.Contains([]string{"submit", "button", "image", "reset"}, x.Type)
}

// Form is the first form with all these fields.
func (p *Page) Form(fields ...string) *Form {
	p.b.w.t.Helper()
	if f := p.find(fields...); f != nil {
		return f
	}
	var all []string
	for _, f := range p.Forms() {
		all = append(all, fmt.Sprint(f.names()))
	}
	p.b.w.t.Fatalf("%s (%d) has no form with %q but %v:\n%s", p.URL.Path, p.Status, fields, all, p.Text())
	return nil
}

// Asks tells whether the page has a form in which a person sees all these fields.
func (p *Page) Asks(fields ...string) bool {
	return slices.ContainsFunc(p.Forms(), func(f *Form) bool {
		return !slices.ContainsFunc(fields, func(name string) bool { return !slices.Contains(f.names(), name) })
	})
}

// find is Form that may find none.
func (p *Page) find(fields ...string) *Form {
	for _, f := range p.Forms() {
		if !slices.ContainsFunc(fields, func(name string) bool { return f.Field(name) == nil }) {
			return f
		}
	}
	return nil
}

// Fill is what a form sends when a person types these values and presses the first button, or the one that values name.
// Other fields keep what they have. Omit leaves one out. A value for a field that is not there fails the case.
func (p *Page) Fill(f *Form, values Params) url.Values {
	p.b.w.t.Helper()
	out := url.Values{}
	pressed := slices.ContainsFunc(f.Fields, func(x Field) bool { _, named := values[x.Name]; return x.button() && named })
	for _, x := range f.Fields {
		value, typed := values[x.Name]
		switch {
		case x.Name == "" || value == Omit:
		case x.button():
			if typed && (value == x.Value || value == "") || !pressed && x.Type == "submit" {
				out.Set(x.Name, x.Value)
				pressed = true
			}
		case x.Type == "radio":
			if typed && value == x.Value || !typed && x.Checked {
				out.Set(x.Name, x.Value)
			}
		case x.Type == "checkbox":
			if typed || x.Checked {
				out.Add(x.Name, x.Value)
			}
		case typed:
			out.Set(x.Name, value)
		default:
			out.Add(x.Name, x.Value)
		}
	}
	for name, value := range values {
		switch {
		case f.Field(name) == nil:
			p.b.w.t.Errorf("%s: the form has no field %q but %v", p.URL.Path, name, f.names())
		case value != Omit && !out.Has(name):
			p.b.w.t.Errorf("%s: %q cannot be %q", p.URL.Path, name, value)
		}
	}
	return out
}

// Submit fills the first form that has all the named fields in and sends it. It gives the answer, be it a redirect.
func (p *Page) Submit(values Params) *Page {
	p.b.w.t.Helper()
	var fields []string
	for name := range values {
		fields = append(fields, name)
	}
	slices.Sort(fields)
	f := p.Form(fields...)
	return p.Send(f, p.Fill(f, values))
}

// Send sends a form with these values.
func (p *Page) Send(f *Form, values url.Values) *Page {
	p.b.w.t.Helper()
	p.b.At = p
	if f.Method == http.MethodGet {
		to := *f.Action
		to.RawQuery = values.Encode()
		return p.b.Open(to.String())
	}
	return p.b.ask(http.MethodPost, f.Action.String(), values)
}

func attr1(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}
