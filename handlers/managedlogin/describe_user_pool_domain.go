package managedlogin

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// DescribeUserPoolDomain shows a domain. Of one that is not there it shows an empty description.
// Doc: API_DescribeUserPoolDomain. Seen: hashicorp/terraform-provider-aws (unknown domains). Assumed: a
// domain of another account is as good as unknown (A160).
func (s service) DescribeUserPoolDomain(c *op.Call, in *cip.DescribeUserPoolDomainInput) (*cip.DescribeUserPoolDomainOutput, error) {
	shown := &types.DomainDescriptionType{}
	if d := c.View.DomainNamed(c.Region, *in.Domain); d != nil {
		if pool := c.View.Pool(d.Pool); pool != nil && pool.Account == c.Account {
			shown = describe(pool, d)
		}
	}
	return &cip.DescribeUserPoolDomainOutput{DomainDescription: shown}, nil
}

// versionForm is how the service writes the time of a version.
// Doc: the samples of the AWS CLI's describe-user-pool-domain and of SetUICustomization.
const versionForm = "20060102150405"

// describe is a domain as it is shown. Doc: the sample of the AWS CLI's describe-user-pool-domain, where
// a prefix has an empty CustomDomainConfig. Assumed: domains work at once, and the version of the pages
// is always told (A160).
func describe(pool *state.Pool, d *state.Domain) *types.DomainDescriptionType {
	custom := d.Custom
	if custom == nil {
		custom = &types.CustomDomainConfigType{}
	}
	return &types.DomainDescriptionType{
		UserPoolId: aws.String(string(d.Pool)), AWSAccountId: aws.String(pool.Account), Domain: aws.String(d.Name),
		S3Bucket: aws.String("aws-cognito-prod-" + pool.Region + "-assets"), CloudFrontDistribution: aws.String(d.Distribution),
		Version: aws.String(d.Created.UTC().Format(versionForm)), Status: types.DomainStatusTypeActive,
		CustomDomainConfig: custom, ManagedLoginVersion: aws.Int32(d.Login), Routing: d.Routing,
	}
}
