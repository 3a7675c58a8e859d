package state

import "testing"

func TestOverview(t *testing.T) {
	s := New(Fingerprint())
	err := s.Update(func(tx *Tx) error {
		for _, p := range []*Pool{{ID: "p_2", Account: "1"}, {ID: "p_1", Account: "2"}} {
			if err := tx.AddPool(p); err != nil {
				return err
			}
		}
		for _, session := range []*Session{
			{Pool: "p_1", ID: "9", Sub: "a", Secret: []byte("older")},
			{Pool: "p_1", ID: "3", Sub: "a", Secret: []byte("newer")},
			{Pool: "p_1", ID: "4", Sub: "a", Secret: []byte("used"), Used: true},
			{Pool: "p_1", ID: "5", Sub: "a"},
			{Pool: "p_1", ID: "6", Sub: "b", Secret: []byte("another's")},
			{Pool: "p_2", ID: "7", Sub: "a", Secret: []byte("elsewhere")},
		} {
			if err := tx.AddSession(session); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	v := s.View()
	if pools := v.AllPools(); len(pools) != 2 || pools[0].ID != "p_1" || pools[1].ID != "p_2" {
		t.Errorf("all pools: %+v", pools)
	}
	if got := v.SecretOffered("p_1", "a"); string(got) != "newer" {
		t.Errorf("the secret offered last is %q", got)
	}
	if got := v.SecretOffered("p_1", "c"); got != nil {
		t.Errorf("a user without a sign-in was offered %q", got)
	}
	if err := s.Verify(); err != nil {
		t.Error(err)
	}
}
