package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// ClientNotFound is an unknown app client, or one of another pool.
// Seen: aws/aws-sdk-php#2183, aws-amplify/amplify-flutter#740.
func ClientNotFound(clientID string) error {
	return notFound("User pool client %s does not exist.", clientID)
}

func invalidOAuthFlow(format string, args ...any) error {
	return &types.InvalidOAuthFlowException{Message: text(format, args...)}
}

// OAuthSettingsMissing is AllowedOAuthFlowsUserPoolClient without flows or scopes. Seen: badmintoncryer/cdk-preflight.
func OAuthSettingsMissing() error {
	return invalidParameter("AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.")
}

// CallbackURLsMissing. Seen: badmintoncryer/cdk-preflight.
func CallbackURLsMissing() error {
	return invalidParameter("CallbackUrls can not be empty when code flow or implicit flow is selected")
}

// URLNotHTTPS is plain HTTP to anything but the own machine. Seen: badmintoncryer/cdk-preflight.
func URLNotHTTPS(url string) error { return invalidParameter("%s cannot use the HTTP protocol.", url) }

// URLFragment. Seen: badmintoncryer/cdk-preflight.
func URLFragment(url string) error { return invalidParameter("%s cannot use fragment", url) }

// InvalidURL is a callback or logout URL that is not absolute. Doc: CreateUserPoolClient. Assumed: text (A059).
func InvalidURL(url string) error { return invalidParameter("%s is not a valid URL.", url) }

// DefaultRedirectNotListed. Seen: badmintoncryer/cdk-preflight.
func DefaultRedirectNotListed(url string) error {
	return invalidParameter("The default redirect URI %s is not in the callback URIs list.", url)
}

// ClientCredentialsWithOtherFlow. Seen: badmintoncryer/cdk-preflight.
func ClientCredentialsWithOtherFlow() error {
	return invalidOAuthFlow("client_credentials flow can not be selected along with code flow or implicit flow.")
}

// ClientCredentialsWithoutSecret. Seen: badmintoncryer/cdk-preflight.
func ClientCredentialsWithoutSecret() error {
	return invalidOAuthFlow("client_credentials flow can not be selected if client does not have a client secret.")
}

// ClientCredentialsScope is a scope about users. Seen: hashicorp/terraform-provider-aws#4984
// (openid). Assumed: the other standard scopes alike (A059).
func ClientCredentialsScope(scope string) error {
	return invalidOAuthFlow("%s is not supported with client_credentials flow", scope)
}

// ScopeNotFound. Seen: awsdocs/aws-cloudformation-user-guide#564.
func ScopeNotFound(scope string) error {
	return &types.ScopeDoesNotExistException{Message: text("Invalid scope requested: %s", scope)}
}

// MixedAuthFlows is ALLOW_ values beside older ones. Seen: badmintoncryer/cdk-preflight.
func MixedAuthFlows() error {
	return invalidParameter("Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.")
}

// ClientTokenFlowMixed is ALLOW_CLIENT_TOKEN_AUTH beside flows of users. Doc:
// GetClientToken (refused). Assumed: text (A059).
func ClientTokenFlowMixed() error {
	return invalidParameter("ALLOW_CLIENT_TOKEN_AUTH cannot be used with other auth flows.")
}

// TokenValidityRange. Seen: badmintoncryer/cdk-preflight.
func TokenValidityRange() error { return invalidParameter("Invalid range for token validity.") }

// TokenOutlivesRefresh is an access or ID token longer than the refresh token. Seen: badmintoncryer/cdk-preflight.
func TokenOutlivesRefresh() error {
	return invalidParameter("Access and Id Token expiration times must be less than or equal to refresh token expiration times.")
}

// ContextDataWithoutSecret is EnablePropagateAdditionalUserContextData. Seen: badmintoncryer/cdk-preflight.
func ContextDataWithoutSecret() error {
	return invalidParameter("Client Secret is required to set EnablePropagateAdditionalUserContextData as true")
}

// InvalidWriteAttributes at creation: unknown, never writable, or a required one
// left out. Seen: badmintoncryer/cdk-preflight.
func InvalidWriteAttributes() error {
	return invalidParameter("Invalid write attributes specified while creating a client")
}

