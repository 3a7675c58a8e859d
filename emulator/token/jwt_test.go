package token

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// find knows the test key only.
func find(kid string) *Key {
	if kid == testKey().ID() {
		return testKey()
	}
	return nil
}

func TestSign(t *testing.T) {
	jwt := testKey().Sign(Claims{
		{"sub", "aaaa-bbbb"},
		{"cognito:groups", []string{"admins", "users"}},
		{"iss", "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab1Cd2Ef3"},
		{"exp", int64(1722403600)},
	})
	parts := strings.Split(jwt, ".")
	if len(parts) != 3 {
		t.Fatalf("%d parts, want 3", len(parts))
	}
	for i, want := range []string{
		`{"kid":"Hmu5m\/RzYjMo3JKTcheMnfCGmUKDw77Q0hzO3JNti1Q=","alg":"RS256"}`,
		`{"sub":"aaaa-bbbb","cognito:groups":["admins","users"],"iss":"https:\/\/cognito-idp.us-east-1.amazonaws.com\/us-east-1_Ab1Cd2Ef3","exp":1722403600}`,
	} {
		got, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil || string(got) != want {
			t.Errorf("part %d: got %s, want %s (%v)", i, got, want, err)
		}
	}
	if len(parts[2]) != 342 {
		t.Errorf("signature of %d characters, want 342", len(parts[2]))
	}
}

func TestSignLongPayload(t *testing.T) {
	want := strings.Repeat("x", 5000)
	v, err := Verify(testKey().Sign(Claims{{"long", want}}), find)
	if err != nil {
		t.Fatal(err)
	}
	if v.String("long") != want {
		t.Error("the claim came back changed")
	}
}

func TestVerify(t *testing.T) {
	jwt := testKey().Sign(Claims{
		{"token_use", "access"},
		{"exp", int64(1722403600)},
		{"cognito:groups", []string{"a", "b"}},
		{"mixed", []any{"a", 1}},
		{"fraction", 1.5},
		{"flag", true},
	})
	v, err := Verify(jwt, find)
	if err != nil {
		t.Fatal(err)
	}
	if v.KeyID != testKey().ID() {
		t.Errorf("key id %q", v.KeyID)
	}
	if got := v.String("token_use"); got != "access" {
		t.Errorf("token_use %q", got)
	}
	if got := v.Int("exp"); got != 1722403600 {
		t.Errorf("exp %d", got)
	}
	if got := v.Strings("cognito:groups"); !reflect.DeepEqual(got, []string{"a", "b"}) {
		t.Errorf("groups %q", got)
	}
	if got, _ := v.Claims["flag"].(bool); !got {
		t.Errorf("flag %v", got)
	}
	// A claim that is missing or of another type is the zero value.
	for _, name := range []string{"unknown", "exp", "cognito:groups", "flag"} {
		if got := v.String(name); got != "" {
			t.Errorf("String(%s) = %q", name, got)
		}
	}
	for _, name := range []string{"unknown", "token_use", "fraction", "flag"} {
		if got := v.Int(name); got != 0 {
			t.Errorf("Int(%s) = %d", name, got)
		}
	}
	for _, name := range []string{"unknown", "token_use", "exp", "mixed"} {
		if got := v.Strings(name); got != nil {
			t.Errorf("Strings(%s) = %q", name, got)
		}
	}
}

