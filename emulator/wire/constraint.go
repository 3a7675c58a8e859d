package wire

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

const notNull = "Member must not be null"

// constrained tells whether there is anything to check about a value itself.
func (s *Shape) constrained() bool { return s.Bounds != 0 || s.Pattern != "" || s.Enum != nil }

// broken lists the constraints that a value breaks: length before pattern. It
// allocates nothing for a value that breaks none. Seen: this order and the
// opposite one, often both for one member. Assumed: this one (A009).
func (s *Shape) broken(v reflect.Value) (texts []string) {
	if s.Bounds != 0 {
		switch size := s.measure(v); {
		case s.hasMax() && size > int64(s.Max):
			texts = append(texts, s.maxText())
		case s.hasMin() && size < int64(s.Min):
			texts = append(texts, s.minText())
		}
	}
	if s.Pattern != "" && !(s.Blank && v.Len() == 0) && !s.matches(v.String()) {
		texts = append(texts, s.patternText())
	}
	if s.Enum != nil && !slices.Contains(s.Enum, v.String()) {
		texts = append(texts, s.enumText())
	}
	return texts
}

// constraints lists all constraints, broken or not, as the service does where it
// judges the elements of a list or map. Seen: aws/aws-cli#2894.
func (s *Shape) constraints() (texts []string) {
	if s.hasMax() {
		texts = append(texts, s.maxText())
	}
	if s.hasMin() {
		texts = append(texts, s.minText())
	}
	if s.Pattern != "" {
		texts = append(texts, s.patternText())
	}
	if s.Enum != nil {
		texts = append(texts, s.enumText())
	}
	return texts
}

// The texts. Seen: enum, rosberglinhares/CloudFormationCognitoCustomResources#1;
// pattern, anomalyco/guide#127; lengths, aws/aws-cdk#14175 and many more; values,
// deployments checked by badmintoncryer/cdk-preflight.

func (s *Shape) maxText() string {
	return "Member must have " + s.measured() + " less than or equal to " + strconv.Itoa(s.Max)
}

func (s *Shape) minText() string {
	return "Member must have " + s.measured() + " greater than or equal to " + strconv.Itoa(s.Min)
}

func (s *Shape) patternText() string {
	return "Member must satisfy regular expression pattern: " + s.Pattern
}

func (s *Shape) enumText() string {
	return "Member must satisfy enum value set: [" + strings.Join(enumOrder(s.Enum), ", ") + "]"
}

// allOf is the text for what is inside a list or map.
func allOf(what string, constraints []string) string {
	return what + " must satisfy constraint: [" + strings.Join(constraints, ", ") + "]"
}

// measured is what the bounds are about.
func (s *Shape) measured() string {
	if s.Kind == Integer || s.Kind == Long {
		return "value"
	}
	return "length"
}

func (s *Shape) measure(v reflect.Value) int64 {
	switch s.Kind {
	case Integer, Long:
		return v.Int()
	case String:
		return int64(utf16Length(v.String()))
	default:
		return int64(v.Len())
	}
}

// utf16Length is Java's String.length. Assumed: the service counts with it, so
// that an emoji has length two (A010).
func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
