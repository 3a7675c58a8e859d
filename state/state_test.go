package state

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

var t0 = time.Date(2026, 3, 3, 4, 5, 6, 0, time.UTC)

// fixture is a store with one pool.
func fixture(t *testing.T, config types.UserPoolType) (*Store, *Pool) {
	t.Helper()
	s := New(Fingerprint())
	t.Cleanup(func() {
		if err := s.Verify(); err != nil {
			t.Error(err)
		}
	})
	p := &Pool{ID: "us-east-1_p", Account: "000000000000", Region: "us-east-1", Config: config, Created: t0}
	update(t, s, nil, func(tx *Tx) error { return tx.AddPool(p) })
	return s, p
}

// update runs change and checks which error comes out of it.
func update(t *testing.T, s *Store, want error, change func(*Tx) error) {
	t.Helper()
	if err := s.Update(change); !errors.Is(err, want) {
		t.Fatalf("Update: %v, want %v", err, want)
	}
}

func user(p *Pool, name string, attributes map[string]string) *User {
	if attributes == nil {
		attributes = map[string]string{}
	}
	return &User{Pool: p.ID, Sub: Sub("sub-" + name), Username: name, Attributes: attributes,
		Status: types.UserStatusTypeConfirmed, Enabled: true, Created: t0}
}

func add(t *testing.T, s *Store, want error, u *User) {
	t.Helper()
	update(t, s, want, func(tx *Tx) error { return tx.AddUser(u) })
}

func TestFailedUpdateWritesNothing(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	boom := errors.New("boom")
	update(t, s, boom, func(tx *Tx) error {
		if err := tx.AddUser(user(p, "a", nil)); err != nil {
			return err
		}
		if tx.UserNamed(p, "a") == nil {
			t.Error("a transaction does not see its own write")
		}
		return boom
	})
	if s.View().UserNamed(p, "a") != nil {
		t.Error("a failed update left a user behind")
	}
}

func TestViewStaysAsItWas(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	before := s.View()
	add(t, s, nil, user(p, "a", nil))
	if before.UserNamed(p, "a") != nil {
		t.Error("a view shows what was written after it was taken")
	}
}

func TestUsernamesAreUnique(t *testing.T) {
	for _, c := range []struct {
		sensitive *bool
		second    string
		want      error
	}{
		{nil, "Name", nil}, // case sensitive unless told otherwise
		{aws.Bool(true), "Name", nil},
		{aws.Bool(false), "name", ErrExists},
		{nil, "name", ErrExists},
	} {
		config := types.UserPoolType{}
		if c.sensitive != nil {
			config.UsernameConfiguration = &types.UsernameConfigurationType{CaseSensitive: c.sensitive}
		}
		s, p := fixture(t, config)
		add(t, s, nil, user(p, "name", nil))
		second := user(p, c.second, nil)
		second.Sub = "another"
		add(t, s, c.want, second)
		if found := s.View().UserNamed(p, "NAME"); (found != nil) == p.CaseSensitive() {
			t.Errorf("case sensitive %v: NAME finds %v", p.CaseSensitive(), found)
		}
	}
}

func TestSignInNames(t *testing.T) {
	verified := map[string]string{"email": "A@example.com", "email_verified": "true", "phone_number": "+15550001", "preferred_username": "nick"}
	for _, c := range []struct {
		kind  string
		conf  types.UserPoolType
		finds map[string]bool
	}{
		{"plain", types.UserPoolType{}, map[string]bool{
			"ann": true, "A@example.com": false, "+15550001": false, "nick": false, "sub-ann": false}},
		{"aliases", types.UserPoolType{AliasAttributes: []types.AliasAttributeType{"email", "phone_number", "preferred_username"}}, map[string]bool{
			"ann": true, "A@example.com": true, "a@example.com": false, "+15550001": false, "nick": true, "sub-ann": false}},
		{"aliases without case", types.UserPoolType{AliasAttributes: []types.AliasAttributeType{"email"},
			UsernameConfiguration: &types.UsernameConfigurationType{CaseSensitive: aws.Bool(false)}}, map[string]bool{
			"ANN": true, "a@EXAMPLE.com": true, "nick": false}},
		{"usernames", types.UserPoolType{UsernameAttributes: []types.UsernameAttributeType{"email", "phone_number"}}, map[string]bool{
			"ann": true, "A@example.com": true, "+15550001": true, "nick": false}},
	} {
		s, p := fixture(t, c.conf)
		add(t, s, nil, user(p, "ann", verified))
		for name, want := range c.finds {
			if got := s.View().UserSigningIn(p, name) != nil; got != want {
				t.Errorf("%s: signing in as %s finds the user: %v, want %v", c.kind, name, got, want)
			}
		}
		if s.View().UserCalled(p, "sub-ann") == nil {
			t.Errorf("%s: an administrator does not find the user by sub", c.kind)
		}
		if other := (&Pool{ID: "us-east-1_other", Config: c.conf}); s.View().UserCalled(other, "ann") != nil {
			t.Errorf("%s: the user is found in another pool", c.kind)
		}
	}
}

