package pages

import (
	"embed"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Languages are those that managed login speaks. Doc: "Managed login", localization; "Authorize endpoint", lang.
func Languages() []string {
	return []string{"de", "en", "es", "fr", "id", "it", "ja", "ko", "nl", "pt-BR", "zh-CN", "zh-TW"}
}

const (
	english = "en"
	classic = "classic" // the words of the classic pages, which are English ones only
)

// The files hold a line for each text: its key, a space, the words, with {0}, {1} for what is put in.
//
//go:embed lang/*.txt
var languageFiles embed.FS

// texts are the words of one language.
type texts struct {
	lang  string
	words map[string]string
}

// allTexts are the words of all languages; what a language lacks is said in English.
var allTexts = sync.OnceValue(func() map[string]*texts {
	all := map[string]*texts{}
	base := readTexts(english)
	for _, lang := range append(Languages(), classic) {
		words := maps.Clone(base)
		maps.Copy(words, readTexts(lang))
		all[lang] = &texts{lang: lang, words: words}
	}
	all[classic].lang = english
	return all
})

func readTexts(lang string) map[string]string {
	words := map[string]string{}
	file, err := languageFiles.ReadFile("lang/" + lang + ".txt")
	if err != nil {
		panic(err) // it is part of the program
	}
	for line := range strings.Lines(string(file)) {
		if key, text, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			words[key] = text
		}
	}
	return words
}

// textsOf are the words of a language, or English ones.
func textsOf(lang string) *texts {
	if t := allTexts()[lang]; t != nil && slices.Contains(Languages(), lang) {
		return t
	}
	return allTexts()[english]
}

// say is a text, with what belongs into it.
func (t *texts) say(key string, with ...string) string {
	text := t.words[key]
	for n, w := range with {
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(n)+"}", w)
	}
	return text
}

func (t *texts) find(key string) (string, bool) {
	text, ok := t.words[key]
	return text, ok
}

func itoa(n int) string { return strconv.Itoa(n) }

// SomethingWrong begins what people are told who have to start again. Doc: "User pool managed login".
func (l *Look) SomethingWrong() string { return l.text.say("error") }

// PasswordsDiffer is said where a new password was not typed the same twice, and no script saw it.
func (l *Look) PasswordsDiffer() string { return l.text.say("passwordsDiffer") }
