package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// providerRefusals are what identity providers are refused for.
func providerRefusals() []Case {
	return append(detailRefusals(), providerFrameRefusals()...)
}

// detailRefusals are about what a provider is made of. Seen: badmintoncryer/cdk-preflight unless said otherwise.
func detailRefusals() []Case {
	const (
		social  = "clientId, clientSecret and authorizeScopes are all required idp details."
		apple   = "clientId, privateKey, teamId, and keyId are all required idp details."
		oidc    = "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details."
		none    = "At least one of the MetadataURL or MetadataFile should be provided."
		both    = "Only one of the MetadataURL or MetadataFile should be provided."
		inClear = "OIDC endpoint must start with https://"
		enum    = "1 validation error detected: Value 'PUT' at 'providerConfiguration.oidcConfig.attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]"
		pattern = `[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+`
	)
	type refusal struct {
		says string
		kind types.IdentityProviderTypeType
		name string
		d    details
		text string
		open string
	}
	refusals := []refusal{
		{"Google without its secret", "Google", "Google", altered(socialDetails(), "client_secret", ""), social, ""},
		{"Facebook without an id", "Facebook", "Facebook", altered(socialDetails(), "client_id", ""), social, ""},
		{"LoginWithAmazon without scopes", "LoginWithAmazon", "LoginWithAmazon", altered(socialDetails(), "authorize_scopes", ""), social, ""},
		{"Apple without a key", "SignInWithApple", "SignInWithApple", altered(appleDetails(), "private_key", ""), apple, ""},
		{"Apple without a team", "SignInWithApple", "SignInWithApple", altered(appleDetails(), "team_id", ""), apple, ""},
		{"OIDC without an issuer", "OIDC", "Corp", altered(oidcDetails(), "oidc_issuer", ""), oidc, ""},
		{"OIDC without a method", "OIDC", "Corp", altered(oidcDetails(), "attributes_request_method", ""), oidc, ""},
		{"OIDC with a method that is none", "OIDC", "Corp", altered(oidcDetails(), "attributes_request_method", "PUT"), enum, ""},
		{"OIDC with an issuer in clear", "OIDC", "Corp", altered(oidcDetails(), "oidc_issuer", "http://idp.example.com"), inClear, ""},
		{"OIDC with an endpoint in clear", "OIDC", "Corp", altered(oidcDetails(), "token_url", "http://idp.example.com/token"), inClear, "A151"},
		{"SAML without metadata", "SAML", "Corp", details{"IDPSignout": "true"}, none, ""},
		{"SAML with metadata twice", "SAML", "Corp", details{"MetadataURL": "https://saml.example.com/m", "MetadataFile": samlMetadata}, both, ""},
		{"SAML with metadata that is none", "SAML", "Corp", details{"MetadataFile": "<x/>"}, "", "A153"},
		// Seen: hashicorp/terraform-provider-aws#4822.
		{"Google under another name", "Google", "MyGoogle", socialDetails(), "Provider MyGoogle cannot be of type Google.", ""},
		{"another type under the name of Google", "OIDC", "Google", oidcDetails(), "Provider Google cannot be of type OIDC.", "A156"},
		{"a name for the pool's own users", "OIDC", "COGNITO", oidcDetails(), "", "A156"},
		// Doc: CreateIdentityProvider.
		{"a name with a blank in front", "OIDC", " Corp", oidcDetails(),
			"1 validation error detected: Value ' Corp' at 'providerName' failed to satisfy constraint: Member must satisfy regular expression pattern: " + pattern, ""},
		{"a name of two characters", "OIDC", "Co", oidcDetails(),
			"1 validation error detected: Value 'Co' at 'providerName' failed to satisfy constraint: Member must satisfy regular expression pattern: " + pattern, ""},
		{"a type that is none", "LDAP", "Corp", oidcDetails(), "", ""},
	}
	return each(refusals, func(r refusal) Case {
		return Case{
			Operations: ops("CreateIdentityProvider"), Says: "refused: " + r.says, Assumes: r.open,
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{
					UserPoolId: &w.pool.ID, ProviderName: &r.name, ProviderType: r.kind, ProviderDetails: r.d,
				}, "InvalidParameterException", known(r.text)...)
				w.Equal(OK(w, w.API.ListIdentityProviders, &cip.ListIdentityProvidersInput{UserPoolId: &w.pool.ID}).Providers, []types.ProviderDescription{})
			}),
		}
	})
}

