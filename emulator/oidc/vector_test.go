package oidc

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"
)

// vectors are the signed examples of RFC 7515, appendix A. They name no key; a name is put into the sets.
var vectors = []struct{ name, key, token string }{
	{"A.1 HS256", "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
		"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ." +
			"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"},
	{"A.2 RS256", `{"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}`,
		"eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ." +
			"cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"},
	{"A.3 ES256", `{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}`,
		"eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ." +
			"DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"},
}

// vectorKey reads the key of a vector as a set would give it.
func vectorKey(t testing.TB, key string) jwt.Keyfunc {
	return func(token *jwt.Token) (any, error) {
		if !strings.HasPrefix(key, "{") {
			return decodeSegment(key)
		}
		var k jwk
		if err := json.Unmarshal([]byte(key), &k); err != nil {
			t.Fatal(err)
		}
		return k.public(token.Method.Alg())
	}
}

func decodeSegment(s string) ([]byte, error) { return jwt.NewParser().DecodeSegment(s) }

func TestVectors(t *testing.T) {
	t.Parallel()
	const payload = "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}"
	for _, v := range vectors {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			got, err := verify(v.token, vectorKey(t, v.key))
			if err != nil || string(got) != payload {
				t.Errorf("payload %q, %v; want %q", got, err, payload)
			}
			// The same signature below other claims.
			parts := strings.Split(v.token, ".")
			var known *Error
			_, err = verify(parts[0]+".eyJpc3MiOiJKb2UifQ."+parts[2], vectorKey(t, v.key))
			if !errors.As(err, &known) || known.Description != "Bad id_token signature" {
				t.Errorf("other claims: %v", err)
			}
		})
	}
}

// RFC 6979, A.2.5: P-256 and SHA-256, message "sample".
func TestSignES256(t *testing.T) {
	t.Parallel()
	private, err := hex.DecodeString("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")
	if err != nil {
		t.Fatal(err)
	}
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), private)
	if err != nil {
		t.Fatal(err)
	}
	const want = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716" +
		"f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
	got, err := signES256(key, []byte("sample"))
	if err != nil || hex.EncodeToString(got) != want {
		t.Errorf("%x, %v; want %s", got, err, want)
	}
}

// What java.net.URLEncoder keeps, and nothing else. Doc: "Mapping IdP attributes to profiles and tokens".
func TestFormEncode(t *testing.T) {
	t.Parallel()
	got := formEncode("aZ09.-*_ ~+%/=,[]\"é€\n")
	if want := "aZ09.-*_+%7E%2B%25%2F%3D%2C%5B%5D%22%C3%A9%E2%82%AC%0A"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func FuzzTexts(f *testing.F) {
	for _, seed := range []string{`{}`, `null`, `[]`, ` {"a" : [ 1 , {"b":null} , [ "x" ] ] } `, `{"a":"\ud800"}`, `{"":-0.0e1}`, "{\"a\": \t\"b\"}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := texts(body)
		if err != nil {
			return
		}
		var want map[string]any
		if err := json.Unmarshal(body, &want); err != nil || want == nil {
			t.Fatalf("read as %v what is %v, %v", got, want, err)
		}
		for name, value := range want {
			text, there := got[name]
			switch value := value.(type) {
			case nil:
				if there {
					t.Errorf("%q is null and read as %q", name, text)
				}
			case string:
				if text != value {
					t.Errorf("%q is %q and read as %q", name, value, text)
				}
			case []any:
				if !strings.HasPrefix(text, "[") || !strings.HasSuffix(text, "]") || strings.ContainsAny(text[1:len(text)-1], "[] \"") {
					t.Errorf("%q is a list and read as %q", name, text)
				}
			default:
				if !json.Valid([]byte(text)) {
					t.Errorf("%q is %v and read as %q", name, value, text)
				}
			}
		}
	})
}

// Whatever the provider sends, nothing is accepted but what the key signed.
func FuzzVerify(f *testing.F) {
	for _, v := range vectors {
		f.Add(v.token, []byte(`{"keys":[`+v.key+`]}`))
	}
	f.Add("eyJhbGciOiJub25lIn0.e30.", []byte(`{"keys":[null]}`))
	f.Fuzz(func(t *testing.T, token string, set []byte) {
		for _, v := range vectors {
			if _, err := verify(token, vectorKey(t, v.key)); err == nil && token != v.token {
				t.Errorf("accepted %q", token)
			}
		}
		if _, err := verify(token, func(parsed *jwt.Token) (any, error) {
			if strings.HasPrefix(parsed.Method.Alg(), "HS") {
				return nil, os.ErrInvalid
			}
			return signingKeys(set, parsed)
		}); err == nil && !strings.Contains(string(set), "kid") {
			t.Errorf("accepted %q by %q", token, set)
		}
	})
}
