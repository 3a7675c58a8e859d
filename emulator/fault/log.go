package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// LogLevelNotSupported is SetLogDeliveryConfiguration with the level of the other
// source. Doc: LogConfigurationType (which goes with which). Assumed: text (A186).
func LogLevelNotSupported(level types.LogLevel, source types.EventSourceName) error {
	return invalidParameter("Log level %s is not supported for event source %s.", level, source)
}

// LogDestinations is a log without a destination, with two, or with one that its
// source does not have. Doc: LogConfigurationType. Assumed: text (A186).
func LogDestinations(source types.EventSourceName) error {
	return invalidParameter("Exactly one supported destination must be specified for event source %s.", source)
}

// LogDestinationInvalid is the ARN of another service. Assumed: refused, and the text (A186).
func LogDestinationInvalid(arn string) error {
	return invalidParameter("%s is not a valid log destination.", arn)
}
