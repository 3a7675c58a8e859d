package userpool

import (
	"maps"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
)

// TagResource adds tags to a pool and replaces those that it has. Doc: API_TagResource. Assumed:
// tags are no modification of the pool (A088).
func (s service) TagResource(c *op.Call, in *cip.TagResourceInput) (*cip.TagResourceOutput, error) {
	pool, err := poolOf(c, *in.ResourceArn)
	if err != nil {
		return nil, err
	}
	added, err := withoutID(pool.ID, in.Tags)
	if err != nil {
		return nil, err
	}
	for tag := range added {
		if reservedTag(tag) {
			return nil, fault.InvalidResourceTags()
		}
	}
	err = s.retag(c, pool, func(old map[string]string) (map[string]string, error) {
		tags := make(map[string]string, len(old)+len(added))
		maps.Copy(tags, old)
		maps.Copy(tags, added)
		if len(tags) > maxTags {
			return nil, fault.TooManyResourceTags()
		}
		return tags, nil
	})
	if err != nil {
		return nil, err
	}
	return &cip.TagResourceOutput{}, nil
}
