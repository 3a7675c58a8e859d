package conformance

import (
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// plainClient is what CreateUserPoolClient answers to a name alone. Seen: public transcripts, 2024 and 2025.
func plainClient(w *World, name string) *types.UserPoolClientType {
	return &types.UserPoolClientType{
		UserPoolId: &w.pool.ID, ClientName: &name, ClientId: new(AnyClientID), CreationDate: Lately(), LastModifiedDate: Lately(),
		RefreshTokenValidity: 30, TokenValidityUnits: &types.TokenValidityUnitsType{}, AllowedOAuthFlowsUserPoolClient: new(false),
		EnableTokenRevocation: new(true), EnablePropagateAdditionalUserContextData: new(false), AuthSessionValidity: new(int32(3)),
	}
}

// newClient makes an app client with that request, and what CreateUserPoolClient answered.
func (w *World) newClient(in cip.CreateUserPoolClientInput) *types.UserPoolClientType {
	w.t.Helper()
	in.UserPoolId = &w.pool.ID
	if in.ClientName == nil {
		in.ClientName = new("c")
	}
	made := OK(w, w.API.CreateUserPoolClient, &in).UserPoolClient
	w.client = &Client{ID: *made.ClientId, Pool: w.pool}
	return made
}

// everyClientSetting asks for all that a client can be asked for at once.
func everyClientSetting() cip.CreateUserPoolClientInput {
	return cip.CreateUserPoolClientInput{
		ClientName: new("all of it"), GenerateSecret: true,
		RefreshTokenValidity: 10, AccessTokenValidity: new(int32(10)), IdTokenValidity: new(int32(2)),
		TokenValidityUnits: &types.TokenValidityUnitsType{AccessToken: "minutes", IdToken: "hours", RefreshToken: "days"},
		ReadAttributes:     []string{"email"}, WriteAttributes: []string{"email", "name"},
		ExplicitAuthFlows:          []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"},
		SupportedIdentityProviders: []string{"COGNITO"},
		CallbackURLs:               []string{"https://a.example/cb", "myapp://cb"}, LogoutURLs: []string{"https://a.example/out"}, DefaultRedirectURI: new("myapp://cb"),
		AllowedOAuthFlows: []types.OAuthFlowType{"code", "implicit"}, AllowedOAuthScopes: []string{"openid", "email"}, AllowedOAuthFlowsUserPoolClient: true,
		AnalyticsConfiguration: &types.AnalyticsConfigurationType{
			ApplicationId: new("ab12"), RoleArn: new("arn:aws:iam::123456789012:role/x"), ExternalId: new("e"), UserDataShared: true},
		PreventUserExistenceErrors: types.PreventUserExistenceErrorTypesEnabled,
		EnableTokenRevocation:      new(false), EnablePropagateAdditionalUserContextData: new(true), AuthSessionValidity: new(int32(15)),
		RefreshTokenRotation: &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: new(int32(60))},
	}
}

// fullClient is the client that everyClientSetting makes.
func fullClient(w *World) *types.UserPoolClientType {
	in := everyClientSetting()
	return &types.UserPoolClientType{
		UserPoolId: &w.pool.ID, ClientName: in.ClientName, ClientId: new(AnyClientID), ClientSecret: new(AnySecret), CreationDate: Lately(), LastModifiedDate: Lately(),
		RefreshTokenValidity: in.RefreshTokenValidity, AccessTokenValidity: in.AccessTokenValidity, IdTokenValidity: in.IdTokenValidity,
		TokenValidityUnits: in.TokenValidityUnits, ReadAttributes: in.ReadAttributes, WriteAttributes: in.WriteAttributes,
		ExplicitAuthFlows: in.ExplicitAuthFlows, SupportedIdentityProviders: in.SupportedIdentityProviders, CallbackURLs: in.CallbackURLs,
		LogoutURLs: in.LogoutURLs, DefaultRedirectURI: in.DefaultRedirectURI, AllowedOAuthFlows: in.AllowedOAuthFlows, AllowedOAuthScopes: in.AllowedOAuthScopes,
		AllowedOAuthFlowsUserPoolClient: new(true), AnalyticsConfiguration: in.AnalyticsConfiguration, PreventUserExistenceErrors: in.PreventUserExistenceErrors,
		EnableTokenRevocation: in.EnableTokenRevocation, EnablePropagateAdditionalUserContextData: in.EnablePropagateAdditionalUserContextData,
		AuthSessionValidity: in.AuthSessionValidity, RefreshTokenRotation: in.RefreshTokenRotation,
	}
}

