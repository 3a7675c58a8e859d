package userpool

import (
	"maps"
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// UntagResource takes tags from a pool; those that it does not have do not matter.
// Doc: API_UntagResource.
func (s service) UntagResource(c *op.Call, in *cip.UntagResourceInput) (*cip.UntagResourceOutput, error) {
	pool, err := poolOf(c, *in.ResourceArn)
	if err != nil {
		return nil, err
	}
	err = s.change(pool.ID, func(p *state.Pool) error {
		tags := maps.Clone(p.Config.UserPoolTags)
		maps.DeleteFunc(tags, func(tag, _ string) bool { return slices.Contains(in.TagKeys, tag) })
		p.Config.UserPoolTags = tags
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.UntagResourceOutput{}, nil
}
