package pages

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	g "maragu.dev/gomponents"
)

// The classic pages. Their elements, classes and texts are those of saved pages and of public scripts,
// down to how deep a form lies and which child of its parent an element is: scripts ask for that too.

// classicTitle is the title of all classic pages. Seen: saved pages, public scripts.
const classicTitle = "Signin"

// Classes of the box around everything.
const (
	classBox     = "modal-content background-customizable modal-content-mobile"
	classWideBox = "modal-content background-customizable modal-content-desktop"
	onDesktop    = " visible-md visible-lg"
	onMobile     = " visible-xs visible-sm"
	classButton  = "btn btn-primary submitButton-customizable"
	classInput   = "form-control inputField-customizable"
	classText    = "textDescription-customizable "
)

// classic is a page with boxes.
func (f Frame) classic(boxes ...g.Node) g.Node {
	return f.document(classicTitle, h.Div(h.Class("container"), h.Div(h.Class("modal-dialog"), g.Group(boxes))))
}

// box is the banner and what stands below it.
func (f Frame) box(class string, inside ...g.Node) g.Node {
	return h.Div(h.Class(class),
		h.Div(h.Div(h.Div(h.Class("banner-customizable"), el("center",
			g.Iff(f.Look.logo != "", func() g.Node {
				return h.Img(h.Class("logo-customizable"), h.Src(f.Look.logo), h.Alt("Logo"))
			}),
		)))),
		h.Div(h.Class("modal-body"), g.Group(inside)),
	)
}

// part is a part of a box; an empty one has its place too.
func part(inside ...g.Node) g.Node { return h.Div(h.Div(inside...)) }

// simple is a page with one box, which is shown at all widths. Seen: saved pages (forgotten password).
func (f Frame) simple(inside ...g.Node) g.Node {
	return f.classic(f.box(classBox, h.Div(inside...)))
}

// message is what went wrong. Seen: public scripts.
func (f Frame) message() g.Node {
	return g.If(f.Error != "", h.P(h.ID("loginErrorMessage"), h.Class("errorMessage-customizable"), h.Role("alert"), words(f.Error)))
}

// form is a form of a classic page. Its action stands before its name: public scripts look for it
// like this.
func (f Frame) form(name, action string, inside ...g.Node) g.Node {
	return h.Form(h.Action(action), h.Method("POST"), h.Class("cognito-asf"), h.Name(name),
		f.first(), f.message(), g.Group(inside), f.rest(),
		h.Input(h.Type("hidden"), h.Name(FieldDeviceData), h.Value("")),
	)
}

// labelled is a field below its label. The name is said twice, because pages with two boxes have each
// id twice, so that a label finds only the field of the first box.
func labelled(x field) g.Node {
	return g.Group{
		h.Label(h.For(x.id), h.Class("label-customizable"), words(x.label)),
		h.Div(x.input(h.Class(classInput), h.Aria("label", x.label))),
	}
}

func fields(list []field) g.Node { return g.Map(list, labelled) }

// button sends a form.
func button(name, text string, more ...g.Node) g.Node {
	return h.Button(h.Type("submit"), h.Name(name), h.Class(classButton), g.Group(more), words(text))
}

// redirect is a line with a link. Seen: saved pages, public scripts.
func redirect(before, text, href string) g.Node {
	return h.P(h.Class("redirect-customizable"),
		g.If(before != "", g.Group{h.Span(words(before)), g.Raw("&nbsp;")}), h.A(h.Href(href), words(text)))
}

// classicSignIn shows the form twice, for wide and for narrow windows; the narrow one stands first.
// Seen: saved pages, public scripts.
func (f Frame) classicSignIn(v SignIn) g.Node {
	if len(v.Providers) == 0 && v.Corporate == "" {
		inside := func() g.Node {
			return g.Group{part(), h.Div(h.Div(part(), part(h.Div(f.signInForm(v)))))}
		}
		return f.classic(f.box(classBox+onMobile, inside()), f.box(classBox+onDesktop, inside()))
	}
	if v.NoPassword {
		inside := func() g.Node { return g.Group{part(f.message()), h.Div(f.providers(v))} }
		return f.classic(f.box(classBox+onMobile, inside()), f.box(classBox+onDesktop, inside()))
	}
	return f.classic(
		f.box(classBox+onMobile,
			part(f.providers(v)),
			h.Div(f.or(), h.Div(h.Div(f.signInForm(v)))),
		),
		f.box(classWideBox+onDesktop, h.Div(h.Class("panels"),
			h.Div(h.Class("panel panel-right-border col-md-6 col-lg-6"), part(), h.Div(f.providers(v))),
			h.Div(h.Class("panel panel-left-border col-md-6 col-lg-6"), part(), h.Div(h.Div(f.signInForm(v)))),
			h.Span(h.Class("panel-or background-customizable"), words(f.Look.text.say("or"))),
		)),
	)
}

func (f Frame) or() g.Node {
	return h.Div(h.Class("login-or"), h.Hr(h.Class("hr-or")),
		h.Span(h.Class("span-or background-customizable "), words(f.Look.text.say("or"))))
}

