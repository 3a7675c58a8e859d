package appclient_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/state"
)

// The SDK does not know these operations yet.
func TestSessionConfiguration(t *testing.T) {
	t.Parallel()
	b := bench(t)
	id := *newClient(t, b, nil).ClientId
	call := func(operation, pool, client, members, want string) {
		t.Helper()
		if got := post(t, b, operation, `{"UserPoolId":"`+pool+`","ClientId":"`+client+`"`+members+`}`); got != want {
			t.Errorf("%s %s %s %s\ngot  %s\nwant %s", operation, pool, client, members, got, want)
		}
	}
	change := func(change func(*state.Pool)) {
		t.Helper()
		b.Write(t, func(tx *state.Tx) error {
			return tx.ChangePool(poolID, func(p *state.Pool) error { change(p); return nil })
		})
	}
	const get, set = "GetUserPoolClientSessionConfiguration", "SetUserPoolClientSessionConfiguration"
	const none, day, off = `,"SSOSession":{"MaxValidityMinutes":0}`, `,"SSOSession":{"MaxValidityMinutes":1440}`, `,"SSOSession":{"MaxValidityMinutes":60}`
	const untracked = `{"__type":"InvalidParameterException","message":"Session tracking is not enabled for the user pool."}`
	shown := func(members string) string {
		return `{"UserPoolId":"` + poolID + `","ClientId":"` + id + `"` + members + `}`
	}

	call(get, poolID, id, "", shown(off))
	call(set, poolID, id, day, untracked)
	change(func(p *state.Pool) {
		p.Sessions = &state.PoolSessions{Tracking: newest.UserSessionTrackingTypeEnabled, MaxPerUser: 5}
	})
	for _, members := range []string{none, day} {
		call(set, poolID, id, members, shown(members))
		call(get, poolID, id, "", shown(members))
	}
	call(set, poolID, id, `,"SSOSession":{"MaxValidityMinutes":129601}`,
		`{"__type":"InvalidParameterException","message":"1 validation error detected: Value '129601' at 'sSOSession.maxValidityMinutes' failed to satisfy constraint: Member must have value less than or equal to 129600"}`)

	// The setting stays where it is while the pool tracks nothing.
	change(func(p *state.Pool) {
		p.Sessions = &state.PoolSessions{Tracking: newest.UserSessionTrackingTypeDisabled, MaxPerUser: 5}
	})
	call(set, poolID, id, none, untracked)
	call(get, poolID, id, "", shown(day))

	change(func(p *state.Pool) { p.Config.UserPoolTier = types.UserPoolTierTypeLite })
	call(set, poolID, id, none, `{"__type":"FeatureUnavailableInTierException","message":"The following feature is not available for the LITE pricing tier configured: Session Tracking"}`)
	call(get, poolID, id, "", shown(day))

	for _, at := range [][2]string{{poolID, "nobody"}, {"us-east-1_other", id}} {
		gone := `{"__type":"ResourceNotFoundException","message":"User pool client ` + at[1] + ` does not exist."}`
		call(get, at[0], at[1], "", gone)
		call(set, at[0], at[1], day, gone)
	}
}
