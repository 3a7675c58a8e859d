package profile_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/state"
)

func TestVerifyUserAttribute(t *testing.T) {
	s := begin(t, has("email", mail))
	details, err := s.ask("email")
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, *details, byMail("a***@e***"))
	m := s.Message(t)
	optest.Equal(t, []string{m.Purpose, m.Destination, m.Body}, []string{"CustomMessage_VerifyUserAttribute", mail, "Your verification code is " + m.Code + ". "})
	optest.Refused(t, s.verify("email", wrong(m.Code)), codeMismatch)
	s.Env.Clock.Advance(59 * time.Minute)
	if err := s.verify("email", m.Code); err != nil {
		t.Fatal(err)
	}
	want := s.user.Clone()
	want.Attributes["email_verified"], want.Modified = "true", s.Now()
	optest.Equal(t, s.Look(s.user), want)
	optest.Refused(t, s.verify("email", m.Code), expiredCode)
}

// A new address that is held back takes its place with its code, and not before.
func TestVerifyUserAttributeHeldBack(t *testing.T) {
	s := begin(t, verifiesFirst, aliases)
	if _, err := s.update("email", newMail); err != nil {
		t.Fatal(err)
	}
	old := s.Message(t).Code
	details, err := s.ask("email") // a new code for the new address
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, *details, byMail("n***@o***"))
	optest.Refused(t, s.verify("email", old), expiredCode)
	view := s.Env.Store.View()
	if view.UserSigningIn(s.pool, mail) == nil || view.UserSigningIn(s.pool, newMail) != nil {
		t.Error("the old address does not lead to the user, or the new one does")
	}
	if err := s.verify("email", s.Message(t).Code); err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, s.Look(s.user).Attributes, map[string]string{"email": newMail, "email_verified": "true"})
	view = s.Env.Store.View()
	if view.UserSigningIn(s.pool, mail) != nil || view.UserSigningIn(s.pool, newMail) == nil {
		t.Error("the old address leads to the user, or the new one does not")
	}
}

// Setting or deleting the attribute ends the wait for a value that is held back.
func TestVerifyUserAttributeGivenUp(t *testing.T) {
	for name, change := range map[string]func(*scene) error{
		"set back": func(s *scene) error { _, err := s.update("email", mail); return err },
		"emptied":  func(s *scene) error { _, err := s.update("email", ""); return err },
		"deleted":  func(s *scene) error { return s.remove("email") },
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, verifiesFirst)
			if _, err := s.update("email", newMail); err != nil {
				t.Fatal(err)
			}
			if err := change(s); err != nil {
				t.Fatal(err)
			}
			optest.Refused(t, s.verify("email", s.Message(t).Code), expiredCode)
		})
	}
}

func TestVerifyUserAttributeRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		plan   []func(*plan)
		before func(*scene)
		want   string
	}{
		"an alias that is taken": {[]func(*plan){aliases, has("email", mail)}, func(s *scene) {
			s.member("bob", "email", mail, "email_verified", "true")
		}, "AliasExistsException: An account with the given email already exists."},
		"after the address changed": {[]func(*plan){has("email", mail)}, func(s *scene) {
			s.Change(s.t, s.user, func(u *state.User) { u.Attributes["email"] = newMail })
		}, expiredCode},
		"after a day": {[]func(*plan){has("email", mail)}, func(s *scene) {
			s.Env.Clock.Advance(24 * time.Hour)
			s.token = aws.String(s.AccessToken(s.t, s.client, s.user))
		}, expiredCode},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.plan...)
			if _, err := s.ask("email"); err != nil {
				t.Fatal(err)
			}
			c.before(s)
			user := s.Look(s.user)
			optest.Refused(t, s.verify("email", s.Message(t).Code), c.want)
			optest.Equal(t, s.Look(s.user), user)
		})
	}
}

func TestGetUserAttributeVerificationCodeRefusals(t *testing.T) {
	s := begin(t, has("name", "Ann", "phone_number", phone))
	for attribute, want := range map[string]string{
		"email":        ip + "User does not have email to verify.",
		"name":         ip + "User does not have name to verify.",
		"phone_number": ip + "Invalid phone number provided/Unable to send the message. User pool does not have SMS configuration to send messages.",
	} {
		_, err := s.ask(attribute)
		optest.Refused(t, err, want)
	}
	optest.Refused(t, s.verify("email", "123456"), expiredCode)
}

func TestVerificationLimits(t *testing.T) {
	s := begin(t)
	for range 5 {
		if _, err := s.ask("email"); err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.ask("email")
	optest.Refused(t, err, tooOften)
	code := s.Message(t).Code
	for range 15 {
		optest.Refused(t, s.verify("email", wrong(code)), codeMismatch)
	}
	optest.Refused(t, s.verify("email", code), tooOften)
}

// Of several with one code, one verifies; of several users with one alias, too.
func TestVerifyUserAttributeRace(t *testing.T) {
	s := begin(t, has("email", mail))
	if _, err := s.ask("email"); err != nil {
		t.Fatal(err)
	}
	code, won := s.Message(t).Code, 0
	for _, err := range optest.Race(8, func(int) error { return s.verify("email", code) }) {
		if err == nil {
			won++
			continue
		}
		optest.Refused(t, err, expiredCode)
	}
	if won != 1 {
		t.Errorf("%d succeeded", won)
	}
}

func TestVerifyUserAttributeAliasRace(t *testing.T) {
	s := begin(t, aliases, has("email", mail))
	scenes := []*scene{s}
	for _, name := range []string{"bob", "cyd", "dan"} {
		other := *s
		other.user = s.member(name, "email", mail)
		other.token = aws.String(s.AccessToken(t, s.client, other.user))
		scenes = append(scenes, &other)
	}
	codes := make([]string, len(scenes))
	for i, s := range scenes {
		if _, err := s.ask("email"); err != nil {
			t.Fatal(err)
		}
		codes[i] = s.Message(t).Code
	}
	won := 0
	for _, err := range optest.Race(len(scenes), func(i int) error { return scenes[i].verify("email", codes[i]) }) {
		if err == nil {
			won++
			continue
		}
		optest.Refused(t, err, "AliasExistsException: An account with the given email already exists.")
	}
	if won != 1 {
		t.Errorf("%d succeeded", won)
	}
}

func TestVerificationCodeBySMS(t *testing.T) {
	s := begin(t, sms, has("phone_number", phone), pool(func(in *cip.CreateUserPoolInput) {
		in.AutoVerifiedAttributes = []types.VerifiedAttributeType{"phone_number"}
	}))
	details, err := s.ask("phone_number")
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, details, &types.CodeDeliveryDetailsType{
		AttributeName: aws.String("phone_number"), DeliveryMedium: "SMS", Destination: aws.String("+*******0001")})
	if m := s.Message(t); m.Channel != state.SMS || m.Destination != phone || m.Subject != "" {
		t.Errorf("%+v", m)
	}
}
