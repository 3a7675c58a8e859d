package group_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

// A group shows what it was given, and nothing else.
func TestLifeOfAGroup(t *testing.T) {
	s := begin(t)
	name, made := aws.String("editors"), aws.Time(s.Now())
	bare := &types.GroupType{GroupName: name, UserPoolId: s.id, CreationDate: made, LastModifiedDate: made}
	get := &cip.GetGroupInput{UserPoolId: s.id, GroupName: name}
	update := func(change cip.UpdateGroupInput, want types.GroupType) {
		t.Helper()
		s.Env.Clock.Advance(time.Minute)
		change.UserPoolId, change.GroupName = s.id, name
		want.GroupName, want.UserPoolId, want.CreationDate, want.LastModifiedDate = name, s.id, made, aws.Time(s.Now())
		equal(s, s.API.UpdateGroup, &change, &cip.UpdateGroupOutput{Group: &want})
		equal(s, s.API.GetGroup, get, &cip.GetGroupOutput{Group: &want})
	}
	equal(s, s.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: s.id, GroupName: name}, &cip.CreateGroupOutput{Group: bare})
	equal(s, s.API.GetGroup, get, &cip.GetGroupOutput{Group: bare})
	refused(s, s.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: s.id, GroupName: name, Description: aws.String("again")}, groupTaken)

	update(cip.UpdateGroupInput{Description: aws.String("who edit"), RoleArn: aws.String(role), Precedence: aws.Int32(0)},
		types.GroupType{Description: aws.String("who edit"), RoleArn: aws.String(role), Precedence: aws.Int32(0)})
	update(cip.UpdateGroupInput{Precedence: aws.Int32(2147483647)},
		types.GroupType{Description: aws.String("who edit"), RoleArn: aws.String(role), Precedence: aws.Int32(2147483647)})
	update(cip.UpdateGroupInput{Description: aws.String("")}, types.GroupType{RoleArn: aws.String(role), Precedence: aws.Int32(2147483647)})
	update(cip.UpdateGroupInput{}, types.GroupType{RoleArn: aws.String(role), Precedence: aws.Int32(2147483647)})

	equal(s, s.API.DeleteGroup, &cip.DeleteGroupInput{UserPoolId: s.id, GroupName: name}, &cip.DeleteGroupOutput{})
	refused(s, s.API.GetGroup, get, noGroup)
	whole := &types.GroupType{GroupName: name, UserPoolId: s.id, Description: aws.String("d"), RoleArn: aws.String(role), Precedence: aws.Int32(3),
		CreationDate: aws.Time(s.Now()), LastModifiedDate: aws.Time(s.Now())}
	equal(s, s.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: s.id, GroupName: name, Description: aws.String("d"), RoleArn: aws.String(role), Precedence: aws.Int32(3)},
		&cip.CreateGroupOutput{Group: whole})
}

// Names that differ in case are two names, in every pool.
func TestNamesOfGroups(t *testing.T) {
	s := begin(t)
	for _, name := range []string{"a", "A", "Ä", strings.Repeat("x", 128), "us-east-1_x_Google"} {
		s.group(name)
	}
	long := strings.Repeat("x", 129)
	refused(s, s.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: s.id, GroupName: &long},
		"InvalidParameterException: 1 validation error detected: Value '"+long+"' at 'groupName' failed to satisfy constraint: Member must have length less than or equal to 128")
	refused(s, s.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: s.id, GroupName: aws.String("a b")},
		`InvalidParameterException: 1 validation error detected: Value 'a b' at 'groupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`)
	refused(s, s.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: s.id, GroupName: aws.String("b"), Precedence: aws.Int32(-1)},
		"InvalidParameterException: 1 validation error detected: Value '-1' at 'precedence' failed to satisfy constraint: Member must have value greater than or equal to 0")
}

