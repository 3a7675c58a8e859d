package wire

import "strconv"

// path is where in a request a walk has got to, in the form of the service:
// "userAttributes.1.member." for what is inside the first user attribute. Names
// are those of members in lower camel case, list elements count from one.
//
// Seen: userAttributes.1.member.name (a public suite run against a real pool),
// adminCreateUserConfig.inviteMessageTemplate.sMSMessage
// (hashicorp/terraform-provider-aws#49207): only the first letter changes.
type path struct {
	text  []byte
	marks []int // the length of text before each entry
}

// enter goes into a member.
func (p *path) enter(name string) {
	p.marks = append(p.marks, len(p.text))
	p.text = append(append(p.text, name...), '.')
}

// enterElement goes into an element of the list that the path is in.
func (p *path) enterElement(i int) {
	p.marks = append(p.marks, len(p.text))
	p.text = append(strconv.AppendInt(p.text, int64(i)+1, 10), ".member."...)
}

// enterEntry goes into an entry of the map that the path is in.
func (p *path) enterEntry(key string) {
	p.marks = append(p.marks, len(p.text))
	p.text = append(append(p.text, key...), ".member."...)
}

// leave goes back to where the last enter started.
func (p *path) leave() {
	last := len(p.marks) - 1
	p.text, p.marks = p.text[:p.marks[last]], p.marks[:last]
}

// to is the path of a member of the structure that the path is in.
func (p *path) to(name string) string { return string(p.text) + name }

// name is the path of the list or map that the path is in.
func (p *path) name() string { return string(p.text[:len(p.text)-1]) }
