package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// wantError compares the type and text of a refusal, "" for none.
func wantError(t *testing.T, err error, want string) {
	t.Helper()
	got := ""
	if err != nil {
		got = err.Error()
	}
	if got != want {
		t.Errorf("error %q\nwant  %q", got, want)
	}
}

// diff compares without the unexported member of the SDK's structs.
func diff(want, got any) string {
	return cmp.Diff(want, got, cmpopts.IgnoreUnexported(
		types.SchemaAttributeType{}, types.StringAttributeConstraintsType{}, types.NumberAttributeConstraintsType{},
		types.UserPoolType{}, types.UserPoolPolicyType{}, types.PasswordPolicyType{}, types.SignInPolicyType{},
		types.LambdaConfigType{}, types.VerificationMessageTemplateType{}, types.UserAttributeUpdateSettingsType{},
		types.EmailConfigurationType{}, types.AdminCreateUserConfigType{}, types.AccountRecoverySettingType{},
		types.RecoveryOptionType{}, types.PreTokenGenerationVersionConfigType{}, types.UserPoolAddOnsType{},
		types.AdvancedSecurityAdditionalFlowsType{}, types.UserPoolClientType{}, types.TokenValidityUnitsType{},
		types.RefreshTokenRotationType{}, types.AnalyticsConfigurationType{}, types.CodeDeliveryDetailsType{},
		types.SmsConfigurationType{},
	))
}

func attributes(pairs ...string) []types.AttributeType {
	var list []types.AttributeType
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, types.AttributeType{Name: aws.String(pairs[i]), Value: aws.String(pairs[i+1])})
	}
	return list
}

const (
	invalidParameter = "InvalidParameterException: "
	notAuthorized    = "NotAuthorizedException: "
)
