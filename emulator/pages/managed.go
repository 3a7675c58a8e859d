package pages

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	g "maragu.dev/gomponents"
)

// The pages of managed login. The service makes them with a script, with element ids that change;
// what scripts rely on are the names of the fields, one button of type submit, and its text. Seen:
// public scripts (username, password, "Next", "Continue"). Assumed: all other texts and elements
// (A369).

// sheet is a page of managed login: a form in the middle, with what stands around it.
type sheet struct {
	title, text string
	graphic     types.AssetCategoryType // shown above the title, if the style has one
	inside      g.Node
}

func (f Frame) managed(s sheet) g.Node {
	b := f.Look.brand
	class := []string{"login", "density-" + strings.ToLower(b.one("categories.global.spacingDensity", "REGULAR", "COMPACT"))}
	class = append(class, "h-"+strings.ToLower(b.one("categories.form.location.horizontal", "CENTER", "START", "END")),
		"v-"+strings.ToLower(b.one("categories.form.location.vertical", "CENTER", "START", "END")))
	return f.document(s.title,
		f.edge("pageHeader", "header", types.AssetCategoryTypePageHeaderLogo),
		h.Main(h.Class(strings.Join(class, " ")), h.Div(h.Class("column"),
			f.formLogo("OUT", "TOP"),
			h.Section(h.Class("card"),
				f.formLogo("IN", "TOP"),
				g.Iff(s.graphic != "" && b.is("categories.form.displayGraphics", true), func() g.Node {
					return b.picture(s.graphic, "", "graphic", "")
				}),
				h.H1(words(s.title)),
				g.If(s.text != "", h.P(h.Class("description"), words(s.text))),
				f.alert(),
				s.inside,
				f.formLogo("IN", "BOTTOM"),
			),
			f.formLogo("OUT", "BOTTOM"),
		)),
		f.edge("pageFooter", "footer", types.AssetCategoryTypePageFooterLogo),
	)
}

// alert is what went wrong.
func (f Frame) alert() g.Node {
	return g.If(f.Error != "", h.Div(h.Class("alert error"), h.Role("alert"), h.Span(h.Class("sign"), h.Aria("hidden", "true")), h.P(words(f.Error))))
}

// edge is the header or the footer of the page.
func (f Frame) edge(setting, element string, logo types.AssetCategoryType) g.Node {
	b := f.Look.brand
	if !b.is("categories.global."+setting+".enabled", false) {
		return nil
	}
	place := strings.ToLower(b.one("components."+setting+".logo.location", "START", "CENTER", "END"))
	return el(element, h.Class("edge "+element+" logo-"+place), g.Iff(b.is("components."+setting+".logo.enabled", false), func() g.Node {
		return b.picture(logo, "", "logo", "Logo")
	}))
}

// formLogo is the logo of the form, where the style wants it here.
func (f Frame) formLogo(inclusion, position string) g.Node {
	b := f.Look.brand
	if !b.is("components.form.logo.enabled", false) || b.one("components.form.logo.formInclusion", "IN", "OUT") != inclusion ||
		b.one("components.form.logo.position", "TOP", "BOTTOM") != position {
		return nil
	}
	image := b.picture(types.AssetCategoryTypeFormLogo, "", "logo", "Logo")
	if image == nil {
		return nil
	}
	return h.Div(h.Class("form-logo logo-"+strings.ToLower(b.one("components.form.logo.location", "CENTER", "START", "END"))), image)
}

// post is the form of a page.
func (f Frame) post(name string, inside ...g.Node) g.Node {
	return h.Form(h.Action(f.Action), h.Method("post"), h.Name(name),
		f.first(), g.Group(inside), f.rest(), h.Input(h.Type("hidden"), h.Name(FieldDeviceData), h.Value("")))
}

// row is a field below its label.
func row(x field, more ...g.Node) g.Node {
	return h.Div(h.Class("field"), h.Label(h.For(x.id), words(x.label)), x.input(g.If(x.focus, h.AutoFocus())), g.Group(more))
}

func rows(list []field) g.Node { return g.Map(list, func(x field) g.Node { return row(x) }) }

// primary is the button that sends the form.
func primary(name, text string) g.Node {
	return h.Button(h.Type("submit"), h.Class("primary"), h.Name(name), h.Value("submit"), words(text))
}

// link is a line with a link; without an address there is none.
func link(before, text, href string) g.Node {
	return g.If(href != "", h.P(h.Class("link"), g.If(before != "", words(before+" ")), h.A(h.Href(href), words(text))))
}

// show is the box that shows passwords; the script makes it visible.
func (t *texts) show() g.Node {
	return h.Label(h.Class("show"), h.Data("show", "password"), flag("hidden"), h.Input(h.Type("checkbox")), words(" "+t.say("showPassword")))
}

