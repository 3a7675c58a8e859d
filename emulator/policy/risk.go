package policy

import (
	"net/netip"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// CheckRisk judges what SetRiskConfiguration asks for.
func CheckRisk(in *cip.SetRiskConfigurationInput) error {
	if x := in.RiskExceptionConfiguration; x != nil {
		for _, list := range [][]string{x.BlockedIPRangeList, x.SkippedIPRangeList} {
			for _, text := range list {
				if _, err := netip.ParsePrefix(text); err != nil {
					return fault.IncorrectCIDR()
				}
			}
		}
	}
	if x := in.AccountTakeoverRiskConfiguration; x != nil {
		if err := checkActions(x.Actions); err != nil {
			return err
		}
		if n := x.NotifyConfiguration; n != nil {
			if from := aws.ToString(n.From); from != "" && !IsEmail(bareAddress(from)) {
				return fault.InvalidFromAddress()
			}
		}
	}
	return nil
}

// checkActions refuses a lower risk that is answered more strictly than a higher one. Levels without
// an action are not compared. Doc: adaptive authentication.
func checkActions(a *types.AccountTakeoverActionsType) error {
	strictest := len(strictness())
	for _, action := range []*types.AccountTakeoverActionType{a.HighAction, a.MediumAction, a.LowAction} {
		if action == nil {
			continue
		}
		strict := slices.Index(strictness(), action.EventAction)
		if strict > strictest {
			return fault.RiskActionsOutOfOrder()
		}
		strictest = strict
	}
	return nil
}

// strictness are the answers to a risk, the most lenient first.
func strictness() []types.AccountTakeoverEventActionType {
	return []types.AccountTakeoverEventActionType{
		types.AccountTakeoverEventActionTypeNoAction, types.AccountTakeoverEventActionTypeMfaIfConfigured,
		types.AccountTakeoverEventActionTypeMfaRequired, types.AccountTakeoverEventActionTypeBlock,
	}
}

// RiskAction is what a configuration, which may be nil, says about a level; nil: nothing.
func RiskAction(r *state.RiskConfiguration, level types.RiskLevelType) *types.AccountTakeoverActionType {
	if r == nil || r.Takeover == nil || r.Takeover.Actions == nil {
		return nil
	}
	switch level {
	case types.RiskLevelTypeLow:
		return r.Takeover.Actions.LowAction
	case types.RiskLevelTypeMedium:
		return r.Takeover.Actions.MediumAction
	case types.RiskLevelTypeHigh:
		return r.Takeover.Actions.HighAction
	}
	return nil
}

// BlocksCompromised tells whether a configuration, which may be nil, wants compromised passwords
// refused on an occasion. Without a filter it is every occasion.
// Doc: CompromisedCredentialsRiskConfigurationType.
func BlocksCompromised(r *state.RiskConfiguration, occasion types.EventFilterType) bool {
	return r != nil && r.Compromised != nil && r.Compromised.Actions != nil &&
		r.Compromised.Actions.EventAction == types.CompromisedCredentialsEventActionTypeBlock &&
		WatchesCompromised(r, occasion)
}

// WatchesCompromised tells whether passwords are looked at on an occasion.
func WatchesCompromised(r *state.RiskConfiguration, occasion types.EventFilterType) bool {
	return r == nil || r.Compromised == nil || len(r.Compromised.EventFilter) == 0 ||
		slices.Contains(r.Compromised.EventFilter, occasion)
}

// Addresses reads an IP address or a range of them.
func Addresses(text string) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(text); err == nil {
		return p.Masked(), true
	}
	a, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}, false
	}
	a = a.Unmap().WithZone("")
	return netip.PrefixFrom(a, a.BitLen()), true
}

// Within tells whether an IP address is in one of the ranges, or is one of the addresses.
func Within(ip string, ranges []string) bool {
	a, err := netip.ParseAddr(ip)
	if err != nil {
		return false
	}
	a = a.Unmap().WithZone("")
	return slices.ContainsFunc(ranges, func(text string) bool {
		p, ok := Addresses(text)
		return ok && p.Contains(a)
	})
}

// ThreatMode is what threat protection does in a pool: OFF, AUDIT or ENFORCED.
func ThreatMode(pool *types.UserPoolType) types.AdvancedSecurityModeType {
	if pool.UserPoolAddOns == nil || pool.UserPoolAddOns.AdvancedSecurityMode == "" {
		return types.AdvancedSecurityModeTypeOff
	}
	return pool.UserPoolAddOns.AdvancedSecurityMode
}

// CustomThreatMode is the same for sign-ins by custom authentication. Doc:
// AdvancedSecurityAdditionalFlowsType: it is said beside the other, which must not be off.
func CustomThreatMode(pool *types.UserPoolType) types.AdvancedSecurityModeType {
	if ThreatMode(pool) == types.AdvancedSecurityModeTypeOff || pool.UserPoolAddOns.AdvancedSecurityAdditionalFlows == nil {
		return types.AdvancedSecurityModeTypeOff
	}
	switch pool.UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode {
	case types.AdvancedSecurityEnabledModeTypeAudit:
		return types.AdvancedSecurityModeTypeAudit
	case types.AdvancedSecurityEnabledModeTypeEnforced:
		return types.AdvancedSecurityModeTypeEnforced
	}
	return types.AdvancedSecurityModeTypeOff
}
