package saml

import (
	"testing"

	"github.com/beevik/etree"
)

// evil makes of a copy of a signed element one that says something else.
func evil(e *etree.Element, id string) *etree.Element {
	c := e.Copy()
	for _, s := range children(c, nsSignature, "Signature") {
		c.RemoveChild(s)
	}
	c.CreateAttr("ID", id)
	all(c, func(e *etree.Element) {
		if e.Tag == "NameID" {
			e.SetText("mallory@example.com")
		}
	})
	return c
}

// withoutSignature takes the signature out of an element.
func withoutSignature(t *testing.T, e *etree.Element) *etree.Element {
	t.Helper()
	for _, c := range e.ChildElements() {
		if c.Tag == "Signature" {
			e.RemoveChild(c)
			return c
		}
	}
	t.Fatal("no signature")
	return nil
}

// TestWrapping has the eight ways of wrapping a signed element into one that was not signed.
// Doc: Somorovsky et al., "On Breaking SAML: Be Whoever You Want to Be", in SAML Raider's numbering.
func TestWrapping(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"_evil", "same"} {
		pick := func(e *etree.Element) string {
			if id == "same" {
				return value(e, "ID")
			}
			return id
		}
		forged := map[string]func(t *testing.T) *etree.Element{
			"1: signed response in the signature": func(t *testing.T) *etree.Element {
				genuine := signed(t, edited(t), signResponse, newKey())
				root := evil(genuine, pick(genuine))
				signature := withoutSignature(t, genuine)
				signature.AddChild(genuine)
				root.InsertChildAt(1, signature)
				return root
			},
			"2: signed response beside the signature": func(t *testing.T) *etree.Element {
				genuine := signed(t, edited(t), signResponse, newKey())
				root := evil(genuine, pick(genuine))
				signature := withoutSignature(t, genuine)
				root.InsertChildAt(1, genuine)
				root.InsertChildAt(2, signature)
				return root
			},
			"3: evil assertion before the signed one": func(t *testing.T) *etree.Element {
				root := signed(t, edited(t), signAssertion, newKey())
				genuine := assertionOf(root)
				root.InsertChildAt(genuine.Index(), evil(genuine, pick(genuine)))
				return root
			},
			"4: signed assertion in the evil one": func(t *testing.T) *etree.Element {
				root := signed(t, edited(t), signAssertion, newKey())
				genuine := assertionOf(root)
				e := evil(genuine, pick(genuine))
				root.InsertChildAt(genuine.Index(), e)
				e.AddChild(genuine)
				return root
			},
			"5: signature in the evil one, signed assertion behind": func(t *testing.T) *etree.Element {
				root := signed(t, edited(t), signAssertion, newKey())
				genuine := assertionOf(root)
				e := evil(genuine, pick(genuine))
				e.InsertChildAt(1, withoutSignature(t, genuine))
				root.InsertChildAt(genuine.Index(), e)
				return root
			},
			"6: signed assertion in the signature of the evil one": func(t *testing.T) *etree.Element {
				root := signed(t, edited(t), signAssertion, newKey())
				genuine := assertionOf(root)
				e := evil(genuine, pick(genuine))
				root.InsertChildAt(genuine.Index(), e)
				signature := withoutSignature(t, genuine)
				signature.AddChild(genuine)
				e.InsertChildAt(1, signature)
				return root
			},
			"7: evil assertion in an extension": func(t *testing.T) *etree.Element {
				root := signed(t, edited(t), signAssertion, newKey())
				genuine := assertionOf(root)
				extensions := etree.NewElement("samlp:Extensions")
				root.InsertChildAt(genuine.Index(), extensions)
				extensions.AddChild(evil(genuine, pick(genuine)))
				return root
			},
			"8: signed assertion in an object of the signature": func(t *testing.T) *etree.Element {
				root := signed(t, edited(t), signAssertion, newKey())
				genuine := assertionOf(root)
				e := evil(genuine, pick(genuine))
				root.InsertChildAt(genuine.Index(), e)
				signature := withoutSignature(t, genuine)
				signature.CreateElement("ds:Object").AddChild(genuine)
				e.InsertChildAt(1, signature)
				return root
			},
			"the evil assertion hides in another namespace's": func(t *testing.T) *etree.Element {
				root := signed(t, edited(t), signAssertion, newKey())
				genuine := assertionOf(root)
				hidden := etree.NewElement("x:Assertion")
				hidden.CreateAttr("xmlns:x", "urn:x")
				root.InsertChildAt(genuine.Index(), hidden)
				hidden.AddChild(evil(genuine, pick(genuine)))
				return root
			},
		}
		for name, forge := range forged {
			t.Run(name+", ID "+id, func(t *testing.T) {
				t.Parallel()
				got, err := ReadResponse(posted(t, forge(t)), metadata(), expect())
				if err == nil {
					t.Fatalf("accepted: %+v", got)
				}
			})
		}
	}
}