func TestAliasesAreUniqueOnceVerified(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{AliasAttributes: []types.AliasAttributeType{"email"}})
	add(t, s, nil, user(p, "a", map[string]string{"email": "x@y.z", "email_verified": "true"}))
	add(t, s, nil, user(p, "b", map[string]string{"email": "x@y.z"}))
	var taken *AliasTaken
	err := s.Update(func(tx *Tx) error {
		return tx.ChangeUser(p.ID, "sub-b", func(u *User) error { u.Attributes["email_verified"] = "true"; return nil })
	})
	if !errors.As(err, &taken) || taken.Attribute != "email" || taken.Holder != "sub-a" || !errors.Is(err, ErrExists) {
		t.Errorf("verifying a taken alias: %v", err)
	}
}

func TestUsernameAttributesAreUniqueUnverified(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{UsernameAttributes: []types.UsernameAttributeType{"email"}})
	add(t, s, nil, user(p, "1", map[string]string{"email": "x@y.z"}))
	add(t, s, ErrExists, user(p, "2", map[string]string{"email": "x@y.z"}))
}

func TestDeletePoolLeavesNothing(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	other := &Pool{ID: "us-east-1_pp", Created: t0} // its id begins with the other's
	update(t, s, nil, func(tx *Tx) error { return tx.AddPool(other) })
	for _, pool := range []*Pool{p, other} {
		update(t, s, nil, func(tx *Tx) error {
			u := user(pool, "a", nil)
			return errors.Join(
				tx.AddUser(u),
				tx.AddKeys(&Keys{Pool: pool.ID}),
				tx.AddClient(&Client{ID: ClientID("c-" + pool.ID), Pool: pool.ID}),
				tx.PutCode(&Code{Pool: pool.ID, Sub: u.Sub, Purpose: PurposeSignUp}),
				tx.AddSession(&Session{Pool: pool.ID, ID: "s-" + string(pool.ID)}),
				tx.AddGrant(&Grant{Pool: pool.ID, ID: "g", Sub: u.Sub}, &RefreshToken{Pool: pool.ID, ID: "r", Grant: "g"}),
				tx.AddGroup(&Group{Pool: pool.ID, Name: "g"}),
				tx.Join(&Membership{Pool: pool.ID, Group: "g", Sub: u.Sub}),
				tx.AddResourceServer(&ResourceServer{Pool: pool.ID, Identifier: "r"}),
				tx.AddReplica(&Replica{Pool: pool.ID, Region: "us-west-2"}, t0),
				tx.SetLogDelivery(&LogDelivery{Pool: pool.ID, Region: "us-east-1"}),
			)
		})
		update(t, s, nil, func(tx *Tx) error { tx.Count(pool.ID, "sub-a", "x", t0, 1, time.Hour); return nil })
	}
	update(t, s, nil, func(tx *Tx) error { return tx.DeletePool(p.ID) })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.DeletePool(p.ID) })
	n := 0
	for _, t := range tables() {
		if t.byPool != "" {
			n += len(slices.Collect(scanAny(s.View(), t.name, t.byPool, []byte{})))
		}
	}
	if n != 14 {
		t.Errorf("%d records are left, want the 14 of the other pool", n)
	}
	update(t, s, ErrGone, func(tx *Tx) error { return tx.AddUser(user(p, "late", nil)) })
}

func TestUsersAreCounted(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	for i := range 5 {
		add(t, s, nil, user(p, fmt.Sprint(i), nil))
	}
	add(t, s, ErrExists, user(p, "0", nil))
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteUser(p.ID, "sub-3") })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.DeleteUser(p.ID, "sub-3") })
	if n := s.View().CountUsers(p.ID); n != 4 {
		t.Errorf("%d users are counted, want 4", n)
	}
	update(t, s, nil, func(tx *Tx) error { return tx.DeletePool(p.ID) })
	if n := s.View().CountUsers(p.ID); n != 0 {
		t.Errorf("%d users of a deleted pool are counted", n)
	}
}

