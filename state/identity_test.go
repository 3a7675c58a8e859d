package state

import (
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// What is known of an identity is written in its place, once, and never over somebody else's.
func TestRecognize(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	add(t, s, nil, user(p, "a", nil))
	add(t, s, nil, user(p, "b", nil))
	byMail := Identity{Provider: "Corp", Attribute: "email", ID: "a@example.com"}
	bySubject := Identity{Provider: "Corp", Attribute: SubjectAttribute, ID: "1"}
	other := Identity{Provider: "Google", Attribute: SubjectAttribute, ID: "2"}
	for _, d := range []Identity{byMail, other} {
		update(t, s, nil, func(tx *Tx) error { return tx.Link(p.ID, "sub-a", d, t0) })
	}
	recognize := func(want error, sub Sub, before, now Identity) {
		t.Helper()
		update(t, s, want, func(tx *Tx) error { return tx.Recognize(p.ID, sub, before, now, t0) })
	}
	recognize(ErrGone, "sub-c", byMail, bySubject)
	recognize(ErrGone, "sub-b", byMail, bySubject)
	recognize(ErrExists, "sub-b", byMail, other)
	recognize(nil, "sub-a", byMail, bySubject)
	recognize(nil, "sub-a", byMail, bySubject) // another browser was as fast
	recognize(ErrExists, "sub-b", byMail, bySubject)
	if got := s.View().User(p.ID, "sub-a").Identities; !slices.Equal(got, []Identity{bySubject, other}) {
		t.Errorf("identities: %+v", got)
	}
	if u := s.View().UserIdentified(p.ID, "Corp", "email", "a@example.com"); u != nil {
		t.Error("the former identity still leads to somebody")
	}
}

// Who can sign in with an address here comes before somebody whom a provider says it of.
func TestAddressOfForeigner(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{AliasAttributes: []types.AliasAttributeType{"email"}})
	mail := func() map[string]string { return map[string]string{"email": "a@example.com", "email_verified": "true"} }
	foreign := user(p, "a", mail())
	foreign.Status = types.UserStatusTypeExternalProvider
	add(t, s, nil, foreign)
	if u := s.View().UserSigningIn(p, "a@example.com"); u == nil || u.Sub != "sub-a" {
		t.Errorf("alone: %+v", u)
	}
	add(t, s, nil, user(p, "b", mail()))
	if u := s.View().UserSigningIn(p, "a@example.com"); u == nil || u.Sub != "sub-b" {
		t.Errorf("both: %+v", u)
	}
}
