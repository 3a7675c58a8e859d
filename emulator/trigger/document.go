package trigger

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"cognito-emulator/emulator/fault"
)

// document writes JSON as the service does: letters like < stand for themselves.
func document(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// understand reads what a function answered: the whole event, of which only the response counts. Members
// that are missing or null keep what was sent, unknown ones are ignored, and names are taken to the letter.
// Doc: "Customizing user pool workflows with Lambda triggers", the event that is returned. Seen:
// DefinitelyTyped/DefinitelyTyped#28834 (a member in other letters has no effect). Assumed: a value of
// another kind makes the whole answer unrecognizable (A283).
func understand(answer []byte, response any) error {
	if !json.Valid(answer) {
		return fault.LambdaNotJSON()
	}
	event, ok := members(answer)
	if !ok || !fill(event["response"], reflect.ValueOf(response).Elem()) {
		return fault.LambdaUnrecognizable()
	}
	return nil
}

// members takes an object apart; false when the document is none.
func members(text []byte) (map[string]json.RawMessage, bool) {
	var m map[string]json.RawMessage
	err := json.Unmarshal(text, &m)
	return m, err == nil && m != nil
}

// fill writes the members of an object into the fields that are tagged with their names. The package
// encoding/json would do the same for names in other letters.
func fill(text json.RawMessage, into reflect.Value) bool {
	m, ok := members(text)
	if !ok {
		return false
	}
	for i := range into.NumField() {
		name, _, _ := strings.Cut(into.Type().Field(i).Tag.Get("json"), ",")
		value, given := m[name]
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
