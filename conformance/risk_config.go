package conformance

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// wholeRisk is a risk configuration with every member.
func wholeRisk(w *World, client *string) *cip.SetRiskConfigurationInput {
	mail := func(subject string) *types.NotifyEmailType {
		return &types.NotifyEmailType{Subject: &subject, HtmlBody: new("<p>{ip-address}</p>"), TextBody: new("{ip-address}")}
	}
	action := func(a types.AccountTakeoverEventActionType) *types.AccountTakeoverActionType {
		return &types.AccountTakeoverActionType{EventAction: a, Notify: true}
	}
	return &cip.SetRiskConfigurationInput{
		UserPoolId: &w.pool.ID, ClientId: client,
		AccountTakeoverRiskConfiguration: &types.AccountTakeoverRiskConfigurationType{
			Actions: &types.AccountTakeoverActionsType{LowAction: action("NO_ACTION"), MediumAction: action("MFA_IF_CONFIGURED"), HighAction: action("BLOCK")},
			NotifyConfiguration: &types.NotifyConfigurationType{
				SourceArn: new("arn:aws:ses:us-east-1:123456789012:identity/admin@example.com"), From: new("Admin <admin@example.com>"),
				ReplyTo: new("admin@example.com"), BlockEmail: mail("block"), MfaEmail: mail("mfa"), NoActionEmail: mail("none"),
			},
		},
		CompromisedCredentialsRiskConfiguration: &types.CompromisedCredentialsRiskConfigurationType{
			Actions:     &types.CompromisedCredentialsActionsType{EventAction: "BLOCK"},
			EventFilter: []types.EventFilterType{types.EventFilterTypeSignIn, types.EventFilterTypeSignUp},
		},
		RiskExceptionConfiguration: &types.RiskExceptionConfigurationType{
			BlockedIPRangeList: []string{"192.0.2.1/32", "2001:db8::/32"}, SkippedIPRangeList: []string{"203.0.113.0/24"},
		},
	}
}

// riskShown is how a risk configuration is shown that was set just now.
func riskShown(in *cip.SetRiskConfigurationInput) *types.RiskConfigurationType {
	return &types.RiskConfigurationType{
		UserPoolId: in.UserPoolId, ClientId: in.ClientId, LastModifiedDate: Lately(),
		AccountTakeoverRiskConfiguration:        in.AccountTakeoverRiskConfiguration,
		CompromisedCredentialsRiskConfiguration: in.CompromisedCredentialsRiskConfiguration,
		RiskExceptionConfiguration:              in.RiskExceptionConfiguration,
	}
}

// riskConfigCases are about what a pool or a client does about risks. Doc: API_SetRiskConfiguration,
// API_DescribeRiskConfiguration, with their samples.
func riskConfigCases() []Case {
	both := ops("SetRiskConfiguration", "DescribeRiskConfiguration")
	stored := func(w *World, client *string, want *types.RiskConfigurationType) {
		w.t.Helper()
		Answers(w, w.API.DescribeRiskConfiguration, &cip.DescribeRiskConfigurationInput{UserPoolId: &w.pool.ID, ClientId: client},
			&cip.DescribeRiskConfigurationOutput{RiskConfiguration: want})
	}
	set := func(w *World, in *cip.SetRiskConfigurationInput) {
		w.t.Helper()
		Answers(w, w.API.SetRiskConfiguration, in, &cip.SetRiskConfigurationOutput{RiskConfiguration: riskShown(in)})
	}
	return []Case{
		{
			Operations: ops("DescribeRiskConfiguration"), Says: "where nobody set anything there are only the ids", Assumes: "A255", Given: protected("ENFORCED"),
			Steps: steps(func(w *World) {
				stored(w, nil, &types.RiskConfigurationType{UserPoolId: &w.pool.ID})
				stored(w, &w.client.ID, &types.RiskConfigurationType{UserPoolId: &w.pool.ID, ClientId: &w.client.ID})
			}),
		},
		{
			Operations: both, Says: "every member is kept, for the pool and for a client apart", Given: protected("AUDIT"),
			Steps: steps(
				func(w *World) {
					set(w, wholeRisk(w, nil))
					in := wholeRisk(w, &w.client.ID)
					in.RiskExceptionConfiguration = nil
					set(w, in)
				},
				func(w *World) {
					stored(w, nil, riskShown(wholeRisk(w, nil)))
					in := wholeRisk(w, &w.client.ID)
					in.RiskExceptionConfiguration = nil
					stored(w, &w.client.ID, riskShown(in)) // nothing of it comes from the pool
				},
			),
		},
		{
			Operations: both, Says: "what is left out the next time is gone", Given: protected("AUDIT"),
			Steps: steps(func(w *World) {
				in := wholeRisk(w, nil)
				set(w, in)
				in.AccountTakeoverRiskConfiguration, in.RiskExceptionConfiguration = nil, nil
				set(w, in)
				stored(w, nil, riskShown(in))
			}),
		},
		{
			Operations: both, Says: "a client whose configuration is left out altogether follows the pool again", Given: protected("AUDIT"),
			Steps: steps(func(w *World) {
				set(w, wholeRisk(w, nil))
				set(w, wholeRisk(w, &w.client.ID))
				Answers(w, w.API.SetRiskConfiguration, &cip.SetRiskConfigurationInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}, &cip.SetRiskConfigurationOutput{})
				stored(w, &w.client.ID, &types.RiskConfigurationType{UserPoolId: &w.pool.ID, ClientId: &w.client.ID})
				stored(w, nil, riskShown(wholeRisk(w, nil)))
			}),
		},
		{
			Operations: both, Says: "actions as strict as those of a higher level, and levels without one", Given: protected("AUDIT"),
			Steps: steps(func(w *World) {
				for _, change := range []func(*cip.SetRiskConfigurationInput){answering("BLOCK", "BLOCK", "BLOCK"), answering("NO_ACTION", "MFA_REQUIRED", "BLOCK"), answering("BLOCK", "", ""), answering("", "MFA_IF_CONFIGURED", "")} {
					in := &cip.SetRiskConfigurationInput{UserPoolId: &w.pool.ID}
					change(in)
					set(w, in)
				}
			}),
		},
	}
}

