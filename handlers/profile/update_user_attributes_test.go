package profile_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func TestUpdateUserAttributes(t *testing.T) {
	nothing := pool(func(in *cip.CreateUserPoolInput) { in.AutoVerifiedAttributes = nil })
	start := has("email", mail, "email_verified", "true", "name", "Ann", "custom:tier", "gold")
	for name, c := range map[string]struct {
		plan   []func(*plan)
		change []string
		sent   []types.CodeDeliveryDetailsType
		want   map[string]string // what is different afterwards; empty: gone
	}{
		"values":               {nil, []string{"name", "Anna", "nickname", "Annie"}, nil, map[string]string{"name": "Anna", "nickname": "Annie"}},
		"empty values":         {nil, []string{"name", "", "custom:tier", ""}, nil, map[string]string{"name": "", "custom:tier": ""}},
		"a new address":        {nil, []string{"email", newMail}, []types.CodeDeliveryDetailsType{byMail("n***@o***")}, map[string]string{"email": newMail, "email_verified": "false"}},
		"the same address":     {nil, []string{"email", mail}, nil, nil},
		"no address":           {nil, []string{"email", ""}, nil, map[string]string{"email": "", "email_verified": ""}},
		"nothing is verified":  {[]func(*plan){nothing}, []string{"email", newMail}, nil, map[string]string{"email": newMail, "email_verified": "false"}},
		"a phone, not asked":   {[]func(*plan){sms}, []string{"phone_number", phone}, nil, map[string]string{"phone_number": phone, "phone_number_verified": "false"}},
		"an address held back": {[]func(*plan){verifiesFirst}, []string{"email", newMail, "name", "Anna"}, []types.CodeDeliveryDetailsType{byMail("n***@o***")}, map[string]string{"name": "Anna"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, append(c.plan, custom, start)...)
			details, err := s.update(c.change...)
			if err != nil {
				t.Fatal(err)
			}
			if c.sent == nil {
				c.sent = []types.CodeDeliveryDetailsType{}
			}
			optest.Equal(t, details, c.sent)
			want := s.user.Clone()
			for name, value := range c.want {
				want.Attributes[name] = value
				if value == "" {
					delete(want.Attributes, name)
				}
			}
			optest.Equal(t, s.Look(s.user), want)
			if len(s.Messages()) != len(c.sent) {
				t.Errorf("%d messages", len(s.Messages()))
			}
		})
	}
}

func TestUpdateUserAttributesMessage(t *testing.T) {
	s := begin(t)
	if _, err := s.update("email", newMail); err != nil {
		t.Fatal(err)
	}
	m := s.Message(t)
	optest.Equal(t, m, &state.Message{
		ID: 1, Pool: s.pool.ID, Client: s.client.ID, Username: "ann", Sub: s.user.Sub, Channel: state.Email, Destination: newMail,
		Purpose: "CustomMessage_UpdateUserAttribute", Code: m.Code, Subject: "Your verification code",
		Body: "Your verification code is " + m.Code + ". ", Sent: s.Now(),
	})
}

