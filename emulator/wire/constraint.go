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

// breaks tells whether a value breaks a constraint.
func (s *Shape) breaks(v reflect.Value) bool {
	if s.Kind == String {
		return s.breaksText(v.String())
	}
	return s.breaksBounds(v)
}

func (s *Shape) breaksText(text string) bool {
	return s.Bounds != 0 && s.outside(utf16Length(text)) || s.breaksPattern(text) || s.breaksEnum(text)
}

func (s *Shape) breaksPattern(text string) bool {
	return s.Pattern != "" && !(s.Blank && text == "") && !s.matches(text)
}

func (s *Shape) breaksEnum(text string) bool {
	return s.Enum != nil && !slices.Contains(s.Enum, text)
}

// breaksBounds judges the length or value of what is no string.
func (s *Shape) breaksBounds(v reflect.Value) bool { return s.Bounds != 0 && s.outside(s.measure(v)) }

func (s *Shape) outside(size int) bool {
	return s.hasMax() && size > s.Max || s.hasMin() && size < s.Min
}

// broken lists the constraints that a value breaks: length before pattern. Seen:
// this order and the opposite one, often both for one member. Assumed: this one (A009).
func (s *Shape) broken(v reflect.Value) (texts []string) {
	if s.Bounds != 0 {
		switch size := s.measure(v); {
		case s.hasMax() && size > s.Max:
			texts = append(texts, s.maxText())
		case s.hasMin() && size < s.Min:
			texts = append(texts, s.minText())
		}
	}
	if s.breaksPattern(v.String()) {
		texts = append(texts, s.patternText())
	}
	if s.breaksEnum(v.String()) {
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

func (s *Shape) measure(v reflect.Value) int {
	switch s.Kind {
	case Integer, Long:
		return int(v.Int())
	case String:
		return utf16Length(v.String())
	default:
		return v.Len()
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
