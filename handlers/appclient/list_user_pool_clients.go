package appclient

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// fullPage is the size of a page where the request does not say. Doc: API_ListUserPoolClients, 1 to
// 60. Assumed: the most there is (A090).
const fullPage = 60

// ListUserPoolClients lists the app clients of a pool. With a ClientType, pages hold the clients of
// that type only and may be short of others.
// Doc: API_ListUserPoolClients. Assumed: oldest first (A090).
func (s service) ListUserPoolClients(c *op.Call, pool *state.Pool, in *newest.ListUserPoolClientsInput) (*cip.ListUserPoolClientsOutput, error) {
	limit := aws.ToInt32(in.MaxResults)
	if limit == 0 {
		limit = fullPage
	}
	clients, next, err := op.Page(c, in.NextToken, limit, func(from []byte, limit int) (state.Page[state.Client], bool) {
		return c.View.Clients(pool.ID, from, limit)
	}, string(pool.ID), string(in.ClientType))
	if err != nil {
		return nil, err
	}
	list := make([]types.UserPoolClientDescription, 0, len(clients))
	for _, client := range clients {
		if in.ClientType != "" && client.Type != in.ClientType {
			continue
		}
		list = append(list, types.UserPoolClientDescription{
			ClientId: aws.String(string(client.ID)), UserPoolId: aws.String(string(pool.ID)), ClientName: client.Config.ClientName,
		})
	}
	return &cip.ListUserPoolClientsOutput{UserPoolClients: list, NextToken: next}, nil
}
