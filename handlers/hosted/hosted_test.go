package hosted_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/authorize"
	"cognito-emulator/emulator/op"
	"cognito-emulator/emulator/op/optest"
	"cognito-emulator/handlers/hosted"
	"cognito-emulator/handlers/mfa"
	"cognito-emulator/handlers/signup"
	"cognito-emulator/state"
)

var (
	classic = int32(authorize.Classic)
	managed = int32(authorize.ManagedLogin)
)

// Every answer keeps itself out of frames and caches, and every form that is not one of ours is refused.
func TestForms(t *testing.T) {
	t.Parallel()
	s := newScene(t, managed, &cip.CreateUserPoolInput{})
	b := s.browser(t).open("/login")
	for name, want := range map[string]string{
		"Content-Type": "text/html; charset=utf-8", "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
		"Referrer-Policy": "no-referrer",
	} {
		if got := b.header.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := b.header.Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") || !strings.Contains(got, "frame-ancestors 'none'") {
		t.Errorf("Content-Security-Policy: %q", got)
	}
	for _, path := range []string{"/login", "/login/continue", "/login/factor", "/login/password", "/login/code", "/login/passkey", "/mfa", "/mfaOption",
		"/mfaSetup", "/resetPassword", "/signup", "/confirm", "/resendcode", "/forgotPassword", "/confirmforgotPassword", "/passkeys/add"} {
		target := path + "?" + s.asks()
		b.send(http.MethodPost, target, url.Values{"_csrf": {"made up"}, "username": {"ann"}}).says(http.StatusForbidden, "An error was encountered")
		b.send(http.MethodPost, target, url.Values{"username": {"ann"}}).says(http.StatusForbidden, "An error was encountered")
	}
	b.sendText(http.MethodPost, "/login?"+s.asks(), "_csrf=%").says(http.StatusBadRequest, "An error was encountered")
}

// The pages that only a redirect leads to lead back to the first one.
func TestOpenedDirectly(t *testing.T) {
	t.Parallel()
	s := newScene(t, managed, &cip.CreateUserPoolInput{})
	for path, want := range map[string]string{
		"/login/factor": "/login?", "/login/password": "/login?", "/login/code": "/login?", "/login/passkey": "/login?", "/mfa": "/login?", "/mfaOption": "/login?",
		"/mfaSetup": "/login?", "/resetPassword": "/login?", "/confirm": "/login?", "/confirmforgotPassword": "/forgotPassword?", "/passkeys/add": "/login?",
	} {
		s.browser(t).send(http.MethodGet, path+"?"+s.asks(), nil).leaves(want)
	}
}

// A sign-in on the pages is no sign-in of the API, nor the other way round.
func TestForeignSessions(t *testing.T) {
	t.Parallel()
	s := newScene(t, classic, &cip.CreateUserPoolInput{SmsConfiguration: &types.SmsConfigurationType{SnsCallerArn: aws.String("arn:aws:iam::1:role/sns")},
		MfaConfiguration: types.UserPoolMfaTypeOn})
	s.client = s.app(t, &cip.CreateUserPoolClientInput{ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}})
	s.person(t, "ann", "phone_number", "+15555550100")
	id := string(s.client.ID)
	in, err := s.API.InitiateAuth(t.Context(), &cip.InitiateAuthInput{ClientId: &id, AuthFlow: types.AuthFlowTypeUserPasswordAuth,
		AuthParameters: map[string]string{"USERNAME": "ann", "PASSWORD": password}})
	if err != nil {
		t.Fatal(err)
	}
	b := s.browser(t).open("/login").submit("username", "ann", "password", password).settle()
	ours := b.value("session")
	_, err = s.API.RespondToAuthChallenge(t.Context(), &cip.RespondToAuthChallengeInput{ClientId: &id, ChallengeName: types.ChallengeNameTypeSmsMfa, Session: &ours,
		ChallengeResponses: map[string]string{"USERNAME": "ann", "SMS_MFA_CODE": s.Message(t).Code}})
	optest.Refused(t, err, "NotAuthorizedException: Invalid session for the user.")
	b.submit("session", *in.Session, "authentication_code", s.Messages()[0].Code).settle().says(http.StatusOK, "Invalid session for the user.")
	if b.value("password") != "" || b.value("session") != "" {
		t.Error("this is not the sign-in page")
	}
}

// A challenge that lives no longer is told on the sign-in page, which forgets about it.
func TestExpired(t *testing.T) {
	t.Parallel()
	s := newScene(t, classic, &cip.CreateUserPoolInput{})
	u := s.person(t, "ann")
	s.Change(t, u, func(u *state.User) { u.Status = types.UserStatusTypeForceChangePassword })
	b := s.browser(t).open("/login").submit("username", "ann", "password", password).settle().says(http.StatusOK, "Change Password")
	s.Env.Clock.Advance(3*time.Minute + time.Second)
	b.submit("password", "N3w!word", "confirmPassword", "N3w!word").leaves("/login?").settle().
		says(http.StatusOK, "Invalid session for the user, session is expired.")
	b.open("/login")
	if strings.Contains(b.text, "expired") {
		t.Error("it is told again")
	}
}

// What a page was told for one app is nothing to another one, and what cannot be read is nothing.
func TestNotes(t *testing.T) {
	t.Parallel()
	s := newScene(t, classic, &cip.CreateUserPoolInput{})
	s.person(t, "ann", "email", "ann@example.com", "email_verified", "true")
	b := s.browser(t).open("/forgotPassword").submit("username", "ann").leaves("/confirmforgotPassword?")
	next := b.location
	s.client = s.app(t, &cip.CreateUserPoolClientInput{})
	b.send(http.MethodGet, "/confirmforgotPassword?"+s.asks(), nil).leaves("/forgotPassword?")
	b.send(http.MethodGet, next, nil).says(http.StatusOK, "a***@e***")
	b.jar.SetCookies(&url.URL{Scheme: "http", Host: "shop.auth.localhost", Path: "/"}, []*http.Cookie{{Name: "page-data", Value: "%zz", Path: "/"}})
	b.send(http.MethodGet, next, nil).leaves("/forgotPassword?")
}

