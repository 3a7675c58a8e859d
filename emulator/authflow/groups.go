package authflow

import (
	"cmp"
	"math"
	"slices"

	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/token"
	"cognito-emulator/state"
)

// maxGroups is how many groups a user is in at most. Doc: quotas.
const maxGroups = 100

// groupClaims are what a user's groups add to the tokens.
type groupClaims struct {
	names     []string // all groups
	roles     []string // their roles, each once
	preferred string   // the role of the first group with one; empty when there is none, or two
}

// groupsOf reads the groups of a user. The lowest precedence is the highest; a group without one comes
// last.
// Doc: GroupType.Precedence, "Adding groups to a user pool". Assumed: groups of the same precedence are
// in the order of their names, and a group without a role has no say in the preferred one (A173).
func groupsOf(c *op.Call, user *state.User) groupClaims {
	page, _ := c.View.GroupsOf(user.Pool, user.Sub, nil, maxGroups)
	groups := page.Items
	slices.SortStableFunc(groups, func(a, b *state.Group) int { return cmp.Compare(rank(a), rank(b)) })
	var claims groupClaims
	var first *state.Group
	for _, g := range groups {
		claims.names = append(claims.names, g.Name)
		if g.RoleARN == nil {
			continue
		}
		if !slices.Contains(claims.roles, *g.RoleARN) {
			claims.roles = append(claims.roles, *g.RoleARN)
		}
		switch {
		case first == nil:
			first, claims.preferred = g, *g.RoleARN
		case rank(g) == rank(first) && *g.RoleARN != *first.RoleARN:
			claims.preferred = ""
		}
	}
	return claims
}

// rank is a precedence as a number that sorts; none is behind the last one.
func rank(g *state.Group) int64 {
	if g.Precedence == nil {
		return math.MaxInt64
	}
	return int64(*g.Precedence)
}

// withList adds a claim that is a list, unless there is nothing in it.
func withList(claims token.Claims, name string, list []string) token.Claims {
	if len(list) == 0 {
		return claims
	}
	return append(claims, token.Claim{Name: name, Value: list})
}
