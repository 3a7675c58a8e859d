package pages

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	g "maragu.dev/gomponents"
)

// codeGraphic is the picture for a kind of code.
func codeGraphic(c types.ChallengeNameType) types.AssetCategoryType {
	switch channel(c) {
	case "sms":
		return types.AssetCategoryTypeSmsGraphic
	case "email":
		return types.AssetCategoryTypeEmailGraphic
	default:
		return types.AssetCategoryTypeAuthAppGraphic
	}
}

func (f Frame) managedCode(v Code) g.Node {
	t := f.Look.text
	title := t.say("codeTitle." + channel(v.Challenge))
	if v.SetUp {
		title, _ = t.addressTexts(v.Challenge)
	}
	return f.managed(sheet{title: title, text: t.codeText(v), graphic: codeGraphic(v.Challenge),
		inside: g.Group{
			f.post("codeForm", row(t.codeField(FieldAuthCode, codeID(v.Challenge), t.say("code"))), primary(buttonSignIn, t.say("codeButton")), f.delivered(v)),
			link("", t.say("otherWays"), v.OtherURL), link("", t.say("back"), v.BackURL)}})
}

func (f Frame) managedChooseMFA(v ChooseMFA) g.Node {
	t := f.Look.text
	text := t.say("chooseMfaText")
	if v.SetUp {
		text = t.say("setUpMfaText")
	}
	return f.managed(sheet{title: t.say("chooseMfa"), text: text,
		inside: f.post("mfaOptionForm", options(t, v.Factors), primary(buttonAnswer, t.say("continue")))})
}

func (f Frame) managedAuthenticator(v Authenticator, image string) g.Node {
	t := f.Look.text
	code := t.codeField(FieldAuthCode, codeID(types.ChallengeNameTypeSoftwareTokenMfa), t.say("code"))
	code.focus = false // what is above it comes first
	return f.managed(sheet{title: t.say("setUpTotp"), graphic: types.AssetCategoryTypeAuthAppGraphic, inside: g.Group{
		steps(t, v, image),
		f.post("totpSetupForm", row(code), row(t.deviceField()), primary(buttonSignIn, t.say("codeButton")))}})
}

func (f Frame) managedAddress(v Address) g.Node {
	t := f.Look.text
	title, text := t.addressTexts(v.Challenge)
	return f.managed(sheet{title: title, text: text, graphic: codeGraphic(v.Challenge),
		inside: f.post("mfaSetupForm", row(t.addressField(v)), primary(buttonAnswer, t.say("sendCode")))})
}

// passkeyHelp is what the script shows when the browser has no passkey, and what stands there without
// a script.
func (t *texts) passkeyHelp() g.Node {
	return g.Group{
		h.Div(h.Class("alert error"), h.Role("alert"), h.Data("passkey-error", ""), flag("hidden"),
			h.Span(h.Class("sign"), h.Aria("hidden", "true")), h.P(words(t.say("passkeyFailed")))),
		el("noscript", h.Div(h.Class("alert error"), h.Span(h.Class("sign"), h.Aria("hidden", "true")), h.P(words(t.say("passkeyScript"))))),
	}
}

func (f Frame) managedPasskey(v Passkey) g.Node {
	t := f.Look.text
	return f.managed(sheet{title: t.say("passkeyTitle"), text: t.say("passkeyText", v.Username), graphic: types.AssetCategoryTypePasskeyGraphic,
		inside: g.Group{
			t.passkeyHelp(),
			f.passkeyForm("get", v.Options, h.Button(h.Type("button"), h.Class("primary"), h.Data("passkey-start", ""), words(t.say("passkeyButton")))),
			link("", t.say("otherWays"), v.OtherURL), link("", t.say("back"), v.BackURL)}})
}

func (f Frame) managedAddPasskey(v AddPasskey) g.Node {
	t := f.Look.text
	return f.managed(sheet{title: t.say("addPasskey"), text: t.say("addPasskeyText"), graphic: types.AssetCategoryTypePasskeyGraphic,
		inside: g.Group{
			t.passkeyHelp(),
			f.passkeyForm("create", v.Options, h.Button(h.Type("button"), h.Class("primary"), h.Data("passkey-start", ""), words(t.say("addPasskeyButton")))),
			link("", t.say("notNow"), v.SkipURL)}})
}

// managedFailure is the error page. Assumed: it says the same as the classic one (A369).
func (f Frame) managedFailure(v Failure) g.Node {
	t := f.Look.text
	if v.Unavailable {
		return f.managed(sheet{title: t.say("error"), text: t.say("unavailable")})
	}
	f.Error = v.Message
	return f.managed(sheet{title: t.say("error"), text: t.say("errorText")})
}

func (f Frame) managedResult(v Result) g.Node {
	f.Error = v.Message
	return f.managed(sheet{title: f.Look.text.resultText(v)})
}
