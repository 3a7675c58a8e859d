package webauthn

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"testing"
)

// seeds adds one member of every test vector to a corpus.
func seeds(f *testing.F, half, member string) {
	f.Helper()
	text, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		f.Fatal(err)
	}
	var vectors []map[string]json.RawMessage
	if err := json.Unmarshal(text, &vectors); err != nil {
		f.Fatal(err)
	}
	for _, v := range vectors {
		var members map[string]string
		if v[half] == nil {
			continue
		}
		if err := json.Unmarshal(v[half], &members); err != nil {
			f.Fatal(err)
		}
		b, err := hex.DecodeString(members[member])
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
}

// expected fails the test for an error that callers have no answer to.
func expected(t *testing.T, err error) {
	t.Helper()
	if err != nil && !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrUnsupported) && !errors.Is(err, ErrAttestation) {
		t.Errorf("an error of no known kind: %v", err)
	}
}

// FuzzAttestationObject feeds CBOR: attestation objects with authenticator data, keys and statements.
func FuzzAttestationObject(f *testing.F) {
	seeds(f, "registration", "attestationObject")
	f.Fuzz(func(t *testing.T, raw []byte) {
		statement, auth, err := readAttestation(raw)
		expected(t, err)
		if err != nil || auth.key == nil {
			return
		}
		key, err := readKey(auth.key)
		expected(t, err)
		if err == nil {
			expected(t, statement.verify(auth, key, [32]byte{}))
			key.verify(raw, raw)
		}
	})
}

// FuzzClientData feeds the JSON that browsers write.
func FuzzClientData(f *testing.F) {
	seeds(f, "registration", "clientDataJSON")
	seeds(f, "authentication", "clientDataJSON")
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := parseClientData(text)
		expected(t, err)
		if err == nil {
			if len(c.challenge) == 0 {
				t.Error("a challenge of nothing")
			}
			originBelongs(c.origin, "example.org")
		}
	})
}

// FuzzDocument feeds the JSON documents of both kinds.
func FuzzDocument(f *testing.F) {
	f.Add([]byte(`{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA","transports":[]}}`))
	f.Add([]byte(`{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AA","signature":"AA","userHandle":null}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := ParseRegistration(text)
		expected(t, err)
		_, err = ParseAssertion(text)
		expected(t, err)
	})
}