func TestVerifyRefuses(t *testing.T) {
	encode := base64.RawURLEncoding.EncodeToString
	good := testKey().Sign(Claims{{"sub", "x"}})
	parts := strings.Split(good, ".")
	header, payload, signature := parts[0], parts[1], parts[2]
	kid, err := json.Marshal(testKey().ID())
	if err != nil {
		t.Fatal(err)
	}
	// signed makes a token with any header and payload, and the right signature.
	signed := func(header, payload string) string {
		message := encode([]byte(header)) + "." + encode([]byte(payload))
		digest := sha256.Sum256([]byte(message))
		s := testKey().sign(&digest)
		return message + "." + encode(s[:])
	}
	rs256 := `{"kid":` + string(kid) + `,"alg":"RS256"}`
	if _, err := Verify(signed(rs256, `{}`), find); err != nil {
		t.Fatalf("the test's own token is refused: %v", err)
	}
	// The classic confusion: the public modulus as the secret of an HMAC.
	hs256 := encode([]byte(`{"kid":`+string(kid)+`,"alg":"HS256"}`)) + "." + payload
	mac := hmac.New(sha256.New, testKey().Public().N.Bytes())
	mac.Write([]byte(hs256))
	hs256 += "." + encode(mac.Sum(nil))

	other := mustKey(t, Seed{2}).Sign(Claims{{"sub", "x"}})
	for name, test := range map[string]struct {
		jwt  string
		want error
	}{
		"empty":                  {"", ErrMalformed},
		"dots":                   {"..", ErrMalformed},
		"one part":               {header, ErrMalformed},
		"two parts":              {header + "." + payload, ErrMalformed},
		"four parts":             {good + ".", ErrMalformed},
		"space":                  {" " + good, ErrMalformed},
		"line break":             {good[:40] + "\n" + good[40:], ErrMalformed},
		"line break at the end":  {good + "\r\n", ErrMalformed},
		"padding":                {good + "==", ErrMalformed},
		"standard base64":        {header + "." + payload + ".+" + signature[1:], ErrMalformed},
		"stray bits":             {good[:len(good)-1] + string(good[len(good)-1]+1), ErrMalformed},
		"header not JSON":        {signed(`x`, `{}`), ErrMalformed},
		"header null":            {signed(`null`, `{}`), ErrMalformed},
		"header and more":        {signed(rs256+`{}`, `{}`), ErrMalformed},
		"alg none":               {encode([]byte(`{"kid":`+string(kid)+`,"alg":"none"}`)) + "." + payload + ".", ErrMalformed},
		"alg missing":            {signed(`{"kid":`+string(kid)+`}`, `{}`), ErrMalformed},
		"alg HS256":              {hs256, ErrMalformed},
		"alg RS512":              {signed(`{"kid":`+string(kid)+`,"alg":"RS512"}`, `{}`), ErrMalformed},
		"alg a number":           {signed(`{"kid":`+string(kid)+`,"alg":1}`, `{}`), ErrMalformed},
		"alg in lower case":      {signed(`{"kid":`+string(kid)+`,"alg":"rs256"}`, `{}`), ErrMalformed},
		"kid missing":            {signed(`{"alg":"RS256"}`, `{}`), ErrUnknownKey},
		"kid of another key":     {other, ErrUnknownKey},
		"signature empty":        {header + "." + payload + ".", ErrSignature},
		"signature short":        {header + "." + payload + "." + signature[:340], ErrSignature},
		"signature of another":   {header + "." + payload + "." + other[strings.LastIndex(other, ".")+1:], ErrSignature},
		"payload changed":        {header + "." + encode([]byte(`{"sub":"y"}`)) + "." + signature, ErrSignature},
		"payload not an object":  {signed(rs256, `[]`), ErrMalformed},
		"payload null":           {signed(rs256, `null`), ErrMalformed},
		"payload not JSON":       {signed(rs256, `{`), ErrMalformed},
		"payload and more":       {signed(rs256, `{}{}`), ErrMalformed},
		"payload and stray end":  {signed(rs256, `{}]`), ErrMalformed},
		"payload with bad UTF-8": {header + ".\xff." + signature, ErrMalformed},
	} {
		if v, err := Verify(test.jwt, find); !errors.Is(err, test.want) || v != nil {
			t.Errorf("%s: got %v, %v, want %v", name, v, err, test.want)
		}
	}
}

// TestVerifyEveryCharacterCounts changes each character of a token in turn.
func TestVerifyEveryCharacterCounts(t *testing.T) {
	good := testKey().Sign(Claims{{"sub", "x"}})
	for i := range len(good) {
		for _, c := range []byte("A_.") {
			bad := good[:i] + string(c) + good[i+1:]
			if bad == good {
				continue
			}
			if _, err := Verify(bad, find); err == nil {
				t.Errorf("%q for %q at %d: accepted", c, good[i], i)
			}
		}
	}
}

func TestLooksLikeJWT(t *testing.T) {
	good := mustKey(t, Seed{2}).Sign(Claims{{"sub", "x"}})
	for text, want := range map[string]bool{
		good:                    true,
		good + ".":              false,
		"":                      false,
		"a.b.c":                 false,
		"eyJhbGciOiJub25lIn0..": false,
		Refresh(ID{}):           false,
	} {
		if got := LooksLikeJWT(text); got != want {
			t.Errorf("%.40s: got %v, want %v", text, got, want)
		}
	}
}

func TestAccessTokenHash(t *testing.T) {
	// Doc: OpenID Connect Core 1.0, appendix A.4.
	if got, want := AccessTokenHash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), "77QmUPtjPfzWtF2AnpK9RQ"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// FuzzVerify checks that nothing panics, and that only what Sign made is accepted.
func FuzzVerify(f *testing.F) {
	good := testKey().Sign(Claims{{"sub", "x"}, {"exp", 1}})
	f.Add(good)
	f.Add(good[:len(good)-1])
	f.Add("eyJhbGciOiJub25lIn0.e30.")
	f.Add("..")
	f.Fuzz(func(t *testing.T, jwt string) {
		v, err := Verify(jwt, find)
		switch {
		case err == nil && jwt != good:
			t.Errorf("accepted %q", jwt)
		case err == nil && (v == nil || v.String("sub") != "x"):
			t.Errorf("claims %v", v)
		case err != nil && jwt == good:
			t.Error(err)
		case err != nil && !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrUnknownKey) && !errors.Is(err, ErrSignature):
			t.Errorf("undeclared error %v", err)
		}
	})
}
