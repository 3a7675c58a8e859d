package userpool

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// ListUserPools lists the pools that the caller's account has in the caller's region, replicas included.
// Doc: API_ListUserPools, UserPoolDescriptionType. Assumed: oldest first (A090), replicas at the end, and
// that ReplicaRegions names them without the pool's own region (A183).
func (s service) ListUserPools(c *op.Call, in *cip.ListUserPoolsInput) (*cip.ListUserPoolsOutput, error) {
	pools, next, err := op.Page(c, in.NextToken, *in.MaxResults, func(from []byte, limit int) (state.Page[state.Pool], bool) {
		return c.View.PoolsIn(c.Account, c.Region, c.Now, from, limit)
	}, c.Account, c.Region)
	if err != nil {
		return nil, err
	}
	list := make([]types.UserPoolDescriptionType, len(pools))
	for i, p := range pools {
		list[i] = types.UserPoolDescriptionType{
			Id: aws.String(string(p.ID)), Name: p.Config.Name, LambdaConfig: p.Config.LambdaConfig,
			CreationDate: aws.Time(p.Created), LastModifiedDate: aws.Time(p.Modified),
		}
		for _, r := range c.View.Replicas(p.ID, c.Now) {
			list[i].ReplicaRegions = append(list[i].ReplicaRegions, r.Region)
		}
	}
	return &cip.ListUserPoolsOutput{UserPools: list, NextToken: next}, nil
}
