// Package op is the frame that every operation of the API runs in: the registry, the pipeline from
// the HTTP request to the handler and back, and what a handler is given. It owns what is common to
// all operations, so that no operation can forget it, and knows nothing of any single one.
package op

import (
	"log/slog"

	"cognito-emulator/emulator/clock"
	"cognito-emulator/emulator/entropy"
	"cognito-emulator/emulator/token"
	"cognito-emulator/emulator/trigger"
	"cognito-emulator/state"
)

// Env is everything an operation may use. Every field is required.
type Env struct {
	Store   *state.Store
	Clock   *clock.Clock
	Entropy *entropy.Source
	// Reserve makes signing keys ahead of need; Keys remembers the ones that were read from the
	// store.
	Reserve  *token.Reserve
	Keys     *token.Cache
	Settings Settings
	// Triggers calls the functions of a pool. Never from within a transaction: they may call back.
	Triggers *trigger.Triggers
	// Background is for what goes on after an answer was given.
	Background *Background
	Log        *slog.Logger
	// Undeclared is told when an operation answers with an error that the service does not declare
	// for it. Tests fail on it; otherwise it is logged.
	Undeclared func(operation, code string)
}

// Settings are the choices of whoever runs the emulator that operations depend on.
type Settings struct {
	Issuer Issuer
	// FixedCode is the code of every message; empty: codes are random.
	FixedCode string
	// NoAttemptLimits lifts the hourly limits and the lockout after failed passwords.
	NoAttemptLimits bool
	// Providers are the places, scheme and authority, where identity providers of these names are found
	// instead of at their own addresses.
	Providers map[string]string
}

// Code returns a code of n digits: a random one, or as much of the fixed code as fits, filled up
// with its own digits.
func (e *Env) Code(n int) string {
	if e.Settings.FixedCode == "" {
		return e.Entropy.Code(n)
	}
	code := e.Settings.FixedCode
	for len(code) < n {
		code += e.Settings.FixedCode
	}
	return code[:n]
}
