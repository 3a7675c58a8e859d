package directory_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func verifies(in *cip.CreateUserPoolInput) {
	in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"email"}
}

func verifiesFirst(in *cip.CreateUserPoolInput) {
	verifies(in)
	in.UserAttributeUpdateSettings = &types.UserAttributeUpdateSettingsType{
		AttributesRequireVerificationBeforeUpdate: in.AutoVerifiedAttributes}
}

func TestAdminUpdateUserAttributes(t *testing.T) {
	const other = "new@example.com"
	type attributes = map[string]string
	for name, c := range map[string]struct {
		pool  []func(*cip.CreateUserPoolInput)
		pairs []string
		want  attributes
		code  bool
	}{
		"add and replace":             {nil, []string{"name", "Anna", "nickname", "A"}, attributes{"email": mail, "email_verified": "true", "name": "Anna", "nickname": "A"}, false},
		"an empty value":              {nil, []string{"name", "", "email", ""}, attributes{}, false},
		"an address":                  {nil, []string{"email", other}, attributes{"email": other, "email_verified": "false", "name": "Ann"}, false},
		"an address with its mark":    {nil, []string{"email", other, "email_verified", "True"}, attributes{"email": other, "email_verified": "true", "name": "Ann"}, false},
		"verified":                    {[]func(*cip.CreateUserPoolInput){verifies}, []string{"email", other}, attributes{"email": other, "email_verified": "false", "name": "Ann"}, true},
		"verified, the same address":  {[]func(*cip.CreateUserPoolInput){verifies}, []string{"email", mail}, attributes{"email": mail, "email_verified": "true", "name": "Ann"}, false},
		"verified, with its mark":     {[]func(*cip.CreateUserPoolInput){verifies}, []string{"email", other, "email_verified", "true"}, attributes{"email": other, "email_verified": "true", "name": "Ann"}, false},
		"verified first":              {[]func(*cip.CreateUserPoolInput){verifiesFirst}, []string{"email", other, "name", "Anna"}, attributes{"email": mail, "email_verified": "true", "name": "Anna"}, true},
		"verified first, with a mark": {[]func(*cip.CreateUserPoolInput){verifiesFirst}, []string{"email", other, "email_verified", "true"}, attributes{"email": other, "email_verified": "true", "name": "Ann"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.pool...)
			user := s.User(t, s.pool, "ann", "email", mail, "email_verified", "true", "name", "Ann")
			s.Env.Clock.Advance(time.Minute)
			if err := s.update("ann", c.pairs...); err != nil {
				t.Fatal(err)
			}
			want := *user
			want.Attributes, want.Modified = c.want, s.Now()
			optest.Equal(t, s.Look(user), &want)
			code := s.Env.Store.View().Code(user.Pool, user.Sub, state.PurposeAttribute, "email")
			if (code != nil) != c.code || c.code && (s.Message(t).Destination != other || s.Message(t).Code != code.Value) {
				t.Errorf("the code is %+v, the messages %+v", code, s.Messages())
			}
		})
	}
}

func TestAdminUpdateUserAttributesRefusals(t *testing.T) {
	const ip = "InvalidParameterException: "
	custom := func(in *cip.CreateUserPoolInput) {
		in.Schema = []types.SchemaAttributeType{
			{Name: aws.String("fixed"), AttributeDataType: "String", Mutable: aws.Bool(false)},
			{Name: aws.String("size"), AttributeDataType: "Number", NumberAttributeConstraints: &types.NumberAttributeConstraintsType{MaxValue: aws.String("9")}},
		}
	}
	for name, c := range map[string]struct {
		pairs []string
		want  string
	}{
		"sub":                {[]string{"sub", "x"}, ip + "Cannot modify the non-mutable attribute sub"},
		"unknown, immutable": {[]string{"custom:none", "x", "custom:fixed", "y"}, ip + "user.custom:none: Attribute does not exist in the schema.\nuser.custom:fixed: Attribute cannot be updated.\n"},
		"number":             {[]string{"custom:size", "ten"}, ip + "user.custom:size: Attribute must be a number\n"},
		"range":              {[]string{"custom:size", "10"}, ip + "user.custom:size: Number must be no larger than 9\n"},
		"address":            {[]string{"email", "x"}, ip + "Invalid email address format."},
		"phone":              {[]string{"phone_number", "1"}, ip + "Invalid phone number format."},
		"mark of nothing":    {[]string{"phone_number_verified", "true"}, ip + "Phone Number is required to verify/un-verify a phone number"},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, custom)
			user := s.User(t, s.pool, "ann", "name", "Ann")
			optest.Refused(t, s.update("ann", append([]string{"name", "Anna"}, c.pairs...)...), c.want)
			optest.Equal(t, s.Look(user), user)
		})
	}
}

