// Command cognito-emulator runs the emulator as a server of its own. It owns what only a process
// has: settings from flags, variables and a file, the log, signals, exit codes. Everything else is
// package emulator's.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
)

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitMisuse = 2 // whoever started the program has to change something
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// misuse is an error that the caller can mend.
type misuse struct{ error }

func misused(format string, args ...any) error { return misuse{fmt.Errorf(format, args...)} }

// command is a sub-command.
type command struct {
	name, help string
	run        func(ctx context.Context, c *config, stdout, stderr io.Writer) error
}

func commands() []command {
	return []command{
		{"serve", "run the emulator until SIGTERM or SIGINT; the default", serve},
		{"healthcheck", "exit 0 when an emulator answers at the listen address, otherwise 1", healthcheck},
		{"version", "print the version", version},
	}
}

// run is the program: everything that it depends on is handed to it.
func run(ctx context.Context, args, environ []string, stdout, stderr io.Writer) int {
	err := execute(ctx, args, environ, stdout, stderr)
	if err == nil {
		return exitOK
	}
	code, hint := exitFailed, ""
	if errors.As(err, new(misuse)) {
		code, hint = exitMisuse, "\"cognito-emulator --help\" lists the commands and settings.\n"
	}
	// Where this cannot be written, nothing can be told.
	_, _ = fmt.Fprintf(stderr, "cognito-emulator: %v\n%s", err, hint)
	return code
}

func execute(ctx context.Context, args, environ []string, stdout, stderr io.Writer) error {
	if len(args) > 0 && args[0] == "help" {
		return writeHelp(stdout)
	}
	cmd := commands()[0]
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		var err error
		if cmd, err = commandNamed(args[0]); err != nil {
			return err
		}
		args = args[1:]
	}
	given, help, err := readFlags(args)
	switch {
	case err != nil:
		return err
	case help:
		return writeHelp(stdout)
	}
	c, err := resolve(given, environ)
	if err != nil {
		return err
	}
	return cmd.run(ctx, c, stdout, stderr)
}

func commandNamed(name string) (command, error) {
	var names []string
	for _, c := range commands() {
		if c.name == name {
			return c, nil
		}
		names = append(names, c.name)
	}
	return command{}, misused("unknown command %q%s", name, didYouMean(name, names))
}

// version prints what the build knows about itself.
func version(_ context.Context, _ *config, stdout, _ io.Writer) error {
	built, revision := "unknown version", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		built = info.Main.Version
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = " " + s.Value
			}
		}
	}
	_, err := fmt.Fprintf(stdout, "cognito-emulator %s%s %s %s/%s\n", built, revision, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
