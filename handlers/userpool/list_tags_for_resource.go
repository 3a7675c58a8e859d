package userpool

import (
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
)

// ListTagsForResource shows the tags of a pool, {} when it has none. Doc: API_ListTagsForResource.
func (s service) ListTagsForResource(c *op.Call, in *cip.ListTagsForResourceInput) (*cip.ListTagsForResourceOutput, error) {
	pool, err := poolOf(c, *in.ResourceArn)
	if err != nil {
		return nil, err
	}
	tags := pool.Config.UserPoolTags
	if tags == nil {
		tags = map[string]string{}
	}
	return &cip.ListTagsForResourceOutput{Tags: tags}, nil
}
