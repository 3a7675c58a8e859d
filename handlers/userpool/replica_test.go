package userpool_test

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
)

const (
	west = "us-west-2"
	mrk  = "arn:aws:kms:us-east-1:000000000000:key/mrk-1234abcd12ab34cd56ef1234567890ab"
)

// replicable is a pool that may have replicas.
func replicable(in *cip.CreateUserPoolInput) {
	in.KeyConfiguration = &types.KeyConfigurationType{KeyType: types.EncryptionKeyTypeCustomerManagedKey, KmsKeyArn: aws.String(mrk)}
}

// in is the client of a caller who addresses another region.
func in(b *optest.Bench, region string) *cip.Client {
	return cip.New(b.API.Options().Copy(), func(o *cip.Options) { o.Region = region })
}

func arnIn(region string, id *string) *string {
	return aws.String("arn:aws:cognito-idp:" + region + ":000000000000:userpool/" + *id)
}

// twin is the replica in us-west-2 as it is shown.
func twin(id *string, status types.ReplicaStatusType) *types.UserPoolReplicaType {
	return &types.UserPoolReplicaType{RegionName: aws.String(west), Role: "SECONDARY", Status: status, UserPoolArn: arnIn(west, id)}
}

// withReplica makes a pool with a replica in us-west-2 of that status.
func withReplica(t *testing.T, b *optest.Bench, active bool) *string {
	t.Helper()
	id := newPool(t, b, replicable).Id
	ok(t, b.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: id, RegionName: aws.String(west), UserPoolTags: map[string]string{"of": "replica"}})
	b.Env.Clock.Advance(time.Second)
	if active {
		ok(t, b.API.UpdateUserPoolReplica, &cip.UpdateUserPoolReplicaInput{UserPoolId: id, RegionName: aws.String(west), Status: "ACTIVE"})
	}
	return id
}

func TestLifeOfAReplica(t *testing.T) {
	t.Parallel()
	b := bench(t)
	id := newPool(t, b, replicable).Id
	primary := types.UserPoolReplicaType{RegionName: aws.String("us-east-1"), Role: "PRIMARY", Status: "ACTIVE", UserPoolArn: arnIn("us-east-1", id)}
	listed := func(status types.ReplicaStatusType) {
		t.Helper()
		want := []types.UserPoolReplicaType{primary}
		if status != "" {
			want = append(want, *twin(id, status))
		}
		optest.Equal(t, ok(t, b.API.ListUserPoolReplicas, &cip.ListUserPoolReplicasInput{UserPoolId: id}), &cip.ListUserPoolReplicasOutput{UserPoolReplicas: want})
	}
	create := &cip.CreateUserPoolReplicaInput{UserPoolId: id, RegionName: aws.String(west)}
	update := func(status types.UpdateReplicaStatusType) *cip.UpdateUserPoolReplicaInput {
		return &cip.UpdateUserPoolReplicaInput{UserPoolId: id, RegionName: aws.String(west), Status: status}
	}
	remove := &cip.DeleteUserPoolReplicaInput{UserPoolId: id, RegionName: aws.String(west)}
	const code = "InvalidParameterException"
	busy, notInactive := "User pool replica in region us-west-2 cannot be updated in its current status.", "The user pool replica must be inactive before it can be deleted."

	listed("")
	optest.Equal(t, ok(t, b.API.CreateUserPoolReplica, create), &cip.CreateUserPoolReplicaOutput{UserPoolReplica: twin(id, "CREATING")})
	listed("CREATING")
	refused(t, b.API.CreateUserPoolReplica, create, code, "User pool replica in region us-west-2 already exists.")
	refused(t, b.API.UpdateUserPoolReplica, update("ACTIVE"), code, busy)
	refused(t, b.API.DeleteUserPoolReplica, remove, code, notInactive)
	b.Env.Clock.Advance(time.Second)
	listed("INACTIVE")
	for _, status := range []types.UpdateReplicaStatusType{"ACTIVE", "ACTIVE", "INACTIVE", "ACTIVE"} {
		optest.Equal(t, ok(t, b.API.UpdateUserPoolReplica, update(status)), &cip.UpdateUserPoolReplicaOutput{UserPoolReplica: twin(id, types.ReplicaStatusType(status))})
		listed(types.ReplicaStatusType(status))
	}
	refused(t, b.API.DeleteUserPoolReplica, remove, code, notInactive)
	ok(t, b.API.UpdateUserPoolReplica, update("INACTIVE"))
	optest.Equal(t, ok(t, b.API.DeleteUserPoolReplica, remove), &cip.DeleteUserPoolReplicaOutput{UserPoolReplica: twin(id, "DELETING")})
	listed("DELETING")
	refused(t, b.API.DeleteUserPoolReplica, remove, code, notInactive)
	refused(t, b.API.UpdateUserPoolReplica, update("ACTIVE"), code, busy)
	b.Env.Clock.Advance(time.Second)
	listed("")
	const gone, text = "ResourceNotFoundException", "User pool replica in region us-west-2 does not exist."
	refused(t, b.API.DeleteUserPoolReplica, remove, gone, text)
	refused(t, b.API.UpdateUserPoolReplica, update("ACTIVE"), gone, text)
	optest.Equal(t, ok(t, b.API.CreateUserPoolReplica, create), &cip.CreateUserPoolReplicaOutput{UserPoolReplica: twin(id, "CREATING")})

	create.RegionName, remove.RegionName = aws.String("us-east-1"), aws.String("us-east-1")
	refused(t, b.API.CreateUserPoolReplica, create, code, "A user pool replica cannot be created in region us-east-1.")
	refused(t, b.API.DeleteUserPoolReplica, remove, code, "The primary user pool replica cannot be updated or deleted.")
	refused(t, b.API.ListUserPoolReplicas, &cip.ListUserPoolReplicasInput{UserPoolId: id, NextToken: aws.String("x")}, code, "Invalid pagination token given")
}

