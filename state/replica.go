package state

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Replica is the twin of a pool in another region. It has the users and most of the settings of the
// pool, and a few settings of its own.
// Doc: "Multi-Region replication for user pools".
type Replica struct {
	Pool    PoolID
	Region  string
	Account string
	Active  bool // it serves users
	Created time.Time
	// Ready is when it is made; Gone is when it is deleted, zero while nobody deletes it.
	Ready, Gone time.Time
	// These are its own; nil: not set.
	Email  *types.EmailConfigurationType
	SMS    *types.SmsConfigurationType
	Lambda *types.LambdaConfigType
	Tags   map[string]string
}

// Status is the status of a replica; empty once it is gone.
func (r *Replica) Status(now time.Time) types.ReplicaStatusType {
	switch {
	case !r.Gone.IsZero() && !now.Before(r.Gone):
		return ""
	case !r.Gone.IsZero():
		return types.ReplicaStatusTypeDeleting
	case now.Before(r.Ready):
		return types.ReplicaStatusTypeCreating
	case r.Active:
		return types.ReplicaStatusTypeActive
	}
	return types.ReplicaStatusTypeInactive
}

// Of is the pool as its replica shows it: in the replica's region and with its settings.
func (r *Replica) Of(p *Pool) *Pool {
	twin := *p
	twin.Region = r.Region
	twin.Config.EmailConfiguration, twin.Config.SmsConfiguration = r.Email, r.SMS
	twin.Config.LambdaConfig, twin.Config.UserPoolTags = r.Lambda, r.Tags
	return &twin
}

// Home is the region of the pool itself, whichever replica it is seen through. Every id begins with it.
// Doc: UserPoolIdType.
func (p *Pool) Home() string {
	home, _, _ := strings.Cut(string(p.ID), "_")
	return home
}

func replicaKey(r *Replica) []byte { return key(string(r.Pool), r.Region) }
func replicaAccountKey(r *Replica) []byte {
	return key(r.Account, r.Region, instant(r.Created), string(r.Pool))
}

// Replica returns the replica of a pool in a region as it is now, or nil.
func (v View) Replica(pool PoolID, region string, now time.Time) *Replica {
	if r := get[Replica](v, tableReplica, indexID, key(string(pool), region)); r != nil && r.Status(now) != "" {
		return r
	}
	return nil
}

// Replicas returns the replicas of a pool, by region.
func (v View) Replicas(pool PoolID, now time.Time) []*Replica {
	return slices.DeleteFunc(slices.Collect(scan[Replica](v, tableReplica, indexID, key(string(pool)))),
		func(r *Replica) bool { return r.Status(now) == "" })
}

// PoolsIn returns a page of the pools that an account has in a region: the region's own, oldest first,
// then those that have a replica there; false when from is not a place in that list.
func (v View) PoolsIn(account, region string, now time.Time, from []byte, limit int) (Page[Pool], bool) {
	var out Page[Pool]
	twins := key("replica") // places among the replicas begin with it; an account has digits
	from, among := bytes.CutPrefix(from, twins)
	if !among {
		own, ok := v.Pools(account, region, from, limit)
		if !ok || own.Next != nil {
			return own, ok
		}
		out, from = own, nil
	}
	found, ok := page(v, tableReplica, indexAccount, key(account, region), from, limit-len(out.Items), replicaAccountKey,
		func(r *Replica) bool { return r.Status(now) != "" })
	for _, r := range found.Items {
		out.Items = append(out.Items, r.Of(v.Pool(r.Pool)))
	}
	if found.Next != nil {
		out.Next = append(twins, found.Next...)
	}
	return out, ok
}

// AddReplica adds a replica, with nothing of an earlier one; ErrExists when the pool has one in that region,
// ErrGone without the pool.
func (tx *Tx) AddReplica(r *Replica, now time.Time) error {
	switch {
	case tx.Pool(r.Pool) == nil:
		return ErrGone
	case tx.Replica(r.Pool, r.Region, now) != nil:
		return ErrExists
	}
	removeAll(tx, tableLogDelivery, indexID, key(string(r.Pool), r.Region)) // of an earlier one
	tx.insert(tableReplica, r)
	return nil
}

// ChangeReplica lets change work on a copy and stores that; ErrGone when the replica is not there.
// What it points to is shared with the record it was copied from: replace, never write into it.
func (tx *Tx) ChangeReplica(pool PoolID, region string, now time.Time, change func(*Replica) error) error {
	r := tx.Replica(pool, region, now)
	if r == nil {
		return ErrGone
	}
	next := *r
	if err := change(&next); err != nil {
		return err
	}
	tx.insert(tableReplica, &next)
	return nil
}