// InvalidWriteAttributesUpdate. Seen: aws/aws-sdk-java#1395, jmaleonard/serverless-cognito-add-custom-attributes#4.
func InvalidWriteAttributesUpdate() error {
	return invalidParameter("Invalid write attributes specified while updating a client")
}

// InvalidReadAttributes at creation. Seen: aws/aws-cdk#34379, badmintoncryer/cdk-preflight.
func InvalidReadAttributes() error {
	return invalidParameter("Invalid read attributes specified while creating a client")
}

// InvalidReadAttributesUpdate. Assumed: after the write attributes (A059).
func InvalidReadAttributesUpdate() error {
	return invalidParameter("Invalid read attributes specified while updating a client")
}

// ProviderOfClientNotFound is a name in SupportedIdentityProviders. Seen: lgallard/terraform-aws-cognito-user-pool#71.
func ProviderOfClientNotFound(provider, poolID string) error {
	return invalidParameter("The provider %s does not exist for User Pool %s.", provider, poolID)
}

// AnalyticsIncomplete. Seen: badmintoncryer/cdk-preflight.
func AnalyticsIncomplete() error {
	return invalidParameter("Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid")
}

// PinpointRegion. Seen: badmintoncryer/cdk-preflight.
func PinpointRegion(region string) error {
	return invalidParameter("The integration with Pinpoint is not supported for the requested %s region.", region)
}

// SecretGivenAndGenerated is GenerateSecret with ClientSecret. Doc: CreateUserPoolClient. Assumed: text (A043).
func SecretGivenAndGenerated() error {
	return invalidParameter("ClientSecret cannot be specified when GenerateSecret is true.")
}

// TooManyClientSecrets: two a client. Doc: AddUserPoolClientSecret (type). Assumed: text (A043).
func TooManyClientSecrets() error {
	return limitExceeded("The maximum number of client secrets for the client has been reached.")
}

// LastClientSecret cannot be deleted. Doc: DeleteUserPoolClientSecret. Assumed: text (A043).
func LastClientSecret() error {
	return invalidParameter("The last client secret of a client cannot be deleted.")
}

// ClientSecretNotFound. Doc: DeleteUserPoolClientSecret (type). Assumed: text (A043).
func ClientSecretNotFound(secretID string) error {
	return notFound("Client secret %s does not exist.", secretID)
}

// ClientHasNoSecret is AddUserPoolClientSecret of a public client. Assumed: refused, and the text (A043).
func ClientHasNoSecret(clientID string) error {
	return invalidParameter("Client %s is not configured with secret", clientID)
}

// TooManyClients: 1,000 a pool. Doc: quotas. Assumed: text (A042).
func TooManyClients() error {
	return limitExceeded("The maximum number of app clients for the user pool has been reached.")
}

// RotationWithRefreshFlow is rotation ENABLED beside ALLOW_REFRESH_TOKEN_AUTH.
// Doc: refresh tokens (not compatible). Assumed: refused, and the text (A030).
func RotationWithRefreshFlow() error {
	return invalidParameter("Refresh token rotation cannot be enabled with ALLOW_REFRESH_TOKEN_AUTH.")
}

// ResourceServerExists. Seen: getmoto/moto tests.
func ResourceServerExists(identifier, poolID string) error {
	return invalidParameter("%s already exists in user pool %s.", identifier, poolID)
}

// ResourceServerNotFound. Seen: getmoto/moto tests. Assumed: that they are right (A056).
func ResourceServerNotFound(identifier string) error {
	return notFound("Resource server %s does not exist.", identifier)
}

// TooManyResourceServers: 25 a pool. Doc: quotas. Assumed: text (A042).
func TooManyResourceServers() error {
	return limitExceeded("The maximum number of resource servers for the user pool has been reached.")
}

// DuplicateScope is a scope name twice in one resource server. Assumed: refused, and the text (A059).
func DuplicateScope(scope string) error {
	return invalidParameter("Scope %s is specified more than once.", scope)
}
