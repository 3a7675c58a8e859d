package userpool

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// ListUserPoolReplicas lists a pool and its replicas, always all of them.
// Doc: API_ListUserPoolReplicas. Assumed: the pool first, then by region (A183).
func (s service) ListUserPoolReplicas(c *op.Call, pool *state.Pool, in *cip.ListUserPoolReplicasInput) (*cip.ListUserPoolReplicasOutput, error) {
	if in.NextToken != nil { // no page has given one
		return nil, fault.BadPaginationToken()
	}
	list := []types.UserPoolReplicaType{primaryView(c.View.Pool(pool.ID))}
	for _, r := range c.View.Replicas(pool.ID, c.Now) {
		list = append(list, *replicaView(pool, r, c.Now))
	}
	return &cip.ListUserPoolReplicasOutput{UserPoolReplicas: list}, nil
}
