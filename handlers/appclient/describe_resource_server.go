package appclient

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DescribeResourceServer shows a resource server. Doc: API_DescribeResourceServer.
func (s service) DescribeResourceServer(c *op.Call, pool *state.Pool, in *cip.DescribeResourceServerInput) (*newest.DescribeResourceServerOutput, error) {
	server := c.View.ResourceServer(pool.ID, *in.Identifier)
	if server == nil {
		return nil, fault.ResourceServerNotFound(*in.Identifier)
	}
	return &newest.DescribeResourceServerOutput{ResourceServer: serverView(server)}, nil
}
