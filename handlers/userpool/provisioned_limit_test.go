package userpool_test

import (
	"testing"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
)

// Doc: the samples of GetProvisionedLimit and UpdateProvisionedLimit.
func TestProvisionedLimit(t *testing.T) {
	t.Parallel()
	b := bench(t)
	definition := &types.LimitDefinitionType{LimitClass: types.LimitClassApiCategory, Attributes: map[string]string{"Category": "UserAuthentication"}}
	get := &cip.GetProvisionedLimitInput{LimitDefinition: definition}
	shown := func(value int32) *types.LimitType {
		return &types.LimitType{LimitDefinition: definition, ProvisionedLimitValue: value, FreeLimitValue: 120}
	}
	optest.Equal(t, ok(t, b.API.GetProvisionedLimit, get), &cip.GetProvisionedLimitOutput{Limit: shown(120)})
	for _, value := range []int32{300, 121} {
		update := &cip.UpdateProvisionedLimitInput{LimitDefinition: definition, RequestedLimitValue: value}
		optest.Equal(t, ok(t, b.API.UpdateProvisionedLimit, update), &cip.UpdateProvisionedLimitOutput{Limit: shown(value)})
		optest.Equal(t, ok(t, b.API.GetProvisionedLimit, get), &cip.GetProvisionedLimitOutput{Limit: shown(value)})
	}
	refused(t, b.API.UpdateProvisionedLimit, &cip.UpdateProvisionedLimitInput{LimitDefinition: definition, RequestedLimitValue: 5000},
		"ServiceQuotaExceededException", "The requested limit for category UserAuthentication exceeds the account's maximum of 1200.")

	// An account has its own limits, and so has a region.
	body := `{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{"Category":"UserAuthentication"}}}`
	const free = `{"Limit":{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{"Category":"UserAuthentication"}},"ProvisionedLimitValue":120,"FreeLimitValue":120}}`
	for _, caller := range [][2]string{{"111111111111", "us-east-1"}, {"000000000000", "eu-west-1"}} {
		if got := post(t, b, caller[0], caller[1], "GetProvisionedLimit", body); got != free {
			t.Errorf("%v: %s", caller, got)
		}
	}
	definition.Attributes = map[string]string{"Category": "Sleeping"}
	refused(t, b.API.GetProvisionedLimit, get, "ResourceNotFoundException", "Limit for category Sleeping does not exist.")
	definition.Attributes = map[string]string{}
	refused(t, b.API.UpdateProvisionedLimit, &cip.UpdateProvisionedLimitInput{LimitDefinition: definition, RequestedLimitValue: 1},
		"InvalidParameterException", "The attributes of an API_CATEGORY limit must be Category alone.")
}
