// Package pages is what the sign-in pages look like: a view goes in, HTML comes out. It knows two
// looks, the classic hosted UI and managed login, with the same fields in both. It keeps no state,
// calls no operation and answers no request; who fills the views judges everything, this package only
// shows it.
//
// Every page works without script, but for passkeys, which a browser gives to scripts only. The names
// of fields, buttons and classes are the ones that scripts written for the service look for. What
// such a name is known from stands beside it: "public scripts" are browser tests of other projects
// and saved pages in public repositories.
package pages

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// Names of form fields. Seen: public scripts (username to code, authentication_code). Assumed: the
// others, which are named like parameters of the service (A365).
const (
	FieldUsername        = "username"
	FieldPassword        = "password" // also the new one
	FieldConfirmPassword = "confirmPassword"
	FieldCode            = "code"                // sign-up, forgotten password
	FieldAuthCode        = "authentication_code" // codes of a sign-in, of whatever kind
	FieldFactor          = "factor"              // a types.ChallengeNameType: how to sign in
	FieldMFA             = "mfaOption"           // a types.ChallengeNameType: which second factor
	FieldCredential      = "credential"          // JSON of a passkey
	FieldDeviceName      = "friendlyDeviceName"
	FieldAddress         = "destination" // the phone number or e-mail address to set up
	FieldCorporate       = "corporateEmail"
	FieldDeviceData      = "cognitoAsfData"
)

// Names of buttons. Seen: public scripts. Assumed: buttonAnswer, where none is known (A365).
const (
	buttonSignIn        = "signInSubmitButton"
	buttonSignUp        = "signUpButton"
	buttonConfirm       = "confirm"
	buttonForgot        = "reset_my_password"
	buttonResetPassword = "reset_password"
	buttonAnswer        = "submitButton"
)

// RequiredAttribute is the name of the field of an attribute. Seen: public scripts.
func RequiredAttribute(attribute string) string { return "requiredAttributes[" + attribute + "]" }

// ContentSecurityPolicy allows what these pages need: styles within the page, images within the page,
// the one script. There is no form-action in it, because browsers apply that also to where the answer
// to a form redirects, and that is an app.
const ContentSecurityPolicy = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; script-src 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'"

// Frame is what all pages have.
type Frame struct {
	Look   *Look
	Action string  // where the form goes, relative, with its query
	Hidden []Field // in this order; the first one stands at the beginning of the form
	Error  string  // what went wrong, above the form
	Script string  // where Script is served; empty: a page without script
}

// Field is a hidden field.
type Field struct{ Name, Value string }

// Identifier is what users of a pool sign in with.
type Identifier int

// What users sign in with. Doc: UserPoolType, UsernameAttributes.
const (
	ByUsername Identifier = iota
	ByEmail
	ByPhone
	ByEmailOrPhone
)

// Provider is an identity provider that the page offers.
type Provider struct {
	Name string
	Type types.IdentityProviderTypeType
	URL  string // where its button leads
}

// Attribute is an attribute that the page asks for. Which kind of field it is follows from its name.
type Attribute struct{ Name, Value string }

// SignIn is the first page. With Choice it asks for the username alone; what comes next is Password
// or ChooseFactor.
type SignIn struct {
	Identifier Identifier
	Username   string // filled in already
	Choice     bool   // username first; managed login only
	NoPassword bool   // no local users: providers only
	Providers  []Provider
	Corporate  string // where the box for the corporate e-mail address leads; empty: none
	ForgotURL  string // empty: no link
	SignUpURL  string // empty: no link
}

// Password asks for the password of a username that is known. Managed login only.
type Password struct {
	Username  string
	ForgotURL string
	OtherURL  string // to the other ways to sign in; empty: there is no other
	BackURL   string
}

// ChooseFactor asks how to sign in. Managed login only.
type ChooseFactor struct {
	Username string
	Factors  []Factor
	BackURL  string
}

// Factor is a way to prove who one is.
type Factor struct {
	Challenge   types.ChallengeNameType
	Destination string // masked; may be empty
}

// SignUp asks for what a new user needs.
type SignUp struct {
	Identifier Identifier
	Username   string
	Attributes []Attribute
	Policy     *types.PasswordPolicyType
	// OptionalPassword: the pool lets users sign up without one.
	OptionalPassword bool
	SignInURL        string
	TermsURL         string // shown only together with PrivacyURL
	PrivacyURL       string
}

// Confirm asks for the code that a new user got.
type Confirm struct {
	Username    string
	Destination string // masked
	Medium      types.DeliveryMediumType
	ResendURL   string // where the form for a new code goes
	// Link tells that the message carries a link, and no code. Who opened it goes on to SignInURL.
	Link      bool
	SignInURL string
}

// Forgot asks whose password is forgotten.
type Forgot struct {
	Identifier Identifier
	Username   string
	SignInURL  string
}

// ConfirmForgot asks for the code and the new password.
type ConfirmForgot struct {
	Destination string // masked
	Medium      types.DeliveryMediumType
	Policy      *types.PasswordPolicyType
	ResendURL   string // where the form for a new code goes; empty: none
}

// NewPassword asks for a password in place of a temporary one, and for attributes that are missing.
type NewPassword struct {
	Username   string
	Attributes []Attribute
	Policy     *types.PasswordPolicyType
}

// Code asks for a one-time code: of a second factor, of a first one, or of an address being set up.
type Code struct {
	Challenge   types.ChallengeNameType // SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA, SMS_OTP
	Destination string                  // masked
	SetUp       bool                    // the address is being set up
	OtherURL    string                  // to the other ways to sign in; empty: none
	BackURL     string
}

// ChooseMFA asks which of several second factors to use, or to set up.
type ChooseMFA struct {
	Factors []Factor // SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA
	SetUp   bool
}

// Authenticator sets up an authenticator app.
type Authenticator struct {
	Secret string // for typing
	URI    string // for scanning: otpauth://totp/…
}

// Address asks for the phone number or e-mail address of a second factor.
type Address struct {
	Challenge types.ChallengeNameType // SMS_MFA or EMAIL_OTP
	Value     string
}

// Passkey asks the browser for a passkey. Managed login only; needs Frame.Script.
type Passkey struct {
	Username string
	Options  string // JSON: PublicKeyCredentialRequestOptions
	OtherURL string // to the other ways to sign in; empty: none
	BackURL  string
}

// AddPasskey lets the browser make a passkey. Managed login only; needs Frame.Script.
type AddPasskey struct {
	Options string // JSON: PublicKeyCredentialCreationOptions
	SkipURL string // empty: it can't be skipped
}

// Failure is the error page.
type Failure struct {
	Message string // what is wrong, in a line of its own; may be empty
	// Unavailable: managed login without a style. Seen: minorun365/html-share#3.
	Unavailable bool
}

// Result is what came of the link in a message.
type Result struct {
	Failed  bool
	Message string // why it failed; may be empty
}
