package policy_test

import (
	"maps"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/policy"
)

type details = map[string]string

const metadata = `<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://corp.example">
 <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
  <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://corp.example/out"/>
  <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://corp.example/post"/>
  <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://corp.example/in"/>
 </md:IDPSSODescriptor>
</md:EntityDescriptor>`

const metadataWithoutLogout = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://corp.example"><IDPSSODescriptor>
  <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://corp.example/in"/>
</IDPSSODescriptor></EntityDescriptor>`

func TestProviderDetails(t *testing.T) {
	t.Parallel()
	social := details{"client_id": "i", "client_secret": "s", "authorize_scopes": "email"}
	oidc := details{"client_id": "i", "authorize_scopes": "openid", "oidc_issuer": "https://idp.example", "attributes_request_method": "GET"}
	apple := details{"client_id": "i", "team_id": "t", "key_id": "k", "private_key": "p", "authorize_scopes": "email"}
	with := func(of details, pairs ...string) details {
		all := maps.Clone(of)
		for i := 0; i < len(pairs); i += 2 {
			if all[pairs[i]] = pairs[i+1]; pairs[i+1] == "" {
				delete(all, pairs[i])
			}
		}
		return all
	}
	const (
		noSocial = invalidParameter + "clientId, clientSecret and authorizeScopes are all required idp details."
		noApple  = invalidParameter + "clientId, privateKey, teamId, and keyId are all required idp details."
		noOIDC   = invalidParameter + "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details."
		noHTTPS  = invalidParameter + "OIDC endpoint must start with https://"
		noFile   = invalidParameter + "The MetadataFile is not a valid SAML metadata document."
	)
	for _, c := range []struct {
		name    string
		kind    types.IdentityProviderTypeType
		given   details
		former  string
		want    details
		private string
		refused string
	}{
		{name: "Google", kind: "Google", given: social, want: with(social,
			"attributes_url", "https://people.googleapis.com/v1/people/me?personFields=", "attributes_url_add_attributes", "true",
			"authorize_url", "https://accounts.google.com/o/oauth2/v2/auth", "oidc_issuer", "https://accounts.google.com",
			"token_request_method", "POST", "token_url", "https://www.googleapis.com/oauth2/v4/token")},
		{name: "Facebook of a version", kind: "Facebook", given: with(social, "api_version", "v19.0"), want: with(social, "api_version", "v19.0",
			"attributes_url", "https://graph.facebook.com/v19.0/me?fields=", "attributes_url_add_attributes", "true",
			"authorize_url", "https://www.facebook.com/v19.0/dialog/oauth",
			"token_request_method", "GET", "token_url", "https://graph.facebook.com/v19.0/oauth/access_token")},
		{name: "Facebook of no version", kind: "Facebook", given: social, want: with(social,
			"attributes_url", "https://graph.facebook.com/v17.0/me?fields=", "attributes_url_add_attributes", "true",
			"authorize_url", "https://www.facebook.com/v17.0/dialog/oauth",
			"token_request_method", "GET", "token_url", "https://graph.facebook.com/v17.0/oauth/access_token")},
		{name: "Amazon", kind: "LoginWithAmazon", given: social, want: with(social,
			"attributes_url", "https://api.amazon.com/user/profile", "attributes_url_add_attributes", "false",
			"authorize_url", "https://www.amazon.com/ap/oa", "token_request_method", "POST", "token_url", "https://api.amazon.com/auth/o2/token")},
		{name: "Apple", kind: "SignInWithApple", given: apple, private: "p", want: with(apple, "private_key", "",
			"attributes_url_add_attributes", "false", "authorize_url", "https://appleid.apple.com/auth/authorize",
			"oidc_issuer", "https://appleid.apple.com", "token_request_method", "POST", "token_url", "https://appleid.apple.com/auth/token")},
		{name: "Apple, key as before", kind: "SignInWithApple", given: with(apple, "private_key", ""), former: "old", private: "old", want: with(apple, "private_key", "",
			"attributes_url_add_attributes", "false", "authorize_url", "https://appleid.apple.com/auth/authorize",
			"oidc_issuer", "https://appleid.apple.com", "token_request_method", "POST", "token_url", "https://appleid.apple.com/auth/token")},
		{name: "an endpoint of one's own", kind: "LoginWithAmazon", given: with(social, "token_url", "http://localhost:9/t"), want: with(social,
			"attributes_url", "https://api.amazon.com/user/profile", "attributes_url_add_attributes", "false",
			"authorize_url", "https://www.amazon.com/ap/oa", "token_request_method", "POST", "token_url", "http://localhost:9/t")},
		{name: "OIDC", kind: "OIDC", given: oidc, want: with(oidc, "attributes_url_add_attributes", "false")},
		{name: "OIDC with endpoints", kind: "OIDC", given: with(oidc, "client_secret", "s", "jwks_uri", "https://idp.example/keys"),
			want: with(oidc, "client_secret", "s", "jwks_uri", "https://idp.example/keys", "attributes_url_add_attributes", "false")},
		{name: "OIDC on this machine", kind: "OIDC", given: with(oidc, "oidc_issuer", "http://127.0.0.1:8080/realms/x"),
			want: with(oidc, "oidc_issuer", "http://127.0.0.1:8080/realms/x", "attributes_url_add_attributes", "false")},
		{name: "OIDC in a network of containers", kind: "OIDC", given: with(oidc, "oidc_issuer", "http://keycloak:8080"),
			want: with(oidc, "oidc_issuer", "http://keycloak:8080", "attributes_url_add_attributes", "false")},
		{name: "SAML by address", kind: "SAML", given: details{"MetadataURL": "https://corp.example/m", "IDPSignout": "true"},
			want: details{"MetadataURL": "https://corp.example/m", "IDPSignout": "true"}},
		{name: "SAML by file", kind: "SAML", given: details{"MetadataFile": metadata, "SSORedirectBindingURI": "old"},
			want: details{"MetadataFile": metadata, "SSORedirectBindingURI": "https://corp.example/in", "SLORedirectBindingURI": "https://corp.example/out"}},
		{name: "SAML without sign-out", kind: "SAML", given: details{"MetadataFile": metadataWithoutLogout, "SLORedirectBindingURI": "old"},
			want: details{"MetadataFile": metadataWithoutLogout, "SSORedirectBindingURI": "https://corp.example/in"}},

		{name: "Google without a secret", kind: "Google", given: with(social, "client_secret", ""), refused: noSocial},
		{name: "Facebook without anything", kind: "Facebook", refused: noSocial},
		{name: "Amazon without scopes", kind: "LoginWithAmazon", given: with(social, "authorize_scopes", ""), refused: noSocial},
		{name: "Apple without a key", kind: "SignInWithApple", given: with(apple, "private_key", ""), refused: noApple},
		{name: "Apple without a team", kind: "SignInWithApple", given: with(apple, "team_id", ""), refused: noApple},
		{name: "OIDC without an issuer", kind: "OIDC", given: with(oidc, "oidc_issuer", ""), refused: noOIDC},
		{name: "OIDC with another method", kind: "OIDC", given: with(oidc, "attributes_request_method", "PUT"), refused: invalidParameter +
			"1 validation error detected: Value 'PUT' at 'providerConfiguration.oidcConfig.attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]"},
		{name: "OIDC in clear", kind: "OIDC", given: with(oidc, "oidc_issuer", "http://idp.example"), refused: noHTTPS},
		{name: "OIDC, an endpoint in clear", kind: "OIDC", given: with(oidc, "token_url", "http://10.0.0.1/t"), refused: noHTTPS},
		{name: "OIDC, no address", kind: "OIDC", given: with(oidc, "token_url", "http://%zz"), refused: noHTTPS},
		{name: "SAML without metadata", kind: "SAML", given: details{"IDPSignout": "true"}, refused: invalidParameter + "At least one of the MetadataURL or MetadataFile should be provided."},
		{name: "SAML with metadata twice", kind: "SAML", given: details{"MetadataURL": "https://corp.example/m", "MetadataFile": metadata}, refused: invalidParameter + "Only one of the MetadataURL or MetadataFile should be provided."},
		{name: "SAML, no XML", kind: "SAML", given: details{"MetadataFile": "hello"}, refused: noFile},
		{name: "SAML, another XML", kind: "SAML", given: details{"MetadataFile": `<EntityDescriptor entityID="x"/>`}, refused: noFile},
		{name: "SAML, nowhere to sign in", kind: "SAML", given: details{"MetadataFile": `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>`}, refused: noFile},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			before := maps.Clone(c.given)
			got, private, err := policy.ProviderDetails(c.kind, c.given, c.former)
			wantError(t, err, c.refused)
			if c.refused != "" {
				return
			}
			if d := diff(c.want, got); d != "" || private != c.private {
				t.Errorf("private key %q, want %q; details (- want, + got):\n%s", private, c.private, d)
			}
			if !maps.Equal(before, c.given) {
				t.Error("the details given were changed")
			}
		})
	}
}

func TestProviderNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		kind types.IdentityProviderTypeType
		want string
	}{
		{"Google", "Google", ""},
		{"Corp", "SAML", ""},
		{"cognito", "OIDC", ""},
		{"MyGoogle", "Google", invalidParameter + "Provider MyGoogle cannot be of type Google."},
		{"Google", "OIDC", invalidParameter + "Provider Google cannot be of type OIDC."},
		{"COGNITO", "SAML", invalidParameter + "Provider COGNITO cannot be of type SAML."},
	} {
		wantError(t, policy.CheckProviderName(c.name, c.kind), c.want)
	}
}

func TestProviderMapping(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind        types.IdentityProviderTypeType
		given, want details
	}{
		{"Google", nil, details{"username": "sub"}},
		{"OIDC", details{"email": "mail"}, details{"email": "mail", "username": "sub"}},
		{"OIDC", details{"username": "oid"}, details{"username": "oid"}},
		{"SignInWithApple", nil, details{"username": "sub"}},
		{"Facebook", nil, details{"username": "id"}},
		{"LoginWithAmazon", details{}, details{"username": "user_id"}},
		{"SAML", nil, nil},
		{"SAML", details{}, nil},
		{"SAML", details{"email": "mail"}, details{"email": "mail"}},
	} {
		if d := diff(c.want, policy.ProviderMapping(c.kind, c.given)); d != "" {
			t.Errorf("%s, %v (- want, + got):\n%s", c.kind, c.given, d)
		}
	}
}

func TestProviderLevels(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind        types.IdentityProviderTypeType
		given, want details
		refused     string
	}{
		{"OIDC", details{"Level1": "urn:1"}, details{"Level1": "urn:1"}, ""},
		{"OIDC", details{}, nil, ""},
		{"SAML", nil, nil, ""},
		{"SAML", details{"Level1": "urn:1"}, nil, invalidParameter + "AcrMapping is only supported for OIDC identity providers."},
	} {
		got, err := policy.ProviderLevels(c.kind, c.given)
		wantError(t, err, c.refused)
		if d := diff(c.want, got); d != "" {
			t.Errorf("%s, %v (- want, + got):\n%s", c.kind, c.given, d)
		}
	}
	if got := policy.ProviderIdentifiers([]string{"a", "b", "a"}); len(got) != 2 {
		t.Errorf("identifiers: %v", got)
	}
	if got := policy.ProviderIdentifiers(nil); got == nil {
		t.Error("no identifiers are no list, not an empty one")
	}
}
