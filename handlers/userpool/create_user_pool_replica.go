package userpool

import (
	"errors"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// replicaTime is how long it takes to make a replica, and to delete one.
// Doc: ReplicaStatusType (that it takes time). Assumed: how much (A181).
const replicaTime = time.Second

// CreateUserPoolReplica begins to make a replica of a pool, which has settings of its own where the pool
// has e-mail, SMS, triggers, logs and tags. It is inactive once it is made.
// Doc: API_CreateUserPoolReplica, "Multi-Region replication for user pools". Seen: acceptance tests of
// hashicorp/terraform-provider-aws#48670.
func (s service) CreateUserPoolReplica(c *op.Call, pool *state.Pool, in *cip.CreateUserPoolReplicaInput) (*cip.CreateUserPoolReplicaOutput, error) {
	if err := checkTags(in.UserPoolTags); err != nil {
		return nil, err
	}
	replica := policy.NewReplica(pool, *in.RegionName, ordinary(in.UserPoolTags))
	replica.Created, replica.Ready = c.Now, c.Now.Add(replicaTime)
	err := s.Store.Update(func(tx *state.Tx) error {
		p := tx.Pool(pool.ID)
		if p == nil {
			return state.ErrGone
		}
		if err := policy.CheckReplica(p, *in.RegionName); err != nil {
			return err
		}
		// Doc: "Multi-Region replication for user pools", at most one. Assumed: the type (A449).
		for _, other := range tx.Replicas(pool.ID, c.Now) {
			if other.Region != replica.Region {
				return fault.TooManyReplicas()
			}
		}
		return tx.AddReplica(replica, c.Now)
	})
	switch {
	case errors.Is(err, state.ErrExists):
		return nil, fault.ReplicaExists(*in.RegionName)
	case errors.Is(err, state.ErrGone):
		return nil, fault.PoolNotFound(string(pool.ID))
	case err != nil:
		return nil, err
	}
	return &cip.CreateUserPoolReplicaOutput{UserPoolReplica: replicaView(pool, replica, c.Now)}, nil
}
