package policy

import (
	"reflect"
	"regexp"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/state"
)

// Replication is the feature behind replicas. Doc: "Multi-Region replication for user pools" (that it
// needs more than LITE). Assumed: its name (A181).
const Replication Feature = "Multi-Region Replication"

// regionName is what the names of regions look like.
var regionName = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]$`)

// CheckReplica tells whether a pool can have a replica in a region: not on LITE, with a key of the
// customer's that is in more than one region, and in another region of the same part of AWS.
// Doc: "Multi-Region replication for user pools", KeyConfigurationType. Seen: acceptance tests of
// hashicorp/terraform-provider-aws#48670, a pool with the original issuer may have one. Assumed: the
// refusals (A181).
func CheckReplica(p *state.Pool, region string) error {
	if err := CheckFeature(p.Config.UserPoolTier, Replication); err != nil {
		return err
	}
	k := p.Config.KeyConfiguration
	switch {
	case !regionName.MatchString(region) || region == p.Region || state.Partition(region) != state.Partition(p.Region):
		return fault.ReplicaRegion(region)
	case k == nil || k.KeyType != types.EncryptionKeyTypeCustomerManagedKey || !strings.Contains(aws.ToString(k.KmsKeyArn), ":key/mrk-"):
		return fault.ReplicaKey()
	}
	return nil
}

// NewReplica is a replica with settings of its own that nobody has set.
// Doc: "Multi-Region replication for user pools": which settings these are.
func NewReplica(p *state.Pool, region string, tags map[string]string) *state.Replica {
	return &state.Replica{
		Pool: p.ID, Region: region, Account: p.Account,
		Email: emailConfiguration(nil), Lambda: lambdaConfig(nil), Tags: tags,
	}
}

// CheckRegional refuses a change of a replica that is about more than its own settings: old and next are
// the pool as the replica shows it, and as it would.
// Doc: UpdateUserPool: the other settings must match. Assumed: the refusal (A181).
func CheckRegional(old, next types.UserPoolType) error {
	for _, c := range []*types.UserPoolType{&old, &next} {
		c.EmailConfiguration, c.SmsConfiguration, c.LambdaConfig, c.UserPoolTags = nil, nil, nil, nil
	}
	if !reflect.DeepEqual(old, next) {
		return fault.ReplicaSettingShared()
	}
	return nil
}
