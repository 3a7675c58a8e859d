package pages

import (
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	g "maragu.dev/gomponents"
)

// classicConfirm asks for the code of a new user. Seen: public scripts.
func (f Frame) classicConfirm(v Confirm) g.Node {
	t := f.Look.text
	if v.Link {
		return f.simple(h.Span(h.Class(classText), h.ID("text-code"), words(t.linkText(v))), f.message(),
			redirect("", t.say("continue"), v.SignInURL), f.again(v.ResendURL, v.Medium, v.Destination))
	}
	code := t.codeField(FieldCode, "verification_code", t.say("code"))
	return f.simple(
		h.Span(h.Class(classText), h.ID("text-code"), words(t.sent("confirmText", v.Medium, v.Destination))),
		f.form("confirmForm", f.Action, labelled(code), button(buttonConfirm, t.say("confirmButton")), f.delivery(v.Medium, v.Destination)),
		f.again(v.ResendURL, v.Medium, v.Destination),
	)
}

// delivery tells the form where a code went. Seen: saved pages.
func (f Frame) delivery(m types.DeliveryMediumType, destination string) g.Node {
	return hidden([]Field{{"destination", destination}, {"deliveryMedium", mediumName(m)}})
}

// again is the form that asks for another code. Seen: public scripts (its button).
func (f Frame) again(action string, m types.DeliveryMediumType, destination string) g.Node {
	t := f.Look.text
	return g.If(action != "", h.Form(h.Action(action), h.Method("POST"), h.Name("resendCodeForm"), h.Class("again"), f.first(),
		h.Span(words(t.say("noCode"))), words(" "),
		h.Button(h.Type("submit"), h.Name("resend"), h.Class("btn btn-link redirect-customizable"), words(t.say("sendNew"))),
		f.rest(), f.delivery(m, destination)))
}

// classicForgot asks whose password is forgotten. Seen: a saved page, public scripts.
func (f Frame) classicForgot(v Forgot) g.Node {
	t := f.Look.text
	name := t.usernameField(v.Identifier, "username", v.Username)
	return f.simple(
		h.H1(words(t.say("forgotTitle"))),
		h.Span(words(t.say("forgotText", t.identifierLabel(v.Identifier)))),
		f.form("forgotpasswordform", f.Action, h.Br(),
			name.input(h.Class(classInput), h.Aria("label", name.label)),
			button(buttonForgot, t.say("forgotButton"))),
		g.If(v.SignInURL != "", redirect("", t.say("backToSignIn"), v.SignInURL)),
	)
}

// classicConfirmForgot asks for the code and a new password. Seen: a saved page, public scripts. The
// code is shown as it is typed, unlike there.
func (f Frame) classicConfirmForgot(v ConfirmForgot) g.Node {
	t := f.Look.text
	return f.simple(
		f.form("confirmforgotpasswordform", f.Action,
			h.Div(h.ID("div-forgot-password-msg"), h.Span(h.ID("text-code"), words(t.sent("resetText", v.Medium, v.Destination)))),
			labelled(t.codeField(FieldCode, "forgot_password_code", t.say("resetCode"))),
			fields(t.newPasswordFields()), classicRules(t.rules(v.Policy)),
			button(buttonResetPassword, t.say("resetButton")),
			f.delivery(v.Medium, v.Destination)),
		f.again(v.ResendURL, v.Medium, v.Destination),
	)
}

// classicNewPassword asks for a password in place of a temporary one. Seen: the texts, in copies of
// the page. Assumed: its fields are those of a forgotten password, and of the sign-up page (A365).
func (f Frame) classicNewPassword(v NewPassword) g.Node {
	t := f.Look.text
	return f.simple(
		h.H1(words(t.say("changeTitle"))),
		h.Span(words(t.say("changeText"))),
		f.form("changepasswordform", f.Action,
			whose(v.Username),
			fields(t.newPasswordFields()), classicRules(t.rules(v.Policy)),
			fields(t.attributeFields(v.Attributes)),
			button(buttonResetPassword, t.say("changeButton"))),
	)
}

// whose tells password managers which username a password is for.
func whose(username string) g.Node {
	return g.If(username != "", h.Input(h.Type("text"), h.Value(username), h.AutoComplete("username"),
		h.Class("unseen"), h.TabIndex("-1"), h.Aria("hidden", "true"), h.ReadOnly()))
}

// classicCode asks for a one-time code. Seen: public scripts (field and button of an authenticator
// app), copies of the page (texts).
func (f Frame) classicCode(v Code) g.Node {
	t := f.Look.text
	title, _ := t.addressTexts(v.Challenge)
	return f.simple(
		g.If(v.SetUp, h.H1(words(title))),
		h.Span(h.Class(classText), words(t.codeText(v))),
		f.form("mfaForm", f.Action,
			labelled(t.codeField(FieldAuthCode, codeID(v.Challenge), t.say("resetCode"))),
			button(buttonSignIn, t.say("codeButton"), h.ID("signInButton")),
			f.delivered(v)),
		g.If(v.BackURL != "", redirect("", t.say("backToSignIn"), v.BackURL)),
	)
}

// delivered tells the form where a one-time code went, if it went anywhere.
func (f Frame) delivered(v Code) g.Node {
	return g.If(channel(v.Challenge) != "totp", f.delivery(mediumOf(v.Challenge), v.Destination))
}

