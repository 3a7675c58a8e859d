// Package block replaces the generated parts of a document that people write: what stands between the markers
// <!-- name --> and <!-- /name -->, each alone on a line.
package block

import (
	"bytes"
	"errors"
	"os"
)

// ErrAbsent says that a document has no such block.
var ErrAbsent = errors.New("there are no such markers")

// Find returns what stands between the markers.
func Find(document []byte, name string) ([]byte, error) {
	_, body, _, err := split(document, name)
	return body, err
}

// Replace puts another text between the markers.
func Replace(document []byte, name string, body []byte) ([]byte, error) {
	before, _, after, err := split(document, name)
	if err != nil {
		return nil, err
	}
	return bytes.Join([][]byte{before, body, after}, nil), nil
}

// Write replaces a block of a file. A file or a block that is not there is ErrAbsent.
func Write(path, name string, body []byte) error {
	document, err := os.ReadFile(path)
	switch {
	case os.IsNotExist(err):
		return ErrAbsent
	case err != nil:
		return err
	}
	if document, err = Replace(document, name, body); err != nil {
		return err
	}
	return os.WriteFile(path, document, 0o644)
}

func split(document []byte, name string) (before, body, after []byte, err error) {
	first, last := []byte("<!-- "+name+" -->\n"), []byte("<!-- /"+name+" -->")
	i := bytes.Index(document, first)
	if i < 0 {
		return nil, nil, nil, ErrAbsent
	}
	i += len(first)
	n := bytes.Index(document[i:], last)
	if n < 0 {
		return nil, nil, nil, ErrAbsent
	}
	return document[:i], document[i : i+n], document[i+n:], nil
}
