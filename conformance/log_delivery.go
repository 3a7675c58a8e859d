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
	refuses := func(says, assumes string, logs []types.LogConfigurationType, texts ...string) Case {
		return Case{
			Operations: ops("SetLogDeliveryConfiguration"), Says: "refused: " + says, Assumes: assumes, Given: inPool(Plus()),
			Steps: steps(func(w *World) {
				OK(w, w.API.SetLogDeliveryConfiguration, set(w, logTo(messages, logGroup)))
				Refuses(w, w.API.SetLogDeliveryConfiguration, set(w, logs...), "InvalidParameterException", texts...)
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
		refuses("a source that is named twice", "", list(logTo(messages, logGroup), logTo(messages, logGroup)),
			"Following event sources appear more then once in a request"),
		refuses("a log group in another region", "", list(logTo(messages, "arn:aws:logs:eu-west-1:123456789012:log-group:x")),
			"ARN does not belong to current region"),
		refuses("the level of the other source", "A186", list(otherLevel)),
		refuses("two destinations", "A186", list(two)),
		refuses("no destination", "A186", list(none)),
		refuses("errors of messages to a bucket", "A186", list(logTo(messages, logBucket))),
		refuses("a destination of another service", "A186", list(logTo(users, "arn:aws:sqs:us-east-1:123456789012:x"))),
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
					w.Equal(w.logged(users), []logged{{logStream, "USER_ACTIVITY", "INFO", "SignIn", w.user.Sub, "", w.pool.ID}})
				},
			),
		},
		{
			Operations: ops("SetLogDeliveryConfiguration", "AdminCreateUser"), Says: "a message that cannot be sent can be read where errors go", Assumes: "A187", Needs: needs(Inspect), Given: inPool(),
			Steps: steps(
				func(w *World) {
					OK(w, w.API.SetLogDeliveryConfiguration, set(w, logTo(messages, logGroup)))
					Refuses(w, w.API.AdminCreateUser, &cip.AdminCreateUserInput{
						UserPoolId: &w.pool.ID, Username: new("ann"), UserAttributes: attributes("phone_number", annPhone)}, "CodeDeliveryFailureException")
				},
				func(w *World) {
					w.Equal(w.logged(messages), []logged{{logGroup, "USER_NOTIFICATION", "ERROR", "", "", AnyText, w.pool.ID}})
				},
			),
		},
	}
}

// logged is what matters of a line of a log.
type logged struct{ Destination, Source, Level, Event, Sub, Details, Pool string }

// logged reads what the pool made last wrote to the log of a source.
func (w *World) logged(source types.EventSourceName) []logged {
	w.t.Helper()
	var got struct {
		Logs []struct {
			Destination string
			Record      struct {
				EventSource, LogLevel string
				Message               struct{ EventType, UserSub, Details string }
				LogSourceID           struct{ UserPoolID string } `json:"logSourceId"`
			}
		}
	}
	w.inspect("GET", "/_inspect/logs?eventSource="+string(source)+"&userPoolId="+w.pool.ID, "", &got)
	var lines []logged
	for _, l := range got.Logs {
		r := l.Record
		lines = append(lines, logged{l.Destination, r.EventSource, r.LogLevel, r.Message.EventType, r.Message.UserSub, r.Message.Details, r.LogSourceID.UserPoolID})
	}
	return lines
}
