package authflow

import (
	"regexp"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// TestStandsIn is the table of when a device takes the place of the second factor.
func TestStandsIn(t *testing.T) {
	able := state.Device{Remembered: true, Verifier: []byte{2}, MFA: true}
	totp := decision{challenge: totpMFA}
	for name, c := range map[string]struct {
		device   func(d *state.Device)
		pool     types.DeviceConfigurationType
		asked    decision
		chosen   types.ChallengeNameType
		target   int
		want     bool
		mustAsk  bool // the device proves itself, sooner or later
		noDevice bool
	}{
		"no device":                        {noDevice: true, pool: replacing(), asked: totp},
		"a remembered one":                 {pool: replacing(), asked: totp, want: true, mustAsk: true},
		"for a choice of factors":          {pool: replacing(), asked: decision{challenge: types.ChallengeNameTypeSelectMfaType}, want: true, mustAsk: true},
		"not for setting one up":           {pool: replacing(), asked: decision{challenge: types.ChallengeNameTypeMfaSetup}, mustAsk: true},
		"not for one that was chosen":      {pool: replacing(), asked: totp, chosen: totpMFA, mustAsk: true},
		"not for what a level needs":       {pool: replacing(), asked: totp, target: levelApp, mustAsk: true},
		"a pool that only tracks":          {asked: totp, mustAsk: true},
		"one that is not remembered":       {device: func(d *state.Device) { d.Remembered = false }, pool: replacing(), asked: totp},
		"one without a verifier":           {device: func(d *state.Device) { d.Verifier = nil }, pool: replacing(), asked: totp},
		"one from before the first factor": {device: func(d *state.Device) { d.MFA = false }, pool: replacing(), asked: totp, mustAsk: true},
	} {
		t.Run(name, func(t *testing.T) {
			d := able
			if c.device != nil {
				c.device(&d)
			}
			s := &signIn{chosen: c.chosen, target: c.target}
			if !c.noDevice {
				s.device.known = &d
			}
			p := &state.Pool{Config: types.UserPoolType{DeviceConfiguration: &c.pool}}
			if got := s.standsIn(p, c.asked); got != c.want {
				t.Errorf("it stands in: %t, want %t", got, c.want)
			}
			if got := authenticates(s.device.known); got != c.mustAsk {
				t.Errorf("it proves itself: %t, want %t", got, c.mustAsk)
			}
		})
	}
}

func replacing() types.DeviceConfigurationType {
	return types.DeviceConfigurationType{ChallengeRequiredOnNewDevice: true}
}

func TestDeviceGroup(t *testing.T) {
	one, two := deviceGroup("us-east-1_AbCdEfGhI"), deviceGroup("us-east-1_JkLmNoPqR")
	if one == two || one != deviceGroup("us-east-1_AbCdEfGhI") || !regexp.MustCompile(`^-[0-9a-zA-Z]{8}$`).MatchString(one) {
		t.Errorf("%s and %s", one, two)
	}
}
