package pages

import (
	g "maragu.dev/gomponents"
	gh "maragu.dev/gomponents/html"
)

// tags makes elements and attributes, by the names that gomponents/html has for them. Those functions
// are inlined, with all that gomponents does for an element, into every place that uses one: for these
// pages that was half a megabyte of program. What is here is there once.
type tags struct{}

var h = tags{}

//go:noinline
func el(name string, children ...g.Node) g.Node { return g.El(name, children...) }

//go:noinline
func at(name, value string) g.Node { return g.Attr(name, value) }

//go:noinline
func flag(name string) g.Node { return g.Attr(name) }

// words are a text within an element; everything in it is escaped.
//
//go:noinline
func words(text string) g.Node { return g.Text(text) }

func (tags) Doctype(page g.Node) g.Node {
	return gh.Doctype(page)
}

func (tags) A(children ...g.Node) g.Node        { return el("a", children...) }
func (tags) Body(children ...g.Node) g.Node     { return el("body", children...) }
func (tags) Br(children ...g.Node) g.Node       { return el("br", children...) }
func (tags) Button(children ...g.Node) g.Node   { return el("button", children...) }
func (tags) Code(children ...g.Node) g.Node     { return el("code", children...) }
func (tags) Details(children ...g.Node) g.Node  { return el("details", children...) }
func (tags) Div(children ...g.Node) g.Node      { return el("div", children...) }
func (tags) FieldSet(children ...g.Node) g.Node { return el("fieldset", children...) }
func (tags) Form(children ...g.Node) g.Node     { return el("form", children...) }
func (tags) H1(children ...g.Node) g.Node       { return el("h1", children...) }
func (tags) HTML(children ...g.Node) g.Node     { return el("html", children...) }
func (tags) Head(children ...g.Node) g.Node     { return el("head", children...) }
func (tags) Hr(children ...g.Node) g.Node       { return el("hr", children...) }
func (tags) Img(children ...g.Node) g.Node      { return el("img", children...) }
func (tags) Input(children ...g.Node) g.Node    { return el("input", children...) }
func (tags) Label(children ...g.Node) g.Node    { return el("label", children...) }
func (tags) Legend(children ...g.Node) g.Node   { return el("legend", children...) }
func (tags) Li(children ...g.Node) g.Node       { return el("li", children...) }
func (tags) Link(children ...g.Node) g.Node     { return el("link", children...) }
func (tags) Main(children ...g.Node) g.Node     { return el("main", children...) }
func (tags) Meta(children ...g.Node) g.Node     { return el("meta", children...) }
func (tags) Ol(children ...g.Node) g.Node       { return el("ol", children...) }
func (tags) P(children ...g.Node) g.Node        { return el("p", children...) }
func (tags) Script(children ...g.Node) g.Node   { return el("script", children...) }
func (tags) Section(children ...g.Node) g.Node  { return el("section", children...) }
func (tags) Small(children ...g.Node) g.Node    { return el("small", children...) }
func (tags) Source(children ...g.Node) g.Node   { return el("source", children...) }
func (tags) Span(children ...g.Node) g.Node     { return el("span", children...) }
func (tags) StyleEl(children ...g.Node) g.Node  { return el("style", children...) }
func (tags) Summary(children ...g.Node) g.Node  { return el("summary", children...) }
func (tags) TitleEl(children ...g.Node) g.Node  { return el("title", children...) }
func (tags) Ul(children ...g.Node) g.Node       { return el("ul", children...) }

func (tags) Action(v string) g.Node       { return at("action", v) }
func (tags) Alt(v string) g.Node          { return at("alt", v) }
func (tags) AutoComplete(v string) g.Node { return at("autocomplete", v) }
func (tags) Charset(v string) g.Node      { return at("charset", v) }
func (tags) Class(v string) g.Node        { return at("class", v) }
func (tags) Content(v string) g.Node      { return at("content", v) }
func (tags) For(v string) g.Node          { return at("for", v) }
func (tags) Height(v string) g.Node       { return at("height", v) }
func (tags) Href(v string) g.Node         { return at("href", v) }
func (tags) ID(v string) g.Node           { return at("id", v) }
func (tags) Lang(v string) g.Node         { return at("lang", v) }
func (tags) Method(v string) g.Node       { return at("method", v) }
func (tags) Name(v string) g.Node         { return at("name", v) }
func (tags) Placeholder(v string) g.Node  { return at("placeholder", v) }
func (tags) Rel(v string) g.Node          { return at("rel", v) }
func (tags) Role(v string) g.Node         { return at("role", v) }
func (tags) Src(v string) g.Node          { return at("src", v) }
func (tags) SrcSet(v string) g.Node       { return at("srcset", v) }
func (tags) TabIndex(v string) g.Node     { return at("tabindex", v) }
func (tags) Target(v string) g.Node       { return at("target", v) }
func (tags) Type(v string) g.Node         { return at("type", v) }
func (tags) Value(v string) g.Node        { return at("value", v) }
func (tags) Width(v string) g.Node        { return at("width", v) }
func (tags) Aria(name, v string) g.Node   { return at("aria-"+name, v) }
func (tags) Data(name, v string) g.Node   { return at("data-"+name, v) }

func (tags) AutoFocus() g.Node { return flag("autofocus") }
func (tags) Checked() g.Node   { return flag("checked") }
func (tags) Defer() g.Node     { return flag("defer") }
func (tags) ReadOnly() g.Node  { return flag("readonly") }
func (tags) Required() g.Node  { return flag("required") }
