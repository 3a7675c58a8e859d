package hosted_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// The providers of an app have a button each, but those that the domain of an address finds.
func TestProviders(t *testing.T) {
	t.Parallel()
	for _, version := range []int32{classic, managed} {
		s := newScene(t, version, &cip.CreateUserPoolInput{})
		for _, p := range []*state.Provider{
			{Name: "Google", Type: types.IdentityProviderTypeTypeGoogle}, {Name: "Okta", Type: types.IdentityProviderTypeTypeOidc},
			{Name: "Corp", Type: types.IdentityProviderTypeTypeSaml, Identifiers: []string{"corp.example", "the corp"}},
			{Name: "Else", Type: types.IdentityProviderTypeTypeSaml, Identifiers: []string{"else.example"}},
		} {
			p.Pool = s.pool.ID
			s.Write(t, func(tx *state.Tx) error { return tx.AddProvider(p) })
		}
		s.client = s.app(t, &cip.CreateUserPoolClientInput{SupportedIdentityProviders: []string{"COGNITO", "Google", "Okta", "Corp"}})
		b := s.browser(t).open("/login")
		shown := func(name string) bool {
			return slices.ContainsFunc(b.links(), func(to string) bool {
				return strings.HasPrefix(to, "/oauth2/authorize") && strings.Contains(to, "identity_provider="+name)
			}) ||
				version == classic && (strings.Contains(b.text, "Continue with "+name) || b.value("identity_provider") == name)
		}
		for name, want := range map[string]bool{"Google": true, "Okta": true, "Corp": false, "Else": false} {
			if shown(name) != want {
				t.Errorf("version %d: a button for %s: %v in %v", version, name, !want, b.links())
			}
		}
		for typed, want := range map[string]string{
			"ann@corp.example": "corp.example", "ann@CORP.example ": "corp.example", "corp.example": "corp.example", "the corp": "the corp", "a@b@corp.example": "corp.example",
		} {
			b.open("/login").submit("corporateEmail", typed).leaves("/oauth2/authorize?")
			if to, _ := url.Parse(b.location); to.Query().Get("idp_identifier") != want || to.Query().Get("state") != "s" {
				t.Errorf("%s leads to %s", typed, b.location)
			}
		}
		for _, typed := range []string{"ann@else.example", "ann@nowhere.example", "", "Corp"} { // another app's, nobody's, nothing, a name
			b.open("/login").submit("corporateEmail", typed).says(http.StatusOK, "does not exist.")
		}
		b.open("/login", "identity_provider", "COGNITO")
		if strings.Contains(b.text, "Google") || strings.Contains(b.text, "corporate") {
			t.Errorf("version %d: the app chose the pool itself: %s", version, b.text)
		}
		b.send(http.MethodGet, "/login?"+s.asks("identity_provider", "Okta"), nil).leaves("/oauth2/authorize?")

		s.client = s.app(t, &cip.CreateUserPoolClientInput{SupportedIdentityProviders: []string{"Google", "Okta"}})
		b.open("/login")
		if b.says(http.StatusOK, "Google"); strings.Contains(strings.ToLower(b.text), "password") {
			t.Errorf("version %d: the app has no users of the pool's own: %s", version, b.text)
		}
		for _, path := range []string{"/signup", "/forgotPassword", "/confirm", "/mfa"} {
			b.send(http.MethodGet, path+"?"+s.asks(), nil).leaves("/login?")
		}
		token := b.open("/login").value("_csrf")
		if token == "" {
			for _, c := range b.cookies() {
				if c.Name == "XSRF-TOKEN" {
					token = c.Value
				}
			}
		}
		s.person(t, "ann")
		b.send(http.MethodPost, "/login?"+s.asks(), url.Values{"_csrf": {token}, "username": {"ann"}, "password": {password}}).leaves("/login?")
	}
}

