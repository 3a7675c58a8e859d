package policy

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// CheckResources looks at what a pool in that region names of other services: senders
// of messages, functions, keys. Whether such a thing exists and may be used is nothing
// an emulator can know.
func CheckResources(region string, pool *types.UserPoolType) error {
	if err := checkSES(region, pool.EmailConfiguration); err != nil {
		return err
	}
	if err := CheckSMS(region, pool.SmsConfiguration); err != nil {
		return err
	}
	return checkFunctions(region, pool.LambdaConfig)
}

// checkFunctions: triggers and the key of custom senders are in the region of the pool;
// the account may be another one. Seen: badmintoncryer/cdk-preflight.
func checkFunctions(region string, c *types.LambdaConfigType) error {
	if c == nil {
		return nil
	}
	for _, arn := range functions(c) {
		if service, of := placeOf(arn); service == "lambda" && of != region {
			return fault.CrossRegionLambda()
		}
	}
	if key := aws.ToString(c.KMSKeyID); key != "" {
		if _, of := placeOf(key); of != region {
			return fault.KeyOfOtherRegion(of)
		}
	}
	return nil
}

// functions are the ARNs of all triggers that are set.
func functions(c *types.LambdaConfigType) []string {
	arns := []*string{
		c.PreSignUp, c.CustomMessage, c.PostConfirmation, c.PreAuthentication, c.PostAuthentication, c.DefineAuthChallenge,
		c.CreateAuthChallenge, c.VerifyAuthChallengeResponse, c.PreTokenGeneration, c.UserMigration,
	}
	if v := c.PreTokenGenerationConfig; v != nil {
		arns = append(arns, v.LambdaArn)
	}
	if v := c.CustomSMSSender; v != nil {
		arns = append(arns, v.LambdaArn)
	}
	if v := c.CustomEmailSender; v != nil {
		arns = append(arns, v.LambdaArn)
	}
	if v := c.InboundFederation; v != nil {
		arns = append(arns, v.LambdaArn)
	}
	var set []string
	for _, arn := range arns {
		if arn != nil {
			set = append(set, *arn)
		}
	}
	return set
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
	if _, of := placeOf(*c.SourceArn); slices.Contains(regions, of) {
		return nil
	}
	return fault.SESRegionNotSupported(strings.Join(regions, ", "))
}

// placeOf is the service and the region in an ARN, whose form the model has checked.
func placeOf(arn string) (service, region string) {
	parts := strings.SplitN(arn, ":", 5)
	if len(parts) < 5 {
		return "", ""
	}
	return parts[2], parts[3]
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

// snsRegions are the regions a pool may send SMS from: its own and an older
// alternative where there is one, or that one alone. Seen: badmintoncryer/cdk-preflight
// (us-east-1), a public note on a failed deployment (ap-northeast-2). Doc: SMS message
// settings for user pools. Assumed: how two are listed (A082).
func snsRegions(region string) []string {
	switch region {
	case "us-east-2", "ca-central-1":
		return []string{region, "us-east-1"}
	case "eu-central-1", "eu-west-2":
		return []string{region, "eu-west-1"}
	case "ap-south-1":
		return []string{region, "ap-southeast-1"}
	case "ap-northeast-2":
		return []string{"ap-northeast-1"}
	}
	return []string{region}
}
