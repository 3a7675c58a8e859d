package saml

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzReadResponse looks for answers that get through and say something the provider never signed. All
// that is signed in the beginning says the same, and nobody can sign more of it.
func FuzzReadResponse(f *testing.F) {
	for _, how := range []way{signAssertion, signResponse, signBoth, signNothing} {
		f.Add(xmlText(f, signed(f, edited(f), how, newKey())))
	}
	sealed := signed(f, edited(f), signAssertion, newKey())
	sealStandard(f, sealed, wrappings()[0], 16, false, false)
	f.Add(xmlText(f, sealed))
	f.Add(`<!DOCTYPE x><x/>`)
	from, want := metadata(), expect()
	f.Fuzz(func(t *testing.T, xml string) {
		got, err := ReadResponse(inBase64(xml), from, want)
		if err != nil {
			return
		}
		if diff := cmp.Diff(ann(), got); diff != "" {
			t.Errorf("accepted: %s", diff)
		}
	})
}
