package userpool

import (
	"maps"
	"slices"
	"strings"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// The tags that choose the id of a new pool: ours, and those that people who come from other
// emulators have in their templates. They are read and never stored.
func idTags() []string {
	return []string{"cognito-emulator:id", "_custom_id_", "floci:override-id", "ms-custom-id"}
}

// choosesID takes the tags apart: the id that one of them chooses, empty when none does, and the
// tags to store.
func choosesID(region string, tags map[string]string) (state.PoolID, map[string]string, error) {
	var by, id string
	for _, tag := range idTags() {
		chosen, ok := tags[tag]
		switch {
		case !ok:
		case by != "" && chosen != id:
			return "", nil, fault.PoolIDAmbiguous(by, tag)
		case !poolIDOf(region, chosen):
			return "", nil, fault.PoolIDMalformed(tag, chosen, region)
		default:
			by, id = tag, chosen
		}
	}
	return state.PoolID(id), ordinary(tags), nil
}

// withoutID returns the tags to store of a pool that has its id. The tag may still be among them, as
// it is in a template that is applied again.
func withoutID(id state.PoolID, tags map[string]string) (map[string]string, error) {
	for _, tag := range idTags() {
		if chosen, ok := tags[tag]; ok && chosen != string(id) {
			return nil, fault.PoolIDFixed(tag, string(id))
		}
	}
	return ordinary(tags), nil
}

// ordinary returns the tags that choose nothing, nil when there are none.
func ordinary(tags map[string]string) map[string]string {
	tags = maps.Clone(tags)
	maps.DeleteFunc(tags, func(tag, _ string) bool { return slices.Contains(idTags(), tag) })
	if len(tags) == 0 {
		return nil
	}
	return tags
}

// poolIDOf tells whether a pool of the region can have that id. Verifiers of tokens refuse ids of any
// other form.
// Doc: UserPoolIdType, and the one form that the service makes.
func poolIDOf(region, id string) bool {
	tail, ok := strings.CutPrefix(id, region+"_")
	return ok && tail != "" && len(id) <= 55 && !strings.ContainsFunc(tail, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}

// maxTags is how many tags a pool has at most. Doc: tagging of AWS resources.
const maxTags = 50

// reservedTag tells whether the tag is one that only the service itself may set.
// Doc: tagging of AWS resources, the prefix aws:.
func reservedTag(tag string) bool { return strings.HasPrefix(strings.ToLower(tag), "aws:") }

// checkTags refuses tags of a pool that is created or updated.
func checkTags(tags map[string]string) error {
	for tag := range tags {
		if reservedTag(tag) {
			return fault.InvalidTags()
		}
	}
	if len(tags) > maxTags {
		return fault.TooManyTags()
	}
	return nil
}

// poolOf returns the pool that an ARN names, seen through a replica where that is what it names.
// Doc: API_TagResource, ResourceArn. Assumed: both refusals (A084).
func poolOf(c *op.Call, arn string) (*state.Pool, error) {
	service, resource, _ := strings.Cut(arn, ":userpool/")
	parts := strings.Split(service, ":")
	if resource == "" || len(parts) != 5 || parts[2] != "cognito-idp" {
		return nil, fault.InvalidResourceARN(arn)
	}
	pool := c.View.Pool(state.PoolID(resource))
	if pool == nil {
		return nil, fault.PoolNotFound(resource)
	}
	c.EnterIn(pool, parts[3])
	if c.Pool.ARN() != arn {
		return nil, fault.PoolNotFound(resource)
	}
	return c.Pool, c.Served()
}

// retag stores changed tags of a pool or, when it is seen through a replica, of that.
func (s service) retag(c *op.Call, pool *state.Pool, change func(map[string]string) (map[string]string, error)) error {
	if pool.Region == pool.Home() {
		return s.change(pool.ID, func(p *state.Pool) (err error) {
			p.Config.UserPoolTags, err = change(p.Config.UserPoolTags)
			return err
		})
	}
	_, err := s.changeReplica(pool, pool.Region, c.Now, func(r *state.Replica) (err error) {
		r.Tags, err = change(r.Tags)
		return err
	})
	return err
}
