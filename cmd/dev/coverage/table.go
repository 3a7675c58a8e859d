// Package coverage writes the table of what the emulator covers. It joins three things that cannot know of one another:
// what is built (the source of the handlers), what there is to build (the service model) and what passing cases of the
// conformance suite have shown. Nothing in the table is typed by hand.
package coverage

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"cognito-emulator/conformance"
	"cognito-emulator/emulator/model"
)

// Row is what is known of one operation.
type Row struct {
	Operation   string
	Source      Source
	Built       bool
	Cases       int
	Errors      Share
	Sent, Seen  Share
	Assumptions []string
}

// Share is what has been shown of what there is.
type Share struct {
	Of      int
	Missing []string // in the order of the model
	Open    []string // of them, those of which nobody has said why
}

// Shown is how many have been shown.
func (s Share) Shown() int { return s.Of - len(s.Missing) }

// Beyond is how many cannot be shown here, with a reason.
func (s Share) Beyond() int { return len(s.Missing) - len(s.Open) }

func share(all, shown []string, why func(name string) bool) Share {
	s := Share{Of: len(all)}
	for _, name := range all {
		if slices.Contains(shown, name) {
			continue
		}
		s.Missing = append(s.Missing, name)
		if why == nil || !why(name) {
			s.Open = append(s.Open, name)
		}
	}
	return s
}

// Table is all there is to render.
type Table struct {
	Rows        []Row // by name
	Endpoints   []Endpoint
	Own         []Evidence // what the emulator has beside the service, by name
	Assumptions []conformance.Assumption
	Cases       int // of the suite
	Askable     int // assumptions with a case that needs nothing beside the service
}

// Join makes the table of what is built in a repository and of what has been shown.
func Join(repository fs.FS, evidence []Evidence) (*Table, error) {
	sources, err := Sources(repository)
	if err != nil {
		return nil, err
	}
	shown := map[string]Evidence{}
	for _, e := range evidence {
		shown[e.Operation] = e
	}
	cases := conformance.All()
	assumed := assumptions(cases)
	t := &Table{Assumptions: conformance.Assumptions(), Cases: len(cases), Askable: askable(cases)}
	for _, o := range model.Operations() {
		e, source := shown[o.Name], sources[o.Name]
		t.Rows = append(t.Rows, Row{
			Operation:   o.Name,
			Source:      source,
			Built:       source.File != "",
			Cases:       e.Cases,
			Errors:      share(o.Errors, e.Errors, explained(conformance.Uncaused(), o)),
			Sent:        share(Known(o.Input), e.Sent, nil),
			Seen:        share(Known(o.Output), e.Seen, explained(conformance.Unseen(), o)),
			Assumptions: assumed[o.Name],
		})
	}
	t.Endpoints, t.Own = beside(evidence, assumed)
	return t, nil
}

// assumptions collects the open questions that cases about an operation answer.
func assumptions(cases []conformance.Case) map[string][]string {
	of := map[string][]string{}
	for _, c := range cases {
		if c.Assumes == "" {
			continue
		}
		for _, o := range c.Operations {
			of[o] = append(of[o], c.Assumes)
		}
	}
	for o, numbers := range of {
		slices.Sort(numbers)
		of[o] = slices.Compact(numbers)
	}
	return of
}

// askable counts the open questions that the service can be asked without looking at messages or moving a clock.
func askable(cases []conformance.Case) int {
	asked := map[string]bool{}
	for _, c := range cases {
		if c.Assumes != "" && c.Anywhere() {
			asked[c.Assumes] = true
		}
	}
	return len(asked)
}

// Subject is the rows of one handlers package.
type Subject struct {
	Name string
	Rows []Row
}

// Subjects sorts the rows by handlers package. Those that no package has come last, under no name.
func (t *Table) Subjects() []Subject {
	byName := map[string][]Row{}
	for _, r := range t.Rows {
		byName[r.Source.Subject] = append(byName[r.Source.Subject], r)
	}
	var list []Subject
	for name, rows := range byName {
		list = append(list, Subject{name, rows})
	}
	slices.SortFunc(list, func(a, b Subject) int {
		return cmp.Or(-cmp.Compare(min(len(a.Name), 1), min(len(b.Name), 1)), strings.Compare(a.Name, b.Name))
	})
	return list
}

// Totals are sums over all operations.
type Totals struct {
	Operations, Built, Tested int // tested: built, and at least one case is about it
	Cases                     int
	Errors, Sent, Seen        [2]int // shown, of all
	Beyond                    [2]int // errors and members of answers that cannot be shown here, with a reason
	Unexplained               int    // what is not shown, and nobody has said why
	Endpoints                 [2]int // asked by a passing case, of those the service documents
	Open                      int    // assumptions
	Askable                   int    // of those, the ones that a case can ask the service as it is
}

// Totals sums the table up.
func (t *Table) Totals() Totals {
	sum := Totals{Operations: len(t.Rows), Cases: t.Cases, Open: len(t.Assumptions), Askable: t.Askable}
	for _, r := range t.Rows {
		if r.Built {
			sum.Built++
			if r.Cases > 0 {
				sum.Tested++
			}
		}
		for _, s := range []struct {
			into *[2]int
			from Share
		}{{&sum.Errors, r.Errors}, {&sum.Sent, r.Sent}, {&sum.Seen, r.Seen}} {
			s.into[0] += s.from.Shown()
			s.into[1] += s.from.Of
			sum.Unexplained += len(s.from.Open)
		}
		sum.Beyond[0] += r.Errors.Beyond()
		sum.Beyond[1] += r.Seen.Beyond()
	}
	for _, e := range t.Endpoints {
		if e.Documented {
			sum.Endpoints[1]++
			if e.Calls > 0 {
				sum.Endpoints[0]++
			}
		}
	}
	return sum
}
