package emulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/wire"
)

// The probe breaks every constraint of every operation, one at a time, and expects the service's own
// words about it: nothing that the model forbids gets through to a handler, and nothing that comes from
// a client looks like a mistake of ours.

// probe is one request that breaks something.
type probe struct {
	about string // for the reader of a failure
	body  any
	want  string // the message; a "…" in it stands for anything
}

// prober collects the probes of an operation.
type prober struct {
	operation string
	probes    []probe
}

// place is where in a request the prober is.
type place struct {
	path   string
	hidden bool          // the value is not to be shown
	in     func(any) any // the whole request with that value in this place
}

func (p place) member(m wire.Member, inside any) place {
	return place{
		path:   strings.TrimPrefix(p.path+"."+strings.ToLower(m.Name[:1])+m.Name[1:], "."),
		hidden: p.hidden || m.Shape.Sensitive,
		in:     func(v any) any { return p.in(with(inside, m.Name, v)) },
	}
}

// fault is what the message says of a value in this place that breaks these constraints.
func (p place) fault(shown string, texts ...string) string {
	if p.hidden {
		shown = ""
	}
	head := "1 validation error detected: "
	if len(texts) > 1 {
		head = fmt.Sprintf("%d validation errors detected: ", len(texts))
	}
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = "Value " + shown + "at '" + p.path + "' failed to satisfy constraint: " + text
	}
	return head + strings.Join(all, "; ")
}

func (r *prober) add(about string, p place, value any, want string) {
	r.probes = append(r.probes, probe{p.path + ": " + about, p.in(value), want})
}

// structure probes the members of a structure.
func (r *prober) structure(s *wire.Shape, p place) {
	whole := sample(s, false)
	for _, m := range s.Members {
		at := p.member(m, whole)
		if m.Required {
			r.add("missing", at, nil, at.fault("null ", "Member must not be null"))
		}
		r.value(m.Shape, at)
	}
}

// value probes a value and what is in it.
func (r *prober) value(s *wire.Shape, p place) {
	r.wrongType(s, p)
	switch s.Kind {
	case wire.Structure:
		r.structure(s, p)
	case wire.List:
		r.list(s, p)
	case wire.Map:
		r.mapping(s, p)
	case wire.String:
		for _, text := range breakers(s) {
			r.add(fmt.Sprintf("%.20q of length %d", text, length(text)), p, text, p.fault("'"+text+"' ", broken(s, text)...))
		}
	case wire.Integer, wire.Long:
		if s.Bounds&wire.HasMin != 0 {
			r.add("too small", p, s.Min-1, p.fault(fmt.Sprintf("'%d' ", s.Min-1), minText(s)))
		}
		if s.Bounds&wire.HasMax != 0 {
			r.add("too big", p, s.Max+1, p.fault(fmt.Sprintf("'%d' ", s.Max+1), maxText(s)))
		}
	case wire.Blob:
		if s.Bounds&wire.HasMax != 0 {
			r.add("too big", p, make([]byte, s.Max+1), p.fault("'…' ", maxText(s)))
		}
	}
}

func (r *prober) list(s *wire.Shape, p place) {
	if s.Bounds&wire.HasMin != 0 && s.Min > 0 {
		list := elements(s, s.Min-1)
		r.add("too short", p, list, p.fault(shownList(list), minText(s)))
	}
	if s.Bounds&wire.HasMax != 0 {
		list := elements(s, s.Max+1)
		r.add("too long", p, list, p.fault(shownList(list), maxText(s)))
	}
	e := s.Element
	if e.Kind == wire.Structure {
		r.structure(e, place{path: p.path + ".1.member", hidden: p.hidden || e.Sensitive,
			in: func(v any) any { return p.in([]any{v}) }})
		return
	}
	at := place{path: p.path, hidden: p.hidden || e.Sensitive}
	for _, text := range breakers(e) {
		list := []any{text}
		r.add(fmt.Sprintf("an element %.20q", text), p, list, at.fault(shownList(list), "Member must satisfy constraint: "+constraints(e)))
	}
	r.add("a null in it", p, []any{nil}, at.fault("'[null]' ", "Member must satisfy constraint: [Member must not be null]"))
}

