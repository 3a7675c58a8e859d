package userpool

import (
	"maps"
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
)

// UntagResource takes tags from a pool; those that it does not have do not matter.
// Doc: API_UntagResource.
func (s service) UntagResource(c *op.Call, in *cip.UntagResourceInput) (*cip.UntagResourceOutput, error) {
	pool, err := poolOf(c, *in.ResourceArn)
	if err != nil {
		return nil, err
	}
	err = s.retag(c, pool, func(old map[string]string) (map[string]string, error) {
		tags := maps.Clone(old)
		maps.DeleteFunc(tags, func(tag, _ string) bool { return slices.Contains(in.TagKeys, tag) })
		return tags, nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.UntagResourceOutput{}, nil
}
