package userpool_test

import (
	"testing"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// The SDK does not know these operations yet.
func TestSessionConfiguration(t *testing.T) {
	t.Parallel()
	b := bench(t)
	id := *newPool(t, b, nil).Id
	call := func(operation, members, want string) {
		t.Helper()
		if got := post(t, b, "000000000000", "us-east-1", operation, `{"UserPoolId":"`+id+`"`+members+`}`); got != want {
			t.Errorf("%s%s\ngot  %s\nwant %s", operation, members, got, want)
		}
	}
	const get, set = "GetUserPoolSessionConfiguration", "SetUserPoolSessionConfiguration"
	shown := func(members string) string { return `{"UserPoolId":"` + id + `"` + members + `}` }
	const defaults = `,"UserSessionTracking":"DISABLED","TokenSession":{"MaxPerUser":20}`
	call(get, "", shown(defaults))
	for _, members := range []string{
		`,"UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":1}`,
		`,"UserSessionTracking":"DISABLED","TokenSession":{"MaxPerUser":100}`,
	} {
		call(set, members, shown(members))
		call(get, "", shown(members))
	}
	call(set, `,"UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":101}`,
		`{"__type":"InvalidParameterException","message":"1 validation error detected: Value '101' at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must have value less than or equal to 100"}`)
	call(set, `,"UserSessionTracking":"ENABLED"`,
		`{"__type":"InvalidParameterException","message":"1 validation error detected: Value null at 'tokenSession' failed to satisfy constraint: Member must not be null"}`)

	id = *newPool(t, b, func(in *cip.CreateUserPoolInput) { in.UserPoolTier = types.UserPoolTierTypeLite }).Id
	call(set, `,"UserSessionTracking":"DISABLED","TokenSession":{"MaxPerUser":5}`,
		`{"__type":"FeatureUnavailableInTierException","message":"The following feature is not available for the LITE pricing tier configured: Session Tracking"}`)
	call(get, "", shown(defaults))

	id = missingPool
	const none = `{"__type":"ResourceNotFoundException","message":"User pool us-east-1_000000000 does not exist."}`
	call(get, "", none)
	call(set, `,"UserSessionTracking":"DISABLED","TokenSession":{"MaxPerUser":5}`, none)
}
