package conformance

import (
	"fmt"
	"slices"
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const (
	groupNotFound = "Group not found."                        // Seen: aws-amplify/amplify-cli#2214
	groupExists   = "A group with the name already exists."   // Seen: aws-amplify/amplify-backend#1781
	groupRole     = "arn:aws:iam::123456789012:role/of-group" // of nobody
)

// inGroup makes a pool with a group of that name and nothing else.
func inGroup(name string) func(w *World) {
	return func(w *World) {
		w.Pool()
		OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: &name})
	}
}

// shownGroup is a group as its operations show it, with what change adds.
func (w *World) shownGroup(name string, change func(*types.GroupType)) *types.GroupType {
	g := &types.GroupType{GroupName: &name, UserPoolId: &w.pool.ID, CreationDate: Lately(), LastModifiedDate: Lately()}
	if change != nil {
		change(g)
	}
	return g
}

// groupCases are about groups themselves. Doc: API_CreateGroup, API_UpdateGroup, API_ListGroups.
func groupCases() []Case {
	all := func(g *types.GroupType) {
		g.Description, g.RoleArn, g.Precedence = new("who edit"), new(groupRole), new(int32(3))
	}
	return []Case{
		{
			Operations: ops("CreateGroup", "GetGroup"), Says: "a group with every setting shows it, then and later", Given: inPool(),
			Steps: steps(
				func(w *World) {
					in := &cip.CreateGroupInput{
						UserPoolId: &w.pool.ID, GroupName: new("editors"), Description: new("who edit"), RoleArn: new(groupRole), Precedence: new(int32(3)),
					}
					Answers(w, w.API.CreateGroup, in, &cip.CreateGroupOutput{Group: w.shownGroup("editors", all)})
				},
				func(w *World) {
					Answers(w, w.API.GetGroup, &cip.GetGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors")},
						&cip.GetGroupOutput{Group: w.shownGroup("editors", all)})
				},
			),
		},
		{
			// Seen: hashicorp/terraform-provider-aws tests, where what is not set reads as nothing.
			Operations: ops("CreateGroup", "GetGroup"), Says: "a group with a name alone shows no other setting", Given: inPool(),
			Steps: steps(func(w *World) {
				in := &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors")}
				Answers(w, w.API.CreateGroup, in, &cip.CreateGroupOutput{Group: w.shownGroup("editors", nil)})
				Answers(w, w.API.GetGroup, &cip.GetGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors")},
					&cip.GetGroupOutput{Group: w.shownGroup("editors", nil)})
			}),
		},
		{
			Operations: ops("CreateGroup"), Says: "a precedence of zero is one, and so is the highest number", Given: inPool(),
			Steps: steps(func(w *World) {
				for _, p := range []int32{0, 2147483647} {
					name := fmt.Sprint("p", p)
					Answers(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: &name, Precedence: &p},
						&cip.CreateGroupOutput{Group: w.shownGroup(name, func(g *types.GroupType) { g.Precedence = &p })})
				}
			}),
		},
		{
			Operations: ops("CreateGroup"), Says: "names that differ in case are two groups", Assumes: "A174", Given: inGroup("editors"),
			Steps: steps(func(w *World) {
				OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("Editors")})
			}),
		},
		{
			// Doc: the sample of API_UpdateGroup shows a role that it does not send.
			Operations: ops("UpdateGroup", "GetGroup"), Says: "an update changes what it names and keeps the rest", Given: inGroup("editors"),
			Steps: steps(
				func(w *World) {
					in := &cip.UpdateGroupInput{
						UserPoolId: &w.pool.ID, GroupName: new("editors"), Description: new("who edit"), RoleArn: new(groupRole), Precedence: new(int32(7)),
					}
					want := w.shownGroup("editors", all)
					want.Precedence = new(int32(7))
					Answers(w, w.API.UpdateGroup, in, &cip.UpdateGroupOutput{Group: want})
				},
				func(w *World) {
					in := &cip.UpdateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors"), Precedence: new(int32(3))}
					Answers(w, w.API.UpdateGroup, in, &cip.UpdateGroupOutput{Group: w.shownGroup("editors", all)})
					Answers(w, w.API.GetGroup, &cip.GetGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors")},
						&cip.GetGroupOutput{Group: w.shownGroup("editors", all)})
				},
			),
		},
		{
			Operations: ops("UpdateGroup"), Says: "an empty description takes the description away", Assumes: "A171", Given: inGroup("editors"),
			Steps: steps(func(w *World) {
				for _, d := range []string{"who edit", ""} {
					OK(w, w.API.UpdateGroup, &cip.UpdateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors"), Description: &d})
				}
				Answers(w, w.API.GetGroup, &cip.GetGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors")},
					&cip.GetGroupOutput{Group: w.shownGroup("editors", nil)})
			}),
		},
		{
			Operations: ops("DeleteGroup", "ListUsersInGroup"), Says: "a group goes with its members in it, and one of the same name begins empty",
			Given: func(w *World) { plain(w); w.group("editors", 1, "") },
			Steps: steps(
				func(w *World) {
					Answers(w, w.API.DeleteGroup, &cip.DeleteGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors")}, &cip.DeleteGroupOutput{})
				},
				func(w *World) {
					w.whole(w.Token(*w.Tokens().AccessToken), w.accessClaims())
					OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors")})
					Answers(w, w.API.ListUsersInGroup, &cip.ListUsersInGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors")},
						&cip.ListUsersInGroupOutput{Users: []types.UserType{}})
				},
			),
		},
		{
			Operations: ops("ListGroups"), Says: "a pool without groups lists none", Given: inPool(),
			Steps: steps(func(w *World) {
				Answers(w, w.API.ListGroups, &cip.ListGroupsInput{UserPoolId: &w.pool.ID}, &cip.ListGroupsOutput{Groups: []types.GroupType{}})
			}),
		},
		{
			Operations: ops("ListGroups"), Says: "sixty are shown where no number is given, and the pages lead to the end, each group once", Given: groupsOfPool(61),
			Steps: steps(func(w *World) {
				for limit, want := range map[int32][]int{0: {60, 1}, 60: {60, 1}, 25: {25, 25, 11}} {
					in := &cip.ListGroupsInput{UserPoolId: &w.pool.ID}
					if limit > 0 {
						in.Limit = &limit
					}
					names, sizes := w.groupPages(in)
					w.Equal(sizes, want)
					w.Equal(len(slices.Compact(slices.Sorted(slices.Values(names)))), 61)
				}
			}),
		},
		{
			Operations: ops("ListGroups"), Says: "groups are listed by name", Assumes: "A170", Given: groupsOfPool(12),
			Steps: steps(func(w *World) {
				names, _ := w.groupPages(&cip.ListGroupsInput{UserPoolId: &w.pool.ID})
				w.Equal(slices.IsSorted(names), true)
			}),
		},
		{
			Operations: ops("ListGroups"), Says: "a group in the list shows everything", Given: inGroup("editors"),
			Steps: steps(func(w *World) {
				in := &cip.UpdateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors"), Description: new("who edit"), RoleArn: new(groupRole), Precedence: new(int32(3))}
				OK(w, w.API.UpdateGroup, in)
				Answers(w, w.API.ListGroups, &cip.ListGroupsInput{UserPoolId: &w.pool.ID},
					&cip.ListGroupsOutput{Groups: []types.GroupType{*w.shownGroup("editors", all)}})
			}),
		},
	}
}