// TestAliasesMove: who an administrator verifies has the alias, and the one before does not.
func TestAliasesMove(t *testing.T) {
	s := begin(t, aliases)
	ann := s.User(t, s.pool, "ann", "email", mail, "email_verified", "true", "preferred_username", "annie")
	bob := s.User(t, s.pool, "bob")
	if err := s.update("bob", "email", mail); err != nil {
		t.Fatal(err)
	}
	if !s.Look(ann).Verified("email") {
		t.Error("an address that is not verified took the alias")
	}
	if err := s.update("bob", "email_verified", "true"); err != nil {
		t.Fatal(err)
	}
	if s.Look(ann).Verified("email") || !s.Look(bob).Verified("email") {
		t.Error("the alias did not move")
	}
	optest.Refused(t, s.update("bob", "preferred_username", "annie"),
		"AliasExistsException: An account with the given preferred_username already exists.")
}

func TestUsernamesDoNotMove(t *testing.T) {
	s := begin(t, named)
	s.User(t, s.pool, "0c1d", "email", mail)
	bob := s.User(t, s.pool, "2e3f", "email", "bob@example.com")
	optest.Refused(t, s.update("bob@example.com", "email", mail, "email_verified", "true"),
		"AliasExistsException: An account with the given email already exists.")
	optest.Equal(t, s.Look(bob), bob)
}

// TestOneAliasOneUser: whoever comes last has it, and nobody else.
func TestOneAliasOneUser(t *testing.T) {
	s := begin(t, aliases)
	users := make([]*state.User, 8)
	for i := range users {
		users[i] = s.User(t, s.pool, string(rune('a'+i)))
	}
	for _, err := range optest.Race(len(users), func(i int) error {
		return s.update(users[i].Username, "email", mail, "email_verified", "true")
	}) {
		if err != nil {
			t.Error(err)
		}
	}
	holders := 0
	for _, u := range users {
		if s.Look(u).Verified("email") {
			holders++
		}
	}
	if holders != 1 {
		t.Errorf("%d users have the alias", holders)
	}
}

// TestNoUpdateIsLost: what is decided about a user rests on the user as it is when it is written.
func TestNoUpdateIsLost(t *testing.T) {
	s := begin(t)
	user := s.User(t, s.pool, "ann", "email", mail, "email_verified", "true")
	names := []string{"name", "given_name", "family_name", "nickname", "website", "zoneinfo", "locale", "gender"}
	for _, err := range optest.Race(len(names), func(i int) error { return s.update("ann", names[i], "x") }) {
		if err != nil {
			t.Error(err)
		}
	}
	want := map[string]string{"email": mail, "email_verified": "true"}
	for _, name := range names {
		want[name] = "x"
	}
	optest.Equal(t, s.Look(user).Attributes, want)
}

func TestAdminDeleteUserAttributes(t *testing.T) {
	s := begin(t, func(in *cip.CreateUserPoolInput) {
		in.Schema = []types.SchemaAttributeType{{Name: aws.String("name"), Required: aws.Bool(true)}}
	})
	user := s.User(t, s.pool, "ann", "email", mail, "email_verified", "true", "name", "Ann", "nickname", "A")
	remove := func(names ...string) error {
		_, err := s.API.AdminDeleteUserAttributes(t.Context(), &cip.AdminDeleteUserAttributesInput{
			UserPoolId: (*string)(&s.pool.ID), Username: aws.String("ann"), UserAttributeNames: names})
		return err
	}
	const ip = "InvalidParameterException: "
	optest.Refused(t, remove("nickname", "custom:none"), ip+"Invalid user attributes: user.custom:none: Attribute does not exist in the schema.\n")
	optest.Refused(t, remove("nickname", "name"), ip+"Invalid user attributes: user.name: Attribute cannot be deleted.\n")
	optest.Refused(t, remove("sub"), ip+"Cannot modify the non-mutable attribute sub")
	optest.Equal(t, s.Look(user), user)
	s.Env.Clock.Advance(time.Minute)
	if err := remove("email", "nickname", "gender"); err != nil {
		t.Fatal(err)
	}
	want := *user
	want.Attributes, want.Modified = map[string]string{"name": "Ann"}, s.Now()
	optest.Equal(t, s.Look(user), &want)
}
