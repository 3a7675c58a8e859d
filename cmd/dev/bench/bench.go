// Package bench measures the program from outside, as a process of its own, against the figures that it is to reach.
// Whatever depends on the machine is measured together with something to compare it with, in the same run.
package bench

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"runtime"
)

// Figure is one thing that was measured.
type Figure struct {
	What, Goal, Measured string
}

// Options say how much is measured.
type Options struct {
	Program string   // the built program
	Peer    []string // a command that runs Peer at the address that is appended
	Users   int      // in the large pool
	Log     *log.Logger
}

// Run measures everything. It takes about four minutes.
func Run(ctx context.Context, o Options) ([]Figure, error) {
	var all []Figure
	for _, m := range []struct {
		what    string
		measure func(context.Context, Options) ([]Figure, error)
	}{
		{"logins", logins},
		{"SRP", srp},
		{"triggers", triggers},
		{"start", start},
		{"size", size},
		{"growth", growth},
		{"memory", memory},
		{"users with more", more},
	} {
		o.Log.Printf("measuring: %s", m.what)
		figures, err := m.measure(ctx, o)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.what, err)
		}
		for _, f := range figures {
			o.Log.Printf("  %s: %s (goal: %s)", f.What, f.Measured, f.Goal)
		}
		all = append(all, figures...)
	}
	return all, nil
}

// Render writes the figures as a table.
func Render(figures []Figure) []byte {
	var b bytes.Buffer
	b.WriteString("| what | goal | measured |\n|---|---|---|\n")
	for _, f := range figures {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", f.What, f.Goal, f.Measured)
	}
	fmt.Fprintf(&b, "\n%s, %s/%s, %d cores.\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	return b.Bytes()
}
