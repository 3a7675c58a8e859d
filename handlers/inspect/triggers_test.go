package inspect_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/handlers/inspect"
	"cognito-emulator/state"
)

func TestOneInvocation(t *testing.T) {
	d := newDesk(t)
	if got := d.ok("GET", "/_inspect/triggers", ""); got != `{"invocations":[]}` {
		t.Errorf("without an invocation: %s", got)
	}
	d.Env.Store.AddInvocation(&state.Invocation{
		Pool: "us-east-1_pool", Client: "client", Username: "alice", Trigger: "PreSignUp", Source: "PreSignUp_SignUp", Function: "arn:f",
		Event: `{"a":"<b>"}`, Answer: `{"c":1}`, Attempts: 1, Duration: 1500 * time.Microsecond, At: d.Now(),
	})
	want := `{"invocations":[{"id":"1","userPoolId":"us-east-1_pool","clientId":"client","username":"alice","trigger":"PreSignUp",` +
		`"source":"PreSignUp_SignUp","functionArn":"arn:f","event":{"a":"<b>"},"answer":{"c":1},"error":"","attempts":1,"durationMs":1.5,` +
		`"invokedAt":"2026-03-03T04:05:06.789Z"}]}`
	if got := d.ok("GET", "/_inspect/triggers", ""); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// invocations fills the store with calls of functions about users of two pools.
func invocations(d *desk) {
	d.write(func(tx *state.Tx) error {
		p := &state.Pool{ID: "p_1", Config: types.UserPoolType{UsernameAttributes: []types.UsernameAttributeType{"email"}}}
		if err := tx.AddPool(p); err != nil {
			return err
		}
		return tx.AddUser(&state.User{Pool: "p_1", Sub: "sub-1", Username: "sub-1", Attributes: map[string]string{"email": "alice@example.com"}})
	})
	for _, i := range []*state.Invocation{
		{Pool: "p_1", Username: "sub-1", Trigger: "PreSignUp", Source: "PreSignUp_SignUp", Function: "arn:f", Event: "{}"},
		{Pool: "p_1", Username: "sub-1", Trigger: "CustomMessage", Source: "CustomMessage_SignUp", Function: "arn:g", Event: "{}", Answer: "<html>"},
		{Pool: "p_2", Username: "alice", Trigger: "PreSignUp", Source: "PreSignUp_AdminCreateUser", Function: "arn:f", Event: "{}"},
	} {
		d.Env.Store.AddInvocation(i)
	}
}

// calls are the ids of the invocations in an answer.
func calls(t *testing.T, text string) string {
	t.Helper()
	var list struct{ Invocations []inspect.Invocation }
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatal(err)
	}
	all := []string{}
	for _, i := range list.Invocations {
		all = append(all, fmt.Sprint(i.ID))
	}
	return strings.Join(all, " ")
}

func TestInvocationFilters(t *testing.T) {
	d := newDesk(t)
	invocations(d)
	for query, want := range map[string]string{
		"":                                  "1 2 3",
		"userPoolId=p_1":                    "1 2",
		"username=alice@example.com":        "1 2",
		"username=sub-1&trigger=PreSignUp":  "1",
		"username=alice":                    "3",
		"trigger=PreSignUp":                 "1 3",
		"source=PreSignUp_AdminCreateUser":  "3",
		"functionArn=arn:g":                 "2",
		"after=2":                           "3",
		"after=3":                           "",
		"trigger=PostConfirmation&wait=0s":  "",
		"userPoolId=p_2&source=A_B&after=1": "",
	} {
		if got := calls(t, d.ok("GET", "/_inspect/triggers?"+query, "")); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	if text := d.ok("GET", "/_inspect/triggers?functionArn=arn:g", ""); !strings.Contains(text, `"answer":"<html>"`) {
		t.Errorf("%s", text)
	}
	if got := d.ok("DELETE", "/_inspect/triggers?userPoolId=p_1", ""); got != `{"deleted":2}` {
		t.Errorf("%s", got)
	}
	if got := calls(t, d.ok("GET", "/_inspect/triggers", "")); got != "3" {
		t.Errorf("%s is left", got)
	}
}

func TestInvocationMistakes(t *testing.T) {
	d := newDesk(t)
	for query, want := range map[string]string{
		"source=PreSignUp":         "PreSignUp_SignUp",
		"trigger=PreSignUp_SignUp": "source is for what follows",
		"after=x":                  "whole number",
		"wait=x":                   "duration",
		"pool=x":                   "userPoolId",
	} {
		if status, text := d.call("GET", "/_inspect/triggers?"+query, ""); status != 400 || !strings.Contains(text, want) {
			t.Errorf("%s: %d %s", query, status, text)
		}
	}
}

func TestWaitForInvocation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		answered := make(chan string)
		go func() { answered <- d.ok("GET", "/_inspect/triggers?wait=5s", "") }()
		synctest.Wait()
		d.Env.Store.AddInvocation(&state.Invocation{Event: "{}"})
		if got := calls(t, <-answered); got != "1" {
			t.Errorf("%q", got)
		}
		begun := time.Now()
		if got := calls(t, d.ok("GET", "/_inspect/triggers?after=1&wait=5s", "")); got != "" || time.Since(begun) != 5*time.Second {
			t.Errorf("%q after %s", got, time.Since(begun))
		}
	})
}
