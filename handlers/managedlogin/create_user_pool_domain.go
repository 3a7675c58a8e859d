package managedlogin

import (
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// CreateUserPoolDomain gives a pool a prefix of the service's domain, or a domain of the customer's.
// Doc: API_CreateUserPoolDomain. Assumed: a name that another pool has is told before a second domain
// of this pool (A162).
//
// Effect missing: Routing has no other region to go to.
func (s service) CreateUserPoolDomain(c *op.Call, pool *state.Pool, in *cip.CreateUserPoolDomainInput) (*cip.CreateUserPoolDomainOutput, error) {
	d := &state.Domain{
		Pool: pool.ID, Region: pool.Region, Name: *in.Domain, Custom: in.CustomDomainConfig, Routing: in.Routing,
		Distribution: s.Entropy.Distribution(), Created: c.Now, Modified: c.Now,
	}
	if d.Custom != nil {
		d.Region = "" // it is nobody else's anywhere
	}
	if err := checkDomain(d); err != nil {
		return nil, err
	}
	var err error
	if d.Login, err = policy.LoginVersion(pool.Config.UserPoolTier, in.ManagedLoginVersion, policy.ClassicLogin); err != nil {
		return nil, err
	}
	err = s.Store.Update(func(tx *state.Tx) error {
		if other := tx.DomainNamed(d.Region, d.Name); other != nil && other.Pool != pool.ID {
			return fault.DomainTaken()
		}
		if err := tx.AddDomain(d); err != nil {
			return err
		}
		if d.Custom != nil && tx.CountCustomDomains(pool.Account) > maxCustomDomains {
			return fault.TooManyCustomDomains()
		}
		return nil
	})
	switch {
	case errors.Is(err, state.ErrExists):
		return nil, fault.DomainSecond()
	case errors.Is(err, state.ErrGone):
		return nil, fault.PoolNotFound(string(pool.ID))
	case err != nil:
		return nil, err
	}
	return &cip.CreateUserPoolDomainOutput{
		CloudFrontDomain: distribution(d), ManagedLoginVersion: in.ManagedLoginVersion, Routing: d.Routing,
	}, nil
}

// maxCustomDomains is how many custom domains an account has at most. Doc: quotas. Assumed: those of all
// regions count, and whatever else is wrong is told before (A311).
const maxCustomDomains = 4

func checkDomain(d *state.Domain) error {
	switch {
	case d.Custom != nil:
		if err := policy.CheckCustomDomain(d.Name); err != nil {
			return err
		}
		return policy.CheckCertificate(d.Custom)
	case d.Routing != nil:
		return fault.DomainRouting()
	}
	return policy.CheckPrefix(d.Name)
}

// distribution is what the customer's DNS must point to. Doc: CreateUserPoolDomain, CloudFrontDomain:
// nothing for a prefix.
func distribution(d *state.Domain) *string {
	if d.Custom == nil {
		return nil
	}
	return &d.Distribution
}