func TestNothingThere(t *testing.T) {
	s := begin(t)
	s.group("g")
	s.User(t, s.pool, "ann")
	other := s.Pool(t, &cip.CreateUserPoolInput{PoolName: aws.String("other")})
	elsewhere := aws.String(string(other.ID))
	group, ann := aws.String("g"), aws.String("ann")

	for _, at := range []struct {
		pool, group, user *string
		wantGroup, want   string // of what names a group alone, of what names both
		wantUser          string // of what names a user alone
	}{
		{s.id, aws.String("none"), ann, noGroup, noGroup, ""},
		{elsewhere, group, ann, noGroup, noGroup, noUser},
		{aws.String(missing), group, ann, noPool, noPool, noPool},
		{s.id, group, aws.String("none"), "", noUser, noUser},
		{s.id, aws.String("none"), aws.String("none"), noGroup, noGroup, noUser},
	} {
		refused(s, s.API.AdminAddUserToGroup, &cip.AdminAddUserToGroupInput{UserPoolId: at.pool, GroupName: at.group, Username: at.user}, at.want)
		refused(s, s.API.AdminRemoveUserFromGroup, &cip.AdminRemoveUserFromGroupInput{UserPoolId: at.pool, GroupName: at.group, Username: at.user}, at.want)
		if at.wantGroup != "" {
			refused(s, s.API.GetGroup, &cip.GetGroupInput{UserPoolId: at.pool, GroupName: at.group}, at.wantGroup)
			refused(s, s.API.UpdateGroup, &cip.UpdateGroupInput{UserPoolId: at.pool, GroupName: at.group}, at.wantGroup)
			refused(s, s.API.DeleteGroup, &cip.DeleteGroupInput{UserPoolId: at.pool, GroupName: at.group}, at.wantGroup)
			refused(s, s.API.ListUsersInGroup, &cip.ListUsersInGroupInput{UserPoolId: at.pool, GroupName: at.group}, at.wantGroup)
		}
		if at.wantUser != "" {
			refused(s, s.API.AdminListGroupsForUser, &cip.AdminListGroupsForUserInput{UserPoolId: at.pool, Username: at.user}, at.wantUser)
		}
	}
	refused(s, s.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: aws.String(missing), GroupName: group}, noPool)
	refused(s, s.API.ListGroups, &cip.ListGroupsInput{UserPoolId: aws.String(missing)}, noPool)
	equal(s, s.API.ListGroups, &cip.ListGroupsInput{UserPoolId: elsewhere}, &cip.ListGroupsOutput{Groups: []types.GroupType{}})
}

// Ten thousand groups a pool; a name that is taken is told first.
func TestTooManyGroups(t *testing.T) {
	s := begin(t)
	s.Write(t, func(tx *state.Tx) error {
		for i := range 10_000 {
			if err := tx.AddGroup(&state.Group{Pool: s.pool.ID, Name: fmt.Sprint(i)}); err != nil {
				return err
			}
		}
		return nil
	})
	refused(s, s.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: s.id, GroupName: aws.String("more")},
		"LimitExceededException: The maximum number of groups for the user pool has been reached.")
	refused(s, s.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: s.id, GroupName: aws.String("7")}, groupTaken)
}

func TestListGroups(t *testing.T) {
	s := begin(t)
	var want []types.GroupType
	for i := range 61 {
		name := fmt.Sprintf("g%02d", i)
		s.group(name)
		want = append(want, types.GroupType{GroupName: &name, UserPoolId: s.id, CreationDate: aws.Time(s.Now()), LastModifiedDate: aws.Time(s.Now())})
	}
	list := func(limit *int32) (got []types.GroupType, pages int) {
		for in := (&cip.ListGroupsInput{UserPoolId: s.id, Limit: limit}); ; pages++ {
			out := ok(s, s.API.ListGroups, in)
			got = append(got, out.Groups...)
			if in.NextToken = out.NextToken; in.NextToken == nil {
				return got, pages + 1
			}
		}
	}
	for _, c := range []struct {
		limit *int32
		pages int
	}{{nil, 2}, {aws.Int32(0), 2}, {aws.Int32(60), 2}, {aws.Int32(7), 9}} {
		got, pages := list(c.limit)
		optest.Equal(t, got, want)
		if pages != c.pages {
			t.Errorf("limit %v: %d pages, want %d", c.limit, pages, c.pages)
		}
	}
	refused(s, s.API.ListGroups, &cip.ListGroupsInput{UserPoolId: s.id, NextToken: aws.String("none")}, badToken)
	refused(s, s.API.ListGroups, &cip.ListGroupsInput{UserPoolId: s.id, Limit: aws.Int32(61)},
		"InvalidParameterException: 1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60")
}

// Of many who make a group of one name, one does.
func TestGroupRace(t *testing.T) {
	s := begin(t)
	won := 0
	for _, err := range optest.Race(8, func(int) error {
		_, err := s.API.CreateGroup(t.Context(), &cip.CreateGroupInput{UserPoolId: s.id, GroupName: aws.String("g")})
		return err
	}) {
		if err == nil {
			won++
			continue
		}
		optest.Refused(t, err, groupTaken)
	}
	if won != 1 {
		t.Errorf("%d groups were made", won)
	}
}
