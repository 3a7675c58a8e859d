package userpool

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// DescribeUserPool shows all settings of a pool. Doc: API_DescribeUserPool.
func (s service) DescribeUserPool(c *op.Call, pool *state.Pool, _ *cip.DescribeUserPoolInput) (*newest.DescribeUserPoolOutput, error) {
	shown := view(pool, c.View.CountUsers(pool.ID))
	prefix, custom := c.View.DomainsOf(pool.ID)
	if prefix != nil {
		shown.Domain = &prefix.Name
	}
	if custom != nil {
		shown.CustomDomain = &custom.Name
	}
	shown.UserPoolType = policy.DescribedPool(shown.UserPoolType)
	return &newest.DescribeUserPoolOutput{UserPool: shown}, nil
}

// view is a pool as its operations show it: the settings, and what follows from the record.
func view(p *state.Pool, users int) *newest.UserPoolType {
	shown := &newest.UserPoolType{UserPoolType: p.Config, AcrConfiguration: p.Levels, DcrConfiguration: p.Registration}
	shown.Id, shown.Arn = aws.String(string(p.ID)), aws.String(p.ARN())
	shown.CreationDate, shown.LastModifiedDate = aws.Time(p.Created), aws.Time(p.Modified)
	shown.EstimatedNumberOfUsers = int32(users)
	return shown
}