// signInForm asks for username and password. Seen: saved pages, public scripts. Assumed: no pages are
// there that ask for one of them only (A368).
func (f Frame) signInForm(v SignIn) g.Node {
	t := f.Look.text
	text := "signInUsername"
	switch v.Identifier {
	case ByEmail:
		text = "signInEmail"
	case ByPhone:
		text = "signInPhone"
	case ByEmailOrPhone:
		text = "signInEmailOrPhone"
	}
	return g.Group{
		h.Span(h.Class(classText), words(t.say(text))),
		f.form("cognitoSignInForm", f.Action,
			labelled(t.usernameField(v.Identifier, "signInFormUsername", v.Username)),
			labelled(t.passwordField("signInFormPassword")),
			g.If(v.ForgotURL != "", h.A(h.Class("redirect-customizable"), h.Href(v.ForgotURL), words(t.say("forgot")))),
			h.Input(h.Name(buttonSignIn), h.Type("Submit"), h.Value(t.say("signIn")), h.Class(classButton), h.Aria("label", "submit")),
			h.Br(),
			g.If(v.SignUpURL != "", h.Div(redirect(t.say("newUser"), t.say("createAccount"), v.SignUpURL))),
		),
	}
}

// providers are the buttons of the identity providers: companies first, then social ones. Seen: a
// saved page. Assumed: each form leads to where the button goes, so that no script is needed (A368).
func (f Frame) providers(v SignIn) g.Node {
	t := f.Look.text
	var companies, social g.Group
	for _, p := range v.Providers {
		if s, ok := socials[p.Type]; ok {
			path, query := splitQuery(p.URL)
			social = append(social, jump(path, query, h.Button(h.Type("submit"), h.Name(s.button), h.Class("btn "+s.class+" socialButton-customizable"),
				h.Span(g.Raw(s.icon)), h.Span(words(t.say("continueWith", s.name))))))
		} else {
			companies = append(companies, company(p))
		}
	}
	return h.Div(
		g.If(len(companies) > 0 || v.Corporate != "", h.Div(
			h.Span(h.Class("idpDescription-customizable"), words(t.say("corporate"))), companies,
			g.Iff(v.Corporate != "", func() g.Node { return f.corporate(v) }))),
		g.If(len(social) > 0, h.Div(
			h.Span(h.Class("idpDescription-customizable"), words(t.say("social"))), social,
			h.Span(h.Class("legalText-customizable"), words(t.say("legal"))))),
	)
}

// corporate is the box for an e-mail address whose domain names a provider.
func (f Frame) corporate(v SignIn) g.Node {
	t := f.Look.text
	return h.Form(h.Action(v.Corporate), h.Method("POST"), h.Name("loginWithCorporateEmail"), f.first(), f.rest(),
		h.Label(h.For("corporateEmail"), h.Class("label-customizable"), words(t.say("corporateText"))),
		h.Div(h.Input(h.ID("corporateEmail"), h.Name(FieldCorporate), h.Type("email"), h.Class(classInput), h.Placeholder(exampleEmail),
			h.AutoComplete("email"), h.Aria("label", t.say("corporateLabel")), h.Required())),
		button(buttonAnswer, t.say("signIn")))
}

// jump is a form that only leads somewhere. The query of a form's address is lost when it is sent with
// GET, so it stands in hidden fields.
func jump(path string, query []Field, inside ...g.Node) g.Node {
	return h.Form(h.Action(path), h.Method("GET"), hidden(query), g.Group(inside))
}

// company is the button of a provider that is not a social one. Scripts look for the one field with
// the provider's name in it, so the button stands in for the parameter that says the same.
func company(p Provider) g.Node {
	path, query := splitQuery(p.URL)
	name := ""
	if n := slices.IndexFunc(query, func(x Field) bool { return x.Value == p.Name }); n >= 0 {
		name = query[n].Name
		query = slices.Delete(query, n, n+1)
	}
	return jump(path, query, h.Name("loginWithIdentityProvider"),
		h.Input(h.Type("submit"), g.If(name != "", h.Name(name)), h.Value(p.Name), h.Class("btn btn-info idpButton-customizable"), h.Aria("label", p.Name)))
}

// classicSignUp shows the form twice; the wide one stands first. Seen: a saved page, public scripts.
func (f Frame) classicSignUp(v SignUp) g.Node {
	t := f.Look.text
	inside := func() g.Node {
		username := t.usernameField(v.Identifier, "signUpFormUsername", v.Username)
		password := t.passwordField("signUpFormPassword")
		password.auto, password.check, password.optional = "new-password", true, v.OptionalPassword
		return g.Group{
			h.Div(part(), part()),
			h.Div(part(
				h.Span(h.Class(classText), words(t.say("signUpText"))),
				f.form("signupform", f.Action,
					labelled(username),
					g.Map(t.attributeFields(v.Attributes), func(x field) g.Node { return h.Div(labelled(x)) }),
					labelled(password), classicRules(t.rules(v.Policy)),
					h.Button(h.Type("submit"), h.Name(buttonSignUp),
						h.Class("btn btn-primary signUpButton submitButton-customizable"), words(t.say("signUp"))),
					h.Br(),
					redirect(t.say("haveAccount"), t.say("signIn"), v.SignInURL),
				),
			)),
		}
	}
	return f.classic(f.box(classBox+onDesktop, inside()), f.box(classBox+onMobile, inside()))
}

// classicRules are the rules of a password. Seen: a saved page, which fills them in with a script.
func classicRules(rules []rule) g.Node {
	return part(g.Map(rules, func(r rule) g.Node {
		return h.Div(h.Class("checkPassword-"+r.class), h.Data("rule", r.check), g.If(r.length > 0, h.Data("length", itoa(r.length))),
			h.Span(h.Aria("hidden", "true"), h.Class("check-"+r.class)), h.Span(h.Class("checkPasswordText-"+r.class), words(r.text)))
	}))
}

// mediumName is how the classic pages name a medium in their hidden fields.
func mediumName(m types.DeliveryMediumType) string { return strings.ToUpper(medium(m)) }
