package conformance

import (
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Replicable makes a pool that may have replicas: with a key of the customer's that is in several regions.
func Replicable() PoolOption {
	return With(func(in *cip.CreateUserPoolInput) {
		in.KeyConfiguration = &types.KeyConfigurationType{
			KeyType: types.EncryptionKeyTypeCustomerManagedKey, KmsKeyArn: new("arn:aws:kms:us-east-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab"),
		}
	})
}

// secondRegion is where replicas are made.
const secondRegion = "us-west-2"

// there is the client of a caller who addresses the region of the replica.
func (w *World) there() *cip.Client { return w.connect(secondRegion, w.credentials) }

// replica makes a replica of the pool made last and waits until it is made.
func (w *World) replica(status types.UpdateReplicaStatusType) {
	w.t.Helper()
	OK(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: &w.pool.ID, RegionName: new(secondRegion)})
	w.Advance(time.Hour)
	OK(w, w.API.UpdateUserPoolReplica, &cip.UpdateUserPoolReplicaInput{UserPoolId: &w.pool.ID, RegionName: new(secondRegion), Status: status})
}

// twin is the replica as it is shown. It has the pool's number, in its own region.
func (w *World) twin(status types.ReplicaStatusType) *types.UserPoolReplicaType {
	return &types.UserPoolReplicaType{RegionName: new(secondRegion), Role: types.ReplicaRoleTypeSecondary, Status: status, UserPoolArn: new(w.twinARN())}
}

// twinARN is the pool's ARN in the replica's region.
func (w *World) twinARN() string {
	return strings.Replace(w.pool.ARN, ":"+w.region+":", ":"+secondRegion+":", 1)
}

// replicas lists the pool and its replica, which is not there when status is empty.
func (w *World) replicas(status types.ReplicaStatusType) {
	w.t.Helper()
	want := []types.UserPoolReplicaType{{RegionName: &w.region, Role: types.ReplicaRoleTypePrimary, Status: types.ReplicaStatusTypeActive, UserPoolArn: &w.pool.ARN}}
	if status != "" {
		want = append(want, *w.twin(status))
	}
	Answers(w, w.API.ListUserPoolReplicas, &cip.ListUserPoolReplicasInput{UserPoolId: &w.pool.ID}, &cip.ListUserPoolReplicasOutput{UserPoolReplicas: want})
}