// clientCases are about what app clients look like, how they change and are listed.
func clientCases() []Case {
	return append([]Case{
		{
			Operations: ops("CreateUserPoolClient", "DescribeUserPoolClient"), Says: "a client made with a name only shows every default",
			Given: func(w *World) { w.Pool() },
			Steps: steps(
				func(w *World) {
					w.Equal(w.newClient(cip.CreateUserPoolClientInput{ClientName: new("alone")}), plainClient(w, "alone"))
				},
				func(w *World) { w.Equal(w.describeClient(), plainClient(w, "alone")) },
			),
		},
		{
			Operations: ops("CreateUserPoolClient", "DescribeUserPoolClient"), Says: "every setting comes back, the secret too",
			Given: func(w *World) { w.Pool() },
			Steps: steps(
				func(w *World) {
					made := w.newClient(everyClientSetting())
					w.Equal(made, fullClient(w), Unordered())
					w.Keep("secret", *made.ClientSecret)
				},
				func(w *World) {
					got := w.describeClient()
					w.Equal(got, fullClient(w), Unordered())
					w.Equal(*got.ClientSecret, w.Kept("secret"))
				},
			),
		},
		{
			Operations: ops("CreateUserPoolClient"), Says: "a secret of one's own choice is taken",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				want := plainClient(w, "c")
				want.ClientSecret = new("a_secret_of_my_own_choice")
				w.Equal(w.newClient(cip.CreateUserPoolClientInput{ClientSecret: want.ClientSecret}), want)
				w.Equal(w.describeClient(), want)
			}),
		},
		{
			Operations: ops("CreateUserPoolClient"), Says: "empty lists show as nothing, and a refresh token of no days lives thirty",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				w.Equal(w.newClient(cip.CreateUserPoolClientInput{
					ReadAttributes: []string{}, WriteAttributes: []string{}, ExplicitAuthFlows: []types.ExplicitAuthFlowsType{}, CallbackURLs: []string{},
					LogoutURLs: []string{}, AllowedOAuthFlows: []types.OAuthFlowType{}, AllowedOAuthScopes: []string{}, SupportedIdentityProviders: []string{},
				}), plainClient(w, "c"))
			}),
		},
		{
			// Seen: hashicorp/terraform-provider-aws tests.
			Operations: ops("CreateUserPoolClient"), Says: "a project of analytics given by its ARN shows the service's own role",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				arn := new("arn:aws:mobiletargeting:" + w.region + ":123456789012:apps/ab12")
				got := w.newClient(cip.CreateUserPoolClientInput{AnalyticsConfiguration: &types.AnalyticsConfigurationType{ApplicationArn: arn}})
				account := w.pool.ARN[len("arn:aws:cognito-idp::")+len(w.region):][:12]
				w.Equal(got.AnalyticsConfiguration, &types.AnalyticsConfigurationType{
					ApplicationArn: arn, RoleArn: new("arn:aws:iam::" + account + ":role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp")})
			}),
		},
		{
			// Seen: go-to-k/cdkd#1977.
			Operations: ops("UpdateUserPoolClient", "DescribeUserPoolClient"), Says: "an update puts everything back that it leaves out, but not name and secret",
			Given: func(w *World) { w.Pool(); w.newClient(everyClientSetting()) },
			Steps: steps(func(w *World) {
				before := w.describeClient()
				got := OK(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
					UserPoolId: &w.pool.ID, ClientId: &w.client.ID, LogoutURLs: []string{"https://a.example/bye"}}).UserPoolClient
				want := plainClient(w, "all of it")
				want.ClientId, want.ClientSecret, want.CreationDate = before.ClientId, before.ClientSecret, before.CreationDate
				want.LogoutURLs = []string{"https://a.example/bye"}
				// Seen: hashicorp/terraform-provider-aws#47374.
				want.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeDisabled, RetryGracePeriodSeconds: new(int32(0))}
				w.Equal(got, want)
				w.Equal(w.describeClient(), want)
			}),
		},
		{
			Operations: ops("UpdateUserPoolClient"), Says: "an update may change everything but the secret",
			Given: func(w *World) { w.Pool(); w.newClient(cip.CreateUserPoolClientInput{GenerateSecret: true}) },
			Steps: steps(func(w *World) {
				all := everyClientSetting()
				got := OK(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
					UserPoolId: &w.pool.ID, ClientId: &w.client.ID, ClientName: all.ClientName, RefreshTokenValidity: all.RefreshTokenValidity,
					AccessTokenValidity: all.AccessTokenValidity, IdTokenValidity: all.IdTokenValidity, TokenValidityUnits: all.TokenValidityUnits,
					ReadAttributes: all.ReadAttributes, WriteAttributes: all.WriteAttributes, ExplicitAuthFlows: all.ExplicitAuthFlows,
					SupportedIdentityProviders: all.SupportedIdentityProviders, CallbackURLs: all.CallbackURLs, LogoutURLs: all.LogoutURLs,
					DefaultRedirectURI: all.DefaultRedirectURI, AllowedOAuthFlows: all.AllowedOAuthFlows, AllowedOAuthScopes: all.AllowedOAuthScopes,
					AllowedOAuthFlowsUserPoolClient: true, AnalyticsConfiguration: all.AnalyticsConfiguration,
					PreventUserExistenceErrors: all.PreventUserExistenceErrors, EnableTokenRevocation: all.EnableTokenRevocation,
					EnablePropagateAdditionalUserContextData: all.EnablePropagateAdditionalUserContextData, AuthSessionValidity: all.AuthSessionValidity,
					RefreshTokenRotation: all.RefreshTokenRotation,
				}).UserPoolClient
				w.Equal(got, fullClient(w), Unordered())
			}),
		},
	}, clientListCases()...)
}

