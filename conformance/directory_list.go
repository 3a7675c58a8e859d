package conformance

import (
	"fmt"
	"slices"
	"strings"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Texts of ListUsers. Seen: aws/aws-sdk-php#1088 #1961, a public study of 2026, aws/aws-sdk-js#2570 #3091.
const (
	filterNotParsed    = "Error while parsing filter."
	inputConstraints   = "Input fails to satisfy the constraints."
	attributesNotThere = "One or more requested attributes do not exist."
)

// usernames are the names of users, in their order.
func usernames(users []types.UserType) []string {
	names := make([]string, len(users))
	for i, u := range users {
		names[i] = *u.Username
	}
	return names
}

// pages follows a list to its end and gives the names, page by page.
func (w *World) pages(in *cip.ListUsersInput) [][]string {
	w.t.Helper()
	var all [][]string
	for {
		out := OK(w, w.API.ListUsers, in)
		all = append(all, usernames(out.Users))
		if in.PaginationToken = out.PaginationToken; in.PaginationToken == nil {
			return all
		}
		if len(all) > 100 {
			w.Fatalf("the list does not end")
		}
	}
}

// people are five users whose values tell the filters apart.
func people(w *World) {
	w.Pool()
	w.Client()
	w.User(Named("ann"), Mail("Ann@Example.com"), Phone("+15550100001"), Attr("name", "Ann Lee"), Attr("given_name", "Ann"), Attr("family_name", "Lee"))
	w.User(Named("Anna"), UnverifiedMail("anna@example.com"), Attr("name", `Anna "Annie" Li`), Attr("given_name", "Anna"), Attr("preferred_username", "annie"))
	w.User(Named("bob"), Mail("bob@example.org"), Attr("given_name", "Bob"), Attr("family_name", `Back\slash`), Temporary())
	w.User(Named("cy"), Attr("given_name", "Cy"))
	OK(w, w.API.AdminDisableUser, &cip.AdminDisableUserInput{UserPoolId: &w.pool.ID, Username: new("cy")})
	w.SignedUp(Named("di"))
	w.Keep("sub", w.Value(&User{Login: "ann", Pool: w.pool}, "sub"))
}

// filterCases are about finding users. Doc: API_ListUsers, "Searching for users using the ListUsers API".
func filterCases() []Case {
	list := func(w *World, filter string) *cip.ListUsersInput {
		return &cip.ListUsersInput{UserPoolId: &w.pool.ID, Filter: &filter}
	}
	type search struct {
		filter string
		want   string // names in the order of the attribute, that of the filter's values
	}
	searches := []search{
		{`username = "ann"`, "ann"},
		{`username = "ANN"`, ""},
		{`username ^= "ann"`, "ann"},
		{`username ^= "An"`, "Anna"},
		{`email = "ann@example.com"`, "ann"},
		{`email = "ANNA@EXAMPLE.COM"`, "Anna"},
		{`email ^= "ann"`, "ann Anna"},
		{`email = "ann"`, ""},
		{`phone_number = "+15550100001"`, "ann"},
		{`phone_number ^= "+1555"`, "ann"},
		{`name ^= "ann"`, "ann Anna"},
		{`name = "Anna \"Annie\" Li"`, "Anna"},
		{`family_name = "Back\\slash"`, "bob"},
		{`given_name ^= "a"`, "ann Anna"},
		{`family_name = "lee"`, "ann"},
		{`preferred_username ^= "ANN"`, "Anna"},
		{`cognito:user_status = "confirmed"`, "ann Anna cy"},
		{`cognito:user_status ^= "C"`, "ann Anna cy"},
		{`cognito:user_status = "FORCE_CHANGE_PASSWORD"`, "bob"},
		{`cognito:user_status = "UNCONFIRMED"`, "di"},
		{`status = "Disabled"`, "cy"},
		{`status = "disabled"`, ""},
		{`status ^= "En"`, "ann Anna bob di"},
		{`status ^= "en"`, ""},
		{`given_name ^= ""`, "ann Anna bob cy"},
		{`email="ann@example.com"`, "ann"},
		{`   email   ^=   "bob"   `, "bob"},
	}
	cases := each(searches, func(s search) Case {
		return Case{
			Operations: ops("ListUsers"), Says: "filter " + strings.ReplaceAll(s.filter, "/", "|"), Given: people,
			Steps: steps(func(w *World) {
				got := usernames(OK(w, w.API.ListUsers, list(w, s.filter)).Users)
				want := strings.Fields(s.want)
				if strings.Contains(s.filter, "status") { // these do not order those who are alike
					slices.Sort(got)
					slices.Sort(want)
				}
				w.Equal(got, append([]string{}, want...))
			}),
		}
	})
	refusals := each([]search{
		{`email`, filterNotParsed},
		{`email = ann@example.com`, filterNotParsed},
		{`email = 'ann@example.com'`, filterNotParsed},
		{`email = "ann@example.com`, filterNotParsed},
		{`email = "ann" and name = "Ann"`, filterNotParsed},
		{`email != "ann"`, filterNotParsed},
		{`= "ann"`, filterNotParsed},
		{`custom:code = "abc"`, inputConstraints},
		{`nickname = "Annie"`, inputConstraints},
	}, func(s search) Case {
		return Case{
			Operations: ops("ListUsers"), Says: "refused: the filter " + s.filter, Given: inPool(Custom("code", true)),
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ListUsers, list(w, s.filter), "InvalidParameterException", s.want)
			}),
		}
	})
	return slices.Concat(cases, refusals, []Case{
		{
			Operations: ops("ListUsers"), Says: "an empty filter finds everybody, and so does none", Given: people,
			Steps: steps(func(w *World) {
				for _, in := range []*cip.ListUsersInput{{UserPoolId: &w.pool.ID}, list(w, "")} {
					w.Equal(usernames(OK(w, w.API.ListUsers, in).Users), []string{"ann", "Anna", "bob", "cy", "di"}, Unordered())
				}
			}),
		},
		{
			Operations: ops("ListUsers"), Says: "a sub finds its user", Given: people,
			Steps: steps(func(w *World) {
				sub := w.Kept("sub")
				for _, filter := range []string{`sub = "` + sub + `"`, `sub ^= "` + sub[:20] + `"`, `sub = "` + strings.ToUpper(sub) + `"`} {
					w.Equal(usernames(OK(w, w.API.ListUsers, list(w, filter)).Users), []string{"ann"})
				}
			}),
		},
		{
			Operations: ops("ListUsers"), Says: "a filter sees changes at once", Given: people,
			Steps: steps(
				func(w *World) {
					w.Set(&User{Username: "cy", Pool: w.pool}, "email", "cy@example.com")
					OK(w, w.API.AdminEnableUser, &cip.AdminEnableUserInput{UserPoolId: &w.pool.ID, Username: new("cy")})
					w.Set(&User{Username: "bob", Pool: w.pool}, "email", "")
				},
				func(w *World) {
					w.Equal(usernames(OK(w, w.API.ListUsers, list(w, `email = "cy@example.com"`)).Users), []string{"cy"})
					w.Equal(usernames(OK(w, w.API.ListUsers, list(w, `status = "Disabled"`)).Users), []string{})
					w.Equal(usernames(OK(w, w.API.ListUsers, list(w, `email ^= "bob"`)).Users), []string{})
				},
			),
		},
		{
			Operations: ops("ListUsers"), Says: "a pool shows its own users", Given: people,
			Steps: steps(func(w *World) {
				w.Pool()
				Answers(w, w.API.ListUsers, list(w, `given_name ^= ""`), &cip.ListUsersOutput{Users: []types.UserType{}})
				Answers(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID}, &cip.ListUsersOutput{Users: []types.UserType{}})
			}),
		},
	})
}

