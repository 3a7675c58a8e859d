package policy_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
)

func clientContext(t *testing.T) policy.ClientContext {
	t.Helper()
	return policy.ClientContext{
		PoolID: "us-east-1_AbCdEfGhI", Account: "123456789012", Tier: types.UserPoolTierTypeEssentials,
		Schema:         shopSchema(t, "email"),
		ScopeExists:    func(scope string) bool { return scope == "orders/read" },
		ProviderExists: func(name string) bool { return name == "Okta" },
	}
}

// plainClient is what a client created with ClientName only shows.
func plainClient() types.UserPoolClientType {
	return types.UserPoolClientType{
		ClientName: aws.String("c"), RefreshTokenValidity: 30, TokenValidityUnits: &types.TokenValidityUnitsType{},
		AllowedOAuthFlowsUserPoolClient: aws.Bool(false), EnableTokenRevocation: aws.Bool(true),
		EnablePropagateAdditionalUserContextData: aws.Bool(false), AuthSessionValidity: aws.Int32(3),
	}
}

func TestNewClientDefaults(t *testing.T) {
	t.Parallel()
	got, err := policy.NewClient(clientContext(t), &cip.CreateUserPoolClientInput{
		ClientName: aws.String("c"), ExplicitAuthFlows: []types.ExplicitAuthFlowsType{}, ReadAttributes: []string{}, CallbackURLs: []string{},
	})
	wantError(t, err, "")
	if d := diff(plainClient(), got); d != "" {
		t.Error(d)
	}
}

func TestNewClientGiven(t *testing.T) {
	t.Parallel()
	got, err := policy.NewClient(clientContext(t), &cip.CreateUserPoolClientInput{
		ClientName: aws.String("c"), CallbackURLs: []string{"https://a", "https://a", "https://b"},
		TokenValidityUnits:     &types.TokenValidityUnitsType{AccessToken: "minutes", RefreshToken: "seconds"},
		AccessTokenValidity:    aws.Int32(5),
		RefreshTokenRotation:   &types.RefreshTokenRotationType{Feature: "ENABLED"},
		AnalyticsConfiguration: &types.AnalyticsConfigurationType{ApplicationArn: aws.String("arn:pinpoint")},
		EnableTokenRevocation:  aws.Bool(false),
	})
	wantError(t, err, "")
	want := plainClient()
	want.CallbackURLs = []string{"https://a", "https://b"}
	want.TokenValidityUnits = &types.TokenValidityUnitsType{AccessToken: "minutes", RefreshToken: "days"}
	want.AccessTokenValidity = aws.Int32(5)
	want.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: "ENABLED", RetryGracePeriodSeconds: aws.Int32(0)}
	want.AnalyticsConfiguration = &types.AnalyticsConfigurationType{
		ApplicationArn: aws.String("arn:pinpoint"),
		RoleArn:        aws.String("arn:aws:iam::123456789012:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp"),
	}
	want.EnableTokenRevocation = aws.Bool(false)
	if d := diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestUpdatedClient(t *testing.T) {
	t.Parallel()
	old := plainClient()
	old.ReadAttributes, old.CallbackURLs, old.AuthSessionValidity = []string{"email"}, []string{"https://a"}, aws.Int32(9)
	old.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: "ENABLED", RetryGracePeriodSeconds: aws.Int32(10)}
	got, err := policy.UpdatedClient(clientContext(t), &old, &cip.UpdateUserPoolClientInput{})
	wantError(t, err, "")
	want := plainClient()
	want.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: "DISABLED", RetryGracePeriodSeconds: aws.Int32(0)}
	if d := diff(want, got); d != "" {
		t.Error(d)
	}
	got, err = policy.UpdatedClient(clientContext(t), &old, &cip.UpdateUserPoolClientInput{ClientName: aws.String("d")})
	if err != nil || *got.ClientName != "d" {
		t.Errorf("renamed: %v, %v", got.ClientName, err)
	}
}

