package conformance

import (
	"encoding/json"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// partCases are about what belongs to pools: what was set is read back, and what an update sets.
func partCases() []Case {
	const notFound, ip = "ResourceNotFoundException", "InvalidParameterException"
	return []Case{
		{
			Operations: ops("UpdateUserPoolDomain", "DescribeUserPoolDomain"), Says: "certificate, policy, routing and version of a custom domain are set together", Needs: needs(Domains), Assumes: "A161",
			Given: func(w *World) {
				w.Pool()
				w.Keep("domain", w.customName())
				OK(w, w.API.CreateUserPoolDomain, &cip.CreateUserPoolDomainInput{UserPoolId: &w.pool.ID, Domain: new(w.Kept("domain")), CustomDomainConfig: certificate("1")})
			},
			Steps: steps(
				func(w *World) {
					want := w.shownDomain(w.Kept("domain"))
					want.CustomDomainConfig = certificate("1")
					w.Equal(w.describeDomain(w.Kept("domain")), want)
					config := certificate("2")
					config.SecurityPolicy = types.SecurityPolicyTypeTlsV122021
					routing := &types.RoutingType{Failover: &types.FailoverType{SecondaryRegion: new("us-west-2"), PrimaryRoute53HealthCheckId: new("h2")}}
					Answers(w, w.API.UpdateUserPoolDomain, &cip.UpdateUserPoolDomainInput{
						UserPoolId: &w.pool.ID, Domain: new(w.Kept("domain")), CustomDomainConfig: config, Routing: routing, ManagedLoginVersion: new(int32(2)),
					}, &cip.UpdateUserPoolDomainOutput{CloudFrontDomain: new(AnyHost), Routing: routing, ManagedLoginVersion: new(int32(2))})
				},
				func(w *World) {
					want := w.shownDomain(w.Kept("domain"))
					want.CustomDomainConfig, want.ManagedLoginVersion = certificate("2"), new(int32(2))
					want.CustomDomainConfig.SecurityPolicy = types.SecurityPolicyTypeTlsV122021
					want.Routing = &types.RoutingType{Failover: &types.FailoverType{SecondaryRegion: new("us-west-2"), PrimaryRoute53HealthCheckId: new("h2")}}
					w.Equal(w.describeDomain(w.Kept("domain")), want)
				},
			),
		},
		{
			Operations: ops("CreateManagedLoginBranding", "DescribeManagedLoginBranding", "DescribeManagedLoginBrandingByClient", "UpdateManagedLoginBranding"), Says: "the resource id of an image comes back", Given: poolAndClient,
			Steps: steps(
				func(w *World) {
					logo := svg("FORM_LOGO", "LIGHT", "<svg width='1' height='1'/>")
					logo.ResourceId = new("logo one")
					w.Equal(w.styled(cip.CreateManagedLoginBrandingInput{UseCognitoProvidedValues: true, Assets: []types.AssetType{logo}}), w.wanted(true, "", logo))
					w.Equal(w.style(false), w.wanted(true, "", logo))
				},
				func(w *World) {
					logo := svg("FORM_LOGO", "LIGHT", "<svg width='2' height='2'/>")
					logo.ResourceId = new("logo two")
					w.Equal(w.restyled(cip.UpdateManagedLoginBrandingInput{UseCognitoProvidedValues: true, Assets: []types.AssetType{logo}}), w.wanted(true, "", logo))
					w.Equal(w.style(false), w.wanted(true, "", logo))
				},
			),
		},
		{
			// Seen: hashicorp/terraform-provider-aws tests.
			Operations: ops("UpdateUserPoolClient", "DescribeUserPoolClient"), Says: "a project of analytics can be given later by its ARN, and shows the service's own role", Given: poolAndClient,
			Steps: steps(
				func(w *World) {
					got := OK(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
						UserPoolId: &w.pool.ID, ClientId: &w.client.ID, AnalyticsConfiguration: &types.AnalyticsConfigurationType{ApplicationArn: w.project(), UserDataShared: true},
					}).UserPoolClient
					w.Equal(got.AnalyticsConfiguration, w.analytics())
				},
				func(w *World) { w.Equal(w.describeClient().AnalyticsConfiguration, w.analytics()) },
			),
		},
		{
			Operations: ops("UpdateUserPoolClient"), Says: "refused: what a new client would be refused for, and nothing changes",
			Given: func(w *World) {
				w.Pool(With(func(in *cip.CreateUserPoolInput) { in.UserPoolTier = types.UserPoolTierTypeLite }))
				w.Client(Flows())
			},
			Steps: steps(func(w *World) {
				before := w.describeClient()
				in := func(change func(*cip.UpdateUserPoolClientInput)) *cip.UpdateUserPoolClientInput {
					in := &cip.UpdateUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID, ClientName: new("other")}
					change(in)
					return in
				}
				Refuses(w, w.API.UpdateUserPoolClient, in(func(in *cip.UpdateUserPoolClientInput) {
					in.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH"}
				}), "FeatureUnavailableInTierException", "The following feature is not available for the LITE pricing tier configured: Passwordless Sign-In")
				Refuses(w, w.API.UpdateUserPoolClient, in(func(in *cip.UpdateUserPoolClientInput) {
					in.AllowedOAuthFlowsUserPoolClient, in.AllowedOAuthFlows = true, []types.OAuthFlowType{"client_credentials"}
					in.AllowedOAuthScopes = []string{"aws.cognito.signin.user.admin"}
				}), "InvalidOAuthFlowException", "client_credentials flow can not be selected if client does not have a client secret.")
				Refuses(w, w.API.UpdateUserPoolClient, in(func(in *cip.UpdateUserPoolClientInput) {
					in.AllowedOAuthFlowsUserPoolClient, in.AllowedOAuthFlows, in.CallbackURLs = true, []types.OAuthFlowType{"code"}, []string{"https://a.example"}
					in.AllowedOAuthScopes = []string{"server/none"}
				}), "ScopeDoesNotExistException", "Invalid scope requested: server/none")
				w.Equal(w.describeClient(), before)
			}),
		},
		{
			Operations: ops("ListUserPoolClientSecrets"), Says: "refused: a token, as no list is long enough to give one", Given: func(w *World) { w.Pool(); w.Client(Secret()) },
			Steps: steps(func(w *World) {
				in := &cip.ListUserPoolClientSecretsInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID, NextToken: new("none")}
				Refuses(w, w.API.ListUserPoolClientSecrets, in, ip)
			}),
		},
		{
			Operations: ops("AdminListGroupsForUser", "GetGroup"), Says: "the groups of a user show everything, as each of them does", Given: func(w *World) { w.Pool(); w.User() },
			Steps: steps(
				func(w *World) {
					OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors"), Description: new("who edit"), RoleArn: new(groupRole), Precedence: new(int32(3))})
					Answers(w, w.API.AdminAddUserToGroup, &cip.AdminAddUserToGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors"), Username: &w.user.Login}, &cip.AdminAddUserToGroupOutput{})
				},
				func(w *World) {
					want := w.shownGroup("editors", func(g *types.GroupType) {
						g.Description, g.RoleArn, g.Precedence = new("who edit"), new(groupRole), new(int32(3))
					})
					Answers(w, w.API.AdminListGroupsForUser, &cip.AdminListGroupsForUserInput{UserPoolId: &w.pool.ID, Username: &w.user.Login},
						&cip.AdminListGroupsForUserOutput{Groups: []types.GroupType{*want}})
				},
			),
		},
		{
			Operations: ops("ListUsersInGroup", "ListUsers"), Says: "users of a group are shown as all users are",
			Given: func(w *World) { w.Pool(SendsSMS()); w.User(Phone(annPhone), Mail(annMail)) },
			Steps: steps(func(w *World) {
				OK(w, w.API.AdminSetUserSettings, &cip.AdminSetUserSettingsInput{UserPoolId: &w.pool.ID, Username: &w.user.Login,
					MFAOptions: []types.MFAOptionType{{AttributeName: new("phone_number"), DeliveryMedium: types.DeliveryMediumTypeSms}}})
				OK(w, w.API.CreateGroup, &cip.CreateGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors")})
				OK(w, w.API.AdminAddUserToGroup, &cip.AdminAddUserToGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors"), Username: &w.user.Login})
				all := OK(w, w.API.ListUsers, &cip.ListUsersInput{UserPoolId: &w.pool.ID})
				Answers(w, w.API.ListUsersInGroup, &cip.ListUsersInGroupInput{UserPoolId: &w.pool.ID, GroupName: new("editors")}, &cip.ListUsersInGroupOutput{Users: all.Users})
			}),
		},
		{
			Operations: ops("GetIdentityProviderByIdentifier", "DescribeIdentityProvider"), Says: "a provider found by its identifier shows everything, as it does by its name",
			Given: func(w *World) {
				w.Pool()
				r := w.PostSigned("CreateIdentityProvider", map[string]any{
					"UserPoolId": w.pool.ID, "ProviderName": "Corp", "ProviderType": "OIDC", "ProviderDetails": oidcDetails(), "IdpIdentifiers": []string{"corp"},
					"AttributeMapping": details{"email": "mail"}, "AcrMapping": details{"Level1": "urn:idp:1"}})
				w.Equal(r.Status, 200)
			},
			Steps: steps(func(w *World) {
				byName := w.PostSigned("DescribeIdentityProvider", map[string]any{"UserPoolId": w.pool.ID, "ProviderName": "Corp"})
				byIdentifier := w.PostSigned("GetIdentityProviderByIdentifier", map[string]any{"UserPoolId": w.pool.ID, "IdpIdentifier": "corp"})
				w.Equal(byIdentifier.Body, byName.Body)
				var shown struct {
					IdentityProvider struct{ AcrMapping details }
				}
				w.must(json.Unmarshal([]byte(byIdentifier.Body), &shown))
				w.Equal(shown.IdentityProvider.AcrMapping, details{"Level1": "urn:idp:1"})
			}),
		},
		{
			Operations: ops("UntagResource", "ListTagsForResource"), Says: "refused: what is no ARN of a pool", Assumes: "A084", Given: inPool(),
			Steps: steps(func(w *World) {
				arn := new("arn:aws:cognito-idp:" + w.region + ":123456789012:identitypool/x")
				Refuses(w, w.API.UntagResource, &cip.UntagResourceInput{ResourceArn: arn, TagKeys: []string{"a"}}, ip)
				Refuses(w, w.API.ListTagsForResource, &cip.ListTagsForResourceInput{ResourceArn: arn}, ip)
			}),
		},
		{
			Operations: ops("DescribeUserPool", "UpdateUserPool", "DeleteUserPool", "AddCustomAttributes", "SetUserPoolMfaConfig", "GetUserPoolMfaConfig", "GetSigningCertificate"), Says: "refused: a pool that is not there, and one that was deleted", Given: inPool(),
			Steps: steps(
				func(w *World) { OK(w, w.API.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: &w.pool.ID}) },
				func(w *World) {
					for _, id := range []string{w.pool.ID, w.region + "_NotThere0"} {
						text := "User pool " + id + " does not exist."
						Refuses(w, w.API.DescribeUserPool, &cip.DescribeUserPoolInput{UserPoolId: &id}, notFound, text)
						Refuses(w, w.API.UpdateUserPool, &cip.UpdateUserPoolInput{UserPoolId: &id}, notFound, text)
						Refuses(w, w.API.DeleteUserPool, &cip.DeleteUserPoolInput{UserPoolId: &id}, notFound, text)
						Refuses(w, w.API.AddCustomAttributes, &cip.AddCustomAttributesInput{
							UserPoolId: &id, CustomAttributes: []types.SchemaAttributeType{{Name: new("a"), AttributeDataType: "String"}}}, notFound, text)
						Refuses(w, w.API.SetUserPoolMfaConfig, &cip.SetUserPoolMfaConfigInput{UserPoolId: &id}, notFound, text)
						Refuses(w, w.API.GetUserPoolMfaConfig, &cip.GetUserPoolMfaConfigInput{UserPoolId: &id}, notFound, text)
						Refuses(w, w.API.GetSigningCertificate, &cip.GetSigningCertificateInput{UserPoolId: &id}, notFound, text)
					}
				},
			),
		},
		{
			Operations: ops("CreateIdentityProvider", "DescribeIdentityProvider", "UpdateIdentityProvider", "DeleteIdentityProvider", "ListIdentityProviders", "GetIdentityProviderByIdentifier", "AdminLinkProviderForUser", "AdminDisableProviderForUser"),
			Says:       "refused: providers of a pool that is not there",
			Steps: steps(func(w *World) {
				id, name, text := new("us-east-1_NotThere0"), new("Corp"), "User pool us-east-1_NotThere0 does not exist."
				Refuses(w, w.API.CreateIdentityProvider, &cip.CreateIdentityProviderInput{UserPoolId: id, ProviderName: name, ProviderType: "OIDC", ProviderDetails: oidcDetails()}, notFound, text)
				Refuses(w, w.API.DescribeIdentityProvider, &cip.DescribeIdentityProviderInput{UserPoolId: id, ProviderName: name}, notFound, text)
				Refuses(w, w.API.UpdateIdentityProvider, &cip.UpdateIdentityProviderInput{UserPoolId: id, ProviderName: name}, notFound, text)
				Refuses(w, w.API.DeleteIdentityProvider, &cip.DeleteIdentityProviderInput{UserPoolId: id, ProviderName: name}, notFound, text)
				Refuses(w, w.API.ListIdentityProviders, &cip.ListIdentityProvidersInput{UserPoolId: id}, notFound, text)
				Refuses(w, w.API.GetIdentityProviderByIdentifier, &cip.GetIdentityProviderByIdentifierInput{UserPoolId: id, IdpIdentifier: name}, notFound, text)
				Refuses(w, w.API.AdminLinkProviderForUser, &cip.AdminLinkProviderForUserInput{UserPoolId: id, DestinationUser: at("Cognito", "", "ann"), SourceUser: at("Corp", cognitoSubject, "1")}, notFound, text)
				Refuses(w, w.API.AdminDisableProviderForUser, &cip.AdminDisableProviderForUserInput{UserPoolId: id, User: at("Cognito", "", "ann")}, notFound, text)
			}),
		},
	}
}

// project is a project of analytics, and analytics what a client shows of it.
func (w *World) project() *string {
	return new("arn:aws:mobiletargeting:" + w.region + ":123456789012:apps/ab12")
}

func (w *World) analytics() *types.AnalyticsConfigurationType {
	account := w.pool.ARN[len("arn:aws:cognito-idp::")+len(w.region):][:12]
	return &types.AnalyticsConfigurationType{
		ApplicationArn: w.project(), UserDataShared: true,
		RoleArn: new("arn:aws:iam::" + account + ":role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp"),
	}
}