// listCases are about the form of the list and its pages.
func listCases() []Case {
	crowd := func(w *World) {
		w.Pool()
		for i := range 7 {
			w.User(Named(fmt.Sprintf("user%d", i)), Attr("given_name", fmt.Sprintf("Name %d", 9-i)))
		}
	}
	byName := func(w *World) *cip.ListUsersInput {
		return &cip.ListUsersInput{UserPoolId: &w.pool.ID, Filter: new(`given_name ^= "name"`), Limit: new(int32(3))}
	}
	wanted := func(says string, names []string, texts ...string) Case {
		return Case{
			Operations: ops("ListUsers"), Says: "AttributesToGet refused: " + says, Given: people,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID, AttributesToGet: names}, "InvalidParameterException", texts...)
			}),
		}
	}
	got := func(says string, in cip.ListUsersInput, want ...types.AttributeType) Case {
		return Case{
			Operations: ops("ListUsers"), Says: "AttributesToGet: " + says, Given: people,
			Steps: steps(func(w *World) {
				in := in
				in.UserPoolId = &w.pool.ID
				users := OK(w, w.API.ListUsers, &in).Users
				if len(users) == 0 {
					w.Fatalf("nobody was found")
				}
				w.Equal(users[0].Attributes, append([]types.AttributeType{}, want...))
			}),
		}
	}
	return []Case{
		{
			Operations: ops("ListUsers"), Says: "a user is shown with everything but the second factors",
			Given: func(w *World) { w.Pool(); w.User(Named("ann"), Mail(annMail), Temporary()) },
			Steps: steps(func(w *World) {
				Answers(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID}, &cip.ListUsersOutput{
					Users: []types.UserType{*createdUser("ann", "email", annMail, "email_verified", "true")},
				})
			}),
		},
		{
			Operations: ops("ListUsers"), Says: "pages hold as many as were asked for, in the order of the filter, and the last one has no token", Given: crowd,
			Steps: steps(func(w *World) {
				w.Equal(w.pages(byName(w)), [][]string{{"user6", "user5", "user4"}, {"user3", "user2", "user1"}, {"user0"}})
			}),
		},
		{
			Operations: ops("ListUsers"), Says: "a page that is full and the last one has no token", Given: crowd,
			Steps: steps(func(w *World) {
				in := byName(w)
				in.Limit = new(int32(7))
				w.Equal(len(w.pages(in)), 1)
			}),
		},
		{
			Operations: ops("ListUsers"), Says: "users who come and go between pages are neither repeated nor hide others", Given: crowd,
			Steps: steps(
				func(w *World) {
					out := OK(w, w.API.ListUsers, byName(w))
					w.Keep("token", *out.PaginationToken)
					OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: new("user6")})
					OK(w, w.API.AdminDeleteUser, &cip.AdminDeleteUserInput{UserPoolId: &w.pool.ID, Username: new("user3")})
					w.User(Named("first"), Attr("given_name", "Name 0"))
				},
				func(w *World) {
					in := byName(w)
					in.PaginationToken = new(w.Kept("token"))
					w.Equal(w.pages(in), [][]string{{"user2", "user1", "user0"}})
				},
			),
		},
		{
			Operations: ops("ListUsers"), Says: "sixty are shown where no number is given, and where it is zero", Assumes: "A123",
			Given: func(w *World) {
				w.Pool()
				for i := range 61 {
					OK(w, w.API.AdminCreateUser, w.creating(named(fmt.Sprintf("user%d", i))))
				}
			},
			Steps: steps(func(w *World) {
				for _, limit := range []*int32{nil, new(int32(0))} {
					out := OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID, Limit: limit})
					w.Equal([]any{len(out.Users), out.PaginationToken != nil}, []any{60, true})
				}
			}),
		},
		{
			Operations: ops("ListUsers"), Says: "refused by its form: more than sixty, and a token of nothing", Given: inPool(),
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID, Limit: new(int32(61))}, "InvalidParameterException",
					"1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60")
				r := w.PostSigned("ListUsers", map[string]string{"UserPoolId": w.pool.ID, "PaginationToken": ""})
				w.Refused(r, "InvalidParameterException")
			}),
		},
		{
			// Seen: aws/aws-sdk-js#3705, the text begins with the marker and ends with the id of the request.
			Operations: ops("ListUsers"), Says: "a token is good for its own list only", Assumes: "A122", Given: crowd,
			Steps: steps(func(w *World) {
				token := OK(w, w.API.ListUsers, byName(w)).PaginationToken
				other := byName(w)
				other.Filter, other.PaginationToken = new(`given_name ^= "n"`), token
				Refuses(w, w.API.ListUsers, other, "InvalidParameterException")
				all := &cip.ListUsersInput{UserPoolId: &w.pool.ID, PaginationToken: token}
				Refuses(w, w.API.ListUsers, all, "InvalidParameterException")
				none := byName(w)
				none.PaginationToken = new("none")
				Refuses(w, w.API.ListUsers, none, "InvalidParameterException")
			}),
		},
		{
			Operations: ops("ListUsers"), Says: "a token is good for an hour", Needs: needs(Clock), Given: func(w *World) { crowd(w); w.Freeze() },
			Steps: steps(func(w *World) {
				in := byName(w)
				in.PaginationToken = OK(w, w.API.ListUsers, in).PaginationToken
				w.Advance(time.Hour - time.Minute)
				OK(w, w.API.ListUsers, in)
				w.Advance(2 * time.Minute)
				Refuses(w, w.API.ListUsers, in, "InvalidParameterException")
			}),
		},
		got("only what was asked for is shown", cip.ListUsersInput{Filter: new(`username = "ann"`), AttributesToGet: []string{"given_name", "sub"}},
			types.AttributeType{Name: new("sub"), Value: new(AnyUUID)}, types.AttributeType{Name: new("given_name"), Value: new("Ann")}),
		got("what the filter is about may be asked for", cip.ListUsersInput{Filter: new(`family_name ^= "l"`), AttributesToGet: []string{"family_name"}},
			types.AttributeType{Name: new("family_name"), Value: new("Lee")}),
		// Seen: aws/aws-sdk-js#2203 #2570.
		got("an empty list asks for none", cip.ListUsersInput{Filter: new(`username = "ann"`), AttributesToGet: []string{}}),
		wanted("a searchable attribute that one of them lacks", []string{"given_name"}, attributesNotThere),
		wanted("an attribute that cannot be searched by and that one of them lacks", []string{"nickname"}, inputConstraints),
		wanted("an attribute that the pool does not have", []string{"sub", "custom:none"}, inputConstraints),
		{
			Operations: ops("ListUsers"), Says: "AttributesToGet refused: an attribute that cannot be searched by and that somebody else lacks", Assumes: "A124", Given: people,
			Steps: steps(func(w *World) {
				w.Set(&User{Username: "ann", Pool: w.pool}, "nickname", "Annie")
				Refuses(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID, Filter: new(`username = "ann"`), AttributesToGet: []string{"nickname"}},
					"InvalidParameterException", inputConstraints)
			}),
		},
		{
			Operations: ops("ListUsers"), Says: "AttributesToGet: a required attribute may be asked for, even of who lacks it",
			Given: func(w *World) { w.Pool(Require("name")); w.User(Named("ann")) },
			Steps: steps(func(w *World) {
				users := OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID, AttributesToGet: []string{"name"}}).Users
				w.Equal(users[0].Attributes, []types.AttributeType{})
			}),
		},
		{
			Operations: ops("ListUsers"), Says: "refused: a pool that is not there",
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: new("us-east-1_NotThere0")},
					"ResourceNotFoundException", "User pool us-east-1_NotThere0 does not exist.")
			}),
		},
	}
}
