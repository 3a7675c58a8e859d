package authflow

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// Begin is a request to start a sign-in, or to refresh tokens.
type Begin struct {
	Client     *state.Client
	Flow       types.AuthFlowType
	Parameters map[string]string
	// Session is what confirming a sign-up gave, for the first sign-in with USER_AUTH.
	Session *string
	// Admin tells that an administrator's operation begins it, Hosted that the pages do.
	Admin, Hosted bool
	// Level is the level of authentication that a sign-in on the pages is for; 0: none was asked for.
	Level int
	// Metadata is the ClientMetadata of the request. Only the functions that are asked whether somebody may
	// sign in get it. Doc: InitiateAuth, ClientMetadata.
	Metadata map[string]string
}

// Begin starts a sign-in.
func (f *Flow) Begin(c *op.Call, b Begin) (*Step, error) {
	if b.Flow == types.AuthFlowTypeUserAuth && b.Parameters["TARGET_ACR_VALUES"] != "" {
		// Doc: "Step-up authentication", the Lite tier. It must come before the flow is looked at, which no app
		// client of such a pool allows.
		if err := policy.CheckFeature(c.Pool.Config.UserPoolTier, policy.StepUp); err != nil {
			return nil, err
		}
	}
	if !b.Hosted { // the pages do not depend on the flows of the API. Doc: "Authentication flows"
		if err := allowed(b.Client, b.Flow, b.Admin); err != nil {
			return nil, err
		}
	}
	if b.Flow == types.AuthFlowTypeRefreshToken || b.Flow == types.AuthFlowTypeRefreshTokenAuth {
		return f.refresh(c, b)
	}
	if err := f.guard.Admit(c, b.Client, b.Parameters["USERNAME"], types.EventTypeSignIn); err != nil {
		return nil, err
	}
	switch b.Flow {
	case types.AuthFlowTypeUserSrpAuth:
		return f.beginSRP(c, b)
	case types.AuthFlowTypeUserPasswordAuth, types.AuthFlowTypeAdminUserPasswordAuth, types.AuthFlowTypeAdminNoSrpAuth:
		return f.beginPassword(c, b)
	case types.AuthFlowTypeUserAuth:
		return f.beginChoice(c, b)
	case types.AuthFlowTypeCustomAuth:
		return f.beginCustom(c, b)
	}
	return nil, fault.NotEmulated("the flow " + string(b.Flow) + " of " + c.Operation)
}

func (f *Flow) beginPassword(c *op.Call, b Begin) (*Step, error) {
	name, err := parameter(b.Parameters, "USERNAME")
	if err != nil {
		return nil, err
	}
	password, err := parameter(b.Parameters, "PASSWORD")
	if err != nil {
		return nil, err
	}
	user, err := f.starting(c, b, name)
	if err != nil {
		return nil, err
	}
	if user == nil {
		if user, err = f.migrate(c, b.Client, name, password, b.Metadata, nil); err != nil {
			return nil, err
		}
	}
	if user, err = f.permit(c, b, user, name, f.admit); err != nil {
		return nil, err
	}
	if user == nil {
		return nil, noSuchUser(b.Client)
	}
	s := &signIn{client: b.Client, user: user, admin: b.Admin, hosted: b.Hosted, target: b.Level, device: beginsOn(c, user, b.Parameters),
		factors: []string{factorPassword}, effects: forgetFailures(user)}
	if err := f.checkPassword(c, s, password); err != nil {
		return nil, err
	}
	return f.proceed(c, s)
}

// starting checks the secret hash, which the pages do without, and finds the user; nil when there is none.
func (f *Flow) starting(c *op.Call, b Begin, name string) (*state.User, error) {
	if !b.Hosted {
		if err := CheckSecretHash(b.Client, name, b.Parameters["SECRET_HASH"]); err != nil {
			return nil, err
		}
	}
	return c.View.UserSigningIn(c.Pool, name), nil
}

// parameter returns a parameter that must be there. An empty one counts as missing. Assumed (A064).
func parameter(from map[string]string, name string) (string, error) {
	if value := from[name]; value != "" {
		return value, nil
	}
	return "", fault.MissingParameter(name)
}

// parameters returns parameters that all must be there.
func parameters(from map[string]string, names ...string) (map[string]string, error) {
	values := make(map[string]string, len(names))
	for _, name := range names {
		value, err := parameter(from, name)
		if err != nil {
			return nil, err
		}
		values[name] = value
	}
	return values, nil
}

// allowed tells whether the client may use the flow. It comes before the user is looked at.
// Doc: UserPoolClientType, ExplicitAuthFlows. Seen: aws-amplify/amplify-swift, comment in its
// harness for real pools.
func allowed(client *state.Client, flow types.AuthFlowType, admin bool) error {
	switch flow {
	case types.AuthFlowTypeAdminUserPasswordAuth, types.AuthFlowTypeAdminNoSrpAuth:
		if !admin {
			return fault.AuthMethodNotSupported()
		}
	case types.AuthFlowTypeUserPasswordAuth:
		if admin {
			return fault.AuthMethodNotSupported()
		}
	}
	if policy.CustomAuthOnly(&client.Config) && flow != types.AuthFlowTypeCustomAuth {
		return fault.OnlyCustomAuth()
	}
	switch {
	case Rotates(client) && (flow == types.AuthFlowTypeRefreshToken || flow == types.AuthFlowTypeRefreshTokenAuth):
		return fault.RefreshFlowNotUsable()
	case policy.FlowAllowed(&client.Config, flow):
		return nil
	case admin:
		return fault.AdminFlowNotEnabled()
	}
	return fault.FlowNotEnabled(string(flow))
}
