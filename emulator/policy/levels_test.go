package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/policy"
)

// levels makes an AcrConfiguration of keys and names.
func levels(pairs ...string) map[string]newest.AcrLevelConfigType {
	m := map[string]newest.AcrLevelConfigType{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = newest.AcrLevelConfigType{AcrValue: aws.String(pairs[i+1])}
	}
	return m
}

func TestLevels(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		given map[string]newest.AcrLevelConfigType
		shown map[string]newest.AcrLevelConfigType
		want  string
	}{
		{name: "none", shown: levels("Level1", "urn:cognito:loa:1", "Level2", "urn:cognito:loa:2", "Level3", "urn:cognito:loa:3", "Level4", "urn:cognito:loa:4")},
		{
			name: "some", given: levels("Level2", "urn:x:low", "Level4", "urn:x:high"),
			shown: levels("Level1", "urn:cognito:loa:1", "Level2", "urn:x:low", "Level3", "urn:cognito:loa:3", "Level4", "urn:x:high"),
		},
		{name: "two default names change places", given: levels("Level1", "urn:cognito:loa:2", "Level2", "urn:cognito:loa:1"),
			shown: levels("Level1", "urn:cognito:loa:2", "Level2", "urn:cognito:loa:1", "Level3", "urn:cognito:loa:3", "Level4", "urn:cognito:loa:4")},
		{name: "one name twice", given: levels("Level1", "urn:x", "Level3", "urn:x"), want: invalidParameter + "The ACR value urn:x is used for more than one level."},
		{name: "a default name", given: levels("Level1", "urn:cognito:loa:4"), want: invalidParameter + "The ACR value urn:cognito:loa:4 is used for more than one level."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			shown, err := policy.Levels(c.given)
			wantError(t, err, c.want)
			if d := cmp.Diff(c.shown, shown); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestCheckNewest(t *testing.T) {
	t.Parallel()
	on := policy.Registration(&newest.DcrConfigurationType{OpenDcrEnabled: true})
	if on.EnableStatus != types.StatusTypeEnabled || !on.OpenDcrEnabled || policy.Registration(nil) != nil {
		t.Errorf("registration %+v", on)
	}
	off := policy.Registration(&newest.DcrConfigurationType{EnableStatus: types.StatusTypeDisabled})
	lite, essentials := &types.UserPoolType{UserPoolTier: "LITE"}, &types.UserPoolType{UserPoolTier: "ESSENTIALS"}
	const above = "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: "
	for _, c := range []struct {
		name         string
		pool         *types.UserPoolType
		levels       map[string]newest.AcrLevelConfigType
		registration *newest.DcrConfigurationType
		turned       bool
		want         string
	}{
		{name: "nothing", pool: lite},
		{name: "everything", pool: essentials, levels: levels("Level1", "urn:x"), registration: on, turned: true},
		{name: "levels in LITE", pool: lite, levels: levels("Level1", "urn:x"), want: above + "Step-Up Authentication"},
		{name: "registration in LITE", pool: lite, registration: on, want: above + "Dynamic Client Registration"},
		{name: "both in LITE", pool: lite, levels: levels("Level1", "urn:x"), registration: on, want: above + "Step-Up Authentication, Dynamic Client Registration"},
		{name: "registration that is off", pool: lite, registration: off, turned: true},
		{name: "to LITE with registration", pool: lite, registration: on, turned: true, want: "TierChangeNotAllowedException: The tier of this user pool cannot be changed."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			wantError(t, policy.CheckNewest(c.pool, c.levels, c.registration, c.turned), c.want)
		})
	}
}
