package managedlogin

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// fullPage is the size of a page where the request does not say. Doc: API_ListTerms, 1 to 60.
// Assumed: the most there is (A169).
const fullPage = 60

// ListTerms lists the documents of all app clients of a pool.
// Doc: API_ListTerms. Assumed: oldest first (A169).
func (s service) ListTerms(c *op.Call, pool *state.Pool, in *cip.ListTermsInput) (*cip.ListTermsOutput, error) {
	limit := aws.ToInt32(in.MaxResults)
	if limit == 0 {
		limit = fullPage
	}
	terms, next, err := op.Page(c, in.NextToken, limit, func(from []byte, limit int) (state.Page[state.Terms], bool) {
		return c.View.AllTerms(pool.ID, from, limit)
	}, string(pool.ID))
	if err != nil {
		return nil, err
	}
	list := make([]types.TermsDescriptionType, len(terms))
	for i, t := range terms {
		list[i] = types.TermsDescriptionType{
			TermsId: aws.String(t.ID), TermsName: aws.String(t.Name), Enforcement: t.Enforcement,
			CreationDate: aws.Time(t.Created), LastModifiedDate: aws.Time(t.Modified),
		}
	}
	return &cip.ListTermsOutput{Terms: list, NextToken: next}, nil
}
