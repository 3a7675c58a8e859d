package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// details are ProviderDetails.
type details = map[string]string

// altered is details with others laid over them; an empty value takes one away.
func altered(d details, pairs ...string) details {
	d = maps.Clone(d)
	for i := 0; i+1 < len(pairs); i += 2 {
		if d[pairs[i]] = pairs[i+1]; pairs[i+1] == "" {
			delete(d, pairs[i])
		}
	}
	return d
}

func socialDetails() details {
	return details{"client_id": "id.example", "client_secret": "s3cret", "authorize_scopes": "email"}
}

func appleDetails() details {
	return details{"client_id": "com.example", "team_id": "T1", "key_id": "K1", "private_key": "P1", "authorize_scopes": "email name"}
}

// oidcDetails name every endpoint, so that nobody has to be asked for them.
func oidcDetails() details {
	return details{
		"client_id": "id.example", "client_secret": "s3cret", "authorize_scopes": "openid email",
		"oidc_issuer": "https://idp.example.com", "attributes_request_method": "GET",
		"authorize_url": "https://idp.example.com/authorize", "token_url": "https://idp.example.com/token",
		"attributes_url": "https://idp.example.com/userinfo", "jwks_uri": "https://idp.example.com/keys",
	}
}

// samlMetadata is the metadata of a provider that takes requests by redirect.
const samlMetadata = `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://saml.example.com">
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://saml.example.com/in"/>
</md:IDPSSODescriptor></md:EntityDescriptor>`

// provide makes an identity provider in the pool made last, named like its type unless another name is given.
func (w *World) provide(kind types.IdentityProviderTypeType, name string, d details) *types.IdentityProviderType {
	w.t.Helper()
	if name == "" {
		name = string(kind)
	}
	return OK(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{
		UserPoolId: &w.pool.ID, ProviderName: &name, ProviderType: kind, ProviderDetails: d,
	}).IdentityProvider
}

// shownProvider is a provider as it is shown, made just now.
func (w *World) shownProvider(kind types.IdentityProviderTypeType, name string, d, mapping details) *types.IdentityProviderType {
	return &types.IdentityProviderType{
		UserPoolId: &w.pool.ID, ProviderName: &name, ProviderType: kind, ProviderDetails: d, AttributeMapping: mapping,
		IdpIdentifiers: []string{}, CreationDate: Lately(), LastModifiedDate: Lately(),
	}
}

func (w *World) describeProvider(name string) *types.IdentityProviderType {
	w.t.Helper()
	return OK(w, w.API.DescribeIdentityProvider, &cip.DescribeIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: &name}).IdentityProvider
}

// providerCases are about what identity providers are made of, and what is shown of them.
func providerCases() []Case {
	return slices.Concat(providerTypes(), providerLife(), providerLevels())
}

