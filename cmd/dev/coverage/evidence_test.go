package coverage_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cognito-emulator/cmd/dev/coverage"
)

// Only cases that pass are evidence, names are those of the model, and every name counts once.
func TestCollect(t *testing.T) {
	events := `
{"Action":"start","Package":"p"}
{"Action":"attr","Test":"T/a","Key":"conformance.case","Value":"{\"operations\":[\"SignUp\",\"oauth2/token\"],\"says\":\"a\"}"}
{"Action":"attr","Test":"T/b","Key":"conformance.case","Value":"{\"operations\":[\"SignUp\"],\"says\":\"b\"}"}
{"Action":"attr","Test":"T/a","Key":"conformance.call","Value":"{\"operation\":\"SignUp\",\"sent\":[\"ClientId\",\"UserAttributes\",\"UserAttributes[].Name\",\"ClientMetadata\",\"ClientMetadata.k\",\"Wrong\"],\"seen\":[]}"}
{"Action":"attr","Test":"T/a","Key":"conformance.call","Value":"{\"operation\":\"SignUp\",\"sent\":[\"ClientId\"],\"error\":\"UsernameExistsException\"}"}
{"Action":"attr","Test":"T/a","Key":"conformance.call","Value":"{\"operation\":\"NoSuchOperation\",\"sent\":[\"ClientId\"],\"error\":\"UnknownOperationException\"}"}
{"Action":"attr","Test":"T/b","Key":"conformance.call","Value":"{\"operation\":\"SignUp\",\"sent\":[\"Password\"],\"seen\":[\"UserSub\"]}"}
{"Action":"attr","Test":"T/a","Key":"conformance.visit","Value":"{\"method\":\"POST\",\"path\":\"/oauth2/token\",\"status\":400,\"sent\":[\"code\"],\"error\":\"invalid_grant\"}"}
{"Action":"attr","Test":"T/a","Key":"conformance.visit","Value":"{\"method\":\"POST\",\"path\":\"/oauth2/token\",\"status\":200,\"sent\":[\"client_id\",\"code\"]}"}
{"Action":"attr","Test":"T/a","Key":"conformance.visit","Value":"{\"method\":\"GET\",\"path\":\"/nowhere\",\"status\":404,\"sent\":[]}"}
{"Action":"attr","Test":"T/b","Key":"conformance.visit","Value":"{\"method\":\"GET\",\"path\":\"/login\",\"status\":200,\"sent\":[]}"}
{"Action":"attr","Test":"T/b","Key":"another.key","Value":"whatever"}
{"Action":"pass","Test":"T/a"}
{"Action":"fail","Test":"T/b"}
{"Action":"fail","Package":"p"}
`
	got, failed, err := coverage.Collect(strings.NewReader(events))
	if err != nil {
		t.Fatal(err)
	}
	want := []coverage.Evidence{
		{Operation: "/oauth2/token", Calls: 1, Errors: []string{"invalid_grant"}, Sent: []string{"client_id", "code"}, Seen: []string{"POST 200", "POST 400"}},
		{
			Operation: "SignUp", Cases: 1, Errors: []string{"UsernameExistsException"},
			Sent: []string{"ClientId", "ClientMetadata", "UserAttributes", "UserAttributes[].Name"},
		},
		{Operation: "oauth2/token", Cases: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"T/b"}, failed); diff != "" {
		t.Error(diff)
	}
}

func TestCollectNonsense(t *testing.T) {
	for _, events := range []string{
		"FAIL cognito-emulator/conformance [build failed]",
		`{"Action":"attr","Test":"T","Key":"conformance.call","Value":"{"}`,
	} {
		if _, _, err := coverage.Collect(strings.NewReader(events)); err == nil {
			t.Errorf("no error for %s", events)
		}
	}
}

func TestStoreAndLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "evidence")
	if got, err := coverage.Load(path); err != nil || got != nil {
		t.Errorf("a file that is not there holds %v, %v", got, err)
	}
	want := []coverage.Evidence{{Operation: "A", Cases: 2, Sent: []string{"X", "Y[].Z"}}, {Operation: "B", Errors: []string{"E"}}}
	if err := coverage.Store(path, want); err != nil {
		t.Fatal(err)
	}
	got, err := coverage.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFallen(t *testing.T) {
	before := []coverage.Evidence{{Operation: "A", Cases: 2, Sent: []string{"X"}}, {Operation: "B", Cases: 1}, {Operation: "C"}}
	after := []coverage.Evidence{{Operation: "A", Cases: 3}, {Operation: "C", Cases: 9}}
	want := []string{"A: request members used 0, before 1", "B: cases 0, before 1"}
	if diff := cmp.Diff(want, coverage.Fallen(before, after)); diff != "" {
		t.Error(diff)
	}
	if fallen := coverage.Fallen(before, before); fallen != nil {
		t.Errorf("nothing has changed, but %v", fallen)
	}
}