// An app's look is its own, or that of all apps. Managed login has no pages for an app without a style.
func TestLooks(t *testing.T) {
	t.Parallel()
	s := newScene(t, classic, &cip.CreateUserPoolInput{})
	style := func(client state.ClientID, css string) {
		s.Write(t, func(tx *state.Tx) error {
			c := &state.Customization{Pool: s.pool.ID, Client: client}
			if css != "" {
				c.CSS = &css
			}
			return tx.PutCustomization(c)
		})
	}
	page := func() string {
		b := s.browser(t).open("/login")
		for n := range b.doc.Descendants() {
			if n.Data == "style" {
				return n.FirstChild.Data
			}
		}
		return ""
	}
	style(state.AllClients, ".banner-customizable{color:#abcabc}")
	if !strings.Contains(page(), "#abcabc") {
		t.Error("the look of all apps is missing")
	}
	style(s.client.ID, ".banner-customizable{color:#123123}")
	if css := page(); !strings.Contains(css, "#123123") || strings.Contains(css, "#abcabc") {
		t.Error("the app does not look like itself")
	}
	style(s.client.ID, "")
	if !strings.Contains(page(), "#abcabc") {
		t.Error("the look of all apps is missing again")
	}

	s = newScene(t, managed, &cip.CreateUserPoolInput{})
	s.client = s.Client(t, s.pool, &cip.CreateUserPoolClientInput{ClientName: aws.String("bare"), CallbackURLs: []string{callback},
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{"code"}, AllowedOAuthScopes: []string{"openid"},
		SupportedIdentityProviders: []string{"COGNITO"}})
	for _, path := range []string{"/login", "/signup", "/forgotPassword", "/passkeys/add"} {
		s.browser(t).open(path).says(http.StatusBadRequest, "Login pages unavailable. Please contact an administrator.")
	}
	s.browser(t).send(http.MethodGet, "/error?error=redirect_mismatch&client_id="+string(s.client.ID), nil).says(http.StatusBadRequest, "An error was encountered with the requested page.")
}

// New users are asked for what the pool requires, and told of the documents only where there are both.
func TestSignUpPage(t *testing.T) {
	t.Parallel()
	required := func(name string) types.SchemaAttributeType {
		return types.SchemaAttributeType{Name: &name, AttributeDataType: "String", Required: aws.Bool(true), Mutable: aws.Bool(true)}
	}
	s := newScene(t, managed, &cip.CreateUserPoolInput{UsernameAttributes: []types.UsernameAttributeType{"email"},
		Schema: []types.SchemaAttributeType{required("email"), required("given_name")}})
	b := s.browser(t).open("/signup", "lang", "nl")
	asked := func() (names []string) {
		for n := range b.doc.Descendants() {
			if name := attr(n, "name"); strings.HasPrefix(name, "requiredAttributes[") {
				names = append(names, name)
			}
		}
		return names
	}
	if got := asked(); !slices.Equal(got, []string{"requiredAttributes[given_name]"}) {
		t.Errorf("the page asks for %v", got)
	}
	document := func(name string, links map[string]string) {
		s.Write(t, func(tx *state.Tx) error {
			return tx.AddTerms(&state.Terms{Pool: s.pool.ID, ID: name, Client: s.client.ID, Name: name, Links: links})
		})
	}
	linked := func(to string) bool { return slices.Contains(b.links(), to) }
	document("terms-of-use", map[string]string{"cognito:default": "https://a.example/use", "cognito:dutch": "https://a.example/gebruik"})
	if b.open("/signup"); linked("https://a.example/gebruik") {
		t.Error("one document alone is shown")
	}
	document("privacy-policy", map[string]string{"cognito:default": "https://a.example/privacy"})
	if b.open("/signup"); !linked("https://a.example/gebruik") || !linked("https://a.example/privacy") {
		t.Errorf("no documents among %v", b.links())
	}
	b.submit("username", "ann@example.com", "password", "short", "requiredAttributes[given_name]", "Ann").says(http.StatusOK, "Password")
	if b.value("username") != "ann@example.com" || b.value("requiredAttributes[given_name]") != "Ann" || b.value("password") != "" {
		t.Errorf("the form lost what was typed: %q %q", b.value("username"), b.value("requiredAttributes[given_name]"))
	}
}
