package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const (
	logGroup  = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/x"
	logStream = "arn:aws:firehose:us-east-1:123456789012:deliverystream/x"
	logBucket = "arn:aws:s3:::x"
)

// Plus makes a pool of the highest tier.
func Plus() PoolOption {
	return With(func(in *cip.CreateUserPoolInput) { in.UserPoolTier = types.UserPoolTierTypePlus })
}

// logTo says where events of a source go.
func logTo(source types.EventSourceName, arn string) types.LogConfigurationType {
	c := types.LogConfigurationType{EventSource: source, LogLevel: types.LogLevelError}
	if source == types.EventSourceNameUserAuthEvents {
		c.LogLevel = types.LogLevelInfo
	}
	switch arn {
	case logStream:
		c.FirehoseConfiguration = &types.FirehoseConfigurationType{StreamArn: &arn}
	case logBucket:
		c.S3Configuration = &types.S3ConfigurationType{BucketArn: &arn}
	default:
		c.CloudWatchLogsConfiguration = &types.CloudWatchLogsConfigurationType{LogGroupArn: &arn}
	}
	return c
}

// logDeliveryCases are about where logs go. Doc: API_SetLogDeliveryConfiguration, LogConfigurationType. Seen: acceptance
// tests of hashicorp/terraform-provider-aws, badmintoncryer/cdk-preflight.
func logDeliveryCases() []Case {
	const messages, users = types.EventSourceNameUserNotification, types.EventSourceNameUserAuthEvents
	both := ops("SetLogDeliveryConfiguration", "GetLogDeliveryConfiguration")
	set := func(w *World, logs ...types.LogConfigurationType) *cip.SetLogDeliveryConfigurationInput {
		return &cip.SetLogDeliveryConfigurationInput{UserPoolId: &w.pool.ID, LogConfigurations: append([]types.LogConfigurationType{}, logs...)}
	}
	shown := func(w *World, logs ...types.LogConfigurationType) *types.LogDeliveryConfigurationType {
		return &types.LogDeliveryConfigurationType{UserPoolId: &w.pool.ID, LogConfigurations: append([]types.LogConfigurationType{}, logs...)}
	}
	stored := func(w *World, logs ...types.LogConfigurationType) {
		w.t.Helper()
		Answers(w, w.API.GetLogDeliveryConfiguration, &cip.GetLogDeliveryConfigurationInput{UserPoolId: &w.pool.ID},
			&cip.GetLogDeliveryConfigurationOutput{LogDeliveryConfiguration: shown(w, logs...)})
	}
	goes := func(says string, options []PoolOption, logs ...types.LogConfigurationType) Case {
		return Case{
			Operations: both, Says: says, Given: inPool(options...),
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.SetLogDeliveryConfiguration, set(w, logs...), &cip.SetLogDeliveryConfigurationOutput{LogDeliveryConfiguration: shown(w, logs...)})
				},
				func(w *World) { stored(w, logs...) },
			),
		}
	}
	refuses := func(says, assumes, code string, logs []types.LogConfigurationType, texts ...string) Case {
		return Case{
			Operations: ops("SetLogDeliveryConfiguration"), Says: "refused: " + says, Assumes: assumes, Given: inPool(Plus()),
			Steps: steps(func(w *World) {
				OK(w, w.API.SetLogDeliveryConfiguration, set(w, logTo(messages, logGroup)))
				Refuses(w, w.API.SetLogDeliveryConfiguration, set(w, logs...), code, texts...)
				stored(w, logTo(messages, logGroup))
			}),
		}
	}
	list := func(logs ...types.LogConfigurationType) []types.LogConfigurationType { return logs }
	otherLevel, two, none := logTo(users, logGroup), logTo(users, logGroup), logTo(users, logGroup)
	otherLevel.LogLevel = types.LogLevelError
	two.FirehoseConfiguration = &types.FirehoseConfigurationType{StreamArn: new(logStream)}
	none.CloudWatchLogsConfiguration = nil
	return []Case{
		{
			Operations: ops("GetLogDeliveryConfiguration"), Says: "nothing is delivered where nobody has said so", Assumes: "A186", Given: inPool(),
			Steps: steps(func(w *World) { stored(w) }),
		},
		goes("errors of messages go to a log group, from a pool of any tier", []PoolOption{With(func(in *cip.CreateUserPoolInput) { in.UserPoolTier = types.UserPoolTierTypeLite })}, logTo(messages, logGroup)),
		goes("what users do goes to a log group", []PoolOption{Plus()}, logTo(users, logGroup)),
		goes("what users do goes to a stream", []PoolOption{Plus()}, logTo(users, logStream)),
		goes("what users do goes to a bucket", []PoolOption{Plus()}, logTo(users, logBucket)),
		goes("both sources have a place of their own", []PoolOption{Plus()}, logTo(messages, logGroup), logTo(users, logStream)),
		{
			Operations: both, Says: "what is set replaces what was set, an empty list all of it", Given: inPool(Plus()),
			Steps: steps(func(w *World) {
				OK(w, w.API.SetLogDeliveryConfiguration, set(w, logTo(messages, logGroup)))
				OK(w, w.API.SetLogDeliveryConfiguration, set(w, logTo(users, logBucket)))
				stored(w, logTo(users, logBucket))
				Answers(w, w.API.SetLogDeliveryConfiguration, set(w), &cip.SetLogDeliveryConfigurationOutput{LogDeliveryConfiguration: shown(w)})
				stored(w)
			}),
		},
		refuses("a source that is named twice", "", "InvalidParameterException", list(logTo(messages, logGroup), logTo(messages, logGroup)),
			"Following event sources appear more then once in a request"),
		refuses("a log group in another region", "", "InvalidParameterException", list(logTo(messages, "arn:aws:logs:eu-west-1:123456789012:log-group:x")),
			"ARN does not belong to current region"),
		refuses("the level of the other source", "A186", "InvalidParameterException", list(otherLevel)),
		refuses("two destinations", "A186", "InvalidParameterException", list(two)),
		refuses("no destination", "A186", "InvalidParameterException", list(none)),
		refuses("errors of messages to a bucket", "A186", "InvalidParameterException", list(logTo(messages, logBucket))),
		refuses("a destination of another service", "A186", "InvalidParameterException", list(logTo(users, "arn:aws:sqs:us-east-1:123456789012:x"))),
		{
			Operations: ops("SetLogDeliveryConfiguration"), Says: "refused: what users do, in a pool that is not PLUS", Given: inPool(),
			Steps: steps(func(w *World) {
				Refuses(w, w.API.SetLogDeliveryConfiguration, set(w, logTo(users, logBucket)), "FeatureUnavailableInTierException",
					"The following feature is not available for the ESSENTIALS pricing tier configured: Log Streaming")
			}),
		},
		{
			Operations: both, Says: "refused: a pool that is not there",
			Steps: steps(func(w *World) {
				pool, code, text := new("us-east-1_NotThere0"), "ResourceNotFoundException", "User pool us-east-1_NotThere0 does not exist."
				Refuses(w, w.API.GetLogDeliveryConfiguration, &cip.GetLogDeliveryConfigurationInput{UserPoolId: pool}, code, text)
				Refuses(w, w.API.SetLogDeliveryConfiguration, &cip.SetLogDeliveryConfigurationInput{UserPoolId: pool, LogConfigurations: []types.LogConfigurationType{}}, code, text)
			}),
		},
		{
			Operations: ops("SetLogDeliveryConfiguration", "InitiateAuth"), Says: "what users do can be read where it goes", Needs: needs(Inspect),
			Given: func(w *World) {
				w.Pool(Plus(), With(func(in *cip.CreateUserPoolInput) {
					in.UserPoolAddOns = &types.UserPoolAddOnsType{AdvancedSecurityMode: types.AdvancedSecurityModeTypeAudit}
				}))
				w.Client()
				w.User()
			},
			Steps: steps(
				func(w *World) {
					w.Tokens() // before anybody asked for it
					OK(w, w.API.SetLogDeliveryConfiguration, set(w, logTo(users, logStream)))
					w.Tokens()
				},
				func(w *World) {
					var got struct {
						Logs []struct {
							Destination string
							Record      struct {
								EventTimestamp, EventSource, LogLevel string
								Message                               struct{ EventType, UserSub string }
								LogSourceID                           struct{ UserPoolID string } `json:"logSourceId"`
							}
						}
					}
					w.inspect("GET", "/_inspect/logs?eventSource=userAuthEvents&userPoolId="+w.pool.ID, "", &got)
					if len(got.Logs) != 1 {
						w.Fatalf("%d events: %+v", len(got.Logs), got.Logs)
					}
					e := got.Logs[0]
					w.Equal([]string{e.Destination, e.Record.EventSource, e.Record.LogLevel, e.Record.Message.EventType, e.Record.Message.UserSub, e.Record.LogSourceID.UserPoolID},
						[]string{logStream, "USER_ACTIVITY", "INFO", "SignIn", w.user.Sub, w.pool.ID})
				},
			),
		},
	}
}
