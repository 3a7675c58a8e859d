package hosted

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/pages"
	"cognito-emulator/emulator/policy"
)

// showNewPassword asks for a password in place of a temporary one, and for what else the pool wants to know.
func (p *page) showNewPassword(w *authflow.Waiting, problem string) {
	v := pages.NewPassword{Username: p.note.username, Policy: p.passwordPolicy()}
	v.Attributes = p.asked(policy.MissingRequired(p.Pool.Config.SchemaAttributes, w.User.Attributes))
	p.show(p.frame(pathNewPassword, problem, p.note).NewPassword(v))
}

// asked are attributes that a page asks for, with what the form said of them.
func (p *page) asked(names []string) []pages.Attribute {
	list := make([]pages.Attribute, len(names))
	for i, name := range names {
		list[i] = pages.Attribute{Name: name, Value: p.value(pages.RequiredAttribute(name))}
	}
	return list
}

func (p *page) passwordPolicy() *types.PasswordPolicyType {
	if p.Pool.Config.Policies == nil {
		return nil
	}
	return p.Pool.Config.Policies.PasswordPolicy
}

// giveNewPassword takes the new password.
func (p *page) giveNewPassword() {
	w := p.waiting()
	switch {
	case w == nil:
		return
	case w.User == nil || w.Challenge != types.ChallengeNameTypeNewPasswordRequired:
		p.openChallenge()
		return
	case p.differs():
		p.showNewPassword(w, p.look.PasswordsDiffer())
		return
	}
	responses := map[string]string{"NEW_PASSWORD": p.value(pages.FieldPassword)}
	for _, name := range policy.MissingRequired(p.Pool.Config.SchemaAttributes, w.User.Attributes) {
		if value := p.value(pages.RequiredAttribute(name)); value != "" {
			responses["userAttributes."+name] = value
		}
	}
	step, err := p.respond(w, responses)
	if err != nil {
		p.wrong(err)
		return
	}
	p.next(step, p.note.username)
}

// differs tells whether a new password was not typed the same twice.
func (p *page) differs() bool {
	again, given := p.R.PostForm[pages.FieldConfirmPassword]
	return given && !slices.Contains(again, p.value(pages.FieldPassword))
}
