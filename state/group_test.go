package state

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"
)

// names are those of the groups on a page.
func names(p Page[Group], ok bool) []string {
	if !ok {
		return nil
	}
	list := []string{}
	for _, g := range p.Items {
		list = append(list, g.Name)
	}
	return list
}

// usernames are those of the users on a page.
func usernames(p Page[User], ok bool) []string {
	if !ok {
		return nil
	}
	list := []string{}
	for _, u := range p.Items {
		list = append(list, u.Username)
	}
	return list
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (- want, + got):\n%s", what, d)
	}
}

func join(t *testing.T, s *Store, want error, p *Pool, group string, sub Sub) {
	t.Helper()
	update(t, s, want, func(tx *Tx) error { return tx.Join(&Membership{Pool: p.ID, Group: group, Sub: sub}) })
}

func TestMembers(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	for _, name := range []string{"ann", "bob", "cy"} {
		add(t, s, nil, user(p, name, nil))
	}
	for _, name := range []string{"b", "a", "ab"} {
		update(t, s, nil, func(tx *Tx) error { return tx.AddGroup(&Group{Pool: p.ID, Name: name}) })
	}
	update(t, s, ErrExists, func(tx *Tx) error { return tx.AddGroup(&Group{Pool: p.ID, Name: "a"}) })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.AddGroup(&Group{Pool: "us-east-1_none", Name: "a"}) })
	same(t, "groups", names(s.View().Groups(p.ID, nil, 9)), []string{"a", "ab", "b"})

	for _, pair := range [][2]string{{"a", "sub-ann"}, {"a", "sub-bob"}, {"b", "sub-ann"}, {"ab", "sub-cy"}, {"a", "sub-ann"}} {
		join(t, s, nil, p, pair[0], Sub(pair[1]))
	}
	join(t, s, ErrGone, p, "none", "sub-ann")
	join(t, s, ErrGone, p, "a", "none")
	same(t, "groups of ann", names(s.View().GroupsOf(p.ID, "sub-ann", nil, 9)), []string{"a", "b"})
	same(t, "members of a", usernames(s.View().Members(p.ID, "a", nil, 9)), []string{"ann", "bob"})

	update(t, s, nil, func(tx *Tx) error {
		tx.Leave(&Membership{Pool: p.ID, Group: "a", Sub: "sub-ann"})
		tx.Leave(&Membership{Pool: p.ID, Group: "a", Sub: "sub-cy"}) // who is not in it
		return nil
	})
	same(t, "members of a", usernames(s.View().Members(p.ID, "a", nil, 9)), []string{"bob"})
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteUser(p.ID, "sub-bob") })
	same(t, "members of a", usernames(s.View().Members(p.ID, "a", nil, 9)), []string{})
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteGroup(p.ID, "b") })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.DeleteGroup(p.ID, "b") })
	same(t, "groups of ann", names(s.View().GroupsOf(p.ID, "sub-ann", nil, 9)), []string{})
	same(t, "groups of cy", names(s.View().GroupsOf(p.ID, "sub-cy", nil, 9)), []string{"ab"})

	// A group of the same name begins empty.
	update(t, s, nil, func(tx *Tx) error { return tx.AddGroup(&Group{Pool: p.ID, Name: "b"}) })
	same(t, "members of b", usernames(s.View().Members(p.ID, "b", nil, 9)), []string{})
}

func TestMembersInPages(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	update(t, s, nil, func(tx *Tx) error { return tx.AddGroup(&Group{Pool: p.ID, Name: "g"}) })
	var want, got []string
	for i := range 7 {
		name := fmt.Sprint("u", i)
		want = append(want, name)
		add(t, s, nil, user(p, name, nil))
		join(t, s, nil, p, "g", Sub("sub-"+name))
	}
	for from, more := []byte(nil), true; more; more = from != nil {
		page, ok := s.View().Members(p.ID, "g", from, 3)
		got = append(got, usernames(page, ok)...)
		from = page.Next
	}
	same(t, "members", got, want)
	elsewhere, _ := s.View().Groups(p.ID, nil, 0)
	if _, ok := s.View().Members(p.ID, "gg", elsewhere.Next, 3); ok || elsewhere.Next == nil {
		t.Error("a place in another list was taken")
	}
}

func TestScopes(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	scope := func(name string) []types.ResourceServerScopeType {
		return []types.ResourceServerScopeType{{ScopeName: &name}}
	}
	for identifier, name := range map[string]string{"orders": "read", "https://a.example/": "write"} {
		update(t, s, nil, func(tx *Tx) error {
			return tx.AddResourceServer(&ResourceServer{Pool: p.ID, Identifier: identifier, Scopes: scope(name)})
		})
	}
	for scope, want := range map[string]bool{
		"orders/read": true, "https://a.example//write": true, "orders/write": false, "orders": false, "orders/": false,
		"https://a.example/write": false, "/read": false, "": false, "shop/read": false,
	} {
		if got := s.View().HasScope(p.ID, scope); got != want {
			t.Errorf("%q: %v, want %v", scope, got, want)
		}
	}
	if s.View().HasScope("us-east-1_other", "orders/read") {
		t.Error("another pool has the scope")
	}
	update(t, s, nil, func(tx *Tx) error {
		return tx.ReplaceResourceServer(&ResourceServer{Pool: p.ID, Identifier: "orders", Scopes: scope("write")})
	})
	if s.View().HasScope(p.ID, "orders/read") || !s.View().HasScope(p.ID, "orders/write") {
		t.Error("the scopes were not replaced")
	}
	update(t, s, nil, func(tx *Tx) error { return tx.DeleteResourceServer(p.ID, "orders") })
	update(t, s, ErrGone, func(tx *Tx) error { return tx.DeleteResourceServer(p.ID, "orders") })
	update(t, s, ErrGone, func(tx *Tx) error {
		return tx.ReplaceResourceServer(&ResourceServer{Pool: p.ID, Identifier: "orders"})
	})
}

