package conformance

import "testing"

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