func TestUpdateUserAttributesRefusals(t *testing.T) {
	const unauthorized = "NotAuthorizedException: A client attempted to write unauthorized attribute"
	writes := client(func(in *cip.CreateUserPoolClientInput) { in.WriteAttributes = []string{"name"} })
	taken := func(s *scene) {
		s.member("bob", "email", newMail, "email_verified", "true", "preferred_username", "bobby")
	}
	for name, c := range map[string]struct {
		plan   []func(*plan)
		before func(*scene)
		change []string
		want   string
	}{
		"the sub":                      {nil, nil, []string{"name", "Anna", "sub", "x"}, ip + "Cannot modify the non-mutable attribute sub"},
		"a verdict":                    {nil, nil, []string{"email_verified", "true"}, unauthorized},
		"not the client's":             {[]func(*plan){writes}, nil, []string{"nickname", "Annie"}, unauthorized},
		"developer only":               {nil, nil, []string{"dev:custom:note", "x"}, unauthorized},
		"unknown":                      {nil, nil, []string{"custom:x", "1"}, ip + "user.custom:x: Attribute does not exist in the schema.\n"},
		"immutable, short":             {nil, nil, []string{"custom:born", "1970", "custom:tier", "g"}, ip + "user.custom:born: Attribute cannot be updated.\nuser.custom:tier: String must be no shorter than 2 characters\n"},
		"no address":                   {nil, nil, []string{"email", "ann"}, ip + "Invalid email address format."},
		"the name of another":          {[]func(*plan){named}, taken, []string{"email", newMail}, "AliasExistsException: An account with the given email already exists."},
		"the name of another, waiting": {[]func(*plan){named, verifiesFirst}, taken, []string{"email", newMail}, "AliasExistsException: An account with the given email already exists."},
		"an alias of another":          {[]func(*plan){aliases}, taken, []string{"preferred_username", "bobby"}, "AliasExistsException: An account with the given preferred_username already exists."},
		"the only name":                {[]func(*plan){named}, nil, []string{"email", ""}, ip + "user.email: Attribute cannot be deleted.\n"},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, append(c.plan, custom)...)
			if c.before != nil {
				c.before(s)
			}
			_, err := s.update(c.change...)
			optest.Refused(t, err, c.want)
			optest.Equal(t, s.Look(s.user), s.user)
			if len(s.Messages()) > 0 {
				t.Error("a message was sent")
			}
		})
	}
}

func TestDeleteUserAttributes(t *testing.T) {
	required := pool(func(in *cip.CreateUserPoolInput) {
		in.Schema = append(in.Schema, types.SchemaAttributeType{Name: aws.String("name"), Required: aws.Bool(true)})
	})
	mfaOn := pool(func(in *cip.CreateUserPoolInput) { in.MfaConfiguration = types.UserPoolMfaTypeOn })
	start := has("email", mail, "email_verified", "true", "phone_number", phone, "name", "Ann", "nickname", "Annie")
	for name, c := range map[string]struct {
		plan  []func(*plan)
		names []string
		gone  []string
		want  string
	}{
		"some":                  {nil, []string{"nickname", "name", "gender"}, []string{"nickname", "name"}, ""},
		"an address":            {nil, []string{"email"}, []string{"email", "email_verified"}, ""},
		"an unknown one":        {nil, []string{"custom:x"}, nil, ip + "Invalid user attributes: user.custom:x: Attribute does not exist in the schema.\n"},
		"a required one":        {[]func(*plan){required}, []string{"nickname", "name"}, nil, ip + "Invalid user attributes: user.name: Attribute cannot be deleted.\n"},
		"the sub":               {nil, []string{"sub"}, nil, ip + "Cannot modify the non-mutable attribute sub"},
		"the only name":         {[]func(*plan){named}, []string{"email"}, nil, ip + "Invalid user attributes: user.email: Attribute cannot be deleted.\n"},
		"the phone that is MFA": {[]func(*plan){sms, mfaOn}, []string{"phone_number"}, nil, ip + "Cannot delete phone_number as MFA is required for the user pool"},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, append(c.plan, custom, start)...)
			user := s.Change(t, s.user, func(u *state.User) { u.MFA.SMS = true })
			err := s.remove(c.names...)
			if c.want != "" {
				optest.Refused(t, err, c.want)
			} else if err != nil {
				t.Error(err)
			}
			want := user.Clone()
			for _, name := range c.gone {
				delete(want.Attributes, name)
			}
			optest.Equal(t, s.Look(s.user), want)
		})
	}
}

// Of several who change different attributes at once, none undoes what another did.
func TestUpdateUserAttributesRace(t *testing.T) {
	s := begin(t)
	names := []string{"name", "nickname", "given_name", "family_name", "gender", "profile", "picture", "website"}
	for _, err := range optest.Race(len(names), func(i int) error { _, err := s.update(names[i], "x"); return err }) {
		if err != nil {
			t.Error(err)
		}
	}
	for _, name := range names {
		if s.Look(s.user).Attributes[name] != "x" {
			t.Errorf("%s is lost", name)
		}
	}
}
