package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// clientRefusal is a new client that is refused.
type clientRefusal struct {
	says string
	in   cip.CreateUserPoolClientInput
	text string // POOL stands for the pool's id; "": the wording is not known
	open string
}

// clientRefusals are the texts a new client is refused with. Seen: badmintoncryer/cdk-preflight unless said otherwise.
func clientRefusals() []Case {
	cases := clientRefused("InvalidParameterException", clientFaults())
	cases = append(cases, clientRefused("InvalidOAuthFlowException", flowFaults())...)
	cases = append(cases, clientRefused("ScopeDoesNotExistException", []clientRefusal{
		// Seen: awsdocs/aws-cloudformation-user-guide#564.
		{"a scope of no resource server", cip.CreateUserPoolClientInput{AllowedOAuthScopes: []string{"api/read"}}, "Invalid scope requested: api/read", ""},
	})...)
	return append(cases, Case{
		Operations: ops("CreateUserPoolClient"), Says: "refused: sign-in by choice in the lowest tier",
		Given: func(w *World) {
			w.Pool(With(func(in *cip.CreateUserPoolInput) { in.UserPoolTier = types.UserPoolTierTypeLite }))
		},
		Steps: steps(func(w *World) {
			Refuses(w, w.API.CreateUserPoolClient, &cip.CreateUserPoolClientInput{
				UserPoolId: &w.pool.ID, ClientName: new("c"), ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH"},
			}, "FeatureUnavailableInTierException")
		}),
	}, Case{
		// Seen: aws/aws-sdk-java#1395, jmaleonard/serverless-cognito-add-custom-attributes#4.
		Operations: ops("UpdateUserPoolClient"), Says: "refused: attributes that nobody writes",
		Given: func(w *World) { w.Pool(); w.Client() },
		Steps: steps(func(w *World) {
			before := w.describeClient()
			Refuses(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
				UserPoolId: &w.pool.ID, ClientId: &w.client.ID, WriteAttributes: []string{"email", "email_verified"},
			}, "InvalidParameterException", "Invalid write attributes specified while updating a client")
			w.Equal(w.describeClient(), before)
		}),
	}, Case{
		Operations: ops("UpdateUserPoolClient"), Says: "refused: attributes that are not there", Assumes: "A059",
		Given: func(w *World) { w.Pool(); w.Client() },
		Steps: steps(func(w *World) {
			Refuses(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
				UserPoolId: &w.pool.ID, ClientId: &w.client.ID, ReadAttributes: []string{"custom:nope"},
			}, "InvalidParameterException", "Invalid read attributes specified while updating a client")
		}),
	}, Case{
		Operations: ops("UpdateUserPoolClient"), Says: "refused: context data of a client without a secret, but not of one with",
		Given: func(w *World) { w.Pool() },
		Steps: steps(func(w *World) {
			update := func() error {
				return Try(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
					UserPoolId: &w.pool.ID, ClientId: &w.client.ID, EnablePropagateAdditionalUserContextData: new(true)})
			}
			w.newClient(cip.CreateUserPoolClientInput{GenerateSecret: true})
			w.must(update())
			w.newClient(cip.CreateUserPoolClientInput{})
			w.Fails(update(), "InvalidParameterException", "Client Secret is required to set EnablePropagateAdditionalUserContextData as true")
		}),
	}, Case{
		Operations: ops("CreateUserPoolClient"), Says: "refused: no name",
		Given: func(w *World) { w.Pool() },
		Steps: steps(func(w *World) {
			w.Refused(w.PostSigned("CreateUserPoolClient", map[string]string{"UserPoolId": w.pool.ID}), "InvalidParameterException",
				"1 validation error detected: Value null at 'clientName' failed to satisfy constraint: Member must not be null")
		}),
	}, Case{
		Operations: ops("CreateUserPoolClient", "ListUserPoolClients"), Says: "refused: a pool that is not there",
		Steps: steps(func(w *World) {
			const code, text = "ResourceNotFoundException", "User pool us-east-1_000000000 does not exist."
			Refuses(w, w.API.CreateUserPoolClient, &cip.CreateUserPoolClientInput{UserPoolId: new("us-east-1_000000000"), ClientName: new("c")}, code, text)
			Refuses(w, w.API.ListUserPoolClients, &cip.ListUserPoolClientsInput{UserPoolId: new("us-east-1_000000000")}, code, text)
		}),
	})
}