func (f Frame) managedSignIn(v SignIn) g.Node {
	t, b := f.Look.text, f.Look.brand
	user := t.usernameField(v.Identifier, "username", v.Username)
	user.focus = v.Username == ""
	var local g.Node
	switch {
	case v.NoPassword:
	case v.Choice:
		user.auto = "username webauthn"
		local = f.post("signInForm", row(user), primary(buttonSignIn, t.say("next")))
	default:
		password := t.passwordField("password")
		password.focus = v.Username != ""
		local = f.post("signInForm", row(user), row(password, t.show()),
			link("", t.say("forgot"), v.ForgotURL), primary(buttonSignIn, t.say("signIn")))
	}
	federated := f.managedProviders(v)
	both := []g.Node{local, federated}
	if b.federationFirst() {
		both[0], both[1] = federated, local
	}
	if local != nil && federated != nil {
		both = []g.Node{both[0], h.Div(h.Class("or"), h.Span(words(t.say("or")))), both[1]}
	}
	return f.managed(sheet{title: t.say("signIn"), text: t.say("signInText"), inside: g.Group{
		g.Group(both), link(t.say("newUser"), t.say("createAccount"), v.SignUpURL)}})
}

// managedProviders are the buttons of the identity providers, and the box for a corporate address.
func (f Frame) managedProviders(v SignIn) g.Node {
	t, b := f.Look.text, f.Look.brand
	if len(v.Providers) == 0 && v.Corporate == "" {
		return nil
	}
	icons := b.is("componentClasses.idpButtons.icons.enabled", true)
	var list g.Group
	for _, p := range b.order(v.Providers) {
		name, icon := p.Name, g.Node(nil)
		if s, ok := socials[p.Type]; ok {
			name, icon = s.name, g.Raw(s.icon)
		}
		if own := b.picture(types.AssetCategoryTypeIdpButtonIcon, p.Name, "social-logo", ""); own != nil {
			icon = own
		}
		list = append(list, h.A(h.Class("idp"), h.Role("button"), h.Href(p.URL), h.Data("provider", p.Name),
			g.If(icons && icon != nil, icon), h.Span(words(t.say("continueWith", name)))))
	}
	if v.Corporate != "" {
		list = append(list, h.Form(h.Action(v.Corporate), h.Method("post"), h.Name("corporateForm"), f.first(), f.rest(),
			row(field{name: FieldCorporate, id: "corporateEmail", kind: "email", auto: "email", hold: exampleEmail, label: t.say("corporateLabel")}),
			h.Button(h.Type("submit"), h.Class("secondary"), h.Name(buttonAnswer), h.Value("submit"), words(t.say("corporate")))))
	}
	return h.Div(h.Class("providers"), list)
}

func (f Frame) managedPassword(v Password) g.Node {
	t := f.Look.text
	password := t.passwordField("password")
	password.focus = true
	return f.managed(sheet{title: t.say("enterPassword"), text: t.say("enterPasswordText", v.Username), graphic: types.AssetCategoryTypePasswordGraphic,
		inside: g.Group{
			f.post("passwordForm", whose(v.Username), row(password, t.show()),
				link("", t.say("forgot"), v.ForgotURL), primary(buttonSignIn, t.say("continue"))),
			link("", t.say("otherWays"), v.OtherURL), link("", t.say("back"), v.BackURL)}})
}

func (f Frame) managedChooseFactor(v ChooseFactor) g.Node {
	t := f.Look.text
	list := g.Map(v.Factors, func(x Factor) g.Node {
		text, hint := t.say("usePassword"), t.say("passwordHint")
		switch x.Challenge {
		case types.ChallengeNameTypeEmailOtp:
			text, hint = t.say("useEmail"), ""
		case types.ChallengeNameTypeSmsOtp:
			text, hint = t.say("useSms"), ""
		case types.ChallengeNameTypeWebAuthn:
			text, hint = t.say("usePasskey"), t.say("passkeyHint")
		}
		if x.Destination != "" {
			hint = t.say("sentTo", x.Destination)
		}
		return h.Button(h.Type("submit"), h.Class("choice"), h.Name(FieldFactor), h.Value(string(x.Challenge)),
			h.Span(words(text)), g.If(hint != "", h.Small(words(hint))))
	})
	return f.managed(sheet{title: t.say("chooseFactor"), text: t.say("chooseFactorText", v.Username), inside: g.Group{
		f.post("factorForm", h.Div(h.Class("choices"), list)), link("", t.say("back"), v.BackURL)}})
}

func (f Frame) managedSignUp(v SignUp) g.Node {
	t := f.Look.text
	password := t.passwordField("password")
	password.auto, password.check, password.optional = "new-password", true, v.OptionalPassword
	user := t.usernameField(v.Identifier, "username", v.Username)
	user.focus = true
	return f.managed(sheet{title: t.say("signUp"), text: t.say("signUpText"), inside: g.Group{
		f.post("signUpForm", row(user), rows(t.attributeFields(v.Attributes)),
			row(password, t.show()), managedRules(t.rules(v.Policy)),
			f.terms(v), primary(buttonSignUp, t.say("signUp"))),
		link(t.say("haveAccount"), t.say("signIn"), v.SignInURL)}})
}

