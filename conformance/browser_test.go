package conformance_test

import (
	_ "embed"
	"encoding/json"
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

//go:embed testdata/passkey.html
var passkeyPage []byte

// A real browser with an authenticator of its own registers a passkey and signs in with it, from a page on localhost that
// calls the API on another origin. The software authenticator of the suite shares our reading of the W3C's text; this one
// does not.
func TestPasskeysInABrowser(t *testing.T) {
	ours(t)
	path := findBrowser(t)
	e := emulator.Start(t, emulator.Strict)
	endpoint := serve(t, e.ServeHTTP)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write(passkeyPage)
	}))
	t.Cleanup(site.Close)
	address, err := url.Parse(site.URL)
	if err != nil {
		t.Fatal(err)
	}
	b := startBrowser(t, path)
	watchdog := time.AfterFunc(time.Minute, func() {
		t.Error("the browser did not do its work within a minute")
		_ = b.cmd.Process.Kill()
	})
	t.Cleanup(func() { watchdog.Stop() })

	for transport, attachment := range map[string]string{"internal": "platform", "usb": "cross-platform"} {
		for _, verification := range []types.UserVerificationType{"preferred", "required"} {
			t.Run(attachment+" "+string(verification), func(t *testing.T) {
				a := newApplication(t, e.Client(), "localhost", verification)
				p := b.open(t, "http://localhost:"+address.Port())
				p.plug(transport)

				var made struct{ ID, AuthenticatorAttachment string }
				p.run(expression("register", endpoint, a.access), &made)
				listed, err := a.api.ListWebAuthnCredentials(t.Context(), &cip.ListWebAuthnCredentialsInput{AccessToken: &a.access})
				if err != nil || len(listed.Credentials) != 1 {
					t.Fatalf("the list of passkeys: %+v, %v", listed, err)
				}
				if got := listed.Credentials[0]; *got.CredentialId != made.ID || aws.ToString(got.AuthenticatorAttachment) != attachment || *got.RelyingPartyId != "localhost" {
					t.Errorf("the passkey is listed as %+v, the browser made %+v", got, made)
				}
				for range 2 { // the second time the counter of the authenticator has gone on
					var in struct {
						AuthenticationResult struct{ AccessToken, IdToken, RefreshToken string }
					}
					p.run(expression("signIn", endpoint, a.client, a.user), &in)
					if _, err := a.api.GetUser(t.Context(), &cip.GetUserInput{AccessToken: &in.AuthenticationResult.AccessToken}); err != nil {
						t.Errorf("the access token: %v", err)
					}
				}
				// The authenticator has a key for the user already, and says so.
				var refusal string
				p.run("refusal("+expression("register", endpoint, a.access)+")", &refusal)
				if !strings.HasPrefix(refusal, "InvalidStateError") {
					t.Errorf("a second registration: %q", refusal)
				}
			})
		}
	}

	t.Run("another relying party", func(t *testing.T) {
		a := newApplication(t, e.Client(), "example.com", "preferred")
		p := b.open(t, "http://localhost:"+address.Port())
		p.plug("internal")
		var refusal string
		p.run("refusal("+expression("register", endpoint, a.access)+")", &refusal)
		if !strings.HasPrefix(refusal, "SecurityError") {
			t.Errorf("a page of another domain: %q", refusal)
		}
	})
}

// expression calls a function of the page.
func expression(name string, arguments ...string) string {
	texts := make([]string, len(arguments))
	for i, a := range arguments {
		text, _ := json.Marshal(a) // strings always marshal
		texts[i] = string(text)
	}
	return fmt.Sprintf("%s(%s)", name, strings.Join(texts, ", "))
}

// application is a pool that allows passkeys, a client, and a user who signed in with the password.
type application struct {
	api                  *cip.Client
	client, user, access string
}

func newApplication(t *testing.T, api *cip.Client, party string, verification types.UserVerificationType) application {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, user, password := t.Context(), "ann", "Passw0rd!"
	pool, err := api.CreateUserPool(ctx, &cip.CreateUserPoolInput{PoolName: aws.String("browser"), Policies: &types.UserPoolPolicyType{
		SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "WEB_AUTHN"}}}})
	must(err)
	id := pool.UserPool.Id
	_, err = api.SetUserPoolMfaConfig(ctx, &cip.SetUserPoolMfaConfigInput{UserPoolId: id,
		WebAuthnConfiguration: &types.WebAuthnConfigurationType{RelyingPartyId: &party, UserVerification: verification}})
	must(err)
	client, err := api.CreateUserPoolClient(ctx, &cip.CreateUserPoolClientInput{UserPoolId: id, ClientName: aws.String("web"),
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"}})
	must(err)
	_, err = api.AdminCreateUser(ctx, &cip.AdminCreateUserInput{UserPoolId: id, Username: &user, MessageAction: types.MessageActionTypeSuppress})
	must(err)
	_, err = api.AdminSetUserPassword(ctx, &cip.AdminSetUserPasswordInput{UserPoolId: id, Username: &user, Password: &password, Permanent: true})
	must(err)
	in, err := api.InitiateAuth(ctx, &cip.InitiateAuthInput{ClientId: client.UserPoolClient.ClientId, AuthFlow: types.AuthFlowTypeUserPasswordAuth,
		AuthParameters: map[string]string{"USERNAME": user, "PASSWORD": password}})
	must(err)
	return application{api, *client.UserPoolClient.ClientId, user, *in.AuthenticationResult.AccessToken}
}
