package group_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/group"
	"cognito-emulator/state"
)

const (
	role       = "arn:aws:iam::123456789012:role/one"
	noGroup    = "ResourceNotFoundException: Group not found."
	noUser     = "UserNotFoundException: User does not exist."
	noPool     = "ResourceNotFoundException: User pool us-east-1_none does not exist."
	badToken   = "InvalidParameterException: Invalid pagination token given"
	missing    = "us-east-1_none"
	groupTaken = "GroupExistsException: A group with the name already exists."
)

// scene is a pool with users, and the operations of this subject.
type scene struct {
	*optest.Bench
	t    *testing.T
	pool *state.Pool
	id   *string
}

func begin(t *testing.T) *scene {
	t.Helper()
	t.Parallel()
	s := &scene{Bench: optest.New(t, group.Operations), t: t}
	s.pool = s.Pool(t, &cip.CreateUserPoolInput{PoolName: aws.String("pool")})
	s.id = aws.String(string(s.pool.ID))
	return s
}

// group makes a group with no more than a name.
func (s *scene) group(name string) {
	s.t.Helper()
	ok(s, s.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: s.id, GroupName: &name})
}

// join puts a user into a group.
func (s *scene) join(username, group string) {
	s.t.Helper()
	in := &cip.AdminAddUserToGroupInput{UserPoolId: s.id, Username: &username, GroupName: &group}
	equal(s, s.API.AdminAddUserToGroup, in, &cip.AdminAddUserToGroupOutput{})
}

// groupsOf are the names of the groups of a user.
func (s *scene) groupsOf(username string) []string {
	s.t.Helper()
	names := []string{}
	for _, g := range ok(s, s.API.AdminListGroupsForUser, &cip.AdminListGroupsForUserInput{UserPoolId: s.id, Username: &username}).Groups {
		names = append(names, *g.GroupName)
	}
	return names
}

// members are the names of the users in a group.
func (s *scene) members(group string) []string {
	s.t.Helper()
	names := []string{}
	for _, u := range ok(s, s.API.ListUsersInGroup, &cip.ListUsersInGroupInput{UserPoolId: s.id, GroupName: &group}).Users {
		names = append(names, *u.Username)
	}
	return names
}

// call is any method of the official client.
type call[In, Out any] func(context.Context, *In, ...func(*cip.Options)) (*Out, error)

// ok calls an operation that must succeed.
func ok[In, Out any](s *scene, do call[In, Out], in *In) *Out {
	s.t.Helper()
	out, err := do(s.t.Context(), in)
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// equal calls an operation that must succeed with this answer.
func equal[In, Out any](s *scene, do call[In, Out], in *In, want *Out) {
	s.t.Helper()
	optest.Equal(s.t, ok(s, do, in), want)
}

// refused calls an operation that must fail with that error.
func refused[In, Out any](s *scene, do call[In, Out], in *In, want string) {
	s.t.Helper()
	_, err := do(s.t.Context(), in)
	optest.Refused(s.t, err, want)
}
