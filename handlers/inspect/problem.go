package inspect

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// problem is an error that the caller is told about. Doc: RFC 9457. The type is always about:blank:
// the status says what kind of problem it is, the detail what to do about it.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

func (p *problem) Error() string { return p.Detail }

func newProblem(status int, format string, args ...any) error {
	return &problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: fmt.Sprintf(format, args...)}
}

// bad is a request that makes no sense.
func bad(format string, args ...any) error {
	return newProblem(http.StatusBadRequest, format, args...)
}

// notFound is a request for something that is not there.
func notFound(format string, args ...any) error {
	return newProblem(http.StatusNotFound, format, args...)
}

func wrongMethod(method, path, allowed string) error {
	return newProblem(http.StatusMethodNotAllowed, "%s does not take %s, only %s", path, method, allowed)
}

// writeProblem answers with a problem document. An error that is none is a mistake of ours.
func writeProblem(w http.ResponseWriter, err error) {
	var p *problem
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &p):
	case errors.As(err, &tooLarge):
		errors.As(newProblem(http.StatusRequestEntityTooLarge, "the body has more than %d bytes", tooLarge.Limit), &p)
	default:
		errors.As(newProblem(http.StatusInternalServerError, "%v", err), &p)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // a caller that has gone away is not our concern
}

// sorted lists the keys of a map for people.
func sorted[V any](m map[string]V) string {
	return strings.Join(slices.Sorted(maps.Keys(m)), ", ")
}
