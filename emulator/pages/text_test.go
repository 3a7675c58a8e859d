package pages

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every language has every text, with the same things put in; every text is said somewhere, and
// everything said is there.
func TestLanguages(t *testing.T) {
	t.Parallel()
	base := readTexts(english)
	holes := regexp.MustCompile(`\{\d\}`)
	in := func(text string) []string {
		found := holes.FindAllString(text, -1)
		slices.Sort(found)
		return found
	}
	for _, lang := range Languages() {
		words := readTexts(lang)
		for key, text := range base {
			if words[key] == "" {
				t.Errorf("%s has no %s", lang, key)
			} else if !slices.Equal(in(words[key]), in(text)) {
				t.Errorf("%s: %s holds %v, not %v", lang, key, in(words[key]), in(text))
			}
		}
		for key := range words {
			if base[key] == "" {
				t.Errorf("%s has a %s, English has not", lang, key)
			}
		}
	}
	said := keysSaid(t)
	for key := range allTexts()[classic].words {
		if !said(key) {
			t.Errorf("nothing says %s", key)
		}
	}
}

// keysSaid reads from our source which texts are said.
func keysSaid(t *testing.T) func(key string) bool {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		source.Write(text)
	}
	words := allTexts()[classic].words
	for _, m := range regexp.MustCompile(`\.say\("(\w+)"[,)]`).FindAllStringSubmatch(source.String(), -1) {
		if words[m[1]] == "" {
			t.Errorf("%s is said, but is not there", m[1])
		}
	}
	return func(key string) bool {
		// A key may be put together: what is before its dot, or before "Plain", stands in the source.
		start, _, _ := strings.Cut(key, ".")
		return strings.Contains(source.String(), `"`+start+`"`) || strings.Contains(source.String(), `"`+start+`."`) ||
			strings.Contains(source.String(), `"`+strings.TrimSuffix(start, "Plain")+`"`)
	}
}

func TestTextsOf(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{"de": "Anmelden", "pt-BR": "Entrar", "zh-TW": "登入", "en": "Sign in", "": "Sign in", "xx": "Sign in", "classic": "Sign in"} {
		if got := textsOf(lang).say("signIn"); got != want {
			t.Errorf("%q: %s, not %s", lang, got, want)
		}
	}
	if got := textsOf("de").lang; got != "de" {
		t.Errorf("language %s", got)
	}
	if got := textsOf("classic").say("noCode"); got != textsOf("en").say("noCode") {
		t.Errorf("the words of the classic pages were asked for as a language: %s", got)
	}
}
