package emulator

import (
	"slices"

	"cognito-emulator/emulator/op"
	"cognito-emulator/handlers/auth"
	"cognito-emulator/handlers/mfa"
)

// operations collects every operation of the API, each from the package of its subject.
func operations(env *op.Env) []op.Operation {
	return slices.Concat(
		auth.Operations(env),
		mfa.Operations(env),
		missing(),
	)
}
