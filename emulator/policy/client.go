package policy

import (
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
)

// ClientContext is what the rules of app clients need to know about the pool.
type ClientContext struct {
	PoolID  string
	Account string
	Region  string
	Tier    types.UserPoolTierType
	Schema  []types.SchemaAttributeType
	// HasSecret is for updates: whether the client has a secret now.
	HasSecret bool
	// ScopeExists tells whether a resource server of the pool has the scope,
	// ProviderExists whether the pool has that identity provider.
	ScopeExists    func(scope string) bool
	ProviderExists func(name string) bool
}

const (
	defaultRefreshDays        = 30
	defaultAuthSessionMinutes = 3
	clientTokenFlow           = "ALLOW_CLIENT_TOKEN_AUTH" // newer than the SDK's enum
)

// NewClient is the configuration of an app client created with in, as
// CreateUserPoolClient shows it: without ids, secret and dates.
func NewClient(pool ClientContext, in *cip.CreateUserPoolClientInput) (types.UserPoolClientType, error) {
	if in.GenerateSecret && in.ClientSecret != nil {
		return types.UserPoolClientType{}, fault.SecretGivenAndGenerated()
	}
	pool.HasSecret = in.GenerateSecret || in.ClientSecret != nil
	client := describeClient(pool, clientSettings(in))
	return client, checkClient(pool, &client, in.AnalyticsConfiguration, fault.InvalidReadAttributes, fault.InvalidWriteAttributes)
}

// UpdatedClient is the configuration after UpdateUserPoolClient, which replaces
// everything but the name: what in leaves out goes back to its default.
// Seen: go-to-k/cdkd#1977, a public note of 2026-09 (measured).
func UpdatedClient(pool ClientContext, old *types.UserPoolClientType, in *cip.UpdateUserPoolClientInput) (types.UserPoolClientType, error) {
	client := describeClient(pool, in)
	client.ClientName = or(in.ClientName, old.ClientName)
	if client.RefreshTokenRotation == nil && old.RefreshTokenRotation != nil {
		// Once it was on, it is shown as off. Seen: hashicorp/terraform-provider-aws#47374.
		client.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeDisabled, RetryGracePeriodSeconds: aws.Int32(0)}
	}
	return client, checkClient(pool, &client, in.AnalyticsConfiguration, fault.InvalidReadAttributesUpdate, fault.InvalidWriteAttributesUpdate)
}

// clientSettings are the members that creation shares with an update.
func clientSettings(in *cip.CreateUserPoolClientInput) *cip.UpdateUserPoolClientInput {
	return &cip.UpdateUserPoolClientInput{
		ClientName: in.ClientName, AccessTokenValidity: in.AccessTokenValidity, AllowedOAuthFlows: in.AllowedOAuthFlows,
		AllowedOAuthFlowsUserPoolClient: in.AllowedOAuthFlowsUserPoolClient, AllowedOAuthScopes: in.AllowedOAuthScopes,
		AnalyticsConfiguration: in.AnalyticsConfiguration, AuthSessionValidity: in.AuthSessionValidity,
		CallbackURLs: in.CallbackURLs, DefaultRedirectURI: in.DefaultRedirectURI,
		EnablePropagateAdditionalUserContextData: in.EnablePropagateAdditionalUserContextData,
		EnableTokenRevocation:                    in.EnableTokenRevocation, ExplicitAuthFlows: in.ExplicitAuthFlows,
		IdTokenValidity: in.IdTokenValidity, LogoutURLs: in.LogoutURLs,
		PreventUserExistenceErrors: in.PreventUserExistenceErrors, ReadAttributes: in.ReadAttributes,
		RefreshTokenRotation: in.RefreshTokenRotation, RefreshTokenValidity: in.RefreshTokenValidity,
		SupportedIdentityProviders: in.SupportedIdentityProviders, TokenValidityUnits: in.TokenValidityUnits,
		WriteAttributes: in.WriteAttributes,
	}
}

