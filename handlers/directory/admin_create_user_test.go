package directory_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

func TestAdminCreateUser(t *testing.T) {
	s := begin(t)
	in := s.create("email", mail, "email_verified", "True", "name", "Ann", "nickname", "")
	in.TemporaryPassword = aws.String(password)
	in.DesiredDeliveryMediums = []types.DeliveryMediumType{"EMAIL"}
	out, err := s.API.AdminCreateUser(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	user := s.Env.Store.View().UserNamed(s.pool, "ann")
	optest.Equal(t, out, &cip.AdminCreateUserOutput{User: &types.UserType{
		Username:   aws.String("ann"),
		Attributes: optest.Attributes("sub", string(user.Sub), "email", mail, "email_verified", "true", "name", "Ann"),
		Enabled:    true, UserStatus: "FORCE_CHANGE_PASSWORD",
		UserCreateDate: aws.Time(s.Now()), UserLastModifiedDate: aws.Time(s.Now()),
	}})
	optest.Equal(t, user, &state.User{
		Pool: s.pool.ID, Sub: user.Sub, Username: "ann", Status: "FORCE_CHANGE_PASSWORD", Enabled: true,
		Attributes: map[string]string{"email": mail, "email_verified": "true", "name": "Ann"},
		Password:   user.Password, Created: s.Now(), Modified: s.Now(),
	})
	if !account.PasswordIs(user, password) || user.Password.Set != s.Now() {
		t.Error("the temporary password is not the one that was given, now")
	}
	optest.Equal(t, s.Messages(), []*state.Message{{
		ID: 1, Pool: s.pool.ID, Username: "ann", Sub: user.Sub, Channel: state.Email, Destination: mail,
		Purpose: "CustomMessage_AdminCreateUser", Code: password, Subject: "Your temporary password",
		Body: "Your username is ann and temporary password is " + password + ". ", Sent: s.Now(),
	}})
}

func TestAdminCreateUserRefusals(t *testing.T) {
	const (
		ip     = "InvalidParameterException: "
		schema = ip + "Attributes did not conform to the schema: "
	)
	s := begin(t, aliases)
	for name, c := range map[string]struct {
		change func(*cip.AdminCreateUserInput)
		want   string
	}{
		"a name like an address": {func(in *cip.AdminCreateUserInput) { in.Username = aws.String(mail) },
			ip + "Username cannot be of email format, since user pool is configured for email alias."},
		"a weak password": {func(in *cip.AdminCreateUserInput) { in.TemporaryPassword = aws.String("Password1") },
			"InvalidPasswordException: Password did not conform with password policy: Password must have symbol characters"},
		"sub":         {attribute("sub", "x"), ip + "Cannot modify the non-mutable attribute sub"},
		"identities":  {attribute("identities", "[]"), schema + "identities: Attribute cannot be updated."},
		"cognito:mfa": {attribute("cognito:mfa", "x"), schema + "Type for attribute {cognito:mfa} could not be determined"},
		"unknown":     {attribute("custom:x", "x"), schema + "Type for attribute {custom:x} could not be determined"},
		"birthdate":   {attribute("birthdate", "1.1.1970"), schema + "birthdate: String must be no shorter than 10 characters"},
		"no value": {func(in *cip.AdminCreateUserInput) {
			in.UserAttributes = []types.AttributeType{{Name: aws.String("name")}}
		}, ip + "Attribute value for name must not be null"},
		"mark of nothing":  {attribute("email_verified", "true"), ip + "Email is required to verify/un-verify an email"},
		"mark of no truth": {attribute("email_verified", "yes"), schema + "email_verified: Attribute must be a boolean"},
	} {
		t.Run(name, func(t *testing.T) {
			in := s.create()
			c.change(in)
			_, err := s.API.AdminCreateUser(t.Context(), in)
			optest.Refused(t, err, c.want)
			if s.Env.Store.View().CountUsers(s.pool.ID) != 0 || len(s.Messages()) != 0 {
				t.Error("something was done all the same")
			}
		})
	}
}

func attribute(name, value string) func(*cip.AdminCreateUserInput) {
	return func(in *cip.AdminCreateUserInput) { in.UserAttributes = optest.Attributes(name, value) }
}

// TestTemporaryPasswords are those that nobody chose: each is another one and keeps the policy.
func TestTemporaryPasswords(t *testing.T) {
	s := begin(t)
	seen := map[string]bool{}
	for _, name := range []string{"a", "b", "c", "d"} {
		in := s.create("email", mail)
		in.Username, in.DesiredDeliveryMediums = &name, []types.DeliveryMediumType{"EMAIL"}
		user := s.created(in)
		code := s.Message(t).Code
		err := policy.CheckPassword(s.pool.Config.Policies.PasswordPolicy, code, nil)
		if err != nil || seen[code] || !account.PasswordIs(user, code) {
			t.Errorf("%q (%v)", code, err)
		}
		seen[code] = true
	}
}

func TestPasswordlessUsers(t *testing.T) {
	s := begin(t, passwordless)
	in := s.create("email", mail)
	in.DesiredDeliveryMediums = []types.DeliveryMediumType{"EMAIL"}
	for name, omitted := range map[string]*string{"ann": nil, "cy": aws.String("")} {
		in.Username, in.TemporaryPassword = &name, omitted
		user := s.created(in)
		if user.Password != nil || user.Status != types.UserStatusTypeConfirmed {
			t.Errorf("a user without a password is %s with %v", user.Status, user.Password)
		}
		if m := s.Message(t); m.Code != "" || m.Username != user.Username {
			t.Errorf("the invitation is %+v", m)
		}
	}
	in.Username, in.TemporaryPassword = aws.String("bob"), aws.String(password)
	if user := s.created(in); user.Password == nil || user.Status != types.UserStatusTypeForceChangePassword {
		t.Errorf("a user with a password is %s with %v", user.Status, user.Password)
	}
}

func TestInvitations(t *testing.T) {
	type pool = []func(*cip.CreateUserPoolInput)
	for name, c := range map[string]struct {
		pool    pool
		mediums []types.DeliveryMediumType
		pairs   []string
		refused bool
		want    string // bodies, the password left out
	}{
		"SMS by default":              {pool{sms}, nil, []string{"email", mail, "phone_number", phone}, false, "sms"},
		"SMS by default, no phone":    {pool{sms}, nil, []string{"email", mail}, false, ""},
		"e-mail":                      {pool{sms}, []types.DeliveryMediumType{"EMAIL"}, []string{"email", mail, "phone_number", phone}, false, "email"},
		"e-mail, no address":          {pool{sms}, []types.DeliveryMediumType{"EMAIL"}, []string{"phone_number", phone}, false, ""},
		"both":                        {pool{sms}, []types.DeliveryMediumType{"SMS", "EMAIL"}, []string{"email", mail, "phone_number", phone}, false, "sms email"},
		"SMS that cannot be sent":     {nil, nil, []string{"phone_number", phone}, true, ""},
		"one of two cannot be sent":   {nil, []types.DeliveryMediumType{"SMS", "EMAIL"}, []string{"email", mail, "phone_number", phone}, true, "email"},
		"a text without the password": {pool{sms}, []types.DeliveryMediumType{"SMS", "EMAIL"}, []string{"email", mail, "phone_number", phone}, false, "sms"},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.pool...)
			if name == "a text without the password" {
				s.Write(t, func(tx *state.Tx) error { return tx.ChangePool(s.pool.ID, tellNothing) })
			}
			in := s.create(c.pairs...)
			in.DesiredDeliveryMediums = c.mediums
			_, err := s.API.AdminCreateUser(t.Context(), in)
			if c.refused {
				optest.Refused(t, err, "CodeDeliveryFailureException: Invalid phone number provided/Unable to send the message. User pool does not have SMS configuration to send messages.")
			} else if err != nil {
				t.Fatal(err)
			}
			var sent []string
			for _, m := range s.Messages() {
				sent = append(sent, string(m.Channel))
			}
			if got := strings.Join(sent, " "); got != c.want {
				t.Errorf("sent by %q, want %q", got, c.want)
			}
			if s.Env.Store.View().UserNamed(s.pool, "ann") == nil {
				t.Error("the user is not there")
			}
		})
	}
}

