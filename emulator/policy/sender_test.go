package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
)

func TestCheckSenders(t *testing.T) {
	t.Parallel()
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
		want   string
	}{
		{name: "nothing", region: "eu-west-3"},
		{name: "the service's own sender", region: "eu-west-3", email: &types.EmailConfigurationType{}},
		{name: "SES in the pool's region", region: "eu-west-3", email: ses("eu-west-3")},
		{name: "SES in a region for all", region: "eu-west-3", email: ses("us-west-2")},
		{
			name: "SES elsewhere", region: "us-east-1", email: ses("ap-south-1"),
			want: invalidParameter + "Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2.",
		},
		{
			name: "SES elsewhere, for a region with a list of its own", region: "eu-west-3", email: ses("ap-south-1"),
			want: invalidParameter + "Provided SourceArn must be in one of the following SES regions: eu-west-1, eu-west-3, us-east-1, us-west-2.",
		},
		{name: "SNS", region: "us-east-1", sms: sms()},
		{name: "SNS in the pool's region", region: "us-east-1", sms: sns("us-east-1")},
		{name: "SNS in the older alternative", region: "eu-central-1", sms: sns("eu-west-1")},
		{
			name: "SNS elsewhere", region: "us-east-1", sms: sns("eu-west-1"),
			want: invalidParameter + "Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1",
		},
		{
			name: "SNS elsewhere, with an alternative", region: "ap-northeast-2", sms: sns("us-east-1"),
			want: invalidParameter + "Invalid snsRegion. Allowed SNS region for ap-northeast-2 is ap-northeast-2, ap-northeast-1",
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
			wantError(t, policy.CheckSenders(c.region, c.email, c.sms), c.want)
		})
	}
}
