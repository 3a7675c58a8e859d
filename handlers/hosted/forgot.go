package hosted

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/pages"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// openForgot is the page for who forgot the password.
func (p *page) openForgot() { p.showForgot(p.note.username, "") }

func (p *page) showForgot(name, problem string) {
	p.show(p.frame(pathForgot, problem, note{}).Forgot(pages.Forgot{Identifier: p.identifier(), Username: name, SignInURL: p.To(pathSignIn)}))
}

// forgot sends the code that replaces a password.
func (p *page) forgot() {
	name := p.value(pages.FieldUsername)
	n, err := p.resetCode(name)
	if err != nil {
		p.refuse(err, func(problem string) { p.showForgot(name, problem) })
		return
	}
	p.send(pathConfirmForgot, n)
}

func (p *page) resetCode(name string) (note, error) {
	out, err := p.s.forgotPassword(p.Call, p.Client(), &cip.ForgotPasswordInput{
		ClientId: p.clientID(), Username: &name, SecretHash: secretHash(p.Client(), name), UserContextData: p.device()})
	if err != nil {
		return note{}, err
	}
	return about(name, out.CodeDeliveryDetails), nil
}

// deliveryOf is where a code went that was sent before.
func deliveryOf(code *state.Code) *types.CodeDeliveryDetailsType {
	return policy.Delivery(code.Attribute, code.Address)
}

// openConfirmForgot is the page for the code and a new password, for whoever was sent there.
func (p *page) openConfirmForgot() {
	if p.note.username == "" {
		p.Go(pathForgot)
		return
	}
	p.showConfirmForgot("")
}

func (p *page) showConfirmForgot(problem string) {
	n := p.note
	p.show(p.frame(pathConfirmForgot, problem, note{username: n.username}).ConfirmForgot(pages.ConfirmForgot{
		Destination: n.destination, Medium: types.DeliveryMediumType(n.medium), Policy: p.passwordPolicy(), ResendURL: p.To(pathForgot)}))
}

// confirmForgot takes the code and the new password. The user signs in with it then.
func (p *page) confirmForgot() {
	if p.differs() {
		p.showConfirmForgot(p.look.PasswordsDiffer())
		return
	}
	name, code, password := p.note.username, p.value(pages.FieldCode), p.value(pages.FieldPassword)
	_, err := p.s.confirmForgot(p.Call, p.Client(), &cip.ConfirmForgotPasswordInput{
		ClientId: p.clientID(), Username: &name, ConfirmationCode: &code, Password: &password,
		SecretHash: secretHash(p.Client(), name), UserContextData: p.device()})
	if err != nil {
		p.refuse(err, p.showConfirmForgot)
		return
	}
	p.forget()
	p.Go(pathSignIn)
}
