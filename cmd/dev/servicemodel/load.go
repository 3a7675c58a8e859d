package servicemodel

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Load returns the text of a service model: of a service-2.json, plain or
// compressed, or of the one in a botocore wheel. Without a path it has pip fetch
// the newest botocore.
func Load(ctx context.Context, path string) (text []byte, err error) {
	if path == "" {
		dir, err := os.MkdirTemp("", "botocore")
		if err != nil {
			return nil, err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		if path, err = download(ctx, dir); err != nil {
			return nil, err
		}
	}
	if strings.HasSuffix(path, ".whl") {
		text, err = fromWheel(path)
	} else {
		text, err = os.ReadFile(path)
	}
	if err == nil && bytes.HasPrefix(text, []byte("\x1f\x8b")) {
		text, err = unzip(text)
	}
	if err != nil {
		return nil, fmt.Errorf("the service model %s: %w", path, err)
	}
	return text, nil
}

func download(ctx context.Context, dir string) (string, error) {
	pip := exec.CommandContext(ctx, "pip", "download", "--quiet", "--no-deps", "--dest", dir, "botocore")
	pip.Stdout, pip.Stderr = os.Stdout, os.Stderr
	if err := pip.Run(); err != nil {
		return "", fmt.Errorf("pip could not download botocore: %w", err)
	}
	return newest(os.DirFS(dir), dir, "botocore-*.whl")
}

func fromWheel(path string) ([]byte, error) {
	wheel, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = wheel.Close() }()
	name, err := newest(wheel, "", "botocore/data/cognito-idp/*/service-2.json.gz")
	if err != nil {
		return nil, err
	}
	return fs.ReadFile(wheel, name)
}

// newest is the last file that matches a pattern: the API versions of a model
// are dates.
func newest(files fs.FS, dir, pattern string) (string, error) {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return "", err
	}
	if len(names) == 0 {
		return "", errors.New("no file is called " + pattern)
	}
	return filepath.Join(dir, names[len(names)-1]), nil
}

func unzip(text []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