// riskConfigRefusals are what SetRiskConfiguration and DescribeRiskConfiguration do not take. Seen:
// badmintoncryer/cdk-preflight (the ranges and the sender).
func riskConfigRefusals() []Case {
	both := ops("SetRiskConfiguration", "DescribeRiskConfiguration")
	describe := func(w *World, client *string) *cip.DescribeRiskConfigurationInput {
		return &cip.DescribeRiskConfigurationInput{UserPoolId: &w.pool.ID, ClientId: client}
	}
	refuses := func(says, assumes string, change func(*cip.SetRiskConfigurationInput), texts ...string) Case {
		return Case{
			Operations: ops("SetRiskConfiguration"), Says: "refused: " + says, Assumes: assumes, Given: protected("AUDIT"),
			Steps: steps(func(w *World) {
				in := wholeRisk(w, nil)
				OK(w, w.API.SetRiskConfiguration, in)
				change(in)
				Refuses(w, w.API.SetRiskConfiguration, in, "InvalidParameterException", texts...)
				Answers(w, w.API.DescribeRiskConfiguration, describe(w, nil), &cip.DescribeRiskConfigurationOutput{RiskConfiguration: riskShown(wholeRisk(w, nil))})
			}),
		}
	}
	return []Case{
		refuses("a blocked address that is no range", "", except([]string{"192.0.2.1"}, nil), "Incorrect CIDR format"),
		refuses("a skipped range that is none", "", except(nil, []string{"203.0.113.0/33"}), "Incorrect CIDR format"),
		refuses("a sender that is no address", "", func(in *cip.SetRiskConfigurationInput) {
			in.AccountTakeoverRiskConfiguration.NotifyConfiguration.From = new("nobody")
		}, "Provided From email address is invalid"),
		refuses("a low risk that is answered more strictly than a high one", "A264", answering("BLOCK", "", "MFA_REQUIRED")),
		refuses("a medium risk that is answered more strictly than a high one", "A264", answering("", "MFA_REQUIRED", "MFA_IF_CONFIGURED")),
		refuses("a low risk that is answered more strictly than a medium one", "A264", answering("MFA_IF_CONFIGURED", "NO_ACTION", "BLOCK")),
		{
			Operations: both, Says: "refused: a pool without threat protection", Given: func(w *World) { w.Pool(Plus()) },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.SetRiskConfiguration, wholeRisk(w, nil), "UserPoolAddOnNotEnabledException", noAddOns)
				Refuses(w, w.API.DescribeRiskConfiguration, describe(w, nil), "UserPoolAddOnNotEnabledException", noAddOns)
			}),
		},
		{
			Operations: both, Says: "refused: a client of another pool",
			Given: func(w *World) { w.Pool(); w.Client(); w.Pool(Protected("AUDIT")) },
			Steps: steps(func(w *World) {
				text := "User pool client " + w.client.ID + " does not exist."
				Refuses(w, w.API.SetRiskConfiguration, wholeRisk(w, &w.client.ID), "ResourceNotFoundException", text)
				Refuses(w, w.API.DescribeRiskConfiguration, describe(w, &w.client.ID), "ResourceNotFoundException", text)
			}),
		},
		{
			Operations: both, Says: "refused: a pool that is not there",
			Steps: steps(func(w *World) {
				w.pool = &Pool{ID: "us-east-1_NotThere0"}
				const text = "User pool us-east-1_NotThere0 does not exist."
				Refuses(w, w.API.SetRiskConfiguration, wholeRisk(w, nil), "ResourceNotFoundException", text)
				Refuses(w, w.API.DescribeRiskConfiguration, describe(w, nil), "ResourceNotFoundException", text)
			}),
		},
	}
}
