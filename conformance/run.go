package conformance

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Target is something that claims to be Amazon Cognito user pools.
type Target struct {
	// Start gives the endpoint for one case. It registers its own cleanup with tb.
	Start func(tb testing.TB) Endpoint
	// Features the target offers.
	Features []Feature
	// Functions are where the target calls the functions of triggers, under their names; nil: nowhere.
	Functions *Functions
	// Shared means that all cases, perhaps other people too, meet at one endpoint: pools are deleted afterwards, and
	// cases that move the clock run one by one.
	Shared bool
}

// Endpoint is where one case finds the target.
type Endpoint struct {
	// URL of the API, without a slash at the end.
	URL string
	// HTTP carries the requests; nil means over the network.
	HTTP http.RoundTripper
	// Region of the pools, us-east-1 when empty.
	Region string
	// Credentials to sign with; nil makes up an account for every case.
	Credentials aws.CredentialsProvider
	// Snapshot and Restore, when both are given, are called before the last step of each case.
	Snapshot func() ([]byte, error)
	Restore  func([]byte) error
}

// Run plays every case of [All] against the target, each as a subtest named after its operation and its sentence.
func Run(t *testing.T, target Target) {
	t.Helper()
	RunCases(t, target, All())
}

// RunCases plays the given cases.
func RunCases(t *testing.T, target Target, cases []Case) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name(), func(t *testing.T) { run(t, target, c) })
	}
}

func run(t *testing.T, target Target, c Case) {
	if err := c.check(); err != nil {
		t.Fatal(err)
	}
	if f, lacks := c.missing(target.Features); lacks {
		skip(t, f)
	}
	announce(t, c)
	if !target.Shared || !c.alone() {
		t.Parallel()
	}
	at := target.Start(t)
	w := newWorld(t, target, at)
	w.disturbs = c.alone()
	var between func()
	if at.Snapshot != nil && at.Restore != nil {
		between = func() { again(t, at) }
	}
	c.play(w, between)
}

// again puts the target back to where it is.
func again(t *testing.T, at Endpoint) {
	t.Helper()
	image, err := at.Snapshot()
	if err != nil {
		t.Fatalf("snapshot: %v", err)
	}
	if err := at.Restore(image); err != nil {
		t.Fatalf("restore: %v", err)
	}
}

// announce leaves what the coverage table wants to know about the case in the output of the test.
func announce(t *testing.T, c Case) {
	attr(t, "case", struct {
		Operations []string `json:"operations"`
		Says       string   `json:"says"`
		Assumes    string   `json:"assumes,omitempty"`
	}{c.Operations, c.Says, c.Assumes})
}

// attr writes one attribute as JSON, which never holds a line break.
func attr(t testing.TB, key string, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatalf("attribute %s: %v", key, err)
	}
	t.Attr("conformance."+key, string(text))
}