// describeClient shows the settings, each one that was left out in its default. An
// empty list is as good as none. Seen: public transcripts of 2024 and 2025; the
// empty ExplicitAuthFlows in a public note of 2026-09 (measured).
func describeClient(pool ClientContext, in *cip.UpdateUserPoolClientInput) types.UserPoolClientType {
	client := types.UserPoolClientType{
		ClientName: in.ClientName, AccessTokenValidity: in.AccessTokenValidity, IdTokenValidity: in.IdTokenValidity,
		RefreshTokenValidity: in.RefreshTokenValidity, TokenValidityUnits: &types.TokenValidityUnitsType{},
		ReadAttributes: distinct(in.ReadAttributes), WriteAttributes: distinct(in.WriteAttributes),
		ExplicitAuthFlows:          distinct(in.ExplicitAuthFlows),
		SupportedIdentityProviders: distinct(in.SupportedIdentityProviders),
		CallbackURLs:               distinct(in.CallbackURLs), LogoutURLs: distinct(in.LogoutURLs), DefaultRedirectURI: in.DefaultRedirectURI,
		AllowedOAuthFlows: distinct(in.AllowedOAuthFlows), AllowedOAuthScopes: distinct(in.AllowedOAuthScopes),
		AllowedOAuthFlowsUserPoolClient:          aws.Bool(in.AllowedOAuthFlowsUserPoolClient),
		AnalyticsConfiguration:                   analytics(pool.Account, in.AnalyticsConfiguration),
		PreventUserExistenceErrors:               in.PreventUserExistenceErrors,
		EnableTokenRevocation:                    aws.Bool(in.EnableTokenRevocation == nil || *in.EnableTokenRevocation),
		EnablePropagateAdditionalUserContextData: aws.Bool(aws.ToBool(in.EnablePropagateAdditionalUserContextData)),
		AuthSessionValidity:                      or(in.AuthSessionValidity, aws.Int32(defaultAuthSessionMinutes)),
	}
	if in.TokenValidityUnits != nil {
		client.TokenValidityUnits = in.TokenValidityUnits
	}
	if client.RefreshTokenValidity == 0 { // the default, and 0, is 30 days whatever the unit (A059)
		client.RefreshTokenValidity = defaultRefreshDays
		if u := *client.TokenValidityUnits; u.RefreshToken != "" {
			u.RefreshToken = types.TimeUnitsTypeDays
			client.TokenValidityUnits = &u
		}
	}
	if r := in.RefreshTokenRotation; r != nil {
		client.RefreshTokenRotation = &types.RefreshTokenRotationType{
			Feature: r.Feature, RetryGracePeriodSeconds: or(r.RetryGracePeriodSeconds, aws.Int32(0)),
		}
	}
	return client
}