// groupsOfPool makes a pool with n groups.
func groupsOfPool(n int) func(w *World) {
	return func(w *World) {
		w.Pool()
		for i := range n {
			OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new(fmt.Sprint("g", i))})
		}
	}
}

// groupPages follows a list of groups to its end and gives the names, and how many stood on each page.
func (w *World) groupPages(in *cip.ListGroupsInput) (names []string, sizes []int) {
	w.t.Helper()
	for {
		out := OK(w, w.API.ListGroups, in)
		for _, g := range out.Groups {
			names = append(names, *g.GroupName)
		}
		sizes = append(sizes, len(out.Groups))
		if in.NextToken = out.NextToken; in.NextToken == nil || len(sizes) > 100 {
			return names, sizes
		}
	}
}

// groupRefusals are what the operations on groups refuse.
func groupRefusals() []Case {
	long := strings.Repeat("x", 129)
	forms := each([]struct {
		says string
		in   cip.CreateGroupInput
		text string
	}{
		{"a name of 129 characters", cip.CreateGroupInput{GroupName: &long}, "Value '" + long + "' at 'groupName' failed to satisfy constraint: Member must have length less than or equal to 128"},
		{"a name with a space", cip.CreateGroupInput{GroupName: new("a b")}, `Value 'a b' at 'groupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`},
		{"a precedence below zero", cip.CreateGroupInput{GroupName: new("g"), Precedence: new(int32(-1))}, "Value '-1' at 'precedence' failed to satisfy constraint: Member must have value greater than or equal to 0"},
		{"a role that is short", cip.CreateGroupInput{GroupName: new("g"), RoleArn: new("arn:aws:iam::1:x")}, "Value 'arn:aws:iam::1:x' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20"},
	}, func(f struct {
		says string
		in   cip.CreateGroupInput
		text string
	}) Case {
		return Case{
			Operations: ops("CreateGroup"), Says: "refused by its form: " + f.says, Given: inPool(),
			Steps: steps(func(w *World) {
				in := f.in
				in.UserPoolId = &w.pool.ID
				Refuses(w, w.API.CreateGroup, &in, "InvalidParameterException", "1 validation error detected: "+f.text)
			}),
		}
	})
	return slices.Concat(forms, []Case{
		{
			Operations: ops("CreateGroup"), Says: "refused: a name that the pool has", Given: inGroup("editors"),
			Steps: steps(func(w *World) {
				in := &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors"), Precedence: new(int32(1))}
				Refuses(w, w.API.CreateGroup, in, "GroupExistsException", groupExists)
				Answers(w, w.API.GetGroup, &cip.GetGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors")},
					&cip.GetGroupOutput{Group: w.shownGroup("editors", nil)})
			}),
		},
		{
			Operations: ops("CreateGroup"), Says: "of many who make a group of one name at once, one does", Given: inPool(),
			Steps: steps(func(w *World) {
				in := &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors")}
				w.OneWins(w.Race(8, func(int) error { return Try(w, w.API.CreateGroup, in) }), "GroupExistsException", groupExists)
			}),
		},
		{
			Operations: ops("GetGroup", "UpdateGroup", "DeleteGroup", "ListUsersInGroup"), Says: "refused: a group that is not there, or another pool's", Given: inGroup("editors"),
			Steps: steps(func(w *World) {
				first := w.pool.ID
				w.Pool()
				for _, at := range []struct{ pool, group string }{{first, "writers"}, {first, "Editors"}, {w.pool.ID, "editors"}} {
					pool, group, code := &at.pool, &at.group, "ResourceNotFoundException"
					Refuses(w, w.API.GetGroup, &cip.GetGroupInput{UserPoolId: pool, GroupName: group}, code, groupNotFound)
					Refuses(w, w.API.UpdateGroup, &cip.UpdateGroupInput{UserPoolId: pool, GroupName: group}, code, groupNotFound)
					Refuses(w, w.API.DeleteGroup, &cip.DeleteGroupInput{UserPoolId: pool, GroupName: group}, code, groupNotFound)
					Refuses(w, w.API.ListUsersInGroup, &cip.ListUsersInGroupInput{UserPoolId: pool, GroupName: group}, code, groupNotFound)
				}
			}),
		},
		{
			Operations: ops("CreateGroup", "GetGroup", "UpdateGroup", "DeleteGroup", "ListGroups", "ListUsersInGroup"), Says: "refused: a pool that is not there",
			Steps: steps(func(w *World) {
				pool, group, code, text := new("us-east-1_NotThere0"), new("g"), "ResourceNotFoundException", "User pool us-east-1_NotThere0 does not exist."
				Refuses(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: pool, GroupName: group}, code, text)
				Refuses(w, w.API.GetGroup, &cip.GetGroupInput{UserPoolId: pool, GroupName: group}, code, text)
				Refuses(w, w.API.UpdateGroup, &cip.UpdateGroupInput{UserPoolId: pool, GroupName: group}, code, text)
				Refuses(w, w.API.DeleteGroup, &cip.DeleteGroupInput{UserPoolId: pool, GroupName: group}, code, text)
				Refuses(w, w.API.ListGroups, &cip.ListGroupsInput{UserPoolId: pool}, code, text)
				Refuses(w, w.API.ListUsersInGroup, &cip.ListUsersInGroupInput{UserPoolId: pool, GroupName: group}, code, text)
			}),
		},
		{
			Operations: ops("ListGroups"), Says: "refused: more than sixty, and a token of another list or of none", Given: groupsOfPool(2),
			Steps: steps(func(w *World) {
				in := &cip.ListGroupsInput{UserPoolId: &w.pool.ID, Limit: new(int32(61))}
				Refuses(w, w.API.ListGroups, in, "InvalidParameterException",
					"1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60")
				in.Limit = new(int32(1))
				token := OK(w, w.API.ListGroups, in).NextToken
				in.NextToken = new("none")
				Refuses(w, w.API.ListGroups, in, "InvalidParameterException")
				w.Pool()
				Refuses(w, w.API.ListGroups, &cip.ListGroupsInput{UserPoolId: &w.pool.ID, NextToken: token}, "InvalidParameterException")
			}),
		},
	})
}
