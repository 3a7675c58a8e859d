package idp

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DescribeIdentityProvider shows an identity provider, its secret included.
// Doc: API_DescribeIdentityProvider. Seen: a public log of 2026-08 (the secret in clear).
func (s service) DescribeIdentityProvider(c *op.Call, pool *state.Pool, in *cip.DescribeIdentityProviderInput) (*newest.DescribeIdentityProviderOutput, error) {
	p := c.View.Provider(pool.ID, *in.ProviderName)
	if p == nil {
		return nil, fault.ProviderNotFound(*in.ProviderName)
	}
	return &newest.DescribeIdentityProviderOutput{IdentityProvider: view(p)}, nil
}

// GetIdentityProviderByIdentifier shows the identity provider that has the identifier.
// Doc: API_GetIdentityProviderByIdentifier. Assumed: names are no identifiers (A150).
func (s service) GetIdentityProviderByIdentifier(c *op.Call, pool *state.Pool, in *cip.GetIdentityProviderByIdentifierInput) (*newest.GetIdentityProviderByIdentifierOutput, error) {
	p := c.View.ProviderIdentified(pool.ID, *in.IdpIdentifier)
	if p == nil {
		return nil, fault.ProviderNotFound(*in.IdpIdentifier)
	}
	return &newest.GetIdentityProviderByIdentifierOutput{IdentityProvider: view(p)}, nil
}

// view is a provider as its operations show it.
func view(p *state.Provider) *newest.IdentityProviderType {
	return &newest.IdentityProviderType{
		IdentityProviderType: types.IdentityProviderType{
			UserPoolId: aws.String(string(p.Pool)), ProviderName: aws.String(p.Name), ProviderType: p.Type,
			ProviderDetails: p.Details, AttributeMapping: p.Mapping, IdpIdentifiers: p.Identifiers,
			CreationDate: aws.Time(p.Created), LastModifiedDate: aws.Time(p.Modified),
		},
		AcrMapping: p.Levels,
	}
}
