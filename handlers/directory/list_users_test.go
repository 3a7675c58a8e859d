package directory_test

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

func (s *scene) list(change func(*cip.ListUsersInput)) (*cip.ListUsersOutput, error) {
	in := &cip.ListUsersInput{UserPoolId: (*string)(&s.pool.ID)}
	change(in)
	return s.API.ListUsers(s.t.Context(), in)
}

// listed is a list that must succeed, and the names in it.
func (s *scene) listed(change func(*cip.ListUsersInput)) (*cip.ListUsersOutput, string) {
	s.t.Helper()
	out, err := s.list(change)
	if err != nil {
		s.t.Fatal(err)
	}
	names := make([]string, len(out.Users))
	for i, u := range out.Users {
		names[i] = *u.Username
	}
	return out, strings.Join(names, " ")
}

func TestListUsers(t *testing.T) {
	s := begin(t)
	ann := s.temporary("ann", "email", mail)
	s.User(t, s.Pool(t, &cip.CreateUserPoolInput{PoolName: aws.String("another")}), "bob")
	out, _ := s.listed(func(*cip.ListUsersInput) {})
	optest.Equal(t, out, &cip.ListUsersOutput{Users: []types.UserType{{
		Username: aws.String("ann"), Attributes: optest.Attributes("sub", string(ann.Sub), "email", mail), Enabled: true,
		UserStatus: "FORCE_CHANGE_PASSWORD", UserCreateDate: aws.Time(s.Now()), UserLastModifiedDate: aws.Time(s.Now()),
	}}})
	none, _ := s.listed(func(in *cip.ListUsersInput) { in.Filter = aws.String(`email = "x"`) })
	optest.Equal(t, none, &cip.ListUsersOutput{Users: []types.UserType{}})
}

func TestFilters(t *testing.T) {
	s := begin(t)
	ann := s.User(t, s.pool, "ann", "email", "Ann@Example.com", "given_name", "Ärnie", "name", "A\x00B")
	s.User(t, s.pool, "Anna", "email", "anna@example.com", "given_name", "ärn", "preferred_username", `a"b\c`)
	bob := s.User(t, s.pool, "bob", "given_name", "Zed", "name", "A")
	s.Change(t, bob, func(u *state.User) {
		u.Enabled = false
		u.Status = types.UserStatusTypeForceChangePassword
	})
	for filter, want := range map[string]string{
		`username = "ann"`:               "ann",
		`username ^= "ann"`:              "ann",
		`username ^= "An"`:               "Anna",
		`username = "ANN"`:               "",
		`email = "ANN@example.COM"`:      "ann",
		`email ^= "an"`:                  "ann Anna",
		`email ^= ""`:                    "ann Anna",
		`email = ""`:                     "",
		`given_name ^= "ÄRN"`:            "Anna ann",
		`given_name ^= ""`:               "bob Anna ann",
		`name = "a"`:                     "bob", // and not the one whose value goes on behind a NUL
		`preferred_username = "A\"B\\C"`: "Anna",
		`cognito:user_status = "force_change_PASSWORD"`:          "bob",
		`cognito:user_status ^= "f"`:                             "bob",
		`status = "Disabled"`:                                    "bob",
		`status ^= "D"`:                                          "bob",
		`status = "disabled"`:                                    "",
		`status ^= "d"`:                                          "",
		`sub = "` + string(ann.Sub) + `"`:                        "ann",
		`sub ^= "` + strings.ToUpper(string(ann.Sub[:30])) + `"`: "ann",
	} {
		if _, got := s.listed(func(in *cip.ListUsersInput) { in.Filter = &filter }); got != want {
			t.Errorf("%s finds %q, want %q", filter, got, want)
		}
	}
	for filter, want := range map[string]string{
		`email`:             "Error while parsing filter.",
		`email = "a" `:      "", // a space behind is no error
		`email = "a" x`:     "Error while parsing filter.",
		`address = "a"`:     "Input fails to satisfy the constraints.",
		`custom:x ^= "a"`:   "Input fails to satisfy the constraints.",
		`Email = "a"`:       "Input fails to satisfy the constraints.",
		`user_status = "a"`: "Input fails to satisfy the constraints.",
	} {
		_, err := s.list(func(in *cip.ListUsersInput) { in.Filter = &filter })
		if want == "" && err == nil {
			continue
		}
		optest.Refused(t, err, "InvalidParameterException: "+want)
	}
}

