package state

import (
	"bytes"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// shop is a store with a pool, a client and everything that belongs to its pages.
func shop(t *testing.T) (*Store, *Pool) {
	t.Helper()
	s, p := fixture(t, types.UserPoolType{})
	for _, add := range []func(*Tx) error{
		func(tx *Tx) error { return tx.AddClient(&Client{ID: "c1", Pool: p.ID, Created: t0}) },
		func(tx *Tx) error { return tx.AddProvider(provider(p, "Corp", "corp.example")) },
		func(tx *Tx) error {
			return tx.AddDomain(&Domain{Pool: p.ID, Region: p.Region, Name: "shop", Login: 1, Created: t0})
		},
		func(tx *Tx) error {
			return tx.AddDomain(&Domain{Pool: p.ID, Name: "login.example.com", Custom: &types.CustomDomainConfigType{}, Login: 2, Created: t0})
		},
		func(tx *Tx) error {
			return tx.AddBranding(&Branding{Pool: p.ID, ID: "b1", Client: "c1", Settings: `{"a":1.0}`, Created: t0,
				Assets: []types.AssetType{{Category: types.AssetCategoryTypeFormLogo, Bytes: []byte{1}}}})
		},
		func(tx *Tx) error {
			return tx.PutCustomization(&Customization{Pool: p.ID, Client: AllClients, CSS: new("x"), Created: t0})
		},
		func(tx *Tx) error {
			return tx.PutCustomization(&Customization{Pool: p.ID, Client: "c1", Image: []byte{2}, Created: t0})
		},
		func(tx *Tx) error {
			return tx.AddTerms(&Terms{Pool: p.ID, ID: "t1", Client: "c1", Name: "terms-of-use", Links: map[string]string{"cognito:default": "x"}, Created: t0})
		},
	} {
		update(t, s, nil, add)
	}
	return s, p
}

// all tells which of the shop's records there are.
func all(v View, pool PoolID) map[string]bool {
	prefix, custom := v.DomainsOf(pool)
	return map[string]bool{
		"provider": v.Provider(pool, "Corp") != nil, "identifier": v.ProviderIdentified(pool, "corp.example") != nil,
		"prefix": prefix != nil && v.DomainNamed("us-east-1", "shop") == prefix && len(v.PrefixDomains("shop")) == 1,
		"custom": custom != nil && v.DomainNamed("eu-west-1", "login.example.com") == custom,
		"style":  v.Branding(pool, "b1") != nil && v.BrandingOf(pool, "c1") != nil,
		"look":   v.Customization(pool, "c1") != nil, "common look": v.Customization(pool, AllClients) != nil,
		"terms": v.Terms(pool, "t1") != nil && v.TermsOf(pool, "c1", "terms-of-use") != nil,
	}
}

func TestPagesGoWithTheirClientAndPool(t *testing.T) {
	s, p := shop(t)
	for what, there := range all(s.View(), p.ID) {
		if !there {
			t.Errorf("%s: not found", what)
		}
	}
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteClient("c1") })
	stays := map[string]bool{"provider": true, "identifier": true, "prefix": true, "custom": true, "common look": true}
	for what, there := range all(s.View(), p.ID) {
		if there != stays[what] {
			t.Errorf("without the client, %s: %t, want %t", what, there, stays[what])
		}
	}
	update(t, s, nil, func(tx *Tx) error { return tx.DeletePool(p.ID) })
	for what, there := range all(s.View(), p.ID) {
		if there {
			t.Errorf("%s outlives the pool", what)
		}
	}
}

func TestPagesSurviveASnapshot(t *testing.T) {
	s, p := shop(t)
	first, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	other := New()
	if err := other.Restore(first); err != nil {
		t.Fatal(err)
	}
	for what, there := range all(other.View(), p.ID) {
		if !there {
			t.Errorf("%s did not survive", what)
		}
	}
	second, err := other.Snapshot()
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("restoring and writing again gives something else (%v)", err)
	}
}

