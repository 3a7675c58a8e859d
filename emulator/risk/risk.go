// Package risk is threat protection: it records what users do, says how much there is to fear of it,
// and what is to be done then. A pool whose AdvancedSecurityMode is AUDIT is only watched, one whose
// mode is ENFORCED is protected, and of any other nothing is recorded.
//
// What the service learns from its traffic nobody can know here. Which addresses and users are a risk,
// which passwords are known elsewhere and where addresses are is said by whoever runs the emulator:
// see state.Threats.
package risk

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// Guard watches.
type Guard struct{ *op.Env }

// New returns the guard of an emulator.
func New(env *op.Env) *Guard { return &Guard{env} }

// Watching refuses what is about threat protection in a pool that has none.
func Watching(p *state.Pool) error {
	if policy.ThreatMode(&p.Config) == types.AdvancedSecurityModeTypeOff {
		return fault.AddOnNotEnabled()
	}
	return nil
}

// configuration is what holds for a client: its own configuration or, without one, the pool's.
// Doc: SetRiskConfiguration.
func configuration(v state.View, pool state.PoolID, client *state.Client) *state.RiskConfiguration {
	if client != nil {
		if r := v.RiskConfiguration(pool, client.ID); r != nil {
			return r
		}
	}
	return v.RiskConfiguration(pool, "")
}

// Admit refuses requests from addresses that are blocked, whoever they are about; name is the user
// that the request names. Doc: SetRiskConfiguration, RiskExceptionConfiguration. Assumed: not while
// the pool is only watched (A258).
func (g *Guard) Admit(c *op.Call, client *state.Client, name string, kind types.EventType) error {
	if policy.ThreatMode(&c.Pool.Config) != types.AdvancedSecurityModeTypeEnforced {
		return nil
	}
	r := configuration(c.View, c.Pool.ID, client)
	if r == nil || r.Exceptions == nil || !policy.Within(c.IP, r.Exceptions.BlockedIPRangeList) {
		return nil
	}
	if a := g.Watch(c, client, c.View.UserSigningIn(c.Pool, name), kind, ""); a != nil {
		a.event.Decision = types.RiskDecisionTypeBlock
		if err := a.Failed(); err != nil {
			return err
		}
	}
	return fault.AddressBlocked()
}

// assess says how much there is to fear of an attempt, and where it comes from. The highest of the
// levels that fit counts. Assumed: addresses that are skipped are not looked at in any way (A258), and
// any level is a takeover until the attempt is refused (A257).
func (a *Attempt) assess() {
	c, r := a.call, a.config
	a.event.Decision = types.RiskDecisionTypeNoRisk
	a.skipped = r != nil && r.Exceptions != nil && policy.Within(c.IP, r.Exceptions.SkippedIPRangeList)
	t := c.View.Threats(c.Pool.ID)
	if t == nil {
		return
	}
	for _, place := range t.Places {
		if policy.Within(c.IP, []string{place.Addresses}) {
			a.event.Context.City, a.event.Context.Country = place.City, place.Country
			break
		}
	}
	if a.skipped {
		return
	}
	for _, x := range t.Risks {
		if (x.Addresses == "" || policy.Within(c.IP, []string{x.Addresses})) && a.means(x.Username) && higher(x.Level, a.event.Level) {
			a.event.Level = x.Level
		}
	}
	if a.event.Level != "" {
		a.event.Decision = types.RiskDecisionTypeAccountTakeover
	}
}

// means tells whether a name is one of the user's; the empty name is everybody's.
func (a *Attempt) means(name string) bool {
	if name == "" || name == a.user.Username {
		return true
	}
	u := a.call.View.UserCalled(a.call.Pool, name)
	return u != nil && u.Sub == a.user.Sub
}

// higher compares two levels; the empty one is the lowest.
func higher(a, b types.RiskLevelType) bool {
	height := func(l types.RiskLevelType) int {
		switch l {
		case types.RiskLevelTypeLow:
			return 1
		case types.RiskLevelTypeMedium:
			return 2
		case types.RiskLevelTypeHigh:
			return 3
		}
		return 0
	}
	return height(a) > height(b)
}

// compromised tells whether the user's password is known elsewhere.
func (a *Attempt) compromised(password string, occasion types.EventFilterType) bool {
	t := a.call.View.Threats(a.call.Pool.ID)
	if t == nil || a.skipped || !policy.WatchesCompromised(a.config, occasion) {
		return false
	}
	for _, x := range t.Compromised {
		if x.Password == password && a.means(x.Username) {
			return true
		}
	}
	return false
}
