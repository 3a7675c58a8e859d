package emulator

import (
	"slices"

	"cognito-emulator/emulator/op"
	"cognito-emulator/handlers/appclient"
	"cognito-emulator/handlers/auth"
	"cognito-emulator/handlers/device"
	"cognito-emulator/handlers/directory"
	"cognito-emulator/handlers/group"
	"cognito-emulator/handlers/idp"
	"cognito-emulator/handlers/importjob"
	"cognito-emulator/handlers/managedlogin"
	"cognito-emulator/handlers/mfa"
	"cognito-emulator/handlers/profile"
	"cognito-emulator/handlers/session"
	"cognito-emulator/handlers/signup"
	"cognito-emulator/handlers/userpool"
)

// operations collects every operation of the API, each from the package of its subject.
func operations(env *op.Env) []op.Operation {
	return slices.Concat(
		appclient.Operations(env),
		auth.Operations(env),
		device.Operations(env),
		directory.Operations(env),
		group.Operations(env),
		idp.Operations(env),
		importjob.Operations(env),
		managedlogin.Operations(env),
		mfa.Operations(env),
		profile.Operations(env),
		session.Operations(env),
		signup.Operations(env),
		userpool.Operations(env),
	)
}
