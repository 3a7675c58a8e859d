package conformance

import (
	"fmt"
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// groupNames are the names of the groups that a user is in.
func (w *World) groupNames(username string) []string {
	w.t.Helper()
	names := []string{}
	for _, g := range OK(w, w.API.AdminListGroupsForUser, &cip.AdminListGroupsForUserInput{UserPoolId: &w.pool.ID, Username: &username}).Groups {
		names = append(names, *g.GroupName)
	}
	return names
}

// join puts a user into a group that is there.
func (w *World) join(username, group string) {
	w.t.Helper()
	in := &cip.AdminAddUserToGroupInput{UserPoolId: &w.pool.ID, Username: &username, GroupName: &group}
	Answers(w, w.API.AdminAddUserToGroup, in, &cip.AdminAddUserToGroupOutput{})
}

// leave takes a user out of a group.
func (w *World) leave(username, group string) {
	w.t.Helper()
	in := &cip.AdminRemoveUserFromGroupInput{UserPoolId: &w.pool.ID, Username: &username, GroupName: &group}
	Answers(w, w.API.AdminRemoveUserFromGroup, in, &cip.AdminRemoveUserFromGroupOutput{})
}

// memberCases are about who is in a group, and what tokens tell of it.
// Doc: API_AdminAddUserToGroup, "Adding groups to a user pool".
func memberCases() []Case {
	annInGroups := func(groups ...string) func(w *World) {
		return func(w *World) {
			w.Pool()
			w.Client()
			w.User(Named("ann"), Mail(annMail))
			for _, g := range groups {
				OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: &g})
			}
		}
	}
	return []Case{
		{
			Operations: ops("AdminAddUserToGroup", "AdminListGroupsForUser", "ListUsersInGroup"), Says: "a user in two groups is found from both sides", Given: annInGroups("a", "b", "c"),
			Steps: steps(
				func(w *World) { w.join("ann", "a"); w.join("ann", "c") },
				func(w *World) {
					Answers(w, w.API.AdminListGroupsForUser, &cip.AdminListGroupsForUserInput{UserPoolId: &w.pool.ID, Username: new("ann")},
						&cip.AdminListGroupsForUserOutput{Groups: []types.GroupType{*w.shownGroup("a", nil), *w.shownGroup("c", nil)}})
					for group, want := range map[string][]types.UserType{
						"a": {*createdConfirmed("ann", "email", annMail, "email_verified", "true")}, "b": {},
					} {
						Answers(w, w.API.ListUsersInGroup, &cip.ListUsersInGroupInput{UserPoolId: &w.pool.ID, GroupName: &group}, &cip.ListUsersInGroupOutput{Users: want})
					}
				},
			),
		},
		{
			Operations: ops("AdminAddUserToGroup"), Says: "to be in the group already is no error", Assumes: "A172", Given: annInGroups("a"),
			Steps: steps(func(w *World) {
				w.join("ann", "a")
				w.join("ann", "a")
				w.Equal(w.groupNames("ann"), []string{"a"})
			}),
		},
		{
			Operations: ops("AdminRemoveUserFromGroup"), Says: "whoever leaves a group is in the others still, and not to be in it is no error", Assumes: "A172", Given: annInGroups("a", "b"),
			Steps: steps(
				func(w *World) { w.join("ann", "a"); w.join("ann", "b"); w.leave("ann", "a") },
				func(w *World) { w.leave("ann", "a"); w.Equal(w.groupNames("ann"), []string{"b"}) },
			),
		},
		{
			Operations: ops("AdminAddUserToGroup", "AdminRemoveUserFromGroup", "AdminListGroupsForUser"), Says: "a sub and an alias name the user as well",
			Given: func(w *World) {
				w.Pool(Alias("email"))
				w.User(Named("ann"), Mail(annMail))
				OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("a")})
			},
			Steps: steps(func(w *World) {
				w.join(annMail, "a")
				w.Equal(w.groupNames(w.user.Sub), []string{"a"})
				w.leave(w.user.Sub, "a")
				w.Equal(w.groupNames(annMail), []string{})
			}),
		},
		{
			Operations: ops("AdminDeleteUser", "ListUsersInGroup"), Says: "a user who is deleted is in no group any more", Given: annInGroups("a"),
			Steps: steps(
				func(w *World) { w.join("ann", "a") },
				func(w *World) {
					OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: new("ann")})
					Answers(w, w.API.ListUsersInGroup, &cip.ListUsersInGroupInput{UserPoolId: &w.pool.ID, GroupName: new("a")},
						&cip.ListUsersInGroupOutput{Users: []types.UserType{}})
					w.User(Named("ann"))
					w.Equal(w.groupNames("ann"), []string{})
				},
			),
		},
		{
			// Doc: quotas.
			Operations: ops("AdminAddUserToGroup"), Says: "refused: the hundred and first group of a user", Assumes: "A042",
			Given: func(w *World) { groupsOfPool(101)(w); w.User(Named("ann")) },
			Steps: steps(func(w *World) {
				for i := range 100 {
					w.join("ann", fmt.Sprint("g", i))
				}
				in := &cip.AdminAddUserToGroupInput{UserPoolId: &w.pool.ID, Username: new("ann"), GroupName: new("g100")}
				Refuses(w, w.API.AdminAddUserToGroup, in, "InvalidParameterException")
				w.leave("ann", "g50")
				w.join("ann", "g100")
				var names []string
				for list := (&cip.AdminListGroupsForUserInput{UserPoolId: &w.pool.ID, Username: new("ann")}); ; {
					out := OK(w, w.API.AdminListGroupsForUser, list)
					for _, g := range out.Groups {
						names = append(names, *g.GroupName)
					}
					if list.NextToken = out.NextToken; list.NextToken == nil {
						break
					}
				}
				w.Equal([]int{len(names), len(slices.Compact(slices.Sorted(slices.Values(names))))}, []int{100, 100})
			}),
		},
		{
			Operations: ops("ListUsersInGroup"), Says: "the pages lead to the end, each user once, and the last one has no token",
			Given: func(w *World) {
				inGroup("a")(w)
				for i := range 7 {
					name := fmt.Sprint("user", i)
					OK(w, w.API.AdminCreateUser, w.creating(named(name)))
					w.join(name, "a")
				}
			},
			Steps: steps(func(w *World) {
				var names []string
				var sizes []int
				for in := (&cip.ListUsersInGroupInput{UserPoolId: &w.pool.ID, GroupName: new("a"), Limit: new(int32(3))}); ; {
					out := OK(w, w.API.ListUsersInGroup, in)
					names, sizes = append(names, usernames(out.Users)...), append(sizes, len(out.Users))
					if in.NextToken = out.NextToken; in.NextToken == nil || len(sizes) > 9 {
						break
					}
				}
				w.Equal(sizes, []int{3, 3, 1})
				w.Equal(names, []string{"user0", "user1", "user2", "user3", "user4", "user5", "user6"}, Unordered())
			}),
		},
		{
			Operations: ops("AdminAddUserToGroup", "AdminRemoveUserFromGroup", "InitiateAuth"), Says: "tokens tell the groups of the moment they are made, refreshed ones too", Given: annInGroups("a"),
			Steps: steps(
				func(w *World) {
					tokens := w.Tokens()
					w.whole(w.Token(*tokens.AccessToken), w.accessClaims())
					w.join("ann", "a")
					w.Keep("refresh", *tokens.RefreshToken)
				},
				func(w *World) {
					refresh := func() *types.AuthenticationResultType {
						a, err := w.TryInitiate("REFRESH_TOKEN_AUTH", Params{"REFRESH_TOKEN": w.Kept("refresh")})
						w.must(err)
						return a.Tokens
					}
					w.Equal(w.Token(*refresh().AccessToken).Claims["cognito:groups"], []any{"a"})
					w.Equal(w.Token(*refresh().IdToken).Claims["cognito:groups"], []any{"a"})
					w.leave("ann", "a")
					w.Equal(w.Token(*refresh().AccessToken).Claims["cognito:groups"], nil)
				},
			),
		},
		{
			Operations: ops("AdminAddUserToGroup", "InitiateAuth"), Says: "a group without a role has no say in the preferred one", Assumes: "A173",
			Given: func(w *World) { plain(w); w.group("a", 0, ""); w.group("b", 1, groupRole) },
			Steps: steps(func(w *World) {
				w.Equal(w.Token(*w.Tokens().IdToken).claim("cognito:preferred_role"), groupRole)
			}),
		},
		{
			Operations: ops("AdminAddUserToGroup", "InitiateAuth"), Says: "a role of two groups stands once among the roles", Assumes: "A173",
			Given: func(w *World) { plain(w); w.group("a", 0, groupRole); w.group("b", 1, groupRole) },
			Steps: steps(func(w *World) {
				w.Equal(w.Token(*w.Tokens().IdToken).Claims["cognito:roles"], []any{groupRole})
			}),
		},
		{
			Operations: ops("AdminAddUserToGroup", "AdminRemoveUserFromGroup"), Says: "refused: a group or a user that is not there", Given: annInGroups("a"),
			Steps: steps(func(w *World) {
				for _, at := range []struct{ user, group, code, text string }{
					{"ann", "none", "ResourceNotFoundException", groupNotFound},
					{"bob", "a", "UserNotFoundException", "User does not exist."},
				} {
					Refuses(w, w.API.AdminAddUserToGroup, &cip.AdminAddUserToGroupInput{UserPoolId: &w.pool.ID, Username: &at.user, GroupName: &at.group}, at.code, at.text)
					Refuses(w, w.API.AdminRemoveUserFromGroup, &cip.AdminRemoveUserFromGroupInput{UserPoolId: &w.pool.ID, Username: &at.user, GroupName: &at.group}, at.code, at.text)
				}
				Refuses(w, w.API.AdminListGroupsForUser, &cip.AdminListGroupsForUserInput{UserPoolId: &w.pool.ID, Username: new("bob")},
					"UserNotFoundException", "User does not exist.")
			}),
		},
		{
			Operations: ops("AdminAddUserToGroup"), Says: "refused: neither the group nor the user is there", Assumes: "A172", Given: inPool(),
			Steps: steps(func(w *World) {
				in := &cip.AdminAddUserToGroupInput{UserPoolId: &w.pool.ID, Username: new("bob"), GroupName: new("none")}
				Refuses(w, w.API.AdminAddUserToGroup, in, "ResourceNotFoundException", groupNotFound)
			}),
		},
		{
			Operations: ops("AdminAddUserToGroup", "AdminRemoveUserFromGroup", "AdminListGroupsForUser"), Says: "refused: a pool that is not there",
			Steps: steps(func(w *World) {
				pool, code, text := new("us-east-1_NotThere0"), "ResourceNotFoundException", "User pool us-east-1_NotThere0 does not exist."
				Refuses(w, w.API.AdminAddUserToGroup, &cip.AdminAddUserToGroupInput{UserPoolId: pool, Username: new("ann"), GroupName: new("a")}, code, text)
				Refuses(w, w.API.AdminRemoveUserFromGroup, &cip.AdminRemoveUserFromGroupInput{UserPoolId: pool, Username: new("ann"), GroupName: new("a")}, code, text)
				Refuses(w, w.API.AdminListGroupsForUser, &cip.AdminListGroupsForUserInput{UserPoolId: pool, Username: new("ann")}, code, text)
			}),
		},
	}
}

// createdConfirmed is a user as a list shows one who has a password of the user's own.
func createdConfirmed(name string, pairs ...string) *types.UserType {
	u := createdUser(name, pairs...)
	u.UserStatus = types.UserStatusTypeConfirmed
	return u
}
