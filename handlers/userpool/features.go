package userpool

import (
	"math"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// featuresElsewhere are the features that a pool uses outside its settings and that would be lost with
// another tier. Nothing can be lost where the tier stays as it is: whatever makes use of a feature was
// refused then. Doc: feature plans (what is in use has to be disabled before). Assumed: whatever needs a
// tier is looked at, wherever it is set (A313).
func featuresElsewhere(c *op.Call, pool *state.Pool, tier types.UserPoolTierType) []policy.Feature {
	if tier == "" || tier == pool.Config.UserPoolTier {
		return nil
	}
	var used []policy.Feature
	prefix, custom := c.View.DomainsOf(pool.ID)
	for _, domain := range []*state.Domain{prefix, custom} {
		if domain != nil && domain.Login == policy.ManagedLoginTwo {
			used = append(used, policy.ManagedLogin)
		}
	}
	clients, _ := c.View.Clients(pool.ID, nil, math.MaxInt)
	for _, client := range clients.Items {
		used = append(used, policy.ClientFeatures(client.Config.ExplicitAuthFlows)...)
	}
	if policy.TracksSessions(pool) {
		used = append(used, policy.SessionTracking)
	}
	replicas := c.View.Replicas(pool.ID, c.Now)
	if len(replicas) > 0 {
		used = append(used, policy.Replication)
	}
	regions := []string{pool.Home()}
	for _, r := range replicas {
		regions = append(regions, r.Region)
	}
	for _, region := range regions {
		if d := c.View.LogDelivery(pool.ID, region); d != nil {
			used = append(used, policy.LogFeatures(d.Configurations)...)
		}
	}
	return used
}
