package userpool

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// UpdateUserPoolReplica opens a replica to users, or closes it, whichever region of the pool the caller
// addresses. Doc: API_UpdateUserPoolReplica.
func (s service) UpdateUserPoolReplica(c *op.Call, pool *state.Pool, in *cip.UpdateUserPoolReplicaInput) (*cip.UpdateUserPoolReplicaOutput, error) {
	shown, err := s.changeReplica(pool, *in.RegionName, c.Now, func(r *state.Replica) error {
		switch r.Status(c.Now) {
		case types.ReplicaStatusTypeCreating, types.ReplicaStatusTypeDeleting:
			return fault.ReplicaBusy(r.Region)
		}
		r.Active = in.Status == types.UpdateReplicaStatusTypeActive
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.UpdateUserPoolReplicaOutput{UserPoolReplica: shown}, nil
}
