package appclient

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// UpdateResourceServer replaces the name and the scopes of a resource server. App clients that list a
// scope which is gone keep it in their lists, where it does nothing.
// Doc: API_UpdateResourceServer. Seen: the samples of the AWS CLI.
func (s service) UpdateResourceServer(_ *op.Call, pool *state.Pool, in *cip.UpdateResourceServerInput) (*newest.UpdateResourceServerOutput, error) {
	server, err := resourceServer(pool, *in.Identifier, *in.Name, in.Scopes)
	if err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error { return tx.ReplaceResourceServer(server) })
	if err != nil {
		return nil, serverRefusal(err, *in.Identifier)
	}
	return &newest.UpdateResourceServerOutput{ResourceServer: serverView(server)}, nil
}
