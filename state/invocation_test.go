package state

import (
	"strings"
	"sync"
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
			s.AddInvocation(&Invocation{Trigger: "PreSignUp"})
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
		if n := s.DeleteInvocations(match); n != want {
			t.Errorf("%d were deleted, want %d", n, want)
		}
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
		s.AddInvocation(&Invocation{Event: strings.Repeat("e", long/2), Answer: strings.Repeat("a", long/2)})
	}
	s.AddInvocation(&Invocation{Event: "{}"})
	found := s.View().Invocations(func(*Invocation) bool { return true })
	if len(found) != 8 || found[0].ID != 14 || found[7].ID != 21 {
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
		s.AddInvocation(&Invocation{Source: source})
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A View shows what there was when it was taken, whatever is added or deleted behind it.
func TestInvocationsOfViewsStay(t *testing.T) {
	s := New()
	all := func(*Invocation) bool { return true }
	var views []View
	for range 50 {
		views = append(views, s.View())
		s.AddInvocation(&Invocation{})
	}
	s.DeleteInvocations(func(i *Invocation) bool { return i.ID%2 == 0 })
	s.AddInvocation(&Invocation{})
	for n, v := range views {
		found := v.Invocations(all)
		if len(found) != n || n > 0 && found[n-1].ID != uint64(n) {
			t.Errorf("view %d has %d", n, len(found))
		}
	}
	if n := len(s.View().Invocations(all)); n != 26 {
		t.Errorf("%d in the end", n)
	}
}

// Many add at once, others read, delete and reset meanwhile. No ID comes twice, and a list rises.
func TestInvocationsAtOnce(t *testing.T) {
	const writers, each = 4, 500
	s := New(Fingerprint())
	ids := make(chan uint64, writers*each)
	var done sync.WaitGroup
	for range writers {
		done.Go(func() {
			for range each {
				i := &Invocation{Event: "{}"}
				s.AddInvocation(i)
				ids <- i.ID
			}
		})
	}
	done.Go(func() {
		for n := range each {
			var before uint64
			s.View().Invocations(func(i *Invocation) bool {
				if i.ID <= before {
					t.Errorf("%d after %d", i.ID, before)
				}
				before = i.ID
				return false
			})
			if n%50 == 0 {
				s.DeleteInvocations(func(i *Invocation) bool { return i.ID%3 == 0 })
			}
		}
	})
	done.Wait()
	close(ids)
	seen := map[uint64]bool{}
	for id := range ids {
		if seen[id] {
			t.Errorf("%d came twice", id)
		}
		seen[id] = true
	}
	if err := s.Verify(); err != nil {
		t.Error(err)
	}
	s.Reset()
	if i := (&Invocation{}); len(s.View().Invocations(func(*Invocation) bool { return true })) > 0 {
		t.Error("a reset leaves invocations")
	} else if s.AddInvocation(i); i.ID != 1 {
		t.Errorf("the first one after a reset is %d", i.ID)
	}
}

func TestInvocationsInSnapshots(t *testing.T) {
	s, next := New(), New()
	for range 3 {
		s.AddInvocation(&Invocation{Event: `{"a":1}`, At: t0})
	}
	s.DeleteInvocations(func(i *Invocation) bool { return i.ID == 2 })
	image, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if err := next.Restore(image); err != nil {
		t.Fatal(err)
	}
	next.AddInvocation(&Invocation{})
	found := next.View().Invocations(func(*Invocation) bool { return true })
	if len(found) != 3 || found[0].ID != 1 || found[1].ID != 3 || found[2].ID != 4 || found[1].Event != `{"a":1}` || !found[1].At.Equal(t0) {
		t.Errorf("%+v", found)
	}
	for _, records := range []string{`[null]`, `{}`} {
		document := `{"version":1,"tables":{"invocation":` + records + `}}`
		if err := next.Restore([]byte(document)); err == nil || !strings.Contains(err.Error(), "the table invocation") {
			t.Errorf("%s: %v", document, err)
		}
	}
}