// replicaCases are about replicas of pools. Doc: API_CreateUserPoolReplica and its siblings, "Multi-Region replication for
// user pools". Seen: acceptance tests of hashicorp/terraform-provider-aws#48670.
func replicaCases() []Case {
	const notEnabled = "OperationNotEnabledException"
	given := func(w *World) { w.Freeze(); w.Pool(Replicable()) }
	id := func(w *World) *string { return &w.pool.ID }
	region := new(secondRegion)
	return []Case{
		{
			Operations: ops("CreateUserPoolReplica", "UpdateUserPoolReplica", "DeleteUserPoolReplica", "ListUserPoolReplicas"), Says: "a replica is made, opened, closed and deleted, each in its time",
			Needs: needs(Clock), Given: given,
			Steps: steps(
				func(w *World) {
					w.replicas("")
					Answers(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: id(w), RegionName: region},
						&cip.CreateUserPoolReplicaOutput{UserPoolReplica: w.twin("CREATING")})
					w.replicas("CREATING")
					w.Advance(time.Hour)
					w.replicas("INACTIVE")
					for _, s := range []types.UpdateReplicaStatusType{"ACTIVE", "INACTIVE"} {
						Answers(w, w.API.UpdateUserPoolReplica, &cip.UpdateUserPoolReplicaInput{UserPoolId: id(w), RegionName: region, Status: s},
							&cip.UpdateUserPoolReplicaOutput{UserPoolReplica: w.twin(types.ReplicaStatusType(s))})
						w.replicas(types.ReplicaStatusType(s))
					}
				},
				func(w *World) {
					w.replicas("INACTIVE")
					Answers(w, w.API.DeleteUserPoolReplica, &cip.DeleteUserPoolReplicaInput{UserPoolId: id(w), RegionName: region},
						&cip.DeleteUserPoolReplicaOutput{UserPoolReplica: w.twin("DELETING")})
					w.replicas("DELETING")
					w.Advance(time.Hour)
					w.replicas("")
					Refuses(w, w.API.DeleteUserPoolReplica, &cip.DeleteUserPoolReplicaInput{UserPoolId: id(w), RegionName: region}, "ResourceNotFoundException")
				},
			),
		},
		{
			Operations: ops("ListUserPools"), Says: "a pool with a replica is listed in both regions, and tells the other", Assumes: "A183", Needs: needs(Clock, Accounts),
			Given: func(w *World) { given(w); w.replica("INACTIVE") },
			Steps: steps(func(w *World) {
				for _, api := range []*cip.Client{w.API, w.there()} {
					pools := OK(w, api.ListUserPools, &cip.ListUserPoolsInput{MaxResults: new(int32(60))}).UserPools
					if len(pools) != 1 {
						w.Fatalf("%d pools are listed", len(pools))
					}
					w.Equal(*pools[0].Id, w.pool.ID)
					w.Equal(pools[0].ReplicaRegions, []string{secondRegion})
				}
			}),
		},
		{
			Operations: ops("DescribeUserPool", "UpdateUserPool", "TagResource", "ListTagsForResource"), Says: "a replica has tags, triggers and senders of its own", Assumes: "A181", Needs: needs(Clock),
			Given: func(w *World) { given(w); w.replica("INACTIVE") },
			Steps: steps(
				func(w *World) {
					OK(w, w.API.TagResource, &cip.TagResourceInput{ResourceArn: &w.pool.ARN, Tags: map[string]string{"of": "pool"}})
					OK(w, w.there().UpdateUserPool, &cip.UpdateUserPoolInput{
						UserPoolId: id(w), UserPoolTags: map[string]string{"of": "replica"},
						LambdaConfig: &types.LambdaConfigType{PreSignUp: new("arn:aws:lambda:us-west-2:123456789012:function:x")},
					})
				},
				func(w *World) {
					here := OK(w, w.API.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: id(w)}).UserPool
					there := OK(w, w.there().DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: id(w)}).UserPool
					w.Equal(here.UserPoolTags, map[string]string{"of": "pool"})
					w.Equal(here.LambdaConfig, &types.LambdaConfigType{})
					want := *here
					want.Arn, want.UserPoolTags = new(w.twinARN()), map[string]string{"of": "replica"}
					want.LambdaConfig = &types.LambdaConfigType{PreSignUp: new("arn:aws:lambda:us-west-2:123456789012:function:x")}
					w.Equal(there, &want)
					OK(w, w.there().TagResource, &cip.TagResourceInput{ResourceArn: new(w.twinARN()), Tags: map[string]string{"more": "of it"}})
					Answers(w, w.there().ListTagsForResource, &cip.ListTagsForResourceInput{ResourceArn: new(w.twinARN())},
						&cip.ListTagsForResourceOutput{Tags: map[string]string{"of": "replica", "more": "of it"}})
					Answers(w, w.API.ListTagsForResource, &cip.ListTagsForResourceInput{ResourceArn: &w.pool.ARN},
						&cip.ListTagsForResourceOutput{Tags: map[string]string{"of": "pool"}})
					Refuses(w, w.there().UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: id(w), DeletionProtection: types.DeletionProtectionTypeActive}, "InvalidParameterException")
				},
			),
		},
		{
			Operations: ops("AdminInitiateAuth", "AdminGetUser", "UpdateUserPoolReplica"), Says: "an active replica signs users in and shows them; an inactive one only shows them", Assumes: "A182", Needs: needs(Clock),
			Given: func(w *World) { given(w); w.Client(); w.User(Named("ann")); w.replica("ACTIVE") },
			Steps: steps(func(w *World) {
				signIn := &cip.AdminInitiateAuthInput{
					UserPoolId: id(w), ClientId: &w.client.ID, AuthFlow: types.AuthFlowTypeAdminUserPasswordAuth,
					AuthParameters: map[string]string{"USERNAME": "ann", "PASSWORD": password},
				}
				OK(w, w.there().AdminInitiateAuth, signIn)
				OK(w, w.there().AdminGetUser, &cip.AdminGetUserInput{UserPoolId: id(w), Username: new("ann")})
				OK(w, w.there().UpdateUserPoolReplica, &cip.UpdateUserPoolReplicaInput{UserPoolId: id(w), RegionName: region, Status: "INACTIVE"})
				Refuses(w, w.there().AdminInitiateAuth, signIn, notEnabled)
				OK(w, w.there().AdminGetUser, &cip.AdminGetUserInput{UserPoolId: id(w), Username: new("ann")})
				OK(w, w.API.AdminInitiateAuth, signIn)
			}),
		},
		{
			Operations: ops("AdminCreateUser", "AdminSetUserPassword", "AdminUpdateUserAttributes", "CreateGroup", "CreateUserPoolClient", "DeleteUserPool", "DeleteUserPoolReplica"),
			Says:       "refused in the region of a replica: whatever makes or changes users, or is about the whole", Assumes: "A182", Needs: needs(Clock),
			Given: func(w *World) { given(w); w.User(Named("ann")); w.replica("ACTIVE") },
			Steps: steps(func(w *World) {
				api := w.there()
				Refuses(w, api.AdminCreateUser, &cip.AdminCreateUserInput{UserPoolId: id(w), Username: new("bob")}, notEnabled)
				Refuses(w, api.AdminSetUserPassword, &cip.AdminSetUserPasswordInput{UserPoolId: id(w), Username: new("ann"), Password: new(password)}, notEnabled)
				Refuses(w, api.AdminUpdateUserAttributes, &cip.AdminUpdateUserAttributesInput{UserPoolId: id(w), Username: new("ann"), UserAttributes: attributes("name", "Ann")}, notEnabled)
				Refuses(w, api.CreateGroup, &cip.CreateGroupInput{UserPoolId: id(w), GroupName: new("g")}, notEnabled)
				Refuses(w, api.CreateUserPoolClient, &cip.CreateUserPoolClientInput{UserPoolId: id(w), ClientName: new("c")}, notEnabled)
				Refuses(w, api.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: id(w)}, notEnabled)
				Refuses(w, api.DeleteUserPoolReplica, &cip.DeleteUserPoolReplicaInput{UserPoolId: id(w), RegionName: region}, notEnabled)
				Refuses(w, api.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: id(w), RegionName: new("eu-west-1")}, notEnabled)
			}),
		},
		{
			Operations: ops("DeleteUserPool"), Says: "a pool goes with its replicas", Assumes: "A183", Needs: needs(Clock, Accounts), Given: func(w *World) { given(w); w.replica("ACTIVE") },
			Steps: steps(func(w *World) {
				OK(w, w.API.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: id(w)})
				w.Equal(len(OK(w, w.there().ListUserPools, &cip.ListUserPoolsInput{MaxResults: new(int32(60))}).UserPools), 0)
			}),
		},
		{
			Operations: ops("CreateUserPoolReplica"), Says: "refused: a second replica in the region, and one in the pool's own or none", Assumes: "A181", Needs: needs(Clock), Given: given,
			Steps: steps(func(w *World) {
				OK(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: id(w), RegionName: region})
				for _, r := range []string{secondRegion, w.region, "mars-1"} {
					Refuses(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: id(w), RegionName: &r}, "InvalidParameterException")
				}
			}),
		},
		{
			Operations: ops("CreateUserPoolReplica"), Says: "refused: a pool without a key of the customer's in several regions", Assumes: "A181", Given: inPool(),
			Steps: steps(func(w *World) {
				Refuses(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: id(w), RegionName: region}, "InvalidParameterException")
			}),
		},
		{
			Operations: ops("CreateUserPoolReplica"), Says: "refused: a LITE pool", Assumes: "A181",
			Given: inPool(Replicable(), With(func(in *cip.CreateUserPoolInput) { in.UserPoolTier = types.UserPoolTierTypeLite })),
			Steps: steps(func(w *World) {
				Refuses(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: id(w), RegionName: region}, "FeatureUnavailableInTierException")
			}),
		},
		{
			Operations: ops("DeleteUserPoolReplica", "UpdateUserPoolReplica"), Says: "refused: to delete a replica that is not inactive, or to open one that is not made yet", Assumes: "A181", Needs: needs(Clock), Given: given,
			Steps: steps(func(w *World) {
				remove := &cip.DeleteUserPoolReplicaInput{UserPoolId: id(w), RegionName: region}
				open := &cip.UpdateUserPoolReplicaInput{UserPoolId: id(w), RegionName: region, Status: "ACTIVE"}
				OK(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: id(w), RegionName: region})
				Refuses(w, w.API.DeleteUserPoolReplica, remove, "InvalidParameterException")
				Refuses(w, w.API.UpdateUserPoolReplica, open, "InvalidParameterException")
				w.Advance(time.Hour)
				OK(w, w.API.UpdateUserPoolReplica, open)
				Refuses(w, w.API.DeleteUserPoolReplica, remove, "InvalidParameterException")
				remove.RegionName = &w.region
				Refuses(w, w.API.DeleteUserPoolReplica, remove, "InvalidParameterException")
			}),
		},
		{
			Operations: ops("UpdateUserPoolReplica", "DeleteUserPoolReplica"), Says: "refused: a replica that is not there", Given: inPool(Replicable()),
			Steps: steps(func(w *World) {
				Refuses(w, w.API.UpdateUserPoolReplica, &cip.UpdateUserPoolReplicaInput{UserPoolId: id(w), RegionName: region, Status: "ACTIVE"}, "ResourceNotFoundException")
				Refuses(w, w.API.DeleteUserPoolReplica, &cip.DeleteUserPoolReplicaInput{UserPoolId: id(w), RegionName: region}, "ResourceNotFoundException")
				Refuses(w, w.API.ListUserPoolReplicas, &cip.ListUserPoolReplicasInput{UserPoolId: id(w), NextToken: new("none")}, "InvalidParameterException")
			}),
		},
		{
			Operations: ops("CreateUserPoolReplica", "UpdateUserPoolReplica", "DeleteUserPoolReplica", "ListUserPoolReplicas"), Says: "refused: a pool that is not there",
			Steps: steps(func(w *World) {
				pool, code, text := new("us-east-1_NotThere0"), "ResourceNotFoundException", "User pool us-east-1_NotThere0 does not exist."
				Refuses(w, w.API.CreateUserPoolReplica, &cip.CreateUserPoolReplicaInput{UserPoolId: pool, RegionName: region}, code, text)
				Refuses(w, w.API.UpdateUserPoolReplica, &cip.UpdateUserPoolReplicaInput{UserPoolId: pool, RegionName: region, Status: "ACTIVE"}, code, text)
				Refuses(w, w.API.DeleteUserPoolReplica, &cip.DeleteUserPoolReplicaInput{UserPoolId: pool, RegionName: region}, code, text)
				Refuses(w, w.API.ListUserPoolReplicas, &cip.ListUserPoolReplicasInput{UserPoolId: pool}, code, text)
			}),
		},
	}
}
