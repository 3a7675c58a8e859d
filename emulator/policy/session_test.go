package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

func TestSessions(t *testing.T) {
	t.Parallel()
	on, off := newest.UserSessionTrackingTypeEnabled, newest.UserSessionTrackingTypeDisabled
	for _, c := range []struct {
		sessions *state.PoolSessions
		minutes  *int32
		want     state.PoolSessions
		sso      int32
	}{
		{nil, nil, state.PoolSessions{Tracking: off, MaxPerUser: 20}, 60},
		{&state.PoolSessions{Tracking: on, MaxPerUser: 1}, nil, state.PoolSessions{Tracking: on, MaxPerUser: 1}, 60},
		{&state.PoolSessions{Tracking: on, MaxPerUser: 100}, aws.Int32(0), state.PoolSessions{Tracking: on, MaxPerUser: 100}, 0},
		{&state.PoolSessions{Tracking: off, MaxPerUser: 5}, aws.Int32(5), state.PoolSessions{Tracking: off, MaxPerUser: 5}, 60}, // it sleeps
	} {
		p := &state.Pool{Sessions: c.sessions}
		if got := policy.Sessions(p); got != c.want {
			t.Errorf("got %+v, want %+v", got, c.want)
		}
		if got := policy.SSOMinutes(p, &state.Client{SSOMinutes: c.minutes}); got != c.sso {
			t.Errorf("%+v: %d minutes, want %d", c, got, c.sso)
		}
	}
}
