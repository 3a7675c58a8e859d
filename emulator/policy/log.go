package policy

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// CheckLogs judges where a pool in that region is to send its logs: each source once, at its own level,
// to one place. Errors of messages go to a log group; what users do goes to a log group, a stream or a
// bucket, and needs PLUS.
// Doc: LogConfigurationType, "Exporting logs from Amazon Cognito user pools". Seen: acceptance tests of
// hashicorp/terraform-provider-aws, a pool without threat protection may send what users do. Assumed:
// the order, and the refusals nobody has seen (A186).
func CheckLogs(tier types.UserPoolTierType, region string, logs []types.LogConfigurationType) error {
	seen := map[types.EventSourceName]bool{}
	for _, c := range logs {
		if seen[c.EventSource] {
			return fault.LogSourceTwice()
		}
		seen[c.EventSource] = true
	}
	for _, c := range logs {
		if err := checkLog(region, c); err != nil {
			return err
		}
	}
	for _, feature := range LogFeatures(logs) {
		if err := CheckFeature(tier, feature); err != nil {
			return err
		}
	}
	return nil
}

// LogFeatures are the features of a tier that the delivery of these logs makes use of.
func LogFeatures(logs []types.LogConfigurationType) []Feature {
	if slices.ContainsFunc(logs, func(c types.LogConfigurationType) bool { return c.EventSource == types.EventSourceNameUserAuthEvents }) {
		return []Feature{LogStreaming}
	}
	return nil
}

func checkLog(region string, c types.LogConfigurationType) error {
	destinations := destinationsOf(c)
	level, places := types.LogLevelError, []string{"logs"}
	if c.EventSource == types.EventSourceNameUserAuthEvents {
		level, places = types.LogLevelInfo, []string{"logs", "firehose", "s3"}
	}
	switch {
	case c.LogLevel != level:
		return fault.LogLevelNotSupported(c.LogLevel, c.EventSource)
	case len(destinations) != 1:
		return fault.LogDestinations(c.EventSource)
	}
	for _, place := range places {
		if arn, ok := destinations[place]; ok {
			service, of := placeOf(arn)
			switch {
			case service != place:
				return fault.LogDestinationInvalid(arn)
			case place != "s3" && of != region: // the ARN of a bucket has no region
				return fault.ARNOfOtherRegion()
			}
			return nil
		}
	}
	return fault.LogDestinations(c.EventSource)
}

// destinationsOf are the ARNs of a configuration, by the service that they should be of.
func destinationsOf(c types.LogConfigurationType) map[string]string {
	all := map[string]string{}
	if d := c.CloudWatchLogsConfiguration; d != nil && d.LogGroupArn != nil {
		all["logs"] = aws.ToString(d.LogGroupArn)
	}
	if d := c.FirehoseConfiguration; d != nil && d.StreamArn != nil {
		all["firehose"] = aws.ToString(d.StreamArn)
	}
	if d := c.S3Configuration; d != nil && d.BucketArn != nil {
		all["s3"] = aws.ToString(d.BucketArn)
	}
	return all
}
