package state

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

func provider(p *Pool, name string, identifiers ...string) *Provider {
	return &Provider{Pool: p.ID, Name: name, Type: types.IdentityProviderTypeTypeOidc, Identifiers: identifiers, Created: t0}
}

func TestProvidersAreUnique(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	update(t, s, nil, func(tx *Tx) error { return tx.AddProvider(provider(p, "One", "a.example", "b.example")) })
	update(t, s, ErrExists, func(tx *Tx) error { return tx.AddProvider(provider(p, "One")) })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.AddProvider(&Provider{Pool: "us-east-1_q", Name: "One"}) })
	err := s.Update(func(tx *Tx) error { return tx.AddProvider(provider(p, "Two", "c.example", "b.example")) })
	if taken := (*IdentifierTaken)(nil); !errors.As(err, &taken) || taken.Identifier != "b.example" || !errors.Is(err, ErrExists) {
		t.Errorf("an identifier of another provider: %v", err)
	}
	update(t, s, nil, func(tx *Tx) error { return tx.AddProvider(provider(p, "Two", "c.example")) })
	update(t, s, ErrExists, func(tx *Tx) error {
		return tx.ChangeProvider(p.ID, "Two", func(x *Provider) error { x.Identifiers = []string{"a.example"}; return nil })
	})
	update(t, s, nil, func(tx *Tx) error {
		return tx.ChangeProvider(p.ID, "One", func(x *Provider) error { x.Identifiers = x.Identifiers[1:]; return nil })
	})
	v := s.View()
	if v.ProviderIdentified(p.ID, "a.example") != nil || v.ProviderIdentified(p.ID, "b.example").Name != "One" {
		t.Error("a provider is found by an identifier that it gave up, or not by one that it kept")
	}
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteProvider(p.ID, "One") })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.DeleteProvider(p.ID, "One") })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.ChangeProvider(p.ID, "One", nil) })
	if v.Provider(p.ID, "One") == nil || s.View().Provider(p.ID, "One") != nil {
		t.Error("the deletion shows in an older view, or not in a newer one")
	}
}

func TestProvidersInPages(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	for i, name := range []string{"Zed", "Amy", "Kim"} {
		x := provider(p, name)
		x.Created = t0.Add(time.Duration(i) * time.Second)
		update(t, s, nil, func(tx *Tx) error { return tx.AddProvider(x) })
	}
	var names []string
	for from := []byte(nil); ; {
		page, ok := s.View().Providers(p.ID, from, 2)
		if !ok {
			t.Fatal("a place that the list itself named is none")
		}
		for _, x := range page.Items {
			names = append(names, x.Name)
		}
		if from = page.Next; from == nil {
			break
		}
	}
	if want := []string{"Zed", "Amy", "Kim"}; !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
}

func TestIdentities(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	add(t, s, nil, user(p, "a", nil))
	add(t, s, nil, user(p, "b", nil))
	google := Identity{Provider: "Google", Type: "Google", Attribute: SubjectAttribute, ID: "1", Created: t0}
	saml := Identity{Provider: "Corp", Type: "SAML", Attribute: "email", ID: "a@example.com", Issuer: new("urn:corp"), Primary: true, Created: t0}
	for _, d := range []Identity{google, saml} {
		update(t, s, nil, func(tx *Tx) error { return tx.Link(p.ID, "sub-a", d, t0.Add(time.Hour)) })
	}
	update(t, s, ErrExists, func(tx *Tx) error { return tx.Link(p.ID, "sub-b", google, t0) })
	update(t, s, ErrGone, func(tx *Tx) error {
		return tx.Link(p.ID, "sub-c", Identity{Provider: "Google", Attribute: SubjectAttribute, ID: "2"}, t0)
	})
	u := s.View().UserIdentified(p.ID, "Corp", "email", "a@example.com")
	if u == nil || u.Username != "a" || !u.Modified.Equal(t0.Add(time.Hour)) {
		t.Fatalf("found %+v", u)
	}
	const want = `[{"userId":"1","providerName":"Google","providerType":"Google","issuer":null,"primary":false,"dateCreated":1772510706000},` +
		`{"userId":"a@example.com","providerName":"Corp","providerType":"SAML","issuer":"urn:corp","primary":true,"dateCreated":1772510706000}]`
	if got := u.Attributes["identities"]; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, d := range []Identity{google, saml} {
		update(t, s, nil, func(tx *Tx) error { return tx.Unlink(p.ID, d.Provider, d.Attribute, d.ID, t0) })
		update(t, s, ErrGone, func(tx *Tx) error { return tx.Unlink(p.ID, d.Provider, d.Attribute, d.ID, t0) })
	}
	u = s.View().User(p.ID, "sub-a")
	if text, ok := u.Attributes["identities"]; ok || u.Identities != nil {
		t.Errorf("left behind: %q, %v", text, u.Identities)
	}
}

func TestLinkedBy(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	for _, name := range []string{"a", "b", "c"} {
		add(t, s, nil, user(p, name, nil))
		for _, by := range []string{SubjectAttribute, "email", "name"} {
			if name == "a" || by == "email" {
				update(t, s, nil, func(tx *Tx) error {
					return tx.Link(p.ID, Sub("sub-"+name), Identity{Provider: "Corp", Attribute: by, ID: name}, t0)
				})
			}
		}
	}
	update(t, s, nil, func(tx *Tx) error {
		return tx.Link(p.ID, "sub-a", Identity{Provider: "Corp2", Attribute: "phone_number", ID: "a"}, t0)
	})
	for _, tc := range []struct {
		provider string
		most     int
		want     []string
	}{
		{"Corp", 5, []string{SubjectAttribute, "email", "name"}},
		{"Corp", 2, []string{SubjectAttribute, "email"}},
		{"Corp2", 5, []string{"phone_number"}},
		{"Other", 5, nil},
	} {
		if got := s.View().LinkedBy(p.ID, tc.provider, tc.most); !slices.Equal(got, tc.want) {
			t.Errorf("by %v users of %s are linked, want %v", got, tc.provider, tc.want)
		}
	}
}
