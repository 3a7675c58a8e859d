package hosted

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/pages"
	"cognito-emulator/state"
)

// openConfirm is the page for the code of a new user, who was sent there.
// Doc: "User pool managed login", endpoints: by a redirect only.
func (p *page) openConfirm() {
	if p.note.username == "" {
		p.Go(pathSignIn)
		return
	}
	p.showConfirm(p.note.problem)
}

func (p *page) showConfirm(problem string) {
	n := p.note
	v := pages.Confirm{Username: n.username, Destination: n.destination, Medium: types.DeliveryMediumType(n.medium), ResendURL: p.To(pathResend)}
	if p.byLink(v.Medium) {
		v.Link, v.SignInURL = true, p.To(pathSignIn)
	}
	p.show(p.frame(pathConfirm, problem, note{username: n.username}).Confirm(v))
}

// confirm takes the code of a new user, who is signed in then. Doc: "User pool managed login", sign-up.
func (p *page) confirm() {
	name, code := p.note.username, p.value(pages.FieldCode)
	user := p.View.UserCalled(p.Pool, name)
	_, err := p.s.confirmSignUp(p.Call, p.Client(), &cip.ConfirmSignUpInput{
		ClientId: p.clientID(), Username: &name, ConfirmationCode: &code, SecretHash: secretHash(p.Client(), name), UserContextData: p.device()})
	switch {
	case err != nil:
		p.refuse(err, p.showConfirm)
	case user != nil: // there is one, or the code would have been refused
		p.welcome(name, user.Sub)
	}
}

// welcome signs a new user in who has just been confirmed. Managed login proposes a passkey first.
// Doc: "User pool managed login", sign-up. Assumed: a user whom a function confirmed is signed in like one who
// gave the code (A400).
func (p *page) welcome(name string, sub state.Sub) {
	p.renew()
	user := p.View.User(p.Pool.ID, sub)
	if user == nil {
		p.lost(fault.UserNotFound(), note{})
		return
	}
	step, err := p.s.flow.Confirmed(p.Call, p.Client(), user)
	switch {
	case err != nil:
		p.lost(err, note{username: name})
	case step.Arrival != nil && p.proposesPasskey():
		p.SignIn(step.Arrival.Session)
		p.Go(pathAddPasskey)
	default:
		p.next(step, name)
	}
}

// proposesPasskey tells whether new users are asked to register a passkey.
func (p *page) proposesPasskey() bool {
	return p.choice() && p.Pool.AllowsFirst(types.AuthFactorTypeWebAuthn) && authflow.RelyingParty(p.View, p.Pool) != ""
}

// newCode sends somebody who has not confirmed the sign-up a new code.
func (p *page) newCode(name string) (note, error) {
	out, err := p.s.resendCode(p.Call, p.Client(), &cip.ResendConfirmationCodeInput{
		ClientId: p.clientID(), Username: &name, SecretHash: secretHash(p.Client(), name), UserContextData: p.device()})
	if err != nil {
		return note{}, err
	}
	return about(name, out.CodeDeliveryDetails), nil
}

// resend takes the form that asks for a new code. Doc: "User pool managed login", endpoints.
func (p *page) resend() {
	n, err := p.newCode(p.note.username)
	if err != nil {
		p.refuse(err, p.showConfirm)
		return
	}
	p.send(pathConfirm, n)
}
