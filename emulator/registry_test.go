package emulator

import (
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/model"
)

// Every operation of the API is registered exactly once.
func TestRegistry(t *testing.T) {
	t.Parallel()
	var want, got []string
	for _, o := range model.Operations() {
		want = append(want, o.Name)
	}
	for _, o := range operations(Start(t).env) {
		got = append(got, o.Name)
	}
	slices.Sort(want)
	slices.Sort(got)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the model's operations and the registered ones differ:\n%s", d)
	}
}

// The types that an operation is registered with fit its shapes: otherwise the first call fails.
func TestTypesFitTheModel(t *testing.T) {
	t.Parallel()
	e := Start(t)
	for _, o := range model.Operations() {
		got, body := send(t, e, "POST", "http://x/", "{}", "Content-Type", "application/x-amz-json-1.1",
			"X-Amz-Target", target+o.Name, "Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cognito-idp/aws4_request")
		if got.StatusCode >= http.StatusInternalServerError {
			t.Errorf("%s: %s %s", o.Name, got.Status, body)
		}
	}
}
