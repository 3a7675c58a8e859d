package coverage_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"cognito-emulator/cmd/dev/coverage"
	"cognito-emulator/emulator"
	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/wire"
)

func TestKnown(t *testing.T) {
	text := &wire.Shape{Kind: wire.String}
	leaf := &wire.Shape{Kind: wire.Structure, Members: []wire.Member{{Name: "N", Shape: text}}}
	shape := &wire.Shape{Kind: wire.Structure, Members: []wire.Member{
		{Name: "Z", Shape: text},
		{Name: "List", Shape: &wire.Shape{Kind: wire.List, Element: leaf}},
		{Name: "Map", Shape: &wire.Shape{Kind: wire.Map, Key: text, Element: leaf}},
		{Name: "Words", Shape: &wire.Shape{Kind: wire.Map, Key: text, Element: text}},
	}}
	want := []string{"List", "List[].N", "Map", "Map.*.N", "Words", "Z"}
	if diff := cmp.Diff(want, coverage.Known(shape)); diff != "" {
		t.Error(diff)
	}
}

func TestSources(t *testing.T) {
	repository := fstest.MapFS{
		"handlers/group/group.go": {Data: []byte(`package group
			func Operations(env *op.Env) []op.Operation {
				s := service{env}
				return []op.Operation{op.Pool(s.CreateGroup), op.Bearer(s.Mine), op.Missing[cip.GetGroupInput, cip.GetGroupOutput]()}
			}`)},
		"handlers/group/create_group.go": {Data: []byte("package group\nfunc (s service) CreateGroup() {}\nfunc (s service) Unregistered() {}")},
		"handlers/group/mine.go":         {Data: []byte("package group\nfunc (s service) Mine() {}")},
		"handlers/group/mine_test.go":    {Data: []byte("package group\nthis does not even parse")},
	}
	got, err := coverage.Sources(repository)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]coverage.Source{
		"CreateGroup": {Subject: "group", Caller: "signed, pool", File: "handlers/group/create_group.go"},
		"Mine":        {Subject: "group", Caller: "access token", File: "handlers/group/mine.go"},
		"GetGroup":    {Subject: "group"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	delete(repository, "handlers/group/mine.go")
	if _, err := coverage.Sources(repository); err == nil {
		t.Error("a registered method that nobody has written goes unnoticed")
	}
}

// What the source says is built must be what the running emulator says is built.
func TestSourcesAgreeWithTheRegistry(t *testing.T) {
	sources, err := coverage.Sources(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	answer := httptest.NewRecorder()
	emulator.Start(t).ServeHTTP(answer, httptest.NewRequest("GET", "/_inspect/operations", nil))
	var registry struct {
		Operations []struct{ Name, State string }
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &registry); err != nil {
		t.Fatal(err)
	}
	if len(registry.Operations) != len(model.Operations()) {
		t.Fatalf("the registry has %d operations", len(registry.Operations))
	}
	for _, o := range registry.Operations {
		if built := sources[o.Name].File != ""; built != (o.State == "emulated") {
			t.Errorf("%s is %s, but by its source built is %t", o.Name, o.State, built)
		}
	}
}

func TestJoinAndRender(t *testing.T) {
	evidence := []coverage.Evidence{
		{Operation: "SignUp", Cases: 3, Errors: []string{"UsernameExistsException", "SerializationException"}, Sent: []string{"ClientId"}, Seen: []string{"UserSub"}},
		{Operation: "oauth2/token", Cases: 7},
		{Operation: "/oauth2/token", Calls: 9, Sent: []string{"code", "grant_type"}, Seen: []string{"GET 405", "POST 200"}, Errors: []string{"invalid_grant"}},
		{Operation: "/login/next", Calls: 1, Seen: []string{"GET 200"}},
		{Operation: "inspect/clock", Cases: 2},
	}
	table, err := coverage.Join(fstest.MapFS{
		"handlers/signup/signup.go": {Data: []byte("package signup\nvar _ = op.Client(s.SignUp)\nfunc (s service) SignUp() {}")},
	}, evidence)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(table.Rows, func(r coverage.Row) bool { return r.Operation == "SignUp" })
	row := table.Rows[i]
	if !row.Built || row.Cases != 3 || row.Errors.Shown() != 1 || row.Sent.Shown() != 1 || row.Seen.Shown() != 1 {
		t.Errorf("%+v", row)
	}
	// Some errors have a reason, others wait for a case.
	if !slices.Contains(row.Errors.Missing, "ForbiddenException") || slices.Contains(row.Errors.Open, "ForbiddenException") ||
		!slices.Contains(row.Errors.Open, "InvalidPasswordException") || row.Errors.Beyond() == 0 {
		t.Errorf("not caused: %v, of which nobody says why: %v", row.Errors.Missing, row.Errors.Open)
	}
	if slices.Contains(row.Sent.Missing, "ClientId") || !slices.Contains(row.Sent.Missing, "Password") {
		t.Errorf("not used: %v", row.Sent.Missing)
	}
	if sum := table.Totals(); sum.Operations != len(model.Operations()) || sum.Built != 1 || sum.Tested != 1 || sum.Errors[0] != 1 || sum.Endpoints != [2]int{1, 20} {
		t.Errorf("%+v", sum)
	}
	// Nothing but what SignUp has shown can make a reason worthless.
	if stale := table.Stale(); len(stale) != 0 {
		t.Errorf("reasons that are none: %v", stale)
	}
	document := string(table.Document())
	for _, want := range []string{
		"API_SignUp.html) | app client | 3 |", "[signup.go](../handlers/signup/signup.go)", "## signup", "## not built yet", "## Assumptions",
		"| `/oauth2/token` | 7 | 9 | GET 405, POST 200 | invalid_grant | code, grant_type |", "| `/saml2/logout` | 0 | 0 |", "| `inspect/clock` | 2 |",
		"| | | | | | | |\n| `/login/next` | 0 | 1 | GET 200 |", "| endpoints and pages asked by a passing case | 1 | 20 |",
		"## Errors that no case causes", "| `Forbidden` | 35 that declare it |", "## Members that no case sees",
	} {
		if !strings.Contains(document, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	again, err := coverage.Join(fstest.MapFS{
		"handlers/signup/signup.go": {Data: []byte("package signup\nvar _ = op.Client(s.SignUp)\nfunc (s service) SignUp() {}")},
	}, evidence)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(document, string(again.Document())); diff != "" {
		t.Errorf("two renderings differ: %s", diff)
	}
}