// providerTypes make one provider of each kind.
func providerTypes() []Case {
	type kind struct {
		says         string
		kind         types.IdentityProviderTypeType
		name         string
		given, shown details
		mapping      details
		open         string
	}
	google := altered(socialDetails(), "attributes_url", "https://people.googleapis.com/v1/people/me?personFields=", "attributes_url_add_attributes", "true",
		"authorize_url", "https://accounts.google.com/o/oauth2/v2/auth", "oidc_issuer", "https://accounts.google.com",
		"token_request_method", "POST", "token_url", "https://www.googleapis.com/oauth2/v4/token")
	facebook := altered(socialDetails(), "api_version", "v17.0",
		"attributes_url", "https://graph.facebook.com/v17.0/me?fields=", "attributes_url_add_attributes", "true",
		"authorize_url", "https://www.facebook.com/v17.0/dialog/oauth",
		"token_request_method", "GET", "token_url", "https://graph.facebook.com/v17.0/oauth/access_token")
	amazon := altered(socialDetails(), "attributes_url", "https://api.amazon.com/user/profile", "attributes_url_add_attributes", "false",
		"authorize_url", "https://www.amazon.com/ap/oa", "token_request_method", "POST", "token_url", "https://api.amazon.com/auth/o2/token")
	apple := altered(appleDetails(), "private_key", "", "attributes_url_add_attributes", "false",
		"authorize_url", "https://appleid.apple.com/auth/authorize", "oidc_issuer", "https://appleid.apple.com",
		"token_request_method", "POST", "token_url", "https://appleid.apple.com/auth/token")
	sub := details{"username": "sub"}
	return each([]kind{
		// Seen: hashicorp/terraform-provider-aws tests.
		{"a provider of type Google gets its endpoints", "Google", "", socialDetails(), google, sub, ""},
		{"the endpoints of Google can be given", "Google", "", google, google, sub, ""},
		{"a provider of type Facebook gets the endpoints of its version", "Facebook", "", altered(socialDetails(), "api_version", "v17.0"), facebook, details{"username": "id"}, ""},
		{"a provider of type Facebook needs no version", "Facebook", "", socialDetails(), altered(facebook, "api_version", ""), details{"username": "id"}, "A152"},
		{"a provider of type LoginWithAmazon gets its endpoints", "LoginWithAmazon", "", socialDetails(), amazon, details{"username": "user_id"}, "A154"},
		{"a provider of type SignInWithApple gets its endpoints and never shows its key", "SignInWithApple", "", appleDetails(), apple, sub, "A154"},
		// Seen: a public log of DescribeIdentityProvider, 2026-08.
		{"an OIDC provider shows its secret and the endpoints that were given", "OIDC", "Corp", oidcDetails(), altered(oidcDetails(), "attributes_url_add_attributes", "false"), sub, ""},
		{"an OIDC provider needs no secret", "OIDC", "Corp", altered(oidcDetails(), "client_secret", ""), altered(oidcDetails(), "client_secret", "", "attributes_url_add_attributes", "false"), sub, ""},
		// Seen: hashicorp/terraform-provider-aws tests (the certificate is there even without encryption).
		{"a SAML provider shows where its metadata takes requests, and a certificate", "SAML", "Corp",
			details{"MetadataFile": samlMetadata, "EncryptedResponses": "false"},
			details{"MetadataFile": samlMetadata, "EncryptedResponses": "false", "SSORedirectBindingURI": "https://saml.example.com/in", "ActiveEncryptionCertificate": AnyBase64}, nil, ""},
	}, func(k kind) Case {
		name := k.name
		if name == "" {
			name = string(k.kind)
		}
		return Case{
			Operations: ops("CreateIdentityProvider", "DescribeIdentityProvider"), Says: k.says, Assumes: k.open,
			Given: func(w *World) { w.Pool() },
			Steps: steps(
				func(w *World) {
					w.Equal(w.provide(k.kind, name, k.given), w.shownProvider(k.kind, name, k.shown, k.mapping))
				},
				func(w *World) {
					w.Equal(w.describeProvider(name), w.shownProvider(k.kind, name, k.shown, k.mapping))
				},
			),
		}
	})
}

