package trigger

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"cognito-emulator/emulator/fault"
)

// document is JSON as the service writes it: letters like < stand for themselves.
type document struct {
	out     bytes.Buffer
	encoder *json.Encoder
	err     error
}

func newDocument() *document {
	d := &document{}
	d.out.Grow(512)
	d.encoder = json.NewEncoder(&d.out)
	d.encoder.SetEscapeHTML(false)
	return d
}

func (d *document) raw(text string) { d.out.WriteString(text) }

// text writes a string. Most have nothing that would have to be escaped.
func (d *document) string(s string) {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || s[i] == '"' || s[i] == '\\' {
			d.value(s)
			return
		}
	}
	d.out.WriteByte('"')
	d.out.WriteString(s)
	d.out.WriteByte('"')
}

func (d *document) value(v any) {
	if err := d.encoder.Encode(v); err != nil {
		d.err = err
		return
	}
	d.out.Truncate(d.out.Len() - 1) // the newline
}

func (d *document) bytes() ([]byte, error) { return d.out.Bytes(), d.err }

// understand reads what a function answered: the whole event, of which only the response counts. Members
// that are missing or null keep what was sent, unknown ones are ignored, and names are taken to the letter.
// Doc: "Customizing user pool workflows with Lambda triggers", the event that is returned. Seen:
// DefinitelyTyped/DefinitelyTyped#28834 (a member in other letters has no effect). Assumed: a value of
// another kind makes the whole answer unrecognizable (A283).
func understand(answer []byte, response any) error {
	if !json.Valid(answer) {
		return fault.LambdaNotJSON()
	}
	if text, _ := member(answer, "response"); !fill(text, reflect.ValueOf(response).Elem()) {
		return fault.LambdaUnrecognizable()
	}
	return nil
}

// member finds a member of an object in a text that is known to be valid JSON, the last one of that name.
// The package encoding/json would copy all of them, or take names in other letters.
func member(text []byte, name string) (value json.RawMessage, given bool) {
	if !isObject(text) {
		return nil, false
	}
	var key []byte // the name before the value, nil: it is still to come
	depth, from := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			begin := i
			for i++; text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
			if depth == 1 && key == nil {
				key = text[begin : i+1]
			}
		case '{', '[':
			depth++
		case ':':
			if depth == 1 {
				from = i + 1
			}
		case ',', '}', ']':
			if depth == 1 && key != nil && says(key, name) {
				value, given = bytes.TrimSpace(text[from:i]), true
			}
			if depth == 1 {
				key = nil
			}
			if text[i] != ',' {
				depth--
			}
		}
	}
	return value, given
}

// isObject tells whether a valid JSON text is an object.
func isObject(text []byte) bool { return bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{")) }

// says tells what a string in JSON says.
func says(quoted []byte, want string) bool {
	if !bytes.ContainsRune(quoted, '\\') {
		return string(quoted[1:len(quoted)-1]) == want
	}
	var text string
	return json.Unmarshal(quoted, &text) == nil && text == want
}

// fill writes the members of an object into the fields that are tagged with their names.
func fill(text json.RawMessage, into reflect.Value) bool {
	if !isObject(text) {
		return false
	}
	for i := range into.NumField() {
		name, _, _ := strings.Cut(into.Type().Field(i).Tag.Get("json"), ",")
		value, given := member(text, name)
		if !given || bytes.Equal(value, []byte("null")) && into.Field(i).Type() != reflect.TypeFor[json.RawMessage]() {
			continue
		}
		field := into.Field(i)
		if field.Kind() == reflect.Pointer && field.Type().Elem().Kind() == reflect.Struct {
			field.Set(reflect.New(field.Type().Elem()))
			if !fill(value, field.Elem()) {
				return false
			}
			continue
		}
		if json.Unmarshal(value, field.Addr().Interface()) != nil {
			return false
		}
	}
	return true
}

// Texts is an object whose values are texts. One that is null is as good as absent.
type Texts map[string]string

// UnmarshalJSON implements json.Unmarshaler.
func (t *Texts) UnmarshalJSON(text []byte) error {
	var values map[string]*string
	if err := json.Unmarshal(text, &values); err != nil {
		return err
	}
	*t = Texts{}
	for name, value := range values {
		if value != nil {
			(*t)[name] = *value
		}
	}
	return nil
}