// clientListCases are about lists of clients and their end.
func clientListCases() []Case {
	return []Case{
		{
			Operations: ops("ListUserPoolClients"), Says: "a pool without clients lists none",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				r := w.PostSigned("ListUserPoolClients", map[string]string{"UserPoolId": w.pool.ID})
				w.Equal(r.Body, `{"UserPoolClients":[]}`)
			}),
		},
		{
			Operations: ops("ListUserPoolClients"), Says: "clients come in pages, each one once and without its secret",
			Given: func(w *World) {
				w.Pool()
				for _, name := range []string{"a", "b", "c", "d", "e"} {
					w.newClient(cip.CreateUserPoolClientInput{ClientName: &name, GenerateSecret: true})
				}
			},
			Steps: steps(func(w *World) {
				in := &cip.ListUserPoolClientsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(2))}
				found := map[string]types.UserPoolClientDescription{}
				sizes := []int{}
				for {
					page := OK(w, w.API.ListUserPoolClients, in)
					sizes = append(sizes, len(page.UserPoolClients))
					for _, c := range page.UserPoolClients {
						found[*c.ClientName] = c
					}
					if in.NextToken = page.NextToken; in.NextToken == nil {
						break
					}
				}
				w.Equal(sizes, []int{2, 2, 1})
				want := map[string]types.UserPoolClientDescription{}
				for _, name := range []string{"a", "b", "c", "d", "e"} {
					want[name] = types.UserPoolClientDescription{ClientId: new(AnyClientID), ClientName: &name, UserPoolId: &w.pool.ID}
				}
				w.Equal(found, want)
			}),
		},
		{
			Operations: ops("ListUserPoolClients"), Says: "clients come oldest first, and all of them where nothing is said", Needs: needs(Clock), Assumes: "A090",
			Given: func(w *World) {
				w.Pool()
				for _, name := range []string{"c", "a", "b"} {
					w.newClient(cip.CreateUserPoolClientInput{ClientName: &name})
					w.Advance(time.Second)
				}
			},
			Steps: steps(func(w *World) {
				var names string
				for _, c := range OK(w, w.API.ListUserPoolClients, &cip.ListUserPoolClientsInput{UserPoolId: &w.pool.ID}).UserPoolClients {
					names += *c.ClientName
				}
				w.Equal(names, "cab")
			}),
		},
		{
			Operations: ops("ListUserPoolClients"), Says: "every client is a regular one, unless it registered itself", Assumes: "A091",
			Given: func(w *World) { w.Pool(); w.newClient(cip.CreateUserPoolClientInput{}) },
			Steps: steps(func(w *World) {
				list := func(kind string) string {
					return w.PostSigned("ListUserPoolClients", map[string]string{"UserPoolId": w.pool.ID, "ClientType": kind}).Body
				}
				w.Equal(list("DCR"), `{"UserPoolClients":[]}`)
				w.Equal(list("REGULAR"), `{"UserPoolClients":[{"ClientId":"`+w.client.ID+`","UserPoolId":"`+w.pool.ID+`","ClientName":"c"}]}`)
			}),
		},
		{
			Operations: ops("ListUserPoolClients"), Says: "refused: a token of another list, and sizes that are none",
			Given: func(w *World) { w.Pool() },
			Steps: steps(func(w *World) {
				Refuses(w, w.API.ListUserPoolClients, &cip.ListUserPoolClientsInput{UserPoolId: &w.pool.ID, NextToken: new("nonsense")}, "InvalidParameterException")
				Refuses(w, w.API.ListUserPoolClients, &cip.ListUserPoolClientsInput{UserPoolId: &w.pool.ID, MaxResults: new(int32(61))}, "InvalidParameterException",
					oneFault("61", "maxResults", "Member must have value less than or equal to 60"))
			}),
		},
		{
			Operations: ops("DeleteUserPoolClient"), Says: "a client is gone for good, and only that one",
			Given: func(w *World) { w.Pool(); w.Client() },
			Steps: steps(
				func(w *World) {
					gone := w.client.ID
					w.Keep("gone", gone)
					w.Client()
					Answers(w, w.API.DeleteUserPoolClient, &cip.DeleteUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &gone}, &cip.DeleteUserPoolClientOutput{})
				},
				func(w *World) {
					gone := w.Kept("gone")
					text := "User pool client " + gone + " does not exist."
					Refuses(w, w.API.DeleteUserPoolClient, &cip.DeleteUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &gone}, "ResourceNotFoundException", text)
					Refuses(w, w.API.DescribeUserPoolClient, &cip.DescribeUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &gone}, "ResourceNotFoundException", text)
					Refuses(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &gone}, "ResourceNotFoundException", text)
					w.describeClient()
				},
			),
		},
		{
			// Seen: aws/aws-sdk-php#2183.
			Operations: ops("DescribeUserPoolClient", "UpdateUserPoolClient", "DeleteUserPoolClient"), Says: "refused: a client of another pool",
			Given: func(w *World) { w.Pool(); w.Client(); w.Pool() },
			Steps: steps(func(w *World) {
				const code = "ResourceNotFoundException"
				text := "User pool client " + w.client.ID + " does not exist."
				Refuses(w, w.API.DescribeUserPoolClient, &cip.DescribeUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}, code, text)
				Refuses(w, w.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}, code, text)
				Refuses(w, w.API.DeleteUserPoolClient, &cip.DeleteUserPoolClientInput{UserPoolId: &w.pool.ID, ClientId: &w.client.ID}, code, text)
			}),
		},
	}
}
