package conformance_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator"
)

// In a real browser somebody signs up on the pages, registers the passkey that they propose and signs in with it. What
// the pages forbid the browser to load and run does not keep them from working.
func TestPagesInABrowser(t *testing.T) {
	ours(t)
	path := findBrowser(t)
	e := emulator.Start(t, emulator.Strict)
	site := strings.Replace(serve(t, e.ServeHTTP), "127.0.0.1", "localhost", 1)
	codes := make(chan string, 2)
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/cb" {
			codes <- r.URL.Query().Get("code")
		}
		_, _ = fmt.Fprint(w, "<p id=app>welcome</p>")
	}))
	t.Cleanup(app.Close)
	callback := strings.Replace(app.URL, "127.0.0.1", "localhost", 1) + "/cb"
	client := newPagesApp(t, e.Client(), callback)
	asks := url.Values{"client_id": {client}, "response_type": {"code"}, "redirect_uri": {callback}, "state": {"s"}}
	b := startBrowser(t, path)
	watchdog := time.AfterFunc(time.Minute, func() {
		t.Error("the browser did not do its work within a minute")
		_ = b.cmd.Process.Kill()
	})
	t.Cleanup(func() { watchdog.Stop() })

	p := b.open(t, site+"/oauth2/authorize?"+asks.Encode())
	p.plug("internal")
	p.follow("a[href^='/signup']")
	p.fill("signUpForm", map[string]string{"username": "ann", "requiredAttributes[email]": "ann@example.com", "password": "Passw0rd!"})
	p.await(`document.forms.confirmForm`)
	messages := e.Messages(emulator.MessageFilter{})
	p.fill("confirmForm", map[string]string{"code": messages[len(messages)-1].Code})
	p.follow("[data-passkey-start]")
	p.await(`document.getElementById("app")`)
	if code := <-codes; code == "" {
		t.Error("the app got no code after the sign-up")
	}

	asks.Set("prompt", "login")
	p.ask(p.session, "Page.navigate", map[string]any{"url": site + "/oauth2/authorize?" + asks.Encode()}, nil)
	p.fill("signInForm", map[string]string{"username": "ann"})
	p.follow("button[value=WEB_AUTHN]") // the page after it asks the browser by itself
	p.await(`document.getElementById("app")`)
	if code := <-codes; code == "" {
		t.Error("the app got no code after the sign-in")
	}
}

// fill fills a form in, once it is there, and sends it.
func (p *page) fill(form string, values map[string]string) {
	p.t.Helper()
	p.await(fmt.Sprintf("document.readyState === \"complete\" && document.forms[%q]", form))
	for name, value := range values {
		p.run(fmt.Sprintf("document.forms[%q].elements[%q].value = %q", form, name, value), new(string))
	}
	p.run(fmt.Sprintf("document.forms[%q].requestSubmit(), true", form), new(bool))
}

// follow presses an element, once it is there.
func (p *page) follow(selector string) {
	p.t.Helper()
	p.await(fmt.Sprintf("document.readyState === \"complete\" && document.querySelector(%q)", selector))
	p.run(fmt.Sprintf("document.querySelector(%q).click(), true", selector), new(bool))
}

// newPagesApp makes an app whose users choose how to sign in on the pages of managed login.
func newPagesApp(t *testing.T, api *cip.Client, callback string) (client string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	pool, err := api.CreateUserPool(ctx, &cip.CreateUserPoolInput{
		PoolName: aws.String("pages"), AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"},
		Schema: []types.SchemaAttributeType{{Name: aws.String("email"), AttributeDataType: "String", Required: aws.Bool(true), Mutable: aws.Bool(true)}},
		Policies: &types.UserPoolPolicyType{
			SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "WEB_AUTHN"}}}})
	must(err)
	id := pool.UserPool.Id
	_, err = api.SetUserPoolMfaConfig(ctx, &cip.SetUserPoolMfaConfigInput{UserPoolId: id,
		WebAuthnConfiguration: &types.WebAuthnConfigurationType{RelyingPartyId: aws.String("localhost")}})
	must(err)
	made, err := api.CreateUserPoolClient(ctx, &cip.CreateUserPoolClientInput{UserPoolId: id, ClientName: aws.String("web"),
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH"}, CallbackURLs: []string{callback},
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{"code"}, AllowedOAuthScopes: []string{"openid"},
		SupportedIdentityProviders: []string{"COGNITO"}})
	must(err)
	_, err = api.CreateUserPoolDomain(ctx, &cip.CreateUserPoolDomainInput{UserPoolId: id, Domain: aws.String("pages"), ManagedLoginVersion: aws.Int32(2)})
	must(err)
	client = *made.UserPoolClient.ClientId
	_, err = api.CreateManagedLoginBranding(ctx, &cip.CreateManagedLoginBrandingInput{UserPoolId: id, ClientId: &client, UseCognitoProvidedValues: true})
	must(err)
	return client
}