func clientRefused(code string, refusals []clientRefusal) []Case {
	return each(refusals, func(r clientRefusal) Case {
		return Case{
			Operations: ops("CreateUserPoolClient"), Says: "refused: " + r.says, Assumes: r.open,
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				in := r.in
				in.UserPoolId = &w.pool.ID
				if in.ClientName == nil {
					in.ClientName = new("c")
				}
				var texts []string
				if r.text != "" {
					texts = []string{strings.ReplaceAll(r.text, "POOL", w.pool.ID)}
				}
				Refuses(w, w.API.CreateUserPoolClient, &in, code, texts...)
				w.Equal(len(OK(w, w.API.ListUserPoolClients, &cip.ListUserPoolClientsInput{UserPoolId: &w.pool.ID}).UserPoolClients), 0)
			}),
		}
	})
}

func clientFaults() []clientRefusal {
	type in = cip.CreateUserPoolClientInput
	units := func(access, id, refresh types.TimeUnitsType) *types.TokenValidityUnitsType {
		return &types.TokenValidityUnitsType{AccessToken: access, IdToken: id, RefreshToken: refresh}
	}
	hours, minutes, seconds := types.TimeUnitsTypeHours, types.TimeUnitsTypeMinutes, types.TimeUnitsTypeSeconds
	const (
		validity = "Invalid range for token validity."
		required = "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows."
		callback = "CallbackUrls can not be empty when code flow or implicit flow is selected"
		project  = "Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid"
		write    = "Invalid write attributes specified while creating a client"
		read     = "Invalid read attributes specified while creating a client"
	)
	code, cb := []types.OAuthFlowType{"code"}, []string{"https://a.example/cb"}
	return []clientRefusal{
		{"OAuth without scopes", in{AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: code, CallbackURLs: cb}, required, ""},
		{"OAuth without flows", in{AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: []string{"openid"}}, required, ""},
		{"the code flow without a callback", in{AllowedOAuthFlows: code, AllowedOAuthScopes: []string{"openid"}}, callback, ""},
		{"the implicit flow without a callback", in{AllowedOAuthFlows: []types.OAuthFlowType{"implicit"}, AllowedOAuthScopes: []string{"openid"}}, callback, ""},
		{"a callback by plain HTTP", in{CallbackURLs: []string{"http://example.com/cb"}}, "http://example.com/cb cannot use the HTTP protocol.", ""},
		{"a logout by plain HTTP", in{LogoutURLs: []string{"http://example.com/out"}}, "http://example.com/out cannot use the HTTP protocol.", ""},
		{"a callback with a fragment", in{CallbackURLs: []string{"https://example.com/cb#frag"}}, "https://example.com/cb#frag cannot use fragment", ""},
		{"a default redirect that is no callback", in{CallbackURLs: cb, DefaultRedirectURI: new("https://other.example.com/cb")}, "The default redirect URI https://other.example.com/cb is not in the callback URIs list.", ""},
		{"older and newer names of flows", in{ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH"}}, "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.", ""},
		{"access tokens of 25 hours", in{AccessTokenValidity: new(int32(25))}, validity, ""},
		{"access tokens of 4 minutes", in{AccessTokenValidity: new(int32(4)), TokenValidityUnits: units(minutes, "", "")}, validity, ""},
		{"access tokens of 299 seconds", in{AccessTokenValidity: new(int32(299)), TokenValidityUnits: units(seconds, "", "")}, validity, ""},
		{"ID tokens of 25 hours", in{IdTokenValidity: new(int32(25)), TokenValidityUnits: units("", hours, "")}, validity, ""},
		{"refresh tokens of 30 minutes", in{RefreshTokenValidity: 30, TokenValidityUnits: units("", "", minutes)}, validity, ""},
		{"refresh tokens of 4000 days", in{RefreshTokenValidity: 4000}, validity, ""},
		{"access tokens that outlive refresh tokens", in{AccessTokenValidity: new(int32(12)), RefreshTokenValidity: 2, TokenValidityUnits: units(hours, "", hours)},
			"Access and Id Token expiration times must be less than or equal to refresh token expiration times.", ""},
		{"context data without a secret", in{EnablePropagateAdditionalUserContextData: new(true)}, "Client Secret is required to set EnablePropagateAdditionalUserContextData as true", ""},
		{"writing email_verified", in{WriteAttributes: []string{"email_verified"}}, write, ""},
		{"writing sub", in{WriteAttributes: []string{"sub"}}, write, ""},
		{"writing what is not there", in{WriteAttributes: []string{"custom:nope"}}, write, ""},
		{"reading what is not there", in{ReadAttributes: []string{"custom:nope"}}, read, ""},
		// Seen: lgallard/terraform-aws-cognito-user-pool#71 as well.
		{"a provider that is not there", in{SupportedIdentityProviders: []string{"COGNITO", "Google"}}, "The provider Google does not exist for User Pool POOL.", ""},
		{"a project without a role", in{AnalyticsConfiguration: &types.AnalyticsConfigurationType{ApplicationId: new("ab12")}}, project, ""},
		{"a project by ARN and by id", in{AnalyticsConfiguration: &types.AnalyticsConfigurationType{
			ApplicationArn: new("arn:aws:mobiletargeting:us-east-1:123456789012:apps/ab12"), ApplicationId: new("ab12")}}, project, ""},
		{"a project of another region", in{AnalyticsConfiguration: &types.AnalyticsConfigurationType{ApplicationArn: new("arn:aws:mobiletargeting:eu-south-2:123456789012:apps/ab12")}},
			"The integration with Pinpoint is not supported for the requested eu-south-2 region.", ""},
		{"a secret given and generated", in{GenerateSecret: true, ClientSecret: new("a_secret_of_my_own_choice")}, "", "A043"},
		{"sessions of 2 minutes", in{AuthSessionValidity: new(int32(2))}, oneFault("2", "authSessionValidity", "Member must have value greater than or equal to 3"), ""},
		{"sessions of 16 minutes", in{AuthSessionValidity: new(int32(16))}, oneFault("16", "authSessionValidity", "Member must have value less than or equal to 15"), ""},
		// Seen: awsdocs/aws-cloudformation-user-guide#563.
		{"a flow that is none", in{AllowedOAuthFlows: []types.OAuthFlowType{"code", "token"}},
			oneFault("[code, token]", "allowedOAuthFlows", "Member must satisfy constraint: [Member must satisfy enum value set: [implicit, client_credentials, code]]"), ""},
		{"a name that is no name", in{ClientName: new("a/b")}, oneFault("a/b", "clientName", `Member must satisfy regular expression pattern: [\w\s+=,.@-]+`), ""},
	}
}

func flowFaults() []clientRefusal {
	type in = cip.CreateUserPoolClientInput
	machine := types.OAuthFlowTypeClientCredentials
	return []clientRefusal{
		{"machines and people", in{GenerateSecret: true, AllowedOAuthFlows: []types.OAuthFlowType{machine, "code"}, CallbackURLs: []string{"https://a.example/cb"}},
			"client_credentials flow can not be selected along with code flow or implicit flow.", ""},
		{"machines without a secret", in{AllowedOAuthFlows: []types.OAuthFlowType{machine}}, "client_credentials flow can not be selected if client does not have a client secret.", ""},
		// Seen: hashicorp/terraform-provider-aws#4984.
		{"machines with openid", in{GenerateSecret: true, AllowedOAuthFlows: []types.OAuthFlowType{machine}, AllowedOAuthScopes: []string{"openid"}},
			"openid is not supported with client_credentials flow", ""},
		{"machines with profile", in{GenerateSecret: true, AllowedOAuthFlows: []types.OAuthFlowType{machine}, AllowedOAuthScopes: []string{"profile"}},
			"profile is not supported with client_credentials flow", "A059"},
	}
}
