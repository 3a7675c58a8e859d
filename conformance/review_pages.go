package conformance

import (
	"encoding/json"
	"maps"
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// list is a list that comes in pages.
type list struct {
	operation string
	size      string // the member that says how long a page is
	token     string // the member that goes on with it
	about     map[string]any
}

// lists are lists about the pool at hand, each of them longer than one.
func (w *World) lists() []list {
	pool := func(more map[string]any) map[string]any {
		about := map[string]any{"UserPoolId": w.pool.ID}
		maps.Copy(about, more)
		return about
	}
	return []list{
		{"ListUsers", "Limit", "PaginationToken", pool(nil)},
		{"ListUsers", "Limit", "PaginationToken", pool(map[string]any{"Filter": `status = "Enabled"`})},
		{"ListGroups", "Limit", "NextToken", pool(nil)},
		{"ListUsersInGroup", "Limit", "NextToken", pool(map[string]any{"GroupName": "one"})},
		{"ListUsersInGroup", "Limit", "NextToken", pool(map[string]any{"GroupName": "two"})},
		{"AdminListGroupsForUser", "Limit", "NextToken", pool(map[string]any{"Username": "one"})},
		{"AdminListGroupsForUser", "Limit", "NextToken", pool(map[string]any{"Username": "two"})},
		{"ListUserPoolClients", "MaxResults", "NextToken", pool(nil)},
		{"ListResourceServers", "MaxResults", "NextToken", pool(nil)},
		{"ListIdentityProviders", "MaxResults", "NextToken", pool(nil)},
		{"ListUserPools", "MaxResults", "NextToken", map[string]any{}},
	}
}

// stock gives the pool two of everything.
func (w *World) stock() {
	w.t.Helper()
	for _, name := range []string{"one", "two"} {
		w.Client()
		w.User(Named(name))
		OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: &name})
		OK(w, w.API.CreateResourceServer, &cip.CreateResourceServerInput{UserPoolId: &w.pool.ID, Identifier: &name, Name: &name})
		OK(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{
			UserPoolId: &w.pool.ID, ProviderName: &name, ProviderType: types.IdentityProviderTypeTypeSaml,
			ProviderDetails: map[string]string{"MetadataFile": samlMetadata}})
	}
	for _, user := range []string{"one", "two"} {
		w.join(user, "one")
		w.join(user, "two")
	}
}

// page asks for one page of a list.
func (w *World) page(l list, token any) *Reply {
	w.t.Helper()
	body := maps.Clone(l.about)
	body[l.size], body[l.token] = 1, token
	return w.PostSigned(l.operation, body)
}

// tokenCases show the token of every list to every other list, of the same pool and of another one made alike.
func tokenCases() []Case {
	return []Case{{
		Operations: ops("ListUsers", "ListGroups", "ListUsersInGroup", "AdminListGroupsForUser", "ListUserPoolClients", "ListResourceServers",
			"ListIdentityProviders", "ListUserPools"),
		Says:  "isolation: the token of a page goes on with its own list and no other",
		Given: func(w *World) { w.Pool(); w.stock(); w.Keep("here", w.pool.ID); w.Pool(); w.stock() },
		Steps: steps(func(w *World) {
			there := w.lists()
			w.pool = &Pool{ID: w.Kept("here")}
			here := w.lists()
			all := slices.Concat(here, there[:len(there)-1]) // the list of pools is about no pool
			tokens := make([]any, len(all))
			for i, l := range all {
				r := w.page(l, nil)
				var answer map[string]any
				w.must(json.Unmarshal([]byte(r.Body), &answer))
				if tokens[i] = answer[l.token]; tokens[i] == nil {
					w.Fatalf("%s %v has one page only: %s", l.operation, l.about, r.Body)
				}
			}
			for i, l := range all {
				for j := range all {
					switch r := w.page(l, tokens[j]); {
					case i == j && r.Status != 200:
						w.Errorf("%s %v does not go on: %d %s", l.operation, l.about, r.Status, r.Body)
					case i != j && (r.Status != 400 || r.Type != "InvalidParameterException"):
						w.Errorf("%s %v goes on with a token of %s %v: %d %s", l.operation, l.about, all[j].operation, all[j].about, r.Status, r.Body)
					}
				}
			}
		}),
	}}
}
