package hosted_test

import (
	"net/http"
	"testing"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// choices is a scene whose users may begin with a code.
func choices(t *testing.T, more ...types.AuthFactorType) *scene {
	t.Helper()
	s := newScene(t, managed, &cip.CreateUserPoolInput{Policies: &types.UserPoolPolicyType{
		SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: append(more, types.AuthFactorTypePassword, types.AuthFactorTypeEmailOtp)}}})
	s.choosing(t)
	return s
}

// People who chose a factor can go back and choose another one, before and after a mistake.
func TestOtherWays(t *testing.T) {
	t.Parallel()
	s := choices(t)
	s.person(t, "ann", "email", "ann@example.com")
	b := s.browser(t).open("/login").submit("username", "ann").settle().says(http.StatusOK, "Choose how to sign in")
	b.submit("factor", "PASSWORD").settle().says(http.StatusOK, "Other ways to sign in")
	b.open("/login/factor").submit("factor", "EMAIL_OTP").settle().says(http.StatusOK, "a***@e***").says(http.StatusOK, "Other ways to sign in")
	b.submit("authentication_code", "1").says(http.StatusOK, "Invalid code or auth state for the user.")
	sent := len(s.Messages())
	b.open("/login/factor").says(http.StatusOK, "Choose how to sign in")
	if len(s.Messages()) != sent {
		t.Error("a code was sent to somebody who is still choosing")
	}
	b.submit("factor", "PASSWORD").settle().submit("password", "wrong").says(http.StatusOK, "Incorrect username or password.")
	b.submit("password", "").says(http.StatusOK, "Missing required parameter PASSWORD")
	b.submit("password", password).leaves(callback + "?code=")
}

// Where there is one way, nobody is asked to choose it.
func TestOnlyWay(t *testing.T) {
	t.Parallel()
	s := choices(t)
	s.User(t, s.pool, "codes", "email", "codes@example.com")
	s.person(t, "words")
	s.User(t, s.pool, "nothing")
	s.browser(t).open("/login").submit("username", "codes").settle().says(http.StatusOK, "c***@e***").
		submit("authentication_code", s.Message(t).Code).leaves(callback + "?code=")
	b := s.browser(t).open("/login").submit("username", "words").settle().says(http.StatusOK, "Enter your password")
	b.open("/login/factor").says(http.StatusOK, "Enter your password")
	b.submit("password", password).leaves(callback + "?code=")
	b = s.browser(t).open("/login").submit("username", "nothing").settle().says(http.StatusOK, "Enter your password")
	b.submit("password", password) // no password is right
	if b.says(http.StatusOK, ""); b.location != "" {
		t.Error("signed in without a password")
	}
	b.submit("password", password).says(http.StatusOK, "Incorrect username or password.")
}

// A form that says something else than its page offers is refused on a page.
func TestMadeUpAnswers(t *testing.T) {
	t.Parallel()
	s := choices(t)
	s.person(t, "ann", "email", "ann@example.com")
	u := s.person(t, "bob")
	b := s.browser(t).open("/login").submit("username", "ann").settle()
	for _, factor := range []string{"", "SMS_OTP", "PASSWORD_SRP", "WEB_AUTHN", "NOTHING"} {
		b.submit("factor", factor).says(http.StatusOK, "Choose how to sign in")
		if b.value("session") == "" {
			t.Fatalf("%s ended the sign-in", factor)
		}
	}
	session := b.value("session")
	for _, path := range []string{"/mfa", "/mfaSetup", "/login/passkey", "/resetPassword"} {
		b.open("/login").send(http.MethodPost, path+"?"+s.asks(), map[string][]string{
			"_csrf": {b.value("_csrf")}, "session": {session}, "username": {"ann"}, "chosen": {"SMS_MFA"}, "destination": {"x"}}).settle()
		b.says(http.StatusOK, "Choose how to sign in")
	}
	// Another's name beside the session makes nobody somebody else.
	b.submit("username", "bob", "factor", "PASSWORD").settle().submit("username", "bob", "password", password).leaves(callback + "?code=")
	v := s.Env.Store.View()
	for _, c := range b.cookies() {
		if c.Name == "cognito" {
			if session := v.BrowserSession(s.pool.ID, c.Value, s.Now()); session == nil || session.Sub == u.Sub {
				t.Errorf("the session is %+v", session)
			}
			return
		}
	}
	t.Error("there is no session")
}

// An app that hides who exists shows the pages of somebody whom the pool does not have.
func TestHidden(t *testing.T) {
	t.Parallel()
	s := choices(t)
	s.client = s.app(t, &cip.CreateUserPoolClientInput{ExplicitAuthFlows: []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserAuth},
		PreventUserExistenceErrors: types.PreventUserExistenceErrorTypesEnabled})
	b := s.browser(t).open("/login").submit("username", "nobody@example.com").settle().says(http.StatusOK, "n***@e***")
	b.submit("authentication_code", "12345678").says(http.StatusOK, "Invalid code or auth state for the user.").says(http.StatusOK, "n***@e***")
	s.browser(t).open("/forgotPassword").submit("username", "nobody@example.com").settle().says(http.StatusOK, "n***@e***").
		submit("code", "123456", "password", password, "confirmPassword", password).says(http.StatusOK, "Invalid verification code provided, please try again.")
	if len(s.Messages()) != 0 {
		t.Error("something was sent")
	}
}

// The sign-in of a user who is deleted meanwhile begins anew.
func TestDeletedMeanwhile(t *testing.T) {
	t.Parallel()
	s := choices(t)
	u := s.person(t, "ann", "email", "ann@example.com")
	b := s.browser(t).open("/login").submit("username", "ann").settle().submit("factor", "EMAIL_OTP").settle()
	s.Write(t, func(tx *state.Tx) error { return tx.DeleteUser(u.Pool, u.Sub) })
	b.submit("authentication_code", s.Message(t).Code).settle().says(http.StatusOK, "User does not exist.")
	if b.value("session") != "" {
		t.Error("the sign-in goes on")
	}
}
