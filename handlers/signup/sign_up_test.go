package signup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cognito-emulator/emulator/account"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

func TestSignUp(t *testing.T) {
	s := begin(t)
	user, code := s.signedUp("Ann", "email", mail, "name", "Ann", "nickname", "")
	optest.Equal(t, user, &state.User{
		Pool: s.pool.ID, Sub: user.Sub, Username: "Ann", Status: types.UserStatusTypeUnconfirmed, Enabled: true,
		Attributes: map[string]string{"email": mail, "email_verified": "false", "name": "Ann"},
		Password:   user.Password, Created: s.Now(), Modified: s.Now(),
	})
	if !account.PasswordIs(user, password) || account.PasswordIs(user, otherPassword) {
		t.Error("the password is not the one that was given")
	}
	optest.Equal(t, s.Message(t), &state.Message{
		ID: 1, Pool: s.pool.ID, Client: s.client.ID, Username: "Ann", Sub: user.Sub, Channel: state.Email, Destination: mail,
		Purpose: "CustomMessage_SignUp", Code: code, Subject: "Your verification code",
		Body: "Your verification code is " + code + ". ", Sent: s.Now(),
	})
}

// TestSignUpAnswers compares whole answers. The cases are those of the public Cucumber suite on a real pool.
func TestSignUpAnswers(t *testing.T) {
	both := pool(func(in *cip.CreateUserPoolInput) {
		in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"email", "phone_number"}
	})
	nothing := pool(func(in *cip.CreateUserPoolInput) { in.AutoVerifiedAttributes = nil })
	for name, c := range map[string]struct {
		plan       []func(*plan)
		attributes []string
		want       *types.CodeDeliveryDetailsType
	}{
		"e-mail":                    {nil, []string{"email", mail}, byMail("a***@e***")},
		"phone":                     {[]func(*plan){sms, both}, []string{"phone_number", phone}, bySMS("+*******0001")},
		"both":                      {[]func(*plan){sms, both}, []string{"phone_number", phone, "email", mail}, bySMS("+*******0001")},
		"both, an empty phone":      {[]func(*plan){sms, both}, []string{"phone_number", "", "email", mail}, byMail("a***@e***")},
		"neither":                   {[]func(*plan){sms, both}, []string{"phone_number", "", "email", ""}, nil},
		"the one that is not asked": {[]func(*plan){sms}, []string{"phone_number", phone}, nil},
		"nothing is asked":          {[]func(*plan){nothing}, []string{"email", mail}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.plan...)
			out, err := s.Unsigned.SignUp(t.Context(), s.signUp("ann", c.attributes...))
			if err != nil {
				t.Fatal(err)
			}
			optest.Equal(t, out, &cip.SignUpOutput{UserSub: out.UserSub, CodeDeliveryDetails: c.want})
			if sent := len(s.Messages()); (c.want == nil) != (sent == 0) {
				t.Errorf("%d messages", sent)
			}
		})
	}
}