func TestPagesFollowKeysNotPositions(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	for i := range 7 {
		add(t, s, nil, user(p, fmt.Sprintf("u%d", i), nil))
	}
	first, ok := s.View().Users(p.ID, nil, 3)
	if !ok || len(first.Items) != 3 || first.Next == nil {
		t.Fatalf("first page: %d items, ok %v", len(first.Items), ok)
	}
	// A user of the first page goes away and another comes before the second: neither shifts it.
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteUser(p.ID, "sub-u0") })
	add(t, s, nil, user(p, "u00", nil))
	var rest []string
	for from := first.Next; from != nil; {
		next, ok := s.View().Users(p.ID, from, 3)
		if !ok {
			t.Fatal("a token of the list is refused")
		}
		for _, u := range next.Items {
			rest = append(rest, u.Username)
		}
		from = next.Next
	}
	if got := fmt.Sprint(rest); got != "[u3 u4 u5 u6]" {
		t.Errorf("the following pages hold %s", got)
	}
	if _, ok := s.View().Users("us-east-1_q", first.Next, 3); ok {
		t.Error("a place in one pool's list is accepted in another's")
	}
}

func TestUsersWhere(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	for _, c := range [][2]string{{"a", "Bob"}, {"b", "bobby"}, {"c", "alice"}, {"d", ""}} {
		add(t, s, nil, user(p, c[0], map[string]string{"name": c[1]}))
	}
	newcomer := user(p, "e", nil)
	newcomer.Status, newcomer.Enabled = types.UserStatusTypeUnconfirmed, false
	add(t, s, nil, newcomer)
	names := func(attribute, value string, prefix bool) string {
		page, ok := s.View().UsersWhere(p.ID, attribute, value, prefix, nil, 10, nil)
		if !ok {
			t.Fatal("no page")
		}
		out := []string{}
		for _, u := range page.Items {
			out = append(out, u.Username)
		}
		return fmt.Sprint(out)
	}
	for _, c := range []struct {
		attribute, value string
		prefix           bool
		want             string
	}{
		{"name", "bob", false, "[a]"},
		{"name", "bob", true, "[a b]"},
		{"name", "x", true, "[]"},
		{"username", "c", false, "[c]"},
		{"username", "", true, "[a b c d e]"},
		{"sub", "sub-d", false, "[d]"},
		{ColumnStatus, "enabled", false, "[a b c d]"},
		{ColumnUserStatus, "CONF", true, "[a b c d]"},
		{ColumnUserStatus, "UNCONFIRMED", false, "[e]"},
		{ColumnUserStatus, "", true, "[a b c d e]"},
		{ColumnStatus, "Disabled", false, "[e]"},
		{ColumnStatus, "D", true, "[e]"},
	} {
		if got := names(c.attribute, c.value, c.prefix); got != c.want {
			t.Errorf("%s %q (prefix %v): %s, want %s", c.attribute, c.value, c.prefix, got, c.want)
		}
	}
}

func TestCodesReplaceEachOther(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	add(t, s, nil, user(p, "a", nil))
	put := func(value, attribute string) {
		update(t, s, nil, func(tx *Tx) error {
			return tx.PutCode(&Code{Pool: p.ID, Sub: "sub-a", Purpose: PurposeAttribute, Attribute: attribute, Value: value})
		})
	}
	put("1", "email")
	put("2", "email")
	put("3", "phone_number")
	c := s.View().Code(p.ID, "sub-a", PurposeAttribute, "email")
	if c.Value != "2" || fmt.Sprint(c.Replaced) != "[1]" {
		t.Errorf("pending code %+v", c)
	}
	update(t, s, nil, func(tx *Tx) error { return tx.TakeCode(c) })
	update(t, s, ErrStale, func(tx *Tx) error { return tx.TakeCode(c) })
	if s.View().Code(p.ID, "sub-a", PurposeAttribute, "phone_number") == nil {
		t.Error("the code of another attribute went with it")
	}
}

func TestCountLimitsAWindow(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	count := func(at time.Duration) (ok bool) {
		update(t, s, nil, func(tx *Tx) error { ok = tx.Count(p.ID, "s", "x", t0.Add(at), 2, time.Hour); return nil })
		return ok
	}
	got := fmt.Sprint(count(0), count(30*time.Minute), count(59*time.Minute), count(time.Hour), count(61*time.Minute))
	if want := "true true false true false"; got != want {
		t.Errorf("allowed: %s, want %s", got, want)
	}
}