func TestClientRefusals(t *testing.T) {
	t.Parallel()
	const oauthFlow = "InvalidOAuthFlowException: "
	type in = cip.CreateUserPoolClientInput
	flows := func(f ...types.ExplicitAuthFlowsType) []types.ExplicitAuthFlowsType { return f }
	code, machine := []types.OAuthFlowType{"code"}, []types.OAuthFlowType{"client_credentials"}
	units := func(access, id, refresh types.TimeUnitsType) *types.TokenValidityUnitsType {
		return &types.TokenValidityUnitsType{AccessToken: access, IdToken: id, RefreshToken: refresh}
	}
	for _, c := range []struct {
		name string
		in   in
		want string
	}{
		{"secret given and generated", in{GenerateSecret: true, ClientSecret: aws.String("s")}, invalidParameter + "ClientSecret cannot be specified when GenerateSecret is true."},
		{"old and new flows", in{ExplicitAuthFlows: flows("ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH")}, invalidParameter + "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names."},
		{"old flows", in{ExplicitAuthFlows: flows("ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH")}, ""},
		{"client token flow among others", in{ExplicitAuthFlows: flows("ALLOW_CLIENT_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH")}, invalidParameter + "ALLOW_CLIENT_TOKEN_AUTH cannot be used with other auth flows."},
		{"client token flow", in{ExplicitAuthFlows: flows("ALLOW_CLIENT_TOKEN_AUTH")}, ""},
		{"choice-based flow", in{ExplicitAuthFlows: flows("ALLOW_USER_AUTH")}, ""},
		{
			"rotation and refresh flow", in{ExplicitAuthFlows: flows("ALLOW_REFRESH_TOKEN_AUTH"), RefreshTokenRotation: &types.RefreshTokenRotationType{Feature: "ENABLED"}},
			invalidParameter + "Refresh token rotation cannot be enabled with ALLOW_REFRESH_TOKEN_AUTH.",
		},
		{"rotation off and refresh flow", in{ExplicitAuthFlows: flows("ALLOW_REFRESH_TOKEN_AUTH"), RefreshTokenRotation: &types.RefreshTokenRotationType{Feature: "DISABLED"}}, ""},
		{"access too short", in{AccessTokenValidity: aws.Int32(299), TokenValidityUnits: units("seconds", "", "")}, invalidParameter + "Invalid range for token validity."},
		{"access shortest", in{AccessTokenValidity: aws.Int32(300), TokenValidityUnits: units("seconds", "", "")}, ""},
		{"access longest", in{AccessTokenValidity: aws.Int32(24)}, ""},
		{"access too long", in{AccessTokenValidity: aws.Int32(25)}, invalidParameter + "Invalid range for token validity."},
		{"ID too long", in{IdTokenValidity: aws.Int32(2), TokenValidityUnits: units("", "days", "")}, invalidParameter + "Invalid range for token validity."},
		{"refresh too short", in{RefreshTokenValidity: 59, TokenValidityUnits: units("", "", "minutes")}, invalidParameter + "Invalid range for token validity."},
		{"refresh shortest", in{RefreshTokenValidity: 60, TokenValidityUnits: units("", "", "minutes")}, ""},
		{"refresh too long", in{RefreshTokenValidity: 3651}, invalidParameter + "Invalid range for token validity."},
		{"refresh beyond time", in{RefreshTokenValidity: 315360000}, invalidParameter + "Invalid range for token validity."},
		{"access outlives refresh", in{AccessTokenValidity: aws.Int32(2), RefreshTokenValidity: 1, TokenValidityUnits: units("", "", "hours")}, invalidParameter + "Access and Id Token expiration times must be less than or equal to refresh token expiration times."},
		{"read unknown", in{ReadAttributes: []string{"email", "custom:nope"}}, invalidParameter + "Invalid read attributes specified while creating a client"},
		{"read developer-only", in{ReadAttributes: []string{"dev:custom:plan"}}, invalidParameter + "Invalid read attributes specified while creating a client"},
		{"read", in{ReadAttributes: []string{"email", "email_verified", "sub", "identities", "custom:cart"}}, ""},
		{"write flag", in{WriteAttributes: []string{"email", "email_verified"}}, invalidParameter + "Invalid write attributes specified while creating a client"},
		{"write sub", in{WriteAttributes: []string{"email", "sub"}}, invalidParameter + "Invalid write attributes specified while creating a client"},
		{"write unknown", in{WriteAttributes: []string{"email", "custom:nope"}}, invalidParameter + "Invalid write attributes specified while creating a client"},
		{"write without the required one", in{WriteAttributes: []string{"name"}}, invalidParameter + "Invalid write attributes specified while creating a client"},
		{"write immutable", in{WriteAttributes: []string{"email", "custom:tenant"}}, ""},
		{"provider", in{SupportedIdentityProviders: []string{"COGNITO", "Okta"}}, ""},
		{"unknown provider", in{SupportedIdentityProviders: []string{"Google"}}, invalidParameter + "The provider Google does not exist for User Pool us-east-1_AbCdEfGhI."},
		{"plain HTTP", in{CallbackURLs: []string{"http://example.com"}}, invalidParameter + "http://example.com cannot use the HTTP protocol."},
		{"plain HTTP at logout", in{LogoutURLs: []string{"http://example.com"}}, invalidParameter + "http://example.com cannot use the HTTP protocol."},
		{"plain HTTP at home", in{CallbackURLs: []string{"http://localhost:3000/cb", "http://127.0.0.1", "http://[::1]:80/"}}, ""},
		{"own scheme", in{CallbackURLs: []string{"myapp://example", "myapp:cb"}}, ""},
		{"fragment", in{CallbackURLs: []string{"https://a/#x"}}, invalidParameter + "https://a/#x cannot use fragment"},
		{"empty fragment", in{CallbackURLs: []string{"https://a/#"}}, invalidParameter + "https://a/# cannot use fragment"},
		{"no URL", in{CallbackURLs: []string{"example.com/cb"}}, invalidParameter + "example.com/cb is not a valid URL."},
		{"OAuth without flows", in{AllowedOAuthFlowsUserPoolClient: true}, invalidParameter + "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows."},
		{"OAuth without scopes", in{AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: code, CallbackURLs: []string{"https://a"}}, invalidParameter + "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows."},
		{"code without callback", in{AllowedOAuthFlows: code, AllowedOAuthScopes: []string{"openid"}}, invalidParameter + "CallbackUrls can not be empty when code flow or implicit flow is selected"},
		{"default not listed", in{CallbackURLs: []string{"https://a"}, DefaultRedirectURI: aws.String("https://b")}, invalidParameter + "The default redirect URI https://b is not in the callback URIs list."},
		{"machine and person", in{GenerateSecret: true, AllowedOAuthFlows: append(machine, "implicit"), CallbackURLs: []string{"https://a"}}, oauthFlow + "client_credentials flow can not be selected along with code flow or implicit flow."},
		{"machine without secret", in{AllowedOAuthFlows: machine, AllowedOAuthScopes: []string{"orders/read"}}, oauthFlow + "client_credentials flow can not be selected if client does not have a client secret."},
		{"machine with openid", in{GenerateSecret: true, AllowedOAuthFlows: machine, AllowedOAuthScopes: []string{"openid"}}, oauthFlow + "openid is not supported with client_credentials flow"},
		{"machine", in{GenerateSecret: true, AllowedOAuthFlows: machine, AllowedOAuthScopes: []string{"orders/read"}, AllowedOAuthFlowsUserPoolClient: true}, ""},
		{"machine with own secret", in{ClientSecret: aws.String("s"), AllowedOAuthFlows: machine, AllowedOAuthScopes: []string{"orders/read"}}, ""},
		{"unknown scope", in{AllowedOAuthScopes: []string{"orders/write"}}, "ScopeDoesNotExistException: Invalid scope requested: orders/write"},
		{"profile without openid", in{AllowedOAuthScopes: []string{"profile", "phone", "email", "aws.cognito.signin.user.admin"}}, ""},
		{"context data without secret", in{EnablePropagateAdditionalUserContextData: aws.Bool(true)}, invalidParameter + "Client Secret is required to set EnablePropagateAdditionalUserContextData as true"},
		{"context data", in{GenerateSecret: true, EnablePropagateAdditionalUserContextData: aws.Bool(true)}, ""},
		{
			"half an analytics configuration", in{AnalyticsConfiguration: &types.AnalyticsConfigurationType{ApplicationId: aws.String("a")}},
			invalidParameter + "Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid",
		},
		{
			"an analytics project by ARN and by id", in{AnalyticsConfiguration: &types.AnalyticsConfigurationType{
				ApplicationArn: aws.String("arn:aws:mobiletargeting::123456789012:apps/a"), ExternalId: aws.String("e"),
			}}, invalidParameter + "Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid",
		},
		{
			"an analytics project of another region", in{AnalyticsConfiguration: &types.AnalyticsConfigurationType{
				ApplicationArn: aws.String("arn:aws:mobiletargeting:ap-northeast-1:123456789012:apps/a"),
			}}, invalidParameter + "The integration with Pinpoint is not supported for the requested ap-northeast-1 region.",
		},
		{
			"analytics", in{AnalyticsConfiguration: &types.AnalyticsConfigurationType{
				ApplicationId: aws.String("a"), RoleArn: aws.String("r"), ExternalId: aws.String("e"),
			}}, "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := policy.NewClient(clientContext(t), &c.in)
			wantError(t, err, c.want)
		})
	}
}

