package userpool_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cognito-emulator/state"
)

// Exactly what an update that names nothing resets, and what it keeps.
func TestUpdateWithNothing(t *testing.T) {
	t.Parallel()
	b := bench(t)
	lambda := aws.String("arn:aws:lambda:us-east-1:123456789012:function:f")
	made := newPool(t, b, func(in *cip.CreateUserPoolInput) {
		in.PoolName = aws.String("all of it")
		in.Policies = &types.UserPoolPolicyType{
			PasswordPolicy: &types.PasswordPolicyType{MinimumLength: aws.Int32(12), TemporaryPasswordValidityDays: 2},
			SignInPolicy:   &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "WEB_AUTHN"}},
		}
		in.DeletionProtection = types.DeletionProtectionTypeActive
		in.UserPoolTier = types.UserPoolTierTypePlus
		in.LambdaConfig = &types.LambdaConfigType{PreSignUp: lambda}
		in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"email"}
		in.AliasAttributes = []types.AliasAttributeType{"email"}
		in.UserAttributeUpdateSettings = &types.UserAttributeUpdateSettingsType{AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{"email"}}
		in.DeviceConfiguration = &types.DeviceConfigurationType{ChallengeRequiredOnNewDevice: true}
		in.EmailConfiguration = &types.EmailConfigurationType{ReplyToEmailAddress: aws.String("a@b.example")}
		in.UserPoolTags = map[string]string{"team": "a"}
		in.AdminCreateUserConfig = &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: true}
		in.UserPoolAddOns = &types.UserPoolAddOnsType{AdvancedSecurityMode: types.AdvancedSecurityModeTypeAudit}
		in.UsernameConfiguration = &types.UsernameConfigurationType{CaseSensitive: aws.Bool(false)}
		in.AccountRecoverySetting = &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{{Name: "admin_only", Priority: aws.Int32(1)}}}
		in.SmsVerificationMessage = aws.String("SMS {####}")
		in.EmailVerificationSubject = aws.String("subject")
		in.Schema = []types.SchemaAttributeType{{Name: aws.String("color"), AttributeDataType: "String"}}
	})
	before := describe(t, b, made.Id)
	b.Env.Clock.Advance(time.Minute)
	ok(t, b.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: made.Id})

	want := *before
	want.LastModifiedDate = aws.Time(b.Now())
	want.LambdaConfig = &types.LambdaConfigType{}
	want.AutoVerifiedAttributes = nil
	want.UserAttributeUpdateSettings = &types.UserAttributeUpdateSettingsType{AttributesRequireVerificationBeforeUpdate: []types.VerifiedAttributeType{}}
	want.DeviceConfiguration = nil
	want.EmailConfiguration = &types.EmailConfigurationType{EmailSendingAccount: "COGNITO_DEFAULT"}
	want.UserPoolTags = map[string]string{}
	want.AdminCreateUserConfig = &types.AdminCreateUserConfigType{UnusedAccountValidityDays: 2} // a mirror of the policy, which is kept
	want.UserPoolAddOns = nil
	want.AccountRecoverySetting = &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{
		{Name: "verified_email", Priority: aws.Int32(1)}, {Name: "verified_phone_number", Priority: aws.Int32(2)}}}
	want.SmsVerificationMessage, want.EmailVerificationSubject = nil, nil
	want.VerificationMessageTemplate = &types.VerificationMessageTemplateType{DefaultEmailOption: "CONFIRM_WITH_CODE"}
	if d := cmp.Diff(&want, describe(t, b, made.Id), ignoreMarkers()); d != "" {
		t.Error(d)
	}
}

// ignoreMarkers leaves the SDK's unexported markers out of a comparison.
func ignoreMarkers() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool {
		field, isField := p.Last().(cmp.StructField)
		return isField && (field.Name() == "noSmithyDocumentSerde" || field.Name() == "ResultMetadata")
	}, cmp.Ignore())
}

