package inspect_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/handlers/inspect"
	"cognito-emulator/state"
)

// ids are the ids of the messages in an answer.
func ids(t *testing.T, text string) string {
	t.Helper()
	var list struct{ Messages []inspect.Message }
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatal(err)
	}
	all := []string{}
	for _, m := range list.Messages {
		all = append(all, fmt.Sprint(m.ID))
	}
	return strings.Join(all, " ")
}

func TestOneMessage(t *testing.T) {
	d := newDesk(t)
	if got := d.ok("GET", "/_inspect/messages", ""); got != `{"messages":[]}` {
		t.Errorf("without a message: %s", got)
	}
	d.write(func(tx *state.Tx) error {
		tx.AddMessage(&state.Message{
			Pool: "us-east-1_pool", Client: "client", Username: "alice", Sub: "sub", Channel: state.Email,
			Destination: "alice@example.com", Purpose: "CustomMessage_SignUp", Code: "012345", Link: "http://localhost/x?a=b&c=d",
			Subject: "Your code", Body: "<b>012345</b>", Sent: d.Now(),
		})
		return nil
	})
	want := `{"messages":[{"id":"1","userPoolId":"us-east-1_pool","clientId":"client","username":"alice","channel":"email",` +
		`"destination":"alice@example.com","purpose":"CustomMessage_SignUp","code":"012345","link":"http://localhost/x?a=b&c=d",` +
		`"subject":"Your code","body":"<b>012345</b>","sentAt":"2026-03-03T04:05:06.789Z"}]}`
	if got := d.ok("GET", "/_inspect/messages", ""); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// mailbox fills the store with six messages to users of two pools.
func mailbox(d *desk) {
	d.write(func(tx *state.Tx) error {
		for _, p := range []*state.Pool{
			{ID: "p_1", Config: types.UserPoolType{UsernameConfiguration: &types.UsernameConfigurationType{CaseSensitive: aws.Bool(false)},
				UsernameAttributes: []types.UsernameAttributeType{"email"}}},
			{ID: "p_2"},
		} {
			if err := tx.AddPool(p); err != nil {
				return err
			}
		}
		if err := tx.AddUser(&state.User{Pool: "p_1", Sub: "sub-1", Username: "sub-1",
			Attributes: map[string]string{"email": "alice@example.com"}}); err != nil {
			return err
		}
		for _, m := range []*state.Message{
			{Pool: "p_1", Username: "sub-1", Sub: "sub-1", Channel: state.Email, Destination: "alice@example.com", Purpose: "CustomMessage_SignUp"},
			{Pool: "p_1", Username: "sub-1", Sub: "sub-1", Channel: state.SMS, Destination: "+15550100", Purpose: "CustomMessage_Authentication"},
			{Pool: "p_1", Username: "gone", Sub: "sub-2", Channel: state.SMS, Destination: "+15550101", Purpose: "CustomMessage_Authentication"},
			{Pool: "p_2", Username: "Gone", Sub: "sub-3", Channel: state.SMS, Destination: "+15550100", Purpose: "CustomMessage_ForgotPassword"},
			{Pool: "p_3", Username: "gone", Sub: "sub-4", Channel: state.Email, Destination: "gone@example.com", Purpose: "CustomMessage_ResendCode"},
		} {
			tx.AddMessage(m)
		}
		return nil
	})
}

func TestFilters(t *testing.T) {
	d := newDesk(t)
	mailbox(d)
	for query, want := range map[string]string{
		"":                                      "1 2 3 4 5",
		"userPoolId=p_1":                        "1 2 3",
		"userPoolId=p_2":                        "4",
		"userPoolId=p":                          "",
		"username=sub-1":                        "1 2",
		"username=ALICE@example.com":            "1 2", // the user has no such name, but is called so
		"username=alice":                        "",
		"username=gone":                         "3 5", // deleted; names of p_2 are case sensitive, p_3 is gone too
		"username=GONE":                         "3",
		"username=sub-3":                        "4",
		"destination=%2B15550100":               "2 4",
		"channel=sms":                           "2 3 4",
		"channel=email":                         "1 5",
		"purpose=CustomMessage_Authentication":  "2 3",
		"purpose=CustomMessage_AdminCreateUser": "",
		"after=3":                               "4 5",
		"after=5":                               "",
		"channel=sms&userPoolId=p_1&after=2":    "3",
		"userPoolId=&username=&channel=&after=": "1 2 3 4 5",
	} {
		if got := ids(t, d.ok("GET", "/_inspect/messages?"+query, "")); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestDelete(t *testing.T) {
	d := newDesk(t)
	mailbox(d)
	for _, c := range []struct{ query, answer, left string }{
		{"channel=sms&userPoolId=p_1", `{"deleted":2}`, "1 4 5"},
		{"username=nobody", `{"deleted":0}`, "1 4 5"},
		{"username=alice@example.com", `{"deleted":1}`, "4 5"},
		{"", `{"deleted":2}`, ""},
	} {
		if got := d.ok("DELETE", "/_inspect/messages?"+c.query, ""); got != c.answer {
			t.Errorf("DELETE %s: %s, want %s", c.query, got, c.answer)
		}
		if got := ids(t, d.ok("GET", "/_inspect/messages", "")); got != c.left {
			t.Errorf("DELETE %s leaves %q, want %q", c.query, got, c.left)
		}
	}
	d.write(func(tx *state.Tx) error { tx.AddMessage(&state.Message{Pool: "p_2"}); return nil })
	if got := ids(t, d.ok("GET", "/_inspect/messages", "")); got != "6" {
		t.Errorf("the next message has id %s: ids are never used twice", got)
	}
}

func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		mailbox(d)
		begun := time.Now()
		after := func(wait time.Duration, change func(*state.Tx) error) {
			go func() {
				time.Sleep(wait)
				d.write(change)
			}()
		}
		took := func() time.Duration { return time.Since(begun) }

		if got := ids(t, d.ok("GET", "/_inspect/messages?wait=5s&channel=email", "")); got != "1 5" || took() != 0 {
			t.Errorf("got %q after %s, want what is there at once", got, took())
		}
		after(time.Second, func(tx *state.Tx) error { tx.AddMessage(&state.Message{Pool: "p_1"}); return nil })
		after(2*time.Second, func(tx *state.Tx) error { tx.AddMessage(&state.Message{Pool: "p_9"}); return nil })
		if got := ids(t, d.ok("GET", "/_inspect/messages?wait=5s&userPoolId=p_9", "")); got != "7" || took() != 2*time.Second {
			t.Errorf("got %q after %s, want the message of second 2, not the one of second 1", got, took())
		}
		if got := d.ok("GET", "/_inspect/messages?wait=5s&after=7", ""); got != `{"messages":[]}` || took() != 7*time.Second {
			t.Errorf("got %s after %s, want nothing after 5 s more", got, took())
		}
		// A reset does not end the wait, and messages of the new life are seen.
		go func() {
			time.Sleep(time.Second)
			d.Env.Store.Reset()
			time.Sleep(time.Second)
			d.write(func(tx *state.Tx) error { tx.AddMessage(&state.Message{Pool: "p_8"}); return nil })
		}()
		if got := ids(t, d.ok("GET", "/_inspect/messages?wait=5s&userPoolId=p_8", "")); got != "1" || took() != 9*time.Second {
			t.Errorf("got %q after %s, want the message after the reset", got, took())
		}
	})
}
