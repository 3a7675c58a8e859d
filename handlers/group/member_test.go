package group_test

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/group"
	"cognito-emulator/state"
)

func TestMembers(t *testing.T) {
	s := begin(t)
	ann := s.User(t, s.pool, "ann", "email", "ann@example.com")
	s.User(t, s.pool, "bob")
	for _, name := range []string{"b", "a", "c"} {
		s.group(name)
	}
	s.join("ann", "b")
	s.join("ann", "a")
	s.join("ann", "a") // once more changes nothing
	s.join(string(ann.Sub), "c")
	optest.Equal(t, s.groupsOf("ann"), []string{"a", "b", "c"})
	optest.Equal(t, s.groupsOf(string(ann.Sub)), []string{"a", "b", "c"})
	optest.Equal(t, s.groupsOf("bob"), []string{})
	equal(s, s.API.AdminListGroupsForUser, &cip.AdminListGroupsForUserInput{UserPoolId: s.id, Username: aws.String("ann"), Limit: aws.Int32(3)},
		&cip.AdminListGroupsForUserOutput{Groups: ok(s, s.API.ListGroups, &cip.ListGroupsInput{UserPoolId: s.id}).Groups})
	equal(s, s.API.ListUsersInGroup, &cip.ListUsersInGroupInput{UserPoolId: s.id, GroupName: aws.String("a")}, &cip.ListUsersInGroupOutput{
		Users: []types.UserType{{
			Username: aws.String("ann"), Enabled: true, UserStatus: types.UserStatusTypeConfirmed,
			UserCreateDate: aws.Time(ann.Created), UserLastModifiedDate: aws.Time(ann.Modified),
			Attributes: optest.Attributes("sub", string(ann.Sub), "email", "ann@example.com"),
		}},
	})

	leave := &cip.AdminRemoveUserFromGroupInput{UserPoolId: s.id, Username: aws.String("ann"), GroupName: aws.String("a")}
	for range 2 { // the second time there is nothing to leave
		equal(s, s.API.AdminRemoveUserFromGroup, leave, &cip.AdminRemoveUserFromGroupOutput{})
	}
	optest.Equal(t, s.groupsOf("ann"), []string{"b", "c"})
	optest.Equal(t, s.members("a"), []string{})
	ok(s, s.API.DeleteGroup, &cip.DeleteGroupInput{UserPoolId: s.id, GroupName: aws.String("b")})
	optest.Equal(t, s.groupsOf("ann"), []string{"c"})
	s.Write(t, func(tx *state.Tx) error { return tx.DeleteUser(ann.Pool, ann.Sub) })
	optest.Equal(t, s.members("c"), []string{})
}

// A user is in a hundred groups at most.
func TestTooManyGroupsOfUser(t *testing.T) {
	s := begin(t)
	s.User(t, s.pool, "ann")
	for i := range 101 {
		s.group(fmt.Sprint(i))
	}
	for i := range 100 {
		s.join("ann", fmt.Sprint(i))
	}
	s.join("ann", "7") // whose member the user is already
	refused(s, s.API.AdminAddUserToGroup, &cip.AdminAddUserToGroupInput{UserPoolId: s.id, Username: aws.String("ann"), GroupName: aws.String("100")},
		"InvalidParameterException: The maximum number of groups for the user has been reached.")
	ok(s, s.API.AdminRemoveUserFromGroup, &cip.AdminRemoveUserFromGroupInput{UserPoolId: s.id, Username: aws.String("ann"), GroupName: aws.String("7")})
	s.join("ann", "100")

	var got []string
	for in := (&cip.AdminListGroupsForUserInput{UserPoolId: s.id, Username: aws.String("ann"), Limit: aws.Int32(33)}); ; {
		out := ok(s, s.API.AdminListGroupsForUser, in)
		for _, g := range out.Groups {
			got = append(got, *g.GroupName)
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			break
		}
	}
	if len(got) != 100 {
		t.Errorf("%d groups: %v", len(got), got)
	}
}

func TestPagesOfMembers(t *testing.T) {
	s := begin(t)
	s.group("g")
	s.group("h")
	seen := map[string]int{}
	for i := range 61 {
		name := fmt.Sprint("u", i)
		s.User(t, s.pool, name)
		s.join(name, "g")
		seen[name] = 0
	}
	in := &cip.ListUsersInGroupInput{UserPoolId: s.id, GroupName: aws.String("g")}
	first := ok(s, s.API.ListUsersInGroup, in)
	if len(first.Users) != 60 {
		t.Errorf("%d users on the first page", len(first.Users))
	}
	in.NextToken = first.NextToken
	second := ok(s, s.API.ListUsersInGroup, in)
	for _, u := range append(first.Users, second.Users...) {
		seen[*u.Username]++
	}
	for name, times := range seen {
		if times != 1 {
			t.Errorf("%s is shown %d times", name, times)
		}
	}
	if second.NextToken != nil {
		t.Error("the last page has a token")
	}
	in.GroupName = aws.String("h") // a token is good for its own list
	refused(s, s.API.ListUsersInGroup, in, badToken)
	refused(s, s.API.AdminListGroupsForUser, &cip.AdminListGroupsForUserInput{UserPoolId: s.id, Username: aws.String("u1"), NextToken: in.NextToken}, badToken)
}

// What a group costs does not depend on how many others there are.
func BenchmarkListUsersInGroup(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			bench := optest.New(b, group.Operations)
			pool := bench.Pool(b, &cip.CreateUserPoolInput{PoolName: aws.String("pool")})
			bench.Write(b, func(tx *state.Tx) error {
				if err := tx.AddGroup(&state.Group{Pool: pool.ID, Name: "g"}); err != nil {
					return err
				}
				for i := range n {
					name := fmt.Sprint(i)
					if err := tx.AddUser(&state.User{Pool: pool.ID, Sub: state.Sub(name), Username: name}); err != nil {
						return err
					}
					if err := tx.Join(&state.Membership{Pool: pool.ID, Sub: state.Sub(name), Group: "g"}); err != nil {
						return err
					}
				}
				return nil
			})
			in := &cip.ListUsersInGroupInput{UserPoolId: aws.String(string(pool.ID)), GroupName: aws.String("g")}
			for b.Loop() {
				if _, err := bench.API.ListUsersInGroup(b.Context(), in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
