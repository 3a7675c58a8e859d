package auth

import (
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
)

// GetClientToken issues a token to an app client itself, which proves to be it by one of its secrets.
// Doc: API_GetClientToken. Seen: a public note on machine-to-machine tokens, 2026-09: unsigned calls,
// and the refusal of a wrong secret. Assumed: a client that is not there, or has no secret, is refused
// alike, and the other refusals (A175).
func (s service) GetClientToken(c *op.Call, in *cip.GetClientTokenInput) (*cip.GetClientTokenOutput, error) {
	client := c.Client(*in.ClientId)
	if client == nil {
		return nil, fault.InvalidClientOrSecret()
	}
	if err := c.Served(); err != nil {
		return nil, err
	}
	if !authflow.KnowsSecret(client, *in.Secret) {
		return nil, fault.InvalidClientOrSecret()
	}
	if !slices.Contains(client.Config.ExplicitAuthFlows, newest.ExplicitAuthFlowsTypeAllowClientTokenAuth) {
		return nil, fault.FlowNotEnabled("CLIENT_TOKEN_AUTH")
	}
	scopes, refused := authflow.MachineScopes(c.View, client, in.Scopes)
	if refused != "" {
		return nil, fault.ScopeNotAllowed(refused)
	}
	result, err := s.flow.MachineToken(c, client, scopes, in.ClientMetadata)
	if err != nil {
		return nil, fault.OfClientToken(err)
	}
	return &cip.GetClientTokenOutput{ClientAuthenticationResult: result}, nil
}