// distinct is a list without repetitions, nil when empty.
func distinct[T comparable](list []T) []T {
	var out []T
	for _, v := range list {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// analytics shows the role that the service makes for a project given by its ARN.
// Seen: hashicorp/terraform-provider-aws tests.
func analytics(account string, c *types.AnalyticsConfigurationType) *types.AnalyticsConfigurationType {
	if c == nil || aws.ToString(c.ApplicationArn) == "" {
		return c
	}
	out := *c
	out.RoleArn = aws.String("arn:aws:iam::" + account + ":role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp")
	return &out
}

// checkClient holds for every client, new or changed; given is the one setting that
// is shown with more than was given. Assumed: the order (A059).
func checkClient(pool ClientContext, c *types.UserPoolClientType, given *types.AnalyticsConfigurationType, badRead, badWrite func() error) error {
	if err := checkFlows(pool, c.ExplicitAuthFlows); err != nil {
		return err
	}
	if r := c.RefreshTokenRotation; r != nil && r.Feature == types.FeatureTypeEnabled &&
		slices.Contains(c.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth) {
		return fault.RotationWithRefreshFlow()
	}
	if err := checkValidity(c); err != nil {
		return err
	}
	if !checkReadList(pool.Schema, c.ReadAttributes) {
		return badRead()
	}
	if !checkWriteList(pool.Schema, c.WriteAttributes) {
		return badWrite()
	}
	for _, name := range c.SupportedIdentityProviders {
		if name != "COGNITO" && !pool.ProviderExists(name) {
			return fault.ProviderOfClientNotFound(name, pool.PoolID)
		}
	}
	if err := checkOAuth(pool, c); err != nil {
		return err
	}
	if aws.ToBool(c.EnablePropagateAdditionalUserContextData) && !pool.HasSecret {
		return fault.ContextDataWithoutSecret()
	}
	return checkAnalytics(pool.Region, given)
}

// checkAnalytics: a Pinpoint project is given either by its ARN alone or by its id with
// a role and an external id, and is in the region of the pool.
// Seen: badmintoncryer/cdk-preflight.
func checkAnalytics(region string, c *types.AnalyticsConfigurationType) error {
	if c == nil {
		return nil
	}
	arn := aws.ToString(c.ApplicationArn)
	others := 0
	for _, member := range []*string{c.ApplicationId, c.RoleArn, c.ExternalId} {
		if aws.ToString(member) != "" {
			others++
		}
	}
	if arn != "" && others > 0 || arn == "" && others < 3 {
		return fault.AnalyticsIncomplete()
	}
	if _, of := placeOf(arn); arn != "" && of != region {
		return fault.PinpointRegion(of)
	}
	return nil
}

// checkFlows is about ExplicitAuthFlows.
func checkFlows(pool ClientContext, flows []types.ExplicitAuthFlowsType) error {
	newer := 0
	for _, f := range flows {
		if strings.HasPrefix(string(f), "ALLOW_") {
			newer++
		}
	}
	switch {
	case newer > 0 && newer < len(flows):
		return fault.MixedAuthFlows()
	case len(flows) > 1 && slices.Contains(flows, clientTokenFlow):
		return fault.ClientTokenFlowMixed()
	}
	for _, feature := range ClientFeatures(flows) {
		if err := CheckFeature(pool.Tier, feature); err != nil {
			return err
		}
	}
	return nil
}

// ClientFeatures are the features of a tier that an app client with these flows makes use of.
func ClientFeatures(flows []types.ExplicitAuthFlowsType) []Feature {
	var used []Feature
	if slices.Contains(flows, types.ExplicitAuthFlowsTypeAllowUserAuth) {
		used = append(used, PasswordlessSignIn)
	}
	if slices.ContainsFunc(flows, exchanges) {
		used = append(used, TokenExchange)
	}
	return used
}

// FlowAllowed tells whether a client allows a flow of InitiateAuth, in the newer
// name without ALLOW_. A client without a list allows SRP, custom authentication
// and refresh; older lists always allow SRP and refresh, except the one that is
// about custom authentication only. Doc: CreateUserPoolClient.
// Seen: getmoto/moto, tests marked aws_verified (older lists).
func FlowAllowed(c *types.UserPoolClientType, flow types.AuthFlowType) bool {
	flows := c.ExplicitAuthFlows
	has := func(f types.ExplicitAuthFlowsType) bool { return slices.Contains(flows, f) }
	older := len(flows) > 0 && !strings.HasPrefix(string(flows[0]), "ALLOW_")
	customOnly := has(types.ExplicitAuthFlowsTypeCustomAuthFlowOnly)
	switch flow {
	case types.AuthFlowTypeUserPasswordAuth:
		return has(types.ExplicitAuthFlowsTypeAllowUserPasswordAuth) || has(types.ExplicitAuthFlowsTypeUserPasswordAuth)
	case types.AuthFlowTypeAdminUserPasswordAuth, types.AuthFlowTypeAdminNoSrpAuth:
		return has(types.ExplicitAuthFlowsTypeAllowAdminUserPasswordAuth) || has(types.ExplicitAuthFlowsTypeAdminNoSrpAuth)
	case types.AuthFlowTypeUserSrpAuth:
		return len(flows) == 0 || older && !customOnly || has(types.ExplicitAuthFlowsTypeAllowUserSrpAuth)
	case types.AuthFlowTypeCustomAuth:
		return len(flows) == 0 || customOnly || has(types.ExplicitAuthFlowsTypeAllowCustomAuth)
	case types.AuthFlowTypeRefreshTokenAuth, types.AuthFlowTypeRefreshToken:
		return len(flows) == 0 || older || has(types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth)
	case types.AuthFlowTypeUserAuth:
		return has(types.ExplicitAuthFlowsTypeAllowUserAuth)
	}
	return false
}

// CustomAuthOnly tells whether a client takes no other flow than CUSTOM_AUTH.
func CustomAuthOnly(c *types.UserPoolClientType) bool {
	return slices.Contains(c.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeCustomAuthFlowOnly)
}

// checkValidity is about the life of tokens, in seconds after the units.
func checkValidity(c *types.UserPoolClientType) error {
	life := TokenLife(c)
	for _, token := range []struct{ life, low, high time.Duration }{
		{life.Access, 5 * time.Minute, 24 * time.Hour},
		{life.ID, 5 * time.Minute, 24 * time.Hour},
		{life.Refresh, time.Hour, 3650 * 24 * time.Hour},
	} {
		if token.life < token.low || token.life > token.high {
			return fault.TokenValidityRange()
		}
	}
	if life.Access > life.Refresh || life.ID > life.Refresh {
		return fault.TokenOutlivesRefresh()
	}
	return nil
}

// Lifetimes are the lives of a client's tokens and of its sessions.
type Lifetimes struct{ Access, ID, Refresh, Session time.Duration }

// TokenLife reads the lives out of a client's configuration: hours for access and
// ID tokens, days for refresh tokens, unless units say otherwise.
func TokenLife(c *types.UserPoolClientType) Lifetimes {
	units := types.TokenValidityUnitsType{}
	if c.TokenValidityUnits != nil {
		units = *c.TokenValidityUnits
	}
	life := Lifetimes{Access: time.Hour, ID: time.Hour, Refresh: defaultRefreshDays * 24 * time.Hour}
	if c.AccessTokenValidity != nil {
		life.Access = span(*c.AccessTokenValidity, units.AccessToken, time.Hour)
	}
	if c.IdTokenValidity != nil {
		life.ID = span(*c.IdTokenValidity, units.IdToken, time.Hour)
	}
	if c.RefreshTokenValidity != 0 {
		life.Refresh = span(c.RefreshTokenValidity, units.RefreshToken, 24*time.Hour)
	}
	life.Session = time.Duration(aws.ToInt32(or(c.AuthSessionValidity, aws.Int32(defaultAuthSessionMinutes)))) * time.Minute
	return life
}

// span is n units; so many that they would overflow are the longest span there is.
func span(n int32, unit types.TimeUnitsType, otherwise time.Duration) time.Duration {
	one := otherwise
	switch unit {
	case types.TimeUnitsTypeSeconds:
		one = time.Second
	case types.TimeUnitsTypeMinutes:
		one = time.Minute
	case types.TimeUnitsTypeHours:
		one = time.Hour
	case types.TimeUnitsTypeDays:
		one = 24 * time.Hour
	}
	const longest = time.Duration(1<<63 - 1)
	if time.Duration(n) > longest/one {
		return longest
	}
	return time.Duration(n) * one
}