func TestSignUpRefusals(t *testing.T) {
	const (
		ip     = "InvalidParameterException: "
		na     = "NotAuthorizedException: "
		exists = "UsernameExistsException: "
		schema = ip + "Attributes did not conform to the schema: "
	)
	require := pool(func(in *cip.CreateUserPoolInput) {
		in.Schema = []types.SchemaAttributeType{{Name: aws.String("email"), Required: aws.Bool(true)}, {Name: aws.String("gender"), Required: aws.Bool(true)}}
	})
	for name, c := range map[string]struct {
		plan   []func(*plan)
		change func(*scene, *cip.SignUpInput)
		want   string
	}{
		"self sign-up is off": {[]func(*plan){pool(func(in *cip.CreateUserPoolInput) {
			in.AdminCreateUserConfig = &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: true}
		})}, nil, na + "SignUp is not permitted for this user pool"},
		"no secret hash": {[]func(*plan){secret}, nil, na + "Client %s is configured with secret but SECRET_HASH was not received"},
		"a wrong secret hash": {[]func(*plan){secret}, func(s *scene, in *cip.SignUpInput) {
			in.SecretHash = aws.String(policy.SecretHash("secret", "bob", string(s.client.ID)))
		}, na + "Unable to verify secret hash for client %s"},
		"a weak password": {nil, func(_ *scene, in *cip.SignUpInput) { in.Password = aws.String("password") },
			"InvalidPasswordException: Password did not conform with policy: Password must have uppercase characters"},
		"no password": {nil, func(_ *scene, in *cip.SignUpInput) { in.Password = nil },
			"InvalidPasswordException: Password did not conform with policy: Password not long enough"},
		"an empty password": {nil, func(_ *scene, in *cip.SignUpInput) { in.Password = aws.String("") },
			"InvalidPasswordException: Password did not conform with policy: Password not long enough"},
		"an unknown attribute": {nil, func(_ *scene, in *cip.SignUpInput) { in.UserAttributes = optest.Attributes("custom:x", "1") },
			schema + "Type for attribute {custom:x} could not be determined"},
		"required attributes": {[]func(*plan){require}, func(_ *scene, in *cip.SignUpInput) { in.UserAttributes = nil },
			schema + "gender: The attribute gender is required, emails: The attribute emails is required"},
		"no e-mail address": {nil, func(_ *scene, in *cip.SignUpInput) { in.UserAttributes = optest.Attributes("email", "ann") },
			ip + "Invalid email address format."},
		"no phone number": {nil, func(_ *scene, in *cip.SignUpInput) { in.UserAttributes = optest.Attributes("phone_number", "961") },
			ip + "Invalid phone number format."},
		"an own verdict": {nil, func(_ *scene, in *cip.SignUpInput) { in.UserAttributes = optest.Attributes("email_verified", "true") },
			na + "A client attempted to write unauthorized attribute"},
		"a name like an alias": {[]func(*plan){aliases}, func(_ *scene, in *cip.SignUpInput) { in.Username = aws.String(mail) },
			ip + "Username cannot be of email format, since user pool is configured for email alias."},
		"an early preferred username": {[]func(*plan){aliases}, func(_ *scene, in *cip.SignUpInput) {
			in.UserAttributes = optest.Attributes("preferred_username", "annie")
		}, ip + "Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias."},
		"no e-mail as name": {[]func(*plan){named("email")}, nil, ip + "Username should be an email."},
		"a name that is taken": {nil, func(s *scene, _ *cip.SignUpInput) { s.User(s.t, s.pool, "ann") },
			exists + "User already exists"},
		"an address that is taken": {[]func(*plan){named("email")}, func(s *scene, in *cip.SignUpInput) {
			s.User(s.t, s.pool, "somebody", "email", mail)
			in.Username = aws.String(mail)
		}, exists + "An account with the given email already exists."},
		"a phone number that is taken": {[]func(*plan){named("email", "phone_number")}, func(s *scene, in *cip.SignUpInput) {
			s.User(s.t, s.pool, "somebody", "phone_number", phone)
			in.Username, in.UserAttributes = aws.String(mail), optest.Attributes("phone_number", phone)
		}, exists + "An account with the given phone_number already exists."},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.plan...)
			in := s.signUp("ann")
			if c.change != nil {
				c.change(s, in)
			}
			before := s.Env.Store.View().CountUsers(s.pool.ID)
			_, err := s.API.SignUp(t.Context(), in)
			optest.Refused(t, err, strings.ReplaceAll(c.want, "%s", string(s.client.ID)))
			if after := s.Env.Store.View().CountUsers(s.pool.ID); after != before || len(s.Messages()) > 0 {
				t.Errorf("%d users instead of %d, %d messages", after, before, len(s.Messages()))
			}
		})
	}
}

