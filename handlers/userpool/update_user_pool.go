package userpool

import (
	"cmp"
	"reflect"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// UpdateUserPool changes the settings of a pool. Which of those that the request leaves out are kept
// and which are reset is policy.UpdatedPool's business. Doc: API_UpdateUserPool.
func (s service) UpdateUserPool(c *op.Call, pool *state.Pool, in *newest.UpdateUserPoolInput) (*cip.UpdateUserPoolOutput, error) {
	tags, err := withoutID(pool.ID, in.UserPoolTags)
	if err != nil {
		return nil, err
	}
	settings := in.UpdateUserPoolInput
	settings.UserPoolTags = tags
	levels, err := policy.Levels(in.AcrConfiguration)
	if err != nil {
		return nil, err
	}
	if err := checkTags(tags); err != nil {
		return nil, err
	}
	if pool.Region != pool.Home() {
		return s.updateReplica(c, pool, in, &settings)
	}
	features := featuresElsewhere(c, pool, settings.UserPoolTier)
	// The new settings rest on the old ones, and are quickly worked out.
	err = s.changeIdle(pool.ID, func(p *state.Pool) error {
		turned := settings.UserPoolTier != "" && settings.UserPoolTier != p.Config.UserPoolTier
		if in.DcrConfiguration != nil {
			p.Registration = policy.Registration(in.DcrConfiguration)
		}
		config, err := policy.UpdatedPool(&p.Config, p.MFA, features, &settings)
		if err != nil {
			return err
		}
		if err := policy.CheckResources(p.Region, &config); err != nil {
			return err
		}
		if err := policy.CheckNewest(&config, in.AcrConfiguration, p.Registration, turned); err != nil {
			return err
		}
		p.Config, p.Levels, p.Modified = config, levels, c.Now
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.UpdateUserPoolOutput{}, nil
}

// updateReplica changes what a replica has of its own: e-mail, SMS, triggers and tags. Everything else
// that the request says must be as it is. Doc: API_UpdateUserPool.
func (s service) updateReplica(c *op.Call, pool *state.Pool, in *newest.UpdateUserPoolInput, settings *cip.UpdateUserPoolInput) (*cip.UpdateUserPoolOutput, error) {
	if in.DcrConfiguration != nil && !reflect.DeepEqual(policy.Registration(in.DcrConfiguration), pool.Registration) {
		return nil, fault.ReplicaSettingShared()
	}
	if levels, err := policy.Levels(in.AcrConfiguration); err != nil || !reflect.DeepEqual(levels, pool.Levels) {
		return nil, cmp.Or(err, fault.ReplicaSettingShared())
	}
	next, err := policy.UpdatedPool(&pool.Config, pool.MFA, featuresElsewhere(c, pool, settings.UserPoolTier), settings)
	if err != nil {
		return nil, err
	}
	if err := policy.CheckResources(pool.Region, &next); err != nil {
		return nil, err
	}
	if err := policy.CheckRegional(pool.Config, next); err != nil {
		return nil, err
	}
	_, err = s.changeReplica(pool, pool.Region, c.Now, func(r *state.Replica) error {
		r.Email, r.SMS, r.Lambda, r.Tags = next.EmailConfiguration, next.SmsConfiguration, next.LambdaConfig, next.UserPoolTags
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.UpdateUserPoolOutput{}, nil
}
