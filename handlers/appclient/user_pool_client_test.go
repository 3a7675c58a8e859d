package appclient_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/newest"
	"cognito-emulator/state"
)

// A client on the wire, byte by byte: the order of members, what is there and what is not.
// Seen: public transcripts, 2024 and 2025; the last member is newer.
func TestNewClientOnTheWire(t *testing.T) {
	t.Parallel()
	b := bench(t)
	created := post(t, b, "CreateUserPoolClient", `{"UserPoolId":"us-east-1_pool","ClientName":"c"}`)
	page, _ := b.Env.Store.View().Clients(poolID, nil, 60)
	if len(page.Items) != 1 {
		t.Fatal(created)
	}
	id := string(page.Items[0].ID)
	want := `{"UserPoolClient":{"UserPoolId":"us-east-1_pool","ClientName":"c","ClientId":"` + id + `",` +
		`"LastModifiedDate":1.772510706789E9,"CreationDate":1.772510706789E9,"RefreshTokenValidity":30,"TokenValidityUnits":{},` +
		`"AllowedOAuthFlowsUserPoolClient":false,"EnableTokenRevocation":true,"EnablePropagateAdditionalUserContextData":false,` +
		`"AuthSessionValidity":3,"ClientType":"REGULAR"}}`
	if d := cmp.Diff(want, created); d != "" {
		t.Errorf("created:\n%s", d)
	}
	described := post(t, b, "DescribeUserPoolClient", `{"UserPoolId":"us-east-1_pool","ClientId":"`+id+`"}`)
	if d := cmp.Diff(want, described); d != "" {
		t.Errorf("described:\n%s", d)
	}
}

func TestSecretAtCreation(t *testing.T) {
	t.Parallel()
	b := bench(t)
	generated := newClient(t, b, func(in *cip.CreateUserPoolClientInput) { in.GenerateSecret = true })
	if n := len(aws.ToString(generated.ClientSecret)); n != 51 && n != 52 {
		t.Errorf("a secret of %d characters", n)
	}
	const own = "a_secret_of_my_own_choice"
	given := newClient(t, b, func(in *cip.CreateUserPoolClientInput) { in.ClientSecret = aws.String(own) })
	for _, made := range []*types.UserPoolClientType{generated, given} {
		if d := cmp.Diff(made, describe(t, b, made.ClientId), ignoreMarkers()); d != "" {
			t.Error(d)
		}
	}
	if aws.ToString(given.ClientSecret) != own {
		t.Errorf("the secret is %q", aws.ToString(given.ClientSecret))
	}
	refused(t, b.API.CreateUserPoolClient, &cip.CreateUserPoolClientInput{
		UserPoolId: aws.String(poolID), ClientName: aws.String("c"), GenerateSecret: true, ClientSecret: aws.String(own),
	}, "InvalidParameterException", "ClientSecret cannot be specified when GenerateSecret is true.")
}

