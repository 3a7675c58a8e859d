package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
)

func TestCheckLogs(t *testing.T) {
	t.Parallel()
	const (
		group      = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/x"
		stream     = "arn:aws:firehose:us-east-1:123456789012:deliverystream/x"
		bucket     = "arn:aws:s3:::x"
		oneOnly    = "Exactly one supported destination must be specified for event source "
		notAllowed = " is not supported for event source "
	)
	log := func(source types.EventSourceName, level types.LogLevel, group, stream, bucket string) types.LogConfigurationType {
		c := types.LogConfigurationType{EventSource: source, LogLevel: level}
		if group != "" {
			c.CloudWatchLogsConfiguration = &types.CloudWatchLogsConfigurationType{LogGroupArn: aws.String(group)}
		}
		if stream != "" {
			c.FirehoseConfiguration = &types.FirehoseConfigurationType{StreamArn: aws.String(stream)}
		}
		if bucket != "" {
			c.S3Configuration = &types.S3ConfigurationType{BucketArn: aws.String(bucket)}
		}
		return c
	}
	const message, user = types.EventSourceNameUserNotification, types.EventSourceNameUserAuthEvents
	good := log(message, "ERROR", group, "", "")
	for name, c := range map[string]struct {
		tier types.UserPoolTierType
		logs []types.LogConfigurationType
		want string
	}{
		"none":               {"LITE", nil, ""},
		"errors of messages": {"LITE", []types.LogConfigurationType{good}, ""},
		"both":               {"PLUS", []types.LogConfigurationType{good, log(user, "INFO", "", stream, "")}, ""},
		"to a log group":     {"PLUS", []types.LogConfigurationType{log(user, "INFO", group, "", "")}, ""},
		"to a bucket":        {"PLUS", []types.LogConfigurationType{log(user, "INFO", "", "", bucket)}, ""},
		"not PLUS": {"ESSENTIALS", []types.LogConfigurationType{log(user, "INFO", "", "", bucket)},
			"FeatureUnavailableInTierException: The following feature is not available for the ESSENTIALS pricing tier configured: Log Streaming"},
		"twice":             {"PLUS", []types.LogConfigurationType{good, good}, invalidParameter + "Following event sources appear more then once in a request"},
		"other level":       {"PLUS", []types.LogConfigurationType{log(message, "INFO", group, "", "")}, invalidParameter + "Log level INFO" + notAllowed + "userNotification."},
		"another level":     {"PLUS", []types.LogConfigurationType{log(user, "ERROR", group, "", "")}, invalidParameter + "Log level ERROR" + notAllowed + "userAuthEvents."},
		"nowhere":           {"PLUS", []types.LogConfigurationType{log(user, "INFO", "", "", "")}, invalidParameter + oneOnly + "userAuthEvents."},
		"two places":        {"PLUS", []types.LogConfigurationType{log(user, "INFO", group, stream, "")}, invalidParameter + oneOnly + "userAuthEvents."},
		"no such place":     {"PLUS", []types.LogConfigurationType{log(message, "ERROR", "", "", bucket)}, invalidParameter + oneOnly + "userNotification."},
		"an empty place":    {"PLUS", []types.LogConfigurationType{{EventSource: message, LogLevel: "ERROR", CloudWatchLogsConfiguration: &types.CloudWatchLogsConfigurationType{}}}, invalidParameter + oneOnly + "userNotification."},
		"another service":   {"PLUS", []types.LogConfigurationType{log(user, "INFO", stream, "", "")}, invalidParameter + stream + " is not a valid log destination."},
		"another region":    {"PLUS", []types.LogConfigurationType{log(message, "ERROR", "arn:aws:logs:eu-west-1:123456789012:log-group:x", "", "")}, invalidParameter + "ARN does not belong to current region"},
		"stream of another": {"PLUS", []types.LogConfigurationType{log(user, "INFO", "", "arn:aws:firehose:eu-west-1:123456789012:deliverystream/x", "")}, invalidParameter + "ARN does not belong to current region"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantError(t, policy.CheckLogs(c.tier, "us-east-1", c.logs), c.want)
		})
	}
}
