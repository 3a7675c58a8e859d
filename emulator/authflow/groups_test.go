package authflow

import (
	"testing"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

// TestGroupClaims: the lowest precedence first, none last; and whose role is preferred.
// Doc: GroupType.Precedence, "Adding groups to a user pool".
func TestGroupClaims(t *testing.T) {
	t.Parallel()
	const one, two = "arn:aws:iam::123456789012:role/one", "arn:aws:iam::123456789012:role/two"
	type group struct {
		name       string
		precedence int32 // negative: none
		role       string
	}
	for name, c := range map[string]struct {
		groups []group
		want   groupClaims
	}{
		"nothing":                   {nil, groupClaims{}},
		"no role":                   {[]group{{"b", 2, ""}, {"a", -1, ""}, {"c", 1, ""}}, groupClaims{names: []string{"c", "b", "a"}}},
		"zero is the highest":       {[]group{{"a", 1, one}, {"b", 0, two}}, groupClaims{[]string{"b", "a"}, []string{two, one}, two}},
		"none is the lowest":        {[]group{{"a", -1, one}, {"b", 2147483647, two}}, groupClaims{[]string{"b", "a"}, []string{two, one}, two}},
		"only none":                 {[]group{{"a", -1, one}}, groupClaims{[]string{"a"}, []string{one}, one}},
		"two of a kind":             {[]group{{"a", 1, one}, {"b", 1, two}}, groupClaims{[]string{"a", "b"}, []string{one, two}, ""}},
		"two without":               {[]group{{"a", -1, one}, {"b", -1, two}}, groupClaims{[]string{"a", "b"}, []string{one, two}, ""}},
		"two of a kind, one role":   {[]group{{"a", 1, one}, {"b", 1, one}, {"c", 2, two}}, groupClaims{[]string{"a", "b", "c"}, []string{one, two}, one}},
		"two of a kind come later":  {[]group{{"a", 1, one}, {"b", 2, one}, {"c", 2, two}}, groupClaims{[]string{"a", "b", "c"}, []string{one, two}, one}},
		"three of a kind":           {[]group{{"a", 1, one}, {"b", 1, two}, {"c", 1, one}}, groupClaims{[]string{"a", "b", "c"}, []string{one, two}, ""}},
		"the first without a role":  {[]group{{"a", 0, ""}, {"b", 1, two}}, groupClaims{[]string{"a", "b"}, []string{two}, two}},
		"equals, one without role":  {[]group{{"a", 0, ""}, {"b", 0, two}}, groupClaims{[]string{"a", "b"}, []string{two}, two}},
		"in the order of the names": {[]group{{"z", 1, ""}, {"A", 1, ""}, {"m", 1, ""}}, groupClaims{names: []string{"A", "m", "z"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := optest.New(t)
			pool := b.Pool(t, &cip.CreateUserPoolInput{PoolName: new("pool")})
			user := b.User(t, pool, "ann")
			b.Write(t, func(tx *state.Tx) error {
				for _, g := range c.groups {
					record := &state.Group{Pool: pool.ID, Name: g.name}
					if g.precedence >= 0 {
						record.Precedence = new(g.precedence)
					}
					if g.role != "" {
						record.RoleARN = new(g.role)
					}
					if err := tx.AddGroup(record); err != nil {
						return err
					}
					if err := tx.Join(&state.Membership{Pool: pool.ID, Sub: user.Sub, Group: g.name}); err != nil {
						return err
					}
				}
				return nil
			})
			got := groupsOf(b.Call(pool), user)
			optest.Equal(t, got.names, c.want.names)
			optest.Equal(t, got.roles, c.want.roles)
			optest.Equal(t, got.preferred, c.want.preferred)
		})
	}
}