// broken are operations that fail by our own fault.
type broken struct {
	hosted.Accounts
	hosted.Passkeys
}

var errBroken = errors.New("a secret of ours")

func (broken) SignUp(*op.Call, *state.Client, *cip.SignUpInput) (*cip.SignUpOutput, error) {
	return nil, errBroken
}
func (broken) ConfirmSignUp(*op.Call, *state.Client, *cip.ConfirmSignUpInput) (*cip.ConfirmSignUpOutput, error) {
	return nil, errBroken
}
func (broken) ForgotPassword(*op.Call, *state.Client, *cip.ForgotPasswordInput) (*cip.ForgotPasswordOutput, error) {
	return nil, errBroken
}

// A mistake of ours is told to the app, and to nobody what it is.
func TestMistakes(t *testing.T) {
	t.Parallel()
	s := newScene(t, classic, &cip.CreateUserPoolInput{})
	s.serve(broken{Accounts: signup.New(s.Env), Passkeys: mfa.New(s.Env)}, mfa.New(s.Env))
	const app = callback + "?error=server_error&state=s"
	s.browser(t).open("/signup").submit("username", "ann", "password", password).leaves(app)
	s.browser(t).open("/forgotPassword").submit("username", "ann").leaves(app)
	b := s.browser(t).send(http.MethodGet, "/confirmUser?client_id="+string(s.client.ID)+"&user_name=ann&confirmation_code=123456", nil)
	if b.says(http.StatusInternalServerError, "could not be confirmed"); strings.Contains(b.text, errBroken.Error()) {
		t.Error(b.text)
	}
}

// The link of a message confirms the sign-up, once, wherever the pool's pages are.
func TestLink(t *testing.T) {
	t.Parallel()
	s := newScene(t, classic, &cip.CreateUserPoolInput{AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"},
		VerificationMessageTemplate: &types.VerificationMessageTemplateType{DefaultEmailOption: types.DefaultEmailOptionTypeConfirmWithLink},
		Schema:                      []types.SchemaAttributeType{{Name: aws.String("email"), AttributeDataType: "String", Required: aws.Bool(true), Mutable: aws.Bool(true)}}})
	s.client = s.app(t, &cip.CreateUserPoolClientInput{GenerateSecret: true})
	b := s.browser(t).open("/signup").submit("username", "ann+1", "password", password, "requiredAttributes[email]", "ann@example.com").settle()
	if b.says(http.StatusOK, "open the link"); b.value("code") != "" || b.value("_csrf") == "" {
		t.Error("the page asks for a code, or cannot ask for another link")
	}
	b.submit("resend", "").settle().says(http.StatusOK, "open the link")
	link := s.Message(t).Link
	if link == s.Messages()[0].Link {
		t.Fatal("no new link was sent")
	}
	at, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	other := s.browser(t)
	other.send(http.MethodGet, at.Path+"/?"+at.RawQuery, nil).says(http.StatusOK, "Your registration has been confirmed!")
	other.send(http.MethodGet, at.RequestURI(), nil).says(http.StatusBadRequest, "User cannot be confirmed. Current status is CONFIRMED")
	other.send(http.MethodGet, at.Path+"?client_id=nobody", nil).leaves("/error?error=Client+does+not+exist.&client_id=nobody")
	other.send(http.MethodGet, at.Path+"?client_id="+string(s.client.ID)+"&user_name=%20", nil).says(http.StatusBadRequest, "validation errors detected")
	b.open("/login").submit("username", "ann+1", "password", password).leaves(callback + "?code=")
}

// What goes wrong at the end of setting a factor up leaves nothing behind.
func TestSetUpUndone(t *testing.T) {
	t.Parallel()
	s := newScene(t, classic, &cip.CreateUserPoolInput{SmsConfiguration: &types.SmsConfigurationType{SnsCallerArn: aws.String("arn:aws:iam::1:role/sns")},
		MfaConfiguration: types.UserPoolMfaTypeOn})
	u := s.person(t, "ann")
	b := s.browser(t).open("/login").submit("username", "ann", "password", password).settle().says(http.StatusOK, "Set up SMS MFA")
	b.submit("destination", "555").says(http.StatusOK, "Invalid phone number format.")
	b.submit("destination", "+15555550100").settle().says(http.StatusOK, "0100")
	b.submit("authentication_code", "000000").says(http.StatusOK, "Invalid code or auth state for the user.")
	if got := s.Look(u).Attributes["phone_number"]; got != "" {
		t.Errorf("the number is kept before it is proved: %q", got)
	}
	s.Change(t, u, func(u *state.User) { u.Enabled = false })
	b.submit("authentication_code", s.Message(t).Code).settle().says(http.StatusOK, "User is disabled.")
	if got := s.Look(u).Attributes["phone_number"]; got != "" {
		t.Errorf("a user who is kept out has a new number: %q", got)
	}
	s.Change(t, u, func(u *state.User) { u.Enabled = true })
	b.open("/login").submit("username", "ann", "password", password).settle().submit("destination", "+15555550101").settle().
		submit("authentication_code", s.Message(t).Code).leaves(callback + "?code=")
	if u = s.Look(u); u.Attributes["phone_number"] != "+15555550101" || !u.Verified("phone_number") || !u.MFA.SMS {
		t.Errorf("%v %+v", u.Attributes, u.MFA)
	}
}
