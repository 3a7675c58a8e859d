package managedlogin

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// UpdateUserPoolDomain changes the version of a domain's pages, and the certificate and routing of a
// custom domain. Doc: API_UpdateUserPoolDomain. Assumed: what the request leaves out stays (A161).
func (s service) UpdateUserPoolDomain(c *op.Call, pool *state.Pool, in *cip.UpdateUserPoolDomainInput) (*cip.UpdateUserPoolDomainOutput, error) {
	var changed state.Domain
	err := s.Store.Update(func(tx *state.Tx) error {
		if d := tx.DomainNamed(pool.Region, *in.Domain); d == nil || d.Pool != pool.ID {
			return fault.DomainNotFound()
		}
		return tx.ChangeDomain(pool.Region, *in.Domain, func(d *state.Domain) error {
			was := d.Login
			if err := update(pool, d, in); err != nil {
				return err
			}
			if d.Login != was { // Doc: "User pool managed login": no session outlives that
				tx.EndBrowserSessions(pool.ID)
			}
			d.Modified = c.Now
			changed = *d
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	return &cip.UpdateUserPoolDomainOutput{
		CloudFrontDomain: distribution(&changed), ManagedLoginVersion: in.ManagedLoginVersion, Routing: changed.Routing,
	}, nil
}

func update(pool *state.Pool, d *state.Domain, in *cip.UpdateUserPoolDomainInput) (err error) {
	switch {
	case in.CustomDomainConfig != nil && d.Custom == nil:
		return fault.DomainIsPrefix()
	case in.Routing != nil && d.Custom == nil:
		return fault.DomainRouting()
	}
	if in.CustomDomainConfig != nil {
		if err := policy.CheckCertificate(in.CustomDomainConfig); err != nil {
			return err
		}
		d.Custom = in.CustomDomainConfig
	}
	if in.Routing != nil {
		d.Routing = in.Routing
	}
	d.Login, err = policy.LoginVersion(pool.Config.UserPoolTier, in.ManagedLoginVersion, d.Login)
	return err
}
