package pages

import (
	_ "embed"
	"encoding/base64"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	g "maragu.dev/gomponents"
)

//go:embed classic.css
var classicStyle string

//go:embed managed.css
var managedStyle string

// The service's own colours. Doc: the sample of UpdateManagedLoginBranding.

//go:embed light.css
var lightStyle string

//go:embed dark.css
var darkStyle string

//go:embed script.js
var script string

// Script is what browsers do with the pages: passkeys, password rules while they are typed, twin
// fields of the classic pages kept the same. It is served as text/javascript at Frame.Script.
func Script() []byte { return []byte(script) }

// Look is how the pages of an app client look. It does not change.
type Look struct {
	managed bool
	text    *texts
	style   string // style sheet
	logo    string // classic: a data URI, or empty
	brand   brand
}

// Classic is the look of the hosted UI. CSS and logo are those of SetUICustomization; both may be
// missing.
func Classic(css string, logo []byte) *Look {
	l := &Look{text: allTexts()[classic], style: classicStyle + "\n" + harmless(css)}
	if len(logo) > 0 {
		l.logo = dataURI(imageType(logo), logo)
	}
	return l
}

// Managed is the look of managed login. Settings is the JSON text of a style, which may be empty or
// say only some things; what it does not say is as the service's own style has it. Languages that
// managed login does not speak are English.
func Managed(lang, settings string, assets []types.AssetType) *Look {
	l := &Look{managed: true, text: textsOf(lang), brand: readBrand(settings, assets)}
	l.style = l.brand.css() + managedStyle
	return l
}

// harmless keeps a style sheet from ending the element that it stands in.
func harmless(css string) string { return strings.ReplaceAll(css, "<", `\3c `) }

// imageType is the media type of a logo. Doc: SetUICustomization takes PNG, JPG and JPEG files.
func imageType(image []byte) string {
	if strings.HasPrefix(string(image), "\x89PNG") {
		return "image/png"
	}
	return "image/jpeg"
}

func dataURI(mediaType string, data []byte) string {
	return "data:" + mediaType + ";base64," + base64.StdEncoding.EncodeToString(data)
}

// document is a page around its body.
func (f Frame) document(title string, body ...g.Node) g.Node {
	return h.Doctype(h.HTML(h.Lang(f.Look.text.lang),
		h.Head(
			h.Meta(h.Charset("utf-8")),
			h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1")),
			h.Meta(h.Name("robots"), h.Content("noindex")),
			h.TitleEl(words(title)),
			f.Look.icons(),
			h.StyleEl(g.Raw(f.Look.style)),
			g.If(f.Script != "", h.Script(h.Src(f.Script), h.Defer())),
		),
		h.Body(body...),
	))
}

// hidden are hidden fields. The name stands before the value: public scripts look for it like this.
func hidden(fields []Field) g.Node {
	return g.Map(fields, func(x Field) g.Node {
		return h.Input(h.Type("hidden"), h.Name(x.Name), h.Value(x.Value))
	})
}

// first and rest are the hidden fields for the beginning of a form and for its end. Public scripts
// count elements: one hidden field stands before the first label.
func (f Frame) first() g.Node { return hidden(f.Hidden[:min(1, len(f.Hidden))]) }

func (f Frame) rest() g.Node { return hidden(f.Hidden[min(1, len(f.Hidden)):]) }

// input is the element of a field, with what else it needs.
func (x field) input(more ...g.Node) g.Node {
	return h.Input(
		h.ID(x.id), h.Name(x.name), h.Type(x.kind),
		g.If(x.value != "" && x.kind != "password", h.Value(x.value)),
		g.If(x.auto != "", h.AutoComplete(x.auto)),
		g.If(x.mode != "", at("inputmode", x.mode)),
		g.If(x.hold != "", h.Placeholder(x.hold)),
		g.If(x.auto == "username" || x.kind == "email", g.Group{at("autocapitalize", "none"), at("spellcheck", "false")}),
		g.If(!x.optional, h.Required()),
		g.If(x.check, h.Data("check", "password")),
		g.If(x.same != "", g.Group{h.Data("same", x.same), h.Data("differ", x.differ)}),
		g.Group(more),
	)
}

// passkeyForm is a form that the script fills in and sends.
func (f Frame) passkeyForm(kind, options string, inside ...g.Node) g.Node {
	return h.Form(h.Action(f.Action), h.Method("post"), h.Name("passkeyForm"),
		h.Data("passkey", kind), h.Data("options", options),
		f.first(), f.rest(),
		h.Input(h.Type("hidden"), h.Name(FieldCredential), h.Value("")),
		g.Group(inside),
	)
}
