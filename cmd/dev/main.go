// Command dev is what the people who work on cognito-emulator run every day.
// Each sub-command is a line in commands and a file of its own.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// command is one sub-command. Its arguments are what stands behind its name.
type command struct {
	name, about string
	run         func(ctx context.Context, args []string) error
}

func commands() []command {
	return []command{
		{"check", "look at everything: format, vet, linters, generated files, tests with the race detector", check},
		{"cover", "play the conformance suite and write the coverage table", cover},
		{"gen", "generate the tables of emulator/model from the AWS service model", gen},
		{"fuzz", "run every fuzz target for a minute", fuzz},
		{"bench", "measure the program against the figures it is to reach", measure},
		{"serve", "build the program and run it; arguments are the program's", serve},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "dev:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) > 0 {
		for _, c := range commands() {
			if c.name == args[0] {
				return c.run(ctx, args[1:])
			}
		}
	}
	fmt.Println("usage: go run ./cmd/dev <command> [arguments]")
	for _, c := range commands() {
		fmt.Printf("  %-8s %s\n", c.name, c.about)
	}
	if len(args) > 0 {
		return fmt.Errorf("there is no command %q", args[0])
	}
	return nil
}
