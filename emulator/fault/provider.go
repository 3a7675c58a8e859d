package fault

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// SocialDetailsMissing is an identity provider of Google, Facebook or Amazon. Seen: badmintoncryer/cdk-preflight.
func SocialDetailsMissing() error {
	return invalidParameter("clientId, clientSecret and authorizeScopes are all required idp details.")
}

// AppleDetailsMissing. Seen: badmintoncryer/cdk-preflight.
func AppleDetailsMissing() error {
	return invalidParameter("clientId, privateKey, teamId, and keyId are all required idp details.")
}

// OIDCDetailsMissing. Seen: badmintoncryer/cdk-preflight.
func OIDCDetailsMissing() error {
	return invalidParameter("clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.")
}

// OIDCNotHTTPS. Seen: badmintoncryer/cdk-preflight.
func OIDCNotHTTPS() error { return invalidParameter("OIDC endpoint must start with https://") }

// SAMLMetadataMissing. Seen: badmintoncryer/cdk-preflight.
func SAMLMetadataMissing() error {
	return invalidParameter("At least one of the MetadataURL or MetadataFile should be provided.")
}

// SAMLMetadataTwice. Seen: badmintoncryer/cdk-preflight.
func SAMLMetadataTwice() error {
	return invalidParameter("Only one of the MetadataURL or MetadataFile should be provided.")
}

// ProviderNameOfType is a name that is not the fixed one of its type. Seen: hashicorp/terraform-provider-aws#4822.
func ProviderNameOfType(name string, kind types.IdentityProviderTypeType) error {
	return invalidParameter("Provider %s cannot be of type %s.", name, kind)
}

// ProviderExists. Seen: aws-cloudformation/cloudformation-coverage-roadmap#1287.
func ProviderExists(name, poolID string) error {
	return &types.DuplicateProviderException{Message: text("%s already exists in user pool %s", name, poolID)}
}

// ProviderNotFound. Type seen: hashicorp/terraform-provider-aws tests. Assumed: text (A044).
func ProviderNotFound(name string) error {
	return notFound("Identity provider %s does not exist.", name)
}

// ProviderIdentifierTaken is an identifier of another provider. Assumed: type and text (A044).
func ProviderIdentifierTaken(identifier, poolID string) error {
	return &types.DuplicateProviderException{Message: text("%s already exists in user pool %s", identifier, poolID)}
}

// TooManyProviders: 300 a pool. Doc: quotas. Assumed: text (A042).
func TooManyProviders() error {
	return limitExceeded("The maximum number of identity providers for the user pool has been reached.")
}
