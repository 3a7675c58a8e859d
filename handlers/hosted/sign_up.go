package hosted

import (
	"net/http"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/pages"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// openSignUp is the page for new users. Assumed: where only an administrator makes users it is an error
// page (A399).
func (p *page) openSignUp() {
	if !p.open() {
		text, _ := said(fault.SignUpNotPermitted())
		p.fail(http.StatusBadRequest, text)
		return
	}
	p.showSignUp("", "")
}

func (p *page) showSignUp(name, problem string) {
	v := pages.SignUp{
		Identifier: p.identifier(), Username: name, Attributes: p.asked(p.required()), Policy: p.passwordPolicy(),
		OptionalPassword: p.choice() && account.Passwordless(p.Pool), SignInURL: p.To(pathSignIn),
	}
	if p.managed() {
		v.TermsURL, v.PrivacyURL = p.terms()
	}
	p.show(p.frame(pathSignUp, problem, note{}).SignUp(v))
}

// required are the attributes that a new user has to give: all that the pool requires, but for the one that
// stands in for the username. Doc: "User pool managed login", sign-up.
func (p *page) required() []string {
	names := policy.MissingRequired(p.Pool.Config.SchemaAttributes, nil)
	return slices.DeleteFunc(names, func(name string) bool {
		return name == "email" && p.identifier() == pages.ByEmail || name == "phone_number" && p.identifier() == pages.ByPhone
	})
}

// termsLanguages are the names of languages among the links of documents. Doc: CreateTerms, Links.
var termsLanguages = map[string]string{
	"en": "english", "fr": "french", "es": "spanish", "de": "german", "id": "bahasa-indonesia", "it": "italian", "ja": "japanese",
	"ko": "korean", "nl": "dutch", "pt-BR": "portuguese-brazil", "zh-CN": "chinese-simplified", "zh-TW": "chinese-traditional",
}

// terms are the documents that a new user agrees to. Doc: CreateTerms: shown when the client has both.
func (p *page) terms() (use, privacy string) {
	link := func(name string) string {
		t := p.View.TermsOf(p.Pool.ID, p.Client().ID, name)
		if t == nil {
			return ""
		}
		if own := t.Links["cognito:"+termsLanguages[p.Language()]]; own != "" {
			return own
		}
		return t.Links["cognito:default"]
	}
	return link("terms-of-use"), link("privacy-policy")
}

// signUp takes the form of a new user.
func (p *page) signUp() {
	name := p.value(pages.FieldUsername)
	in := &cip.SignUpInput{
		ClientId: p.clientID(), Username: &name, Password: p.given(pages.FieldPassword), UserAttributes: p.attributes(),
		SecretHash: secretHash(p.Client(), name), UserContextData: p.device(),
	}
	if p.differs() {
		p.showSignUp(name, p.look.PasswordsDiffer())
		return
	}
	out, err := p.s.signUp(p.Call, p.Client(), in)
	switch {
	case err != nil:
		p.refuse(err, func(problem string) { p.showSignUp(name, problem) })
	case out.UserConfirmed:
		p.welcome(name, state.Sub(aws.ToString(out.UserSub)))
	case out.CodeDeliveryDetails != nil:
		p.send(pathConfirm, about(name, out.CodeDeliveryDetails))
	default: // an administrator has to confirm
		text, _ := said(fault.UserNotConfirmed())
		p.send(pathSignIn, note{username: name, problem: text})
	}
}

// attributes are those that the form gives.
func (p *page) attributes() []types.AttributeType {
	var list []types.AttributeType
	for field, values := range p.R.PostForm {
		name, isOne := strings.CutPrefix(field, "requiredAttributes[")
		name, closed := strings.CutSuffix(name, "]")
		if isOne && closed && values[0] != "" {
			list = append(list, types.AttributeType{Name: aws.String(name), Value: aws.String(values[0])})
		}
	}
	slices.SortFunc(list, func(a, b types.AttributeType) int { return strings.Compare(*a.Name, *b.Name) })
	return list
}
