package pages_test

import (
	"bytes"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	g "maragu.dev/gomponents"

	"cognito-emulator/emulator/pages"
)

const uri = "otpauth://totp/Example:ana?secret=JBSWY3DPEHPK3PXP&issuer=Example"

// sample is a page with something in every part of it; every text holds the given one.
type sample struct {
	name    string
	managed bool // only managed login has it
	make    func(f pages.Frame, x string) g.Node
}

func samples() []sample {
	policy := &types.PasswordPolicyType{MinimumLength: aws.Int32(8), RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true}
	attributes := func(x string) []pages.Attribute {
		return []pages.Attribute{{Name: "given_name", Value: x}, {Name: "email", Value: x}, {Name: "phone_number"}, {Name: "birthdate"}}
	}
	providers := func(x string) []pages.Provider {
		return []pages.Provider{
			{Name: "Google", Type: types.IdentityProviderTypeTypeGoogle, URL: "/oauth2/authorize?identity_provider=Google&state=" + x},
			{Name: "Facebook", Type: types.IdentityProviderTypeTypeFacebook, URL: "/oauth2/authorize?identity_provider=Facebook"},
			{Name: "LoginWithAmazon", Type: types.IdentityProviderTypeTypeLoginWithAmazon, URL: "/oauth2/authorize?identity_provider=LoginWithAmazon"},
			{Name: "SignInWithApple", Type: types.IdentityProviderTypeTypeSignInWithApple, URL: "/oauth2/authorize?identity_provider=SignInWithApple"},
			{Name: "Okta" + x, Type: types.IdentityProviderTypeTypeSaml, URL: "/oauth2/authorize?identity_provider=Okta&state=" + x},
		}
	}
	factors := func(x string) []pages.Factor {
		return []pages.Factor{{Challenge: types.ChallengeNameTypeSoftwareTokenMfa}, {Challenge: types.ChallengeNameTypeSmsMfa, Destination: "+*******1234" + x},
			{Challenge: types.ChallengeNameTypeEmailOtp, Destination: "a***@e***" + x}}
	}
	return []sample{
		{"sign-in", false, func(f pages.Frame, x string) g.Node {
			return f.SignIn(pages.SignIn{Username: x, ForgotURL: "/forgotPassword?state=" + x, SignUpURL: "/signup?state=" + x})
		}},
		{"sign-in-providers", false, func(f pages.Frame, x string) g.Node {
			return f.SignIn(pages.SignIn{Identifier: pages.ByEmail, Username: x, ForgotURL: "/forgotPassword", SignUpURL: "/signup",
				Providers: providers(x), Corporate: "/login?state=" + x})
		}},
		{"sign-in-only-providers", false, func(f pages.Frame, x string) g.Node {
			return f.SignIn(pages.SignIn{NoPassword: true, Providers: providers(x)})
		}},
		{"sign-in-choice", true, func(f pages.Frame, x string) g.Node {
			return f.SignIn(pages.SignIn{Identifier: pages.ByEmailOrPhone, Choice: true, Username: x, SignUpURL: "/signup"})
		}},
		{"password", true, func(f pages.Frame, x string) g.Node {
			return f.Password(pages.Password{Username: "ana" + x, ForgotURL: "/forgotPassword", OtherURL: "/login", BackURL: "/login?state=" + x})
		}},
		{"choose-factor", true, func(f pages.Frame, x string) g.Node {
			return f.ChooseFactor(pages.ChooseFactor{Username: "ana" + x, BackURL: "/login", Factors: []pages.Factor{
				{Challenge: types.ChallengeNameTypePassword}, {Challenge: types.ChallengeNameTypeWebAuthn},
				{Challenge: types.ChallengeNameTypeEmailOtp, Destination: "a***@e***" + x}, {Challenge: types.ChallengeNameTypeSmsOtp, Destination: "+*******1234"}}})
		}},
		{"sign-up", false, func(f pages.Frame, x string) g.Node {
			return f.SignUp(pages.SignUp{Username: x, Attributes: attributes(x), Policy: policy, SignInURL: "/login?state=" + x,
				TermsURL: "https://example.com/terms?" + x, PrivacyURL: "https://example.com/privacy"})
		}},
		{"confirm", false, func(f pages.Frame, x string) g.Node {
			return f.Confirm(pages.Confirm{Username: "ana" + x, Destination: "a***@e***" + x, Medium: types.DeliveryMediumTypeEmail, ResendURL: "/resendcode?" + x})
		}},
		{"forgot", false, func(f pages.Frame, x string) g.Node {
			return f.Forgot(pages.Forgot{Username: x, SignInURL: "/login?" + x})
		}},
		{"confirm-forgot", false, func(f pages.Frame, x string) g.Node {
			return f.ConfirmForgot(pages.ConfirmForgot{Destination: "+*******1234" + x, Medium: types.DeliveryMediumTypeSms, Policy: policy, ResendURL: "/resendcode?" + x})
		}},
		{"new-password", false, func(f pages.Frame, x string) g.Node {
			return f.NewPassword(pages.NewPassword{Username: "ana" + x, Attributes: attributes(x)[:2], Policy: policy})
		}},
		{"code-totp", false, func(f pages.Frame, x string) g.Node {
			return f.Code(pages.Code{Challenge: types.ChallengeNameTypeSoftwareTokenMfa, BackURL: "/login?" + x})
		}},
		{"code-sms", false, func(f pages.Frame, x string) g.Node {
			return f.Code(pages.Code{Challenge: types.ChallengeNameTypeSmsMfa, Destination: "+*******1234" + x})
		}},
		{"code-email", false, func(f pages.Frame, x string) g.Node {
			return f.Code(pages.Code{Challenge: types.ChallengeNameTypeEmailOtp, Destination: "a***@e***" + x, OtherURL: "/login?" + x})
		}},
		{"choose-mfa", false, func(f pages.Frame, x string) g.Node { return f.ChooseMFA(pages.ChooseMFA{Factors: factors(x)}) }},
		{"set-up-mfa", false, func(f pages.Frame, x string) g.Node {
			return f.ChooseMFA(pages.ChooseMFA{SetUp: true, Factors: factors(x)[:2]})
		}},
		{"authenticator", false, func(f pages.Frame, x string) g.Node {
			page, err := f.Authenticator(pages.Authenticator{Secret: "JBSWY3DPEHPK3PXP" + x, URI: uri})
			if err != nil {
				panic(err)
			}
			return page
		}},
		{"address-sms", false, func(f pages.Frame, x string) g.Node {
			return f.Address(pages.Address{Challenge: types.ChallengeNameTypeSmsMfa, Value: x})
		}},
		{"address-email", false, func(f pages.Frame, x string) g.Node {
			return f.Address(pages.Address{Challenge: types.ChallengeNameTypeEmailOtp, Value: x})
		}},
		{"passkey", true, func(f pages.Frame, x string) g.Node {
			return f.Passkey(pages.Passkey{Username: "ana" + x, Options: `{"challenge":"AAAA","rpId":"localhost","x":"` + x + `"}`, OtherURL: "/login", BackURL: "/login?" + x})
		}},
		{"add-passkey", true, func(f pages.Frame, x string) g.Node {
			return f.AddPasskey(pages.AddPasskey{Options: `{"challenge":"AAAA","x":"` + x + `"}`, SkipURL: "/login?" + x})
		}},
		{"failure", false, func(f pages.Frame, x string) g.Node {
			return f.Failure(pages.Failure{Message: "Required String parameter 'redirect_uri' is not present" + x})
		}},
		{"unavailable", false, func(f pages.Frame, _ string) g.Node { return f.Failure(pages.Failure{Unavailable: true}) }},
		{"confirmed", false, func(f pages.Frame, _ string) g.Node { return f.Result(pages.Result{}) }},
		{"confirm-failed", false, func(f pages.Frame, x string) g.Node {
			return f.Result(pages.Result{Failed: true, Message: "Invalid code provided" + x})
		}},
	}
}

// frame is a frame in a look, with messages that hold the given text.
func frame(look *pages.Look, x string) pages.Frame {
	return pages.Frame{Look: look, Action: "/login?client_id=1&state=" + x, Script: "/pages.js",
		Hidden: []pages.Field{{Name: "_csrf", Value: "token" + x}, {Name: "session", Value: "session" + x}}}
}

func render(t *testing.T, page g.Node) string {
	t.Helper()
	var b bytes.Buffer
	if err := page.Render(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
