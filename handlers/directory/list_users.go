package directory

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

// fullPage is how many users a page has at most, and where the request does not say.
// Doc: API_ListUsers, Limit. Assumed: 0 says nothing (A123).
const fullPage = 60

// ListUsers lists the users of a pool, those that a filter finds in ascending order of the filter's
// attribute. Doc: API_ListUsers, "Searching for users using the ListUsers API".
func (s service) ListUsers(c *op.Call, pool *state.Pool, in *cip.ListUsersInput) (*cip.ListUsersOutput, error) {
	filter, err := policy.ParseFilter(aws.ToString(in.Filter))
	if err != nil {
		return nil, err
	}
	limit := int(aws.ToInt32(in.Limit))
	if limit == 0 {
		limit = fullPage
	}
	// The next page must ask for the same. Assumed: but for the Limit (A122).
	about := append([]string{string(pool.ID), aws.ToString(in.Filter)}, in.AttributesToGet...)
	from, err := c.PageFrom(in.PaginationToken, about...)
	if err != nil {
		return nil, fault.PagingMarkerInvalid(*in.PaginationToken, c.RequestID)
	}
	page, ok := find(c.View, pool.ID, filter, from, limit)
	if !ok {
		return nil, fault.PagingMarkerInvalid(*in.PaginationToken, c.RequestID)
	}
	if err := checkRequested(c.View, pool, filter, page.Items, in.AttributesToGet); err != nil {
		return nil, err
	}
	users := make([]types.UserType, len(page.Items))
	for i, u := range page.Items {
		users[i] = account.View(u, nil)
		if in.AttributesToGet != nil {
			users[i].Attributes = only(users[i].Attributes, in.AttributesToGet)
		}
	}
	return &cip.ListUsersOutput{Users: users, PaginationToken: c.PageToken(page.Next, about...)}, nil
}

// find returns a page of the users that a filter finds. The store finds values without regard to
// case, all on one run of an index; the filter says which of them it means.
func find(v state.View, pool state.PoolID, f policy.Filter, from []byte, limit int) (state.Page[state.User], bool) {
	value := f.Value
	switch f.Attribute {
	case "":
		return v.Users(pool, from, limit)
	case "sub":
		value = strings.ToLower(value)
	case state.ColumnStatus:
		// Only two values stand in this column. A filter that is refused by both for its case must
		// not look at every user of the pool.
		if enabled := (&state.User{Enabled: true}); !f.Match(enabled.EnabledText()) && !f.Match((&state.User{}).EnabledText()) {
			return state.Page[state.User]{}, from == nil
		}
	}
	return v.UsersWhere(pool, f.Attribute, value, f.Prefix, from, limit, func(u *state.User) bool {
		return f.Match(column(u, f.Attribute))
	})
}

// column is what a filter compares.
func column(u *state.User, name string) string {
	switch name {
	case "username":
		return u.Username
	case state.ColumnUserStatus:
		return string(u.Status)
	case state.ColumnStatus:
		return u.EnabledText()
	}
	value, _ := u.Attribute(name)
	return value
}

// checkRequested refuses attributes to get that are not there: of those that can be searched by, each
// user found must have one; of the others, each user of the pool. What the pool requires and what the
// filter is about may be named in any case.
// Doc: API_ListUsers, AttributesToGet. Assumed: users found are those of the page (A124).
func checkRequested(v state.View, pool *state.Pool, f policy.Filter, found []*state.User, names []string) error {
	var elsewhere []string
	for _, name := range names {
		a := policy.Attribute(pool.Config.SchemaAttributes, name)
		switch {
		case name == f.Attribute, a != nil && aws.ToBool(a.Required):
		case !policy.Searchable(name):
			elsewhere = append(elsewhere, name)
		case !allHave(found, name):
			return fault.RequestedAttributeMissing()
		}
	}
	if len(elsewhere) == 0 {
		return nil
	}
	for from, more := []byte(nil), true; more; more = from != nil {
		page, _ := v.Users(pool.ID, from, 1000)
		if !allHave(page.Items, elsewhere...) {
			return fault.RequestedAttributeNotSearchable()
		}
		from = page.Next
	}
	return nil
}

func allHave(users []*state.User, names ...string) bool {
	for _, u := range users {
		for _, name := range names {
			if _, has := u.Attribute(name); !has {
				return false
			}
		}
	}
	return true
}

// only keeps the attributes that were asked for, none if that was none.
// Seen: aws/aws-sdk-js#2203, an empty list asks for no attributes.
func only(attributes []types.AttributeType, names []string) []types.AttributeType {
	return slices.DeleteFunc(attributes, func(a types.AttributeType) bool { return !slices.Contains(names, *a.Name) })
}
