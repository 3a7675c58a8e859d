package userpool

import (
	"errors"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// CreateUserPool makes a user pool in the region of the caller's signature. Its answer has the schema
// in another order than DescribeUserPool's, and no tags when there are none. Doc: API_CreateUserPool.
func (s service) CreateUserPool(c *op.Call, in *newest.CreateUserPoolInput) (*newest.CreateUserPoolOutput, error) {
	id, tags, err := choosesID(c.Region, in.UserPoolTags)
	if err != nil {
		return nil, err
	}
	settings := in.CreateUserPoolInput
	settings.UserPoolTags = tags
	config, err := policy.NewPool(&settings)
	if err != nil {
		return nil, err
	}
	if err := policy.CheckResources(c.Region, &config); err != nil {
		return nil, err
	}
	pool := &state.Pool{
		Account: c.Account, Region: c.Region, Config: config,
		Registration: policy.Registration(in.DcrConfiguration),
		Created:      c.Now, Modified: c.Now,
	}
	if pool.Levels, err = policy.Levels(in.AcrConfiguration); err != nil {
		return nil, err
	}
	if err := policy.CheckNewest(&config, in.AcrConfiguration, pool.Registration, false); err != nil {
		return nil, err
	}
	if err := checkTags(tags); err != nil {
		return nil, err
	}
	if err := s.add(pool, id); err != nil {
		return nil, err
	}
	return &newest.CreateUserPoolOutput{UserPool: view(pool, 0)}, nil
}

// add stores a new pool under the chosen id, or under one of its own when none was chosen.
func (s service) add(pool *state.Pool, chosen state.PoolID) error {
	for {
		if pool.ID = chosen; chosen == "" {
			pool.ID = state.PoolID(s.Entropy.PoolID(pool.Region))
		}
		err := s.Store.Update(func(tx *state.Tx) error {
			if tooMany(tx.View, pool) {
				return fault.TooManyPools()
			}
			return tx.AddPool(pool)
		})
		switch {
		case !errors.Is(err, state.ErrExists):
			return err
		case chosen != "":
			return fault.PoolIDTaken(string(chosen))
		}
	}
}

// maxPools is how far the quota of pools of an account in a region can be raised.
// Doc: quotas. On purpose an account here has all of it, not the 1,000 it begins with.
const maxPools = 10_000

func tooMany(v state.View, pool *state.Pool) bool {
	page, _ := v.Pools(pool.Account, pool.Region, nil, maxPools)
	return len(page.Items) == maxPools
}
