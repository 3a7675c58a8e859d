package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// buildProgram builds the program as a release is built, in a folder that remove deletes.
func buildProgram(ctx context.Context) (path string, remove func(), err error) {
	dir, err := os.MkdirTemp("", "cognito-emulator-")
	if err != nil {
		return "", nil, err
	}
	remove = func() { _ = os.RemoveAll(dir) } // what is left of a temporary folder harms nobody
	path = filepath.Join(dir, "cognito-emulator")
	build := exec.CommandContext(ctx, "go", "build", "-tags", "nethttpomithttp2", "-trimpath", "-ldflags=-s -w", "-o", path, "./cmd/cognito-emulator")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		remove()
		return "", nil, fmt.Errorf("%w\n%s", err, out)
	}
	return path, remove, nil
}
