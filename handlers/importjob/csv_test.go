package importjob

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/state"
)

func TestFields(t *testing.T) {
	t.Parallel()
	for line, want := range map[string][]string{
		"":          {""},
		"a":         {"a"},
		"a,b":       {"a", "b"},
		",":         {"", ""},
		` a b ,	c	`: {"a b", "c"},
		`a\,b,c`:    {"a,b", "c"},
		`a\\,b`:     {`a\,b`},
		`\`:         {`\`},
		`a\b,c\`:    {`a\b`, `c\`},
		`"a,b"`:     {`"a`, `b"`},
		`\,,\,`:     {",", ","},
		"é\u00a0,ü": {"é", "ü"},
	} {
		if d := cmp.Diff(want, fields(line)); d != "" {
			t.Errorf("%q (- want, + got):\n%s", line, d)
		}
	}
}

func testPool() *state.Pool {
	p := &state.Pool{}
	for _, name := range []string{"sub", "email", "email_verified"} {
		p.Config.SchemaAttributes = append(p.Config.SchemaAttributes, types.SchemaAttributeType{Name: aws.String(name)})
	}
	return p
}

// Whatever a file holds: every line is read once and no byte is lost, and values that were escaped
// come back.
func FuzzFile(f *testing.F) {
	const header = "cognito:username,email,email_verified,cognito:mfa_enabled"
	for _, seed := range []string{
		"", "\n", "\r\n\r", header, header + "\nann,ann@example.com,true,\n", header + "\r\n\\,,\\\\,,\r\n\n", "\ufeff" + header, header + "\n\xff", header + ",email\n",
	} {
		f.Add(seed)
	}
	pool := testPool()
	f.Fuzz(func(t *testing.T, text string) {
		data := []byte(text)
		var lines []string
		for at := 0; at < len(data); {
			line, next := cutLine(data, at)
			if next <= at || strings.ContainsRune(string(line), '\n') {
				t.Fatalf("after %d comes %d", at, next)
			}
			lines, at = append(lines, string(line)), next
		}
		if got, want := strings.Join(lines, "\n"), strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\r\n", "\n"); got != strings.TrimSuffix(want, "\r") {
			t.Errorf("read %q\nof   %q", got, text)
		}
		for _, line := range lines {
			values := fields(line)
			if n := strings.Count(line, ",") - strings.Count(line, `\,`) + 1; n != len(values) {
				t.Errorf("%q has %d values, want %d", line, len(values), n)
			}
			for i, v := range values {
				values[i] = strings.ReplaceAll(v, ",", `\,`)
			}
			again := fields(strings.Join(values, ","))
			for i, v := range again {
				again[i] = strings.ReplaceAll(v, ",", `\,`)
			}
			if d := cmp.Diff(values, again); d != "" && !strings.Contains(line, `\`) {
				t.Errorf("%q is not the same when it is read again:\n%s", line, d)
			}
		}
		table, err := readTable(data, pool, "")
		if err != nil {
			return
		}
		if !utf8.Valid(data) || len(table.columns) < 4 {
			t.Fatalf("%q is taken", text)
		}
		for at := table.body; at < len(data); {
			var line []byte
			line, at = cutLine(data, at)
			if r, ok := table.readRow(string(line)); ok && len(r) != len(table.columns) {
				t.Errorf("a row of %q has %d values", text, len(r))
			}
		}
	})
}
