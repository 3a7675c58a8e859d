package conformance

import (
	"bytes"
	"encoding/json"
	"testing"
)

// Two authenticators of one name make the same keys, of two names different ones, and what cannot be done is an error.
func TestAuthenticators(t *testing.T) {
	options := []byte(`{"challenge":"AAAA","rp":{"id":"example.com"},"user":{"id":"AAAA"}}`)
	made := map[string][]byte{}
	for _, name := range []string{"one", "one again", "two"} {
		key := name[:3]
		a := NewAuthenticator(key)
		credential, err := a.Create(options)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(credential)
		if err != nil {
			t.Fatal(err)
		}
		id, _ := credential["id"].(string)
		signed, err := a.Get([]byte(`{"challenge":"BBBB","rpId":"example.com","allowCredentials":[{"id":"` + id + `"}]}`))
		if err != nil {
			t.Fatal(err)
		}
		made[name] = append(text, signed...)
		if _, err := a.Get([]byte(`{"challenge":"BBBB","rpId":"example.com","allowCredentials":[{"id":"CCCC"}]}`)); err == nil {
			t.Error("a passkey that there is not signs")
		}
	}
	if !bytes.Equal(made["one"], made["one again"]) || bytes.Equal(made["one"], made["two"]) {
		t.Error("the keys do not follow from the name")
	}
	for _, options := range []string{``, `{"user":{"id":"~"}}`} {
		if _, err := NewAuthenticator("one").Create([]byte(options)); err == nil {
			t.Errorf("a passkey is made of %q", options)
		}
	}
}
