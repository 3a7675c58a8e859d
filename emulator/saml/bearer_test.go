package saml

import (
	"errors"
	"testing"
	"time"
)

// An assertion that comes by itself has to end at some time, and counts until then.
func TestBearer(t *testing.T) {
	t.Parallel()
	const (
		conditions   = ` NotOnOrAfter="2026-11-24T10:10:00Z"`
		confirmation = ` NotOnOrAfter="2026-11-24T10:05:00Z"`
	)
	for name, c := range map[string]struct {
		edits []string
		later time.Duration
		good  bool
		ended bool
	}{
		"both":                              {good: true},
		"its conditions end":                {edits: []string{confirmation, ""}, later: 10 * time.Minute, good: true},
		"its conditions have ended":         {edits: []string{confirmation, ""}, later: 15 * time.Minute, ended: true},
		"its confirmation ends":             {edits: []string{conditions, ""}, later: 5 * time.Minute, good: true},
		"its confirmation has ended":        {edits: []string{conditions, ""}, later: time.Hour, ended: true},
		"nothing ends":                      {edits: []string{conditions, "", confirmation, ""}},
		"nothing but another method's ends": {edits: []string{conditions, "", "cm:bearer", "cm:holder-of-key"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := expect()
			want.Now = want.Now.Add(c.later)
			e := assertionOf(signed(t, edited(t, c.edits...), signAssertion, oldKey())).Copy()
			e.CreateAttr("xmlns:saml", nsAssertion)
			a, err := ReadAssertion(inBase64(xmlText(t, e)), metadata(), want)
			switch {
			case c.good && (err != nil || a.NameID.Value != "Ann@example.com"):
				t.Errorf("%+v, %v", a, err)
			case !c.good && (err == nil || errors.Is(err, ErrExpired) != c.ended):
				t.Errorf("%+v, %v", a, err)
			}
		})
	}
}
