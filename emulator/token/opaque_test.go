package token

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"
)

var kinds = map[string]struct {
	text    func(ID) string
	id      func(string) (ID, bool)
	prefix  string
	length  int
	charset string
}{
	"refresh":      {Refresh, RefreshID, "eyJjdHkiOiJKV1QiLCJlbmMiOi", 1804, `[A-Za-z0-9-_=.]+`}, // Doc: TokenModelType
	"session":      {Session, SessionID, "AYABe", 1550, `[A-Za-z0-9-_]+`},
	"secret block": {SecretBlock, SecretBlockID, "AgV4", 1536, `[A-Za-z0-9+/]+`},
}

func TestOpaque(t *testing.T) {
	id := ID{0, 1, 2, 3, 0xfd, 0xfe, 0xff}
	for name, kind := range kinds {
		text := kind.text(id)
		if !strings.HasPrefix(text, kind.prefix) || len(text) != kind.length {
			t.Errorf("%s: %d characters beginning %.30s, want %d beginning %s", name, len(text), text, kind.length, kind.prefix)
		}
		if !regexp.MustCompile(`^(` + kind.charset + `)$`).MatchString(text) {
			t.Errorf("%s: %s has characters outside %s", name, text, kind.charset)
		}
		if text != kind.text(id) {
			t.Errorf("%s: another text at the second call", name)
		}
		if got, ok := kind.id(text); got != id || !ok {
			t.Errorf("%s: came back as %x, %v", name, got, ok)
		}
		if kind.text(ID{}) == text {
			t.Errorf("%s: two ids, one text", name)
		}
		for other, k := range kinds {
			if _, ok := k.id(text); ok && other != name {
				t.Errorf("%s is taken for a %s", name, other)
			}
		}
	}
}

func TestRefreshLooksLikeJWE(t *testing.T) {
	parts := strings.Split(Refresh(ID{1}), ".")
	if len(parts) != 5 {
		t.Fatalf("%d parts, want 5", len(parts))
	}
	for i, want := range []int{len(`{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}`), 256, 12, 1018, 16} {
		data, err := base64.RawURLEncoding.Strict().DecodeString(parts[i])
		if err != nil || len(data) != want {
			t.Errorf("part %d: %d bytes, want %d (%v)", i, len(data), want, err)
		}
		if i == 0 && string(data) != `{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}` {
			t.Errorf("header %s", data)
		}
	}
}

// TestOpaqueEveryCharacterCounts changes each character in turn, and the length.
func TestOpaqueEveryCharacterCounts(t *testing.T) {
	for name, kind := range kinds {
		text := kind.text(ID{5, 6, 7})
		for i := range len(text) {
			for _, c := range []byte("Ax.\n") {
				bad := text[:i] + string(c) + text[i+1:]
				if _, ok := kind.id(bad); ok && bad != text {
					t.Errorf("%s: %q for %q at %d: accepted", name, c, text[i], i)
				}
			}
		}
		for _, bad := range []string{"", text[:10], text[:100], text[:len(text)-1], text + "A", text + "=", " " + text, text + "\n"} {
			if _, ok := kind.id(bad); ok {
				t.Errorf("%s: accepted with %d characters", name, len(bad))
			}
		}
	}
}

func FuzzOpaque(f *testing.F) {
	for _, kind := range kinds {
		f.Add(kind.text(ID{9}))
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, kind := range kinds {
			if id, ok := kind.id(text); ok && kind.text(id) != text {
				t.Errorf("%s: %q is not the text of %x", name, text, id)
			}
		}
	})
}
