package state

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// The oldest invocations go first, some at once, and their numbers never come back.
func TestInvocationsAreBounded(t *testing.T) {
	s, _ := fixture(t, types.UserPoolType{})
	all := func(*Invocation) bool { return true }
	add := func(n int) {
		t.Helper()
		for range n {
			update(t, s, nil, func(tx *Tx) error { tx.AddInvocation(&Invocation{Trigger: "PreSignUp"}); return nil })
		}
	}
	expect := func(n int, first, last uint64) {
		t.Helper()
		if found := s.View().Invocations(all); len(found) != n || found[0].ID != first || found[n-1].ID != last {
			t.Errorf("%d, from %d to %d; want %d, from %d to %d", len(found), found[0].ID, found[len(found)-1].ID, n, first, last)
		}
	}
	const most = maxInvocations + spareInvocations
	add(most)
	expect(most, 1, most)
	add(1)
	expect(maxInvocations, most+2-maxInvocations, most+1)
	remove := func(match func(*Invocation) bool, want int) {
		t.Helper()
		update(t, s, nil, func(tx *Tx) error {
			if n := tx.DeleteInvocations(match); n != want {
				t.Errorf("%d were deleted, want %d", n, want)
			}
			return nil
		})
	}
	remove(func(i *Invocation) bool { return i.ID == most+1 || i.ID == 500 }, 2) // the newest among them
	add(1)
	expect(maxInvocations-1, most+2-maxInvocations, most+2)
	remove(func(i *Invocation) bool { return i.ID == 600 }, 1) // an older one
	add(1)
	expect(maxInvocations-1, most+2-maxInvocations, most+3)
	remove(all, maxInvocations-1)
	add(2)
	expect(2, most+4, most+5)
}

// Of long events fewer are kept.
func TestInvocationsAreBoundedInBytes(t *testing.T) {
	s := New()
	const long = maxInvocationBytes / 8
	for range 20 {
		update(t, s, nil, func(tx *Tx) error {
			tx.AddInvocation(&Invocation{Event: strings.Repeat("e", long/2), Answer: strings.Repeat("a", long/2)})
			return nil
		})
	}
	update(t, s, nil, func(tx *Tx) error { tx.AddInvocation(&Invocation{Event: "{}"}); return nil })
	found := s.View().Invocations(func(*Invocation) bool { return true })
	if len(found) != 9 || found[0].ID != 13 || found[8].ID != 21 {
		t.Errorf("%d are kept, from %d on", len(found), found[0].ID)
	}
}

func TestInvocationsWake(t *testing.T) {
	s, _ := fixture(t, types.UserPoolType{})
	done := make(chan error)
	go func() {
		done <- s.Wait(t.Context(), func(v View) bool { return len(v.Invocations(func(i *Invocation) bool { return i.Source == "b" })) > 0 })
	}()
	for _, source := range []string{"a", "b"} {
		update(t, s, nil, func(tx *Tx) error { tx.AddInvocation(&Invocation{Source: source}); return nil })
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}
