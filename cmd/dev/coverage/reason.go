package coverage

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"cognito-emulator/conformance"
	"cognito-emulator/emulator/model"
)

// explained tells whether somebody has said why something is not shown of an operation. What is said of a member holds
// for what stands within it.
func explained(reasons []conformance.Reason, o model.Operation) func(name string) bool {
	return func(name string) bool {
		return slices.ContainsFunc(reasons, func(r conformance.Reason) bool { return about(r, name) && r.Holds(o.Name, o.Signed) })
	}
}

// about tells whether a reason is about an error, or about a member or one within it.
func about(r conformance.Reason, name string) bool {
	rest, ok := strings.CutPrefix(name, r.Name)
	return ok && (rest == "" || rest == "Exception" || strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "["))
}

// Stale lists the reasons that are none: what they say of an operation is shown, or is nothing of that operation's.
func (t *Table) Stale() []string {
	var stale []string
	judge := func(reasons []conformance.Reason, of func(Row) Share) {
		for _, r := range reasons {
			missing := 0
			for _, row := range t.Rows {
				o, _ := model.Lookup(row.Operation)
				n := 0
				for _, name := range of(row).Missing {
					if about(r, name) && r.Holds(row.Operation, o.Signed) {
						n++
					}
				}
				if n == 0 && slices.Contains(r.Of, row.Operation) {
					stale = append(stale, row.Operation+" "+r.Name)
				}
				missing += n
			}
			if missing == 0 && len(r.Of) == 0 {
				stale = append(stale, r.Name)
			}
		}
	}
	judge(conformance.Uncaused(), func(r Row) Share { return r.Errors })
	judge(conformance.Unseen(), func(r Row) Share { return r.Seen })
	return stale
}

// reasons renders why some things are not shown.
func (t *Table) reasons(b *bytes.Buffer) {
	for _, s := range []struct {
		title   string
		what    string
		reasons []conformance.Reason
		of      func(Row) Share
	}{
		{"Errors that no case causes", "error", conformance.Uncaused(), func(r Row) Share { return r.Errors }},
		{"Members that no case sees", "member", conformance.Unseen(), func(r Row) Share { return r.Seen }},
	} {
		fmt.Fprintf(b, "\n## %s\n\n| %s | operations | why |\n|---|---|---|\n", s.title, s.what)
		for _, r := range s.reasons {
			where := strings.Join(r.Of, ", ")
			if len(r.Of) == 0 {
				n := 0
				for _, row := range t.Rows {
					o, _ := model.Lookup(row.Operation)
					if slices.ContainsFunc(s.of(row).Missing, func(name string) bool { return about(r, name) && r.Holds(row.Operation, o.Signed) }) {
						n++
					}
				}
				where = fmt.Sprintf("%d that declare it", n)
			}
			fmt.Fprintf(b, "| `%s` | %s | %s |\n", r.Name, where, cell(r.Why))
		}
	}
}