func TestReplicaRefused(t *testing.T) {
	t.Parallel()
	b := bench(t)
	create := func(id *string, region string) *cip.CreateUserPoolReplicaInput {
		return &cip.CreateUserPoolReplicaInput{UserPoolId: id, RegionName: &region}
	}
	good := newPool(t, b, replicable).Id
	for _, region := range []string{"mars-1", "US-WEST-2", "cn-north-1", "us-gov-west-1", "us-east-1"} {
		refused(t, b.API.CreateUserPoolReplica, create(good, region), "InvalidParameterException", "A user pool replica cannot be created in region "+region+".")
	}
	const key = "The user pool must be configured with a multi-Region customer managed key to enable replication."
	for _, k := range []*types.KeyConfigurationType{
		nil, {KeyType: "AWS_OWNED_KEY"}, {KeyType: "CUSTOMER_MANAGED_KEY", KmsKeyArn: aws.String("arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab")},
	} {
		id := newPool(t, b, func(in *cip.CreateUserPoolInput) { in.KeyConfiguration = k }).Id
		refused(t, b.API.CreateUserPoolReplica, create(id, west), "InvalidParameterException", key)
	}
	lite := newPool(t, b, func(in *cip.CreateUserPoolInput) { replicable(in); in.UserPoolTier = types.UserPoolTierTypeLite }).Id
	refused(t, b.API.CreateUserPoolReplica, create(lite, west), "FeatureUnavailableInTierException",
		"The following feature is not available for the LITE pricing tier configured: Multi-Region Replication")
	tagged := create(good, west)
	tagged.UserPoolTags = map[string]string{"aws:x": "y"}
	refused(t, b.API.CreateUserPoolReplica, tagged, "UserPoolTaggingException", "Invalid tags given for the user pool.")

	none := aws.String(missingPool)
	const code, text = "ResourceNotFoundException", "User pool us-east-1_000000000 does not exist."
	refused(t, b.API.CreateUserPoolReplica, create(none, west), code, text)
	refused(t, b.API.UpdateUserPoolReplica, &cip.UpdateUserPoolReplicaInput{UserPoolId: none, RegionName: aws.String(west), Status: "ACTIVE"}, code, text)
	refused(t, b.API.DeleteUserPoolReplica, &cip.DeleteUserPoolReplicaInput{UserPoolId: none, RegionName: aws.String(west)}, code, text)
	refused(t, b.API.ListUserPoolReplicas, &cip.ListUserPoolReplicasInput{UserPoolId: none}, code, text)
}

