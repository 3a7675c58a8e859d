package policy_test

import (
	"testing"

	"cognito-emulator/emulator/policy"
)

func TestParseFilter(t *testing.T) {
	t.Parallel()
	const unparsable = invalidParameter + "Error while parsing filter."
	const unsearchable = invalidParameter + "Input fails to satisfy the constraints."
	for _, c := range []struct {
		in   string
		want policy.Filter
		err  string
	}{
		{"", policy.Filter{}, ""},
		{"  ", policy.Filter{}, ""},
		{`username = "diego"`, policy.Filter{Attribute: "username", Value: "diego"}, ""},
		{`email="a@b.c"`, policy.Filter{Attribute: "email", Value: "a@b.c"}, ""},
		{` phone_number ^= "+1415" `, policy.Filter{Attribute: "phone_number", Prefix: true, Value: "+1415"}, ""},
		{`given_name^="Jo"`, policy.Filter{Attribute: "given_name", Prefix: true, Value: "Jo"}, ""},
		{`family_name = "O\"Brien"`, policy.Filter{Attribute: "family_name", Value: `O"Brien`}, ""},
		{`name = "a\\b"`, policy.Filter{Attribute: "name", Value: `a\b`}, ""},
		{`name = "a = \"b\""`, policy.Filter{Attribute: "name", Value: `a = "b"`}, ""},
		{`preferred_username = ""`, policy.Filter{Attribute: "preferred_username"}, ""},
		{`cognito:user_status = "CONFIRMED"`, policy.Filter{Attribute: "cognito:user_status", Value: "CONFIRMED"}, ""},
		{`status = "Enabled"`, policy.Filter{Attribute: "status", Value: "Enabled"}, ""},
		{`sub = "1"`, policy.Filter{Attribute: "sub", Value: "1"}, ""},
		{`username`, policy.Filter{}, unparsable},
		{`= "x"`, policy.Filter{}, unparsable},
		{`username "x"`, policy.Filter{}, unparsable},
		{`username = x`, policy.Filter{}, unparsable},
		{`username = 'x'`, policy.Filter{}, unparsable},
		{`username = "x`, policy.Filter{}, unparsable},
		{`username = "x\`, policy.Filter{}, unparsable},
		{`username = "x\"`, policy.Filter{}, unparsable},
		{`username == "x"`, policy.Filter{}, unparsable},
		{`username ^ "x"`, policy.Filter{}, unparsable},
		{`username != "x"`, policy.Filter{}, unparsable},
		{`username ~= "x"`, policy.Filter{}, unparsable},
		{`username = "x" and email = "y"`, policy.Filter{}, unparsable},
		{`username = "x" y`, policy.Filter{}, unparsable},
		{`"username" = "x"`, policy.Filter{}, unparsable},
		{`custom:tenant = "x"`, policy.Filter{}, unsearchable},
		{`nickname = "x"`, policy.Filter{}, unsearchable},
		{`Username = "x"`, policy.Filter{}, unsearchable},
		{`email_verified = "true"`, policy.Filter{}, unsearchable},
	} {
		t.Run(c.in, func(t *testing.T) {
			t.Parallel()
			got, err := policy.ParseFilter(c.in)
			wantError(t, err, c.err)
			if got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestFilterMatch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		filter string
		value  string
		want   bool
	}{
		{`username = "Diego"`, "Diego", true},
		{`username = "diego"`, "Diego", false},
		{`username ^= "Di"`, "Diego", true},
		{`email = "A@B.C"`, "a@b.c", true},
		{`email = "a@b"`, "a@b.c", false},
		{`email ^= "A@b"`, "a@B.c", true},
		{`status = "enabled"`, "Enabled", false},
		{`cognito:user_status ^= "c"`, "CONFIRMED", true},
	} {
		f, err := policy.ParseFilter(c.filter)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Match(c.value); got != c.want {
			t.Errorf("%s matches %q: %v", c.filter, c.value, got)
		}
	}
}

// FuzzParseFilter: a filter that is taken means the same when it is written again.
func FuzzParseFilter(f *testing.F) {
	for _, s := range []string{`username = "x"`, `email ^= "a\"b\\"`, `a = "`, "=", `name="\`, "\x00", `sub = "é"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		parsed, err := policy.ParseFilter(s)
		if err != nil {
			if parsed != (policy.Filter{}) {
				t.Errorf("refused and yet %+v", parsed)
			}
			return
		}
		again, err := policy.ParseFilter(parsed.String())
		if err != nil || again != parsed {
			t.Errorf("%q: %+v, then %+v (%v)", s, parsed, again, err)
		}
		if parsed != (policy.Filter{}) && !parsed.Match(parsed.Value) {
			t.Errorf("%+v does not match its own value", parsed)
		}
	})
}
