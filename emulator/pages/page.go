package pages

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	g "maragu.dev/gomponents"
)

// SignIn is the first page.
func (f Frame) SignIn(v SignIn) g.Node {
	if f.Look.managed {
		return f.managedSignIn(v)
	}
	return f.classicSignIn(v)
}

// Password is the page for the password of a username that is known.
func (f Frame) Password(v Password) g.Node { return f.managedPassword(v) }

// ChooseFactor is the page with the ways to sign in.
func (f Frame) ChooseFactor(v ChooseFactor) g.Node { return f.managedChooseFactor(v) }

// SignUp is the page for new users.
func (f Frame) SignUp(v SignUp) g.Node {
	if f.Look.managed {
		return f.managedSignUp(v)
	}
	return f.classicSignUp(v)
}

// Confirm is the page for the code of a new user.
func (f Frame) Confirm(v Confirm) g.Node {
	if f.Look.managed {
		return f.managedConfirm(v)
	}
	return f.classicConfirm(v)
}

// Forgot is the page for who forgot the password.
func (f Frame) Forgot(v Forgot) g.Node {
	if f.Look.managed {
		return f.managedForgot(v)
	}
	return f.classicForgot(v)
}

// ConfirmForgot is the page for the code and a new password.
func (f Frame) ConfirmForgot(v ConfirmForgot) g.Node {
	if f.Look.managed {
		return f.managedConfirmForgot(v)
	}
	return f.classicConfirmForgot(v)
}

// NewPassword is the page for who has a temporary password.
func (f Frame) NewPassword(v NewPassword) g.Node {
	if f.Look.managed {
		return f.managedNewPassword(v)
	}
	return f.classicNewPassword(v)
}

// Code is the page for a one-time code.
func (f Frame) Code(v Code) g.Node {
	if f.Look.managed {
		return f.managedCode(v)
	}
	return f.classicCode(v)
}

// ChooseMFA is the page with the second factors.
func (f Frame) ChooseMFA(v ChooseMFA) g.Node {
	if f.Look.managed {
		return f.managedChooseMFA(v)
	}
	return f.classicChooseMFA(v)
}

// Authenticator is the page that sets up an authenticator app.
func (f Frame) Authenticator(v Authenticator) (g.Node, error) {
	image, err := qrCode(v.URI)
	if err != nil {
		return nil, err
	}
	if f.Look.managed {
		return f.managedAuthenticator(v, image), nil
	}
	return f.classicAuthenticator(v, image), nil
}

// Address is the page for a phone number or an e-mail address to set up.
func (f Frame) Address(v Address) g.Node {
	if f.Look.managed {
		return f.managedAddress(v)
	}
	return f.classicAddress(v)
}

// Passkey is the page that asks the browser for a passkey.
func (f Frame) Passkey(v Passkey) g.Node { return f.managedPasskey(v) }

// AddPasskey is the page that lets the browser make a passkey.
func (f Frame) AddPasskey(v AddPasskey) g.Node { return f.managedAddPasskey(v) }

// Failure is the error page.
func (f Frame) Failure(v Failure) g.Node {
	if f.Look.managed {
		return f.managedFailure(v)
	}
	return f.classicFailure(v)
}

// Result is the page that says what came of a link.
func (f Frame) Result(v Result) g.Node {
	if f.Look.managed {
		return f.managedResult(v)
	}
	return f.classicResult(v)
}

// sent is a sentence about where a code went, or one that does not say where.
func (t *texts) sent(key string, m types.DeliveryMediumType, destination string) string {
	if destination == "" {
		return t.say(key + "Plain")
	}
	return t.say(key+"."+medium(m), destination)
}

// linkText says where the message with the link went.
func (t *texts) linkText(v Confirm) string { return t.say("confirmLink", v.Destination) }

// channel is how the code of a challenge gets to people.
func channel(c types.ChallengeNameType) string {
	switch c {
	case types.ChallengeNameTypeSmsMfa, types.ChallengeNameTypeSmsOtp:
		return "sms"
	case types.ChallengeNameTypeEmailOtp:
		return "email"
	default:
		return "totp"
	}
}

// codeText says where a code is found.
func (t *texts) codeText(v Code) string {
	c := channel(v.Challenge)
	if c != "totp" && v.Destination == "" {
		return t.say("codeTextPlain")
	}
	return t.say("codeText."+c, v.Destination)
}

// codeID is the element of the code. Seen: public scripts, for authenticator apps. Assumed: the others
// are named alike (A365).
func codeID(c types.ChallengeNameType) string {
	switch channel(c) {
	case "sms":
		return "smsCodeInput"
	case "email":
		return "emailCodeInput"
	default:
		return "totpCodeInput"
	}
}

// methodText is what a second factor is called.
func (t *texts) methodText(c types.ChallengeNameType) string {
	switch channel(c) {
	case "sms":
		return t.say("methodSms")
	case "email":
		return t.say("methodEmail")
	default:
		return t.say("methodTotp")
	}
}

// resultText is what a result says.
func (t *texts) resultText(v Result) string {
	if v.Failed {
		return t.say("confirmFailed")
	}
	return t.say("confirmed")
}
