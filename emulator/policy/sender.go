package policy

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// CheckSenders looks at where the messages of a pool in that region come from. Whether
// a role or an identity exists and may be used is nothing an emulator can know.
func CheckSenders(region string, email *types.EmailConfigurationType, sms *types.SmsConfigurationType) error {
	if err := checkSES(region, email); err != nil {
		return err
	}
	return CheckSMS(region, sms)
}

// checkSES: an identity of SES is in the region of the pool, or in one of the three
// that serve every region. Seen: badmintoncryer/cdk-preflight, the list of us-east-1.
// Doc: UserPoolSESOptions of the AWS CDK. Assumed: the list of every other region (A081).
func checkSES(region string, c *types.EmailConfigurationType) error {
	if c == nil || aws.ToString(c.SourceArn) == "" {
		return nil
	}
	regions := []string{"eu-west-1", "us-east-1", "us-west-2", region}
	slices.Sort(regions)
	regions = slices.Compact(regions)
	if slices.Contains(regions, regionOfARN(*c.SourceArn)) {
		return nil
	}
	return fault.SESRegionNotSupported(strings.Join(regions, ", "))
}

// regionOfARN is the region in an ARN, whose form the model has checked.
func regionOfARN(arn string) string {
	parts := strings.SplitN(arn, ":", 5)
	if len(parts) < 5 {
		return ""
	}
	return parts[3]
}

// CheckSMS is about SmsConfiguration: it names a role for SNS or one for End User
// Messaging, and a region the pool can send from. Doc: SmsConfigurationType,
// EumsSmsConfigurationType. Assumed: the texts (A083).
func CheckSMS(region string, c *types.SmsConfigurationType) error {
	if c == nil {
		return nil
	}
	sns := aws.ToString(c.SnsCallerArn) != ""
	switch {
	case sns && c.EumsSms != nil:
		return fault.TwoSMSSenders()
	case !sns && c.EumsSms == nil:
		return fault.NoSMSSender()
	}
	if own := aws.ToString(c.SnsRegion); own != "" && !slices.Contains(snsRegions(region), own) {
		return fault.SNSRegionNotAllowed(region, strings.Join(snsRegions(region), ", "))
	}
	if c.EumsSms != nil && aws.ToString(c.EumsSms.Region) != "" && *c.EumsSms.Region != region {
		return fault.EUMSRegionNotAllowed(region)
	}
	return nil
}

// snsRegions are the regions a pool may send SMS from: its own, and an older
// alternative where there is one. Seen: badmintoncryer/cdk-preflight (one region).
// Doc: SMS message settings for user pools. Assumed: how two are listed (A082).
func snsRegions(region string) []string {
	switch region {
	case "us-east-2", "ca-central-1":
		return []string{region, "us-east-1"}
	case "eu-central-1", "eu-west-2":
		return []string{region, "eu-west-1"}
	case "ap-south-1":
		return []string{region, "ap-southeast-1"}
	case "ap-northeast-2":
		return []string{region, "ap-northeast-1"}
	}
	return []string{region}
}
