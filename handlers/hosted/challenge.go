package hosted

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/pages"
	"cognito-emulator/emulator/policy"
)

const passwordFactor = types.ChallengeNameTypePassword

// next goes on with a sign-in: to the app, or to the page of the challenge. Where there is nothing to choose,
// nobody is asked.
func (p *page) next(step *authflow.Step, name string) {
	if step.Arrival != nil {
		p.forget()
		p.Finish(step.Arrival)
		return
	}
	n := note{username: name, session: step.Session}
	p.renew()
	w, err := p.s.flow.Waiting(p.Call, p.Client(), step.Session)
	if err != nil {
		p.lost(err, n)
		return
	}
	if w.First {
		n.other = p.note.other
	}
	if only := theOnly(w); only != "" {
		p.choose(w, n, only)
		return
	}
	p.send(place(w, ""), n)
}

// theOnly is the factor that there is no choice about, and that something has to be done for before its page
// can be shown; empty where there is a choice or a page.
func theOnly(w *authflow.Waiting) types.ChallengeNameType {
	switch list := factors(w); {
	case len(list) != 1, w.Secret != nil:
	case w.Challenge == types.ChallengeNameTypeSelectChallenge && list[0] != passwordFactor,
		w.Challenge == types.ChallengeNameTypeMfaSetup && list[0] == types.ChallengeNameTypeSoftwareTokenMfa:
		return list[0]
	}
	return ""
}

// factors are what a challenge lets people choose from. A page sends the password as it is, so there is no
// proof of one to choose.
func factors(w *authflow.Waiting) []types.ChallengeNameType {
	return slices.DeleteFunc(slices.Clone(w.Choices), func(c types.ChallengeNameType) bool {
		return c == types.ChallengeNameTypePasswordSrp
	})
}

// choose takes the choice of a factor, and goes on.
func (p *page) choose(w *authflow.Waiting, n note, factor types.ChallengeNameType) {
	if w.Challenge == types.ChallengeNameTypeSelectChallenge && len(factors(w)) > 1 {
		n.other = "true"
	}
	p.note = n
	var step *authflow.Step
	var err error
	switch {
	case !slices.Contains(factors(w), factor):
		err = fault.InvalidAnswer()
	case w.Challenge == types.ChallengeNameTypeMfaSetup && factor == types.ChallengeNameTypeSoftwareTokenMfa:
		if _, n.session, err = p.s.flow.Associate(p.Call, n.session); err == nil {
			p.send(pathMFASetUp, n)
			return
		}
	case w.Challenge == types.ChallengeNameTypeMfaSetup, factor == passwordFactor:
		n.chosen = string(factor)
		p.send(place(w, n.chosen), n)
		return
	default:
		step, err = p.respond(w, map[string]string{"ANSWER": string(factor)})
	}
	if err != nil {
		p.wrong(err)
		return
	}
	p.next(step, n.username)
}

// place is the page of a challenge, once something was chosen of it.
func place(w *authflow.Waiting, chosen string) string {
	switch w.Challenge {
	case types.ChallengeNameTypeSelectChallenge:
		if list := factors(w); chosen == string(passwordFactor) || len(list) == 0 || len(list) == 1 && list[0] == passwordFactor {
			return pathPassword
		}
		return pathFactor
	case passwordFactor:
		return pathPassword
	case types.ChallengeNameTypeWebAuthn:
		return pathPasskey
	case types.ChallengeNameTypeSelectMfaType:
		return pathMFAOption
	case types.ChallengeNameTypeMfaSetup:
		factor := types.ChallengeNameType(chosen)
		addressed := factor != types.ChallengeNameTypeSoftwareTokenMfa && slices.Contains(w.Choices, factor)
		if w.Secret == nil && !addressed && len(w.Choices) > 1 {
			return pathMFAOption
		}
		return pathMFASetUp
	case types.ChallengeNameTypeNewPasswordRequired:
		return pathNewPassword
	}
	if w.First || w.User == nil {
		return pathCode
	}
	return pathMFA
}