// providerLife is what happens to providers after their creation.
func providerLife() []Case {
	return []Case{
		{
			Operations: ops("UpdateIdentityProvider", "CreateIdentityProvider", "DescribeIdentityProvider", "GetIdentityProviderByIdentifier"),
			Says:       "what was set is read back, and each part is replaced by itself",
			Given:      func(w *World) { w.Pool() },
			Steps: steps(
				func(w *World) {
					OK(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{
						UserPoolId: &w.pool.ID, ProviderName: new("Corp"), ProviderType: "OIDC", ProviderDetails: oidcDetails(),
						AttributeMapping: details{"email": "mail", "username": "sub"}, IdpIdentifiers: []string{"corp.example.com", "Corp"},
					})
					want := w.shownProvider("OIDC", "Corp", altered(oidcDetails(), "attributes_url_add_attributes", "false"), details{"email": "mail", "username": "sub"})
					want.IdpIdentifiers = []string{"corp.example.com", "Corp"}
					w.Equal(w.describeProvider("Corp"), want)
				},
				func(w *World) {
					update := &cip.UpdateIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("Corp"), AttributeMapping: details{"name": "cn", "username": "sub"}}
					want := w.describeProvider("Corp")
					want.AttributeMapping, want.LastModifiedDate = update.AttributeMapping, Lately()
					w.Equal(OK(w, w.API.UpdateIdentityProvider, update).IdentityProvider, want)
					update.AttributeMapping, update.IdpIdentifiers = nil, []string{"other.example.com"}
					want.IdpIdentifiers = update.IdpIdentifiers
					w.Equal(OK(w, w.API.UpdateIdentityProvider, update).IdentityProvider, want)
					update.IdpIdentifiers, update.ProviderDetails = nil, altered(oidcDetails(), "client_id", "other.example")
					want.ProviderDetails = altered(update.ProviderDetails, "attributes_url_add_attributes", "false")
					w.Equal(OK(w, w.API.UpdateIdentityProvider, update).IdentityProvider, want)
				},
				func(w *World) {
					byIdentifier := &cip.GetIdentityProviderByIdentifierInput{UserPoolId: &w.pool.ID, IdpIdentifier: new("other.example.com")}
					w.Equal(OK(w, w.API.GetIdentityProviderByIdentifier, byIdentifier).IdentityProvider, w.describeProvider("Corp"))
					byIdentifier.IdpIdentifier = new("corp.example.com")
					Refuses(w, w.API.GetIdentityProviderByIdentifier, byIdentifier, "ResourceNotFoundException")
					OK(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("Corp"), IdpIdentifiers: []string{}})
					w.Equal(w.describeProvider("Corp").IdpIdentifiers, []string{})
				},
			),
		},
		{
			// Seen: a public log of DescribeIdentityProvider, 2026-08.
			Operations: ops("CreateIdentityProvider"), Says: "the username is mapped although the mapping does not say so",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				made := OK(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{
					UserPoolId: &w.pool.ID, ProviderName: new("Corp"), ProviderType: "OIDC", ProviderDetails: oidcDetails(), AttributeMapping: details{"email": "mail"}})
				w.Equal(made.IdentityProvider.AttributeMapping, details{"email": "mail", "username": "sub"})
			}),
		},
		{
			// Seen: hashicorp/terraform-provider-aws: this is what it sends.
			Operations: ops("UpdateIdentityProvider"), Says: "a SAML provider takes back what it shows, and keeps its certificate",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				before := w.provide("SAML", "Corp", details{"MetadataFile": samlMetadata}).ProviderDetails
				after := OK(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{
					UserPoolId: &w.pool.ID, ProviderName: new("Corp"),
					ProviderDetails: altered(before, "ActiveEncryptionCertificate", "", "IDPSignout", "true"),
				}).IdentityProvider.ProviderDetails
				w.Equal(after, altered(before, "IDPSignout", "true"))
			}),
		},
		{
			Operations: ops("UpdateIdentityProvider"), Says: "Apple's key need not be sent again", Assumes: "A152",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				before := w.provide("SignInWithApple", "", appleDetails()).ProviderDetails
				after := OK(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{
					UserPoolId: &w.pool.ID, ProviderName: new("SignInWithApple"), ProviderDetails: altered(before, "team_id", "T2")}).IdentityProvider
				w.Equal(after.ProviderDetails, altered(before, "team_id", "T2"))
			}),
		},
		{
			Operations: ops("ListIdentityProviders"), Says: "providers come in pages, each one once and without its details", Assumes: "A157",
			Given: func(w *World) {
				w.Pool()
				for i := range 5 {
					w.provide("OIDC", fmt.Sprintf("Corp%d", i), oidcDetails())
				}
			},
			Steps: steps(func(w *World) {
				in := &cip.ListIdentityProvidersInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(2))}
				var names []string
				var sizes []int
				for {
					page := OK(w, w.API.ListIdentityProviders, in)
					sizes = append(sizes, len(page.Providers))
					for _, p := range page.Providers {
						w.Equal(p, types.ProviderDescription{ProviderName: p.ProviderName, ProviderType: "OIDC", CreationDate: Lately(), LastModifiedDate: Lately()})
						names = append(names, *p.ProviderName)
					}
					if in.NextToken = page.NextToken; in.NextToken == nil {
						break
					}
				}
				w.Equal(sizes, []int{2, 2, 1})
				w.Equal(names, []string{"Corp0", "Corp1", "Corp2", "Corp3", "Corp4"})
			}),
		},
		{
			Operations: ops("ListIdentityProviders"), Says: "a pool has no providers at first",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				Answers(w, w.API.ListIdentityProviders, &cip.ListIdentityProvidersInput{UserPoolId: &w.pool.ID}, &cip.ListIdentityProvidersOutput{Providers: []types.ProviderDescription{}})
			}),
		},
		{
			// Seen: lgallard/terraform-aws-cognito-user-pool#71 (text).
			Operations: ops("CreateUserPoolClient", "UpdateUserPoolClient", "DeleteIdentityProvider"), Says: "a client names providers that are there", Assumes: "A150",
			Given: func(w *World) { w.Pool() },
			Steps: steps(
				func(w *World) {
					in := &cip.CreateUserPoolClientInput{UserPoolId: &w.pool.ID, ClientName: new("c"), SupportedIdentityProviders: []string{"COGNITO", "Corp"}}
					text := "The provider Corp does not exist for User Pool " + w.pool.ID + "."
					Refuses(w, w.API.CreateUserPoolClient, in, "InvalidParameterException", text)
					w.Client()
					update := &cip.UpdateUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID, SupportedIdentityProviders: []string{"COGNITO", "Corp"}}
					Refuses(w, w.API.UpdateUserPoolClient, update, "InvalidParameterException", text)
					w.provide("OIDC", "Corp", oidcDetails())
					w.Equal(OK(w, w.API.CreateUserPoolClient, in).UserPoolClient.SupportedIdentityProviders, []string{"COGNITO", "Corp"}, Unordered())
					w.Equal(OK(w, w.API.UpdateUserPoolClient, update).UserPoolClient.SupportedIdentityProviders, []string{"COGNITO", "Corp"}, Unordered())
				},
				func(w *World) { // and keeps the name of one that is gone
					OK(w, w.API.DeleteIdentityProvider, &cip.DeleteIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("Corp")})
					w.Equal(w.describeClient().SupportedIdentityProviders, []string{"COGNITO", "Corp"}, Unordered())
				},
			),
		},
		{
			Operations: ops("DeleteIdentityProvider", "CreateIdentityProvider"), Says: "a provider that was deleted is gone, and its name and identifiers are free",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				in := &cip.CreateIdentityProviderInput{
					UserPoolId: &w.pool.ID, ProviderName: new("Corp"), ProviderType: "OIDC", ProviderDetails: oidcDetails(), IdpIdentifiers: []string{"corp.example.com"}}
				for range 2 {
					OK(w, w.API.CreateIdentityProvider, in)
					Answers(w, w.API.DeleteIdentityProvider, &cip.DeleteIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("Corp")}, &cip.DeleteIdentityProviderOutput{})
					Refuses(w, w.API.DescribeIdentityProvider, &cip.DescribeIdentityProviderInput{UserPoolId: &w.pool.ID, ProviderName: new("Corp")}, "ResourceNotFoundException")
				}
			}),
		},
	}
}

