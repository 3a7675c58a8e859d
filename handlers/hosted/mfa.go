package hosted

import (
	"net/url"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/pages"
)

// showMFAOption asks which second factor to use, or to set up.
func (p *page) showMFAOption(w *authflow.Waiting, problem string) {
	v := pages.ChooseMFA{SetUp: w.Challenge == types.ChallengeNameTypeMfaSetup}
	for _, c := range factors(w) {
		v.Factors = append(v.Factors, pages.Factor{Challenge: c, Destination: destination(w.User, c)})
	}
	p.show(p.frame(pathMFAOption, problem, p.note).ChooseMFA(v))
}

func (p *page) chooseMFA() {
	if w := p.waiting(); w != nil {
		p.choose(w, p.note, types.ChallengeNameType(p.value(pages.FieldMFA)))
	}
}

// showMFASetUp sets up an authenticator app, or asks for the address of another factor.
func (p *page) showMFASetUp(w *authflow.Waiting, problem string) {
	frame := p.frame(pathMFASetUp, problem, p.note)
	if w.Secret == nil {
		v := pages.Address{Challenge: p.factorToSetUp(w)}
		if p.path == pathMFASetUp {
			v.Value = p.value(pages.FieldAddress)
		}
		p.show(frame.Address(v))
		return
	}
	node, err := frame.Authenticator(pages.Authenticator{
		Secret: authflow.SecretText(w.Secret), URI: keyURI(*p.Pool.Config.Name, p.note.username, authflow.SecretText(w.Secret))})
	if err != nil {
		p.Fail(err)
		return
	}
	p.show(node)
}

// keyURI is how authenticator apps are told a secret. Doc: the wiki of Google Authenticator, "Key URI Format".
// Assumed: the pool's name is the issuer (A398).
func keyURI(pool, username, secret string) string {
	u := url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + pool + ":" + username,
		RawQuery: url.Values{"secret": {secret}, "issuer": {pool}}.Encode()}
	return u.String()
}

// factorToSetUp is the one that was chosen, or the only one.
func (p *page) factorToSetUp(w *authflow.Waiting) types.ChallengeNameType {
	if len(w.Choices) == 1 {
		return w.Choices[0]
	}
	return types.ChallengeNameType(p.note.chosen)
}

// setUpMFA takes the first code of an authenticator app, or the address that the codes of another factor go to.
// Doc: "Adding MFA to a user pool", set-up in managed login.
func (p *page) setUpMFA() {
	w := p.waiting()
	if w == nil {
		return
	}
	responses := map[string]string{}
	switch {
	case w.Challenge != types.ChallengeNameTypeMfaSetup:
		p.wrong(fault.InvalidSession())
		return
	case w.Secret != nil:
		session, err := p.verify()
		if err != nil {
			p.wrong(err)
			return
		}
		p.note.session = session
		p.renew()
	case p.factorToSetUp(w) == types.ChallengeNameTypeSmsMfa:
		responses["PHONE_NUMBER"] = p.value(pages.FieldAddress)
	default:
		responses["EMAIL"] = p.value(pages.FieldAddress)
	}
	step, err := p.respond(w, responses)
	if err != nil {
		p.wrong(err)
		return
	}
	p.next(step, p.note.username)
}

// verify registers the authenticator app that shows the right code.
func (p *page) verify() (session string, err error) {
	code, name := p.value(pages.FieldAuthCode), p.value(pages.FieldDeviceName)
	in := &cip.VerifySoftwareTokenInput{Session: &p.note.session, UserCode: &code, FriendlyDeviceName: p.given(pages.FieldDeviceName)}
	if err := p.s.judgeVerify(in); err != nil {
		return "", err
	}
	return p.s.flow.Verify(p.Call, p.note.session, code, name)
}