func mediumOf(c types.ChallengeNameType) types.DeliveryMediumType {
	if channel(c) == "sms" {
		return types.DeliveryMediumTypeSms
	}
	return types.DeliveryMediumTypeEmail
}

// classicChooseMFA asks which second factor. Doc: "Adding MFA to a user pool" (its heading).
func (f Frame) classicChooseMFA(v ChooseMFA) g.Node {
	t := f.Look.text
	return f.simple(
		h.H1(words(t.say("chooseMfa"))),
		f.form("mfaOptionForm", f.Action,
			options(t, v.Factors), button(buttonAnswer, t.say("continue"))),
	)
}

// options are second factors to choose from.
func options(t *texts, factors []Factor) g.Node {
	var list g.Group
	for n, x := range factors {
		id := "mfaOption_" + string(x.Challenge)
		list = append(list, h.Div(h.Class("option"),
			h.Input(h.Type("radio"), h.ID(id), h.Name(FieldMFA), h.Value(string(x.Challenge)), h.Required(), g.If(n == 0, h.Checked())),
			h.Label(h.For(id), h.Class("label-customizable"), h.Span(words(t.methodText(x.Challenge))),
				g.If(x.Destination != "", h.Small(words(x.Destination))))))
	}
	return h.FieldSet(h.Class("options"), h.Legend(h.Class("unseen"), words(t.say("chooseMfa"))), list)
}

// classicAuthenticator sets up an authenticator app. Doc: "TOTP software token MFA" (heading, secret,
// device name).
func (f Frame) classicAuthenticator(v Authenticator, image string) g.Node {
	t := f.Look.text
	return f.simple(
		h.H1(words(t.say("setUpTotp"))),
		steps(t, v, image),
		f.form("totpSetupForm", f.Action,
			labelled(t.codeField(FieldAuthCode, codeID(types.ChallengeNameTypeSoftwareTokenMfa), t.say("resetCode"))),
			labelled(t.deviceField()),
			button(buttonSignIn, t.say("codeButton"), h.ID("signInButton"))),
	)
}

func (t *texts) deviceField() field {
	return field{name: FieldDeviceName, id: "friendlyDeviceName", kind: "text", auto: "off", label: t.say("deviceName"), optional: true}
}

// steps are what to do with an authenticator app.
func steps(t *texts, v Authenticator, image string) g.Node {
	return h.Ol(h.Class("steps"),
		h.Li(words(t.say("setUpTotpInstall"))),
		h.Li(words(t.say("setUpTotpScan")),
			h.A(h.Href(v.URI), h.Aria("label", t.say("qrCode")), // on the phone that has the app there is nothing to scan it with
				h.Img(h.Class("qr"), h.ID("totpQrCode"), h.Src(image), h.Alt(t.say("qrCode")), h.Width("180"), h.Height("180"))),
			h.Details(h.Summary(words(t.say("showSecret"))), h.Code(h.ID("totpSecret"), words(v.Secret)))),
		h.Li(words(t.say("setUpTotpEnter"))),
	)
}

// classicAddress asks for a phone number or an e-mail address.
func (f Frame) classicAddress(v Address) g.Node {
	t := f.Look.text
	title, text := t.addressTexts(v.Challenge)
	return f.simple(
		h.H1(words(title)), h.Span(words(text)),
		f.form("mfaSetupForm", f.Action, labelled(t.addressField(v)), button(buttonAnswer, t.say("sendCode"))),
	)
}

func (t *texts) addressTexts(c types.ChallengeNameType) (title, text string) {
	if channel(c) == "sms" {
		return t.say("setUpSms"), t.say("setUpSmsText")
	}
	return t.say("setUpEmail"), t.say("setUpEmailText")
}

func (t *texts) addressField(v Address) field {
	if channel(v.Challenge) == "sms" {
		return field{name: FieldAddress, id: "phone_number", kind: "tel", auto: "tel", hold: examplePhone, value: v.Value, label: t.say("phone")}
	}
	return field{name: FieldAddress, id: "email", kind: "email", auto: "email", hold: exampleEmail, value: v.Value, label: t.say("email")}
}

// classicFailure is the error page. Seen: public scripts, aws-amplify/amplify-js#6291.
func (f Frame) classicFailure(v Failure) g.Node {
	t := f.Look.text
	if v.Unavailable {
		return f.simple(h.P(h.Class("errorMessage-customizable"), words(t.say("unavailable"))))
	}
	return f.simple(h.Div(h.Class("errorMessage-customizable"), h.Role("alert"),
		h.P(words(t.say("errorText"))), g.If(v.Message != "", h.P(words(v.Message)))))
}

// classicResult says what came of a link. Seen: public scripts (a confirmed registration).
func (f Frame) classicResult(v Result) g.Node {
	class := classText
	if v.Failed {
		class = "errorMessage-customizable"
	}
	return f.simple(h.Div(h.Class(class), h.Role("status"), h.P(words(f.Look.text.resultText(v))), g.If(v.Message != "", h.P(words(v.Message)))))
}

// splitQuery takes the query of an address apart, in its order.
func splitQuery(address string) (path string, query []Field) {
	path, rest, _ := strings.Cut(address, "?")
	for pair := range strings.SplitSeq(rest, "&") {
		if name, value, _ := strings.Cut(pair, "="); name != "" {
			query = append(query, Field{unescape(name), unescape(value)})
		}
	}
	return path, query
}

func unescape(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}
