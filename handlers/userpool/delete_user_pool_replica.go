package userpool

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DeleteUserPoolReplica begins to delete a replica that is inactive. Doc: API_DeleteUserPoolReplica.
func (s service) DeleteUserPoolReplica(c *op.Call, pool *state.Pool, in *cip.DeleteUserPoolReplicaInput) (*cip.DeleteUserPoolReplicaOutput, error) {
	shown, err := s.changeReplica(pool, *in.RegionName, c.Now, func(r *state.Replica) error {
		if r.Status(c.Now) != types.ReplicaStatusTypeInactive {
			return fault.ReplicaActive()
		}
		r.Gone = c.Now.Add(replicaTime)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.DeleteUserPoolReplicaOutput{UserPoolReplica: shown}, nil
}
