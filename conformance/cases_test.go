package conformance

import (
	"reflect"
	"strings"
	"testing"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// newest are the operations that the pinned client does not have yet.
func newest() []string {
	return []string{
		"AdminListUserSessions", "AdminRevokeUserSession", "GetDerivedToken", "GetUserPoolClientSessionConfiguration",
		"GetUserPoolSessionConfiguration", "ListUserSessions", "RevokeUserSession", "SetUserPoolClientSessionConfiguration",
		"SetUserPoolSessionConfiguration",
	}
}

// A case must be about operations that exist, say one thing, and say what no other case of its operation says.
func TestCasesAreWellFormed(t *testing.T) {
	known := map[string]bool{}
	for m := range reflect.TypeFor[*cip.Client]().Methods() {
		known[m.Name] = true
	}
	for _, name := range newest() {
		known[name] = true
	}
	open := map[string]bool{}
	for _, a := range Assumptions() {
		open[a.Number] = true
	}
	names := map[string]bool{}
	for _, c := range All() {
		if err := c.check(); err != nil {
			t.Error(err)
			continue
		}
		if names[c.name()] {
			t.Errorf("two cases are named %q", c.name())
		}
		names[c.name()] = true
		if strings.Contains(c.Says, "/") {
			t.Errorf("%q has a slash, which splits the name of a test", c.name())
		}
		for _, o := range c.Operations {
			// What is not an operation of the API is named by its path.
			if !known[o] && !strings.HasPrefix(o, "oauth2/") && !strings.HasPrefix(o, "saml2/") && !strings.HasPrefix(o, "hosted/") && !strings.HasPrefix(o, "well-known/") && !strings.HasPrefix(o, "inspect/") {
				t.Errorf("%q is about %s, which is no operation", c.name(), o)
			}
		}
		if c.Assumes != "" && !open[c.Assumes] {
			t.Errorf("%q assumes %s, which is not listed", c.name(), c.Assumes)
		}
	}
	t.Logf("%d cases", len(names))
}
