package pages

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// field is a field that people fill in. Both looks show the same ones.
type field struct {
	name, id, kind string // kind: type of the input
	auto           string // autocomplete
	mode           string // inputmode
	hold           string // placeholder
	value          string
	label          string
	optional       bool
	focus          bool
	check          bool   // a new password: its rules are checked while it is typed
	same, differ   string // the element that it must equal, and what to say otherwise
}

// identifierLabel is what the username is called.
func (t *texts) identifierLabel(by Identifier) string {
	switch by {
	case ByEmail:
		return t.say("email")
	case ByPhone:
		return t.say("phone")
	case ByEmailOrPhone:
		return t.say("emailOrPhone")
	default:
		return t.say("username")
	}
}

// usernameField asks for a username. Seen: public scripts (its names, and the placeholder of an
// e-mail address).
func (t *texts) usernameField(by Identifier, id, value string) field {
	f := field{name: FieldUsername, id: id, kind: "text", auto: "username", value: value, label: t.identifierLabel(by)}
	f.hold = f.label
	switch by {
	case ByEmail:
		f.hold = exampleEmail
	case ByPhone:
		f.hold = examplePhone
	}
	return f
}

const (
	exampleEmail = "name@host.com"
	examplePhone = "+12345678900"
)

func (t *texts) passwordField(id string) field {
	return field{name: FieldPassword, id: id, kind: "password", auto: "current-password",
		hold: t.say("password"), label: t.say("password")}
}

// newPasswordFields ask for a password twice. Seen: public scripts.
func (t *texts) newPasswordFields() []field {
	return []field{
		{name: FieldPassword, id: "new_password", kind: "password", auto: "new-password", label: t.say("newPassword"), check: true},
		{name: FieldConfirmPassword, id: "confirm_password", kind: "password", auto: "new-password",
			label: t.say("newPasswordAgain"), same: "new_password", differ: t.say("passwordsDiffer")},
	}
}

func (t *texts) codeField(name, id, label string) field {
	return field{name: name, id: id, kind: "text", auto: "one-time-code", mode: "numeric", label: label, focus: true}
}

// attributeFields ask for attributes. Seen: public scripts (names, the kind and placeholder of email).
func (t *texts) attributeFields(attributes []Attribute) []field {
	var fields []field
	for _, a := range attributes {
		f := field{name: RequiredAttribute(a.Name), id: "attribute_" + strings.ReplaceAll(a.Name, ":", "_"),
			kind: "text", value: a.Value, label: t.attributeLabel(a.Name)}
		switch a.Name {
		case "email":
			f.kind, f.auto, f.hold = "email", "email", exampleEmail
		case "phone_number":
			f.kind, f.auto, f.hold = "tel", "tel", examplePhone
		case "birthdate":
			f.kind, f.auto = "date", "bday"
		case "name":
			f.auto = "name"
		case "given_name":
			f.auto = "given-name"
		case "middle_name":
			f.auto = "additional-name"
		case "family_name":
			f.auto = "family-name"
		case "nickname", "preferred_username":
			f.auto = "nickname"
		case "website", "profile", "picture":
			f.auto = "url"
		case "address":
			f.auto = "street-address"
		}
		fields = append(fields, f)
	}
	return fields
}

// attributeLabel is what an attribute is called. Seen: a saved page ("Given name" for given_name).
// Assumed: custom attributes lose their prefix (A366).
func (t *texts) attributeLabel(name string) string {
	if label, ok := t.find("attribute." + name); ok {
		return label
	}
	name = strings.TrimPrefix(strings.TrimPrefix(name, "dev:"), "custom:")
	name = strings.ReplaceAll(name, "_", " ")
	if name == "" {
		return name
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// rule is one of the rules of a password.
type rule struct {
	check  string // what the script checks
	class  string // in the classic page
	text   string
	length int
}

// rules are what a password policy demands, in the order of the service's page.
// Seen: a saved page (order, classes).
func (t *texts) rules(p *types.PasswordPolicyType) []rule {
	if p == nil {
		return nil
	}
	var list []rule
	add := func(wanted bool, check, class, key string) {
		if wanted {
			list = append(list, rule{check: check, class: class, text: t.say(key)})
		}
	}
	add(p.RequireLowercase, "lower", "lowerletter", "ruleLower")
	add(p.RequireUppercase, "upper", "upperletter", "ruleUpper")
	add(p.RequireSymbols, "symbol", "symbols", "ruleSymbol")
	add(p.RequireNumbers, "number", "numbers", "ruleNumber")
	if p.MinimumLength != nil && *p.MinimumLength > 0 {
		n := int(*p.MinimumLength)
		list = append(list, rule{check: "length", class: "length", text: t.say("ruleLength", itoa(n)), length: n})
	}
	return list
}

// medium is a medium in the keys of texts.
func medium(m types.DeliveryMediumType) string {
	if m == types.DeliveryMediumTypeSms {
		return "sms"
	}
	return "email"
}