func TestUpdateTags(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, func(in *cip.CreateUserPoolInput) {
		in.UserPoolTags = map[string]string{"cognito-emulator:id": "us-east-1_a", "old": "1", "both": "2"}
	})
	// A template that is applied again still has the tag that chose the id.
	ok(t, b.API.UpdateUserPool, &cip.UpdateUserPoolInput{
		UserPoolId: made.Id, UserPoolTags: map[string]string{"cognito-emulator:id": "us-east-1_a", "both": "3", "new": "4"}})
	want := map[string]string{"both": "3", "new": "4"}
	if d := cmp.Diff(want, describe(t, b, made.Id).UserPoolTags); d != "" {
		t.Error(d)
	}
	refused(t, b.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: made.Id, UserPoolTags: map[string]string{"_custom_id_": "us-east-1_b"}},
		"InvalidParameterException", "cognito-emulator: the tag _custom_id_ chooses the id of a pool when it is created; this pool keeps the id us-east-1_a.")
	refused(t, b.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: made.Id, UserPoolTags: map[string]string{"AWS:x": ""}},
		"UserPoolTaggingException", "Invalid tags given for the user pool.")
	if d := cmp.Diff(want, describe(t, b, made.Id).UserPoolTags); d != "" {
		t.Error(d)
	}
}

func TestUpdateNewestMembers(t *testing.T) {
	t.Parallel()
	b := bench(t)
	call := func(operation, body string) string {
		return post(t, b, "000000000000", "us-east-1", operation, `{"UserPoolId":"us-east-1_a"`+body+`}`)
	}
	post(t, b, "000000000000", "us-east-1", "CreateUserPool", `{"PoolName":"p","UserPoolTags":{"cognito-emulator:id":"us-east-1_a"},`+
		`"AcrConfiguration":{"Level3":{"AcrValue":"urn:x:3"}},"DcrConfiguration":{"OpenDcrEnabled":true}}`)
	holds := func(members ...string) {
		t.Helper()
		shown := call("DescribeUserPool", "")
		for _, member := range members {
			if !strings.Contains(shown, member) {
				t.Errorf("%s is not in\n%s", member, shown)
			}
		}
	}
	if got := call("UpdateUserPool", ""); got != "{}" {
		t.Fatal(got)
	}
	holds(`"Level3":{"AcrValue":"urn:cognito:loa:3"}`, `"DcrConfiguration":{"EnableStatus":"Enabled","OpenDcrEnabled":true}`)
	if got := call("UpdateUserPool", `,"AcrConfiguration":{"Level1":{"AcrValue":"urn:x:1"}},"DcrConfiguration":{}`); got != "{}" {
		t.Fatal(got)
	}
	holds(`"Level1":{"AcrValue":"urn:x:1"}`, `"DcrConfiguration":{"EnableStatus":"Enabled","OpenDcrEnabled":false}`)
	if got, want := call("UpdateUserPool", `,"UserPoolTier":"LITE"`), `{"__type":"TierChangeNotAllowedException","message":"The tier of this user pool cannot be changed."}`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := call("UpdateUserPool", `,"AcrConfiguration":{"Level1":{"AcrValue":"urn:cognito:loa:2"}}`), `{"__type":"InvalidParameterException","message":"The ACR value urn:cognito:loa:2 is used for more than one level."}`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	holds(`"UserPoolTier":"ESSENTIALS"`, `"Level1":{"AcrValue":"urn:x:1"}`)
	if got := call("UpdateUserPool", `,"UserPoolTier":"LITE","DcrConfiguration":{"EnableStatus":"Disabled"}`); got != "{}" {
		t.Error(got)
	}
	holds(`"UserPoolTier":"LITE"`, `"DcrConfiguration":{"EnableStatus":"Disabled","OpenDcrEnabled":false}`)
}

