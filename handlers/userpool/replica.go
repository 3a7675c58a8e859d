package userpool

import (
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// replicaView is a replica as its operations show it.
func replicaView(pool *state.Pool, r *state.Replica, now time.Time) *types.UserPoolReplicaType {
	return &types.UserPoolReplicaType{
		RegionName: aws.String(r.Region), Role: types.ReplicaRoleTypeSecondary, Status: r.Status(now),
		UserPoolArn: aws.String(r.Of(pool).ARN()),
	}
}

// primaryView is the pool itself among its replicas.
func primaryView(pool *state.Pool) types.UserPoolReplicaType {
	return types.UserPoolReplicaType{
		RegionName: aws.String(pool.Region), Role: types.ReplicaRoleTypePrimary, Status: types.ReplicaStatusTypeActive,
		UserPoolArn: aws.String(pool.ARN()),
	}
}

// changeReplica stores a changed replica, if it is still there, and shows it.
func (s service) changeReplica(pool *state.Pool, region string, now time.Time, change func(*state.Replica) error) (*types.UserPoolReplicaType, error) {
	if region == pool.Home() {
		return nil, fault.ReplicaPrimary()
	}
	var shown *types.UserPoolReplicaType
	err := s.Store.Update(func(tx *state.Tx) error {
		return tx.ChangeReplica(pool.ID, region, now, func(r *state.Replica) error {
			if err := change(r); err != nil {
				return err
			}
			shown = replicaView(pool, r, now)
			return nil
		})
	})
	if errors.Is(err, state.ErrGone) {
		return nil, fault.ReplicaNotFound(region)
	}
	return shown, err
}
