package authflow

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// Begin is a request to start a sign-in, or to refresh tokens.
type Begin struct {
	Client     *state.Client
	Flow       types.AuthFlowType
	Parameters map[string]string
	// Admin tells that an administrator's operation begins it.
	Admin bool
}

// Begin starts a sign-in.
func (f *Flow) Begin(c *op.Call, b Begin) (*Step, error) {
	if err := allowed(b.Client, b.Flow, b.Admin); err != nil {
		return nil, err
	}
	switch b.Flow {
	case types.AuthFlowTypeRefreshToken, types.AuthFlowTypeRefreshTokenAuth:
		return f.refresh(c, b)
	case types.AuthFlowTypeUserSrpAuth:
		return f.beginSRP(c, b)
	case types.AuthFlowTypeUserPasswordAuth, types.AuthFlowTypeAdminUserPasswordAuth, types.AuthFlowTypeAdminNoSrpAuth:
		return f.beginPassword(c, b)
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
		return nil, noSuchUser(b.Client)
	}
	if err := f.admit(c, user); err != nil {
		return nil, err
	}
	if err := f.checkPassword(c, user, password); err != nil {
		return nil, err
	}
	return f.proceed(c, &signIn{client: b.Client, user: user, admin: b.Admin,
		factors: []string{factorPassword}, effects: forgetFailures(user)})
}

// starting checks the secret hash and finds the user; nil when there is none.
func (f *Flow) starting(c *op.Call, b Begin, name string) (*state.User, error) {
	if err := CheckSecretHash(b.Client, name, optional(b.Parameters, "SECRET_HASH")); err != nil {
		return nil, err
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

func optional(from map[string]string, name string) *string {
	if value, ok := from[name]; ok {
		return aws.String(value)
	}
	return nil
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
	flows := client.Config.ExplicitAuthFlows
	if slices.Contains(flows, types.ExplicitAuthFlowsTypeCustomAuthFlowOnly) && flow != types.AuthFlowTypeCustomAuth {
		return fault.OnlyCustomAuth()
	}
	if slices.ContainsFunc(permits(flow), func(p types.ExplicitAuthFlowsType) bool { return permitted(flows, p) }) {
		return nil
	}
	if admin {
		return fault.AdminFlowNotEnabled()
	}
	return fault.FlowNotEnabled(string(flow))
}

// permits lists the settings any of which allows a flow.
func permits(flow types.AuthFlowType) []types.ExplicitAuthFlowsType {
	switch flow {
	case types.AuthFlowTypeUserPasswordAuth:
		return []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserPasswordAuth, types.ExplicitAuthFlowsTypeUserPasswordAuth}
	case types.AuthFlowTypeAdminUserPasswordAuth, types.AuthFlowTypeAdminNoSrpAuth:
		return []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowAdminUserPasswordAuth, types.ExplicitAuthFlowsTypeAdminNoSrpAuth}
	case types.AuthFlowTypeUserSrpAuth:
		return []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserSrpAuth}
	case types.AuthFlowTypeCustomAuth:
		return []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowCustomAuth, types.ExplicitAuthFlowsTypeCustomAuthFlowOnly}
	case types.AuthFlowTypeRefreshToken, types.AuthFlowTypeRefreshTokenAuth:
		return []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth}
	case types.AuthFlowTypeUserAuth:
		return []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserAuth}
	}
	return nil
}

// permitted tells whether the client's list, or what an empty list stands for, has the setting.
func permitted(flows []types.ExplicitAuthFlowsType, setting types.ExplicitAuthFlowsType) bool {
	if slices.Contains(flows, setting) {
		return true
	}
	switch setting {
	case types.ExplicitAuthFlowsTypeAllowUserSrpAuth, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth:
		// Part of the default, and of every list of the legacy values (seen: getmoto/moto, tests
		// against the service).
		return !slices.ContainsFunc(flows, isNewStyle)
	case types.ExplicitAuthFlowsTypeAllowCustomAuth:
		return len(flows) == 0
	}
	return false
}

func isNewStyle(f types.ExplicitAuthFlowsType) bool {
	switch f {
	case types.ExplicitAuthFlowsTypeAdminNoSrpAuth, types.ExplicitAuthFlowsTypeCustomAuthFlowOnly, types.ExplicitAuthFlowsTypeUserPasswordAuth:
		return false
	}
	return true
}
