package hosted

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/pages"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

const pathAuthorize = "/oauth2/authorize"

// openSignIn is the sign-in page, for whom there is no other way. Doc: "Login endpoint". Assumed: a browser's
// session and a chosen provider count here as they do at the authorization endpoint (A392).
func (p *page) openSignIn() {
	level, suffices := p.Suffices()
	again := p.managed() && p.Prompts("login")
	switch {
	case p.Provider != nil:
		p.Go(pathAuthorize)
	case suffices && (!p.Native || p.Browser.Session.Provider == ""):
		p.Finish(p.Browser)
	case p.managed() && p.Prompts("none"):
		p.Refuse(authorize.Refusal{Code: authorize.LoginRequired})
	case p.note.problem != "":
		p.forget()
		p.showSignIn(p.note.username, p.note.problem)
	case level > 0 && p.Young() && !again && p.AllowsNative():
		p.stepUp(level)
	default:
		p.showSignIn(p.hint(), "")
	}
}

// hint is the name that the app expects. Doc: "Authorize endpoint", login_hint: of managed login.
func (p *page) hint() string {
	if p.managed() {
		return p.Hint
	}
	return ""
}

// stepUp asks for what the browser's session lacks. Doc: "Login endpoint", acr_values.
func (p *page) stepUp(level int) {
	user := p.View.User(p.Pool.ID, p.Browser.Session.Sub)
	step, err := p.s.flow.StepUp(p.Call, p.Client(), p.Browser, level)
	switch {
	case err != nil:
		p.refuse(err, func(problem string) { p.showSignIn(p.hint(), problem) })
	case step == nil || user == nil:
		p.showSignIn(p.hint(), "")
	default:
		p.next(step, user.Username)
	}
}

// choice tells whether people are asked for their name first and then choose a factor.
// Doc: "User pool managed login", choice-based sign-in.
func (p *page) choice() bool { return p.managed() && authflow.Choosable(p.Client()) }

func (p *page) showSignIn(name, problem string) {
	v := pages.SignIn{Identifier: p.identifier(), Username: name, Choice: p.choice(), NoPassword: !p.AllowsNative()}
	if !p.Native {
		v.Providers, v.Corporate = p.providers()
	}
	if p.AllowsNative() {
		if p.recoverable() {
			v.ForgotURL = p.To(pathForgot)
		}
		if p.open() {
			v.SignUpURL = p.To(pathSignUp)
		}
	}
	p.show(p.frame(pathSignIn, problem, note{}).SignIn(v))
}

// identifier is what users sign in with.
func (p *page) identifier() pages.Identifier {
	email, phone := p.Pool.NamesAre("email"), p.Pool.NamesAre("phone_number")
	switch {
	case email && phone:
		return pages.ByEmailOrPhone
	case email:
		return pages.ByEmail
	case phone:
		return pages.ByPhone
	}
	return pages.ByUsername
}

// open tells whether people may sign up by themselves. Doc: "User pool managed login".
func (p *page) open() bool {
	config := p.Pool.Config.AdminCreateUserConfig
	return config == nil || !config.AllowAdminCreateUserOnly
}

// recoverable tells whether users can replace a forgotten password. Assumed: where only an administrator can,
// no page offers it (A393).
func (p *page) recoverable() bool {
	setting := p.Pool.Config.AccountRecoverySetting
	return setting == nil || !slices.ContainsFunc(setting.RecoveryMechanisms, func(m types.RecoveryOptionType) bool {
		return m.Name == types.RecoveryOptionNameTypeAdminOnly
	})
}

// providers are the buttons of the client's identity providers, and where the box for an address leads whose
// domain names one. Doc: "SAML sign-in initiation", identifiers. Assumed: a provider that the box finds has
// no button (A394).
func (p *page) providers() (buttons []pages.Provider, box string) {
	for _, name := range p.Client().Config.SupportedIdentityProviders {
		x := p.View.Provider(p.Pool.ID, name)
		switch {
		case x == nil:
		case len(x.Identifiers) > 0:
			box = p.To(pathSignIn)
		default:
			buttons = append(buttons, pages.Provider{Name: x.Name, Type: x.Type, URL: p.chosen("identity_provider", x.Name)})
		}
	}
	return buttons, box
}

// chosen is where a browser goes when somebody chose a provider.
func (p *page) chosen(parameter, value string) string {
	q := maps.Clone(p.Query)
	q.Del("identity_provider")
	q.Del("idp_identifier")
	q.Set(parameter, value)
	return pathAuthorize + "?" + q.Encode()
}