// race runs n updates at once and counts those that return nil.
func race(s *Store, n int, change func(i int) func(*Tx) error) int64 {
	var won atomic.Int64
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			if s.Update(change(i)) == nil {
				won.Add(1)
			}
		})
	}
	wg.Wait()
	return won.Load()
}

func TestOneWins(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	add(t, s, nil, user(p, "a", nil))
	code := &Code{Pool: p.ID, Sub: "sub-a", Purpose: PurposeSignUp, Value: "1"}
	update(t, s, nil, func(tx *Tx) error {
		return errors.Join(tx.PutCode(code), tx.AddSession(&Session{Pool: p.ID, ID: "s"}),
			tx.AddGrant(&Grant{Pool: p.ID, ID: "g", Sub: "sub-a"}, &RefreshToken{Pool: p.ID, ID: "r", Grant: "g"}))
	})
	for name, change := range map[string]func(i int) func(*Tx) error{
		"username": func(i int) func(*Tx) error {
			u := user(p, "same", nil)
			u.Sub = Sub(fmt.Sprint(i))
			return func(tx *Tx) error { return tx.AddUser(u) }
		},
		"code":    func(int) func(*Tx) error { return func(tx *Tx) error { return tx.TakeCode(code) } },
		"session": func(int) func(*Tx) error { return func(tx *Tx) error { return tx.UseSession("s") } },
		"refresh token": func(i int) func(*Tx) error {
			return func(tx *Tx) error {
				return tx.RotateRefreshToken(p.ID, "r", t0, &RefreshToken{Pool: p.ID, ID: fmt.Sprint(i), Grant: "g"})
			}
		},
	} {
		if won := race(s, 16, change); won != 1 {
			t.Errorf("%s: %d of 16 won", name, won)
		}
	}
}

func TestMessagesWait(t *testing.T) {
	s, _ := fixture(t, types.UserPoolType{})
	there := func(v View) bool { return len(v.Messages(func(m *Message) bool { return m.Code == "1" })) > 0 }
	done := make(chan error)
	go func() { done <- s.Wait(t.Context(), there) }()
	for _, code := range []string{"0", "1"} {
		update(t, s, nil, func(tx *Tx) error { tx.AddMessage(&Message{Code: code}); return nil })
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	short, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := s.Wait(short, func(View) bool { return false }); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for nothing: %v", err)
	}
}

func TestResetWakesWhoWaits(t *testing.T) {
	s, _ := fixture(t, types.UserPoolType{})
	looked := make(chan struct{}, 10)
	done := make(chan error)
	go func() {
		done <- s.Wait(t.Context(), func(v View) bool { looked <- struct{}{}; return v.Pool("us-east-1_p") == nil })
	}()
	<-looked
	s.Reset()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestSnapshotAndRestore(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{Name: aws.String("n"), UsernameAttributes: []types.UsernameAttributeType{"email"}})
	u := user(p, "a", map[string]string{"email": "x@y.z"})
	u.Password = &Password{Salt: []byte{1}, X: []byte{2}, Set: t0}
	u.MFA = UserMFA{TOTP: true, Token: &Authenticator{Secret: []byte{3}, LastStep: 4}}
	add(t, s, nil, u)
	update(t, s, nil, func(tx *Tx) error {
		tx.AddMessage(&Message{Code: "1", Sent: t0})
		return errors.Join(tx.AddSession(&Session{Pool: p.ID, ID: "z", SRP: &SRP{Challenge: []byte{9}}}), tx.AddSession(&Session{Pool: p.ID, ID: "b"}))
	})
	document, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	other := New()
	if err := other.Restore(document); err != nil {
		t.Fatal(err)
	}
	again, err := other.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if string(again) != string(document) {
		t.Errorf("restored and written again:\n%s\nwant\n%s", again, document)
	}
	if other.View().UserSigningIn(p, "x@y.z") == nil {
		t.Error("the restored user is not found by e-mail address")
	}
	for _, bad := range []string{"", "{}", `{"version":2}`, "[]"} {
		if err := other.Restore([]byte(bad)); err == nil {
			t.Errorf("%q was taken for a snapshot", bad)
		}
	}
	if other.View().Pool(p.ID) == nil {
		t.Error("a refused snapshot changed something")
	}
}

func TestVerifySeesChangedRecords(t *testing.T) {
	s := New(Fingerprint())
	p := &Pool{ID: "p"}
	update(t, s, nil, func(tx *Tx) error { return tx.AddPool(p) })
	if err := s.Verify(); err != nil {
		t.Fatal(err)
	}
	p.Region = "changed"
	if s.Verify() == nil {
		t.Error("a changed record went unnoticed")
	}
}
