package emulator_test

import (
	"encoding/json"
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

	"cognito-emulator/emulator"
)

// One pool of the emulator is the identity provider of another. Everything is at one host, so both pools share
// the browser's cookies, and the emulator calls itself in the middle of a sign-in.
func TestPoolTrustsPool(t *testing.T) {
	t.Parallel()
	e := emulator.Start(t, emulator.Strict, func(o *emulator.Options) { o.Listen = "127.0.0.1:0" })
	ctx, api, home := t.Context(), e.Client(), e.URL()
	const callback = "http://localhost:3000/cb"

	app := func(prefix, callback string) *types.UserPoolClientType {
		t.Helper()
		pool, err := api.CreateUserPool(ctx, &cip.CreateUserPoolInput{PoolName: aws.String(prefix)})
		must(t, err)
		_, err = api.CreateUserPoolDomain(ctx, &cip.CreateUserPoolDomainInput{UserPoolId: pool.UserPool.Id, Domain: &prefix})
		must(t, err)
		client, err := api.CreateUserPoolClient(ctx, &cip.CreateUserPoolClientInput{
			UserPoolId: pool.UserPool.Id, ClientName: &prefix, GenerateSecret: true, CallbackURLs: []string{callback},
			AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{"code"},
			AllowedOAuthScopes: []string{"openid", "email"}, SupportedIdentityProviders: []string{"COGNITO"}})
		must(t, err)
		return client.UserPoolClient
	}
	staff, shop := app("staff", home+"/oauth2/idpresponse"), app("shop", callback)
	_, err := api.CreateIdentityProvider(ctx, &cip.CreateIdentityProviderInput{
		UserPoolId: shop.UserPoolId, ProviderName: aws.String("Staff"), ProviderType: types.IdentityProviderTypeTypeOidc,
		AttributeMapping: map[string]string{"email": "email"},
		ProviderDetails: map[string]string{"client_id": *staff.ClientId, "client_secret": *staff.ClientSecret,
			"authorize_scopes": "openid email", "attributes_request_method": "GET", "oidc_issuer": home + "/" + *staff.UserPoolId}})
	must(t, err)
	_, err = api.UpdateUserPoolClient(ctx, &cip.UpdateUserPoolClientInput{
		UserPoolId: shop.UserPoolId, ClientId: shop.ClientId, CallbackURLs: shop.CallbackURLs, AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: shop.AllowedOAuthFlows, AllowedOAuthScopes: shop.AllowedOAuthScopes, SupportedIdentityProviders: []string{"Staff"}})
	must(t, err)
	_, err = api.AdminCreateUser(ctx, &cip.AdminCreateUserInput{UserPoolId: staff.UserPoolId, Username: aws.String("ann"),
		MessageAction: types.MessageActionTypeSuppress, UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: aws.String("ann@example.com")}}})
	must(t, err)
	_, err = api.AdminSetUserPassword(ctx, &cip.AdminSetUserPasswordInput{
		UserPoolId: staff.UserPoolId, Username: aws.String("ann"), Password: aws.String("Correct-Horse-1"), Permanent: true})
	must(t, err)

	jar, err := cookiejar.New(nil)
	must(t, err)
	browser := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), callback) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	// open goes where redirects lead, and gives where the browser is then.
	open := func(answer *http.Response, err error) (at *url.URL, body string) {
		t.Helper()
		must(t, err)
		defer func() { _ = answer.Body.Close() }()
		text, err := io.ReadAll(answer.Body)
		must(t, err)
		if to, err := answer.Location(); err == nil {
			return to, ""
		}
		return answer.Request.URL, string(text)
	}
	ask := home + "/oauth2/authorize?" + url.Values{"response_type": {"code"}, "client_id": {*shop.ClientId}, "redirect_uri": {callback}, "state": {"s"}}.Encode()
	at, body := open(browser.Get(ask))
	if at.Path != "/login" || at.Query().Get("client_id") != *staff.ClientId {
		t.Fatalf("at %s: %s", at, body)
	}
	token := regexp.MustCompile(`name="_csrf" value="([^"]+)"`).FindStringSubmatch(body)
	at, body = open(browser.PostForm(at.String(), url.Values{"_csrf": {token[1]}, "username": {"ann"}, "password": {"Correct-Horse-1"}}))
	if code := at.Query().Get("code"); code == "" || at.Query().Get("state") != "s" {
		t.Fatalf("at %s: %s", at, body)
	}
	_, body = open(browser.PostForm(home+"/oauth2/token", url.Values{"grant_type": {"authorization_code"}, "client_id": {*shop.ClientId},
		"client_secret": {*shop.ClientSecret}, "redirect_uri": {callback}, "code": {at.Query().Get("code")}}))
	var tokens struct {
		Access string `json:"access_token"`
	}
	if err := json.Unmarshal([]byte(body), &tokens); err != nil || tokens.Access == "" {
		t.Fatalf("no tokens: %s", body)
	}
	users, err := api.ListUsers(ctx, &cip.ListUsersInput{UserPoolId: shop.UserPoolId})
	must(t, err)
	if len(users.Users) != 1 || !strings.HasPrefix(*users.Users[0].Username, "Staff_") {
		t.Errorf("users: %+v", users.Users)
	}
	// Both sessions are there: the one of the shop gives a code at once, and so does that of the staff's pool.
	for _, client := range []*types.UserPoolClientType{shop, staff} {
		q := url.Values{"response_type": {"code"}, "client_id": {*client.ClientId}, "redirect_uri": {client.CallbackURLs[0]}}
		once := *browser
		once.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		if at, body := open(once.Get(home + "/oauth2/authorize?" + q.Encode())); at.Query().Get("code") == "" {
			t.Errorf("%s is asked again: %s %s", *client.ClientName, at, body)
		}
	}
}
