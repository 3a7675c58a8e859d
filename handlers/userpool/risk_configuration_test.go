package userpool_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
)

// protected is a pool with threat protection in that mode.
func protected(mode types.AdvancedSecurityModeType) func(*cip.CreateUserPoolInput) {
	return func(in *cip.CreateUserPoolInput) {
		in.UserPoolTier = types.UserPoolTierTypePlus
		in.UserPoolAddOns = &types.UserPoolAddOnsType{AdvancedSecurityMode: mode}
	}
}

// everything is a risk configuration with all members.
func everything(pool, client *string) *cip.SetRiskConfigurationInput {
	mail := func(subject string) *types.NotifyEmailType {
		return &types.NotifyEmailType{Subject: &subject, HtmlBody: aws.String("<p>{ip-address}</p>"), TextBody: aws.String("{ip-address}")}
	}
	action := func(a types.AccountTakeoverEventActionType) *types.AccountTakeoverActionType {
		return &types.AccountTakeoverActionType{EventAction: a, Notify: true}
	}
	return &cip.SetRiskConfigurationInput{
		UserPoolId: pool, ClientId: client,
		AccountTakeoverRiskConfiguration: &types.AccountTakeoverRiskConfigurationType{
			Actions: &types.AccountTakeoverActionsType{LowAction: action("NO_ACTION"), MediumAction: action("MFA_IF_CONFIGURED"), HighAction: action("BLOCK")},
			NotifyConfiguration: &types.NotifyConfigurationType{
				SourceArn: aws.String("arn:aws:ses:us-east-1:123456789012:identity/admin@example.com"), From: aws.String("Admin <admin@example.com>"),
				ReplyTo: aws.String("admin@example.com"), BlockEmail: mail("block"), MfaEmail: mail("mfa"), NoActionEmail: mail("none"),
			},
		},
		CompromisedCredentialsRiskConfiguration: &types.CompromisedCredentialsRiskConfigurationType{
			Actions: &types.CompromisedCredentialsActionsType{EventAction: "BLOCK"}, EventFilter: []types.EventFilterType{"SIGN_IN", "SIGN_UP"}},
		RiskExceptionConfiguration: &types.RiskExceptionConfigurationType{
			BlockedIPRangeList: []string{"192.0.2.1/32"}, SkippedIPRangeList: []string{"203.0.113.0/24"}},
	}
}

func TestRiskConfiguration(t *testing.T) {
	t.Parallel()
	b := bench(t)
	pool := newPool(t, b, protected("AUDIT"))
	client := (*string)(&b.Client(t, b.Env.Store.View().AllPools()[0], &cip.CreateUserPoolClientInput{ClientName: aws.String("c")}).ID)
	show := func(client *string) *types.RiskConfigurationType {
		t.Helper()
		return ok(t, b.API.DescribeRiskConfiguration, &cip.DescribeRiskConfigurationInput{UserPoolId: pool.Id, ClientId: client}).RiskConfiguration
	}
	optest.Equal(t, show(nil), &types.RiskConfigurationType{UserPoolId: pool.Id})
	optest.Equal(t, show(client), &types.RiskConfigurationType{UserPoolId: pool.Id, ClientId: client})

	for _, scope := range []*string{nil, client} {
		in := everything(pool.Id, scope)
		want := &types.RiskConfigurationType{
			UserPoolId: pool.Id, ClientId: scope, AccountTakeoverRiskConfiguration: in.AccountTakeoverRiskConfiguration,
			CompromisedCredentialsRiskConfiguration: in.CompromisedCredentialsRiskConfiguration,
			RiskExceptionConfiguration:              in.RiskExceptionConfiguration, LastModifiedDate: aws.Time(b.Now()),
		}
		optest.Equal(t, ok(t, b.API.SetRiskConfiguration, in).RiskConfiguration, want)
		optest.Equal(t, show(scope), want)
		// What is left out the next time is gone.
		in.AccountTakeoverRiskConfiguration, in.RiskExceptionConfiguration = nil, nil
		want.AccountTakeoverRiskConfiguration, want.RiskExceptionConfiguration = nil, nil
		optest.Equal(t, ok(t, b.API.SetRiskConfiguration, in).RiskConfiguration, want)
	}
	out := ok(t, b.API.SetRiskConfiguration, &cip.SetRiskConfigurationInput{UserPoolId: pool.Id, ClientId: client})
	optest.Equal(t, out.RiskConfiguration, (*types.RiskConfigurationType)(nil))
	optest.Equal(t, show(client), &types.RiskConfigurationType{UserPoolId: pool.Id, ClientId: client})
	if show(nil).CompromisedCredentialsRiskConfiguration == nil {
		t.Error("the reset of a client reset the pool")
	}
}

func TestRiskConfigurationRefused(t *testing.T) {
	t.Parallel()
	b := bench(t)
	off, on := newPool(t, b, nil), newPool(t, b, protected("ENFORCED"))
	const (
		noAddOn = "User pool add-ons are not enabled for this user pool."
		foreign = "User pool client nobody does not exist."
	)
	refused(t, b.API.SetRiskConfiguration, everything(off.Id, nil), "UserPoolAddOnNotEnabledException", noAddOn)
	refused(t, b.API.DescribeRiskConfiguration, &cip.DescribeRiskConfigurationInput{UserPoolId: off.Id}, "UserPoolAddOnNotEnabledException", noAddOn)
	refused(t, b.API.SetRiskConfiguration, everything(on.Id, aws.String("nobody")), "ResourceNotFoundException", foreign)
	refused(t, b.API.DescribeRiskConfiguration, &cip.DescribeRiskConfigurationInput{UserPoolId: on.Id, ClientId: aws.String("nobody")}, "ResourceNotFoundException", foreign)
	in := everything(on.Id, nil)
	in.RiskExceptionConfiguration.SkippedIPRangeList = []string{"203.0.113.1"}
	refused(t, b.API.SetRiskConfiguration, in, "InvalidParameterException", "Incorrect CIDR format")
}