const notHere = "The operation is not enabled for this user pool in this region."

// What is served where, by those operations of this subject that tell it.
func TestReplicaServes(t *testing.T) {
	t.Parallel()
	b := bench(t)
	id := withReplica(t, b, false)
	there := in(b, west)
	status := func(status types.UpdateReplicaStatusType) {
		t.Helper()
		ok(t, there.UpdateUserPoolReplica, &cip.UpdateUserPoolReplicaInput{UserPoolId: id, RegionName: aws.String(west), Status: status})
	}
	for _, s := range []types.UpdateReplicaStatusType{"INACTIVE", "ACTIVE"} {
		status(s)
		ok(t, there.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: id})
		ok(t, there.ListUserPoolReplicas, &cip.ListUserPoolReplicasInput{UserPoolId: id})
		ok(t, there.GetUserPoolMfaConfig, &cip.GetUserPoolMfaConfigInput{UserPoolId: id})
		const code = "OperationNotEnabledException"
		refused(t, there.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: id}, code, notHere)
		ok(t, there.SetUserPoolMfaConfig, &cip.SetUserPoolMfaConfigInput{UserPoolId: id})
		refused(t, there.SetUserPoolMfaConfig, &cip.SetUserPoolMfaConfigInput{
			UserPoolId: id, MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
		}, "InvalidParameterException", "Only regional settings can be updated in a secondary region. All other settings must match the primary region.")
		refused(t, there.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: id, RegionName: aws.String("eu-west-1")}, code, notHere)
		refused(t, there.DeleteUserPoolReplica, &cip.DeleteUserPoolReplicaInput{UserPoolId: id, RegionName: aws.String(west)}, code, notHere)
		refused(t, there.AddCustomAttributes, &cip.AddCustomAttributesInput{
			UserPoolId: id, CustomAttributes: []types.SchemaAttributeType{{Name: aws.String("x"), AttributeDataType: "String"}},
		}, code, notHere)
	}
	status("INACTIVE")
	ok(t, b.API.DeleteUserPoolReplica, &cip.DeleteUserPoolReplicaInput{UserPoolId: id, RegionName: aws.String(west)})
	refused(t, there.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: id}, "OperationNotEnabledException", notHere)
	b.Env.Clock.Advance(time.Second)
	ok(t, there.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: id}) // a region like any other now
}

