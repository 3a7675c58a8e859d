package coverage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
)

// Evidence is what passing cases have shown of one operation, of one subject beside the API, like inspect/clock, or of
// one endpoint or page beside the API, which is named by its path, like /oauth2/token.
type Evidence struct {
	Operation string   `json:"operation"`
	Cases     int      `json:"cases"`            // that are about it
	Calls     int      `json:"calls,omitempty"`  // cases that asked an endpoint or a page, whatever they are about
	Errors    []string `json:"errors,omitempty"` // that came back from it
	Sent      []string `json:"sent,omitempty"`   // members of its requests, as the model calls them; parameters
	Seen      []string `json:"seen,omitempty"`   // members of its answers; methods and the statuses that came of them
}

// event is a line of "go test -json". Doc: "go doc test2json".
type event struct {
	Action, Test, Key, Value string
}

// The attributes that the conformance suite leaves in the output of a case.
const (
	caseAttr  = "conformance.case"
	callAttr  = "conformance.call"
	visitAttr = "conformance.visit"
)

// played is what the suite tells of one case.
type played struct {
	about struct {
		Operations []string `json:"operations"`
	}
	calls []struct {
		Operation string   `json:"operation"`
		Sent      []string `json:"sent"`
		Seen      []string `json:"seen"`
		Error     string   `json:"error"`
	}
	visits []visit
	told   bool
}

// visit is what the suite tells of one exchange with an endpoint or a page.
type visit struct {
	Method string   `json:"method"`
	Path   string   `json:"path"`
	Status int      `json:"status"`
	Sent   []string `json:"sent"`
	Error  string   `json:"error"`
}

// Collect reads the events of a run of the suite. Only cases that passed count; failed names the tests that did not.
func Collect(events io.Reader) (found []Evidence, failed []string, err error) {
	cases := map[string]*played{}
	byOperation := map[string]*Evidence{}
	lines := json.NewDecoder(events)
	for {
		var e event
		switch err := lines.Decode(&e); {
		case err == io.EOF:
			return sorted(byOperation), failed, nil
		case err != nil:
			return nil, nil, fmt.Errorf("the output of the tests: %w", err)
		}
		if e.Test == "" {
			continue
		}
		c := cases[e.Test]
		if c == nil {
			c = &played{}
			cases[e.Test] = c
		}
		switch e.Action {
		case "attr":
			if err := c.attribute(e.Key, e.Value); err != nil {
				return nil, nil, fmt.Errorf("%s: %w", e.Test, err)
			}
		case "fail":
			failed = append(failed, e.Test)
		case "pass":
			if c.told {
				c.count(byOperation)
			}
		}
	}
}

func (c *played) attribute(key, value string) error {
	switch key {
	case caseAttr:
		c.told = true
		return json.Unmarshal([]byte(value), &c.about)
	case callAttr:
		c.calls = append(c.calls, struct {
			Operation string   `json:"operation"`
			Sent      []string `json:"sent"`
			Seen      []string `json:"seen"`
			Error     string   `json:"error"`
		}{})
		return json.Unmarshal([]byte(value), &c.calls[len(c.calls)-1])
	case visitAttr:
		c.visits = append(c.visits, visit{})
		return json.Unmarshal([]byte(value), &c.visits[len(c.visits)-1])
	}
	return nil
}

// count adds what the case has shown. Members that the model does not have show nothing.
func (c *played) count(into map[string]*Evidence) {
	at := func(operation string) *Evidence {
		e := into[operation]
		if e == nil {
			e = &Evidence{Operation: operation}
			into[operation] = e
		}
		return e
	}
	for _, o := range c.about.Operations {
		at(o).Cases++
	}
	for _, call := range c.calls {
		shapes, ok := shapesOf(call.Operation)
		if !ok {
			continue // the suite also calls what does not exist
		}
		e := at(call.Operation)
		e.Sent = append(e.Sent, normal(shapes.Input, call.Sent)...)
		e.Seen = append(e.Seen, normal(shapes.Output, call.Seen)...)
		if call.Error != "" {
			e.Errors = append(e.Errors, call.Error)
		}
	}
	visited := map[string]bool{}
	for _, v := range c.visits {
		if v.Status == http.StatusNotFound {
			continue // as above
		}
		e := at(v.Path)
		if !visited[v.Path] {
			visited[v.Path] = true
			e.Calls++
		}
		e.Sent = append(e.Sent, v.Sent...)
		e.Seen = append(e.Seen, fmt.Sprint(v.Method, " ", v.Status))
		if v.Error != "" {
			e.Errors = append(e.Errors, v.Error)
		}
	}
}

func sorted(byOperation map[string]*Evidence) []Evidence {
	list := make([]Evidence, 0, len(byOperation))
	for _, name := range slices.Sorted(maps.Keys(byOperation)) {
		e := *byOperation[name]
		for _, names := range []*[]string{&e.Errors, &e.Sent, &e.Seen} {
			slices.Sort(*names)
			*names = slices.Compact(*names)
		}
		list = append(list, e)
	}
	return list
}

// Load reads evidence that was stored. A file that is not there holds none.
func Load(path string) ([]Evidence, error) {
	text, err := os.ReadFile(path)
	switch {
	case os.IsNotExist(err):
		return nil, nil
	case err != nil:
		return nil, err
	}
	var list []Evidence
	for line := range bytes.Lines(text) {
		var e Evidence
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		list = append(list, e)
	}
	return list, nil
}

// Store writes evidence, one operation a line, so that a difference can be read.
func Store(path string, list []Evidence) error {
	var text bytes.Buffer
	lines := json.NewEncoder(&text)
	lines.SetEscapeHTML(false)
	for _, e := range list {
		if err := lines.Encode(e); err != nil {
			return err
		}
	}
	return os.WriteFile(path, text.Bytes(), 0o644)
}

// Fallen tells which numbers are lower than they were.
func Fallen(before, after []Evidence) []string {
	now := map[string]Evidence{}
	for _, e := range after {
		now[e.Operation] = e
	}
	var fallen []string
	for _, was := range before {
		is := now[was.Operation]
		for _, n := range []struct {
			what    string
			was, is int
		}{
			{"cases", was.Cases, is.Cases},
			{"calls", was.Calls, is.Calls},
			{"errors caused", len(was.Errors), len(is.Errors)},
			{"request members used", len(was.Sent), len(is.Sent)},
			{"response members seen", len(was.Seen), len(is.Seen)},
		} {
			if n.is < n.was {
				fallen = append(fallen, fmt.Sprintf("%s: %s %d, before %d", was.Operation, n.what, n.is, n.was))
			}
		}
	}
	return fallen
}
