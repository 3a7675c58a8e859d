package inspect_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func TestRisk(t *testing.T) {
	d := newDesk(t)
	pool := d.Pool(t, &cip.CreateUserPoolInput{PoolName: aws.String("p")})
	path := "/_inspect/risk?userPoolId=" + string(pool.ID)
	const nothing = `{"compromisedCredentials":[],"risks":[],"places":[]}`
	same := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	same(d.ok("GET", path, ""), nothing)
	const everything = `{"compromisedCredentials":[{"username":"","password":"hunter2"},{"username":"ann","password":"mine"}],` +
		`"risks":[{"username":"ann","ipAddress":"203.0.113.0/24","level":"High"},{"username":"","ipAddress":"","level":"Low"}],` +
		`"places":[{"ipAddress":"203.0.113.9","city":"Seattle","country":"United States"}]}`
	same(d.ok("PUT", path, everything), everything)
	same(d.ok("GET", path, ""), everything)
	optest.Equal(t, d.Env.Store.View().Threats(pool.ID), &state.Threats{
		Pool:        pool.ID,
		Compromised: []state.CompromisedPassword{{Password: "hunter2"}, {Username: "ann", Password: "mine"}},
		Risks:       []state.Risk{{Username: "ann", Addresses: "203.0.113.0/24", Level: "High"}, {Level: "Low"}},
		Places:      []state.Place{{Addresses: "203.0.113.9", City: "Seattle", Country: "United States"}},
	})
	// What is left out is taken back.
	same(d.ok("PUT", path, `{"risks":[{"level":"Medium"}]}`), `{"compromisedCredentials":[],"risks":[{"username":"","ipAddress":"","level":"Medium"}],"places":[]}`)
	same(d.ok("DELETE", path, ""), nothing)
	same(d.ok("GET", path, ""), nothing)

	for _, c := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/_inspect/risk", "", 400, `the parameter \"userPoolId\" is missing`},
		{"PUT", "/_inspect/risk", "{}", 400, `the parameter \"userPoolId\" is missing`},
		{"DELETE", "/_inspect/risk", "", 400, `the parameter \"userPoolId\" is missing`},
		{"GET", "/_inspect/risk?userPoolId=x", "", 404, "there is no user pool x"},
		{"PUT", "/_inspect/risk?userPoolId=x", "{}", 404, "there is no user pool x"},
		{"DELETE", "/_inspect/risk?userPoolId=x", "", 404, "there is no user pool x"},
		{"PUT", path, "", 400, "the body is empty"},
		{"PUT", path, `{"risk":[]}`, 400, "unknown field"},
		{"PUT", path, `{"compromisedCredentials":[{"username":"ann"}]}`, 400, "compromisedCredentials[0] has no password"},
		{"PUT", path, `{"risks":[{"level":"Low"},{"level":"high"}]}`, 400, `risks[1] has the level \"high\"; levels are Low, Medium and High`},
		{"PUT", path, `{"risks":[{"level":"Low","ipAddress":"here"}]}`, 400, `risks[0]: \"here\" is neither an IP address nor a range of them`},
		{"PUT", path, `{"places":[{"city":"Seattle"}]}`, 400, `places[0]: \"\" is neither an IP address nor a range of them`},
		{"POST", path, "{}", 405, "/_inspect/risk does not take POST, only DELETE, GET, PUT"},
	} {
		status, text := d.call(c.method, c.path, c.body)
		if status != c.status || !strings.Contains(text, c.want) {
			t.Errorf("%s %s %s: %d %s\nwant %d %s", c.method, c.path, c.body, status, text, c.status, c.want)
		}
	}
}
