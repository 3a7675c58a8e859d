package webauthn_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"cognito-emulator/emulator/webauthn"
)

// vector is one of the test vectors of "Web Authentication", Level 3, section 16. All of them are of the
// relying party example.org at https://example.org.
type vector struct {
	Name         string
	Unsupported  bool // an algorithm that the service does not take
	Registration struct {
		Challenge, ClientDataJSON, AttestationObject hexText
	}
	Authentication struct {
		Challenge, ClientDataJSON, AuthenticatorData, Signature hexText
	}
}

type hexText []byte

// UnmarshalJSON implements json.Unmarshaler.
func (h *hexText) UnmarshalJSON(text []byte) error {
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	b, err := hex.DecodeString(s)
	*h = b
	return err
}

func vectors(t testing.TB) []vector {
	t.Helper()
	text, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestVectors(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			// The vectors tell the id of the key within the authenticator data only.
			id := credentialID(v.Registration.AttestationObject)
			r, err := webauthn.ParseRegistration(document(t, id, map[string]any{
				"clientDataJSON":    b64(v.Registration.ClientDataJSON),
				"attestationObject": b64(v.Registration.AttestationObject),
				"transports":        []string{},
			}))
			if err != nil {
				t.Fatal(err)
			}
			want := webauthn.Expected{Challenge: v.Registration.Challenge, RelyingParty: "example.org"}
			c, err := r.Verify(want)
			if v.Unsupported {
				if !errors.Is(err, webauthn.ErrUnsupported) {
					t.Errorf("got %v, want %v", err, webauthn.ErrUnsupported)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			a, err := webauthn.ParseAssertion(document(t, c.ID, map[string]any{
				"clientDataJSON":    b64(v.Authentication.ClientDataJSON),
				"authenticatorData": b64(v.Authentication.AuthenticatorData),
				"signature":         b64(v.Authentication.Signature),
			}))
			if err != nil {
				t.Fatal(err)
			}
			want.Challenge = v.Authentication.Challenge
			if counter, err := a.Verify(want, c.Key, c.Counter, nil); err != nil || counter != 0 {
				t.Errorf("counter %d, error %v", counter, err)
			}
		})
	}
}

// credentialID finds the id of 32 bytes in an attestation object: it stands behind its length, before
// the key, which is a map of four or five pairs.
func credentialID(object []byte) []byte {
	for i := len(object) - 35; i >= 0; i-- {
		if object[i] == 0 && object[i+1] == 32 && (object[i+34] == 0xa5 || object[i+34] == 0xa4) && object[i+35] == 1 {
			return object[i+2 : i+34]
		}
	}
	return nil
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func document(t testing.TB, id []byte, response map[string]any) []byte {
	t.Helper()
	text, err := json.Marshal(map[string]any{"id": b64(id), "rawId": b64(id), "type": "public-key", "response": response})
	if err != nil {
		t.Fatal(err)
	}
	return text
}
