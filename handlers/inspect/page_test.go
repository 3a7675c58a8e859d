package inspect_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// page returns the page at a path.
func (d *desk) page(path string) string {
	d.t.Helper()
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	if w.Code != 200 || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		d.t.Fatalf("%s: %d %v", path, w.Code, w.Header())
	}
	return w.Body.String()
}

func TestPage(t *testing.T) {
	d := newDesk(t)
	if text := d.page("/_inspect/"); !strings.Contains(text, "There are none yet.") || !strings.Contains(text, "Nothing was sent yet.") {
		t.Errorf("with nothing to show: %s", text)
	}
	d.write(func(tx *state.Tx) error {
		for _, p := range []*state.Pool{
			{ID: "eu-west-1_Pool", Region: "eu-west-1", Account: "123456789012", Config: types.UserPoolType{Name: aws.String("a <b> pool")}},
			{ID: "us-east-1_Other", Config: types.UserPoolType{Name: aws.String("other")}},
		} {
			if err := tx.AddPool(p); err != nil {
				return err
			}
		}
		if err := tx.AddClient(&state.Client{ID: "the-client", Pool: "eu-west-1_Pool", Config: types.UserPoolClientType{
			ClientName: aws.String("app"), ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH"}}}); err != nil {
			return err
		}
		for _, name := range []string{"alice", "bob"} {
			if err := tx.AddUser(&state.User{Pool: "eu-west-1_Pool", Sub: state.Sub(name), Username: name, Status: "CONFIRMED",
				Enabled: name == "alice", MFA: state.UserMFA{SMS: true, Token: &state.Authenticator{}},
				Attributes: map[string]string{"email": name + "@example.com"}}); err != nil {
				return err
			}
		}
		tx.AddMessage(&state.Message{Pool: "eu-west-1_Pool", Username: "alice", Code: "012345", Body: "<i>Your code</i>", Destination: "alice@example.com"})
		tx.AddMessage(&state.Message{Pool: "us-east-1_Other", Username: "carol", Code: "543210"})
		return nil
	})
	for _, c := range []struct {
		path         string
		shows, hides []string
	}{
		{"/_inspect", []string{
			`<a href="/_inspect/?userPoolId=eu-west-1_Pool">a &lt;b&gt; pool</a></td><td><code>eu-west-1_Pool</code></td>` +
				`<td>eu-west-1</td><td>123456789012</td><td>1</td><td>2</td>`,
			"us-east-1_Other", "012345", "543210", "1 of 2 operations", "2026-03-03 04:05:06", "frozen",
		}, []string{"the-client", "<i>"}},
		{"/_inspect/?userPoolId=eu-west-1_Pool", []string{
			"a &lt;b&gt; pool", "the-client", "ALLOW_USER_SRP_AUTH", "<code>alice</code></td><td>CONFIRMED</td>",
			"<code>bob</code></td><td>CONFIRMED, disabled</td>", "alice@example.com (not verified)", "SMS, app",
			"012345", "&lt;i&gt;Your code&lt;/i&gt;",
		}, []string{"us-east-1_Other", "543210", "<i>"}},
	} {
		text := d.page(c.path)
		for _, want := range c.shows {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not show %s", c.path, want)
			}
		}
		for _, secret := range c.hides {
			if strings.Contains(text, secret) {
				t.Errorf("%s shows %s", c.path, secret)
			}
		}
	}
}
