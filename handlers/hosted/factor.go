package hosted

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/pages"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// openFactors is the page with the ways to sign in. Who comes back from one of them, for another, begins anew:
// the challenge has been answered with the first choice. Assumed (A397).
func (p *page) openFactors() {
	p.note.chosen = ""
	if p.note.session != "" {
		w, err := p.s.flow.Waiting(p.Call, p.Client(), p.note.session)
		if err == nil && w.Challenge == types.ChallengeNameTypeSelectChallenge {
			p.openChallenge()
			return
		}
	}
	if p.note.username == "" || !p.choice() {
		p.Go(pathSignIn)
		return
	}
	step, err := p.begin(authflow.Begin{Flow: types.AuthFlowTypeUserAuth, Parameters: map[string]string{"USERNAME": p.note.username}})
	if err != nil {
		p.lost(err, p.note)
		return
	}
	p.next(step, p.note.username)
}

func (p *page) showFactors(w *authflow.Waiting, problem string) {
	v := pages.ChooseFactor{Username: p.note.username, BackURL: p.To(pathSignIn)}
	for _, c := range factors(w) {
		v.Factors = append(v.Factors, pages.Factor{Challenge: c, Destination: destination(w.User, c)})
	}
	p.show(p.frame(pathFactor, problem, p.note).ChooseFactor(v))
}

// destination is where the code of a factor goes, masked; empty where it does not go anywhere.
func destination(u *state.User, factor types.ChallengeNameType) string {
	if u == nil {
		return ""
	}
	attribute := ""
	switch factor {
	case types.ChallengeNameTypeSmsMfa, types.ChallengeNameTypeSmsOtp:
		attribute = "phone_number"
	case types.ChallengeNameTypeEmailOtp:
		attribute = "email"
	}
	if value := u.Attributes[attribute]; value != "" {
		return aws.ToString(policy.Delivery(attribute, value).Destination)
	}
	return ""
}

// chooseFactor takes the way to sign in.
func (p *page) chooseFactor() {
	if w := p.waiting(); w != nil {
		p.choose(w, p.note, types.ChallengeNameType(p.value(pages.FieldFactor)))
	}
}

// openPassword is the page for the password of somebody whose name is known.
func (p *page) openPassword() {
	if p.note.session == "" && p.note.username != "" && p.choice() {
		p.showPassword("")
		return
	}
	p.openChallenge()
}

// showPassword asks for the password of somebody whose name is known.
func (p *page) showPassword(problem string) {
	v := pages.Password{Username: p.note.username, OtherURL: p.others(), BackURL: p.To(pathSignIn)}
	if p.recoverable() {
		v.ForgotURL = p.To(pathForgot)
	}
	p.show(p.frame(pathPassword, problem, p.note).Password(v))
}

// givePassword takes the password. The first one answers the challenge; a wrong one ends that, and the next
// one begins a sign-in of its own.
func (p *page) givePassword() {
	name, password := p.note.username, p.value(pages.FieldPassword)
	step, err := p.tryPassword(name, password)
	if err != nil {
		p.denied(err, name, func(problem string) {
			p.note.session = ""
			p.showPassword(problem)
		})
		return
	}
	p.next(step, name)
}

func (p *page) tryPassword(name, password string) (*authflow.Step, error) {
	if password == "" {
		return nil, fault.MissingParameter("PASSWORD")
	}
	if w, err := p.s.flow.Waiting(p.Call, p.Client(), p.note.session); err == nil {
		return p.respond(w, map[string]string{"ANSWER": string(passwordFactor), "PASSWORD": password})
	}
	step, err := p.begin(withPassword(name, password))
	if err == nil && step.Challenge == types.ChallengeNameTypeSelectChallenge { // who has no password has no right one
		err = fault.BadPassword()
	}
	return step, err
}

// givePasskey takes what a passkey signed.
func (p *page) givePasskey() {
	w := p.waiting()
	if w == nil {
		return
	}
	step, err := p.respond(w, map[string]string{"CREDENTIAL": p.value(pages.FieldCredential)})
	if err != nil {
		p.wrong(err)
		return
	}
	p.next(step, p.note.username)
}