func TestPages(t *testing.T) {
	s := begin(t)
	for i := range 7 {
		s.User(t, s.pool, fmt.Sprint("user", i), "name", fmt.Sprint("Name ", 9-i))
	}
	byName := func(token *string, limit int32) func(*cip.ListUsersInput) {
		return func(in *cip.ListUsersInput) {
			in.Filter, in.Limit, in.PaginationToken = aws.String(`name ^= "name"`), &limit, token
		}
	}
	first, names := s.listed(byName(nil, 3))
	if names != "user6 user5 user4" || first.PaginationToken == nil {
		t.Errorf("the first page is %s", names)
	}
	image, err := s.Env.Store.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Env.Store.Restore(image); err != nil {
		t.Fatal(err)
	}
	s.Write(t, func(tx *state.Tx) error {
		return tx.DeleteUser(s.pool.ID, tx.UserNamed(s.pool, "user3").Sub) // the one with whom the next page would begin
	})
	last, names := s.listed(byName(first.PaginationToken, 60))
	if names != "user2 user1 user0" || last.PaginationToken != nil {
		t.Errorf("the last page is %s", names)
	}
	s.Env.Clock.Advance(time.Hour + time.Second)
	for name, change := range map[string]func(*cip.ListUsersInput){
		"after an hour":     byName(first.PaginationToken, 3),
		"of nobody":         byName(aws.String("AAAA"), 3),
		"of another filter": func(in *cip.ListUsersInput) { in.PaginationToken = first.PaginationToken },
		"of a filter for no value": func(in *cip.ListUsersInput) {
			in.Filter, in.PaginationToken = aws.String(`status = "x"`), first.PaginationToken
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.list(change)
			if err == nil || !strings.Contains(err.Error(), "InvalidParameterException: Paging marker ") || !strings.Contains(err.Error(), " is invalid for request ") {
				t.Error(err)
			}
		})
	}
}

func TestAttributesToGet(t *testing.T) {
	const (
		missing     = "InvalidParameterException: One or more requested attributes do not exist."
		constraints = "InvalidParameterException: Input fails to satisfy the constraints."
	)
	s := begin(t, func(in *cip.CreateUserPoolInput) {
		in.Schema = []types.SchemaAttributeType{{Name: aws.String("family_name"), Required: aws.Bool(true)}}
	})
	ann := s.User(t, s.pool, "ann", "email", mail, "email_verified", "true", "name", "Ann", "nickname", "A", "locale", "de")
	s.User(t, s.pool, "bob", "email", "bob@example.com", "email_verified", "true", "nickname", "B")
	for _, c := range []struct {
		filter string
		names  []string
		want   []types.AttributeType
		error  string
	}{
		{`username = "ann"`, []string{"name"}, optest.Attributes("name", "Ann"), ""},
		{`username = "ann"`, []string{"nickname", "sub", "email_verified"}, optest.Attributes("sub", string(ann.Sub), "email_verified", "true", "nickname", "A"), ""},
		{`username = "ann"`, []string{}, []types.AttributeType{}, ""},
		{`username = "ann"`, []string{"family_name", "email"}, optest.Attributes("email", mail), ""},
		{`name ^= "a"`, []string{"name"}, optest.Attributes("name", "Ann"), ""},
		{"", []string{"name"}, nil, missing},
		{`username = "bob"`, []string{"name"}, nil, missing},
		{"", []string{"locale"}, nil, constraints},
		{`username = "ann"`, []string{"locale"}, nil, constraints}, // somebody else lacks it
		{"", []string{"custom:none"}, nil, constraints},
		{"", []string{"username"}, nil, missing}, // no attribute
	} {
		out, err := s.list(func(in *cip.ListUsersInput) { in.Filter, in.AttributesToGet = &c.filter, c.names })
		if c.error != "" {
			optest.Refused(t, err, c.error)
			continue
		}
		if err != nil {
			t.Errorf("%s %v: %v", c.filter, c.names, err)
			continue
		}
		optest.Equal(t, out.Users[0].Attributes, c.want)
	}
}
