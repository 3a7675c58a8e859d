package signup_test

import (
	"maps"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/emulator/policy"
	"cognito-emulator/state"
)

func TestConfirmSignUp(t *testing.T) {
	s := begin(t, secret)
	in := s.signUp("ann", "email", mail)
	hash := aws.String(policy.SecretHash("secret", "ann", string(s.client.ID)))
	in.SecretHash = hash
	if _, err := s.API.SignUp(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	before := s.Env.Store.View().UserNamed(s.pool, "ann")
	s.Env.Clock.Advance(time.Minute)
	out, err := s.Unsigned.ConfirmSignUp(t.Context(), &cip.ConfirmSignUpInput{
		ClientId: (*string)(&s.client.ID), Username: aws.String("ann"), ConfirmationCode: aws.String(s.Message(t).Code), SecretHash: hash})
	if err != nil {
		t.Fatal(err)
	}
	optest.Equal(t, out, &cip.ConfirmSignUpOutput{})
	want := before.Clone()
	want.Status, want.Modified = types.UserStatusTypeConfirmed, s.Now()
	want.Attributes["email_verified"] = "true"
	optest.Equal(t, s.Look(before), want)
}

func TestConfirmSignUpRefusals(t *testing.T) {
	confirmed := func(status types.UserStatusType) func(*scene, *state.User) {
		return func(s *scene, u *state.User) { s.Change(s.t, u, func(u *state.User) { u.Status = status }) }
	}
	for name, c := range map[string]struct {
		plan   []func(*plan)
		before func(*scene, *state.User)
		name   string
		code   func(right string) string
		want   string
	}{
		"a wrong code":          {nil, nil, "ann", wrong, codeMismatch},
		"a short code":          {nil, nil, "ann", func(c string) string { return c[:5] }, codeMismatch},
		"a long code":           {nil, nil, "ann", func(c string) string { return c + "0" }, codeMismatch},
		"an unknown user":       {nil, nil, "bob", nil, notFound},
		"an unknown user, hid":  {[]func(*plan){hides}, nil, "bob", nil, codeMismatch},
		"a confirmed user":      {nil, confirmed("CONFIRMED"), "ann", nil, "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED"},
		"another state":         {nil, confirmed("FORCE_CHANGE_PASSWORD"), "ann", wrong, "NotAuthorizedException: User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD"},
		"a code after a day":    {nil, func(s *scene, _ *state.User) { s.Env.Clock.Advance(24 * time.Hour) }, "ann", nil, expiredCode},
		"a wrong one after too": {nil, func(s *scene, _ *state.User) { s.Env.Clock.Advance(24 * time.Hour) }, "ann", wrong, expiredCode},
		"no code was sent": {nil, func(s *scene, u *state.User) {
			s.Write(s.t, func(tx *state.Tx) error {
				tx.DropCode(u.Pool, u.Sub, state.PurposeSignUp, "")
				return nil
			})
		}, "ann", nil, expiredCode},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, c.plan...)
			user, code := s.signedUp("ann", "email", mail)
			if c.before != nil {
				c.before(s, user)
			}
			if c.code != nil {
				code = c.code(code)
			}
			user = s.Look(user)
			optest.Refused(t, s.confirm(c.name, code, false), c.want)
			optest.Equal(t, s.Look(user), user)
		})
	}
}

func TestConfirmSignUpByAddressAndSub(t *testing.T) {
	s := begin(t, named("email"))
	for i, name := range []func(*state.User) string{
		func(u *state.User) string { return u.Attributes["email"] },
		func(u *state.User) string { return string(u.Sub) },
	} {
		user, code := s.signedUp([]string{"ann@example.com", "bob@example.com"}[i])
		if err := s.confirm(name(user), code, false); err != nil {
			t.Error(err)
		}
		if !s.Look(user).Verified("email") {
			t.Error("the address is not verified")
		}
	}
}

// A code proves the address it was sent to, not one that came later.
func TestConfirmSignUpAfterTheAddressChanged(t *testing.T) {
	s := begin(t)
	user, code := s.signedUp("ann", "email", mail)
	s.Change(t, user, func(u *state.User) { u.Attributes["email"] = "other@example.com" })
	if err := s.confirm("ann", code, false); err != nil {
		t.Fatal(err)
	}
	if u := s.Look(user); u.Verified("email") || u.Status != types.UserStatusTypeConfirmed {
		t.Errorf("%+v", u)
	}
}

// TestConfirmSignUpAlias: an e-mail address that somebody signs in with is refused, or taken over.
func TestConfirmSignUpAlias(t *testing.T) {
	s := begin(t, aliases)
	first, code := s.signedUp("ann", "email", mail)
	if err := s.confirm("ann", code, false); err != nil {
		t.Fatal(err)
	}
	second, code := s.signedUp("bob", "email", mail)
	optest.Refused(t, s.confirm("bob", code, false), "AliasExistsException: An account with the email already exists.")
	if u := s.Look(second); u.Status != types.UserStatusTypeUnconfirmed {
		t.Errorf("bob is %s", u.Status)
	}
	if err := s.confirm("bob", code, true); err != nil {
		t.Fatal(err) // the code is still good
	}
	verified := map[string]bool{"ann": s.Look(first).Verified("email"), "bob": s.Look(second).Verified("email")}
	if !maps.Equal(verified, map[string]bool{"ann": false, "bob": true}) {
		t.Errorf("verified: %v", verified)
	}
	if u := s.Env.Store.View().UserSigningIn(s.pool, mail); u == nil || u.Username != "bob" {
		t.Errorf("the address leads to %+v", u)
	}
}

func TestConfirmSignUpLimit(t *testing.T) {
	s := begin(t)
	_, code := s.signedUp("ann", "email", mail)
	for range 15 {
		optest.Refused(t, s.confirm("ann", wrong(code), false), codeMismatch)
		s.Env.Clock.Advance(time.Minute)
	}
	optest.Refused(t, s.confirm("ann", code, false), tooOften)
	s.Env.Settings.NoAttemptLimits = true
	optest.Refused(t, s.confirm("ann", wrong(code), false), codeMismatch)
	s.Env.Settings.NoAttemptLimits = false
	s.Env.Clock.Advance(45 * time.Minute) // an hour since the first
	if err := s.confirm("ann", code, false); err != nil {
		t.Error(err)
	}
}

// Of several with one code, one gets through.
func TestConfirmSignUpRace(t *testing.T) {
	s := begin(t)
	_, code := s.signedUp("ann", "email", mail)
	won := 0
	for _, err := range optest.Race(8, func(int) error { return s.confirm("ann", code, false) }) {
		if err == nil {
			won++
			continue
		}
		optest.Refused(t, err, "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED")
	}
	if won != 1 {
		t.Errorf("%d succeeded", won)
	}
}

// Of several who confirm one alias, one gets it, whatever the order.
func TestConfirmSignUpAliasRace(t *testing.T) {
	s := begin(t, aliases)
	names := []string{"ann", "bob", "cyd", "dan"}
	codes := map[string]string{}
	for _, name := range names {
		_, codes[name] = s.signedUp(name, "email", mail)
	}
	won := 0
	for _, err := range optest.Race(len(names), func(i int) error { return s.confirm(names[i], codes[names[i]], false) }) {
		if err == nil {
			won++
			continue
		}
		optest.Refused(t, err, "AliasExistsException: An account with the email already exists.")
	}
	if won != 1 {
		t.Errorf("%d succeeded", won)
	}
}