func TestClientRefusalsElsewhere(t *testing.T) {
	t.Parallel()
	lite := clientContext(t)
	lite.Tier = types.UserPoolTierTypeLite
	_, err := policy.NewClient(lite, &cip.CreateUserPoolClientInput{ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH"}})
	wantError(t, err, "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Passwordless Sign-In")
	old := plainClient()
	_, err = policy.UpdatedClient(clientContext(t), &old, &cip.UpdateUserPoolClientInput{WriteAttributes: []string{"sub"}})
	wantError(t, err, invalidParameter+"Invalid write attributes specified while updating a client")
	_, err = policy.UpdatedClient(clientContext(t), &old, &cip.UpdateUserPoolClientInput{ReadAttributes: []string{"custom:nope"}})
	wantError(t, err, invalidParameter+"Invalid read attributes specified while updating a client")
	secret := clientContext(t)
	secret.HasSecret = true
	_, err = policy.UpdatedClient(secret, &old, &cip.UpdateUserPoolClientInput{EnablePropagateAdditionalUserContextData: aws.Bool(true)})
	wantError(t, err, "")
}

func TestTokenLife(t *testing.T) {
	t.Parallel()
	plain := plainClient()
	if got, want := policy.TokenLife(&plain), (policy.Lifetimes{Access: time.Hour, ID: time.Hour, Refresh: 720 * time.Hour, Session: 3 * time.Minute}); got != want {
		t.Errorf("default %v, want %v", got, want)
	}
	got := policy.TokenLife(&types.UserPoolClientType{
		AccessTokenValidity: aws.Int32(10), IdTokenValidity: aws.Int32(1), RefreshTokenValidity: 7200, AuthSessionValidity: aws.Int32(15),
		TokenValidityUnits: &types.TokenValidityUnitsType{AccessToken: "minutes", IdToken: "days", RefreshToken: "seconds"},
	})
	if want := (policy.Lifetimes{Access: 10 * time.Minute, ID: 24 * time.Hour, Refresh: 2 * time.Hour, Session: 15 * time.Minute}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFlowAllowed(t *testing.T) {
	t.Parallel()
	all := []types.AuthFlowType{
		"USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH", "USER_SRP_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", "USER_AUTH",
	}
	for _, c := range []struct {
		flows []types.ExplicitAuthFlowsType
		want  []types.AuthFlowType
	}{
		{nil, []types.AuthFlowType{"USER_SRP_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"}},
		{[]types.ExplicitAuthFlowsType{"USER_PASSWORD_AUTH"}, []types.AuthFlowType{"USER_PASSWORD_AUTH", "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"}},
		{[]types.ExplicitAuthFlowsType{"ADMIN_NO_SRP_AUTH"}, []types.AuthFlowType{"ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH", "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"}},
		{[]types.ExplicitAuthFlowsType{"CUSTOM_AUTH_FLOW_ONLY"}, []types.AuthFlowType{"CUSTOM_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"}},
		{[]types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH"}, []types.AuthFlowType{"USER_PASSWORD_AUTH"}},
		{[]types.ExplicitAuthFlowsType{"ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}, []types.AuthFlowType{"ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"}},
		{[]types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH"}, []types.AuthFlowType{"USER_AUTH"}},
		{[]types.ExplicitAuthFlowsType{"ALLOW_CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH"}, []types.AuthFlowType{"USER_SRP_AUTH", "CUSTOM_AUTH"}},
		{[]types.ExplicitAuthFlowsType{"ALLOW_CLIENT_TOKEN_AUTH"}, nil},
	} {
		var got []types.AuthFlowType
		for _, flow := range all {
			if policy.FlowAllowed(&types.UserPoolClientType{ExplicitAuthFlows: c.flows}, flow) {
				got = append(got, flow)
			}
		}
		if d := diff(c.want, got); d != "" {
			t.Errorf("%q: %s", c.flows, d)
		}
	}
	if !policy.CustomAuthOnly(&types.UserPoolClientType{ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"CUSTOM_AUTH_FLOW_ONLY"}}) ||
		policy.CustomAuthOnly(&types.UserPoolClientType{ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_CUSTOM_AUTH"}}) {
		t.Error("CustomAuthOnly")
	}
}
