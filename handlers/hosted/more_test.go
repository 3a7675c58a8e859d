package hosted_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"golang.org/x/net/html"

	"cognito-emulator/emulator/authflow"
	"cognito-emulator/state"
)

// An app sends people who are signed in to make a passkey, with little or with all that it asks for otherwise.
func TestAddPasskey(t *testing.T) {
	t.Parallel()
	s := choices(t, types.AuthFactorTypeWebAuthn)
	s.person(t, "ann")
	bare := "/passkeys/add?client_id=" + string(s.client.ID) + "&redirect_uri=" + url.QueryEscape(callback)
	b := s.browser(t)
	b.send(http.MethodGet, bare, nil).leaves("/login?")
	b.settle().submit("username", "ann").settle().submit("password", password).leaves(callback + "?code=")
	b.send(http.MethodGet, bare, nil).says(http.StatusOK, "Create a passkey")
	if !slices.Contains(b.links(), callback) || !slices.Contains(b.links(), bare) {
		t.Errorf("links to %v", b.links())
	}
	for _, credential := range []string{"", "no JSON", "{}"} {
		b.submit("credential", credential).says(http.StatusOK, "Credential data is not valid")
	}
	b.send(http.MethodGet, "/passkeys/add?"+s.asks("prompt", "login", "max_age", "0"), nil).says(http.StatusOK, "Create a passkey")
	if !slices.Contains(b.links(), "/oauth2/authorize?"+s.asks()) {
		t.Errorf("who has none goes on to %v", b.links())
	}
	b.send(http.MethodGet, "/passkeys/add?client_id="+string(s.client.ID), nil).leaves("/error?")

	off := newScene(t, managed, &cip.CreateUserPoolInput{})
	off.person(t, "ann")
	b = off.browser(t).open("/login").submit("username", "ann", "password", password).leaves(callback)
	b.send(http.MethodGet, "/passkeys/add?"+off.asks(), nil).says(http.StatusBadRequest, "WebAuthn")
	old := newScene(t, classic, &cip.CreateUserPoolInput{})
	old.browser(t).send(http.MethodGet, "/passkeys/add?"+old.asks(), nil).says(http.StatusBadRequest, "An error was encountered")
}

// An authenticator app is set up with the picture or the key, and its first code is judged as the API judges it.
func TestAuthenticator(t *testing.T) {
	t.Parallel()
	s := newScene(t, managed, &cip.CreateUserPoolInput{})
	s.Write(t, func(tx *state.Tx) error {
		return tx.ChangePool(s.pool.ID, func(p *state.Pool) error {
			p.MFA.SoftwareToken = &types.SoftwareTokenMfaConfigType{Enabled: true}
			p.Config.MfaConfiguration, p.Config.Name = types.UserPoolMfaTypeOn, aws.String("Ann's shop & co")
			return nil
		})
	})
	u := s.person(t, "ann")
	b := s.browser(t).open("/login").submit("username", "ann", "password", password).settle().says(http.StatusOK, "Set up authenticator app MFA")
	secret, picture := "", ""
	for n := range b.doc.Descendants() {
		switch attr(n, "id") {
		case "totpSecret":
			secret = n.FirstChild.Data
		case "totpQrCode":
			picture = attr(n, "src")
		}
	}
	if len(secret) != 52 || !strings.HasPrefix(picture, "data:image/png;base64,") {
		t.Fatalf("the secret is %q, the picture %.40q", secret, picture)
	}
	b.submit("authentication_code", "000000").says(http.StatusOK, secret)
	code, _ := authflow.TOTPCode(s.secretOf(t, b), s.Now())
	b.submit("authentication_code", "12345", "friendlyDeviceName", "my phone").says(http.StatusOK, "Member must have length greater than or equal to 6")
	b.submit("authentication_code", code, "friendlyDeviceName", "my phone").leaves(callback + "?code=")
	if token := s.Look(u).MFA.Token; token == nil || token.Name != "my phone" {
		t.Errorf("%+v", token)
	}
}

