package authflow

import (
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// On the pages a phone number can be set up where it is the only factor; with the API there is no way then.
func TestSetUpHosted(t *testing.T) {
	sms := &types.SmsConfigurationType{}
	for name, c := range map[string]struct {
		pool  state.Pool
		given decision
		want  types.ChallengeNameType
	}{
		"SMS alone":        {state.Pool{Config: types.UserPoolType{MfaConfiguration: types.UserPoolMfaTypeOn, SmsConfiguration: sms}}, decision{stuck: true}, types.ChallengeNameTypeMfaSetup},
		"optional":         {state.Pool{Config: types.UserPoolType{MfaConfiguration: types.UserPoolMfaTypeOptional, SmsConfiguration: sms}}, decision{stuck: true}, ""},
		"no SMS":           {state.Pool{Config: types.UserPoolType{MfaConfiguration: types.UserPoolMfaTypeOn}}, decision{stuck: true}, ""},
		"there is a way":   {state.Pool{Config: types.UserPoolType{MfaConfiguration: types.UserPoolMfaTypeOn, SmsConfiguration: sms}}, decision{challenge: totpMFA}, totpMFA},
		"nothing is asked": {state.Pool{Config: types.UserPoolType{MfaConfiguration: types.UserPoolMfaTypeOn, SmsConfiguration: sms}}, decision{}, ""},
	} {
		got := setUpHosted(&c.pool, c.given)
		if got.challenge != c.want || got.stuck != (c.given.stuck && c.want == "") {
			t.Errorf("%s: %+v", name, got)
		}
		if c.want == types.ChallengeNameTypeMfaSetup && !slices.Equal(got.choices, []types.ChallengeNameType{smsMFA}) {
			t.Errorf("%s: %v", name, got.choices)
		}
	}
}

// A page lives five minutes at most, and no longer than the client's sessions.
func TestOnPages(t *testing.T) {
	at := time.Date(2026, 3, 3, 4, 5, 6, 0, time.UTC)
	for _, c := range []struct {
		life, want time.Duration
		hosted     bool
	}{{3 * time.Minute, 3 * time.Minute, true}, {15 * time.Minute, 5 * time.Minute, true}, {15 * time.Minute, 15 * time.Minute, false}} {
		s := &state.Session{Created: at, Expires: at.Add(c.life)}
		if onPages(s, c.hosted); s.Hosted != c.hosted || s.Expires.Sub(at) != c.want {
			t.Errorf("%+v: until %s", c, s.Expires)
		}
	}
}
