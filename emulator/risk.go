package emulator

import "cognito-emulator/handlers/inspect"

// Risk is what threat protection is to see in a user pool: which passwords are known elsewhere, which
// users and addresses are a risk, and where addresses are.
type Risk = inspect.Risk

// The parts of a Risk.
type (
	CompromisedCredential = inspect.CompromisedCredential
	RiskLevel             = inspect.RiskLevel
	Place                 = inspect.Place
)

// SetRisk says what threat protection is to see in a user pool, in place of what was said before. What
// comes of it is for the pool to decide, in its UserPoolAddOns and by SetRiskConfiguration.
func (e *Emulator) SetRisk(userPoolID string, r Risk) error { return r.Set(e.env.Store, userPoolID) }

// Risk tells what SetRisk or its endpoint said.
func (e *Emulator) Risk(userPoolID string) (Risk, error) {
	return inspect.FindRisk(e.env.Store.View(), userPoolID)
}
