package policy

import (
	"slices"
	"strings"

	"cognito-emulator/emulator/fault"
)

// Filter is a parsed filter of ListUsers: one condition on one attribute. Value is
// unescaped. An empty filter is the zero Filter: every user.
type Filter struct {
	Attribute string
	Prefix    bool
	Value     string
}

// searchable are the attributes that can be filtered by.
// Doc: ListUsers, Filter.
func searchable() []string {
	return []string{
		"username", "email", "phone_number", "name", "given_name", "family_name", "preferred_username",
		"cognito:user_status", "status", "sub",
	}
}

// Searchable tells whether users can be found by the attribute, and an AttributesToGet may name one
// that only the users found need to have.
func Searchable(attribute string) bool { return slices.Contains(searchable(), attribute) }

// ParseFilter reads a filter: `attribute = "value"` or `attribute ^= "value"`,
// quotation marks and backslashes in the value escaped by a backslash, spaces
// between the parts as one likes. Assumed: spaces, and that any attribute name
// that can be read is refused as unsearchable rather than unparsable (A057).
func ParseFilter(s string) (Filter, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Filter{}, nil
	}
	end := strings.IndexAny(s, " \t=^\"")
	if end <= 0 {
		return Filter{}, fault.FilterNotParsable()
	}
	f := Filter{Attribute: s[:end]}
	rest := strings.TrimLeft(s[end:], " \t")
	rest, f.Prefix = strings.CutPrefix(rest, "^")
	rest, equals := strings.CutPrefix(rest, "=")
	if !equals {
		return Filter{}, fault.FilterNotParsable()
	}
	value, ok := unquote(strings.TrimLeft(rest, " \t"))
	if !ok {
		return Filter{}, fault.FilterNotParsable()
	}
	f.Value = value
	if !Searchable(f.Attribute) {
		return Filter{}, fault.FilterNotSearchable()
	}
	return f, nil
}

// unquote reads a quoted string that ends where s ends.
func unquote(s string) (string, bool) {
	s, open := strings.CutPrefix(s, `"`)
	if !open {
		return "", false
	}
	var value strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			return value.String(), i == len(s)-1
		case '\\':
			i++
			if i == len(s) {
				return "", false
			}
		}
		value.WriteByte(s[i])
	}
	return "", false
}

// FoldsCase tells whether the filter ignores case: every attribute but username
// and status does. Doc: ListUsers, Filter.
func (f Filter) FoldsCase() bool { return f.Attribute != "username" && f.Attribute != "status" }

// Match tells whether a value of the attribute meets the condition.
func (f Filter) Match(value string) bool {
	want := f.Value
	if f.FoldsCase() {
		value, want = strings.ToLower(value), strings.ToLower(want)
	}
	if f.Prefix {
		return strings.HasPrefix(value, want)
	}
	return value == want
}

// String writes the filter so that ParseFilter reads the same again.
func (f Filter) String() string {
	if f == (Filter{}) {
		return ""
	}
	operator := " = "
	if f.Prefix {
		operator = " ^= "
	}
	return f.Attribute + operator + `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(f.Value) + `"`
}
