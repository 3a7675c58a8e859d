package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"cognito-emulator/cmd/dev/servicemodel"
)

// gen writes the tables of emulator/model. With -check it only tells whether
// they are what it would write.
func gen(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("gen", flag.ContinueOnError)
	source := flags.String("model", "", "a botocore wheel, or the service-2.json or service-2.json.gz in it; default: the newest botocore that pip finds")
	out := flags.String("out", "emulator/model", "the folder to write to")
	check := flags.Bool("check", false, "write nothing, fail if a file would change")
	if err := flags.Parse(args); err != nil {
		return err
	}
	text, err := servicemodel.Load(ctx, *source)
	if err != nil {
		return err
	}
	m, err := servicemodel.Parse(text)
	if err != nil {
		return err
	}
	if err := m.Correct(); err != nil {
		return err
	}
	files, err := servicemodel.Render(m.Operations)
	if err != nil {
		return err
	}
	for name, want := range files {
		path := filepath.Join(*out, name)
		switch got, err := os.ReadFile(path); {
		case err == nil && bytes.Equal(got, want):
			continue
		case *check:
			return fmt.Errorf("%s is not what the model says; run gen", path)
		}
		if err := os.WriteFile(path, want, 0o644); err != nil {
			return err
		}
		fmt.Println("wrote", path)
	}
	return nil
}
