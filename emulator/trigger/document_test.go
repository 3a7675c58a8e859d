package trigger

import (
	"bytes"
	"encoding/json"
	"testing"
)

// FuzzMember asks the same of encoding/json, which takes an object apart into copies.
func FuzzMember(f *testing.F) {
	for _, text := range []string{
		`{}`, ` { "response" : { "a" : [ 1 , { "response" : 2 } ] } , "b" : "\"}" } `, `{"response":1,"response":null}`, `{"Response":1}`,
		`{"r\u0065sponse":"\\"}`, `{"response":"\\\",\"response\":1","x":{"response":2}}`, `["response",1]`, `null`, `"response"`, `[{"response":1}]`,
		`{"x":["response",{"y":[":",","]}],"response":[[],{}]}`, "{\"respons\xff\":1,\"\":2}", `{"x":"response","response":-1.5e3}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !json.Valid(text) {
			return
		}
		var members map[string]json.RawMessage
		if err := json.Unmarshal(text, &members); (err == nil && members != nil) != isObject(text) {
			t.Errorf("%s: isObject %v, encoding/json says %v", text, isObject(text), err)
		}
		for _, name := range []string{"response", "", "x"} {
			want, there := members[name]
			if got, given := member(text, name); given != there || !bytes.Equal(got, want) {
				t.Errorf("%s: %q is %q, %v, want %q, %v", text, name, got, given, want, there)
			}
		}
	})
}
