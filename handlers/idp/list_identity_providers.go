package idp

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// fullPage is the largest page, and the size of one where the request does not say. Doc: the list in
// the answer has at most 50 members, though MaxResults goes to 60. Assumed: the list is right (A157).
const fullPage = 50

// ListIdentityProviders lists the identity providers of a pool.
// Doc: API_ListIdentityProviders. Assumed: oldest first (A157).
func (s service) ListIdentityProviders(c *op.Call, pool *state.Pool, in *cip.ListIdentityProvidersInput) (*cip.ListIdentityProvidersOutput, error) {
	limit := min(aws.ToInt32(in.MaxResults), fullPage)
	if limit == 0 {
		limit = fullPage
	}
	providers, next, err := op.Page(c, in.NextToken, limit, func(from []byte, limit int) (state.Page[state.Provider], bool) {
		return c.View.Providers(pool.ID, from, limit)
	}, string(pool.ID))
	if err != nil {
		return nil, err
	}
	list := make([]types.ProviderDescription, len(providers))
	for i, p := range providers {
		list[i] = types.ProviderDescription{
			ProviderName: aws.String(p.Name), ProviderType: p.Type,
			CreationDate: aws.Time(p.Created), LastModifiedDate: aws.Time(p.Modified),
		}
	}
	return &cip.ListIdentityProvidersOutput{Providers: list, NextToken: next}, nil
}
