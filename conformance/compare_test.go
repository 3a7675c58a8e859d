package conformance

import (
	"fmt"
	"testing"
)

func TestMarks(t *testing.T) {
	for _, tc := range []struct {
		mark, text string
		want       bool
	}{
		{AnyUUID, "8d3f1c52-6b7e-4c11-9f0e-2a5b7c9d1e3f", true},
		{AnyUUID, "8D3F1C52-6B7E-4C11-9F0E-2A5B7C9D1E3F", false},
		{AnyJWT, "a.b.c", true},
		{AnyJWT, "a.b.c.d.e", false},
		{AnyRefresh, "a.b.c.d.e", true},
		{AnySession, "AYABe", false},
		{AnyPoolID, "us-east-1_Ab1Cd2Ef3", true},
		{AnyPoolID, "us-gov-west-1_Ab1Cd2Ef3", true},
		{AnyPoolID, "us-east-1_Ab1Cd2Ef34", false},
		{AnyClientID, "2e159j8gaq2h6a75a3v2fes67s", true},
		{AnyClientID, "2e159j8gaq2h6a75a3v2fes67z", false},
		{AnyText, "", false},
		{JSONSet("B", "A"), `["A","B"]`, true},
		{JSONSet("B", "A"), `["A"]`, false},
		{JSONText(map[string]string{"b": "1", "a": "2"}), `{"b":"1","a":"2"}`, true},
		{JSONText(map[string]string{"a": "2"}), `{"a":2}`, false},
		{"plain", "plain", true},
		{"plain", "other", false},
	} {
		if looksLike(tc.mark, tc.text) != tc.want || looksLike(tc.text, tc.mark) != tc.want {
			t.Errorf("%q against %q: want %v", tc.text, tc.mark, tc.want)
		}
	}
}

func TestMembers(t *testing.T) {
	got := members([]byte(`{"A":{"B":[{"C":"x"},{"D":null}]},"E":"f"}`))
	want := []string{"A", "A.B", "A.B[].C", "A.B[].D", "E"}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestLongCallsAreToldInParts(t *testing.T) {
	whole := call{Operation: "CreateUserPool", Error: "X"}
	for i := range 300 {
		whole.Sent = append(whole.Sent, fmt.Sprintf("Sent.Member%03d", i))
		whole.Seen = append(whole.Seen, fmt.Sprintf("Seen.Member%03d", i))
	}
	told := call{Operation: whole.Operation, Error: whole.Error}
	for _, c := range whole.parts() {
		if text := canonical(c); len(text) > 3000 {
			t.Errorf("a part of %d bytes", len(text))
		}
		if c.Operation != whole.Operation || c.Error != whole.Error {
			t.Errorf("a part of %s with error %q", c.Operation, c.Error)
		}
		told.Sent, told.Seen = append(told.Sent, c.Sent...), append(told.Seen, c.Seen...)
	}
	if canonical(told) != canonical(whole) {
		t.Errorf("told %s", canonical(told))
	}
	if short := (call{Operation: "ListTagsForResource"}).parts(); len(short) != 1 || short[0].Operation != "ListTagsForResource" {
		t.Errorf("a call without members is told as %v", short)
	}
}