// Every setting comes back, and an update that names one of them resets all others.
func TestUpdateReplacesEverything(t *testing.T) {
	t.Parallel()
	b := bench(t)
	in := &cip.CreateUserPoolClientInput{
		UserPoolId: aws.String(poolID), ClientName: aws.String("all of it"), GenerateSecret: true,
		RefreshTokenValidity: 10, AccessTokenValidity: aws.Int32(10), IdTokenValidity: aws.Int32(2),
		TokenValidityUnits: &types.TokenValidityUnitsType{AccessToken: "minutes", RefreshToken: "days"},
		ReadAttributes:     []string{"email"}, WriteAttributes: []string{"email", "name"},
		ExplicitAuthFlows:          []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
		SupportedIdentityProviders: []string{"COGNITO"},
		CallbackURLs:               []string{"https://a.example/cb"}, LogoutURLs: []string{"https://a.example/out"}, DefaultRedirectURI: aws.String("https://a.example/cb"),
		AllowedOAuthFlows: []types.OAuthFlowType{"code"}, AllowedOAuthScopes: []string{"openid"}, AllowedOAuthFlowsUserPoolClient: true,
		AnalyticsConfiguration:     &types.AnalyticsConfigurationType{ApplicationId: aws.String("ab12"), RoleArn: aws.String("arn:aws:iam::123456789012:role/x"), ExternalId: aws.String("e")},
		PreventUserExistenceErrors: types.PreventUserExistenceErrorTypesEnabled,
		EnableTokenRevocation:      aws.Bool(false), EnablePropagateAdditionalUserContextData: aws.Bool(true), AuthSessionValidity: aws.Int32(15),
	}
	made := ok(t, b.API.CreateUserPoolClient, in).UserPoolClient
	want := &types.UserPoolClientType{
		UserPoolId: in.UserPoolId, ClientName: in.ClientName, ClientId: made.ClientId, ClientSecret: made.ClientSecret,
		CreationDate: aws.Time(b.Now()), LastModifiedDate: aws.Time(b.Now()),
		RefreshTokenValidity: in.RefreshTokenValidity, AccessTokenValidity: in.AccessTokenValidity, IdTokenValidity: in.IdTokenValidity,
		TokenValidityUnits: in.TokenValidityUnits, ReadAttributes: in.ReadAttributes, WriteAttributes: in.WriteAttributes,
		ExplicitAuthFlows: in.ExplicitAuthFlows, SupportedIdentityProviders: in.SupportedIdentityProviders, CallbackURLs: in.CallbackURLs,
		LogoutURLs: in.LogoutURLs, DefaultRedirectURI: in.DefaultRedirectURI, AllowedOAuthFlows: in.AllowedOAuthFlows,
		AllowedOAuthScopes: in.AllowedOAuthScopes, AllowedOAuthFlowsUserPoolClient: aws.Bool(true), AnalyticsConfiguration: in.AnalyticsConfiguration,
		PreventUserExistenceErrors: in.PreventUserExistenceErrors, EnableTokenRevocation: in.EnableTokenRevocation,
		EnablePropagateAdditionalUserContextData: in.EnablePropagateAdditionalUserContextData, AuthSessionValidity: in.AuthSessionValidity,
	}
	if d := cmp.Diff(want, made, ignoreMarkers()); d != "" {
		t.Errorf("created:\n%s", d)
	}
	b.Env.Clock.Advance(time.Minute)
	updated := ok(t, b.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
		UserPoolId: in.UserPoolId, ClientId: made.ClientId, LogoutURLs: []string{"https://a.example/bye"}}).UserPoolClient
	want = &types.UserPoolClientType{
		UserPoolId: in.UserPoolId, ClientName: in.ClientName, ClientId: made.ClientId, ClientSecret: made.ClientSecret,
		CreationDate: made.CreationDate, LastModifiedDate: aws.Time(b.Now()), LogoutURLs: []string{"https://a.example/bye"},
		RefreshTokenValidity: 30, TokenValidityUnits: &types.TokenValidityUnitsType{}, AllowedOAuthFlowsUserPoolClient: aws.Bool(false),
		EnableTokenRevocation: aws.Bool(true), EnablePropagateAdditionalUserContextData: aws.Bool(false), AuthSessionValidity: aws.Int32(3),
	}
	if d := cmp.Diff(want, updated, ignoreMarkers()); d != "" {
		t.Errorf("updated:\n%s", d)
	}
	if d := cmp.Diff(want, describe(t, b, made.ClientId), ignoreMarkers()); d != "" {
		t.Errorf("described:\n%s", d)
	}
}

// Whether a client has a secret is looked at where the update happens, not where the request says.
func TestUpdateKnowsTheSecret(t *testing.T) {
	t.Parallel()
	b := bench(t)
	public := newClient(t, b, nil)
	confidential := newClient(t, b, func(in *cip.CreateUserPoolClientInput) { in.GenerateSecret = true })
	update := func(id *string) *cip.UpdateUserPoolClientInput {
		return &cip.UpdateUserPoolClientInput{UserPoolId: aws.String(poolID), ClientId: id, EnablePropagateAdditionalUserContextData: aws.Bool(true)}
	}
	ok(t, b.API.UpdateUserPoolClient, update(confidential.ClientId))
	refused(t, b.API.UpdateUserPoolClient, update(public.ClientId),
		"InvalidParameterException", "Client Secret is required to set EnablePropagateAdditionalUserContextData as true")
	if d := cmp.Diff(public, describe(t, b, public.ClientId), ignoreMarkers()); d != "" {
		t.Error(d)
	}
}

func TestDeleteUserPoolClient(t *testing.T) {
	t.Parallel()
	b := bench(t)
	made, other := newClient(t, b, nil), newClient(t, b, nil)
	in := &cip.DeleteUserPoolClientInput{UserPoolId: aws.String(poolID), ClientId: made.ClientId}
	ok(t, b.API.DeleteUserPoolClient, in)
	refused(t, b.API.DeleteUserPoolClient, in, "ResourceNotFoundException", "User pool client "+*made.ClientId+" does not exist.")
	describe(t, b, other.ClientId)
}