// signIn takes the form of the sign-in page: a name and a password, or what the look asks for of them.
func (p *page) signIn() {
	if p.R.PostForm.Has(pages.FieldCorporate) {
		p.corporate()
		return
	}
	name, password := p.value(pages.FieldUsername), p.value(pages.FieldPassword)
	b := authflow.Begin{Parameters: map[string]string{"USERNAME": name}}
	switch {
	case !p.choice():
		b.Flow = types.AuthFlowTypeUserPasswordAuth
		b.Parameters["PASSWORD"] = password
	case password != "": // a script that does not look at the page
		b = withPassword(name, password)
	default:
		b.Flow = types.AuthFlowTypeUserAuth
	}
	step, err := p.begin(b)
	var missing *types.UserNotFoundException
	switch {
	case errors.As(err, &missing) && password == "" && trigger.Configured(p.Pool, trigger.UserMigration):
		// Whoever this is may come from elsewhere, with a password.
		p.send(pathPassword, note{username: name})
	case err != nil:
		p.denied(err, name, func(problem string) { p.showSignIn(name, problem) })
	default:
		p.next(step, name)
	}
}

// withPassword begins a choice-based sign-in whose choice is made.
func withPassword(name, password string) authflow.Begin {
	return authflow.Begin{Flow: types.AuthFlowTypeUserAuth, Parameters: map[string]string{
		"USERNAME": name, "PREFERRED_CHALLENGE": string(types.ChallengeNameTypePassword), "PASSWORD": password}}
}

// begin begins a sign-in, for the level that the app asked for.
func (p *page) begin(b authflow.Begin) (*authflow.Step, error) {
	b.Client, b.Hosted = p.Client(), true
	if user := p.View.UserSigningIn(p.Pool, b.Parameters["USERNAME"]); user != nil {
		b.Level = p.s.flow.Reachable(p.Call, user, p.Levels)
	}
	return p.s.flow.Begin(p.Call, b)
}

// corporate finds the provider that a typed address belongs to. Doc: "SAML sign-in initiation", identifiers.
func (p *page) corporate() {
	typed := strings.TrimSpace(p.value(pages.FieldCorporate))
	domain := typed[strings.LastIndex(typed, "@")+1:]
	for _, identifier := range []string{domain, strings.ToLower(domain), typed} {
		if x := p.View.ProviderIdentified(p.Pool.ID, identifier); x != nil && p.Allows(x.Name) {
			authorize.Redirect(p.W, p.chosen("idp_identifier", identifier))
			return
		}
	}
	text, _ := said(fault.ProviderNotFound(domain))
	p.showSignIn(p.hint(), text)
}

// denied deals with a refused sign-in. Who has not confirmed the sign-up, or must replace the password, is
// led to where that is done; the others see the page again.
func (p *page) denied(err error, name string, again func(problem string)) {
	var unconfirmed *types.UserNotConfirmedException
	var reset *types.PasswordResetRequiredException
	switch {
	case errors.As(err, &unconfirmed):
		p.confirmFirst(name, err, again)
	case errors.As(err, &reset):
		p.resetFirst(name, again)
	default:
		p.refuse(err, again)
	}
}

// confirmFirst sends somebody who has not confirmed the sign-up a new code, and to the page for it. Assumed:
// who cannot get a code sees the refusal itself (A395).
func (p *page) confirmFirst(name string, denial error, again func(problem string)) {
	n, err := p.newCode(name)
	var impossible *types.InvalidParameterException
	switch {
	case errors.As(err, &impossible):
		p.refuse(denial, again)
	case err != nil:
		p.refuse(err, again)
	default:
		p.send(pathConfirm, n)
	}
}

// resetFirst leads somebody whose password an administrator took away to the page for a new one. A code
// that was sent already stays good. Assumed (A396).
func (p *page) resetFirst(name string, again func(problem string)) {
	if user := p.View.UserCalled(p.Pool, name); user != nil {
		if code := p.View.Code(user.Pool, user.Sub, state.PurposePassword, ""); code != nil && p.Now.Before(code.Expires) {
			p.send(pathConfirmForgot, about(name, deliveryOf(code)))
			return
		}
	}
	n, err := p.resetCode(name)
	if err != nil {
		p.refuse(err, again)
		return
	}
	p.send(pathConfirmForgot, n)
}

// byLink tells whether the pool's messages carry links.
func (p *page) byLink(medium types.DeliveryMediumType) bool {
	t := p.Pool.Config.VerificationMessageTemplate
	return t != nil && t.DefaultEmailOption == types.DefaultEmailOptionTypeConfirmWithLink && medium == types.DeliveryMediumTypeEmail
}

// clientID is that of the app, for inputs.
func (p *page) clientID() *string { return aws.String(string(p.Client().ID)) }
