package inspect

import (
	_ "embed"
	"fmt"
	"net/url"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

//go:embed page.css
var pageStyle string

// view is the page as HTML; everything that is not a literal here is escaped.
func view(p page) g.Node {
	title, heading := "cognito-emulator", g.Node(g.Text("cognito-emulator"))
	if p.Pool != nil {
		title = p.Pool.Name + " · " + title
		heading = g.Group{h.A(h.Href("/_inspect/"), g.Text("cognito-emulator")), g.Text(" / " + p.Pool.Name)}
	}
	return h.Doctype(h.HTML(h.Lang("en"),
		h.Head(
			h.Meta(h.Charset("utf-8")),
			h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1")),
			h.TitleEl(g.Text(title)),
			h.StyleEl(g.Raw(pageStyle)),
		),
		h.Body(
			h.Header(h.H1(heading), h.P(h.Class("quiet"), g.Text(p.summary()))),
			contents(p),
			h.H2(g.Text("Messages, newest first")),
			table("Nothing was sent yet.", []string{"Sent", "To", "Occasion", "Code", "Text"}, p.Messages, messageRow),
		),
	))
}

// summary is the line below the heading.
func (p page) summary() string {
	clock := "The clock shows " + p.Clock.Now.Format(timeForm)
	switch {
	case p.Clock.Frozen:
		clock += ", frozen"
	case p.Clock.Offset != 0:
		clock += ", " + p.Clock.Offset.String() + " off wall time"
	}
	return fmt.Sprintf("%s. %d of %d operations are emulated. Reload to see what is new.", clock, p.Emulated, p.Total)
}

// contents are all pools, or what is in the one that is looked into.
func contents(p page) g.Node {
	if p.Pool == nil {
		return g.Group{
			h.H2(g.Text("User pools")),
			table(nothing, []string{"Name", "Id", "Region", "Account", "App clients", "Users"}, p.Pools, func(r poolRow) []g.Node {
				link := h.A(h.Href("/_inspect/?userPoolId="+url.QueryEscape(string(r.ID))), g.Text(r.Name))
				return []g.Node{link, code(string(r.ID)), g.Text(r.Region), g.Text(r.Account), number(r.Clients), number(r.Users)}
			}),
		}
	}
	return g.Group{
		h.H2(g.Text("App clients")),
		table(nothing, []string{"Name", "Id", "Secret", "Sign-in"}, p.Clients, func(r clientRow) []g.Node {
			secret := "no"
			if r.Secret {
				secret = "yes"
			}
			return []g.Node{g.Text(r.Name), code(string(r.ID)), g.Text(secret), g.Text(r.Flows)}
		}),
		h.H2(g.Text("Users")),
		table(nothing, []string{"Username", "Status", "E-mail", "Phone", "Second factors", "Created"}, p.Users, func(r userRow) []g.Node {
			status := r.Status
			if !r.Enabled {
				status += ", disabled"
			}
			return []g.Node{code(r.Username), g.Text(status), g.Text(r.Email), g.Text(r.Phone), g.Text(r.Factors), instant(r.Created)}
		}),
		g.If(p.MoreUsers, h.P(h.Class("quiet"), g.Text("There are more."))),
	}
}

func messageRow(m Message) []g.Node {
	return []g.Node{
		instant(m.SentAt),
		g.Group{g.Text(m.Destination), h.Br(), h.Code(h.Class("quiet"), g.Text(m.Username))},
		g.Text(m.Purpose),
		h.Strong(h.Class("code"), g.Text(m.Code)),
		h.Div(h.Class("body"),
			g.If(m.Subject != "", g.Group{h.Strong(g.Text(m.Subject)), g.Text("\n")}),
			g.Text(m.Body),
			g.If(m.Link != "", g.Group{g.Text("\n"), h.A(h.Href(m.Link), g.Text(m.Link))}),
		),
	}
}

const (
	nothing  = "There are none yet."
	timeForm = "2006-01-02 15:04:05"
)

// table shows rows below headings, or says that there are none.
func table[R any](none string, headings []string, rows []R, cells func(R) []g.Node) g.Node {
	if len(rows) == 0 {
		return h.P(g.Text(none))
	}
	return h.Table(
		h.Tr(g.Map(headings, func(text string) g.Node { return h.Th(g.Text(text)) })),
		g.Map(rows, func(r R) g.Node {
			return h.Tr(g.Map(cells(r), func(cell g.Node) g.Node { return h.Td(cell) }))
		}),
	)
}

func code(text string) g.Node { return h.Code(g.Text(text)) }

func number(n int) g.Node { return g.Textf("%d", n) }

func instant(t time.Time) g.Node { return h.Time(g.Text(t.Format(timeForm))) }
