package account

import (
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// TemporaryPassword makes a password that meets the pool's policy, for a user who is given none.
func (a *Accounts) TemporaryPassword(p *state.Pool) (string, error) {
	return policy.GeneratePassword(passwordPolicy(p), a.Entropy)
}
