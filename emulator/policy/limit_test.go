package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
)

func definition(attributes map[string]string) *types.LimitDefinitionType {
	return &types.LimitDefinitionType{LimitClass: types.LimitClassApiCategory, Attributes: attributes}
}

func TestFindRate(t *testing.T) {
	t.Parallel()
	const names = invalidParameter + "The attributes of an API_CATEGORY limit must be Category alone."
	for _, c := range []struct {
		attributes map[string]string
		free       int32
		want       string
	}{
		{map[string]string{"Category": "UserAuthentication"}, 120, ""}, // Doc: sample of GetProvisionedLimit
		{map[string]string{"Category": "UserFederation"}, 25, ""},
		{map[string]string{"Category": "userauthentication"}, 0, "ResourceNotFoundException: Limit for category userauthentication does not exist."},
		{map[string]string{"Category": ""}, 0, "ResourceNotFoundException: Limit for category  does not exist."},
		{map[string]string{}, 0, names},
		{map[string]string{"category": "UserRead"}, 0, names},
		{map[string]string{"Category": "UserRead", "UserPoolId": "x"}, 0, names},
	} {
		rate, err := policy.FindRate(definition(c.attributes))
		wantError(t, err, c.want)
		if rate.Free != c.free {
			t.Errorf("%v: %d requests a second are free, want %d", c.attributes, rate.Free, c.free)
		}
	}
}

func TestRateCheck(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		category  string
		requested int32
		want      string
	}{
		{"UserAuthentication", 300, ""}, // Doc: sample of UpdateProvisionedLimit
		{"UserAuthentication", 120, ""},
		{"UserAuthentication", 1200, ""},
		{"UserAuthentication", 119, invalidParameter + "The requested limit for category UserAuthentication is below the default limit of 120."},
		{"UserAuthentication", 0, invalidParameter + "The requested limit for category UserAuthentication is below the default limit of 120."},
		{"UserAuthentication", -1, invalidParameter + "The requested limit for category UserAuthentication is below the default limit of 120."},
		{"UserAuthentication", 1201, "ServiceQuotaExceededException: The requested limit for category UserAuthentication exceeds the account's maximum of 1200."},
		{"UserList", 30, invalidParameter + "The limit for category UserList is not adjustable."},
	} {
		rate, err := policy.FindRate(definition(map[string]string{"Category": c.category}))
		if err != nil {
			t.Fatal(err)
		}
		wantError(t, rate.Check(c.requested), c.want)
	}
}