// openChallenge is the page of a challenge, for whoever was sent there.
func (p *page) openChallenge() {
	w := p.waiting()
	if w == nil {
		return
	}
	if at := place(w, p.note.chosen); at != p.path {
		p.send(at, p.note)
		return
	}
	p.showChallenge(w, "")
}

// waiting is the challenge that a request is about. It returns nil when there is none, and has answered then.
func (p *page) waiting() *authflow.Waiting {
	if p.note.session == "" {
		p.Go(pathSignIn)
		return nil
	}
	w, err := p.s.flow.Waiting(p.Call, p.Client(), p.note.session)
	if err != nil {
		p.lost(err, p.note)
		return nil
	}
	return w
}

// lost sends somebody whose sign-in cannot go on to where it begins.
func (p *page) lost(err error, n note) {
	p.refuse(err, func(problem string) {
		p.send(pathSignIn, note{username: n.username, problem: p.look.SomethingWrong() + ". " + problem})
	})
}

// respond answers a challenge.
func (p *page) respond(w *authflow.Waiting, responses map[string]string) (*authflow.Step, error) {
	responses["USERNAME"] = p.note.username
	if w.User != nil {
		responses["USERNAME"] = w.User.Username
	}
	return p.s.flow.Respond(p.Call, authflow.Respond{
		Client: p.Client(), Challenge: w.Challenge, Session: &p.note.session, Responses: responses, Hosted: true})
}

// wrong shows the page of the challenge again where the answer can be corrected, and the sign-in page where
// it cannot.
func (p *page) wrong(err error) {
	p.denied(err, p.note.username, func(problem string) {
		p.renew()
		w, lost := p.s.flow.Waiting(p.Call, p.Client(), p.note.session)
		if lost != nil {
			p.showSignIn(p.note.username, problem)
			return
		}
		p.showChallenge(w, problem)
	})
}

// showChallenge shows the page of a challenge.
func (p *page) showChallenge(w *authflow.Waiting, problem string) {
	switch at := place(w, p.note.chosen); at {
	case pathFactor:
		p.showFactors(w, problem)
	case pathPassword:
		p.showPassword(problem)
	case pathPasskey:
		p.show(p.frame(at, problem, p.note).Passkey(pages.Passkey{
			Username: p.note.username, Options: w.Options, OtherURL: p.others(), BackURL: p.To(pathSignIn)}))
	case pathMFAOption:
		p.showMFAOption(w, problem)
	case pathMFASetUp:
		p.showMFASetUp(w, problem)
	case pathNewPassword:
		p.showNewPassword(w, problem)
	default:
		p.showCode(at, w, problem)
	}
}

// others leads to the other ways to sign in, if there are any.
func (p *page) others() string {
	if p.note.other == "" {
		return ""
	}
	return p.To(pathFactor)
}

// sentTo is where the code of a challenge went. Somebody whom the pool does not have is told an address too.
func (p *page) sentTo(w *authflow.Waiting) string {
	switch {
	case w.Sent != nil:
		return aws.ToString(w.Sent.Destination)
	case w.User == nil:
		return aws.ToString(policy.SimulatedDelivery(&p.Pool.Config, p.note.username).Destination)
	}
	return ""
}

// showCode asks for a code.
func (p *page) showCode(at string, w *authflow.Waiting, problem string) {
	v := pages.Code{Challenge: w.Challenge, Destination: p.sentTo(w), SetUp: w.SetUp, BackURL: p.To(pathSignIn)}
	if at == pathCode {
		v.OtherURL = p.others()
	}
	p.show(p.frame(at, problem, p.note).Code(v))
}

// giveCode takes a code, of a first factor or a second one.
func (p *page) giveCode() {
	w := p.waiting()
	if w == nil {
		return
	}
	step, err := p.respond(w, map[string]string{string(w.Challenge) + "_CODE": p.value(pages.FieldAuthCode)})
	if err != nil {
		p.wrong(err)
		return
	}
	p.next(step, p.note.username)
}
