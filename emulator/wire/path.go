package wire

import "strconv"

// path is where in a request a walk has got to. It is written out only when
// there is something to say about the place.
type path struct {
	steps [maxNesting]step
	n     int
}

// step is a member, an element of a list (counted from one), or an entry of a map.
type step struct {
	name    string // of the member, or the key of the entry
	element int
	entry   bool
}

// maxNesting is how deep shapes may nest. None of the API's comes near it.
const maxNesting = 12

func (p *path) enter(s step) {
	p.steps[p.n] = s
	p.n++
}

func (p *path) leave() { p.n-- }

// String writes a path as the service does. Seen: userAttributes.1.member.name
// (a public suite run against a real pool), and that only the first letter of a
// name changes, adminCreateUserConfig.inviteMessageTemplate.sMSMessage
// (hashicorp/terraform-provider-aws#49207). Assumed: entries of maps, as in
// other services of the framework (A013).
func (p *path) String() string {
	var text []byte
	for i, s := range p.steps[:p.n] {
		if i > 0 {
			text = append(text, '.')
		}
		if s.element > 0 {
			text = strconv.AppendInt(text, int64(s.element), 10)
		}
		text = append(text, s.name...)
		if s.element > 0 || s.entry {
			text = append(text, ".member"...)
		}
	}
	return string(text)
}