// providerLevels are about AcrMapping, which is newer than the official client.
func providerLevels() []Case {
	return []Case{{
		Operations: ops("CreateIdentityProvider", "UpdateIdentityProvider", "DescribeIdentityProvider"), Says: "levels of authentication are mapped by OIDC providers only", Assumes: "A154",
		Given: func(w *World) { w.Pool(); w.provide("Google", "", socialDetails()) },
		Steps: steps(func(w *World) {
			levels := func(operation string, more map[string]any) any {
				w.t.Helper()
				maps.Copy(more, map[string]any{"UserPoolId": w.pool.ID})
				r := w.PostSigned(operation, more)
				var shown struct {
					IdentityProvider struct{ AcrMapping any }
				}
				w.must(json.Unmarshal([]byte(r.Body), &shown))
				return shown.IdentityProvider.AcrMapping
			}
			first, second := map[string]any{"Level1": "urn:idp:1", "Level4": "urn:idp:4"}, map[string]any{"Level2": "urn:idp:2"}
			create := map[string]any{"ProviderName": "Corp", "ProviderType": "OIDC", "ProviderDetails": oidcDetails(), "AcrMapping": first}
			w.Equal(levels("CreateIdentityProvider", create), any(first))
			w.Equal(levels("DescribeIdentityProvider", map[string]any{"ProviderName": "Corp"}), any(first))
			w.Equal(levels("UpdateIdentityProvider", map[string]any{"ProviderName": "Corp", "AcrMapping": second}), any(second))
			w.Equal(levels("UpdateIdentityProvider", map[string]any{"ProviderName": "Corp", "IdpIdentifiers": []string{"x"}}), any(second))
			w.Equal(levels("UpdateIdentityProvider", map[string]any{"ProviderName": "Corp", "AcrMapping": map[string]any{}}), nil)
			w.Refused(w.PostSigned("UpdateIdentityProvider", map[string]any{"UserPoolId": w.pool.ID, "ProviderName": "Google", "AcrMapping": first}), "InvalidParameterException")
			create["ProviderName"], create["AcrMapping"] = "Two", map[string]any{"Level5": "urn:idp:5"}
			w.Refused(w.PostSigned("CreateIdentityProvider", create), "InvalidParameterException")
		}),
	}}
}
