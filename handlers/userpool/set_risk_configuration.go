package userpool

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/emulator/risk"
	"cognito-emulator/state"
)

// SetRiskConfiguration says what threat protection does in a pool, or for one of its app clients. What
// a request leaves out is gone; one that leaves everything out goes back to the defaults of the pool,
// or to what the client inherits, and is answered with nothing. Doc: API_SetRiskConfiguration.
func (s service) SetRiskConfiguration(c *op.Call, pool *state.Pool, in *cip.SetRiskConfigurationInput) (*cip.SetRiskConfigurationOutput, error) {
	client, err := riskScope(c, pool, in.ClientId)
	if err != nil {
		return nil, err
	}
	if err := policy.CheckRisk(in); err != nil {
		return nil, err
	}
	r := &state.RiskConfiguration{
		Pool: pool.ID, Client: client, Takeover: in.AccountTakeoverRiskConfiguration,
		Compromised: in.CompromisedCredentialsRiskConfiguration, Exceptions: in.RiskExceptionConfiguration, Modified: c.Now,
	}
	reset := r.Takeover == nil && r.Compromised == nil && r.Exceptions == nil
	err = s.Store.Update(func(tx *state.Tx) error {
		if reset {
			tx.ResetRiskConfiguration(pool.ID, client)
			return nil
		}
		return tx.SetRiskConfiguration(r)
	})
	switch {
	case errors.Is(err, state.ErrGone) && client != "":
		return nil, fault.ClientNotFound(string(client))
	case errors.Is(err, state.ErrGone):
		return nil, fault.PoolNotFound(string(pool.ID))
	case err != nil:
		return nil, err
	case reset:
		return &cip.SetRiskConfigurationOutput{}, nil
	}
	return &cip.SetRiskConfigurationOutput{RiskConfiguration: riskView(r)}, nil
}

// riskScope is the app client that a risk configuration is for, empty for the whole pool.
func riskScope(c *op.Call, pool *state.Pool, id *string) (state.ClientID, error) {
	if err := risk.Watching(pool); err != nil {
		return "", err
	}
	if id == nil {
		return "", nil
	}
	client, err := c.ClientOf(*id)
	if err != nil {
		return "", err
	}
	return client.ID, nil
}

// riskView is a risk configuration as it is shown. Doc: RiskConfigurationType; the samples leave the
// date out.
func riskView(r *state.RiskConfiguration) *types.RiskConfigurationType {
	shown := &types.RiskConfigurationType{
		UserPoolId: aws.String(string(r.Pool)), AccountTakeoverRiskConfiguration: r.Takeover,
		CompromisedCredentialsRiskConfiguration: r.Compromised, RiskExceptionConfiguration: r.Exceptions,
	}
	if r.Client != "" {
		shown.ClientId = aws.String(string(r.Client))
	}
	if !r.Modified.IsZero() {
		shown.LastModifiedDate = &r.Modified
	}
	return shown
}
