package state

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Whoever asks about names that nobody has is remembered, and the others are forgotten in their order.
func TestCountersAreBounded(t *testing.T) {
	s, p := New(), &Pool{ID: "us-east-1_p"}
	update(t, s, nil, func(tx *Tx) error {
		for i := range maxCounters + 10 {
			tx.Count(p.ID, Sub(fmt.Sprint("?", i)), "ForgotPassword", t0, 5, time.Hour)
			if i == maxCounters-1 { // the first one is asked for again, and is the newest by that
				tx.Count(p.ID, "?0", "ForgotPassword", t0, 5, time.Hour)
			}
		}
		return nil
	})
	n := 0
	for range scan[Counter](s.View(), tableCounter, indexID, []byte{}) {
		n++
	}
	counted := func(who Sub) bool { return s.View().Counted(p.ID, who, "ForgotPassword", t0, time.Hour) }
	if n > maxCounters || !counted("?0") || counted("?1") || counted("?10") || !counted("?11") || !counted(Sub(fmt.Sprint("?", maxCounters+9))) {
		t.Errorf("there are %d counters; the first, the second, and the two at the edge: %t %t %t %t",
			n, counted("?0"), counted("?1"), counted("?10"), counted("?11"))
	}
	again(t, s)
	update(t, s, nil, func(tx *Tx) error { tx.Count(p.ID, "?new", "ForgotPassword", t0, 5, time.Hour); return nil })
	if !counted("?0") || !counted("?12") {
		t.Error("after a restart the wrong ones are forgotten")
	}
}

// again writes a store out and reads it.
func again(t *testing.T, s *Store) {
	t.Helper()
	image, err := s.Snapshot()
	if err == nil {
		err = s.Restore(image)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A client that rotates without end has its last tokens remembered, the current one among them.
func TestRefreshTokensAreBounded(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	add(t, s, nil, user(p, "a", nil))
	update(t, s, nil, func(tx *Tx) error {
		return tx.AddGrant(&Grant{Pool: p.ID, ID: "g", Sub: "sub-a"}, &RefreshToken{Pool: p.ID, ID: "r0", Grant: "g"})
	})
	const rotations = maxRefreshTokens + 50
	for i := range rotations {
		update(t, s, nil, func(tx *Tx) error {
			return tx.RotateRefreshToken(p.ID, fmt.Sprint("r", i), t0.Add(time.Duration(i)*time.Second), &RefreshToken{Pool: p.ID, ID: fmt.Sprint("r", i+1), Grant: "g"})
		})
	}
	for i := range rotations + 1 {
		if got, want := s.View().RefreshToken(p.ID, fmt.Sprint("r", i)) != nil, i > rotations-maxRefreshTokens; got != want {
			t.Errorf("token %d is there: %t, want %t", i, got, want)
		}
	}
	// Tokens that retries within the time of grace add are current all of them: rotated ones go first.
	for i := range 2 * maxRefreshTokens {
		update(t, s, nil, func(tx *Tx) error {
			return tx.AddRefreshToken(&RefreshToken{Pool: p.ID, ID: fmt.Sprint("s", i), Grant: "g"})
		})
		if i == maxRefreshTokens-2 && s.View().RefreshToken(p.ID, fmt.Sprint("r", rotations)) == nil {
			t.Error("the current token went while there were rotated ones")
		}
	}
	n := 0
	for range scan[RefreshToken](s.View(), tableRefresh, indexGrant, key(string(p.ID), "g")) {
		n++
	}
	if n != maxRefreshTokens || s.View().RefreshToken(p.ID, fmt.Sprint("s", 2*maxRefreshTokens-1)) == nil {
		t.Errorf("there are %d tokens, want %d with the newest among them", n, maxRefreshTokens)
	}
}

// A user who asks for challenges without end has the last ones.
func TestPasskeyChallengesAreBounded(t *testing.T) {
	s, p := fixture(t, types.UserPoolType{})
	add(t, s, nil, user(p, "a", nil))
	const given = maxPasskeyChallenges + 7
	for i := range given {
		at := t0.Add(time.Duration(i) * time.Second)
		update(t, s, nil, func(tx *Tx) error {
			return tx.AddPasskeyChallenge(&PasskeyChallenge{Pool: p.ID, Sub: "sub-a", Value: fmt.Sprint(i), Expires: at.Add(time.Hour)}, at)
		})
	}
	for i := range given {
		if got, want := s.View().PasskeyChallenge(p.ID, "sub-a", fmt.Sprint(i)) != nil, i >= given-maxPasskeyChallenges; got != want {
			t.Errorf("challenge %d is there: %t, want %t", i, got, want)
		}
	}
}