func TestSignUpByAddress(t *testing.T) {
	s := begin(t, named("email"), pool(func(in *cip.CreateUserPoolInput) {
		in.UsernameConfiguration = &types.UsernameConfigurationType{CaseSensitive: aws.Bool(false)}
	}), func(p *plan) { p.client.WriteAttributes = []string{"name"} })
	user, _ := s.signedUp("Ann@Example.com", "name", "Ann")
	optest.Equal(t, user, &state.User{
		Username: string(user.Sub), Status: types.UserStatusTypeUnconfirmed,
		Attributes: map[string]string{"email": "Ann@Example.com", "email_verified": "false", "name": "Ann"},
	}, cmpopts.IgnoreFields(state.User{}, "Pool", "Sub", "Enabled", "Password", "Created", "Modified"))
	_, err := s.API.SignUp(t.Context(), s.signUp("ann@example.COM"))
	optest.Refused(t, err, "UsernameExistsException: An account with the given email already exists.")
}

func TestSignUpWithoutPassword(t *testing.T) {
	s := begin(t, pool(func(in *cip.CreateUserPoolInput) {
		in.Policies = &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "EMAIL_OTP"}}}
	}))
	for name, given := range map[string]*string{"ann": nil, "bob": aws.String("")} {
		in := s.signUp(name, "email", name+"@example.com")
		in.Password = given
		out, err := s.API.SignUp(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		if u := s.Env.Store.View().User(s.pool.ID, state.Sub(*out.UserSub)); u.Password != nil {
			t.Errorf("%s has a password", name)
		}
	}
}

func TestSignUpFoldsNames(t *testing.T) {
	s := begin(t, pool(func(in *cip.CreateUserPoolInput) {
		in.UsernameConfiguration = &types.UsernameConfigurationType{CaseSensitive: aws.Bool(false)}
	}))
	if user, _ := s.signedUp("Ann"); user.Username != "ann" {
		t.Errorf("the name is kept as %q", user.Username)
	}
	_, err := s.API.SignUp(t.Context(), s.signUp("ANN"))
	optest.Refused(t, err, "UsernameExistsException: User already exists")
}

func TestSignUpByLink(t *testing.T) {
	s := begin(t, pool(func(in *cip.CreateUserPoolInput) {
		in.VerificationMessageTemplate = &types.VerificationMessageTemplateType{
			DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithLink, EmailMessageByLink: aws.String("{##Here##}, please."),
		}
	}))
	user, code := s.signedUp("ann+1", "email", mail)
	link := fmt.Sprintf("http://localhost:4588/confirmUser?client_id=%s&user_name=ann%%2B1&confirmation_code=%s", s.client.ID, code)
	m := s.Message(t)
	optest.Equal(t, []string{m.Link, m.Body}, []string{link, `<a href="` + strings.ReplaceAll(link, "&", "&amp;") + `">Here</a>, please.`})
	if err := s.confirm(user.Username, code, false); err != nil {
		t.Error(err)
	}
}

// Of several who want one name, one gets it, and one message is sent.
func TestSignUpRace(t *testing.T) {
	for name, c := range map[string]struct {
		plan []func(*plan)
		name string
		want string
	}{
		"username": {nil, "ann", "UsernameExistsException: User already exists"},
		"address":  {[]func(*plan){named("email")}, mail, "UsernameExistsException: An account with the given email already exists."},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.plan...)
			won := 0
			for _, err := range optest.Race(8, func(int) error {
				_, err := s.API.SignUp(t.Context(), s.signUp(c.name, "email", mail))
				return err
			}) {
				if err == nil {
					won++
					continue
				}
				optest.Refused(t, err, c.want)
			}
			if users := s.Env.Store.View().CountUsers(s.pool.ID); won != 1 || users != 1 || len(s.Messages()) != 1 {
				t.Errorf("%d succeeded, %d users, %d messages", won, users, len(s.Messages()))
			}
		})
	}
}
