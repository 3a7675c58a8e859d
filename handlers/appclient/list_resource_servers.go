package appclient

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// serversOfPage is how many resource servers a page has at most, and where the request does not say.
// Doc: API_ListResourceServers, MaxResults.
const serversOfPage = 50

// ListResourceServers lists the resource servers of a pool. Doc: API_ListResourceServers. Assumed: by
// identifier (A170).
func (s service) ListResourceServers(c *op.Call, pool *state.Pool, in *cip.ListResourceServersInput) (*newest.ListResourceServersOutput, error) {
	limit := int32(serversOfPage)
	if in.MaxResults != nil {
		limit = aws.ToInt32(in.MaxResults)
	}
	servers, next, err := op.Page(c, in.NextToken, limit, func(from []byte, limit int) (state.Page[state.ResourceServer], bool) {
		return c.View.ResourceServers(pool.ID, from, limit)
	}, string(pool.ID))
	if err != nil {
		return nil, err
	}
	list := make([]newest.ResourceServerType, len(servers))
	for i, r := range servers {
		list[i] = *serverView(r)
	}
	return &newest.ListResourceServersOutput{ResourceServers: list, NextToken: next}, nil
}
