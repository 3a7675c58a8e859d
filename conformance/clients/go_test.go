package clients

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// goApp is an app of a Go program, and what it is registered as.
type goApp struct {
	oauth2.Config
	issuer string
}

const (
	goCallback = "http://localhost:3000/callback"
	goPassword = "Correct-horse-1"
)

// playGo signs a user in with golang.org/x/oauth2 and go-oidc, by which Go programs do it, Vault and Kubernetes among them.
func playGo(t *testing.T, at target) {
	ctx := t.Context()
	app := newGoApp(t, at)
	provider, err := oidc.NewProvider(ctx, app.issuer)
	if err != nil {
		t.Fatal(err)
	}
	app.Endpoint = provider.Endpoint()
	verifier, state, nonce := oauth2.GenerateVerifier(), "state of the app", "nonce of the app"
	to := app.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier), oidc.Nonce(nonce))
	back := signInAt(t, to, "gus")
	if got := back.Query().Get("state"); got != state {
		t.Errorf("the state is %q, want %q", got, state)
	}
	tokens, err := app.Exchange(ctx, back.Query().Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	id, err := provider.Verifier(&oidc.Config{ClientID: app.ClientID}).Verify(ctx, raw)
	if err != nil {
		t.Fatal(err)
	}
	var claims struct {
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
	}
	if err := id.Claims(&claims); err != nil || claims.Email != "gus@example.com" || !claims.Verified || id.Nonce != nonce {
		t.Errorf("claims %+v, nonce %q, %v", claims, id.Nonce, err)
	}
	if err := id.VerifyAccessToken(tokens.AccessToken); err != nil {
		t.Errorf("at_hash: %v", err)
	}
	info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if err != nil || info.Subject != id.Subject || info.Email != claims.Email || !info.EmailVerified {
		t.Errorf("userInfo %+v, %v", info, err)
	}
	later, err := app.TokenSource(ctx, &oauth2.Token{RefreshToken: tokens.RefreshToken}).Token()
	if err != nil || later.AccessToken == tokens.AccessToken || later.RefreshToken != tokens.RefreshToken {
		t.Errorf("refresh: %v", err)
	}

	var refused *oauth2.RetrieveError
	if _, err := app.Exchange(ctx, back.Query().Get("code"), oauth2.VerifierOption(verifier)); !errors.As(err, &refused) || refused.ErrorCode != "invalid_grant" {
		t.Errorf("a code that was used: %v", err)
	}
	machine := clientcredentials.Config{ClientID: app.ClientID, ClientSecret: app.ClientSecret, TokenURL: app.Endpoint.TokenURL}
	if _, err := machine.Token(ctx); !errors.As(err, &refused) || refused.ErrorCode != "unauthorized_client" {
		t.Errorf("a token of a machine, for an app of people: %v", err)
	}
}

// newGoApp makes a pool with a domain, a user and an app with a secret.
func newGoApp(t *testing.T, at target) *goApp {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, user, password := t.Context(), "gus", goPassword
	api := cip.New(cip.Options{BaseEndpoint: &at.url, Region: "eu-central-1", Credentials: aws.CredentialsProviderFunc(
		func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "test", SecretAccessKey: "test"}, nil
		})})
	pool, err := api.CreateUserPool(ctx, &cip.CreateUserPoolInput{PoolName: aws.String("go")})
	must(err)
	id := pool.UserPool.Id
	_, err = api.CreateUserPoolDomain(ctx, &cip.CreateUserPoolDomainInput{UserPoolId: id, Domain: aws.String("written-in-go")})
	must(err)
	client, err := api.CreateUserPoolClient(ctx, &cip.CreateUserPoolClientInput{UserPoolId: id, ClientName: aws.String("go"), GenerateSecret: true,
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode},
		AllowedOAuthScopes: []string{"openid", "email"}, CallbackURLs: []string{goCallback}, SupportedIdentityProviders: []string{"COGNITO"}})
	must(err)
	_, err = api.AdminCreateUser(ctx, &cip.AdminCreateUserInput{UserPoolId: id, Username: &user, MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: aws.String("gus@example.com")}, {Name: aws.String("email_verified"), Value: aws.String("true")}}})
	must(err)
	_, err = api.AdminSetUserPassword(ctx, &cip.AdminSetUserPasswordInput{UserPoolId: id, Username: &user, Password: &password, Permanent: true})
	must(err)
	return &goApp{oauth2.Config{ClientID: *client.UserPoolClient.ClientId, ClientSecret: *client.UserPoolClient.ClientSecret,
		RedirectURL: goCallback, Scopes: []string{oidc.ScopeOpenID, "email"}}, at.url + "/" + *id}
}

var hiddenToken = regexp.MustCompile(`name="_csrf" value="([^"]+)"`)

// signInAt signs in on the page that an address leads to, and gives where the browser is sent in the end.
func signInAt(t *testing.T, address, user string) *url.URL {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), goCallback) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	page, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = page.Body.Close() }() // it is only read
	text, err := io.ReadAll(page.Body)
	if err != nil {
		t.Fatal(err)
	}
	token := hiddenToken.FindSubmatch(text)
	if token == nil {
		t.Fatalf("%s has no form:\n%s", page.Request.URL, text)
	}
	sent, err := browser.PostForm(page.Request.URL.String(), url.Values{"_csrf": {string(token[1])}, "username": {user}, "password": {goPassword}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sent.Body.Close() }()
	back, err := sent.Location()
	if err != nil {
		t.Fatalf("%s answers %s: %v", page.Request.URL, sent.Status, err)
	}
	return back
}
