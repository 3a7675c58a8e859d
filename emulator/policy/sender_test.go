package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
)

func TestCheckResources(t *testing.T) {
	t.Parallel()
	const crossRegion = invalidParameter + "Cross-region lambda functions are not supported"
	function := func(region string) *string {
		return aws.String("arn:aws:lambda:" + region + ":123456789012:function:f")
	}
	ses := func(region string) *types.EmailConfigurationType {
		return &types.EmailConfigurationType{SourceArn: aws.String("arn:aws:ses:" + region + ":123456789012:identity/a@b.example")}
	}
	sns := func(region string) *types.SmsConfigurationType {
		c := sms()
		c.SnsRegion = aws.String(region)
		return c
	}
	eums := func(region *string) *types.SmsConfigurationType {
		return &types.SmsConfigurationType{EumsSms: &types.EumsSmsConfigurationType{CallerArn: sms().SnsCallerArn, Region: region}}
	}
	both := eums(nil)
	both.SnsCallerArn = sms().SnsCallerArn
	for _, c := range []struct {
		name   string
		region string
		email  *types.EmailConfigurationType
		sms    *types.SmsConfigurationType
		lambda *types.LambdaConfigType
		want   string
	}{
		{name: "nothing", region: "eu-west-3"},
		{name: "the service's own sender", region: "eu-west-3", email: &types.EmailConfigurationType{}},
		{name: "SES in the pool's region", region: "eu-west-3", email: ses("eu-west-3")},
		{name: "SES in a region for all", region: "eu-west-3", email: ses("us-west-2")},
		{
			name: "SES elsewhere", region: "us-east-1", email: ses("ap-south-1"),
			want: invalidParameter + "Invalid EmailConfiguration.SourceArn. Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2.",
		},
		{
			name: "SES elsewhere, for a region with a list of its own", region: "eu-west-3", email: ses("ap-south-1"),
			want: invalidParameter + "Invalid EmailConfiguration.SourceArn. Provided SourceArn must be in one of the following SES regions: eu-west-1, eu-west-3, us-east-1, us-west-2.",
		},
		{name: "SNS", region: "us-east-1", sms: sms()},
		{name: "SNS in the pool's region", region: "us-east-1", sms: sns("us-east-1")},
		{name: "SNS in the older alternative", region: "eu-central-1", sms: sns("eu-west-1")},
		{
			name: "SNS elsewhere", region: "us-east-1", sms: sns("eu-west-1"),
			want: invalidParameter + "Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1",
		},
		{
			name: "SNS elsewhere, with an alternative", region: "eu-west-2", sms: sns("us-east-1"),
			want: invalidParameter + "Invalid snsRegion. Allowed SNS region for eu-west-2 is eu-west-2, eu-west-1",
		},
		{
			name: "SNS in the pool's region, which has none", region: "ap-northeast-2", sms: sns("ap-northeast-2"),
			want: invalidParameter + "Invalid snsRegion. Allowed SNS region for ap-northeast-2 is ap-northeast-1",
		},
		{name: "functions in the pool's region", region: "eu-west-3", lambda: &types.LambdaConfigType{PreSignUp: function("eu-west-3"), UserMigration: function("eu-west-3")}},
		{name: "a trigger that is no function", region: "eu-west-3", lambda: &types.LambdaConfigType{PreSignUp: aws.String("arn:aws:other:eu-west-1:123456789012:x:y")}},
		{name: "a function elsewhere", region: "eu-west-3", lambda: &types.LambdaConfigType{PostConfirmation: function("eu-west-1")}, want: crossRegion},
		{
			name: "the ID token's function elsewhere", region: "eu-west-3", want: crossRegion,
			lambda: &types.LambdaConfigType{PreTokenGenerationConfig: &types.PreTokenGenerationVersionConfigType{LambdaArn: function("eu-west-1")}},
		},
		{
			name: "a custom sender elsewhere", region: "eu-west-3", want: crossRegion,
			lambda: &types.LambdaConfigType{CustomSMSSender: &types.CustomSMSLambdaVersionConfigType{LambdaArn: function("eu-west-1")}},
		},
		{
			name: "the key elsewhere", region: "eu-west-3", lambda: &types.LambdaConfigType{KMSKeyID: aws.String("arn:aws:kms:ap-northeast-1:123456789012:key/x")},
			want: invalidParameter + "Encountered error when CreateGrant was attempted on the input KMS key - Invalid arn ap-northeast-1",
		},
		{name: "End User Messaging", region: "eu-west-3", sms: eums(nil)},
		{name: "End User Messaging in the pool's region", region: "eu-west-3", sms: eums(aws.String("eu-west-3"))},
		{
			name: "End User Messaging elsewhere", region: "eu-west-3", sms: eums(aws.String("eu-west-1")),
			want: invalidParameter + "Invalid EumsSms region. The region must be eu-west-3.",
		},
		{name: "two senders", region: "eu-west-3", sms: both, want: invalidParameter + "SmsConfiguration cannot contain both SnsCallerArn and EumsSms."},
		{
			name: "no sender", region: "eu-west-3", sms: &types.SmsConfigurationType{SnsCallerArn: aws.String("")},
			want: invalidParameter + "SmsConfiguration must contain either SnsCallerArn or EumsSms.",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			pool := &types.UserPoolType{EmailConfiguration: c.email, SmsConfiguration: c.sms, LambdaConfig: c.lambda}
			wantError(t, policy.CheckResources(c.region, pool), c.want)
		})
	}
}
