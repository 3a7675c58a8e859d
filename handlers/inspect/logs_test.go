package inspect_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

func TestLogs(t *testing.T) {
	d := newDesk(t)
	const none = `{"logs":[]}`
	if got := d.ok("GET", "/_inspect/logs", ""); got != none {
		t.Errorf("before anything happened: %s", got)
	}
	const group = "arn:aws:logs:us-east-1:000000000000:log-group:x"
	d.write(func(tx *state.Tx) error {
		for _, p := range []state.PoolID{"us-east-1_a", "us-east-1_b"} {
			if err := tx.AddPool(&state.Pool{ID: p, Region: "us-east-1"}); err != nil {
				return err
			}
			var all []types.LogConfigurationType
			for source, level := range map[types.EventSourceName]types.LogLevel{"userNotification": "ERROR", "userAuthEvents": "INFO"} {
				all = append(all, types.LogConfigurationType{EventSource: source, LogLevel: level,
					CloudWatchLogsConfiguration: &types.CloudWatchLogsConfigurationType{LogGroupArn: aws.String(group)}})
			}
			if err := tx.SetLogDelivery(&state.LogDelivery{Pool: p, Region: "us-east-1", Configurations: all}); err != nil {
				return err
			}
			for _, e := range []state.LogEvent{
				{Source: "userNotification", Level: "ERROR", Message: []byte(`{"details":"no & no"}`)},
				{Source: "userAuthEvents", Level: "INFO", Message: []byte(`{"eventType":"SignIn"}`)},
			} {
				e.Pool, e.Region, e.At = p, "us-east-1", d.Now()
				tx.AppendLog(&e)
			}
		}
		return nil
	})
	event := func(id, pool, source, level, message string) string {
		return `{"id":"` + id + `","userPoolId":"us-east-1_` + pool + `","region":"us-east-1","destination":"` + group + `",` +
			`"record":{"eventTimestamp":"1772510706789","eventSource":"` + source + `","logLevel":"` + level + `",` +
			`"message":` + message + `,"logSourceId":{"userPoolId":"us-east-1_` + pool + `"}}}`
	}
	const told, signIn = `{"details":"no & no"}`, `{"eventType":"SignIn"}`
	all := []string{
		event("1", "a", "USER_NOTIFICATION", "ERROR", told), event("2", "a", "USER_ACTIVITY", "INFO", signIn),
		event("3", "b", "USER_NOTIFICATION", "ERROR", told), event("4", "b", "USER_ACTIVITY", "INFO", signIn),
	}
	for query, want := range map[string][]string{
		"":                                all,
		"?userPoolId=us-east-1_a":         all[:2],
		"?eventSource=userAuthEvents":     {all[1], all[3]},
		"?after=2":                        all[2:],
		"?userPoolId=us-east-1_b&after=3": all[3:],
		"?userPoolId=us-east-1_c":         nil,
		"?userPoolId=&eventSource=userNotification": {all[0], all[2]},
	} {
		if got := d.ok("GET", "/_inspect/logs"+query, ""); got != `{"logs":[`+strings.Join(want, ",")+`]}` {
			t.Errorf("%s: %s", query, got)
		}
	}
	for query, want := range map[string]string{
		"?eventSource=USER_ACTIVITY": `the event source \"USER_ACTIVITY\" is none; event sources are userNotification, userAuthEvents and userImport`,
		"?after=x":                   `after must be the id of an event, a whole number: \"x\"`,
		"?username=ann":              `unknown parameter \"username\"; the parameters are userPoolId, eventSource, after`,
	} {
		status, got := d.call("GET", "/_inspect/logs"+query, "")
		if status != 400 || !strings.Contains(got, `"detail":"`+want+`"`) {
			t.Errorf("%s: %d %s", query, status, got)
		}
	}
}
