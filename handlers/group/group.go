// Package group owns the operations on groups and on who is in them. What groups add to tokens is
// decided in package authflow.
package group

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

type service struct{ *op.Env }

// Operations returns the operations of this subject.
func Operations(env *op.Env) []op.Operation {
	s := service{env}
	return []op.Operation{
		op.Pool(s.CreateGroup),
		op.Pool(s.GetGroup),
		op.Pool(s.UpdateGroup),
		op.Pool(s.DeleteGroup),
		op.Pool(s.ListGroups),
		op.Pool(s.AdminAddUserToGroup),
		op.Pool(s.AdminRemoveUserFromGroup),
		op.Pool(s.AdminListGroupsForUser),
		op.Pool(s.ListUsersInGroup),
	}
}

const (
	// fullPage is how long a page is at most, and where the request does not say.
	// Doc: ListGroups, Limit. Assumed: 0 says nothing, as of ListUsers (A123).
	fullPage = 60
	// maxGroups is how many groups a pool has, maxGroupsOfUser how many a user is in. Doc: quotas.
	maxGroups       = 10_000
	maxGroupsOfUser = 100
)

// limitOf reads the Limit of a list.
func limitOf(limit *int32) int32 {
	if n := aws.ToInt32(limit); n > 0 {
		return n
	}
	return fullPage
}

// view is a group as its operations show it: what is not set is not there.
// Seen: hashicorp/terraform-provider-aws tests.
func view(g *state.Group) *types.GroupType {
	return &types.GroupType{
		GroupName: aws.String(g.Name), UserPoolId: aws.String(string(g.Pool)),
		Description: g.Description, RoleArn: g.RoleARN, Precedence: g.Precedence,
		LastModifiedDate: aws.Time(g.Modified), CreationDate: aws.Time(g.Created),
	}
}

func views(groups []*state.Group) []types.GroupType {
	list := make([]types.GroupType, len(groups))
	for i, g := range groups {
		list[i] = *view(g)
	}
	return list
}

// given is a text, nil when it is empty.
// Assumed: an empty description is none, which is how Terraform takes one away (A171).
func given(text *string) *string {
	if aws.ToString(text) == "" {
		return nil
	}
	return text
}

// refusal translates what state says about a group that is not there.
func refusal(err error) error {
	if errors.Is(err, state.ErrGone) {
		return fault.GroupNotFound()
	}
	return err
}
