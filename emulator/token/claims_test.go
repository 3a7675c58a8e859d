package token

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestClaimsJSON(t *testing.T) {
	type point struct {
		X int    `json:"x"`
		S string `json:"s"`
	}
	for name, test := range map[string]struct {
		value any
		want  string
	}{
		"string":        {"a", `"a"`},
		"empty string":  {"", `""`},
		"slashes":       {"https://x/y", `"https:\/\/x\/y"`},
		"escapes":       {"\"\\\b\f\n\r\t", `"\"\\\b\f\n\r\t"`},
		"control":       {"\x00\x1f\x7f\u0080\u009f", `"\u0000\u001F\u007F\u0080\u009F"`},
		"punctuation":   {"\u2000\u2028\u20ac\u20ff\u2100", `"\u2000\u2028\u20AC\u20FF` + "\u2100" + `"`},
		"text":          {"Jürgen 日本 😀 <&>'", `"Jürgen 日本 😀 <&>'"`},
		"not UTF-8":     {"a\xffb", `"a` + "\ufffd" + `b"`},
		"nil":           {nil, `null`},
		"true":          {true, `true`},
		"false":         {false, `false`},
		"int":           {7, `7`},
		"int64":         {int64(-1722400000), `-1722400000`},
		"float64":       {1.5, `1.5`},
		"whole float64": {float64(1722400000), `1722400000`},
		"number":        {json.Number("1.50"), `1.50`},
		"strings":       {[]string{"a/b", "c"}, `["a\/b","c"]`},
		"no strings":    {[]string{}, `[]`},
		"nil strings":   {[]string(nil), `[]`},
		"object":        {Claims{{"z/", "1"}, {"a", 2}}, `{"z\/":"1","a":2}`},
		"no members":    {Claims{}, `{}`},
		"objects":       {[]Claims{{{"a", 1}}, {}}, `[{"a":1},{}]`},
		"any list":      {[]any{"a/", 1, nil, []any{true}}, `["a\/",1,null,[true]]`},
		"map":           {map[string]any{"b": "/", "a": map[string]any{}}, `{"a":{},"b":"\/"}`},
		"raw":           {json.RawMessage(` { "z" : [ 1.0 , "a/b\/c\u002f\"\\" ] , "a":null } `), `{"z":[1.0,"a\/b\/c\/\"\\"],"a":null}`},
		"anything":      {point{1, "a/b"}, `{"x":1,"s":"a\/b"}`},
	} {
		got := string(Claims{{"c", test.value}}.append(nil))
		if want := `{"c":` + test.want + `}`; got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
		if !json.Valid([]byte(got)) {
			t.Errorf("%s: %s is not JSON", name, got)
		}
	}
}

func TestClaimsThatAreMistakes(t *testing.T) {
	for name, value := range map[string]any{
		"function": func() {},
		"not JSON": json.RawMessage(`{`),
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			Claims{{"c", value}}.append(nil)
		}()
	}
}

func TestClaimsEdit(t *testing.T) {
	c := Claims{{"a", 1}, {"b", 2}}
	c.Set("c", 3)
	c.Set("a", 4)
	c.Delete("b")
	c.Delete("unknown")
	if want := (Claims{{"a", 4}, {"c", 3}}); !reflect.DeepEqual(c, want) {
		t.Errorf("got %v, want %v", c, want)
	}
	if v, ok := c.Get("c"); v != 3 || !ok {
		t.Errorf("Get(c) = %v, %v", v, ok)
	}
	if v, ok := c.Get("b"); v != nil || ok {
		t.Errorf("Get(b) = %v, %v", v, ok)
	}
	data, err := json.Marshal(map[string]any{"claims": c})
	if err != nil || string(data) != `{"claims":{"a":4,"c":3}}` {
		t.Errorf("inside encoding/json: %s, %v", data, err)
	}
}

// FuzzClaimString checks that whatever is written reads back the same.
func FuzzClaimString(f *testing.F) {
	f.Add("plain")
	f.Add("https://x/\u2028\x00\\\"é😀")
	f.Fuzz(func(t *testing.T, s string) {
		var got, want string
		if err := json.Unmarshal(appendString(nil, s), &got); err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%q came back as %q", want, got)
		}
	})
}