func TestListUserPoolClients(t *testing.T) {
	t.Parallel()
	b := bench(t)
	if got := post(t, b, "ListUserPoolClients", `{"UserPoolId":"us-east-1_pool"}`); got != `{"UserPoolClients":[]}` {
		t.Error(got)
	}
	var want []types.UserPoolClientDescription
	for i := range 61 {
		made := newClient(t, b, func(in *cip.CreateUserPoolClientInput) {
			in.ClientName = aws.String(fmt.Sprint("client ", 61-i))
			in.GenerateSecret = true
		})
		want = append(want, types.UserPoolClientDescription{ClientId: made.ClientId, ClientName: made.ClientName, UserPoolId: made.UserPoolId})
		b.Env.Clock.Advance(time.Second)
	}
	in := &cip.ListUserPoolClientsInput{UserPoolId: aws.String(poolID)}
	first := ok(t, b.API.ListUserPoolClients, in)
	in.NextToken = first.NextToken
	second := ok(t, b.API.ListUserPoolClients, in)
	if len(first.UserPoolClients) != 60 || second.NextToken != nil {
		t.Errorf("%d clients on the first page; after the second one, %v", len(first.UserPoolClients), second.NextToken)
	}
	if d := cmp.Diff(want, append(first.UserPoolClients, second.UserPoolClients...), ignoreMarkers()); d != "" {
		t.Error(d)
	}
	in.UserPoolId = aws.String("us-east-1_other")
	refused(t, b.API.ListUserPoolClients, in, "InvalidParameterException", "Invalid pagination token given")
}

// A filter by type leaves out what it does not want, and the pages stay those of the whole list.
func TestListByType(t *testing.T) {
	t.Parallel()
	b := bench(t)
	if err := b.Env.Store.Update(func(tx *state.Tx) error {
		for i, kind := range []newest.ClientTypeType{newest.ClientTypeTypeDcr, newest.ClientTypeTypeRegular, newest.ClientTypeTypeDcr} {
			c := &state.Client{ID: state.ClientID(fmt.Sprint("c", i)), Pool: poolID, Type: kind, Created: b.Now().Add(time.Duration(i) * time.Second)}
			c.Config.ClientName = aws.String(string(kind))
			if err := tx.AddClient(c); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	const dcr0 = `{"ClientId":"c0","UserPoolId":"us-east-1_pool","ClientName":"DCR"}`
	const regular = `{"ClientId":"c1","UserPoolId":"us-east-1_pool","ClientName":"REGULAR"}`
	const dcr2 = `{"ClientId":"c2","UserPoolId":"us-east-1_pool","ClientName":"DCR"}`
	for filter, want := range map[string]string{
		``:                        dcr0 + "," + regular + "," + dcr2,
		`,"ClientType":"DCR"`:     dcr0 + "," + dcr2,
		`,"ClientType":"REGULAR"`: regular,
	} {
		if got := post(t, b, "ListUserPoolClients", `{"UserPoolId":"us-east-1_pool"`+filter+`}`); got != `{"UserPoolClients":[`+want+`]}` {
			t.Errorf("%s: %s", filter, got)
		}
	}
	const refusal = "Client c0 is not configured with secret"
	refused(t, b.API.AddUserPoolClientSecret, &cip.AddUserPoolClientSecretInput{UserPoolId: aws.String(poolID), ClientId: aws.String("c0")},
		"InvalidParameterException", refusal)
}

// Providers of the pool, and COGNITO, can be supported.
func TestSupportedProviders(t *testing.T) {
	t.Parallel()
	b := bench(t)
	if err := b.Env.Store.Update(func(tx *state.Tx) error {
		return tx.AddProvider(&state.Provider{Pool: poolID, Name: "Okta"})
	}); err != nil {
		t.Fatal(err)
	}
	made := newClient(t, b, func(in *cip.CreateUserPoolClientInput) { in.SupportedIdentityProviders = []string{"Okta", "COGNITO"} })
	if d := cmp.Diff([]string{"Okta", "COGNITO"}, made.SupportedIdentityProviders); d != "" {
		t.Error(d)
	}
	refused(t, b.API.UpdateUserPoolClient, &cip.UpdateUserPoolClientInput{
		UserPoolId: aws.String(poolID), ClientId: made.ClientId, SupportedIdentityProviders: []string{"Google"},
	}, "InvalidParameterException", "The provider Google does not exist for User Pool us-east-1_pool.")
}
