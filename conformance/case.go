package conformance

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Case is one sentence about the service and the steps that show whether it holds.
type Case struct {
	// Operations the case is about, the chief one first. Operations that only prepare the scene are left out.
	Operations []string
	// Says is the sentence. It is unique in the suite and names the test.
	Says string
	// Needs lists what the target must offer beyond the API; the case is skipped where it does not.
	Needs []Feature
	// Assumes is the number of the open question ("A200") that this case answers as we do, empty when the evidence is good.
	Assumes string
	// Given prepares the scene, Steps play. The runner may snapshot and restore the target before the last step.
	Given func(w *World)
	Steps []func(w *World)
}

// Feature is something beside the API that a case needs and not every target has.
type Feature string

const (
	// Inspect is the endpoint that shows messages and codes.
	Inspect Feature = "inspect"
	// Clock is a clock that can be moved. Such cases have a shared target to themselves.
	Clock Feature = "clock"
	// Accounts means that every access key of twelve digits is an account of its own, empty at first.
	Accounts Feature = "accounts"
	// Domains means that a custom domain needs neither a certificate nor the DNS.
	Domains Feature = "domains"
	// Triggers means that the target calls the functions of triggers, at Target.Functions.
	Triggers Feature = "triggers"
	// PlainSenders means that custom senders get codes that are not encrypted.
	PlainSenders Feature = "plain senders"
	// Providers means that the target reaches identity providers that the suite runs on its own machine, without TLS.
	Providers Feature = "providers"
	// Reset empties the target. Such cases have a shared target to themselves.
	Reset Feature = "reset"
)

// name is the name of the test: the chief operation and the sentence.
func (c Case) name() string { return c.Operations[0] + "/" + c.Says }

// alone reports whether the case disturbs others on a target that is shared.
func (c Case) alone() bool { return slices.Contains(c.Needs, Clock) || slices.Contains(c.Needs, Reset) }

// play runs the case in a fresh world. between is called before the last step.
func (c Case) play(w *World, between func()) {
	w.t.Helper()
	if c.Given != nil {
		c.Given(w)
	}
	for i, step := range c.Steps {
		if i == len(c.Steps)-1 && between != nil {
			between()
		}
		step(w)
	}
}

// Anywhere reports whether the case asks of a target no more than the service offers everybody.
func (c Case) Anywhere() bool { return len(c.Needs) == 0 }

// missing names the first need the target cannot serve.
func (c Case) missing(has []Feature) (Feature, bool) {
	for _, f := range c.Needs {
		if !slices.Contains(has, f) {
			return f, true
		}
	}
	return "", false
}

// check finds what is wrong with the case itself.
func (c Case) check() error {
	switch {
	case len(c.Operations) == 0:
		return fmt.Errorf("%q names no operation", c.Says)
	case c.Says == "":
		return fmt.Errorf("a case about %s says nothing", c.Operations[0])
	case len(c.Steps) == 0:
		return fmt.Errorf("%q has no steps", c.Says)
	case strings.ContainsAny(c.Says, "\r\n"):
		return fmt.Errorf("%q has more than one line", c.Says)
	}
	return nil
}

// The helpers below only keep the tables readable.

func ops(names ...string) []string               { return names }
func needs(f ...Feature) []Feature               { return f }
func steps(f ...func(w *World)) []func(w *World) { return f }

// each makes one case of every value.
func each[T any](values []T, of func(T) Case) []Case {
	cases := make([]Case, len(values))
	for i, v := range values {
		cases[i] = of(v)
	}
	return cases
}

// skip says why a case does not run against a target.
func skip(t testing.TB, f Feature) {
	t.Helper()
	t.Skipf("the target has no %s", f)
}