func (r *prober) mapping(s *wire.Shape, p place) {
	key := sampleText(s.Key)
	if s.Bounds&wire.HasMin != 0 && s.Min > 0 {
		r.add("empty", p, map[string]any{}, p.fault("'{}' ", minText(s)))
	}
	at := place{path: p.path, hidden: p.hidden || s.Element.Sensitive}
	for _, text := range breakers(s.Key) {
		r.add(fmt.Sprintf("a key %.20q", text), p, map[string]any{text: sample(s.Element, false)},
			at.fault("'…' ", "Map keys must satisfy constraint: "+constraints(s.Key)))
	}
	if s.Element.Kind == wire.Structure {
		r.structure(s.Element, place{path: p.path + "." + key + ".member", hidden: at.hidden,
			in: func(v any) any { return p.in(map[string]any{key: v}) }})
		return
	}
	for _, text := range breakers(s.Element) {
		r.add(fmt.Sprintf("a value %.20q", text), p, map[string]any{key: text},
			at.fault("'{"+key+"="+text+"}' ", "Map value must satisfy constraint: "+constraints(s.Element)))
	}
}

// shownList is a list as messages show it.
func shownList(list []any) string {
	shown := make([]string, len(list))
	for i, v := range list {
		text, ok := v.(string)
		if !ok {
			return "'…' "
		}
		shown[i] = text
	}
	return "'[" + strings.Join(shown, ", ") + "]' "
}

// wrongType gives values of other JSON types, which is judged before any constraint.
func (r *prober) wrongType(s *wire.Shape, p place) {
	// Doc: what the frame says of the types, see package wire. A list is never right but for a list.
	list, text := "Start of list found where not expected", "…"
	switch s.Kind {
	case wire.Structure:
		text = "Expected null"
	case wire.List:
		list, text = "", "Expected list or null"
	case wire.Map:
		text = "Expected map or null"
	case wire.String:
		r.add("a number", p, 17, "NUMBER_VALUE can not be converted to a String")
		r.add("an object", p, map[string]any{}, "Start of structure or map found where not expected.")
		text = ""
	case wire.Integer, wire.Long:
		text = "STRING_VALUE can not be converted to a" + map[wire.Kind]string{wire.Integer: "n Integer", wire.Long: " Long"}[s.Kind]
	case wire.Document:
		return // any value is one
	}
	if list != "" {
		r.add("a list", p, []any{}, list)
	}
	if text != "" && s.Kind != wire.Blob {
		r.add("a text", p, "text", text)
	}
}

func probesOf(o model.Operation) []probe {
	r := &prober{operation: o.Name}
	r.structure(o.Input, place{in: func(v any) any { return v }})
	return r.probes
}

// signature is what makes a request a signed one. Nobody verifies it.
const signature = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cognito-idp/aws4_request"

// call sends a request for an operation and reads the answer of a refusal.
func call(t *testing.T, e *Emulator, operation string, body any, headers ...string) (status int, code, message string) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	headers = append([]string{"Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target + operation}, headers...)
	r, answer := send(t, e, "POST", "http://x/", string(text), headers...)
	var refusal struct {
		Type    string `json:"__type"`
		Message string `json:"message"`
	}
	if r.StatusCode != http.StatusOK {
		if err := json.Unmarshal([]byte(answer), &refusal); err != nil {
			t.Errorf("%s: %s %s: %v", operation, r.Status, answer, err)
		}
	}
	return r.StatusCode, refusal.Type, refusal.Message
}

func TestProbeConstraints(t *testing.T) {
	t.Parallel()
	e := Start(t, Strict)
	total := 0
	for _, o := range model.Operations() {
		probes := probesOf(o)
		total += len(probes)
		for _, p := range probes {
			status, code, message := call(t, e, o.Name, p.body, "Authorization", signature)
			want := "InvalidParameterException"
			if !strings.Contains(p.want, " validation error") {
				want = "SerializationException"
			}
			if status != http.StatusBadRequest || code != want || !says(normal(message), normal(p.want)) {
				t.Errorf("%s, %s: %d %s\n got  %.400s\n want %s\n      %.400s", o.Name, p.about, status, code, message, want, p.want)
			}
		}
	}
	t.Logf("%d probes", total)
	if total < 3000 {
		t.Errorf("there are only %d probes: they look in the wrong place", total)
	}
}

// says compares a message with what it should be.
func says(got, want string) bool {
	before, after, open := strings.Cut(want, "…")
	if !open {
		return got == want
	}
	return len(got) >= len(before)+len(after) && strings.HasPrefix(got, before) && strings.HasSuffix(got, after)
}

// normal writes the value sets of enums in the order of the alphabet. The service's own order is
// judged where it was seen, in package wire.
func normal(message string) string {
	const mark = "enum value set: ["
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(message, mark)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		set, after, _ := strings.Cut(rest, "]")
		values := strings.Split(set, ", ")
		slices.Sort(values)
		b.WriteString(mark + strings.Join(values, ", ") + "]")
		message = after
	}
}
