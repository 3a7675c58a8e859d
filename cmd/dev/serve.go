package main

import "context"

// serve builds the program from the source as it is and runs it. Arguments are those of the program.
func serve(ctx context.Context, args []string) error {
	program, remove, err := buildProgram(ctx)
	if err != nil {
		return err
	}
	defer remove()
	err = execute(program, append([]string{"serve"}, args...)...)(ctx)
	if ctx.Err() != nil {
		return nil // this is how it is meant to end
	}
	return err
}
