package state

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// eventIDs are those of a page of events.
func eventIDs(events []*AuthEvent, more bool) []string {
	ids := []string{fmt.Sprint(more)}
	for _, e := range events {
		ids = append(ids, e.ID)
	}
	return ids
}

func TestAuthEvents(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	ann, bob := user(p, "ann", nil), user(p, "bob", nil)
	add(t, s, nil, ann)
	add(t, s, nil, bob)
	put := func(u *User, id string, kind types.EventType) {
		update(t, s, nil, func(tx *Tx) error {
			return tx.PutAuthEvent(&AuthEvent{Pool: p.ID, Sub: u.Sub, ID: id, Type: kind, Created: t0})
		})
	}
	put(ann, "a1", types.EventTypeSignUp)
	put(bob, "b1", types.EventTypeSignIn)
	put(ann, "a2", types.EventTypeSignIn)
	put(ann, "a3", types.EventTypeSignIn)
	update(t, s, ErrGone, func(tx *Tx) error { return tx.PutAuthEvent(&AuthEvent{Pool: p.ID, Sub: "nobody", ID: "x"}) })

	v := s.View()
	same(t, "all", eventIDs(v.AuthEvents(p.ID, ann.Sub, nil, 9)), []string{"false", "a3", "a2", "a1"})
	same(t, "first page", eventIDs(v.AuthEvents(p.ID, ann.Sub, nil, 2)), []string{"true", "a3", "a2"})
	same(t, "second page", eventIDs(v.AuthEvents(p.ID, ann.Sub, v.AuthEvent(p.ID, "a2"), 2)), []string{"false", "a1"})
	same(t, "behind the last", eventIDs(v.AuthEvents(p.ID, ann.Sub, v.AuthEvent(p.ID, "a1"), 2)), []string{"false"})
	if e := v.LastAuthEvent(p.ID, ann.Sub, types.EventTypeSignUp); e == nil || e.ID != "a1" {
		t.Errorf("the last sign-up is %+v", e)
	}
	if e := v.LastAuthEvent(p.ID, bob.Sub, types.EventTypeSignUp); e != nil {
		t.Errorf("a sign-up that never was: %+v", e)
	}

	update(t, s, nil, func(tx *Tx) error {
		return tx.ChangeAuthEvent(p.ID, "a2", func(e *AuthEvent) error { e.Response = types.EventResponseTypePass; return nil })
	})
	update(t, s, ErrGone, func(tx *Tx) error { return tx.ChangeAuthEvent(p.ID, "x", nil) })
	same(t, "after a change", eventIDs(s.View().AuthEvents(p.ID, ann.Sub, nil, 9)), []string{"false", "a3", "a2", "a1"})

	update(t, s, nil, func(tx *Tx) error { return tx.DeleteUser(p.ID, ann.Sub) })
	if s.View().AuthEvent(p.ID, "a1") != nil || s.View().AuthEvent(p.ID, "b1") == nil {
		t.Error("the events of a user outlive the user, or those of another one do not")
	}
}

func TestAuthEventsAreBounded(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	ann := user(p, "ann", nil)
	add(t, s, nil, ann)
	update(t, s, nil, func(tx *Tx) error {
		for i := range maxAuthEvents + 3 {
			if err := tx.PutAuthEvent(&AuthEvent{Pool: p.ID, Sub: ann.Sub, ID: fmt.Sprint(i)}); err != nil {
				return err
			}
		}
		return nil
	})
	v := s.View()
	if v.AuthEvent(p.ID, "2") != nil || v.AuthEvent(p.ID, "3") == nil {
		t.Error("it is not the oldest events that were dropped")
	}
}