// providerFrameRefusals are about what is there already, and what is not.
func providerFrameRefusals() []Case {
	two := func(w *World) {
		w.Pool()
		OK(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{
			UserPoolId: &w.pool.ID, ProviderName: new("Corp"), ProviderType: "OIDC", ProviderDetails: oidcDetails(), IdpIdentifiers: []string{"corp.example.com"}})
		w.provide("OIDC", "Other", oidcDetails())
	}
	return []Case{
		{
			// Seen: aws-cloudformation/cloudformation-coverage-roadmap#1287.
			Operations: ops("CreateIdentityProvider"), Says: "refused: a name that is taken", Given: two,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{
					UserPoolId: &w.pool.ID, ProviderName: new("Corp"), ProviderType: "SAML", ProviderDetails: details{"MetadataFile": samlMetadata},
				}, "DuplicateProviderException", "Corp already exists in user pool "+w.pool.ID, "Corp already exists in user pool "+w.pool.ID+".")
				w.Equal(w.describeProvider("Corp").ProviderType, types.IdentityProviderTypeType("OIDC"))
			}),
		},
		{
			Operations: ops("CreateIdentityProvider", "UpdateIdentityProvider"), Says: "refused: an identifier of another provider", Assumes: "A155", Given: two,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{
					UserPoolId: &w.pool.ID, ProviderName: new("Third"), ProviderType: "OIDC", ProviderDetails: oidcDetails(), IdpIdentifiers: []string{"corp.example.com"},
				}, "DuplicateProviderException")
				Refuses(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{
					UserPoolId: &w.pool.ID, ProviderName: new("Other"), IdpIdentifiers: []string{"corp.example.com"},
				}, "InvalidParameterException")
				OK(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{
					UserPoolId: &w.pool.ID, ProviderName: new("Corp"), IdpIdentifiers: []string{"corp.example.com", "two"}})
			}),
		},
		{
			Operations: ops("CreateIdentityProvider"), Says: "refused: more than fifty identifiers, and one that is too long",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				in := &cip.CreateIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("Corp"), ProviderType: "OIDC", ProviderDetails: oidcDetails()}
				in.IdpIdentifiers = strings.Split(strings.Repeat("x", 51), "")
				Refuses(w, w.API.CreateIdentityProvider, in, "InvalidParameterException")
				in.IdpIdentifiers = []string{strings.Repeat("x", 41)}
				Refuses(w, w.API.CreateIdentityProvider, in, "InvalidParameterException")
			}),
		},
		{
			// Seen: hashicorp/terraform-provider-aws tests (type).
			Operations: ops("DescribeIdentityProvider", "UpdateIdentityProvider", "DeleteIdentityProvider", "GetIdentityProviderByIdentifier"),
			Says:       "refused: a provider that is not there, or that is another pool's", Assumes: "A150",
			Given: func(w *World) { two(w); w.Pool() },
			Steps: steps(func(w *World) {
				const code = "ResourceNotFoundException"
				Refuses(w, w.API.DescribeIdentityProvider, &cip.DescribeIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("Corp")}, code)
				Refuses(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("Corp")}, code)
				Refuses(w, w.API.DeleteIdentityProvider, &cip.DeleteIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("Corp")}, code)
				Refuses(w, w.API.GetIdentityProviderByIdentifier, &cip.GetIdentityProviderByIdentifierInput{UserPoolId: &w.pool.ID, IdpIdentifier: new("corp.example.com")}, code)
			}),
		},
		{
			Operations: ops("UpdateIdentityProvider", "DeleteIdentityProvider"), Says: "refused: to change the pool's own users", Assumes: "A156",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("COGNITO")}, "UnsupportedIdentityProviderException")
				Refuses(w, w.API.DeleteIdentityProvider, &cip.DeleteIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("COGNITO")}, "UnsupportedIdentityProviderException")
			}),
		},
		{
			Operations: ops("CreateIdentityProvider", "DescribeIdentityProvider", "UpdateIdentityProvider", "DeleteIdentityProvider", "ListIdentityProviders", "GetIdentityProviderByIdentifier"),
			Says:       "refused: identity providers of a pool that is not there",
			Steps: steps(func(w *World) {
				const code, text = "ResourceNotFoundException", "User pool us-east-1_000000000 does not exist."
				pool, name := new("us-east-1_000000000"), new("Corp")
				Refuses(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{UserPoolId: pool, ProviderName: name, ProviderType: "OIDC", ProviderDetails: oidcDetails()}, code, text)
				Refuses(w, w.API.DescribeIdentityProvider, &cip.DescribeIdentityProviderInput{UserPoolId: pool, ProviderName: name}, code, text)
				Refuses(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{UserPoolId: pool, ProviderName: name}, code, text)
				Refuses(w, w.API.DeleteIdentityProvider, &cip.DeleteIdentityProviderInput{UserPoolId: pool, ProviderName: name}, code, text)
				Refuses(w, w.API.ListIdentityProviders, &cip.ListIdentityProvidersInput{UserPoolId: pool}, code, text)
				Refuses(w, w.API.GetIdentityProviderByIdentifier, &cip.GetIdentityProviderByIdentifierInput{UserPoolId: pool, IdpIdentifier: name}, code, text)
			}),
		},
		{
			Operations: ops("ListIdentityProviders"), Says: "refused: a token that no list gave, and more than sixty", Given: two,
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ListIdentityProviders, &cip.ListIdentityProvidersInput{UserPoolId: &w.pool.ID, NextToken: new("nonsense")}, "InvalidParameterException")
				Refuses(w, w.API.ListIdentityProviders, &cip.ListIdentityProvidersInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(61))}, "InvalidParameterException",
					"1 validation error detected: Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60")
			}),
		},
		{
			Operations: ops("CreateIdentityProvider"), Says: "of eight providers of one name that are made at once, one is",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				w.OneWins(w.Race(8, func(int) error {
					return Try(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("Corp"), ProviderType: "OIDC", ProviderDetails: oidcDetails()})
				}), "DuplicateProviderException")
			}),
		},
	}
}
