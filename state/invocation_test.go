package state

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// The oldest invocations go first, and their numbers never come back.
func TestInvocationsAreBounded(t *testing.T) {
	s, _ := fixture(t, types.UserPoolType{})
	all := func(*Invocation) bool { return true }
	for range maxInvocations + 5 {
		update(t, s, nil, func(tx *Tx) error { tx.AddInvocation(&Invocation{Trigger: "PreSignUp"}); return nil })
	}
	if found := s.View().Invocations(all); len(found) != maxInvocations || found[0].ID != 6 {
		t.Errorf("%d, the first one %+v", len(found), found[0])
	}
	update(t, s, nil, func(tx *Tx) error {
		if n := tx.DeleteInvocations(func(i *Invocation) bool { return i.ID > 10 }); n != maxInvocations-5 {
			t.Errorf("%d were deleted", n)
		}
		tx.AddInvocation(&Invocation{})
		return nil
	})
	if found := s.View().Invocations(all); len(found) != 5 || found[4].ID != maxInvocations+6 {
		t.Errorf("%d, the last one %+v", len(found), found[len(found)-1])
	}
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