// secretOf is the secret that the page of a set-up is about.
func (s *scene) secretOf(t *testing.T, b *browser) []byte {
	t.Helper()
	c := s.Env.NewCall(httptest.NewRequest(http.MethodGet, "/mfaSetup", nil), "MfaOption_GET")
	c.Enter(s.pool)
	w, err := authflow.New(s.Env).Waiting(c, s.client, b.value("session"))
	if err != nil || w.Secret == nil {
		t.Fatalf("%+v, %v", w, err)
	}
	return w.Secret
}

// A browser's session that is not strong enough is asked for what it lacks.
func TestStepUp(t *testing.T) {
	t.Parallel()
	s := newScene(t, managed, &cip.CreateUserPoolInput{SmsConfiguration: &types.SmsConfigurationType{SnsCallerArn: aws.String("arn:aws:iam::1:role/sns")},
		MfaConfiguration: types.UserPoolMfaTypeOptional})
	s.person(t, "ann", "phone_number", "+15555550100")
	b := s.browser(t).open("/login").submit("username", "ann", "password", password).leaves(callback + "?code=")
	b.open("/login").leaves(callback + "?code=")
	b.open("/login", "acr_values", "urn:cognito:loa:3").says(http.StatusOK, "0100")
	b.submit("authentication_code", s.Message(t).Code).leaves(callback + "?code=")
	b.open("/login", "acr_values", "urn:cognito:loa:3").leaves(callback + "?code=")
	b.open("/login", "acr_values", "urn:cognito:loa:3", "prompt", "login").says(http.StatusOK, "Sign in to your account.")
	b.submit("username", "ann", "password", password).settle().says(http.StatusOK, "0100")
	// Nobody reaches that: the sign-in is an ordinary one.
	s.browser(t).open("/login", "acr_values", "urn:cognito:loa:4").submit("username", "ann", "password", password).leaves(callback + "?code=")
	s.browser(t).open("/login", "prompt", "none").leaves(callback + "?error=login_required&state=s")
}

// Somebody whose password was taken away uses the code that was sent with that.
func TestReset(t *testing.T) {
	t.Parallel()
	s := newScene(t, classic, &cip.CreateUserPoolInput{})
	u := s.person(t, "ann", "email", "ann@example.com", "email_verified", "true")
	s.Change(t, u, func(u *state.User) { u.Status = types.UserStatusTypeResetRequired })
	b := s.browser(t).open("/login").submit("username", "ann", "password", password).settle().says(http.StatusOK, "a***@e***")
	first := s.Message(t).Code
	s.browser(t).open("/login").submit("username", "ann", "password", password).settle().says(http.StatusOK, "a***@e***")
	if got := len(s.Messages()); got != 1 {
		t.Errorf("%d codes were sent", got)
	}
	b.submit("code", first, "password", "N3w!words", "confirmPassword", "N3w!words").leaves("/login?")
	b.settle().submit("username", "ann", "password", "N3w!words").leaves(callback + "?code=")
}

// A script that knows the classic page finds in managed login what it needs.
func TestScriptedChoice(t *testing.T) {
	t.Parallel()
	s := choices(t)
	s.person(t, "ann", "email", "ann@example.com")
	b := s.browser(t).open("/login/continue").says(http.StatusOK, "Next")
	form := url.Values{"_csrf": {b.value("_csrf")}, "username": {"ann"}, "password": {"wrong"}}
	b.send(http.MethodPost, "/login/continue?"+s.asks(), form).says(http.StatusOK, "Incorrect username or password.")
	form.Set("password", password)
	b.send(http.MethodPost, "/login/continue?"+s.asks(), form).leaves(callback + "?code=")
	b.send(http.MethodGet, "/assets/pages.js", nil)
	if b.status != http.StatusOK || b.header.Get("Content-Type") != "text/javascript; charset=utf-8" || b.doc.Type != html.DocumentNode {
		t.Errorf("the script: %d %v", b.status, b.header)
	}
}