// Domains show in the pool, and pages of the newer version keep it out of the lowest tier.
func TestDomains(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, nil)
	id := state.PoolID(*made.Id)
	if err := b.Env.Store.Update(func(tx *state.Tx) error {
		prefix := &state.Domain{Pool: id, Region: "us-east-1", Name: "shop", Login: 2}
		custom := &state.Domain{Pool: id, Name: "auth.example.com", Login: 1, Custom: &types.CustomDomainConfigType{}}
		return errors.Join(tx.AddDomain(prefix), tx.AddDomain(custom))
	}); err != nil {
		t.Fatal(err)
	}
	if got := describe(t, b, made.Id); aws.ToString(got.Domain) != "shop" || aws.ToString(got.CustomDomain) != "auth.example.com" {
		t.Errorf("domains %q and %q", aws.ToString(got.Domain), aws.ToString(got.CustomDomain))
	}
	refused(t, b.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: made.Id, UserPoolTier: types.UserPoolTierTypeLite},
		"FeatureUnavailableInTierException", "The following features need to be disabled for the LITE pricing tier configured: Managed Login Version 2")
}

func TestUpdateRefusalChangesNothing(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, nil)
	before := describe(t, b, made.Id)
	b.Env.Clock.Advance(time.Minute)
	refused(t, b.API.UpdateUserPool, &cip.UpdateUserPoolInput{
		UserPoolId: made.Id, PoolName: aws.String("other"), SmsConfiguration: &types.SmsConfigurationType{SnsCallerArn: aws.String("")},
	}, "InvalidParameterException", "SmsConfiguration must contain either SnsCallerArn or EumsSms.")
	if d := cmp.Diff(before, describe(t, b, made.Id), ignoreMarkers()); d != "" {
		t.Error(d)
	}
}

func TestAddCustomAttributes(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, func(in *cip.CreateUserPoolInput) {
		in.Schema = []types.SchemaAttributeType{{Name: aws.String("first"), AttributeDataType: "String"}}
	})
	b.Env.Clock.Advance(time.Minute)
	add := func(a ...types.SchemaAttributeType) *cip.AddCustomAttributesInput {
		return &cip.AddCustomAttributesInput{UserPoolId: made.Id, CustomAttributes: a}
	}
	ok(t, b.API.AddCustomAttributes, add(
		types.SchemaAttributeType{Name: aws.String("second"), AttributeDataType: "Number", Mutable: aws.Bool(false),
			NumberAttributeConstraints: &types.NumberAttributeConstraintsType{MinValue: aws.String("1"), MaxValue: aws.String("5")}},
		types.SchemaAttributeType{Name: aws.String("third"), AttributeDataType: "Boolean", DeveloperOnlyAttribute: aws.Bool(true)},
	))
	got := describe(t, b, made.Id)
	want := []types.SchemaAttributeType{
		{Name: aws.String("custom:first"), AttributeDataType: "String", DeveloperOnlyAttribute: aws.Bool(false), Mutable: aws.Bool(true),
			Required: aws.Bool(false), StringAttributeConstraints: &types.StringAttributeConstraintsType{}},
		{Name: aws.String("custom:second"), AttributeDataType: "Number", DeveloperOnlyAttribute: aws.Bool(false), Mutable: aws.Bool(false),
			Required: aws.Bool(false), NumberAttributeConstraints: &types.NumberAttributeConstraintsType{MinValue: aws.String("1"), MaxValue: aws.String("5")}},
		{Name: aws.String("dev:custom:third"), AttributeDataType: "Boolean", DeveloperOnlyAttribute: aws.Bool(true), Mutable: aws.Bool(true),
			Required: aws.Bool(false)},
	}
	if d := cmp.Diff(want, got.SchemaAttributes[21:], ignoreMarkers(), cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
	if !got.LastModifiedDate.Equal(b.Now()) {
		t.Errorf("modified %v, want %v", got.LastModifiedDate, b.Now())
	}
	refused(t, b.API.AddCustomAttributes, add(
		types.SchemaAttributeType{Name: aws.String("fourth"), AttributeDataType: "String"},
		types.SchemaAttributeType{Name: aws.String("third"), AttributeDataType: "String", DeveloperOnlyAttribute: aws.Bool(true)},
	), "InvalidParameterException", "dev:custom:third: Existing attribute already has name dev:custom:third.")
	if n := len(describe(t, b, made.Id).SchemaAttributes); n != 24 {
		t.Errorf("%d attributes after a refusal, want 24", n)
	}
}