func TestReplica(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	later := t0.Add(time.Minute)
	twin := &Replica{Pool: p.ID, Region: "us-west-2", Created: t0, Ready: later, Tags: map[string]string{"a": "b"}}
	update(t, s, nil, func(tx *Tx) error { return tx.AddReplica(twin, t0) })
	update(t, s, ErrExists, func(tx *Tx) error { return tx.AddReplica(twin, t0) })
	update(t, s, nil, func(tx *Tx) error { return tx.SetLogDelivery(&LogDelivery{Pool: p.ID, Region: "us-west-2"}) })
	status := func(at time.Time, want types.ReplicaStatusType) {
		t.Helper()
		var got types.ReplicaStatusType
		if r := s.View().Replica(p.ID, "us-west-2", at); r != nil {
			got = r.Status(at)
		}
		if got != want || len(s.View().Replicas(p.ID, at)) == 0 != (want == "") {
			t.Errorf("at %v it is %q, want %q", at, got, want)
		}
	}
	change := func(want error, change func(*Replica)) {
		t.Helper()
		update(t, s, want, func(tx *Tx) error {
			return tx.ChangeReplica(p.ID, "us-west-2", later, func(r *Replica) error { change(r); return nil })
		})
	}
	status(t0, types.ReplicaStatusTypeCreating)
	status(later, types.ReplicaStatusTypeInactive)
	change(nil, func(r *Replica) { r.Active = true })
	status(later, types.ReplicaStatusTypeActive)
	change(nil, func(r *Replica) { r.Gone = later.Add(time.Minute) })
	status(later, types.ReplicaStatusTypeDeleting)
	status(later.Add(time.Minute), "")
	change(nil, func(r *Replica) { r.Gone = later })
	change(ErrGone, func(*Replica) {})
	if got := twin.Of(p); got.ARN() != "arn:aws:cognito-idp:us-west-2:000000000000:userpool/us-east-1_p" || got.Config.UserPoolTags["a"] != "b" {
		t.Errorf("the pool as its replica shows it: %+v", got)
	}
	update(t, s, nil, func(tx *Tx) error { return tx.AddReplica(twin, later) })
	if s.View().LogDelivery(p.ID, "us-west-2") != nil {
		t.Error("a new replica has the log delivery of an earlier one")
	}
}

func TestLog(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	arn := "arn:aws:logs:us-east-1:000000000000:log-group:x"
	event := func(source types.EventSourceName, level types.LogLevel) *LogEvent {
		return &LogEvent{Pool: p.ID, Region: p.Region, Source: source, Level: level, Message: []byte(`{"a":1}`), At: t0}
	}
	record := func(e *LogEvent) {
		t.Helper()
		update(t, s, nil, func(tx *Tx) error { tx.AppendLog(e); return nil })
	}
	record(event("userNotification", "ERROR")) // nobody asked for it yet
	update(t, s, nil, func(tx *Tx) error {
		return tx.SetLogDelivery(&LogDelivery{Pool: p.ID, Region: p.Region, Configurations: []types.LogConfigurationType{{
			EventSource: "userNotification", LogLevel: "ERROR", CloudWatchLogsConfiguration: &types.CloudWatchLogsConfigurationType{LogGroupArn: &arn},
		}}})
	})
	record(event("userNotification", "ERROR"))
	record(event("userAuthEvents", "INFO"))
	want := event("userNotification", "ERROR")
	want.ID, want.Destination = 1, arn
	same(t, "events", s.View().LogEvents(func(*LogEvent) bool { return true }), []*LogEvent{want})
	update(t, s, ErrGone, func(tx *Tx) error { return tx.SetLogDelivery(&LogDelivery{Pool: "us-east-1_none"}) })
}

// What a user is in is found without a look at the others.
func BenchmarkGroupsOf(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := New()
			p := &Pool{ID: "us-east-1_p"}
			if err := s.Update(func(tx *Tx) error {
				if err := tx.AddPool(p); err != nil {
					return err
				}
				if err := tx.AddGroup(&Group{Pool: p.ID, Name: "g"}); err != nil {
					return err
				}
				for i := range n {
					u := user(p, fmt.Sprint(i), nil)
					if err := tx.AddUser(u); err != nil {
						return err
					}
					if err := tx.Join(&Membership{Pool: p.ID, Group: "g", Sub: u.Sub}); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				b.Fatal(err)
			}
			v := s.View()
			for b.Loop() {
				v.GroupsOf(p.ID, "sub-7", nil, 100)
				v.Members(p.ID, "g", nil, 60)
			}
		})
	}
}