// tellNothing gives a pool an e-mail that cannot carry a password. Doc: API_AdminCreateUser, which
// tells of such pools.
func tellNothing(p *state.Pool) error {
	p.Config.AdminCreateUserConfig = &types.AdminCreateUserConfigType{InviteMessageTemplate: &types.MessageTemplateType{
		EmailMessage: aws.String("Dear {username}, ask us."), SMSMessage: aws.String("{username} {####}")}}
	return nil
}

func TestResend(t *testing.T) {
	s := begin(t)
	user := s.temporary("ann", "email", mail)
	s.Env.Clock.Advance(time.Hour)
	in := s.create("email", "else@example.com")
	in.MessageAction, in.DesiredDeliveryMediums = "RESEND", []types.DeliveryMediumType{"EMAIL"}
	out, err := s.API.AdminCreateUser(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	now := s.Look(user)
	optest.Equal(t, out, &cip.AdminCreateUserOutput{User: &types.UserType{
		Username: aws.String("ann"), Attributes: optest.Attributes("sub", string(user.Sub), "email", mail), Enabled: true,
		UserStatus: "FORCE_CHANGE_PASSWORD", UserCreateDate: aws.Time(user.Created), UserLastModifiedDate: aws.Time(s.Now()),
	}})
	if account.PasswordIs(now, password) || !account.PasswordIs(now, s.Message(t).Code) || now.Password.Set != s.Now() {
		t.Error("the temporary password is not a new one")
	}
	in.Username = aws.String("nobody")
	_, err = s.API.AdminCreateUser(t.Context(), in)
	optest.Refused(t, err, noSuchUser)
	in.Username, in.TemporaryPassword = aws.String("ann"), aws.String("short")
	_, err = s.API.AdminCreateUser(t.Context(), in)
	optest.Refused(t, err, "InvalidPasswordException: Password did not conform with password policy: Password not long enough")
	s.Change(t, user, func(u *state.User) { u.Status = types.UserStatusTypeConfirmed })
	_, err = s.API.AdminCreateUser(t.Context(), in)
	optest.Refused(t, err, "UnsupportedUserStateException: Resend not possible. ann status is not FORCE_CHANGE_PASSWORD")
}

func TestForceAliasCreation(t *testing.T) {
	s := begin(t, aliases)
	bob := s.User(t, s.pool, "bob", "email", mail, "email_verified", "true", "preferred_username", "annie")
	in := s.create("email", mail, "email_verified", "true")
	_, err := s.API.AdminCreateUser(t.Context(), in)
	optest.Refused(t, err, "UsernameExistsException: An account with the given email already exists.")
	s.Env.Clock.Advance(time.Hour)
	in.ForceAliasCreation = true
	ann := s.created(in)
	if bob = s.Look(bob); bob.Verified("email") || bob.Attributes["email"] != mail || bob.Modified != s.Now() {
		t.Errorf("the alias did not move: %+v", bob)
	}
	if found := s.Env.Store.View().UserSigningIn(s.pool, mail); found != ann {
		t.Errorf("%s signs in %+v", mail, found)
	}
	// Nobody can take a preferred name.
	in.Username, in.UserAttributes = aws.String("cy"), optest.Attributes("preferred_username", "annie")
	_, err = s.API.AdminCreateUser(t.Context(), in)
	optest.Refused(t, err, "UsernameExistsException: An account with the given preferred_username already exists.")
}

func TestOneNameOneUser(t *testing.T) {
	for name, c := range map[string]struct {
		pool   []func(*cip.CreateUserPoolInput)
		change func(*scene, *cip.AdminCreateUserInput)
		want   string
	}{
		"name":    {nil, func(*scene, *cip.AdminCreateUserInput) {}, "User account already exists"},
		"address": {[]func(*cip.CreateUserPoolInput){named}, func(_ *scene, in *cip.AdminCreateUserInput) { in.Username = aws.String(mail) }, "An account with the given email already exists."},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.pool...)
			won := 0
			for _, err := range optest.Race(16, func(int) error {
				in := s.create()
				c.change(s, in)
				_, err := s.API.AdminCreateUser(t.Context(), in)
				return err
			}) {
				if err == nil {
					won++
					continue
				}
				optest.Refused(t, err, "UsernameExistsException: "+c.want)
			}
			if won != 1 || s.Env.Store.View().CountUsers(s.pool.ID) != 1 {
				t.Errorf("%d got the name", won)
			}
		})
	}
}