// terms are what a new user agrees to. Doc: "Managed login", terms (only if both documents are there).
func (f Frame) terms(v SignUp) g.Node {
	if v.TermsURL == "" || v.PrivacyURL == "" {
		return nil
	}
	t := f.Look.text
	outside := func(href, key string) g.Node {
		return h.A(h.Href(href), h.Target("_blank"), h.Rel("noopener noreferrer"), words(t.say(key)))
	}
	before, rest, _ := strings.Cut(t.say("terms"), "{0}")
	middle, after, _ := strings.Cut(rest, "{1}")
	return h.P(h.Class("terms"), words(before), outside(v.TermsURL, "termsOfUse"), words(middle), outside(v.PrivacyURL, "privacyPolicy"), words(after))
}

// managedRules are the rules of a password.
func managedRules(rules []rule) g.Node {
	return g.If(len(rules) > 0, h.Ul(h.Class("rules"), g.Map(rules, func(r rule) g.Node {
		return h.Li(h.Data("rule", r.check), g.If(r.length > 0, h.Data("length", itoa(r.length))), words(r.text))
	})))
}

// resend is the form that asks for another code.
func (f Frame) resend(action string, m types.DeliveryMediumType, destination string) g.Node {
	t := f.Look.text
	return g.If(action != "", h.Form(h.Action(action), h.Method("post"), h.Name("resendCodeForm"), h.Class("resend"), f.first(), f.rest(), f.delivery(m, destination),
		h.Span(words(t.say("noCode"))), words(" "), h.Button(h.Type("submit"), h.Class("plain"), h.Name("resend"), h.Value("submit"), words(t.say("sendNew")))))
}

func mediumGraphic(m types.DeliveryMediumType) types.AssetCategoryType {
	if m == types.DeliveryMediumTypeSms {
		return types.AssetCategoryTypeSmsGraphic
	}
	return types.AssetCategoryTypeEmailGraphic
}

func (f Frame) managedConfirm(v Confirm) g.Node {
	t := f.Look.text
	if v.Link {
		return f.managed(sheet{title: t.say("confirm"), text: t.linkText(v), graphic: mediumGraphic(v.Medium),
			inside: g.Group{link("", t.say("continue"), v.SignInURL), f.resend(v.ResendURL, v.Medium, v.Destination)}})
	}
	return f.managed(sheet{title: t.say("confirm"), text: t.sent("confirmText", v.Medium, v.Destination), graphic: mediumGraphic(v.Medium),
		inside: g.Group{
			f.post("confirmForm", row(t.codeField(FieldCode, "verification_code", t.say("code"))), primary(buttonConfirm, t.say("confirmButton")),
				f.delivery(v.Medium, v.Destination)),
			f.resend(v.ResendURL, v.Medium, v.Destination)}})
}

func (f Frame) managedForgot(v Forgot) g.Node {
	t := f.Look.text
	user := t.usernameField(v.Identifier, "username", v.Username)
	user.focus = true
	return f.managed(sheet{title: t.say("forgotTitle"), text: t.say("forgotText"), graphic: types.AssetCategoryTypePasswordGraphic,
		inside: g.Group{f.post("forgotPasswordForm", row(user), primary(buttonForgot, t.say("forgotButton"))),
			link("", t.say("backToSignIn"), v.SignInURL)}})
}

func (f Frame) managedConfirmForgot(v ConfirmForgot) g.Node {
	t := f.Look.text
	return f.managed(sheet{title: t.say("resetTitle"), text: t.sent("resetText", v.Medium, v.Destination), graphic: mediumGraphic(v.Medium),
		inside: g.Group{
			f.post("confirmForgotPasswordForm", row(t.codeField(FieldCode, "forgot_password_code", t.say("code"))),
				t.newPassword(v.Policy), primary(buttonResetPassword, t.say("resetButton")), f.delivery(v.Medium, v.Destination)),
			f.resend(v.ResendURL, v.Medium, v.Destination)}})
}

// newPassword are the fields of a new password, with its rules between them.
func (t *texts) newPassword(p *types.PasswordPolicyType) g.Node {
	two := t.newPasswordFields()
	return g.Group{row(two[0], t.show()), managedRules(t.rules(p)), row(two[1])}
}

func (f Frame) managedNewPassword(v NewPassword) g.Node {
	t := f.Look.text
	return f.managed(sheet{title: t.say("changeTitle"), text: t.say("changeText"), graphic: types.AssetCategoryTypePasswordGraphic,
		inside: f.post("changePasswordForm", whose(v.Username), t.newPassword(v.Policy), rows(t.attributeFields(v.Attributes)),
			primary(buttonResetPassword, t.say("changeButton")))})
}
