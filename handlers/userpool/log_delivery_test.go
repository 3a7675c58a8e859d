package userpool_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

// What is set is shown, and replaces what was set before; events go where it says.
func TestLogDelivery(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, func(in *cip.CreateUserPoolInput) { in.UserPoolTier = types.UserPoolTierTypePlus })
	group, stream := aws.String("arn:aws:logs:us-east-1:123456789012:log-group:x"), aws.String("arn:aws:firehose:us-east-1:123456789012:deliverystream/x")
	shown := func(want ...types.LogConfigurationType) {
		t.Helper()
		got := ok(t, b.API.GetLogDeliveryConfiguration, &cip.GetLogDeliveryConfigurationInput{UserPoolId: made.Id})
		optest.Equal(t, got, &cip.GetLogDeliveryConfigurationOutput{LogDeliveryConfiguration: &types.LogDeliveryConfigurationType{
			UserPoolId: made.Id, LogConfigurations: append([]types.LogConfigurationType{}, want...),
		}})
	}
	set := func(want ...types.LogConfigurationType) {
		t.Helper()
		want = append([]types.LogConfigurationType{}, want...)
		got := ok(t, b.API.SetLogDeliveryConfiguration, &cip.SetLogDeliveryConfigurationInput{UserPoolId: made.Id, LogConfigurations: want})
		optest.Equal(t, got, &cip.SetLogDeliveryConfigurationOutput{LogDeliveryConfiguration: &types.LogDeliveryConfigurationType{
			UserPoolId: made.Id, LogConfigurations: want,
		}})
		shown(want...)
	}
	messages := types.LogConfigurationType{EventSource: "userNotification", LogLevel: "ERROR",
		CloudWatchLogsConfiguration: &types.CloudWatchLogsConfigurationType{LogGroupArn: group}}
	users := types.LogConfigurationType{EventSource: "userAuthEvents", LogLevel: "INFO",
		FirehoseConfiguration: &types.FirehoseConfigurationType{StreamArn: stream}}
	happens := func(source types.EventSourceName, level types.LogLevel) {
		t.Helper()
		b.Write(t, func(tx *state.Tx) error {
			tx.AppendLog(&state.LogEvent{Pool: state.PoolID(*made.Id), Region: "us-east-1", Source: source, Level: level, Message: []byte(`{}`), At: b.Now()})
			return nil
		})
	}

	shown()
	set(messages, users)
	happens("userAuthEvents", "INFO")
	set(users)
	happens("userNotification", "ERROR") // nowhere to go
	refused(t, b.API.SetLogDeliveryConfiguration, &cip.SetLogDeliveryConfigurationInput{UserPoolId: made.Id, LogConfigurations: []types.LogConfigurationType{users, users}},
		"InvalidParameterException", "Following event sources appear more then once in a request")
	shown(users)
	set()
	happens("userAuthEvents", "INFO")

	var got []string
	for _, e := range b.Env.Store.View().LogEvents(func(*state.LogEvent) bool { return true }) {
		got = append(got, e.Destination)
	}
	optest.Equal(t, got, []string{*stream})

	none := aws.String(missingPool)
	const code, text = "ResourceNotFoundException", "User pool us-east-1_000000000 does not exist."
	refused(t, b.API.GetLogDeliveryConfiguration, &cip.GetLogDeliveryConfigurationInput{UserPoolId: none}, code, text)
	refused(t, b.API.SetLogDeliveryConfiguration, &cip.SetLogDeliveryConfigurationInput{UserPoolId: none, LogConfigurations: []types.LogConfigurationType{}}, code, text)
}

func TestLogDeliveryNeverSet(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made := newPool(t, b, nil)
	if got := post(t, b, "000000000000", "us-east-1", "GetLogDeliveryConfiguration", `{"UserPoolId":"`+*made.Id+`"}`); got != `{"LogDeliveryConfiguration":{"UserPoolId":"`+*made.Id+`","LogConfigurations":[]}}` {
		t.Error(got)
	}
}
