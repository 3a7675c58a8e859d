package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"

	"cognito-emulator/cmd/dev/bench"
	"cognito-emulator/cmd/dev/block"
)

const benchBlock = "bench"

// measure builds the program as it is released, measures it, and writes the figures into the README.
func measure(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	users := flags.Int("users", 100_000, "how many users the large pool has")
	write := flags.Bool("write", true, "write the figures into "+readmeFile)
	peer := flags.String("peer", "", "measure nothing, but be the bare server that logins are compared with, at this `address`")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *peer != "" {
		return bench.Peer(*peer)
	}
	program, remove, err := buildProgram(ctx)
	if err != nil {
		return err
	}
	defer remove()
	self, err := os.Executable()
	if err != nil {
		return err
	}
	figures, err := bench.Run(ctx, bench.Options{Program: program, Peer: []string{self, "bench", "-peer"}, Users: *users, Log: log.New(os.Stderr, "", 0)})
	if err != nil {
		return err
	}
	table := bench.Render(figures)
	fmt.Printf("%s", table)
	if !*write {
		return nil
	}
	if err := block.Write(readmeFile, benchBlock, table); !errors.Is(err, block.ErrAbsent) {
		return err
	}
	fmt.Printf("\n%s has no block for the figures\n", readmeFile)
	return nil
}
