package policy_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

func action(a types.AccountTakeoverEventActionType) *types.AccountTakeoverActionType {
	if a == "" {
		return nil
	}
	return &types.AccountTakeoverActionType{EventAction: a}
}

func TestCheckRisk(t *testing.T) {
	t.Parallel()
	levels := func(low, medium, high types.AccountTakeoverEventActionType) *cip.SetRiskConfigurationInput {
		return &cip.SetRiskConfigurationInput{AccountTakeoverRiskConfiguration: &types.AccountTakeoverRiskConfigurationType{
			Actions: &types.AccountTakeoverActionsType{LowAction: action(low), MediumAction: action(medium), HighAction: action(high)}}}
	}
	ranges := func(blocked, skipped string) *cip.SetRiskConfigurationInput {
		return &cip.SetRiskConfigurationInput{RiskExceptionConfiguration: &types.RiskExceptionConfigurationType{
			BlockedIPRangeList: []string{blocked}, SkippedIPRangeList: []string{skipped}}}
	}
	from := func(address string) *cip.SetRiskConfigurationInput {
		in := levels("", "", "")
		in.AccountTakeoverRiskConfiguration.NotifyConfiguration = &types.NotifyConfigurationType{From: aws.String(address)}
		return in
	}
	const (
		outOfOrder = invalidParameter + "The action for a lower risk level can not be stricter than the action for a higher risk level."
		badCIDR    = invalidParameter + "Incorrect CIDR format"
	)
	for _, c := range []struct {
		in   *cip.SetRiskConfigurationInput
		want string
	}{
		{&cip.SetRiskConfigurationInput{}, ""},
		{levels("", "", ""), ""},
		{levels("NO_ACTION", "MFA_IF_CONFIGURED", "MFA_REQUIRED"), ""},
		{levels("BLOCK", "BLOCK", "BLOCK"), ""},
		{levels("BLOCK", "", ""), ""},
		{levels("MFA_REQUIRED", "MFA_IF_CONFIGURED", "BLOCK"), outOfOrder},
		{levels("BLOCK", "", "MFA_REQUIRED"), outOfOrder},
		{levels("", "BLOCK", "NO_ACTION"), outOfOrder},
		{ranges("192.0.2.0/24", "2001:db8::/32"), ""},
		{ranges("192.0.2.1", "203.0.113.1/32"), badCIDR},
		{ranges("192.0.2.1/32", "203.0.113.1/33"), badCIDR},
		{from("Administrator <admin@example.com>"), ""},
		{from("admin"), invalidParameter + "Provided From email address is invalid"},
	} {
		wantError(t, policy.CheckRisk(c.in), c.want)
	}
}

func TestWithin(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		ip, ranges string
		want       bool
	}{
		{"192.0.2.7", "192.0.2.0/24", true},
		{"192.0.3.7", "192.0.2.0/24", false},
		{"192.0.2.7", "192.0.2.7", true},
		{"::ffff:192.0.2.7", "192.0.2.7/32", true},
		{"192.0.2.7", "192.0.2.9/24", true}, // a range that is not written down neatly
		{"2001:db8::1", "2001:db8::/32", true},
		{"fe80::1%eth0", "fe80::/10", true},
		{"192.0.2.7", "2001:db8::/32", false},
		{"", "0.0.0.0/0", false},
		{"192.0.2.7", "nonsense", false},
	} {
		if got := policy.Within(c.ip, []string{c.ranges}); got != c.want {
			t.Errorf("%s within %s: %v", c.ip, c.ranges, got)
		}
	}
}

func TestBlocksCompromised(t *testing.T) {
	t.Parallel()
	configured := func(a types.CompromisedCredentialsEventActionType, filter ...types.EventFilterType) *state.RiskConfiguration {
		return &state.RiskConfiguration{Compromised: &types.CompromisedCredentialsRiskConfigurationType{
			Actions: &types.CompromisedCredentialsActionsType{EventAction: a}, EventFilter: filter}}
	}
	for name, c := range map[string]struct {
		r    *state.RiskConfiguration
		want bool
	}{
		"nothing configured": {nil, false},
		"something else":     {&state.RiskConfiguration{}, false},
		"every occasion":     {configured("BLOCK"), true},
		"this occasion":      {configured("BLOCK", "SIGN_UP", "SIGN_IN"), true},
		"another occasion":   {configured("BLOCK", "SIGN_UP"), false},
		"nothing is to be":   {configured("NO_ACTION"), false},
	} {
		if got := policy.BlocksCompromised(c.r, types.EventFilterTypeSignIn); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