// The region of a replica shows and takes what the replica has of its own.
func TestReplicaSettings(t *testing.T) {
	t.Parallel()
	b := bench(t)
	id := withReplica(t, b, true)
	there := in(b, west)
	before := describe(t, b, id)
	seen := ok(t, there.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: id}).UserPool
	want := *before
	want.Arn, want.UserPoolTags = arnIn(west, id), map[string]string{"of": "replica"}
	optest.Equal(t, seen, &want)

	function := aws.String("arn:aws:lambda:us-west-2:000000000000:function:x")
	update := &cip.UpdateUserPoolInput{
		UserPoolId: id, AutoVerifiedAttributes: before.AutoVerifiedAttributes, LambdaConfig: &types.LambdaConfigType{PreSignUp: function},
		UserPoolTags: map[string]string{"of": "west"}, EmailConfiguration: &types.EmailConfigurationType{ReplyToEmailAddress: aws.String("west@example.com")},
	}
	ok(t, there.UpdateUserPool, update)
	want.UserPoolTags, want.LambdaConfig = map[string]string{"of": "west"}, &types.LambdaConfigType{PreSignUp: function}
	want.EmailConfiguration = &types.EmailConfigurationType{EmailSendingAccount: "COGNITO_DEFAULT", ReplyToEmailAddress: aws.String("west@example.com")}
	optest.Equal(t, ok(t, there.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: id}).UserPool, &want)
	optest.Equal(t, describe(t, b, id), before)

	const code = "InvalidParameterException"
	for name, change := range map[string]func(*cip.UpdateUserPoolInput){
		"mode":    func(in *cip.UpdateUserPoolInput) { in.DeletionProtection = types.DeletionProtectionTypeActive },
		"tier":    func(in *cip.UpdateUserPoolInput) { in.UserPoolTier = types.UserPoolTierTypePlus },
		"message": func(in *cip.UpdateUserPoolInput) { in.SmsVerificationMessage = aws.String("{####}") },
	} {
		t.Log(name)
		changed := *update
		change(&changed)
		refused(t, there.UpdateUserPool, &changed, code, "Only regional settings can be updated in a secondary region. All other settings must match the primary region.")
	}
	changed := *update
	changed.LambdaConfig = &types.LambdaConfigType{PreSignUp: aws.String("arn:aws:lambda:us-east-1:000000000000:function:x")}
	if _, err := there.UpdateUserPool(context.Background(), &changed); err == nil {
		t.Error("a function in another region was taken")
	}
	optest.Equal(t, describe(t, b, id), before)
}

func TestTagsOfAReplica(t *testing.T) {
	t.Parallel()
	b := bench(t)
	id := withReplica(t, b, false)
	here, there := arnIn("us-east-1", id), arnIn(west, id)
	tags := func(arn *string, want map[string]string) {
		t.Helper()
		optest.Equal(t, ok(t, b.API.ListTagsForResource, &cip.ListTagsForResourceInput{ResourceArn: arn}), &cip.ListTagsForResourceOutput{Tags: want})
	}
	ok(t, b.API.TagResource, &cip.TagResourceInput{ResourceArn: there, Tags: map[string]string{"a": "b"}})
	ok(t, b.API.TagResource, &cip.TagResourceInput{ResourceArn: here, Tags: map[string]string{"c": "d"}})
	tags(there, map[string]string{"of": "replica", "a": "b"})
	tags(here, map[string]string{"c": "d"})
	ok(t, b.API.UntagResource, &cip.UntagResourceInput{ResourceArn: there, TagKeys: []string{"of"}})
	tags(there, map[string]string{"a": "b"})
	refused(t, b.API.ListTagsForResource, &cip.ListTagsForResourceInput{ResourceArn: arnIn("eu-west-1", id)},
		"ResourceNotFoundException", "User pool "+*id+" does not exist.")
}

// A region lists its own pools, then the replicas.
func TestListReplicas(t *testing.T) {
	t.Parallel()
	b := bench(t)
	there := in(b, west)
	var want []string
	for range 3 {
		want = append(want, *ok(t, there.CreateUserPool, &cip.CreateUserPoolInput{PoolName: aws.String("p")}).UserPool.Id)
		b.Env.Clock.Advance(time.Second)
	}
	for range 3 {
		want = append(want, *withReplica(t, b, false))
	}
	for _, limit := range []int32{1, 2, 3, 4, 6, 60} {
		var got []string
		for in := (&cip.ListUserPoolsInput{MaxResults: &limit}); ; {
			out := ok(t, there.ListUserPools, in)
			for _, p := range out.UserPools {
				got = append(got, *p.Id)
				regions := []string{west}
				if len(got) <= 3 {
					regions = nil
				}
				optest.Equal(t, p.ReplicaRegions, regions)
			}
			if in.NextToken = out.NextToken; in.NextToken == nil {
				break
			}
		}
		optest.Equal(t, got, want)
	}
	if n := len(ok(t, b.API.ListUserPools, &cip.ListUserPoolsInput{MaxResults: aws.Int32(60)}).UserPools); n != 3 {
		t.Errorf("the pools' own region lists %d", n)
	}
}
