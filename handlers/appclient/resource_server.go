package appclient

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/state"
)

// resourceServer is what a request makes of a resource server. A scope is named once.
// Doc: API_CreateResourceServer. Assumed: the last sentence (A059).
func resourceServer(pool *state.Pool, identifier, name string, scopes []types.ResourceServerScopeType) (*state.ResourceServer, error) {
	seen := map[string]bool{}
	for _, s := range scopes {
		if seen[*s.ScopeName] {
			return nil, fault.DuplicateScope(*s.ScopeName)
		}
		seen[*s.ScopeName] = true
	}
	if len(scopes) == 0 {
		scopes = nil
	}
	return &state.ResourceServer{Pool: pool.ID, Identifier: identifier, Name: name, Scopes: scopes}, nil
}

// serverView is a resource server as its operations show it. One without scopes shows none, and who
// manages it is told only of those that the service manages.
// Doc: ResourceServerType. Assumed: the list of no scopes is left out (A189).
func serverView(r *state.ResourceServer) *newest.ResourceServerType {
	return &newest.ResourceServerType{ResourceServerType: types.ResourceServerType{
		UserPoolId: aws.String(string(r.Pool)), Identifier: aws.String(r.Identifier), Name: aws.String(r.Name), Scopes: r.Scopes,
	}}
}

// serverRefusal translates what state says about a resource server that is not there.
func serverRefusal(err error, identifier string) error {
	if errors.Is(err, state.ErrGone) {
		return fault.ResourceServerNotFound(identifier)
	}
	return err
}