func TestDomainsAreUnique(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	abroad := &Pool{ID: "eu-west-1_p", Region: "eu-west-1"}
	other := &Pool{ID: "us-east-1_q", Region: "us-east-1"}
	for _, x := range []*Pool{abroad, other} {
		update(t, s, nil, func(tx *Tx) error { return tx.AddPool(x) })
	}
	prefix := func(p *Pool, name string) func(*Tx) error {
		return func(tx *Tx) error { return tx.AddDomain(&Domain{Pool: p.ID, Region: p.Region, Name: name}) }
	}
	custom := func(p *Pool, name string) func(*Tx) error {
		return func(tx *Tx) error {
			return tx.AddDomain(&Domain{Pool: p.ID, Name: name, Custom: &types.CustomDomainConfigType{}})
		}
	}
	for _, step := range []struct {
		do   func(*Tx) error
		want error
	}{
		{prefix(p, "shop"), nil},
		{prefix(p, "second"), ErrExists},      // a pool has one
		{prefix(other, "shop"), ErrExists},    // a region has one
		{prefix(abroad, "shop"), nil},         // another region has its own
		{custom(p, "login.example.com"), nil}, // beside the prefix
		{custom(p, "www.example.com"), ErrExists},
		{custom(abroad, "login.example.com"), ErrExists},
		{prefix(&Pool{ID: "us-east-1_none"}, "none"), ErrGone},
	} {
		update(t, s, step.want, step.do)
	}
	if got := s.View().PrefixDomains("shop"); len(got) != 2 || got[0].Pool != abroad.ID {
		t.Errorf("by prefix: %v", got)
	}
	update(t, s, nil, func(tx *Tx) error {
		return tx.ChangeDomain("us-east-1", "shop", func(d *Domain) error { d.Login = 2; return nil })
	})
	if d := s.View().PrefixDomain("us-east-1", "shop"); d.Login != 2 || d.Pool != p.ID {
		t.Errorf("after the change: %+v", d)
	}
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteDomain("us-east-1", "shop") })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.DeleteDomain("us-east-1", "shop") })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.ChangeDomain("us-east-1", "shop", nil) })
	if v := s.View(); !v.HasDomain(p.ID) || v.HasDomain(other.ID) || !v.HasDomain(abroad.ID) {
		t.Error("the wrong pools have domains")
	}
}

func TestOneStyleAndOneDocumentOfAName(t *testing.T) {
	s, p := shop(t)
	update(t, s, ErrExists, func(tx *Tx) error { return tx.AddBranding(&Branding{Pool: p.ID, ID: "b2", Client: "c1"}) })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.AddBranding(&Branding{Pool: p.ID, ID: "b2", Client: "c2"}) })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.ChangeBranding(p.ID, "b2", nil) })
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteBranding(p.ID, "b1") })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.DeleteBranding(p.ID, "b1") })

	privacy := &Terms{Pool: p.ID, ID: "t2", Client: "c1", Name: "privacy-policy"}
	update(t, s, nil, func(tx *Tx) error { return tx.AddTerms(privacy) })
	update(t, s, ErrExists, func(tx *Tx) error {
		return tx.AddTerms(&Terms{Pool: p.ID, ID: "t3", Client: "c1", Name: "privacy-policy"})
	})
	update(t, s, ErrGone, func(tx *Tx) error { return tx.AddTerms(&Terms{Pool: p.ID, ID: "t3", Client: "c2"}) })
	rename := func(x *Terms) error { x.Name = "terms-of-use"; return nil }
	update(t, s, ErrExists, func(tx *Tx) error { return tx.ChangeTerms(p.ID, "t2", rename) })
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteTerms(p.ID, "t1") })
	update(t, s, nil, func(tx *Tx) error { return tx.ChangeTerms(p.ID, "t2", rename) })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.ChangeTerms(p.ID, "t1", rename) })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.DeleteTerms(p.ID, "t1") })
	if v := s.View(); v.TermsOf(p.ID, "c1", "privacy-policy") != nil || v.TermsOf(p.ID, "c1", "terms-of-use").ID != "t2" {
		t.Error("a renamed document is not found by its new name alone")
	}
	update(t, s, ErrGone, func(tx *Tx) error { return tx.PutCustomization(&Customization{Pool: p.ID, Client: "c2"}) })
}
